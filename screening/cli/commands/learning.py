"""``screening learning``: what each row of the sources teaches, and what carries it into practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import CONTENT

if TYPE_CHECKING:
    from rich.console import Console

    from screening.learning.coverage import CarriedRow, Coverage


@click.group("learning")
def command() -> None:
    """What the sources teach, row by row, and what carries each row into practice."""


@command.command(
    "coverage",
    epilog=options.examples(
        "screening learning coverage",
        "screening learning coverage --source william",
        "screening learning coverage --format html --output coverage.html",
    ),
)
@click.option("--source", metavar="SOURCE", help="Only one source, such as william.")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "html"]), default="terminal", show_default=True,
    help="How to show it; html is the whole matrix in one file.",
)  # fmt: skip
@options.output_option
@options.pack_option
@options.checklists_option
def coverage_command(
    source: str | None, form: str, output: str | None, pack: str | None, checklists: str | None
) -> int:
    """How many rows are carried, by what, and which are not.

    Leaves with 1 while a row is neither carried nor declined, or while one that could be a rule is none and its
    register does not say why.
    """
    from screening.services.learning import open_coverage

    opened, found = open_coverage(source, pack, checklists)

    def page() -> str:
        from screening.docgen.coverage_page import coverage_page

        return coverage_page(opened, found)

    options.show(
        form,
        output,
        lambda console: _print_coverage(found, console),
        {"json": lambda: found.model_dump_json(indent=2) + "\n", "html": page},
    )
    return 0 if found.complete else CONTENT


@command.command("show", epilog=options.examples("screening learning show LEI-040"))
@click.argument("row")
@options.pack_option
@options.checklists_option
def show_command(row: str, pack: str | None, checklists: str | None) -> None:
    """One row: what it teaches, where it stands in the document, and everything that carries it."""
    from screening.cli.console import console
    from screening.services.learning import find_row, open_coverage

    opened, found = open_coverage(None, pack, checklists)
    one = find_row(found, row)
    _print_row(one, opened.sources[one.source].title, console())


def _print_coverage(found: Coverage, console: Console) -> None:
    from rich.table import Table

    from screening.learning.carriers import CARRIER_KINDS

    for source in dict.fromkeys(one.source for one in found.counts):
        table = Table(title=source, title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0))
        table.add_column("kind", no_wrap=True, min_width=18)
        for head in ("rows", *CARRIER_KINDS, "declined", "missing"):
            table.add_column(head, justify="right")
        counts = [one for one in found.counts if one.source == source]
        for count in counts:
            numbers = (count.rows, *(count.carried_by[kind] for kind in CARRIER_KINDS), count.declined, count.uncovered)
            table.add_row(count.kind, *(str(number) if number else "-" for number in numbers))
        console.print(table)
        console.print()
    for one in found.uncovered:
        console.print(f"{one.row.id}  {' '.join(one.slips)}", markup=False)
        console.print(f"         {one.row.summary}", markup=False, style="dim")
    for text in found.unknown:
        console.print(text, markup=False)
    carried = sum(bool(one.carriers) for one in found.rows)
    declined = sum(one.row.declined is not None for one in found.rows)
    console.print(
        f"{len(found.rows)} rows: {carried} carried, {declined} declined, {len(found.uncovered)} with something "
        "missing. A row may be carried in several ways."
    )


def _print_row(one: CarriedRow, title: str, console: Console) -> None:
    row = one.row
    lines = [f"{row.id}  {title}", f"         {row.locator}", "", row.summary]
    if row.when:
        lines += ["", f"Matters when: {row.when}"]
    lines += [f"  - {prompt}" for prompt in row.prompts]
    lines += ["", "Carried by:"]
    for carrier in one.carriers:
        part = f", {carrier.part}" if carrier.part and carrier.part != carrier.words else ""
        tests = f" ({carrier.tests} tests)" if carrier.tests else ""
        lines.append(f"  {carrier.kind:<10} {carrier.where}{part}: {carrier.words}{tests}")
        if carrier.policies:
            lines.append(f"  {'':<10} leads to: {', '.join(carrier.policies)}")
    if not one.carriers:
        lines.append(f"  nothing. Declined: {row.declined}" if row.declined else "  nothing yet")
    if row.no_rule:
        lines += ["", f"Why no rule cites it: {row.no_rule}"]
    if row.restates or row.related:
        lines += [""]
    if row.restates:
        lines.append(f"Says again: {row.restates}")
    if row.related:
        lines.append(f"See also: {', '.join(row.related)}")
    for line in lines:
        console.print(line, markup=False)
