"""Tables whose rows come in the order of their cases are read in ranges, and need not be dealt out first.

A batch is then the same range of references in every table, so a range of rows in each. Whether a table is in that
order is looked at, not taken on trust. Tables in another order are left to ``dealing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

_PIECE: Final = 1_000_000
"""References looked at at a time."""


def first_cases(cases: pl.LazyFrame, height: int, batches: int) -> pl.Series:
    """The case with which each batch but the first begins, so that each has about as many rows of one table.

    Args:
        cases: the references of a table's rows, in one column.
        height: how many rows it has.
        batches: how many there should be; there are fewer where a case has more rows than a batch.
    """
    rows = [cases.slice(height * number // batches, 1).collect(engine="streaming") for number in range(1, batches)]
    return pl.concat(rows).to_series().drop_nulls().unique().sort()


def range_starts(cases: pl.LazyFrame, height: int, first: pl.Series) -> Sequence[int] | None:
    """The row with which each batch begins in a table, and the number of its rows; none where it is in another order.

    Args:
        cases: the references of a table's rows, in one column.
        height: how many rows it has.
        first: as ``first_cases`` gives it.
    """
    begins = [0] * first.len()
    before: str | None = None
    for begin in range(0, height, _PIECE):
        piece = cases.slice(begin, _PIECE).collect(engine="streaming").to_series()
        if piece.null_count() or not piece.is_sorted() or (before is not None and piece[0] < before):
            return None
        before = piece[-1]
        begins = [known + more for known, more in zip(begins, piece.search_sorted(first, "left"), strict=True)]
    return [0, *begins, height]
