"""``screening demo``: Robyn at the out-of-hours GP's visit, then a week later, and how the second differs."""

from __future__ import annotations

import datetime

import click

from screening.cli import options
from screening.cli.checked import leave

FIRST = datetime.date(2014, 8, 16)
SECOND = datetime.date(2014, 8, 23)


@click.command("demo", epilog=options.examples("screening demo", "screening demo --locality leicester"))
@options.pack_options
@options.fault_option
def command(pack: str | None, locality: str | None) -> int:
    """A worked training case, from a published review: one bruise seen by a GP, and what a week brings.

    It is drawn from what the review says; dates and details around it are invented and marked so in the file.
    """
    from screening.cli.console import console
    from screening.engine.compare import compare
    from screening.engine.document import Lens
    from screening.packs import checklists_folder
    from screening.reports.terminal import print_comparison, print_screening
    from screening.services.one_case import open_case, screen_case

    path = str(checklists_folder() / "scenarios" / "robyn.yaml")
    target = console()
    first = screen_case(open_case(path, FIRST, locality or "leicester", pack), Lens())
    second = screen_case(open_case(path, SECOND, locality or "leicester", pack), Lens())
    click.echo(f"$ screening screen robyn.yaml --as-of {FIRST}\n")
    print_screening(first, target)
    click.echo(f"\n\n$ screening compare robyn.yaml --before {FIRST} --after {SECOND}\n")
    print_comparison(compare(first, second), target)
    click.echo(f"\n\nThe case file:  {path}")
    click.echo("The whole second screening:")
    click.echo(f'  screening screen "{path}" --as-of {SECOND} --locality {locality or "leicester"}')
    click.echo("The same in a browser, with checklists to fill in, on this machine alone:")
    click.echo("  screening serve --demo")
    return leave([first.checked, second.checked])
