"""``screening schema``: JSON Schema of the file formats."""

from __future__ import annotations

import click

from screening.cli import options

KINDS = ("case", "rule", "checklist", "scenario", "screening")


@click.command("schema", epilog=options.examples(
    "screening schema case > case.schema.json", "screening schema screening --output screening.schema.json"
))  # fmt: skip
@click.argument("kind", type=click.Choice(KINDS))
@options.output_option
def command(kind: str, output: str | None) -> None:
    """Print the JSON Schema (2020-12) of a KIND of file, for editors and other programs."""
    from screening.docgen.schemas import schemas

    options.deliver(schemas()[f"{kind}.json"], output)
