"""A training session on the terminal: reveals, who found what, results. What stands in them is left to their outlines.

In a session it is read aloud in a room, so the line about danger and the closing line stand once at the beginning and
the end of the session and not with every part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.reports import words
from screening.reports.outline import Entry, Outline, Part
from screening.reports.sheet import Sheet
from screening.reports.terminal_outlines import write_outlines

if TYPE_CHECKING:
    from rich.console import Console

    from screening.reports.training_tables import Tables


def print_part(outline: Outline, console: Console) -> None:
    """An outline within a session: its title, its notices and its parts."""
    sheet = Sheet(console)
    sheet.heading(outline.title)
    sheet.side_by_side(f"{one.label}: {one.text}" for one in outline.about)
    for notice in outline.notices:
        if notice != words.TRAINING:
            sheet.write(notice)
    for part in outline.parts:
        _part(sheet, part)


def print_bare(part: Part, console: Console) -> None:
    """One part by itself."""
    _part(Sheet(console), part)


def print_whole(outlines: Iterable[Outline], console: Console) -> None:
    """Outlines by themselves, as a command prints them."""
    write_outlines(Sheet(console), outlines)


def print_tables(tables: Tables, console: Console) -> None:
    """Results, a few lines for each row, so that they fit any width."""
    sheet = Sheet(console)
    sheet.write(tables.title, style="bold")
    sheet.write(f"Scenario {tables.scenario}")
    for event in tables.events:
        sheet.write(event, bullet=True)
    for notice in tables.notices:
        sheet.write(notice, style="bold")
    for table in tables.tables:
        sheet.heading(table.title)
        if not table.rows:
            sheet.write(table.empty, indent=2)
        for row in table.rows:
            sheet.write(row.what, indent=2, bullet=True, tail=row.rule or "")
            for head, cell in zip(table.heads, row.cells, strict=True):
                sheet.write(cell, indent=4, lead=f"{head}:")
    sheet.blank()
    sheet.write(words.CLOSING, style="bold")


def _part(sheet: Sheet, part: Part) -> None:
    sheet.blank()
    sheet.write(part.title, style="bold")
    if part.empty and not part.entries:
        sheet.write(part.empty, indent=2)
    for entry in part.entries:
        _entry(sheet, entry, 2)


def _entry(sheet: Sheet, entry: Entry, indent: int) -> None:
    column = min(indent, sheet.width // 3)
    lead = f"{entry.mark}:" if entry.mark else ""
    sheet.write(entry.text, indent=column, lead=lead, bullet=not lead, tail=entry.rule or "")
    for one in entry.more:
        _entry(sheet, one, indent + 3)
