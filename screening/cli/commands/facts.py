"""``screening facts``: the fact dictionary."""

from __future__ import annotations

import click

from screening.cli import options


@click.command("facts", epilog=options.examples(
    "screening facts", "screening facts child", "screening facts child.mobility", "screening facts injury --format json"
))  # fmt: skip
@click.argument("path", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str | None, form: str) -> None:
    """Everything that a case file can tell: by entity, or one fact by its PATH, such as child.mobility."""
    from screening.services.facts import described, find_facts

    found = find_facts(path)
    if form == "json":
        import json

        click.echo(json.dumps([described(entry) for entry in found], indent=2, ensure_ascii=False))
        return
    full = path is not None and "." in path
    entity = None
    for entry in found:
        if entry.entity != entity:
            entity = entry.entity
            click.echo(f"\n{entity}" if not full else "", nl=not full)
        about = described(entry)
        if not full:
            click.echo(f"  {entry.name:<28} {entry.fact.question}")
            continue
        for name, value in about.items():
            if value not in (None, "", []):
                words = ", ".join(str(one) for one in value) if isinstance(value, list) else value
                click.echo(f"{name.replace('_', ' ') + ':':<16} {words}")
