"""``screening sources``: the documents that the rules are drawn from."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli import options
from screening.cli.running import CONTENT
from screening.errors import Problem, ProblemsFound, did_you_mean


@click.group("sources")
def command() -> None:
    """The documents that the rules are drawn from, and whether the citations still hold."""


@command.command("list", epilog=options.examples("screening sources list"))
@options.pack_options
def list_command(pack: str | None, locality: str | None) -> None:
    """Every source with its publisher and the number of rows of learning drawn from it."""
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack

    for source in open_pack(pack_folder(pack), locality).sources.values():
        click.echo(f"{source.id:<20} {len(source.learning):>4} rows  {source.title}")
        click.echo(f"{'':<31}{source.publisher}")


@command.command("show", epilog=options.examples("screening sources show william", "screening sources show LEI-040"))
@click.argument("source_or_row")
@options.pack_options
@click.pass_context
def show_command(context: click.Context, source_or_row: str, pack: str | None, locality: str | None) -> None:
    """A source with all its rows of learning, or one row as screening learning show shows it."""
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack

    opened = open_pack(pack_folder(pack), locality)
    if source_or_row.upper() in opened.learning:
        from screening.cli.commands.learning import show_command as show_row

        context.invoke(show_row, row=source_or_row, pack=pack, checklists=None)
        return
    if source_or_row not in opened.sources:
        near = did_you_mean(source_or_row, [*opened.sources, *opened.learning])
        hint = f'Did you mean "{near}"?' if near else f"The sources are: {', '.join(opened.sources)}."
        raise ProblemsFound([Problem("R305", f'There is no source or row "{source_or_row}".', hint=hint)])
    source = opened.sources[source_or_row]
    click.echo(
        f"{source.title}\n{source.publisher}\nDocument {source.document.file}, sha256 {source.document.sha256}\n"
    )
    for row in source.learning:
        click.echo(f"{row.id}  {row.locator}\n         {row.summary}")


@command.command("verify", epilog=options.examples("screening sources verify documents/"))
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@options.pack_options
def verify_command(folder: str, pack: str | None, locality: str | None) -> int:
    """Check the fingerprint of every cited passage against the documents in FOLDER.

    Says which row does not hold, and leaves with 1 if one does not. The documents do not come with the product.
    """
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack
    from screening.rulebook.sources import Outcome, verify

    whole = intact = 0
    for source in open_pack(pack_folder(pack), locality).sources.values():
        checks = verify(source, Path(folder))
        held = [check for check in checks if check.outcome in (Outcome.INTACT, Outcome.MOVED)]
        moved = sum(check.outcome == Outcome.MOVED for check in checks)
        whole, intact = whole + len(checks), intact + len(held)
        click.echo(f"{source.id}: {len(held)} of {len(checks)}" + (f", {moved} at another place" if moved else ""))
        for check in checks:
            if check.outcome not in (Outcome.INTACT, Outcome.MOVED):
                click.echo(f"  {check.row}: {check.outcome}")
    click.echo(f"{intact} of {whole} passages hold")
    return 0 if intact == whole else CONTENT
