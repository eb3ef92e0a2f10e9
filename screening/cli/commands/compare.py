"""``screening compare``: two screenings side by side."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.checked import leave

if TYPE_CHECKING:
    from screening.engine.document import Lens, Screening


@click.command("compare", epilog=options.examples(
    "screening compare case.yaml --before 2026-01-10 --after 2026-02-14",
    "screening compare case.yaml --face-value",
    "screening compare case.yaml --known-to gp",
    "screening compare january.json february.json",
))  # fmt: skip
@click.argument("first", type=click.Path(allow_dash=True))
@click.argument("second", type=click.Path(dir_okay=False), required=False)
@click.option("--before", type=options.DAY, metavar="DATE", help="The first day, for one case file.")
@click.option("--after", type=options.DAY, metavar="DATE", help="The second day, for one case file.")
@options.lens_options
@options.pack_options
@options.format_option
@options.output_option
@options.fault_option
def command(
    first: str,
    second: str | None,
    before: datetime.date | None,
    after: datetime.date | None,
    lens: Lens,
    pack: str | None,
    locality: str | None,
    form: str,
    output: str | None,
) -> int:
    """What stands differently between two screenings.

    With one case file, FIRST: two days (--before and --after), or all that is known against a view (--known-to,
    --face-value, --what-if). With two files, FIRST and SECOND: screenings saved with --format json.
    """
    from screening.engine.compare import compare
    from screening.engine.document import Lens
    from screening.services.one_case import open_case, screen_case

    if second is not None:
        if before or after or lens != Lens():
            raise click.UsageError("Two saved screenings are compared as they are; days and views do not apply.")
        before_and_after = _saved(first), _saved(second)
    else:
        if before is None and lens == Lens():
            raise click.UsageError("Say what to compare with: --before DATE, --known-to, --face-value or --what-if.")
        opened = open_case(first, after, locality, pack)
        if before is not None:
            earlier = open_case(first, before, locality, pack)
            before_and_after = screen_case(earlier, lens), screen_case(opened, lens)
        else:
            before_and_after = screen_case(opened, Lens()), screen_case(opened, lens)
    found = compare(*before_and_after)
    from screening.reports import as_json, html, markdown, terminal

    options.show(
        form,
        output,
        lambda console: terminal.print_comparison(found, console),
        {
            "json": lambda: as_json.document_json(found),
            "html": lambda: html.comparison_html(found),
            "markdown": lambda: markdown.comparison_markdown(found),
        },
    )
    return leave(one.checked for one in before_and_after)


def _saved(path: str) -> Screening:
    from screening.engine.document import Screening
    from screening.yamlsource import read_path, validated

    return validated(read_path(Path(path) if path != "-" else path), Screening, prefix="S")
