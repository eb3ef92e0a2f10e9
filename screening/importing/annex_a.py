"""Reads the lists of an Annex A workbook and puts together what they say about each child.

Which column tells what stands in ``mappings/annex-a.yaml``, with the headings that each goes by. A sheet is known by
its headings, whatever it is called. The lists are joined by the child's unique id, so a workbook is held as a whole;
how large it may be stands in ``tables``.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from screening.errors import Problem, ProblemsFound
from screening.importing.mapping import Group, read_mapping
from screening.importing.rows import Imported, Place, Row, Tally
from screening.importing.sealing import reference_problem, sealed
from screening.importing.tables import Line, Table, formula, workbook_tables
from screening.importing.telling import Accounts
from screening.importing.values import Understanding, is_formula, shown

_HEADINGS_WITHIN: Final = 12
"""The rows among which the headings are looked for; some workbooks have a title above them."""
_SHARE_OF_HEADINGS: Final = 0.6


@dataclass
class _Headings:
    group: Group
    line: Place
    columns: dict[int, str]
    reference: int | None


@dataclass
class _Child:
    place: Place
    rows: list[Row] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


class AnnexA:
    """One workbook; see ``rows.Importer``.

    Args:
        path: the workbook.
        today: the day that dates count as future from.
        day: the day that the workbook shows, where somebody knows it; the lists themselves do not say.
    """

    def __init__(self, path: Path, today: datetime.date, day: datetime.date | None = None) -> None:
        self.tally = Tally(str(path))
        self._path, self._today = path, today
        self._day = day.isoformat() if day else None
        self._mapping = read_mapping("annex-a")
        self._children: dict[str, _Child] = {}
        self._aside: list[Imported] = []

    def __iter__(self) -> Iterator[Imported]:
        """Every child, in the order in which the lists first speak of it; then rows that belong to none."""
        lists = [table.name for table in workbook_tables(self._path) if self._table(table)]
        if not lists:
            hint = "Its sheets have headings such as Child Unique ID and Date of Referral."
            raise ProblemsFound([Problem("M202", "No sheet here is a list of Annex A.", str(self._path), hint=hint)])
        self.tally.layout = f"{self._mapping.title}, {len(lists)} of {len(self._mapping.groups)} lists"
        for reference, child in self._children.items():
            self.tally.found += 1
            yield self._made(reference, child)
        for one in self._aside:
            self.tally.found += 1
            yield one

    def _made(self, reference: str, child: _Child) -> Imported:
        who = f"child {reference}"
        understanding = Understanding(who, self._today)
        accounts = Accounts(self._mapping, self._day, child.place, understanding, self._today)
        for row in child.rows:
            accounts.row(row, self.tally)
        made = sealed(reference, accounts.drafts, child.place, who, self._today)
        return Imported(reference, made.case, (*child.problems, *understanding.problems, *made.problems))

    def _table(self, table: Table) -> bool:
        """Take in one sheet; gives back whether it is one of the lists."""
        headings: _Headings | None = None
        for number, line in enumerate(table):
            if headings is not None:
                self._line(headings, line)
            elif number < _HEADINGS_WITHIN:
                headings = self._headings(line)
                if headings is not None:
                    self._unknown_columns(headings, line)
            else:
                break
        self.tally.problems += table.problems
        if headings is None:
            message = (
                f"The sheet {shown(table.name)} has no row of headings of any list that is known. It was left out."
            )
            self.tally.problems.append(Place(table.file).problem("M206", message, severity="warning"))
        return headings is not None

    def _headings(self, line: Line) -> _Headings | None:
        written = {at: _plain(cell.text) for at, cell in line.cells.items()}
        best: tuple[int, _Headings] | None = None
        for group in self._mapping.groups:
            names = {_plain(name): own for name, own in group.by_name.items()}
            found = {at: names[word] for at, word in written.items() if word in names}
            if len(set(found.values())) < _SHARE_OF_HEADINGS * len(group.columns) - 1 or len(found) < 2:
                continue
            reference = next((at for at, own in found.items() if own == self._mapping.reference), None)
            if best is None or len(found) > best[0]:
                best = len(found), _Headings(group, line.place, found, reference)
        return best[1] if best else None

    def _unknown_columns(self, headings: _Headings, line: Line) -> None:
        for at, cell in line.cells.items():
            if at not in headings.columns:
                message = f"The column {shown(cell.text)} is not known in {headings.group.title}. It was left out."
                self.tally.problems.append(cell.place.problem("M221", message, severity="warning"))

    def _line(self, headings: _Headings, line: Line) -> None:
        if headings.group.left:
            self.tally.left[headings.group.title, "all of it"] += 1
            return
        reference = line.cells.get(headings.reference) if headings.reference is not None else None
        place = reference.place if reference else line.place
        slip = reference_problem(reference.text if reference else "")
        if reference is not None and is_formula(reference.text):
            slip = f"The reference is the formula {shown(reference.text)}."
        if slip is not None or reference is None:
            self._aside.append(Imported(None, None, (place.problem("M210", f"{slip} The row was set aside."),)))
            return
        child = self._children.setdefault(reference.text, _Child(line.place))
        child.numbers[headings.group.at] += 1
        row = Row(headings.group, child.numbers[headings.group.at], line.place)
        for at, name in headings.columns.items():
            cell = line.cells.get(at)
            if cell is None:
                continue
            # What cannot be used still stands there, so it is not taken for absent.
            cells = row.cells.setdefault(name, [])
            if headings.group.columns[name].kind is not None and (refused := formula(cell, name)):
                child.problems.append(refused)
            else:
                cells.append(cell)
        child.rows.append(row)


def _plain(heading: str) -> str:
    """A heading without what differs between workbooks: capitals, spaces, punctuation."""
    return re.sub(r"[^a-z0-9]+", "", heading.casefold())
