"""Rejects: what was set aside, where it stood, and why, as rows of a table of their own.

A row is never dropped without a word: it is here, or it was used. A value is shown only where it looks like a word, a
number or a date; free text may hold a name, and its length says enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from screening.caseload.codes import CODES
from screening.caseload.schema import Column
from screening.errors import Problem, did_you_mean

SCHEMA: Final[dict[str, pl.DataType]] = {
    "file": pl.String(), "row": pl.Int64(), "case": pl.String(), "column": pl.String(), "value": pl.String(),
    "reason": pl.String(), "code": pl.String(),
}  # fmt: skip
"""The columns of a rejects file. ``row`` is the number of the line in a CSV file, the heading being line 1; in other
files the rows are counted from 1. It is empty where a whole file or column was set aside."""

_PLAIN: Final = r"^[A-Za-z0-9_./:-]{1,40}$"
_MOST_HINTS: Final = 200
"""So many different wrong values of one column are looked up for a hint; beyond that the column itself is wrong."""


@dataclass(frozen=True)
class Count:
    """What became of the rows of one table: those in the file are those used and those rejected."""

    rows: int
    used: int
    rejected: int

    def __post_init__(self) -> None:
        if self.rows != self.used + self.rejected:
            raise AssertionError(f"{self.rows} rows in, {self.used} used and {self.rejected} rejected")

    def __add__(self, other: Count) -> Count:
        return Count(self.rows + other.rows, self.used + other.used, self.rejected + other.rejected)


def rejects(found: pl.DataFrame, file: Path, column: Column | None = None) -> pl.DataFrame:
    """Rejected rows in the form of a rejects file.

    Args:
        found: ``row``, ``case``, ``code`` and, where a cell is wrong, ``value``.
        file: where they stand.
        column: the column that is wrong, where one is.
    """
    value = pl.col("value") if "value" in found.columns else pl.lit(None, pl.String())
    reasons = {code: _reason(code, column) for code in found.get_column("code").unique()}
    made = found.select(
        pl.lit(file.name).alias("file"),
        pl.col("row").cast(pl.Int64),
        pl.col("case"),
        pl.lit(column.name if column else None, pl.String()).alias("column"),
        value.alias("value"),
        pl.col("code").replace_strict(reasons, return_dtype=pl.String()).alias("reason"),
        pl.col("code"),
    )
    return made.with_columns(reason=_with_hints(made, column), value=_shortened(pl.col("value")))


def no_rejects() -> pl.DataFrame:
    """A rejects file without rows."""
    return pl.DataFrame(schema=SCHEMA)


def rejects_of(problems: Iterable[Problem]) -> pl.DataFrame:
    """What was set aside as a whole, and case files that could not be used, in the form of a rejects file."""
    rows = [
        {
            "file": problem.file,
            "row": problem.line,
            "reason": f"{problem.message} {problem.hint or ''}".strip(),
            "code": problem.code,
        }
        for problem in problems
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _reason(code: str, column: Column | None) -> str:
    if column is None:
        return CODES[code]
    return {
        "B203": "This is no whole number.",
        "B204": 'A date is written like "2020-05-04", or "2020-05" or "2020" where no more is known.',
        "B205": "This is neither yes nor no.",
        "B206": _FORMS[column.form],
    }.get(code, CODES[code])


_FORMS: Final = {
    "case": "A reference has at most 64 characters.",
    "id": 'An id is a short word of letters, digits, hyphens and underscores, such as "partner-2".',
    "agency": 'An agency is written in small letters with hyphens, such as "health-visiting".',
    "path": "This is no case path.",
    "free": "This is too long.",
}


def _with_hints(found: pl.DataFrame, column: Column | None) -> pl.Expr:
    """The reason, with the value that was probably meant where a choice is wrong."""
    if column is None or not column.values:
        return pl.col("reason")
    wrong = found.get_column("value").unique()
    # Several choices stand in one cell; which of them is wrong is looked up one by one.
    parts = {one: [part.strip() for part in one.split(";")] for one in wrong.head(_MOST_HINTS) if one is not None}
    near = {}
    for value, words in parts.items():
        meant = [did_you_mean(word, column.values) for word in words if word not in column.values]
        if meant and all(meant):
            near[value] = f' Did you mean "{"; ".join(one for one in meant if one)}"?'
    return pl.col("reason") + pl.col("value").replace_strict(near, default="", return_dtype=pl.String()).fill_null("")


def _shortened(value: pl.Expr) -> pl.Expr:
    length = pl.concat_str(pl.lit("(text of "), value.str.len_chars().cast(pl.String), pl.lit(" characters)"))
    return pl.when(value.str.contains(_PLAIN)).then(value).otherwise(length)
