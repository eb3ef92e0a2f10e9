"""``screening replay``: a case date by date."""

from __future__ import annotations

import datetime

import click

from screening.cli import options


@click.command("replay", epilog=options.examples(
    "screening replay case.yaml",
    "screening replay case.yaml --as-of 2014-09-30",
    "screening replay case.yaml --format json",
))  # fmt: skip
@options.case_argument
@options.as_of_option
@options.pack_options
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
def command(case: str, as_of: datetime.date | None, pack: str | None, locality: str | None, form: str) -> None:
    """Each date of CASE: what was told, what opened, what was settled, and who could have raised it.

    A prompt that no agency could have raised by itself is marked, with the agencies whose accounts it rests on.
    """
    from screening.engine.replay import replay
    from screening.services.one_case import open_case

    opened = open_case(case, as_of, locality, pack)
    found = replay(opened.case, opened.pack, opened.as_of)
    if form == "json":
        options.deliver(found.model_dump_json(indent=2) + "\n", None)
        return
    from screening.cli.console import console
    from screening.reports.terminal import print_replay

    print_replay(found, console())
