"""Reads the Children in Need census, child by child, so that a country's file needs no more memory than a child's.

Which element tells what stands in ``mappings/cin.yaml``. Here is how the XML is walked: records by their path under a
child, text that stands where none belongs, and elements that nobody knows.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from screening.errors import Problem, ProblemsFound
from screening.importing.mapping import Group, Mapping, read_mapping
from screening.importing.rows import Cell, Imported, Place, Row, Tally
from screening.importing.sealing import TAKEN_ONCE, reference_problem, sealed
from screening.importing.telling import Accounts
from screening.importing.values import Understanding, as_date, shown
from screening.importing.xmlstream import Elements, line_of

if TYPE_CHECKING:
    from lxml import etree

_ROOT: Final = "Message"
_CHILD: Final = "Child"
_HEADER: Final = ("Collection", "Year", "ReferenceDate")
_KIND: Final = "CIN"


class CinCensus:
    """One census file; see ``rows.Importer``.

    Args:
        path: the XML file.
        today: the day that dates count as future from.
    """

    def __init__(self, path: Path, today: datetime.date) -> None:
        self.tally = Tally(str(path))
        self._path, self._today = path, today
        self._mapping = read_mapping("cin")
        self._header: dict[str, Cell] = {}
        self._year: int | None = None
        self._day: str | None = None
        self._unknown: dict[str, Place] = {}
        self._seen: set[str] = set()

    def __iter__(self) -> Iterator[Imported]:
        """Every child, in the order of the file."""
        elements = Elements(self._path)
        depth, child_depth, begun = 0, 0, Place(str(self._path))
        try:
            for kind, element in elements:
                if kind == "start":
                    depth += 1
                    if depth == 1 and _name(element) != _ROOT:
                        raise ProblemsFound([self._no_census(element)])
                    if not child_depth and _name(element) == _CHILD:
                        if not self.tally.found:
                            self._understand_header()
                        child_depth, begun = depth, self._place(element)
                        self.tally.found += 1
                    continue
                if depth == child_depth:
                    yield self._child(element, begun)
                    child_depth = 0
                    elements.done(element)
                elif not child_depth:
                    if _name(element) in _HEADER and element.text and element.text.strip():
                        self._header.setdefault(_name(element), Cell(element.text.strip(), self._place(element)))
                    elements.done(element)
                depth -= 1
        except ProblemsFound as found:
            if not self.tally.found:
                raise
            self.tally.problems += found.problems
            if child_depth:
                message = "This child is not whole, for the file cannot be read further. What is here was set aside."
                yield Imported(None, None, (begun.problem("M212", message),))
        if not self.tally.found:
            raise ProblemsFound([Problem("M202", "There is no child in this file.", str(self._path))])
        self._report_unknown()

    def _no_census(self, root: etree._Element) -> Problem:
        message = f"This is no census of children in need: it begins with {shown(_name(root))}, not with {_ROOT}."
        return self._place(root).problem("M202", message)

    def _understand_header(self) -> None:
        kind, year, day = (self._header.get(name) for name in _HEADER)
        if kind is not None and kind.text.upper() != _KIND:
            hint = f"Name a file whose header says {_KIND}."
            message = f"The header says that this is {shown(kind.text)}, not a census of children in need."
            raise ProblemsFound([kind.place.problem("M202", message, hint)])
        first, last = self._mapping.years or (0, 9999)
        if year is not None and year.text.isascii() and year.text.isdigit() and first <= int(year.text) <= last:
            self._year = int(year.text)
        else:
            said, place = (shown(year.text), year.place) if year else ("not said", Place(str(self._path)))
            hint = "Look whether everything that it holds was read."
            message = f"The year is {said}; the layouts of {first} to {last} are known. It is read as one of those."
            self.tally.problems.append(place.problem("M205", message, hint, "warning"))
        try:
            self._day = as_date(day.text) if day else None
        except ValueError as wrong:
            if day:
                self.tally.problems.append(day.place.problem("M223", f"ReferenceDate is {shown(day.text)}. {wrong}"))
        if self._day and self._day > self._today.isoformat():
            # The file was made before the day it is to be about; what it tells is known now.
            self._day = None
        self.tally.layout = f"{self._mapping.title}{f' {self._year}' if self._year else ''}"

    def _child(self, element: etree._Element, begun: Place) -> Imported:
        reference = self._reference(element)
        understanding = Understanding(f"child {reference}" if reference else "a child without reference", self._today,
                                      self._year)  # fmt: skip
        slip = reference_problem(reference)
        if slip is None and reference in self._seen:
            return Imported(
                reference, None, (begun.problem("M211", f"child {reference} stood here before.", TAKEN_ONCE),)
            )
        if slip is not None:
            return Imported(None, None, (begun.problem("M210", f"{slip} The child was set aside."),))
        self._seen.add(reference)
        walk = _Walk(element, self._mapping, str(self._path), understanding)
        accounts = Accounts(self._mapping, self._day, begun, understanding, self._today)
        for row in walk.rows:
            accounts.row(row, self.tally)
        for path, place in walk.unknown.items():
            self._unknown.setdefault(path, place)
        made = sealed(reference, accounts.drafts, begun, f"child {reference}", self._today)
        return Imported(reference, made.case, (*walk.problems, *understanding.problems, *made.problems))

    def _reference(self, child: etree._Element) -> str:
        for element in child.iter():
            if isinstance(element.tag, str) and _name(element) == self._mapping.reference:
                return (element.text or "").strip()
        return ""

    def _report_unknown(self) -> None:
        for path, place in self._unknown.items():
            message = f"The element {shown(path)} is not known here; it was left out wherever it stands."
            self.tally.problems.append(place.problem("M221", message, severity="warning"))

    def _place(self, element: etree._Element) -> Place:
        return Place(str(self._path), line_of(element))


class _Walk:
    """The records of one child element, what stands in them, and what does not belong there."""

    def __init__(self, child: etree._Element, mapping: Mapping, file: str, understanding: Understanding) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.unknown: dict[str, Place] = {}
        self._file, self._who = file, understanding.who
        self._groups = {group.at: group for group in mapping.groups}
        self._numbers: Counter[str] = Counter()
        self._stray(child.text, _CHILD, child)
        for part in child:
            self._element(part, "", None)

    def _element(self, element: etree._Element, above: str, row: Row | None) -> None:
        if not isinstance(element.tag, str):
            return
        place = Place(self._file, line_of(element))
        name = _name(element)
        path = f"{above}/{name}" if above else name
        self._stray(element.tail, name, element, after=True)
        if path in self._groups:
            group = self._groups[path]
            self._numbers[path] += 1
            row = Row(group, self._numbers[path], place)
            self.rows.append(row)
            self._inside(element, path, row)
            return
        within = path.removeprefix(f"{row.group.at}/") if row else path
        own = row.group.by_name.get(within) if row else None
        if row is not None and own is not None:
            if len(element):
                # What cannot be used still stands there, so it is not taken for absent.
                row.cells.setdefault(own, [])
                self._wrong(place, "M226", f"{name} holds elements, where a value belongs.")
            elif text := (element.text or "").strip():
                row.cells.setdefault(own, []).append(Cell(text, place))
        elif row is not None and _leads_to(within, row.group):
            self._inside(element, path, row)
        else:
            self.unknown.setdefault(path, place)

    def _inside(self, element: etree._Element, path: str, row: Row) -> None:
        self._stray(element.text, _name(element), element)
        for part in element:
            self._element(part, path, row)

    def _stray(self, text: str | None, name: str, element: etree._Element, *, after: bool = False) -> None:
        if text and text.strip():
            where = "after" if after else "in"
            message = f"The text {shown(text.strip())} stands {where} {name}, where none belongs."
            self._wrong(Place(self._file, line_of(element)), "M220", message)

    def _wrong(self, place: Place, code: str, message: str) -> None:
        self.problems.append(place.problem(code, f"{self._who}: {message} It was left out."))


def _leads_to(path: str, group: Group) -> bool:
    return any(column.startswith(f"{path}/") for column in group.by_name)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
