"""Outlines in the terminal: comparisons, replays and explanations, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable

from screening.reports.outline import Entry, Outline
from screening.reports.sheet import Sheet


def write_outlines(sheet: Sheet, outlines: Iterable[Outline]) -> None:
    """One after the other."""
    for outline in outlines:
        sheet.blank()
        _outline(sheet, outline)


def _outline(sheet: Sheet, outline: Outline) -> None:
    sheet.write(outline.danger, style="bold")
    sheet.blank()
    sheet.write(outline.title, style="bold")
    sheet.side_by_side([f"Case {outline.case}", *(f"{one.label}: {one.text}" for one in outline.about)])
    for notice in outline.notices:
        sheet.write(notice, style="bold")
    for part in outline.parts:
        sheet.heading(part.title)
        if part.empty and not part.entries:
            sheet.write(part.empty, indent=2)
        for entry in part.entries:
            _entry(sheet, entry, 2)
    sheet.blank()
    sheet.write(outline.closing, style="bold")


def _entry(sheet: Sheet, entry: Entry, indent: int) -> None:
    # Deep outlines stop moving in, so that there is always room for the words.
    column = min(indent, sheet.width // 3)
    lead = f"{entry.mark}:" if entry.mark else ""
    sheet.write(entry.text, indent=column, lead=lead, bullet=not lead, tail=entry.rule or "")
    for one in entry.more:
        _entry(sheet, one, indent + 3)
