"""Comparisons, replays and explanations in the terminal: outlines, written from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine
from screening.reports.comparing import arrange_comparison
from screening.reports.explaining import arrange_explanations
from screening.reports.outline import Entry, Outline
from screening.reports.replaying import arrange_replay
from screening.reports.sheet import Sheet

if TYPE_CHECKING:
    from rich.console import Console

    from screening.engine.compare import Comparison
    from screening.engine.explain import Explanation
    from screening.engine.replay import Replay


def print_comparison(comparison: Comparison, console: Console) -> None:
    """What opened, changed and was settled between two screenings."""
    _outline(Sheet(console), arrange_comparison(comparison))


def print_replay(replay: Replay, console: Console) -> None:
    """What could be known at each date, and by whom."""
    _outline(Sheet(console), arrange_replay(replay))


def print_explanation(explanation: Explanation, console: Console, accounts: Iterable[AccountLine] = ()) -> None:
    """One rule for one subject, test by test. See ``print_explanations``."""
    print_explanations((explanation,), console, accounts)


def print_explanations(
    explanations: Iterable[Explanation], console: Console, accounts: Iterable[AccountLine] = ()
) -> None:
    """One rule for every subject, test by test.

    Args:
        explanations: of one rule.
        console: where they are written.
        accounts: those of a screening of the same case, so that it can be said who told what.
    """
    sheet = Sheet(console)
    for outline in arrange_explanations(explanations, accounts):
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
