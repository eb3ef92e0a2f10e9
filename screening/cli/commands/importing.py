"""``screening import``: case files from the files that authorities and services already have."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import CONTENT

if TYPE_CHECKING:
    from collections.abc import Mapping as Counted

    from screening.importing.mapping import Mapping
    from screening.importing.rows import Importer
    from screening.services.importing import Outcome


def _writing(function: options.F) -> options.F:
    """Where the case files go."""
    folder = click.option(
        "--output", "-o", type=click.Path(file_okay=False), metavar="FOLDER", required=True,
        help="A folder that is new or empty. One case file for each child or family goes there.",
    )  # fmt: skip
    lines = click.option("--jsonl", is_flag=True, help="One file with a case on each line, for large files.")
    return folder(lines(function))


@click.group("import")
def command() -> None:
    """Case files from the census, inspection lists, spreadsheets and health records.

    What a file does not say stays not known. Names, pupil numbers and NHS numbers are not taken over. What cannot be
    used is written to problems.csv beside the cases, with its place in the file.
    """


@command.command("cin", epilog=options.examples(
    "screening import cin census.xml --output cases",
    "screening import cin census.xml --output cases --jsonl",
))  # fmt: skip
@click.argument("file", type=click.Path())
@_writing
def cin_command(file: str, output: str, jsonl: bool) -> int:
    """Read the XML of the Children in Need census, layouts of 2021 to 2026.

    The authority's own child id becomes the reference of the case. Leaves with 1 if anything was left out.
    """
    from screening.importing.cin import CinCensus
    from screening.importing.mapping import read_mapping

    return _run(CinCensus(Path(file), datetime.date.today()), output, jsonl, read_mapping("cin"))


@command.command("annex-a", epilog=options.examples(
    "screening import annex-a lists.xlsx --output cases --on 2026-03-31",
))  # fmt: skip
@click.argument("file", type=click.Path())
@click.option(
    "--on", type=options.DAY, metavar="DATE",
    help="The day the workbook shows. Without it, what has no day of its own counts as known on the day of screening.",
)  # fmt: skip
@_writing
def annex_a_command(file: str, on: datetime.date | None, output: str, jsonl: bool) -> int:
    """Read the lists of an Annex A workbook, and put together what they say about each child.

    A sheet is known by its headings. Leaves with 1 if anything was left out.
    """
    from screening.importing.annex_a import AnnexA
    from screening.importing.mapping import read_mapping

    today = datetime.date.today()
    if on is not None and on > today:
        raise click.UsageError(f"{on} is still to come; --on says which day the workbook shows.")
    return _run(AnnexA(Path(file), today, on), output, jsonl, read_mapping("annex-a"))


@command.command("csv", epilog=options.examples(
    "screening import csv team.xlsx --output cases",
    "screening import csv tables --output cases",
))  # fmt: skip
@click.argument("path", metavar="FILE|FOLDER", type=click.Path())
@_writing
def csv_command(path: str, output: str, jsonl: bool) -> int:
    """Read the plain template back: a workbook, a CSV file or a folder of them.

    Leaves with 1 if anything was left out.
    """
    from screening.importing.plain_tables import PlainTables

    return _run(PlainTables(Path(path), datetime.date.today()), output, jsonl, None)


@command.command("fhir", epilog=options.examples(
    "screening import fhir bundle.json --output cases --agency gp",
))  # fmt: skip
@click.argument("file", type=click.Path())
@click.option("--agency", metavar="AGENCY", help="Whose record it is, such as gp or community-paediatrics.")
@_writing
def fhir_command(file: str, agency: str | None, output: str, jsonl: bool) -> int:
    """Read a FHIR Bundle (R4B or R5): children, who is around them, appointments, contacts and conditions.

    Leaves with 1 if anything was left out.
    """
    from screening.fhir.bundle import FhirBundle
    from screening.importing.mapping import read_mapping

    return _run(FhirBundle(Path(file), datetime.date.today(), agency), output, jsonl, read_mapping("fhir"))


@command.command("template", epilog=options.examples(
    "screening import template --output team.xlsx",
    "screening import template --output injuries.xlsx --checklist mark-on-a-baby",
    "screening import template --format csv --output tables",
))  # fmt: skip
@click.option("--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx", show_default=True)
@click.option("--output", "-o", type=click.Path(), metavar="FILE|FOLDER", required=True,
              help="The workbook, or for csv a folder that is new or empty.")  # fmt: skip
@click.option("--checklist", "name", metavar="NAME", help="Only what this checklist asks for.")
@options.checklists_option
def template_command(form: str, output: str, name: str | None, checklists: str | None) -> None:
    """Write an empty spreadsheet with a sheet for each kind of thing, drop-down lists, and help in every column."""
    from screening.services.filling import find_checklist
    from screening.services.importing import write_template

    written = write_template(form, Path(output), find_checklist(name, checklists) if name else None)
    click.echo(f"Written to {output}: accounts, {', '.join(written)}.")
    click.echo("Fill in what is known and leave the rest empty. References, never names.")
    click.echo(f"screening import csv {output} --output FOLDER reads it back.")


def _run(importer: Importer, output: str, jsonl: bool, mapping: Mapping | None) -> int:
    from rich.console import Console

    from screening.services.importing import Importing

    importing = Importing(importer, Path(output), jsonl)
    console = Console(stderr=True)
    with console.status("Reading", spinner="line") as status:
        for number, _ in enumerate(importing.each(), 1):
            if number % 100 == 0:
                status.update(f"{number} {importer.tally.units[1]} read")
    _show(importing.outcome, output, jsonl, mapping)
    return CONTENT if importing.outcome.something_aside else 0


def _show(outcome: Outcome, output: str, jsonl: bool, mapping: Mapping | None) -> None:
    tally = outcome.tally
    click.echo("If a child is in immediate danger, call 999 now.\n")
    click.echo(f"{tally.file}: {tally.layout}")
    files = f"{outcome.written} {'case' if jsonl else 'case file'}{'' if outcome.written == 1 else 's'}"
    aside = f", {outcome.aside} set aside" if outcome.aside else ""
    click.echo(f"{tally.found} {tally.units[tally.found != 1]} found: {files} written to {output}{aside}.")
    if tally.read:
        click.echo("\nRead:")
        for title, columns in _by_record(tally.read).items():
            _line(f"{title}: {', '.join(f'{name} ({number})' for name, number in columns.items())}")
    if tally.left:
        click.echo("\nNot taken over:")
        names: Counter[str] = Counter()
        for (_, column), number in tally.left.items():
            names[column] += number
        _line(", ".join(f"{name} ({number})" for name, number in names.items()))
    if mapping is not None:
        click.echo("\nWhat such a file cannot tell, and so stays not known:")
        for gap in mapping.cannot_tell:
            _line(gap)
    if outcome.left_out or outcome.aside or outcome.doubtful:
        where = f"{output}/problems.csv says which and where"
        click.echo(f"\n{outcome.left_out} left out, {outcome.aside} set aside, {outcome.doubtful} to look at: {where}.")


def _by_record(counts: Counted[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (title, column), number in counts.items():
        found.setdefault(title, {})[column] = number
    return found


def _line(text: str) -> None:
    click.echo(click.wrap_text(text, 98, initial_indent="  - ", subsequent_indent="    "))
