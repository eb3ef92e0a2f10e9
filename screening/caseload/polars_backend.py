"""Polars, in this process.

Groups are nearly always small: a person is told of by two accounts, a child has three appointments. Aggregating group
by group then costs far more than the aggregating itself. So the first rows of all groups of a size are laid side by
side, the second rows next to them and so on, and each column is reduced in one go. Groups that are large are rare and
are left to ``group_by``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from screening.caseload.backends import CASE_TEXT, Frame, Part
from screening.caseload.places import CASE

_SMALL = 8
"""The largest group whose rows are laid side by side."""

_CODES = 2**32

_OPTIMIZED = pl.QueryOptFlags(comm_subexpr_elim=False, comm_subplan_elim=False)
"""Equal parts of conditions are one column already; looking for more among thousands takes longer than it saves."""


class InProcess:
    """Polars, in this process. One object serves one run: it numbers the ids of that run."""

    def __init__(self) -> None:
        self._ids = pl.Categorical(pl.Categories.random("caseload", pl.UInt32))
        # The numbers given to ids are forgotten once no column of that type is left; this one stays.
        self._held = pl.Series(dtype=self._ids)

    def settled(self, frame: Frame) -> Frame:
        """The frame worked out in memory."""
        return nw.from_native(frame.to_native().collect(optimizations=_OPTIMIZED).lazy())

    def rows(self, frame: Frame) -> Iterable[tuple[Any, ...]]:
        """The rows of a small frame."""
        return _native(frame).collect().iter_rows()

    def texts(self, columns: Mapping[str, Sequence[str]]) -> Frame:
        """A small frame of texts."""
        return nw.from_native(pl.LazyFrame(dict(columns), schema=dict.fromkeys(columns, pl.String)))

    def joined_texts(self, frame: Frame, columns: Mapping[str, str]) -> Frame:
        """With several values in one text."""
        texts = [pl.col(values).list.join("\x1f").alias(name) for name, values in columns.items()]
        return nw.from_native(_native(frame).with_columns(texts))

    def cases(self, frame: Frame) -> Frame:
        """The cases, numbered."""
        numbered = _native(frame).select(pl.col(CASE).alias(CASE_TEXT)).with_row_index(CASE)
        return self.settled(nw.from_native(numbered.with_columns(pl.col(CASE).cast(pl.Int64))))

    def named(self, frame: Frame, names: Mapping[str, Sequence[str]]) -> Frame:
        """With numbers for members: the case's in the upper half, one for the ids in the lower."""
        numbers = []
        for name, columns in names.items():
            text = pl.col(columns[0]) if len(columns) == 1 else pl.concat_str(columns, separator=".")
            code = text.cast(self._ids).to_physical().cast(pl.Int64)
            numbers.append((pl.col(CASE) * _CODES + code).alias(name))
        return nw.from_native(_native(frame).with_columns(numbers))

    def reduced(self, frame: Frame, keys: Sequence[str], parts: Sequence[Part]) -> Frame:
        """One row for each group."""
        wanted = [*keys, *dict.fromkeys(part.column for part in parts if part.how != "rows")]
        rows = _native(frame).select(wanted).collect(optimizations=_OPTIMIZED)
        if len(keys) > 1 or any(kind == pl.String for kind in rows.dtypes):
            return nw.from_native(_grouped(rows.lazy(), keys, parts))
        return nw.from_native(_side_by_side(rows, keys[0], parts).lazy())


def _native(frame: Frame) -> pl.LazyFrame:
    native: pl.LazyFrame = frame.to_native()
    return native


def _grouped(rows: pl.LazyFrame, keys: Sequence[str], parts: Sequence[Part]) -> pl.LazyFrame:
    def part_of(part: Part) -> pl.Expr:
        if part.how == "rows":
            return pl.len().cast(pl.Int32)
        column = pl.col(part.column)
        return column.min() if part.how == "min" else column.max() if part.how == "max" else column.sum()

    return rows.group_by(keys).agg(part_of(part).alias(part.name) for part in parts)


def _side_by_side(rows: pl.DataFrame, key: str, parts: Sequence[Part]) -> pl.DataFrame:
    order = rows[key].arg_sort() if not rows[key].is_sorted() else None
    sorted_keys = rows[key] if order is None else rows[key].gather(order)
    runs = sorted_keys.rle().struct.unnest()
    starts = (runs["len"].cum_sum() - runs["len"]).cast(pl.UInt32)
    blocks: list[pl.DataFrame] = []
    largest = int(runs["len"].max() or 0)  # type: ignore[arg-type]
    for size in range(1, min(largest, _SMALL) + 1):
        first = starts.filter(runs["len"] == size)
        if not first.len():
            continue
        slots = []
        for slot in range(size):
            places = first + slot
            slots.append(rows[places if order is None else order.gather(places)])
        blocks.append(_block(slots, key, parts))
    if largest > _SMALL:
        large = runs["value"].filter(runs["len"] > _SMALL)
        remaining = rows.lazy().join(pl.LazyFrame({key: large}), on=key, how="semi")
        blocks.append(_grouped(remaining, [key], parts).collect())
    if not blocks:
        return _grouped(rows.lazy(), [key], parts).collect()
    return pl.concat(blocks, how="vertical_relaxed")


def _block(slots: list[pl.DataFrame], key: str, parts: Sequence[Part]) -> pl.DataFrame:
    size = len(slots)
    side = pl.concat(
        [
            slots[0],
            *(
                slot.drop(key).rename(lambda name, at=at: f"{name}@{at}")  # type: ignore[misc]
                for at, slot in enumerate(slots[1:], start=1)
            ),
        ],
        how="horizontal",
    )

    def part_of(part: Part) -> pl.Expr:
        if part.how == "rows":
            return pl.lit(size, pl.Int32)
        columns = [part.column, *(f"{part.column}@{at}" for at in range(1, size))]
        if size == 1:
            return pl.col(part.column).fill_null(0) if part.how == "sum" else pl.col(part.column)
        if part.how == "sum":
            return pl.sum_horizontal(columns)
        return pl.min_horizontal(columns) if part.how == "min" else pl.max_horizontal(columns)

    return side.select(key, *(part_of(part).alias(part.name) for part in parts))
