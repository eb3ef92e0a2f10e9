"""A caseload summed up in the terminal: each matter as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screening.reports.plain import unmarked
from screening.reports.sheet import Sheet

if TYPE_CHECKING:
    from rich.console import Console

    from screening.reports.supervision_page import Page, Table, Topic

ROWS: Final = 12
"""So many rows of a long table are shown; the page holds more."""


def print_summary(page: Page, console: Console) -> None:
    """The page as tables, from top to bottom."""
    sheet = Sheet(console)
    sheet.write(page.danger, style="bold")
    sheet.blank()
    sheet.write(page.title, style="bold")
    sheet.side_by_side(f"{one.label}: {one.text}" for one in page.about)
    for notice in page.notices:
        sheet.write(notice)
    for section in page.sections:
        sheet.heading(section.title)
        for note in section.notes:
            sheet.write(note, style="dim")
        if not section.topics and section.empty:
            sheet.write(section.empty, indent=2)
        for topic in section.topics:
            _topic(sheet, console, topic)
    sheet.blank()
    sheet.write(page.closing, style="bold")
    sheet.write(page.foot, style="dim")


def _topic(sheet: Sheet, console: Console, topic: Topic) -> None:
    if topic.table is None:
        sheet.write(topic.title if topic.points else f"{topic.title}: {topic.empty}", indent=2)
    else:
        shown = topic.table.rows if len(topic.table.head) > 2 else topic.table.rows[:ROWS]
        sheet.write(topic.table.caption, indent=2, style="bold")
        console.print(_grid(topic.table, shown))
        if len(shown) < len(topic.table.rows):
            sheet.write("The page holds more: --summary FILE.html", indent=2, style="dim")
    for point in topic.points:
        sheet.write(point.text, indent=2)


def _grid(table: Table, rows: tuple[tuple[str, ...], ...]) -> object:
    from rich.padding import Padding
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place, head in enumerate(table.head):
        grid.add_column(Text(head), justify="right" if place else "left", no_wrap=place > 0)
    for row in rows:
        grid.add_row(*(Text(unmarked(cell)) for cell in row))
    return Padding(grid, (0, 0, 1, 2))
