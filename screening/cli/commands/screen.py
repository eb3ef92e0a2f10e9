"""``screening screen``: one case, one day, one document."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.checked import leave
from screening.cli.running import show_problems

if TYPE_CHECKING:
    from screening.engine.document import Lens


@click.command("screen", epilog=options.examples(
    "screening screen case.yaml",
    "screening screen case.yaml --as-of 2026-03-01 --locality kent",
    "screening screen case.yaml --known-to health-visiting --known-to gp",
    "screening screen case.yaml --face-value",
    "screening screen case.yaml --what-if children.sam.mobility=walking",
    "screening screen case.yaml --format html --output case.html",
    "screening screen case.yaml --format pdf --output case.pdf",
    "cat case.json | screening screen - --format json",
))  # fmt: skip
@options.case_argument
@options.as_of_option
@options.lens_options
@options.pack_options
@options.document_format_option
@click.option("--all", "show_all", is_flag=True, help="Open out every prompt, not only the first few.")
@options.output_option
@options.fault_option
def command(
    case: str,
    as_of: datetime.date | None,
    lens: Lens,
    pack: str | None,
    locality: str | None,
    form: str,
    show_all: bool,
    output: str | None,
) -> int:
    """Screen CASE, a case file in YAML or JSON; - reads standard input.

    Leaves with 0, or with 3 where the two channels that decide about each rule disagree. What it shows are prompts for
    people to decide on; it is no judgement of anyone.
    """
    options.check_goes_to_file(form, output)
    from screening.services.one_case import open_case, prepare_second_channel, screen_case

    prepare_second_channel()
    opened = open_case(case, as_of, locality, pack)
    screening = screen_case(opened, lens)
    show_problems(opened.warnings)
    if not screening.accounts:
        click.echo(f"Nothing in this case had been told by {opened.as_of.isoformat()}.", err=True)
    code = leave([screening.checked])
    from screening.reports import as_json, docx, html, markdown, pdf, terminal

    options.show(
        form,
        output,
        lambda console: terminal.print_screening(screening, console, show_all=show_all),
        {
            "json": lambda: as_json.screening_json(screening),
            "html": lambda: html.screening_html(screening),
            "markdown": lambda: markdown.screening_markdown(screening),
            "pdf": lambda: pdf.screening_pdf(screening),
            "docx": lambda: docx.screening_docx(screening),
        },
    )
    return code
