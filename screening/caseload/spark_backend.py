"""Spark: the same expressions on a cluster.

Nothing of Spark is imported; the session is the one that the frames belong to. Steps are checkpointed, since a plan
with all rules in it would take longer to look at than to carry out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from screening.caseload.backends import CASE_TEXT, Frame, Latest, Part
from screening.caseload.judging import standing
from screening.caseload.places import CASE


class OnSpark:
    """Spark, in local mode or on a cluster.

    Args:
        session: the Spark session that the frames belong to.
    """

    def __init__(self, session: Any) -> None:
        self._session = session

    def settled(self, frame: Frame) -> Frame:
        """The frame worked out and kept by the executors."""
        return _frame(frame.to_native().localCheckpoint(eager=True))

    def rows(self, frame: Frame) -> Iterable[tuple[Any, ...]]:
        """The rows of a small frame."""
        return (tuple(row) for row in frame.to_native().collect())

    def texts(self, columns: Mapping[str, Sequence[str]]) -> Frame:
        """A small frame of texts."""
        return self._made(columns, "string")

    def days(self, columns: Mapping[str, Sequence[int]]) -> Frame:
        """A small frame of days."""
        return self._made(columns, "int")

    def _made(self, columns: Mapping[str, Sequence[Any]], kind: str) -> Frame:
        rows = list(zip(*columns.values(), strict=True))
        return _frame(self._session.createDataFrame(rows, ", ".join(f"`{name}` {kind}" for name in columns)))

    def joined_texts(self, frame: Frame, columns: Mapping[str, str]) -> Frame:
        """With several values in one text."""
        texts = [
            f"case when `{values}` is null then null else concat_ws('\\u001f', `{values}`) end as `{name}`"
            for name, values in columns.items()
        ]
        return _frame(frame.to_native().selectExpr("*", *texts))

    def cases(self, frame: Frame) -> Frame:
        """The cases; their references stand for themselves."""
        return self.settled(frame.select(nw.col(CASE).alias(CASE_TEXT), CASE))

    def named(self, frame: Frame, names: Mapping[str, Sequence[str]]) -> Frame:
        """With names of members: the case's reference and the ids, which hold no slash themselves."""
        # All at once, as one of the new columns may take the place of one that another is made of.
        made = {
            name: nw.concat_str(nw.col(CASE), *(nw.col(column) for column in columns), separator="/").alias(name)
            for name, columns in names.items()
        }
        return frame.with_columns(*made.values())

    def joined(self, rows: Frame, to: Frame, on: Sequence[str]) -> Frame:
        """The rows that are found in another frame, with its columns."""
        return rows.join(to, on=list(on), how="inner")

    def is_empty(self, frame: Frame) -> bool:
        """Not known: finding out would take a run of its own."""
        return False

    def reduced(self, frame: Frame, keys: Sequence[str], parts: Sequence[Part]) -> Frame:
        """One row for each group."""
        counting: dict[tuple[str, Latest], str] = {}
        for part in parts:
            if part.of is not None:
                counting.setdefault((part.column, part.of), f"{part.column} of {part.of.told}")
        rows = (
            frame.with_columns(
                *(nw.when(of.counts(keys)).then(nw.col(column)).alias(name) for (column, of), name in counting.items())
            )
            if counting
            else frame
        )
        pieces: dict[str, nw.Expr] = {}
        finished: list[nw.Expr] = []
        for part in parts:
            column = part.column if part.of is None else counting[part.column, part.of]
            if part.how == "rows":
                pieces["rows"] = nw.len().alias("rows")
                finished.append(nw.col("rows").cast(nw.Int32).alias(part.name))
                continue
            each = {"min": nw.col(column).min(), "max": nw.col(column).max(), "sum": nw.col(column).sum()}
            for how in ("min", "max") if part.how in ("standing", "opposite") else (part.how,):
                pieces[f"{column} {how}"] = each[how].alias(f"{column} {how}")
            if part.how in ("standing", "opposite"):
                least, most = nw.col(f"{column} min"), nw.col(f"{column} max")
                finished.append(standing(least, most, part.how == "opposite").cast(nw.Int8).alias(part.name))
            else:
                finished.append(nw.col(f"{column} {part.how}").alias(part.name))
        return rows.group_by(*keys).agg(*pieces.values()).select(*keys, *finished)


def _frame(native: Any) -> Frame:
    found: Frame = nw.from_native(native)
    return found
