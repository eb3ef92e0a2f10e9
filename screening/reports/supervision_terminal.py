"""Pages of supervision in the terminal, from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.reports.sheet import Sheet
from screening.reports.supervision_page import Bars, Page, Table, Topic

if TYPE_CHECKING:
    from rich.console import Console

BAR: int = 30
"""Signs of a bar as long as the whole."""


def print_page(page: Page, console: Console) -> None:
    """An agenda, a case in supervision or a team view."""
    sheet = Sheet(console)
    sheet.write(page.danger, style="bold")
    sheet.blank()
    sheet.write(page.title, style="bold")
    sheet.side_by_side(f"{one.label}: {one.text}" for one in page.about)
    if page.training:
        sheet.write(page.training)
    for notice in page.notices:
        sheet.write(notice)
    for section in page.sections:
        sheet.heading(section.title)
        sheet.side_by_side(f"{one.label}: {one.text}" for one in section.about)
        for note in section.notes:
            sheet.write(note, style="dim")
        if not section.topics and section.empty:
            sheet.write(section.empty, indent=2)
        for topic in section.topics:
            _topic(sheet, topic)
    sheet.blank()
    sheet.write(page.closing, style="bold")
    sheet.write(page.foot, style="dim")


def _topic(sheet: Sheet, topic: Topic) -> None:
    sheet.write(topic.title, indent=2, style="bold")
    if topic.note:
        sheet.write(topic.note, indent=4, style="dim")
    if topic.empty and not topic.points and topic.table is None:
        sheet.write(topic.empty, indent=4)
    if topic.bars:
        _bars(sheet, topic.bars, topic.table)
    elif topic.table:
        _table(sheet, topic.table)
    for point in topic.points:
        sheet.write(point.text, indent=4, lead=point.lead or "", bullet=not point.lead, tail=point.tail or "")
        for text in point.under:
            sheet.write(text, indent=8, bullet=True)


def _table(sheet: Sheet, table: Table) -> None:
    """Row by row, because a terminal may be narrow: what heads a column stands before what is in it."""
    for row in table.rows:
        sheet.write(row[0], indent=4, style="bold")
        for head, text in zip(table.head[1:], row[1:], strict=True):
            sheet.write(text, indent=6, lead=f"{head}:")


def _bars(sheet: Sheet, bars: Bars, table: Table | None) -> None:
    """The bars, then the rest of the table beneath them."""
    for one in bars.bars:
        drawn = max(1, round(BAR * one.number / bars.whole))
        tail = f"{'#' * drawn}{'.' * (BAR - drawn)} {one.number} of {bars.whole}"
        sheet.write(one.text, indent=4, bullet=True, tail=tail)
    rest = table.rows[len(bars.bars) :] if table else ()
    for row in rest:
        sheet.write(row[0], indent=4, bullet=True, tail=row[-1])
