"""The tables of a caseload as Spark frames, in the same form as in this process: complete, with dates as days.

Tables are Parquet, as ``screening caseload tables`` writes them, at any place that the cluster can read. They are taken
as they are: what a bad row is has been settled where they were made.
"""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from screening.caseload.asks import plain
from screening.caseload.schema import ACCOUNTS, CASE, IN_FULL, NOT_KNOWN, Table, tables
from screening.caseload.tables import Lazy, Tables

_TYPES: Final = {"text": "string", "texts": "array<string>", "yes-no": "boolean", "number": "bigint", "date": "string"}
_BEFORE_1970: Final = 719163
"""What `date.toordinal` gives for the first of January 1970; Spark counts days from there."""


def spark_tables(session: Any, folder: str) -> Tables:
    """The tables in a folder of Parquet files.

    Args:
        session: the Spark session.
        folder: a path or address with ``<table>.parquet`` in it; tables may be missing, except ``accounts``.
    """
    frames: dict[str, Lazy] = {}
    told: dict[str, frozenset[str]] = {}
    cases: Any = None
    for name, table in tables().items():
        given = _read(session, folder, name)
        present = frozenset(given.columns) if given is not None else frozenset()
        frame = _completed(session, given, table, present)
        if name == ACCOUNTS:
            cases = frame.groupBy("case").agg({"training": "max"}).withColumnRenamed("max(training)", "training")
            frame = frame.where("account is not null").selectExpr("*", f"{_last('`on`')} as day")
        elif name in (IN_FULL, NOT_KNOWN):
            frame = frame.selectExpr("*", *_of_path())
        else:
            frame = frame.selectExpr("*", *_spans(table))
        frames[name] = nw.from_native(frame)
        told[name] = present & {column.name for column in table.columns}
    return Tables(frames, nw.from_native(cases), told)


def _read(session: Any, folder: str, name: str) -> Any:
    """A table, or nothing where there is no such file."""
    path = f"{folder.rstrip('/')}/{name}.parquet"
    place = session._jvm.org.apache.hadoop.fs.Path(path)
    there = place.getFileSystem(session._jsc.hadoopConfiguration()).exists(place)
    return session.read.parquet(path) if there else None


def _completed(session: Any, given: Any, table: Table, present: frozenset[str]) -> Any:
    kinds = {column.name: _TYPES[column.kind] for column in table.columns}
    if given is None:
        return session.createDataFrame([], ", ".join(f"`{plain(name)}` {kind}" for name, kind in kinds.items()))
    return given.selectExpr(
        *(
            f"cast({f'`{name}`' if name in present else 'null'} as {kind}) as `{plain(name)}`"
            for name, kind in kinds.items()
        )
    )


def _spans(table: Table) -> list[str]:
    found = []
    for column in table.columns:
        if column.kind == "date":
            text = f"`{plain(column.name)}`"
            found += [f"{_first(text)} as `{plain(column.name)} low`",
                      f"{_last(text)} as `{plain(column.name)} high`"]  # fmt: skip
    return found


def _first(text: str) -> str:
    return _ordinal(f"case length({text}) when 4 then {text} || '-01-01' when 7 then {text} || '-01' else {text} end")


def _last(text: str) -> str:
    month = f"last_day(to_date({text} || '-01'))"
    return (
        f"case length({text}) when 4 then {_ordinal(f'{text} || {chr(39)}-12-31{chr(39)}')} "
        f"when 7 then cast(unix_date({month}) + {_BEFORE_1970} as int) else {_ordinal(text)} end"
    )


def _ordinal(text: str) -> str:
    return f"cast(unix_date(to_date({text})) + {_BEFORE_1970} as int)"


def _of_path() -> list[str]:
    """``fact``, ``member`` and ``inner`` of a case path: every second word is an id, save in a single entity."""
    single = sorted({column.name.partition(".")[0] for column in tables()[CASE].facts})
    parts = "split(path, '[.]')"
    alone = f"element_at({parts}, 1) in ({', '.join(repr(one) for one in single)})"
    words = f"concat_ws('.', filter({parts}, (word, at) -> at % 2 = 0))"
    return [
        f"case when {alone} then path else {words} end as fact",
        f"case when {alone} then null else get({parts}, 1) end as member",
        f"case when {alone} then null else get({parts}, 3) end as inner",
    ]
