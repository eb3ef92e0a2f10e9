"""``screening caseload``: a whole caseload at once, and the tables that it is kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import CONTENT

if TYPE_CHECKING:
    import datetime

    from rich.console import Console

    from screening.caseload.schema import Table
    from screening.services.caseload_screening import Screened, Screening
    from screening.services.caseload_tables import Converted


@click.group("caseload")
def command() -> None:
    """A whole caseload: the tables that it is kept in, and all of its cases screened at once."""


@command.command("schema", epilog=options.examples(
    "screening caseload schema", "screening caseload schema children.injuries",
    "screening caseload schema --format json --output schema.json",
))  # fmt: skip
@click.argument("table", required=False)
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@options.output_option
def schema_command(table: str | None, form: str, output: str | None) -> None:
    """The tables of a caseload, or every column of one TABLE.

    They follow from the fact dictionary. A column or table that is not there, and an empty cell, mean that nobody told;
    they never mean no.
    """
    import json

    from screening.services.caseload_schema import described, find_tables

    found = find_tables(table)

    def terminal(console: Console) -> None:
        _show_columns(console, found[0]) if table else _show_tables(console, found)

    def as_json() -> str:
        shown = described(found[0]) if table else [described(one) for one in found]
        return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"

    options.show(form, output, terminal, {"json": as_json})


def _show_tables(console: Console, found: list[Table]) -> None:
    from rich.table import Table as Grid

    grid = Grid("Table", "One row for each", "Columns", "What a row is", box=None, pad_edge=False)
    for one in found:
        grid.add_row(one.name, ", ".join(one.keys), str(len(one.columns)), one.about)
    console.print(grid)
    console.print(
        "\nEach is a file in one folder, such as children.csv. screening caseload schema TABLE shows columns."
    )


def _show_columns(console: Console, table: Table) -> None:
    from rich.table import Table as Grid

    console.print(f"{table.name}\n{table.about}\nOne row for each: {', '.join(table.keys)}\n")
    grid = Grid("Column", "Holds", "About", box=None, pad_edge=False)
    for column in table.columns:
        several = "several of: " if column.kind == "texts" else ""
        values = f"\n{several}{', '.join(column.values)}" if column.values else ""
        grid.add_row(column.name, _KINDS[column.kind], column.help + values)
    console.print(grid)


_KINDS = {"text": "text", "texts": "several texts", "yes-no": "yes or no", "number": "whole number", "date": "date"}


@command.command("tables", epilog=options.examples(
    "screening caseload tables cases/ --output tables",
    "screening caseload tables cases.jsonl --output tables --format csv",
))  # fmt: skip
@click.argument("folder", type=click.Path())
@click.option(
    "--output", "-o", type=click.Path(file_okay=False), metavar="DIR", required=True,
    help="A folder for the tables; new, or empty.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["parquet", "csv", "arrow"]), default="parquet", show_default=True)
def tables_command(folder: str, output: str, form: str) -> int:
    """Case files in FOLDER, as the tables of a caseload.

    Case files are YAML or JSON, or JSON lines with one case to a line; folders are looked through to the bottom. A case
    file with a mistake is left out and listed in DIR/rejects.csv with file, line and reason; the command then leaves
    with 1. Notes and other free text are left out: no rule reads them.
    """
    from pathlib import Path

    from screening.cli.progress import followed
    from screening.services.caseload_tables import conversion

    made = conversion(Path(folder), Path(output), form)
    for _ in followed("Case files", made.steps(), made.cases):
        pass
    _show_converted(made.result, output)
    return CONTENT if made.result.rejected else 0


def _show_converted(result: Converted, output: str) -> None:
    click.echo(
        f"{_many(result.files, 'case file')} read: {result.converted:,} converted, {result.rejected:,} left out."
    )
    for name, rows in result.rows.items():
        click.echo(f"  {name:<24} {_many(rows, 'row'):>16}")
    click.echo(f"Tables in {output}. They hold case data: keep them as you keep the case files.")
    if result.doubts:
        many = "1 doubtful thing" if result.doubts == 1 else f"{result.doubts:,} doubtful things"
        click.echo(f"The case files hold {many}; screening case check FILE shows them.")
    if result.passed_over:
        first, more = result.passed_over[0], len(result.passed_over) - 1
        others = f" and {_many(more, 'other')}" if more else ""
        click.echo(f"Passed over, not being case files: {first}{others}.")
    if result.rejects is not None:
        click.echo(f"What is wrong with those left out: {result.rejects}", err=True)


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


@command.command("screen", epilog=options.examples(
    "screening caseload screen tables/ --output standings.parquet",
    "screening caseload screen tables/ --output standings.csv --as-of 2026-03-01 --locality kent",
    "screening caseload screen tables/ --output standings.parquet --summary summary.html --suppress-below 5",
    "screening caseload screen tables/ --output standings.parquet --engine spark",
))  # fmt: skip
@click.argument("tables", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False), metavar="FILE", required=True,
    help="The table of standings. Its ending says the form: .parquet, .csv, .xlsx or .arrow. Findings go to a second "
    "table beside it, whose name ends in -findings.",
)  # fmt: skip
@click.option("--as-of", type=options.DAY, metavar="DATE", help="As known on this day; today if not given.")
@click.option(
    "--engine", type=click.Choice(["polars", "spark"]), default="polars", show_default=True,
    help="polars works in this process; spark on a cluster, or on this machine.",
)  # fmt: skip
@click.option(
    "--rejects", type=click.Path(dir_okay=False), metavar="FILE",
    help="Where rows are listed that had to be set aside. Without it: beside the output, ending in -rejects.csv.",
)  # fmt: skip
@click.option("--summary", type=click.Path(dir_okay=False), metavar="FILE", help="The summary as a page, for reading.")
@click.option(
    "--suppress-below", type=click.IntRange(min=3), metavar="N",
    help="Leave counts below N out of the summary, and whatever would let them be worked out.",
)  # fmt: skip
@options.pack_options
def screen_command(
    tables: str, output: str, as_of: datetime.date | None, engine: str, rejects: str | None, summary: str | None,
    suppress_below: int | None, pack: str | None, locality: str | None,
) -> int:  # fmt: skip
    """Screen every case in TABLES.

    What each rule comes to is written for every case and child, and what was found in a second table. Row by row: a row
    with a mistake is set aside and listed with file, row, column and reason; its case is screened without it, and the
    output says without how many rows. The command then leaves with 1. No case is put before another.
    """
    import datetime
    from pathlib import Path

    from screening.cli.progress import followed_steps
    from screening.services.caseload_screening import Wanted, open_screening

    day = as_of or datetime.date.today()
    wanted = Wanted(Path(tables), Path(output), day, engine, Path(rejects) if rejects else None, suppress_below)
    begun = open_screening(wanted, locality, pack)
    if wanted.output.suffix == ".xlsx":
        _say_what_fits(begun)
    for _ in followed_steps("Screening", begun.steps()):
        pass
    _show_summary(begun, summary)
    _show_screened(begun.result, output, str(wanted.findings))
    return 0 if begun.result.complete else CONTENT


def _say_what_fits(begun: Screening) -> None:
    from screening.caseload.writing_out import ROWS_OF_A_SHEET

    rows = begun.expected().standings
    if rows >= ROWS_OF_A_SHEET:
        click.echo(
            f"A sheet of a workbook holds {ROWS_OF_A_SHEET:,} rows, and there will be about {rows:,} standings. They "
            "go to several sheets, and few programs will open them. Ctrl-C stops; .parquet and .csv hold any number.",
            err=True,
        )


def _show_summary(begun: Screening, file: str | None) -> None:
    from screening.cli.console import console
    from screening.reports.caseload_html import page_html
    from screening.reports.caseload_summary import arrange_summary
    from screening.reports.caseload_terminal import print_summary

    if begun.result.summary is None:
        raise AssertionError("nothing was screened")
    page = arrange_summary(begun.result.summary)
    print_summary(page, console())
    if file is not None:
        options.deliver(page_html(page), file)


def _show_screened(result: Screened, output: str, findings: str) -> None:
    total = result.total
    click.echo()
    for name, count in result.rows.items():
        if count.rejected:
            click.echo(
                f"  {name:<24} {_many(count.rows, 'row')} in, {count.used:,} screened, {count.rejected:,} rejected"
            )
    click.echo(f"{_many(total.rows, 'row')} in = {total.used:,} screened + {total.rejected:,} rejected.")
    click.echo(f"{_many(result.cases, 'case')} screened, {result.without_rows:,} of them without some of their rows.")
    if result.not_screened:
        click.echo(f"{_many(result.not_screened, 'case')} not screened: no account of theirs could be used.", err=True)
    click.echo(f"{_many(result.standings, 'standing')} in {output}, {_many(result.findings, 'finding')} in {findings}.")
    click.echo("They are case data: keep them as you keep the case files.")
    for problem in result.aside:
        click.echo(problem.render(), err=True)
    if result.rejects is not None:
        click.echo(f"What was set aside, and why: {result.rejects}", err=True)
