"""``screening policies``: policies, procedures, tools and services, as a place calls them."""

from __future__ import annotations

import click

from screening.cli import options


@click.command("policies", epilog=options.examples(
    "screening policies", "screening policies --locality kent", "screening policies --look-up --locality leicester"
))  # fmt: skip
@click.argument("policy", required=False)
@click.option("--look-up", "only_to_look_up", is_flag=True, help="Only what has to be found locally.")
@options.pack_options
def command(policy: str | None, only_to_look_up: bool, pack: str | None, locality: str | None) -> None:
    """Every policy with its local name and address, or one POLICY in full."""
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack
    from screening.rulebook.local_names import resolve, to_look_up

    opened = open_pack(pack_folder(pack), locality)
    if only_to_look_up:
        for found in to_look_up(opened.policies, opened.locality):
            click.echo(f"{found.id:<44} {found.name}")
        return
    if policy is None:
        for one in opened.policies.policies:
            found = resolve(opened.policies, opened.locality, one.id)
            click.echo(f"{one.id:<44} {found.name}" + (f"  ({found.where})" if found.where else ""))
        return
    entry = opened.policies.find(policy)
    found = resolve(opened.policies, opened.locality, policy)
    click.echo(f"{found.name}  ({opened.locality.name})\n{entry.purpose}")
    click.echo(f"Kind: {entry.kind}    Used by: {', '.join(entry.used_by)}")
    if found.where:
        click.echo(f"Where: {found.where}")
    citing = [rule.id for rule in opened.rules.values() if policy in rule.policies]
    click.echo(f"Rules: {', '.join(citing) or 'none'}    Named in: {', '.join(entry.learning) or 'no source'}")
