"""What cells say: dates, codes, yes or no, numbers. What cannot be read is left out and reported where it stands.

Shared by the importers. A value is never mended: what is nearly right is reported with what it may have meant.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from screening.case.checks import OLDEST_YEARS
from screening.case.words import date_span
from screening.errors import Problem, did_you_mean
from screening.importing.mapping import Column, Years
from screening.importing.rows import Cell, Place, Row

_ISO: Final = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?|\d{4})(?:[T ]\d{2}:\d{2}.*)?")
_BRITISH: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 00:00(?::00)?)?")
_LETTER: Final = re.compile(r"[a-z]{1,2}\)\s*", re.IGNORECASE)
_YES: Final = frozenset({"yes", "y", "true", "1"})
_NO: Final = frozenset({"no", "n", "false", "0"})
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d.,\s]*$)")
LATEST_DAYS: Final = 400
"""How far ahead a date may lie at all: a baby's due date and the next review lie within it."""
LONGEST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Read:
    """A value that can be used, and the cell that it comes from."""

    value: str | int
    cell: Cell


def shown(text: str) -> str:
    """A piece of the file for a message: quoted, and not longer than a line takes."""
    return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[:LONGEST_SHOWN]}..."'


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take a text for something to work out."""
    return bool(_FORMULA.match(text))


def as_date(text: str) -> str:
    """A date as a case file writes it, from ``2024-05-31``, ``2024-05-31T10:00:00`` or ``31/05/2024``.

    Raises:
        ValueError: it is no date; the message says so.
    """
    stripped = text.strip()
    if found := _ISO.fullmatch(stripped):
        written = found[1]
    elif found := _BRITISH.fullmatch(stripped):
        written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    else:
        written = stripped[:LONGEST_SHOWN]
    date_span(written)
    return written


class Understanding:
    """Reads the rows of one child.

    Args:
        who: how messages name the child.
        today: the day on which the file is read.
        year: the year of the file's layout; None where it is not known.
    """

    def __init__(self, who: str, today: datetime.date, year: int | None = None) -> None:
        self.problems: list[Problem] = []
        self.who, self._today, self._year = who, today, year

    def row(self, row: Row) -> dict[str, list[Read]]:
        """What each column of a row says, where it can be used."""
        found: dict[str, list[Read]] = {}
        for name, cells in row.cells.items():
            column = row.group.columns[name]
            if not cells:
                continue
            self._in_layout(name, column.years, cells[0].place, f"{name} does not belong")
            if column.died and cells[0].text.casefold() not in _NO:
                self._note(
                    cells[0].place,
                    "M230",
                    f"{name} says that the child has died.",
                    "Look at the case before screening.",
                )
            if column.kind is None:
                continue
            values = [one for cell in cells if (one := self._value(name, column, cell)) is not None]
            if not column.many and len({one.value for one in values}) > 1:
                self._wrong(cells[1].place, "M222", f"{name} stands here more than once, and differently.")
            elif values:
                found[name] = list({one.value: one for one in values}.values())
        return found

    def contradicting(self, place: Place, name: str) -> None:
        """Report that values of a column cannot hold together."""
        self._wrong(place, "M228", f"{name} says both that there is none and that there is one.")

    def _value(self, name: str, column: Column, cell: Cell) -> Read | None:
        text = cell.text.strip()
        if column.kind == "date":
            return self._date(name, text, cell)
        if column.kind == "code":
            return self._code(name, column, text, cell)
        if column.kind == "yes-no":
            plain = _LETTER.sub("", text, count=1).strip().casefold()
            if plain in _YES or plain in _NO:
                return Read("yes" if plain in _YES else "no", cell)
            self._wrong(cell.place, "M226", f"{name} is {shown(text)}, which is neither yes nor no.")
            return None
        if column.kind == "number":
            if re.fullmatch(r"\d{1,6}(?:\.0)?", text, re.ASCII):
                return Read(int(float(text)), cell)
            self._wrong(cell.place, "M226", f"{name} is {shown(text)}, which is no whole number.")
            return None
        return Read(text, cell)

    def _date(self, name: str, text: str, cell: Cell) -> Read | None:
        try:
            written = as_date(text)
        except ValueError as wrong:
            self._wrong(cell.place, "M223", f"{name} is {shown(text)}. {wrong}")
            return None
        first, last = date_span(written)
        # The oldest whom services know are 25, and work can begin before birth.
        if last < self._today.toordinal() - int((OLDEST_YEARS + 1) * 365.25):
            self._wrong(cell.place, "M223", f"{name} is {written}, longer ago than a child's life.", "Check the year.")
            return None
        if first > self._today.toordinal() + LATEST_DAYS:
            self._wrong(cell.place, "M223", f"{name} is {written}, more than a year ahead.", "Check the year.")
            return None
        return Read(written, cell)

    def _code(self, name: str, column: Column, text: str, cell: Cell) -> Read | None:
        for way in _ways(text):
            code = column.spellings.get(way.casefold())
            if code is not None:
                years = column.code_years.get(code, (None, None))
                self._in_layout(code, years, cell.place, f"The code {code} of {name} does not belong")
                return Read(code, cell)
        if column.others:
            return None
        near = did_you_mean(text, [*column.codes, *(one for ways in column.written.values() for one in ways)])
        hint = f'Did you mean "{near}"?' if near else None
        self._wrong(cell.place, "M224", f"{name} has no code {shown(text)}.", hint)
        return None

    def _in_layout(self, name: str, years: Years, place: Place, what: str) -> None:
        first, last = years
        if self._year is not None and not (first or 0) <= self._year <= (last or 9999):
            self._note(place, "M225", f"{what} to the layout of {self._year}.", f"{name} was read all the same.")

    def _wrong(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.problems.append(place.problem(code, f"{self.who}: {message} It was left out.", hint))

    def _note(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.problems.append(place.problem(code, f"{self.who}: {message}", hint, "warning"))


def _ways(text: str) -> Iterator[str]:
    """What of a text may be the code: ``q) 6: Police`` is tried whole, as ``6: Police``, ``6`` and ``Police``."""
    yield text
    plain = _LETTER.sub("", text, count=1).strip()
    yield plain
    for mark in (":", " - ", " "):
        head, found, tail = plain.partition(mark)
        if found:
            yield head.strip()
            if mark != " ":
                yield tail.strip()
