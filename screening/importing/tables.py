"""Tables of a workbook or of CSV files, as rows of cells that know where they stand.

Formulas are refused, not worked out. Opens nothing that could harm: no links, no macros, no part that unfolds to more
than is read. What the columns mean is left to the importers.
"""

from __future__ import annotations

import csv
import datetime
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from screening.errors import Problem, ProblemsFound
from screening.importing.rows import Cell, Place
from screening.importing.values import is_formula, shown

MOST_BYTES: Final = 300_000_000
"""The most that a workbook may hold when unpacked, and a CSV file as it is."""
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 32_767
"""What a cell of a workbook can hold; a CSV file gets no more."""

_HARMFUL: Final = (b"<!DOCTYPE", b"<!ENTITY")
_NOT_A_WORKBOOK: Final = (
    "This is no workbook that can be read: it is damaged, protected by a password, or of another kind."
)
_SAVE_AS: Final = 'Open it and choose "Save as", Excel workbook (.xlsx), without a password.'


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its place, and its cells by column, counted from 0. Empty cells are left out."""

    place: Place
    cells: dict[int, Cell]


class Table:
    """One sheet or CSV file; to be gone through once.

    Attributes:
        name: of the sheet, or of the file without its ending.
        problems: what could not be taken as it stands; complete once all rows were gone through.
    """

    def __init__(self, name: str, file: str, rows: Iterable[Iterable[Any]]) -> None:
        self.name, self.file = name, file
        self.problems: list[Problem] = []
        self._rows = rows

    def __iter__(self) -> Iterator[Line]:
        """The rows that hold anything.

        Raises:
            ProblemsFound: the rest of the table cannot be read.
        """
        taken = 0
        for number, values in enumerate(self._rows, 1):
            if all(value in (None, "") for value in values):
                continue
            taken += 1
            if taken > MOST_ROWS:
                message = f"Only the first {MOST_ROWS} rows were read."
                self.problems.append(Place(self.file, number).problem("M204", message, "Split it into several files."))
                return
            cells = {at: cell for at, value in enumerate(values) if (cell := self._cell(value, number, at)) is not None}
            if cells:
                yield Line(Place(self.file, number), cells)

    def _cell(self, value: Any, row: int, at: int) -> Cell | None:
        place = Place(self.file, row, at + 1)
        text = _text(value)
        if not text:
            return None
        if len(text) > LONGEST_CELL:
            self.problems.append(place.problem("M204", "This cell holds more than is read. It was left out."))
            return None
        return Cell(text, place)


def formula(cell: Cell, what: str) -> Problem | None:
    """The refusal of a cell that holds a formula; None where it holds none."""
    if not is_formula(cell.text):
        return None
    hint = "Copy the column and paste it as values."
    return cell.place.problem("M227", f"{what} holds the formula {shown(cell.text)}. It was left out.", hint)


def workbook_tables(path: Path) -> Iterator[Table]:
    """The sheets of a workbook, one after another; each is to be read before the next.

    Raises:
        ProblemsFound: it cannot be opened, or would be too much to open.
    """
    _check_archive(path)
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep, such as pictures, is nothing that is read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as wrong:
        # A damaged workbook raises almost anything.
        raise _no_workbook(path) from wrong
    try:
        for sheet in book.worksheets:
            # What a sheet says about its own size is often wrong, and could be made to be.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            yield Table(sheet.title, f"{path} [{sheet.title}]", _guarded(rows, path))
    finally:
        book.close()


def csv_table(path: Path) -> Table:
    """A CSV file in UTF-8, its cells divided by commas or semicolons.

    Raises:
        ProblemsFound: it cannot be read, is too large, or is not written in UTF-8.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ProblemsFound([Problem("M204", "This file is larger than is read.", str(path))])
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as wrong:
        raise ProblemsFound([Problem("M201", f"This file cannot be read: {wrong.strerror}.", str(path))]) from None
    except UnicodeDecodeError as wrong:
        hint = 'Save it as "CSV UTF-8".'
        message = "This is not saved as UTF-8 text, so letters in it could be taken for others."
        raise ProblemsFound([Problem("M201", message, str(path), _line(path, wrong.start), hint=hint)]) from None
    if "\0" in text:
        raise ProblemsFound([Problem("M201", "This is no text: it holds zero bytes.", str(path),
                                     hint='Save it as "CSV UTF-8".')])  # fmt: skip
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    return Table(path.stem, str(path), _csv_rows(text, mark, path))


def _csv_rows(text: str, mark: str, path: Path) -> Iterator[list[str]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    try:
        for row in reader:
            yield row[:MOST_COLUMNS]
    except csv.Error as wrong:
        message = f"From here on this is no CSV: {wrong}."
        raise ProblemsFound([Problem("M201", message, str(path), reader.line_num)]) from None


def _line(path: Path, byte: int) -> int:
    return path.read_bytes()[:byte].count(b"\n") + 1


def _guarded(rows: Iterable[Iterable[Any]], path: Path) -> Iterator[Iterable[Any]]:
    iterator = iter(rows)
    while True:
        try:
            row = next(iterator)
        except StopIteration:
            return
        except Exception as wrong:
            # So does a damaged sheet.
            raise _no_workbook(path) from wrong
        yield row


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                message = "Unpacked, this workbook is larger than is read."
                raise ProblemsFound(
                    [Problem("M204", message, str(path), hint="Check that this is the file you meant.")]
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        start = stream.read(4096)
                    if any(word in start for word in _HARMFUL):
                        message = f"The part {part.filename} declares a document type or entities. It was not read."
                        raise ProblemsFound([Problem("M203", message, str(path), hint=_SAVE_AS)])
    except OSError as wrong:
        reason = wrong.strerror or "no file can have this name"
        raise ProblemsFound([Problem("M201", f"This file cannot be read: {reason}.", str(path))]) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as wrong:
        raise _no_workbook(path) from wrong


def _no_workbook(path: Path) -> ProblemsFound:
    return ProblemsFound([Problem("M201", _NOT_A_WORKBOOK, str(path), hint=_SAVE_AS)])


def _text(value: Any) -> str:
    """A cell as text; dates in ISO form, whole numbers without a point. Signs of an error in a sheet hold nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if type(value).__name__ == "DataTableFormula":
        return "=TABLE()"
    # A formula over several cells is an object that holds its text.
    text = str(getattr(value, "text", value)).replace("\xa0", " ").strip()
    return "" if text.startswith("#") and text.upper() in _ERRORS else text


_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
