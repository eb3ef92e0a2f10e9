"""Stores case files as tables: rows are written as they come, and memory does not grow with the caseload.

Only the reference of each case is remembered, as a number, so that two case files of the same family are noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from screening.case.account import CaseFile
from screening.caseload.converting import Row, rows_of
from screening.caseload.files import REJECTS
from screening.caseload.rejects import SCHEMA, rejects_of
from screening.caseload.schema import tables
from screening.caseload.tables import schema_of
from screening.caseload.writing_out import Writer, written
from screening.errors import Problem

_HELD: Final = 20_000
"""Rows of a table held in memory before they are written."""


class Storing:
    """Tables that are being written.

    Args:
        folder: where; it has to be there.
        form: one of ``files.FORMS``.

    Attributes:
        rows: of each table so far.
    """

    def __init__(self, folder: Path, form: str, stack: ExitStack) -> None:
        self.rows: dict[str, int] = {}
        self._folder, self._form, self._stack = folder, form, stack
        self._held: dict[str, list[Row]] = {}
        self._writers: dict[str, Writer] = {}
        self._seen: set[int] = set()
        self._rejects: list[Problem] = []

    @property
    def rejects_file(self) -> Path:
        """Where rejected case files are listed, if there are any."""
        return self._folder / f"{REJECTS}.csv"

    def add(self, case: CaseFile, file: str, line: int | None = None) -> bool:
        """Take a case up; no where a case of the same reference has been taken up, and this one is rejected.

        Args:
            case: the case file.
            file: where it stands, for a message about it.
            line: in that file, where there are others in it.
        """
        mark = hash(case.case)
        if mark in self._seen:
            hint = "Put the accounts of one family into one case file."
            self.reject((Problem("B301", "Another case file has the same reference.", file, line, hint=hint),))
            return False
        self._seen.add(mark)
        for name, row in rows_of(case):
            held = self._held.setdefault(name, [])
            held.append(row)
            if len(held) >= _HELD:
                self._write(name)
        return True

    def reject(self, problems: tuple[Problem, ...]) -> None:
        """Write down what is wrong with a case file that cannot be taken up."""
        self._rejects += problems
        if len(self._rejects) >= _HELD:
            self._write_rejects()

    def finish(self) -> None:
        """Write what is still held."""
        for name in list(self._held):
            self._write(name)
        self._write_rejects()

    def _write(self, name: str) -> None:
        rows = self._held.pop(name)
        schema = schema_of(tables()[name])
        if name not in self._writers:
            target = self._folder / f"{name}.{self._form}"
            self._writers[name] = self._stack.enter_context(written(target, schema))
        self._writers[name].add(pl.DataFrame(rows, schema=schema))
        self.rows[name] = self.rows.get(name, 0) + len(rows)

    def _write_rejects(self) -> None:
        if not self._rejects:
            return
        if REJECTS not in self._writers:
            self._writers[REJECTS] = self._stack.enter_context(written(self.rejects_file, SCHEMA))
        self._writers[REJECTS].add(rejects_of(self._rejects))
        self._rejects = []


@contextmanager
def storing(folder: Path, form: str) -> Iterator[Storing]:
    """Begin tables in a folder; the files appear when all of it went well, and none of them otherwise.

    Raises:
        ProblemsFound: the files cannot be written.
    """
    with ExitStack() as stack:
        begun = Storing(folder, form, stack)
        yield begun
        begun.finish()
