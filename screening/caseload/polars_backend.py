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

from screening.caseload.backends import CASE_TEXT, Frame, Latest, Part
from screening.caseload.judging import MET, NOT_KNOWN
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
        return nw.from_native(_collected(_native(frame)).lazy())

    def rows(self, frame: Frame) -> Iterable[tuple[Any, ...]]:
        """The rows of a small frame."""
        return _collected(_native(frame)).iter_rows()

    def texts(self, columns: Mapping[str, Sequence[str]]) -> Frame:
        """A small frame of texts."""
        return nw.from_native(pl.LazyFrame(dict(columns), schema=dict.fromkeys(columns, pl.String)))

    def days(self, columns: Mapping[str, Sequence[int]]) -> Frame:
        """A small frame of days."""
        return nw.from_native(pl.LazyFrame(dict(columns), schema=dict.fromkeys(columns, pl.Int32)))

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

    def joined(self, rows: Frame, to: Frame, on: Sequence[str]) -> Frame:
        """The rows that are found in another frame, with its columns set beside them: wide rows are not copied."""
        here = _collected(_native(rows))
        found = here.lazy().select(on).join(_native(to), on=on, how="left", maintain_order="left")
        beside = _collected(found.drop(on))
        together = here.hstack(beside)
        if together[CASE].null_count():
            together = together.filter(pl.col(CASE).is_not_null())
        return nw.from_native(together.lazy())

    def is_empty(self, frame: Frame) -> bool:
        """Whether a frame has no rows."""
        return _collected(_native(frame).head(1)).is_empty()

    def reduced(self, frame: Frame, keys: Sequence[str], parts: Sequence[Part]) -> Frame:
        """One row for each group."""
        wanted = dict.fromkeys(
            [
                *keys,
                *(part.column for part in parts if part.how != "rows"),
                *(column for part in parts if part.of is not None for column in (part.of.told, part.of.day)),
            ]
        )
        rows = _collected(_native(frame).select(*wanted))
        if len(keys) > 1:
            return nw.from_native(_grouped(rows.lazy(), keys, parts))
        return nw.from_native(_side_by_side(rows, keys[0], parts))


def _native(frame: Frame) -> pl.LazyFrame:
    native: pl.LazyFrame = frame.to_native()
    return native


def _collected(frame: pl.LazyFrame) -> pl.DataFrame:
    # A batch fits into memory. Cut into small pieces, as the other engine of Polars does, hundreds of columns take
    # half as long again.
    found: pl.DataFrame = frame.collect(engine="in-memory", optimizations=_OPTIMIZED)
    return found


def _grouped(rows: pl.LazyFrame, keys: Sequence[str], parts: Sequence[Part]) -> pl.LazyFrame:
    def counting(part: Part) -> pl.Expr:
        column = pl.col(part.column)
        if part.of is None:
            return column
        latest = pl.col(part.of.day).filter(pl.col(part.of.told)).max()
        return column.filter(pl.col(part.of.day) >= latest - part.of.days)

    def part_of(part: Part) -> pl.Expr:
        if part.how == "rows":
            return pl.len().cast(pl.Int32)
        column = counting(part)
        if part.how == "sum":
            return column.sum()
        if part.how in ("min", "max"):
            return column.min() if part.how == "min" else column.max()
        return _standing(column.min(), column.max(), part.how)

    return rows.group_by(keys).agg(part_of(part).alias(part.name) for part in parts)


def _side_by_side(rows: pl.DataFrame, key: str, parts: Sequence[Part]) -> pl.LazyFrame:
    order = rows[key].arg_sort()
    runs = rows[key].gather(order).rle().struct.unnest()
    starts = (runs["len"].cum_sum() - runs["len"]).cast(pl.UInt32)
    blocks: list[pl.LazyFrame] = []
    largest: int = runs.select(pl.col("len").max().fill_null(0)).item()
    for size in range(1, min(largest, _SMALL) + 1):
        first = starts.filter(runs["len"] == size)
        if first.len():
            slots = [rows[order.gather(first + slot)] for slot in range(size)]
            blocks.append(_block(slots, key, parts))
    if largest > _SMALL:
        large = runs["value"].filter(runs["len"] > _SMALL)
        remaining = rows.lazy().join(pl.LazyFrame({key: large}), on=key, how="semi")
        blocks.append(_grouped(remaining, [key], parts))
    if not blocks:
        return _grouped(rows.lazy(), [key], parts)
    return pl.concat(blocks, how="vertical_relaxed")


def _block(slots: list[pl.DataFrame], key: str, parts: Sequence[Part]) -> pl.LazyFrame:
    """Groups of one size: their first rows, their second rows and so on, as columns next to each other."""
    size = len(slots)
    columns: dict[str, pl.Series] = {key: slots[0][key]}
    for at, slot in enumerate(slots):
        columns |= {_at(column.name, at): column for column in slot.iter_columns() if column.name != key}
    side = pl.DataFrame([series.alias(name) for name, series in columns.items()]).lazy()
    if size > 1:
        side = side.with_columns(
            (pl.col(_at(of.day, at)) >= _latest(of, size) - of.days).alias(_at(_counts(of), at))
            for of in dict.fromkeys(part.of for part in parts if part.of is not None)
            for at in range(size)
        )
    return side.select(key, *(_of_block(part, size).alias(part.name) for part in parts))


def _of_block(part: Part, size: int) -> pl.Expr:
    if part.how == "rows":
        return pl.lit(size, pl.Int32)
    each = [pl.col(_at(part.column, at)) for at in range(size)]
    if size == 1:
        if part.how == "sum":
            return each[0].fill_null(0)
        if part.how in ("min", "max"):
            return each[0]
        return (each[0] if part.how == "standing" else pl.lit(MET, pl.Int8) - each[0]).fill_null(NOT_KNOWN)
    if part.of is not None:
        each = [pl.when(pl.col(_at(_counts(part.of), at))).then(one) for at, one in enumerate(each)]
    if part.how == "sum":
        return pl.sum_horizontal(each)
    if part.how in ("min", "max"):
        return pl.min_horizontal(each) if part.how == "min" else pl.max_horizontal(each)
    return _standing(pl.min_horizontal(each), pl.max_horizontal(each), part.how)


def _standing(weakest: pl.Expr, strongest: pl.Expr, how: str) -> pl.Expr:
    """``judging.standing``."""
    differ = (weakest != strongest).cast(pl.Int8)
    side = strongest if how == "standing" else pl.lit(MET, pl.Int8) - weakest
    return (side - differ).fill_null(NOT_KNOWN)


def _latest(of: Latest, size: int) -> pl.Expr:
    return pl.max_horizontal(pl.when(pl.col(_at(of.told, at))).then(pl.col(_at(of.day, at))) for at in range(size))


def _counts(of: Latest) -> str:
    return f"{of.told} {of.days}"


def _at(column: str, slot: int) -> str:
    return f"{column}@{slot}"
