"""``screening caseload``: a whole caseload at once, and the tables that it is kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import CONTENT

if TYPE_CHECKING:
    from rich.console import Console

    from screening.caseload.schema import Table
    from screening.services.caseload_tables import Converted


@click.group("caseload")
def command() -> None:
    """A whole caseload: the tables that it is kept in."""


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
