"""``screening questions``: what to ask, of whom, to settle most."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.checked import leave

if TYPE_CHECKING:
    from screening.engine.document import Lens


@click.command("questions", epilog=options.examples(
    "screening questions case.yaml", "screening questions case.yaml --known-to gp",
    "screening questions case.yaml --format json",
))  # fmt: skip
@options.case_argument
@options.as_of_option
@options.lens_options
@options.pack_options
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@options.fault_option
def command(
    case: str,
    as_of: datetime.date | None,
    lens: Lens,
    pack: str | None,
    locality: str | None,
    form: str,
) -> int:
    """The questions that CASE leaves open, grouped by who could answer.

    First come the fewest that could settle the most urgent of what cannot be ruled out.
    """
    from screening.services.one_case import open_case, screen_case

    opened = open_case(case, as_of, locality, pack)
    screening = screen_case(opened, lens)
    if form == "json":
        import json

        fewest = screening.smallest_set.model_dump(mode="json") if screening.smallest_set else None
        ranked = [one.model_dump(mode="json") for one in screening.questions]
        options.deliver(
            json.dumps({"smallest_set": fewest, "questions": ranked}, indent=2, ensure_ascii=False) + "\n", None
        )
        return leave([screening.checked])
    from screening.cli.console import console
    from screening.reports.terminal import print_questions

    print_questions(screening, console())
    return leave([screening.checked])
