"""The files of a caseload: which of them is which table, and what stands at the head of each.

What concerns a whole file or column is settled here, before a row is read. A file or column that is named like none in
the schema is set aside loudly; without the accounts, or the columns that say which row is which, nothing can be read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from screening.caseload.schema import ACCOUNTS, Column, Table, tables
from screening.errors import Problem, ProblemsFound, did_you_mean

FORMS: Final = ("parquet", "csv", "arrow")
"""The forms that tables are read and written in; also the endings of their files."""
REJECTS: Final = "rejects"
"""The name of the file of rejected rows, which may lie beside the tables."""

_BOM_16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TableFile:
    """One file of a table.

    Attributes:
        table: what it holds.
        path: where it is.
        form: one of ``FORMS``.
        columns: the columns that can be used, by their place in the file.
        types: the types of these columns by name; all text in a CSV file.
        width: how many columns the file has.
    """

    table: Table
    path: Path
    form: str
    columns: dict[int, Column]
    types: dict[str, pl.DataType]
    width: int


def files_in(folder: Path) -> tuple[list[TableFile], list[Problem]]:
    """The files of the tables in a folder, and what was set aside.

    Raises:
        ProblemsFound: there are no tables that could be read, with everything that stands against it.
    """
    if not folder.is_dir():
        raise ProblemsFound([Problem("B101", "There is no such folder.", str(folder))])
    found: dict[str, Path] = {}
    aside: list[Problem] = []
    stopping: list[Problem] = []
    for path in sorted(folder.iterdir()):
        form = path.suffix.removeprefix(".")
        if form not in FORMS or path.stem == REJECTS or not path.is_file():
            continue
        if path.stem not in tables():
            aside.append(_aside("B102", f'There is no table "{path.stem}".', path, path.stem, tables()))
        elif path.stem in found:
            message = f"There is {found[path.stem].name} too, and only one of them can be meant."
            stopping.append(Problem("B103", message, str(path), hint="Take one of them away."))
        else:
            found[path.stem] = path
    if ACCOUNTS not in found:
        hint = "screening caseload schema shows what it holds; screening caseload tables makes one from case files."
        message = "There is no table accounts." if found else "There are no tables here."
        stopping.append(Problem("B105" if found else "B101", message, str(folder), hint=hint))
    read = []
    for name, path in found.items():
        try:
            one, problems = _headed(tables()[name], path)
        except ProblemsFound as wrong:
            stopping += wrong.problems
            continue
        aside += problems
        stopping += _missing_keys(one)
        read.append(one)
    if stopping:
        raise ProblemsFound([*stopping, *aside])
    return read, aside


def _aside(code: str, message: str, path: Path, word: str, known: Iterable[str]) -> Problem:
    near = did_you_mean(word, known)
    hint = f'It was set aside. Did you mean "{near}"?' if near else "It was set aside."
    return Problem(code, message, str(path), hint=hint)


def _headed(table: Table, path: Path) -> tuple[TableFile, list[Problem]]:
    form = path.suffix.removeprefix(".")
    types = _heading_of_csv(path) if form == "csv" else _heading(path, form)
    known = {column.name: column for column in table.columns}
    problems: list[Problem] = []
    columns: dict[int, Column] = {}
    taken: dict[str, pl.DataType] = {}
    for place, (name, kind) in enumerate(types):
        if name not in known:
            problems.append(_aside("B107", f'{table.name} has no column "{name}".', path, name, known))
        elif name in taken:
            problems.append(_aside("B109", f'The column "{name}" is there twice.', path, name, ()))
        elif not _fits(known[name], kind):
            problems.append(_aside("B108", f'"{name}" cannot be read from {kind}.', path, name, ()))
        else:
            columns[place] = known[name]
            taken[name] = kind
    return TableFile(table, path, form, columns, taken, len(types)), problems


def _fits(column: Column, kind: pl.DataType) -> bool:
    is_text = kind == pl.String or isinstance(kind, pl.Categorical | pl.Enum)
    if is_text or kind == pl.Null:
        return True
    if column.kind == "texts":
        inner = getattr(kind, "inner", None)
        return isinstance(kind, pl.List) and (inner in (pl.String, pl.Null) or isinstance(inner, pl.Categorical))
    if column.kind == "number":
        return kind.is_integer() or kind.is_float()
    return kind == {"yes-no": pl.Boolean, "date": pl.Date}.get(column.kind)


def _missing_keys(file: TableFile) -> list[Problem]:
    hint = 'The cells of a CSV file are separated by commas, as in "case,account".' if file.form == "csv" else None
    return [
        Problem("B106", f'The column "{name}" is missing.', str(file.path), hint=hint)
        for name in file.table.keys
        if name not in file.types
    ]


def _heading(path: Path, form: str) -> list[tuple[str, pl.DataType]]:
    try:
        schema = pl.read_parquet_schema(path) if form == "parquet" else pl.read_ipc_schema(path)
    except (pl.exceptions.PolarsError, OSError):
        raise unreadable(path) from None
    return list(schema.items())


def _heading_of_csv(path: Path) -> list[tuple[str, pl.DataType]]:
    try:
        with path.open("rb") as begin:
            if begin.read(2) in _BOM_16:
                hint = 'Save it again as "CSV UTF-8".'
                raise ProblemsFound([Problem("B110", "This is not written in UTF-8.", str(path), hint=hint)])
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            names = next(csv.reader([file.readline()]), [])
    except (OSError, csv.Error):
        raise unreadable(path) from None
    return [(name.strip(), pl.String()) for name in names]


def unreadable(path: Path) -> ProblemsFound:
    """The refusal of a file that is damaged, cut short, or not of the form that its name says."""
    message = "This file cannot be read; it is damaged, cut short, or not what its name says."
    return ProblemsFound([Problem("B104", message, str(path), hint="Make it again.")])
