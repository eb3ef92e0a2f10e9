"""Small numbers left out of a table so that nobody can work them out from what is left in.

A small count in a table about families can point at one of them. It is left out, and so is as much beside it as it
takes that no count that was left out follows from the totals. Whether one follows is decided exactly: the counts of a
table with totals are a flow through a network of its rows and columns, and a count that was left out is fixed just if
no other flow agrees with everything that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""Counts below this are left out: our choice, as common in published health and care figures; no source sets it."""

Cell = tuple[int, int]
"""Row and column, counted from 0; the last row and the last column are the totals."""


@dataclass(frozen=True)
class Count:
    """One count of a table.

    Attributes:
        number: how many, such as prompts.
        families: in how many cases they are.
    """

    number: int
    families: int

    def small(self, fewest: int) -> bool:
        """Whether it is too small to be shown; that there is nothing may be shown."""
        return self.number > 0 and min(self.number, self.families) < fewest


def shares(counts: Mapping[str, int], families: int, fewest: int = FEWEST) -> dict[str, int | None]:
    """In how many of all cases each thing is, None where that is left out.

    Left out are a few, and all but a few, because the rest is then a few. The counts are no parts of each other, so
    none follows from the others.

    Args:
        counts: in how many cases, by thing.
        families: how many cases there are; at least twice ``fewest``, or nothing may be shown.
        fewest: counts below this are left out; at least 3, so that what is left out can be more than one number.

    Raises:
        ValueError: there are too few cases, or ``fewest`` is too small.
    """
    _check(families, fewest)
    return {
        name: None if 0 < count < fewest or 0 < families - count < fewest else count for name, count in counts.items()
    }


def left_out(table: Sequence[Sequence[Count]], fewest: int = FEWEST) -> frozenset[Cell]:
    """Which counts of a table with totals are left out.

    Args:
        table: rows of counts; the last row and the last column are the totals.
        fewest: counts below this are left out.

    Returns:
        At least every small count; and as many others that no count that is left out follows from those shown, and
        that those left out of one row or column are together no small count.
    """
    numbers = [[one.number for one in row] for row in table]
    hidden = {
        (row, column) for row, line in enumerate(table) for column, one in enumerate(line) if one.small(fewest)
    }  # fmt: skip
    while beside := _beside(numbers, hidden, fewest):
        hidden.add(min(beside, key=lambda one: (numbers[one[0]][one[1]] == 0, numbers[one[0]][one[1]], one)))
    return frozenset(hidden)


def follows(numbers: Sequence[Sequence[int]], hidden: frozenset[Cell] | set[Cell], cell: Cell) -> bool:
    """Whether a count that is left out can be worked out from those that are shown.

    Args:
        numbers: the table with its totals.
        hidden: what is left out of it.
        cell: one of these.
    """
    return not (_can_change(numbers, hidden, cell, 1) or _can_change(numbers, hidden, cell, -1))


def _check(families: int, fewest: int) -> None:
    if fewest < 3 or families < 2 * fewest:
        raise ValueError("a table needs at least twice as many cases as the smallest count shown, which is 3 or more")


def _beside(numbers: Sequence[Sequence[int]], hidden: set[Cell], fewest: int) -> list[Cell]:
    """Of which counts one more has to be left out, because what is left out so far is not safe; none where it is."""
    lines = tuple(_lines(numbers))
    for cell in sorted(hidden):
        if follows(numbers, hidden, cell):
            near = [one for line in lines if cell in line for one in line if one not in hidden]
            return near or [one for line in lines for one in line if one not in hidden]
    for line in lines:
        out = sum(numbers[row][column] for row, column in line if (row, column) in hidden)
        if line[-1] not in hidden and 0 < out < fewest:
            return [one for one in line if one not in hidden]
    return []


def _lines(numbers: Sequence[Sequence[int]]) -> Iterator[tuple[Cell, ...]]:
    """Every row and column, each with its total last."""
    rows, columns = len(numbers), len(numbers[0])
    yield from (tuple((row, column) for column in range(columns)) for row in range(rows))
    yield from (tuple((row, column) for row in range(rows)) for column in range(columns))


def _can_change(numbers: Sequence[Sequence[int]], hidden: frozenset[Cell] | set[Cell], cell: Cell, by: int) -> bool:
    """Whether one count that is left out could be one more, or one fewer, with everything that is shown as it is.

    A change of one goes through the network from row to column and has to come back on other counts left out.
    """
    if by < 0 and numbers[cell[0]][cell[1]] == 0:
        return False
    start, end = _ends(cell, numbers)
    if by < 0:
        start, end = end, start
    reached, pending = {end}, [end]
    while pending:
        here = pending.pop()
        for other in hidden:
            if other == cell:
                continue
            tail, head = _ends(other, numbers)
            ways = [(tail, head)] + ([(head, tail)] if numbers[other[0]][other[1]] else [])
            for a, b in ways:
                if a == here and b not in reached:
                    reached.add(b)
                    pending.append(b)
    return start in reached


def _ends(cell: Cell, numbers: Sequence[Sequence[int]]) -> tuple[str, str]:
    """From where to where one more in a count flows: from its row to its column, and for a total of a line back."""
    row, column = cell
    total = (row == len(numbers) - 1) != (column == len(numbers[0]) - 1)
    ends = (f"row {row}", f"column {column}")
    return (ends[1], ends[0]) if total else ends
