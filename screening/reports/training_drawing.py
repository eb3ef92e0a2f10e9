"""Two events as a drawing: for each concern the checkpoint at which it opened and at which each event found it.

A circle stands for the first event, a square for the second, a bar for where the rules opened it. Shapes differ as well
as their filling, so that nothing depends on colour. The table beside it holds the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from screening.reports.drawing import LINE, wrapped
from screening.reports.plain import cleaned

if TYPE_CHECKING:
    from screening.training.before_and_after import ConcernRow, SideBySide
    from screening.training.measuring import Concern

WIDTH: Final = 340
"""Fits a telephone of 375 pixels between its margins."""
SIZE: Final = 14
_LEFT: Final = 12.0
_NOT_FOUND: Final = 62.0
"""Room at the right for what nobody wrote down."""
_ROW: Final = 30.0
_KEY: Final = 24.0
_GAP: Final = 12.0


class Mark(BaseModel):
    """A sign on a concern's line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: str
    x: float


class Placed(BaseModel):
    """One concern: its lines of text, each with its height, its own line, and the signs on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: tuple[tuple[float, str], ...]
    y: float
    marks: tuple[Mark, ...]


class Key(BaseModel):
    """What a sign stands for, so that the drawing can be read by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: str
    y: float
    lines: tuple[tuple[float, str], ...]


class Plot(BaseModel):
    """A drawing, ready to be written.

    Attributes:
        key: what the signs stand for.
        ticks: each checkpoint with its place; ``head`` and ``foot``: where their numbers stand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: str
    after: str
    ticks: tuple[tuple[float, str], ...]
    end: float
    nobody: float
    placed: tuple[Placed, ...]
    key: tuple[Key, ...]
    head: float
    foot: float
    width: float = WIDTH
    height: float


def arrange_plot(found: SideBySide) -> Plot:
    """Where everything in the drawing stands. The order of concerns is that of the checkpoints at which they opened."""
    found = cleaned(found)
    count = max((*found.before.revealed, *found.after.revealed), default=0)
    end = WIDTH - _NOT_FOUND
    step = (end - _LEFT) / max(count, 1)
    places = {number: _LEFT + step * (number - 0.5) for number in range(1, count + 1)}
    nobody = WIDTH - _NOT_FOUND / 2
    key = tuple(_key(found.before.label, found.after.label))
    head = key[-1].lines[-1][0] + 2.5 * SIZE
    placed = tuple(_placed(found.concerns, places, nobody, head + SIZE))
    return Plot(
        before=found.before.label,
        after=found.after.label,
        ticks=tuple((x, str(number)) for number, x in places.items()),
        end=end,
        nobody=nobody,
        placed=placed,
        key=key,
        head=head,
        foot=(placed[-1].y if placed else head) + _ROW,
        height=(placed[-1].y if placed else head) + _ROW + SIZE,
    )


def _key(before: str, after: str) -> Iterator[Key]:
    y = 0.0
    signs = (("before", f"first written down at {before}"), ("after", f"first written down at {after}"))
    for shape, text in (*signs, ("opened", "the rules opened it")):
        lines: list[tuple[float, str]] = []
        for line in wrapped(text, WIDTH - _KEY, SIZE):
            y += SIZE * LINE
            lines.append((y, line))
        yield Key(shape=shape, y=lines[0][0] - SIZE * 0.35, lines=tuple(lines))
        y += 4


def _placed(rows: tuple[ConcernRow, ...], places: dict[int, float], nobody: float, y: float) -> Iterator[Placed]:
    for row in rows:
        title = f"{row.rule} {row.title}{f' ({row.subject})' if row.subject else ''}"
        lines: list[tuple[float, str]] = []
        for text in wrapped(title, WIDTH, SIZE):
            y += SIZE * LINE
            lines.append((y, text))
        y += SIZE + 4
        yield Placed(lines=tuple(lines), y=y, marks=tuple(_marks(row, places, nobody)))
        y += _GAP


def _marks(row: ConcernRow, places: dict[int, float], nobody: float) -> Iterator[Mark]:
    opened = min((one.opened for one in (row.before, row.after) if one and one.opened), default=None)
    if opened in places:
        yield Mark(shape="opened", x=places[opened])
    ends = [(shape, _end(one, places, nobody)) for shape, one in (("before", row.before), ("after", row.after))]
    # Two signs in one place stand beside each other.
    same = len({x for _, x in ends}) == 1
    for (shape, x), side in zip(ends, (-7.0, 7.0), strict=True):
        if x is not None:
            yield Mark(shape=shape, x=x + side if same else x)


def _end(one: Concern | None, places: dict[int, float], nobody: float) -> float | None:
    if one is None:
        return None
    return places.get(one.earliest, nobody) if one.earliest is not None else nobody
