"""Cells: from what stands in a file to the value of a column, and what is wrong where there is none.

All of it as column expressions. A cell is read as its column's kind; spaces around a text do not count, and an empty
text is an empty cell. What rows have to do with one another is left to ``rows``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from screening.case.checks import POSSIBLE
from screening.case.dictionary import Entry, fields
from screening.case.profile import CaseProfile
from screening.caseload.distinct import once_for_each
from screening.caseload.guarding import unguarded
from screening.caseload.schema import NOT_KNOWN, Column, Table
from screening.caseload.tables import first_day, last_day

ID: Final = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
_FORMS: Final = {"id": f"^{ID}$", "agency": "^[a-z][a-z0-9-]{1,63}$", "case": r"^\S.{0,63}$", "free": r"(?s)^.{0,120}$"}
"""How texts are written; the models of a case file say the same, and a test holds them together."""
_DATE: Final = r"^(?:19[0-9]{2}|2[01][0-9]{2}|2200)(?:-[0-9]{2}){0,2}$"
_YES_NO: Final = {"true": True, "yes": True, "false": False, "no": False}
_SEVERAL: Final = ";"
"""Stands between several texts in one cell of a CSV file; alone, it says that the list was told and is empty."""


@dataclass(frozen=True)
class Cell:
    """How to read one column.

    Attributes:
        column: of the schema.
        shown: the cell as a text, for a message about it.
        value: in the column's type; of no use where something is wrong.
        wrong: the code of what is wrong, null where nothing is.
    """

    column: Column
    shown: pl.Expr
    value: pl.Expr
    wrong: pl.Expr


def cell_of(table: Table, column: Column, kind: pl.DataType, *, is_csv: bool) -> Cell:
    """How to read a column that the file has in this type."""
    given = pl.col(column.name)
    if column.kind == "texts" and isinstance(kind, pl.List):
        items = given.cast(pl.List(pl.String))
        shown = items.list.join(_SEVERAL)
    elif kind == pl.Date:
        items = shown = given.dt.strftime("%Y-%m-%d")
    else:
        shown = given.cast(pl.String).str.strip_chars(" \t\r\n")
        shown = _not_empty(unguarded(shown) if is_csv else shown)
        items = _split(shown) if column.kind == "texts" else shown
    value, wrong = _read(table, column, kind, items)
    if column.key and not (column.name == "account" and table.name == "accounts"):
        wrong = pl.when(shown.is_null()).then(pl.lit("B201")).otherwise(wrong)
    return Cell(column, shown, value, wrong)


def _not_empty(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _split(text: pl.Expr) -> pl.Expr:
    each = pl.element().str.strip_chars()
    return text.str.split(_SEVERAL).list.eval(each.filter(each != ""))


def _code(code: str, wrong: pl.Expr) -> pl.Expr:
    return pl.when(wrong).then(pl.lit(code))


def _read(table: Table, column: Column, kind: pl.DataType, given: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    if column.kind == "yes-no":
        if kind == pl.Boolean:
            return pl.col(column.name), pl.lit(None, pl.String())
        read = given.str.to_lowercase().replace_strict(_YES_NO, default=None, return_dtype=pl.Boolean())
        return read, _code("B205", given.is_not_null() & read.is_null())
    if column.kind == "number":
        return _number(column, kind, given)
    if column.kind == "date":
        return given, once_for_each(given, lambda text: _code("B204", ~_is_date(text)), pl.String())
    if column.kind == "texts":
        fits = _fits(column, pl.element())
        return given, _code("B202" if column.values else "B206", given.list.eval(~fits | fits.is_null()).list.any())
    if column.form == "path":
        return given, once_for_each(given, lambda path: _code("B207", ~_path_fits(table, path)), pl.String())
    code = "B202" if column.values else "B209" if column.form == "free" else "B206"
    return given, _code(code, ~_fits(column, given))


def _is_date(text: pl.Expr) -> pl.Expr:
    return text.str.contains(_DATE) & first_day(text).is_not_null() & last_day(text).is_not_null()


def _fits(column: Column, text: pl.Expr) -> pl.Expr:
    return text.is_in(list(column.values)) if column.values else text.str.contains(_FORMS[column.form])


def _number(column: Column, kind: pl.DataType, given: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    if kind.is_float():
        number = pl.col(column.name)
        read = pl.when(number.is_finite() & (number == number.round())).then(number).cast(pl.Int64, strict=False)
    else:
        # A spreadsheet may write a whole number as "3.0".
        read = given.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
    wrong = _code("B203", given.is_not_null() & read.is_null())
    possible = POSSIBLE.get(column.entry.path) if column.entry else None
    if possible is None:
        return read, wrong
    return read, pl.coalesce(wrong, _code("B208", ~read.is_between(possible[0], possible[-1])))


@dataclass(frozen=True)
class _Paths:
    """Case paths without ids: those of facts, those of lists of members, and those that can be told in full."""

    facts: tuple[str, ...]
    lists: tuple[str, ...]
    in_full: tuple[str, ...]
    single: tuple[str, ...]


@cache
def _paths() -> _Paths:
    facts, lists, in_full, single = [], [], [], []
    pending: list[tuple[tuple[str, ...], Entry]] = [((one.name,), one) for one in fields(CaseProfile).values()]
    while pending:
        path, entry = pending.pop()
        name = ".".join(path)
        facts.append(name)
        if entry.kind == "list":
            lists.append(name)
        if entry.kind in ("list", "choices", "words", "references"):
            in_full.append(name)
        if entry.kind == "entity":
            single.append(name)
        if entry.member is not None:
            pending += [((*path, below.name), below) for below in fields(entry.member).values()]
    return _Paths(tuple(facts), tuple(lists), tuple(in_full), tuple(single))


def _path_fits(table: Table, path: pl.Expr) -> pl.Expr:
    paths = _paths()
    parts = path.str.split(".")
    words = parts.list.gather_every(2)
    ids = parts.list.gather_every(2, 1)
    name = words.list.join(".")
    has_ids = ids.list.eval(pl.element().str.contains(f"^{ID}$")).list.all()
    whole = words.list.len() > ids.list.len()
    below_single = parts.list.first().is_in(list(paths.single))
    if table.name == NOT_KNOWN:
        # Of a member, too, it can be said that it was asked about and is not known.
        among = has_ids & name.is_in(list(paths.facts)) & (whole | name.is_in(list(paths.lists)))
        return pl.when(below_single).then(path.is_in(list(paths.facts))).otherwise(among)
    return has_ids & whole & name.is_in(list(paths.in_full)) & ~below_single
