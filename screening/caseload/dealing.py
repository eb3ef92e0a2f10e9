"""Deals the rows of a table out by case, so that every batch can be read whole without reading the others.

The rows are read in pieces and each piece is parted over one file for each batch. Column engines can do this by
themselves, but keep so much in memory on the way that it grows with the caseload; here it depends on the piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from screening.caseload.pieces import Pieces

_BATCH = "?batch"


def batch_of(case: pl.Expr, batches: int) -> pl.Expr:
    """The batch that a case belongs to, from 0; the same in every table."""
    return case.hash(seed=0) % batches


def deal(
    rows: Iterable[pl.DataFrame], schema: pl.Schema, case: pl.Expr, batches: int, folder: Path
) -> tuple[Pieces, ...]:
    """Deal rows out; gives the rows of each batch.

    Args:
        rows: a part at a time.
        schema: of the rows.
        case: the reference of a row's case.
        batches: how many there are.
        folder: an empty one, for the files.
    """
    dealt = tuple(Pieces(folder / str(number), schema) for number in range(batches))
    for some in rows:
        parts = some.with_columns(batch_of(case, batches).alias(_BATCH)).partition_by(
            _BATCH, as_dict=True, include_key=False
        )
        for (number,), part in parts.items():
            dealt[number].add(part)
    return dealt
