"""Writes tables that come in pieces: Parquet, Arrow, CSV and XLSX, whole or not at all.

Texts are made harmless for spreadsheets in the two forms that spreadsheets open. What the tables hold, and how a
result is worded, is left to others.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import polars as pl

from screening.caseload.guarding import guarded, guarded_text
from screening.caseload.pieces import Pieces
from screening.errors import Problem, ProblemsFound

WRITTEN: Final = ("parquet", "csv", "xlsx", "arrow")
"""The endings of files that can be written."""
ROWS_OF_A_SHEET: Final = 1_048_576
"""What a sheet of a workbook can hold, the heading included; what is more goes to a further sheet."""
SEVERAL: Final = ";"
"""Stands between several texts in one cell; alone, it says that there are none and that this is known."""

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Writer(Protocol):
    """Takes the rows of one table, a piece at a time."""

    def add(self, rows: pl.DataFrame) -> None:
        """Write some more rows, with the columns and types announced."""


@contextmanager
def written(path: Path, schema: Mapping[str, pl.DataType]) -> Iterator[Writer]:
    """Write a table to a file in the form that its ending says; the file appears when all is written.

    Args:
        path: ending in one of ``WRITTEN``.
        schema: the columns and their types.

    Raises:
        ProblemsFound: the ending says no such form, or the file cannot be written.
    """
    check_writable(path)
    form = path.suffix.removeprefix(".")
    try:
        scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as wrong:
        raise _unwritable(path, wrong) from None
    try:
        whole = scratch / path.name
        if form == "csv":
            with _Csv(whole, schema) as csv:
                yield csv
        elif form == "xlsx":
            workbook = _Workbook(schema)
            try:
                yield workbook
            finally:
                # Also where the run failed: only saving takes away the library's own scratch files.
                workbook.save(whole)
        else:
            pieces = Pieces(scratch / "pieces", pl.Schema(schema))
            yield pieces
            sink = pieces.scan().sink_parquet if form == "parquet" else pieces.scan().sink_ipc
            sink(whole)
        if path.exists():
            whole.chmod(path.stat().st_mode)
        whole.replace(path)
    except OSError as wrong:
        raise _unwritable(path, wrong) from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def check_writable(path: Path) -> None:
    """Make sure that a name says a form that can be written, before anything is worked out for it.

    Raises:
        ProblemsFound: it does not.
    """
    if path.suffix.removeprefix(".") not in WRITTEN:
        hint = f"End its name in one of: {', '.join(f'.{one}' for one in WRITTEN)}."
        raise ProblemsFound(
            [Problem("B111", "The name says no form that tables are written in.", str(path), hint=hint)]
        )


def _unwritable(path: Path, wrong: OSError) -> ProblemsFound:
    message = f"The file cannot be written: {wrong.strerror or 'the disk does not take it'}."
    return ProblemsFound([Problem("B111", message, str(path), hint="Choose a folder that you may write to.")])


def as_text(schema: Mapping[str, pl.DataType]) -> list[pl.Expr]:
    """Every column as it stands in a cell: several texts joined, and what looks like a formula made harmless."""
    found = []
    for name, kind in schema.items():
        one = pl.col(name)
        if isinstance(kind, pl.List):
            joined = one.cast(pl.List(pl.String)).list.join(SEVERAL)
            one = guarded(pl.when(one.list.len() == 0).then(pl.lit(SEVERAL)).otherwise(joined)).alias(name)
        elif kind == pl.String:
            one = guarded(one).alias(name)
        found.append(one)
    return found


class _Csv:
    def __init__(self, path: Path, schema: Mapping[str, pl.DataType]) -> None:
        self._schema = schema
        self._path = path

    def __enter__(self) -> _Csv:
        self._file = self._path.open("wb")
        pl.DataFrame(schema=self._schema).select(as_text(self._schema)).write_csv(self._file)
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def add(self, rows: pl.DataFrame) -> None:
        rows.select(as_text(self._schema)).write_csv(self._file, include_header=False)


class _Workbook:
    def __init__(self, schema: Mapping[str, pl.DataType]) -> None:
        from openpyxl import Workbook

        self._schema = schema
        self._book = Workbook(write_only=True)
        self._rows = ROWS_OF_A_SHEET
        self._sheet: Any = None

    def add(self, rows: pl.DataFrame) -> None:
        for row in rows.select(as_text(self._schema)).iter_rows():
            if self._rows == ROWS_OF_A_SHEET:
                self._begin_sheet()
            self._sheet.append([self._cell(value) for value in row])
            self._rows += 1

    def save(self, path: Path) -> None:
        if self._sheet is None:
            self._begin_sheet()
        self._book.save(path)

    def _begin_sheet(self) -> None:
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        self._sheet.append([self._cell(guarded_text(name)) for name in self._schema])
        self._rows = 1

    def _cell(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        from openpyxl.cell import WriteOnlyCell

        # Marked as text, whatever it looks like: a text that begins with "=" would else be a formula.
        cell = WriteOnlyCell(self._sheet, value=_FORBIDDEN.sub("\ufffd", value))
        cell.data_type = "s"
        return cell
