"""Works out what follows from a text once for each text that there is, and not once for each row.

A caseload of a million rows holds a few thousand different dates and a few hundred different case paths; to take each
apart again on every row was a good part of reading. What follows from a text is left to others.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def once_for_each(text: pl.Expr, of: Callable[[pl.Expr], pl.Expr], kind: pl.DataType) -> pl.Expr:
    """What follows from each text of a column.

    Args:
        text: the column.
        of: from a text to what follows from it, looking at nothing but that text; from no text nothing follows.
        kind: the type of what follows.
    """

    def worked_out(texts: pl.Series) -> pl.Series:
        different = texts.drop_nulls().unique()
        if different.is_empty():
            return pl.Series(texts.name, [None], kind).new_from_index(0, len(texts))
        found = different.to_frame("text").select(of(pl.col("text")).cast(kind)).to_series()
        return texts.replace_strict(different, found, default=None, return_dtype=kind)

    return text.map_batches(worked_out, return_dtype=kind)
