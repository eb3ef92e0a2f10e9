"""``screening explain``: one rule in one case, to the last test."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.checked import leave

if TYPE_CHECKING:
    from screening.engine.document import Lens


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
@options.format_option
@options.output_option
@options.fault_option
def command(
    case: str,
    rule: str,
    as_of: datetime.date | None,
    lens: Lens,
    pack: str | None,
    locality: str | None,
    form: str,
    output: str | None,
) -> int:
    """Follow RULE through CASE, test by test.

    Shows what each test comes to, who told what, what is missing, and what would change it.
    """
    from screening.engine.explain import explain
    from screening.rulebook.pack import find_rule
    from screening.services.one_case import check_agencies, open_case, screen_case

    opened = open_case(case, as_of, locality, pack)
    check_agencies(opened.case, lens)
    found = explain(opened.case, opened.pack, find_rule(opened.pack, rule), opened.as_of, lens)
    screening = screen_case(opened, lens)
    accounts = screening.accounts
    from screening.reports import as_json, html, markdown, terminal

    options.show(
        form,
        output,
        lambda console: terminal.print_explanations(found, console, accounts),
        {
            "json": lambda: as_json.documents_json(found),
            "html": lambda: html.explanations_html(found, accounts),
            "markdown": lambda: markdown.explanations_markdown(found, accounts),
        },
    )
    return leave([screening.checked])
