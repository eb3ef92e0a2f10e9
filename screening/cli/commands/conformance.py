"""``screening conformance``: do both channels come to the same standings?"""

from __future__ import annotations

import click

from screening.cli import options
from screening.cli.running import CONTENT, DISAGREEMENT

CONDITIONS = 12
"""Conditions that are decided for each generated case."""


@click.command("conformance", epilog=options.examples(
    "screening conformance", "screening conformance --cases 20000 --seed 7"
))  # fmt: skip
@click.option("--cases", type=click.IntRange(0), default=2000, show_default=True, help="How many cases to generate.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same cases.")
@options.pack_options
@options.fault_option
def command(cases: int, seed: int, pack: str | None, locality: str | None) -> int:
    """Compare the evaluator with durable-rules over all shipped cases and over generated ones.

    Leaves with 3 where they differ anywhere, with 1 where the second channel cannot be asked, else with 0.
    """
    from screening.cli.progress import followed
    from screening.engine.durable.child import ChannelUnavailable
    from screening.packs import checklists_folder, pack_folder
    from screening.rulebook.loading import open_pack
    from screening.services import conformance

    counts = conformance.Counts()
    opened = open_pack(pack_folder(pack), locality)
    days = conformance.shipped_days(checklists_folder())
    try:
        for _ in followed("Shipped cases", conformance.compare_shipped(opened, days, counts), len(days)):
            pass
        for _ in followed("Generated cases", conformance.compare_generated(seed, cases, CONDITIONS, counts), cases):
            pass
    except ChannelUnavailable as unavailable:
        counts.unavailable = str(unavailable)
    click.echo(f"Shipped cases and days:  {counts.shipped}")
    click.echo(f"Generated cases:         {counts.generated} (seed {seed})")
    click.echo(f"Standings compared:      {counts.standings}")
    click.echo(f"Differences:             {len(counts.disagreements) + len(counts.differences)}")
    for where, one in counts.disagreements:
        click.echo(f"  {where}: {one.rule} {one.subject or ''} evaluator {one.evaluator}, durable-rules {one.durable}")
    for difference in counts.differences[:5]:
        click.echo(f"  evaluator {difference.evaluator.word}, durable-rules {difference.durable.word}")
        click.echo(f"    {difference.condition}\n    {difference.case}")
    if counts.unavailable:
        click.echo(f"The second channel could not be asked: {counts.unavailable}", err=True)
        return CONTENT
    return DISAGREEMENT if counts.disagreements or counts.differences else 0
