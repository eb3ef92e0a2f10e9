"""Reads the plain template back: a workbook, a CSV file or a folder of them, as cases with their accounts.

What one cell says wrong is left out with its sheet, row and column, and everything beside it is kept. An empty cell
tells nothing. The sheets of one case are put together, so all of them are held; how large they may be stands in
``tables``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from screening.case.account import Account
from screening.case.words import Agency, Id, When
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.importing.plain_values import Refused, fact_value, valid
from screening.importing.rows import Cell, Imported, Place, Tally
from screening.importing.sealing import reference_problem, sealed
from screening.importing.tables import Line, Table, csv_table, formula, workbook_tables
from screening.importing.telling import Draft
from screening.importing.template import ABOUT_ACCOUNTS, ACCOUNT, ACCOUNTS, CASE, COMMENT, Sheet, sheets
from screening.importing.template_files import LISTS, READ_ME
from screening.importing.values import as_date, shown

_ID: Final = TypeAdapter[str](Id)
_AGENCY: Final = TypeAdapter[str](Agency)
_WHEN: Final = TypeAdapter[str](When)
_SEVERAL: Final = ("known_to", "complete")


@dataclass
class _Case:
    place: Place
    accounts: dict[str, Draft] = field(default_factory=dict)
    rows: list[tuple[Sheet, dict[str, Cell], Place]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class PlainTables:
    """One workbook, CSV file or folder of CSV files; see ``rows.Importer``.

    Args:
        path: ends in .xlsx or .csv, or is a folder.
        today: the day that dates count as future from.
    """

    def __init__(self, path: Path, today: datetime.date) -> None:
        self.tally = Tally(str(path), units=("case", "cases"))
        self._path, self._today = path, today
        self._sheets = {sheet.name: sheet for sheet in sheets()}
        self._cases: dict[str, _Case] = {}
        self._aside: list[Imported] = []

    def __iter__(self) -> Iterator[Imported]:
        """Every case, in the order in which the sheets first speak of it; then rows that belong to none."""
        known = [table.name for table in self._tables() if self._table(table)]
        if not known:
            hint = "screening import template makes one that can be read."
            raise ProblemsFound([Problem("M202", "No sheet here is one of the template.", str(self._path), hint=hint)])
        self.tally.layout = f"Plain tables: {', '.join(known)}"
        for reference, case in self._cases.items():
            self.tally.found += 1
            yield self._made(reference, case)
        for one in self._aside:
            self.tally.found += 1
            yield one

    def _tables(self) -> Iterator[Table]:
        if self._path.is_dir():
            files = sorted(self._path.glob("*.csv"))
            if not files:
                raise ProblemsFound([Problem("M202", "There is no CSV file in this folder.", str(self._path))])
            for path in files:
                yield csv_table(path)
        elif self._path.suffix.lower() == ".csv":
            yield csv_table(self._path)
        else:
            yield from (table for table in workbook_tables(self._path) if table.name not in (READ_ME, LISTS))

    def _table(self, table: Table) -> bool:
        """Take in one sheet; gives back whether it is one of the template."""
        known = table.name == ACCOUNTS or table.name in self._sheets
        if not known:
            near = did_you_mean(table.name, [ACCOUNTS, *self._sheets])
            hint = f'Did you mean "{near}"?' if near else None
            message = f"{shown(table.name)} is no sheet of the template. It was left out."
            self.tally.problems.append(Place(table.file).problem("M206", message, hint, "warning"))
            return False
        sheet = self._sheets.get(table.name)
        columns: dict[int, str] | None = None
        for line in table:
            if columns is None:
                columns = self._columns(line, sheet)
                if CASE not in columns.values():
                    message = f"{shown(table.name)} has no column {CASE} in its first row. It was left out."
                    self.tally.problems.append(line.place.problem("M206", message))
                    return False
            else:
                self._line(line, columns, sheet)
        self.tally.problems += table.problems
        return columns is not None

    def _columns(self, line: Line, sheet: Sheet | None) -> dict[int, str]:
        known = [*sheet.heads, *(one.name for one in sheet.facts)] if sheet else list(ABOUT_ACCOUNTS)
        found: dict[int, str] = {}
        for at, cell in line.cells.items():
            name = cell.text.strip().casefold()
            if name in known and name not in found.values():
                found[at] = name
                continue
            near = did_you_mean(name, known)
            hint = f'Did you mean "{near}"?' if near else None
            message = f"The column {shown(cell.text)} is not known here. It was left out."
            self.tally.problems.append(cell.place.problem("M221", message, hint))
        return found

    def _line(self, line: Line, columns: dict[int, str], sheet: Sheet | None) -> None:
        first = line.cells.get(0)
        if first is not None and first.text.startswith(COMMENT):
            return
        cells = {columns[at]: cell for at, cell in line.cells.items() if at in columns}
        refused = [one for name, cell in cells.items() if (one := formula(cell, name))]
        cells = {name: cell for name, cell in cells.items() if not formula(cell, name)}
        if not cells and not refused:
            return
        reference = cells.get(CASE)
        slip = reference_problem(reference.text if reference else "")
        if reference is None or slip is not None:
            place = reference.place if reference else line.place
            aside = place.problem("M210", f"{slip} The row was set aside.")
            self._aside.append(Imported(None, None, (*refused, aside)))
            return
        case = self._cases.setdefault(reference.text, _Case(line.place))
        case.problems += refused
        if sheet is not None:
            case.rows.append((sheet, cells, line.place))
        else:
            self._account(case, cells, line.place)

    def _account(self, case: _Case, cells: dict[str, Cell], place: Place) -> None:
        name = cells[ACCOUNT].text if ACCOUNT in cells else f"a{len(case.accounts) + 1}"
        try:
            valid(_ID, name)
        except Refused as wrong:
            case.problems.append(cells[ACCOUNT].place.problem("M232", f"{wrong} The row was set aside."))
            return
        if name in case.accounts:
            message = f"The account {name} stands here a second time. The second was set aside."
            case.problems.append(place.problem("M211", message))
            return
        about: dict[str, Any] = {"id": name}
        for column, cell in cells.items():
            if column in (CASE, ACCOUNT):
                continue
            try:
                about[column] = _about_account(column, cell.text)
            except Refused as wrong:
                case.problems.append(cell.place.problem("M232", f"{column}: {wrong} It was left out.", wrong.hint))
        case.accounts[name] = Draft(about, place)

    def _made(self, reference: str, case: _Case) -> Imported:
        for sheet, cells, place in case.rows:
            draft = self._draft(case, cells, place)
            prefix = _prefix(sheet, cells, place, case) if draft is not None else None
            if draft is not None and prefix is not None:
                self._facts(draft, prefix, sheet, cells, case)
        drafts = [one for one in case.accounts.values() if one.facts or one.about.get("complete")]
        made = sealed(reference, drafts, case.place, f"case {reference}", self._today)
        return Imported(reference, made.case, (*case.problems, *made.problems))

    def _draft(self, case: _Case, cells: dict[str, Cell], place: Place) -> Draft | None:
        named = cells.get(ACCOUNT)
        if named is not None and named.text in case.accounts:
            return case.accounts[named.text]
        if named is None and len(case.accounts) <= 1:
            return next(iter(case.accounts.values()), None) or case.accounts.setdefault(
                "a1", Draft({"id": "a1"}, place)
            )
        if named is None:
            hint = f"Put one of these into the column {ACCOUNT}: {', '.join(case.accounts)}."
            case.problems.append(place.problem("M231", "The case has several accounts. The row was set aside.", hint))
            return None
        near = did_you_mean(named.text, case.accounts)
        hint = f'Did you mean "{near}"?' if near else f"Put it into the sheet {ACCOUNTS} first."
        message = f"There is no account {shown(named.text)} of this case. The row was set aside."
        case.problems.append(named.place.problem("M231", message, hint))
        return None

    def _facts(self, draft: Draft, prefix: tuple[str, ...], sheet: Sheet, cells: dict[str, Cell], case: _Case) -> None:
        here = draft.facts
        for step in prefix:
            here = here.setdefault(step, {})
        for entry in sheet.facts:
            cell = cells.get(entry.name)
            if cell is None:
                continue
            try:
                value = fact_value(sheet.entity, entry, cell.text)
            except Refused as wrong:
                message = f"{entry.name}: {wrong} It was left out."
                case.problems.append(cell.place.problem("M232", message, wrong.hint))
                continue
            told = {(*prefix, entry.name): (value, cell.place)}
            if here.get(entry.name, value) != value:
                message = f"{entry.name} was told otherwise by the same account. The second was left out."
                case.problems.append(
                    cell.place.problem("M222", message, "Give the second telling an account of its own.")
                )
                continue
            draft.tell(told)
            self.tally.read[sheet.name, entry.name] += 1


def _prefix(sheet: Sheet, cells: dict[str, Cell], place: Place, case: _Case) -> tuple[str, ...] | None:
    """Where in a case the facts of a row stand; None where its ids cannot be used, which is reported."""
    words: list[str] = []
    for head in sheet.heads[2:]:
        cell = cells.get(head)
        if cell is None:
            message = f"There is no {head} in this row, so nobody could say what it is about. The row was set aside."
            case.problems.append(place.problem("M231", message))
            return None
        try:
            words.append(valid(_ID, cell.text))
        except Refused as wrong:
            case.problems.append(cell.place.problem("M232", f"{head}: {wrong} The row was set aside.", wrong.hint))
            return None
    if sheet.single:
        return (sheet.list,)
    if sheet.owner is None:
        return (sheet.list, words[0])
    return ({"child": "children", "person": "people"}[sheet.owner], words[0], sheet.list, words[1])


def _about_account(column: str, text: str) -> Any:
    """The value of one column of the accounts.

    Raises:
        Refused: it cannot stand there.
    """
    if column == "on":
        try:
            return valid(_WHEN, as_date(text))
        except ValueError as wrong:
            raise Refused(str(wrong)) from None
    if column in _SEVERAL:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return [valid(_AGENCY, part) for part in parts] if column == "known_to" else parts
    return valid(TypeAdapter(Account.model_fields[column].rebuild_annotation()), text)
