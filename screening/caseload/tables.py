"""Tables in the form that the caseload engine works on: lazy, complete in their columns, dates as days.

Every table and every column of the schema is there, whether anybody told it or not, so that the engine has one case to
deal with; ``told`` says what the caseload really holds. What a bad row is, and how it is set aside, is left to
``reading``; what the columns mean, to ``schema``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import narwhals as nw
import polars as pl

from screening.caseload.distinct import once_for_each
from screening.caseload.schema import ACCOUNTS, CASE, IN_FULL, NOT_KNOWN, Column, Table, tables

Lazy: TypeAlias = nw.LazyFrame[Any]

TYPES: Final[dict[str, pl.DataType]] = {
    "text": pl.String(),
    "texts": pl.List(pl.String()),
    "yes-no": pl.Boolean(),
    "number": pl.Int64(),
    "date": pl.String(),
}
"""The type of a column by its kind."""

_ORDINAL_OF_1970: Final = 719163
"""What ``datetime.date(1970, 1, 1).toordinal()`` gives; Polars counts days from there."""


@dataclass(frozen=True)
class Tables:
    """A caseload, or a batch of one.

    Attributes:
        frames: every table of the schema by name, with every column. A date column ``on`` comes with two more,
            ``on.low`` and ``on.high`` (Int32): the first and last day that it can mean, as ``date.toordinal`` counts.
            ``accounts`` has ``day`` (Int32) for the last day that ``on`` can mean; rows without an account, which
            stand for a case of which nobody told anything, are left out of it. ``in_full`` and ``not_known`` have
            ``fact`` (the path without ids), ``member`` (the id in the outer list) and ``inner`` (the id in the list
            within it) beside ``path``.
        cases: one row for each case: ``case``, ``training``, sorted by nothing.
        told: of every table, the columns of the schema that the caseload has; those it has not are all empty.
    """

    frames: Mapping[str, Lazy]
    cases: Lazy
    told: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> Lazy:
        """The table of this name."""
        return self.frames[name]


def schema_of(table: Table) -> dict[str, pl.DataType]:
    """The type of every column of a table, in order."""
    return {column.name: TYPES[column.kind] for column in table.columns}


def assembled(raw: Mapping[str, pl.LazyFrame]) -> Tables:
    """The tables of a caseload from frames that hold nothing but what the schema allows.

    Args:
        raw: by name; columns of the schema in their types. Tables and columns may be missing.
    """
    frames: dict[str, Lazy] = {}
    told: dict[str, frozenset[str]] = {}
    everyone = pl.LazyFrame()
    for name, table in tables().items():
        given = raw.get(name)
        present = frozenset(given.collect_schema().names()) if given is not None else frozenset()
        frame = _completed(given, table, present)
        if name == ACCOUNTS:
            everyone = frame
            frame = frame.filter(pl.col("account").is_not_null()).with_columns(last_day(pl.col("on")).alias("day"))
        elif name in (IN_FULL, NOT_KNOWN):
            frame = frame.with_columns(**_of_path())
        else:
            frame = frame.with_columns(spans(column for column in table.columns if column.kind == "date"))
        frames[name] = nw.from_native(frame)
        told[name] = present & {column.name for column in table.columns}
    cases = everyone.group_by("case").agg(pl.col("training").any())
    return Tables(frames, nw.from_native(cases), told)


def _completed(given: pl.LazyFrame | None, table: Table, present: frozenset[str]) -> pl.LazyFrame:
    schema = schema_of(table)
    if given is None:
        return pl.LazyFrame(schema=schema)
    return given.select(
        pl.col(name) if name in present else pl.lit(None, kind).alias(name) for name, kind in schema.items()
    )


def first_day(text: pl.Expr) -> pl.Expr:
    """The first day that a partial date can mean, as an ordinal; null where it is no date."""
    return once_for_each(text, lambda each: _ordinal(_to_the_day(each)), pl.Int32())


def last_day(text: pl.Expr) -> pl.Expr:
    """The last day that a partial date can mean, as an ordinal; null where it is no date."""
    return once_for_each(text, lambda each: _ordinal(_last(each)), pl.Int32())


def spans(columns: Iterable[Column]) -> list[pl.Expr]:
    """First and last day of every date column, named ``<column>.low`` and ``<column>.high``."""
    found = []
    for column in columns:
        text = pl.col(column.name)
        found += [first_day(text).alias(f"{column.name}.low"), last_day(text).alias(f"{column.name}.high")]
    return found


def _to_the_day(text: pl.Expr) -> pl.Expr:
    length = text.str.len_bytes()
    whole = pl.when(length == 4).then(text + "-01-01").when(length == 7).then(text + "-01").otherwise(text)
    return _date(whole)


def _last(text: pl.Expr) -> pl.Expr:
    length = text.str.len_bytes()
    month_end = _date(text + "-01").dt.month_end()
    return pl.when(length == 4).then(_date(text + "-12-31")).when(length == 7).then(month_end).otherwise(_date(text))


def _date(text: pl.Expr) -> pl.Expr:
    return text.str.to_date("%Y-%m-%d", strict=False)


def _ordinal(day: pl.Expr) -> pl.Expr:
    return day.cast(pl.Int32) + pl.lit(_ORDINAL_OF_1970, pl.Int32)


def _of_path() -> dict[str, pl.Expr]:
    """``fact``, ``member`` and ``inner`` of a case path: every second word is an id, save in a single entity."""
    single = sorted({column.name.partition(".")[0] for column in tables()[CASE].facts})
    nothing = pl.lit(None, pl.String())

    def fact(path: pl.Expr) -> pl.Expr:
        parts = path.str.split(".")
        return pl.when(parts.list.first().is_in(single)).then(path).otherwise(parts.list.gather_every(2).list.join("."))

    def member(path: pl.Expr, place: int) -> pl.Expr:
        parts = path.str.split(".")
        found = parts.list.get(place, null_on_oob=True)
        return pl.when(parts.list.first().is_in(single)).then(nothing).otherwise(found)

    path, text = pl.col("path"), pl.String()
    return {
        "fact": once_for_each(path, fact, text),
        "member": once_for_each(path, lambda each: member(each, 1), text),
        "inner": once_for_each(path, lambda each: member(each, 3), text),
    }
