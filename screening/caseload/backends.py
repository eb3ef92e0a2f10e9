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

CASE_TEXT = "case.text"
"""The case's own reference, where ``case`` is a number that stands for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One column of a group: the weakest, the strongest or the sum of a column, or the number of rows."""

    name: str
    column: str
    how: Literal["min", "max", "sum", "rows"]


class Backend(Protocol):
    """A column engine."""

    def settled(self, frame: Frame) -> Frame:
        """The frame worked out, so that what is built on it does not work it out again."""

    def rows(self, frame: Frame) -> Iterable[tuple[Any, ...]]:
        """The rows of a small frame."""

    def texts(self, columns: Mapping[str, Sequence[str]]) -> Frame:
        """A small frame of texts."""

    def joined_texts(self, frame: Frame, columns: Mapping[str, str]) -> Frame:
        """With several values in one text: for each new column the column that holds them."""

    def cases(self, frame: Frame) -> Frame:
        """The cases: ``case.text`` for the reference, ``case`` for what stands for it."""

    def named(self, frame: Frame, names: Mapping[str, Sequence[str]]) -> Frame:
        """With a column that names a member among all: for each new column, the columns of its ids in the case."""

    def reduced(self, frame: Frame, keys: Sequence[str], parts: Sequence[Part]) -> Frame:
        """One row for each group of rows with the same keys; empty cells are passed over."""
