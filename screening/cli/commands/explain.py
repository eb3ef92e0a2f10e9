"""``screening explain``: one rule in one case, to the last test."""

from __future__ import annotations

import datetime

import click

from screening.cli import options


@click.command("explain", epilog=options.examples(
    "screening explain case.yaml INJ-001",
    "screening explain case.yaml INJ-001 --known-to gp",
    "screening explain case.yaml INJ-001 --what-if children.sam.mobility=crawling",
))  # fmt: skip
@options.case_argument
@click.argument("rule")
@options.as_of_option
@options.lens_options
@options.pack_options
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@options.output_option
def command(
    case: str,
    rule: str,
    as_of: datetime.date | None,
    known_to: tuple[str, ...],
    face_value: bool,
    what_if: tuple[str, ...],
    pack: str | None,
    locality: str | None,
    form: str,
    output: str | None,
) -> None:
    """Follow RULE through CASE, test by test.

    Shows what each test comes to, who told what, what is missing, and what would change it.
    """
    from screening.engine.document import Lens
    from screening.engine.explain import explain
    from screening.rulebook.pack import find_rule
    from screening.services.one_case import check_agencies, open_case, screen_case

    opened = open_case(case, as_of, locality, pack)
    lens = Lens(known_to=known_to, face_value=face_value, what_if=options.suppositions(what_if))
    check_agencies(opened.case, lens)
    found = explain(opened.case, opened.pack, find_rule(opened.pack, rule), opened.as_of, lens)
    if form == "json":
        import json

        options.deliver(
            json.dumps([one.model_dump(mode="json") for one in found], indent=2, ensure_ascii=False) + "\n", output
        )
        return
    from screening.cli.console import console, to_text
    from screening.reports.terminal import print_explanations

    accounts = screen_case(opened, lens, both_channels=False).accounts
    if output is None:
        print_explanations(found, console(), accounts)
    else:
        options.deliver(to_text(lambda target: print_explanations(found, target, accounts)), output)
