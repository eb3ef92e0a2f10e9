"""What a column engine has to do beside evaluating expressions: keep a table at hand, name rows, sum groups up.

Everything else is Narwhals, the same for every engine. The one in this process is in ``polars_backend``, Spark's in
``spark_backend``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import narwhals as nw

Frame = nw.LazyFrame[Any]

CASE_TEXT = "case text"
"""The case's own reference, where ``case`` is a number that stands for it."""


@dataclass(frozen=True, slots=True)
class Latest:
    """Of the rows of a group, those on the latest day on which the fact was told, and some days before it.

    Attributes:
        told: the column that says whether a row tells the fact.
        day: the column with the day of the row.
        days: how many days before the latest still count.
    """

    told: str
    day: str
    days: int

    def counts(self, keys: Sequence[str]) -> nw.Expr:
        """Whether a row is one of them."""
        latest = nw.when(nw.col(self.told)).then(nw.col(self.day)).max().over(*keys)
        return nw.col(self.day) >= latest - self.days


@dataclass(frozen=True, slots=True)
class Part:
    """One column of a group.

    Attributes:
        how: the weakest, the strongest or the sum of a column, or the number of rows; ``standing`` for what the
            judgements of a test come to, and ``opposite`` for that of the opposite test.
        of: only these rows of the group; all if not given.
    """

    name: str
    column: str
    how: Literal["min", "max", "sum", "rows", "standing", "opposite"]
    of: Latest | None = None


class Backend(Protocol):
    """A column engine."""

    def settled(self, frame: Frame) -> Frame:
        """The frame worked out, so that what is built on it does not work it out again."""

    def rows(self, frame: Frame) -> Iterable[tuple[Any, ...]]:
        """The rows of a small frame."""

    def texts(self, columns: Mapping[str, Sequence[str]]) -> Frame:
        """A small frame of texts."""

    def days(self, columns: Mapping[str, Sequence[int]]) -> Frame:
        """A small frame of days (ordinals, Int32)."""

    def joined_texts(self, frame: Frame, columns: Mapping[str, str]) -> Frame:
        """With several values in one text: for each new column the column that holds them."""

    def cases(self, frame: Frame) -> Frame:
        """The cases: ``case.text`` for the reference, ``case`` for what stands for it."""

    def named(self, frame: Frame, names: Mapping[str, Sequence[str]]) -> Frame:
        """With a column that names a member among all: for each new column, the columns of its ids in the case."""

    def joined(self, rows: Frame, to: Frame, on: Sequence[str]) -> Frame:
        """The rows that are found in another frame, with its columns; each is found there at most once."""

    def is_empty(self, frame: Frame) -> bool:
        """Whether a frame is known to have no rows; where finding out would cost too much, it is not known."""

    def reduced(self, frame: Frame, keys: Sequence[str], parts: Sequence[Part]) -> Frame:
        """One row for each group of rows with the same keys; empty cells are passed over."""
