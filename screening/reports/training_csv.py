"""Two events as a table for spreadsheets.

A spreadsheet takes a cell that begins with certain signs for a formula and may run it. People type freely in a session,
so such a cell is given an apostrophe first, which spreadsheets take to mean plain text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from screening.training.exercises import BARRIERS

if TYPE_CHECKING:
    from screening.training.before_and_after import SideBySide
    from screening.training.measuring import BarrierUse, Concern, PolicyUse

HEADS: Final = (
    "part", "rule", "child", "what", "opened at checkpoint",
    "before: earliest checkpoint", "before: groups", "before: groups that could see it", "before: said",
    "after: earliest checkpoint", "after: groups", "after: groups that could see it", "after: said",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | None


def side_by_side_csv(found: SideBySide) -> str:
    """Every concern, policy and barrier of two events, a line each, with a line of headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in _rows(found):
        writer.writerow([safe(cell) for cell in row])
    return text.getvalue()


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _rows(found: SideBySide) -> Iterator[Iterable[Cell]]:
    for event, one in (("before", found.before), ("after", found.after)):
        yield ("event", None, None, f"{event}: {one.label}", *[None] * 9)
    for row in found.concerns:
        opened = min((one.opened for one in (row.before, row.after) if one and one.opened), default=None)
        cells = (*_concern(row.before), *_concern(row.after))
        yield "concern", row.rule, row.subject, row.title, opened, *cells
    for policy in found.policies:
        cells = (*_policy(policy.before), *_policy(policy.after))
        yield "policy", None, None, policy.name, None, *cells
    for barrier in found.barriers:
        cells = (*_barrier(barrier.before), *_barrier(barrier.after))
        yield "barrier", None, None, BARRIERS[barrier.kind], None, *cells


def _concern(one: Concern | None) -> tuple[Cell, ...]:
    return (one.earliest, one.groups, one.could_see, None) if one else (None, None, None, None)


def _policy(one: PolicyUse | None) -> tuple[Cell, ...]:
    if one is None:
        return None, None, None, None
    return min(one.checkpoints), one.groups, None, "; ".join((*one.words, *one.roles))


def _barrier(one: BarrierUse | None) -> tuple[Cell, ...]:
    return (None, None, None, "; ".join((*one.words, *one.suggestions))) if one else (None, None, None, None)
