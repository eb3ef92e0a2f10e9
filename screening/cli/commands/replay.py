"""``screening replay``: a case date by date."""

from __future__ import annotations

import datetime

import click

from screening.cli import options
from screening.cli.checked import leave


@click.command("replay", epilog=options.examples(
    "screening replay case.yaml",
    "screening replay case.yaml --as-of 2014-09-30",
    "screening replay case.yaml --format json",
))  # fmt: skip
@options.case_argument
@options.as_of_option
@options.pack_options
@options.format_option
@options.output_option
@options.fault_option
def command(
    case: str,
    as_of: datetime.date | None,
    pack: str | None,
    locality: str | None,
    form: str,
    output: str | None,
) -> int:
    """Each date of CASE: what was told, what opened, what was settled, and who could have raised it.

    A prompt that no agency could have raised by itself is marked, with the agencies whose accounts it rests on.
    """
    from screening.engine.replay import replay
    from screening.engine.second.opinion import second_opinion
    from screening.services.one_case import open_case

    opened = open_case(case, as_of, locality, pack)
    found = replay(opened.case, opened.pack, opened.as_of, second_opinion)
    from screening.reports import as_json, html, markdown, terminal

    options.show(
        form,
        output,
        lambda console: terminal.print_replay(found, console),
        {
            "json": lambda: as_json.document_json(found),
            "html": lambda: html.replay_html(found),
            "markdown": lambda: markdown.replay_markdown(found),
        },
    )
    return leave(moment.checked for moment in found.moments)
