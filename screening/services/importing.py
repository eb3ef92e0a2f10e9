"""Imports a file into a folder of case files, one child or family after another, and keeps count of all of them.

What was left out goes into ``problems.csv`` beside the cases. Nothing is lost between: what was found is what was
written and what was set aside, and that is checked.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from screening.errors import Problem, ProblemsFound
from screening.forms.checklist import Checklist
from screening.importing.rows import Imported, Importer, Tally
from screening.importing.template import facts_of, sheets
from screening.importing.template_files import csv_files, harmless, workbook
from screening.writing import check_private, write_private, write_whole_bytes
from screening.yamlsource import dump

PROBLEMS: Final = "problems.csv"
"""The file of what was left out or is doubtful. Without any there is no such file."""
CASES: Final = "cases.jsonl"
"""The file of all cases, one to a line, where that was asked for."""
_HEADS: Final = ("file", "row or line", "column", "what was done", "code", "message", "what to try")
_RESERVED: Final = frozenset({"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))})


@dataclass
class Outcome:
    """What an import came to; complete once ``Importing.each`` has come to its end.

    Attributes:
        written: children or families for whom there is a case file.
        aside: those for whom there is none, and rows that belong to nobody.
        left_out: values, rows and other pieces that could not be used, beside those set aside.
        doubtful: what was taken over and should be looked at.
    """

    tally: Tally
    written: int = 0
    aside: int = 0
    left_out: int = 0
    doubtful: int = 0

    @property
    def something_aside(self) -> bool:
        """Whether anything of the file could not be used."""
        return bool(self.aside or self.left_out)


@dataclass
class Importing:
    """An import into a folder.

    Attributes:
        importer: goes through the file.
        folder: new or empty.
        jsonl: one file with a case on each line, instead of a file for each.
    """

    importer: Importer
    folder: Path
    jsonl: bool = False
    outcome: Outcome = field(init=False)

    def __post_init__(self) -> None:
        self.outcome = Outcome(self.importer.tally)

    def each(self) -> Iterator[Imported]:
        """Write one case after another and give each, written or set aside.

        Raises:
            ProblemsFound: the file is of another kind or cannot be read, or the folder cannot be written to; nothing is
                left behind where nothing had been read.
        """
        check_private(self.folder)
        keeping: _Folder | None = None
        try:
            for one in self.importer:
                keeping = keeping or _Folder(self.folder, self.jsonl)
                self._count(one.problems)
                if one.case is None:
                    self.outcome.aside += 1
                else:
                    keeping.case(one.reference or "", one.case)
                    self.outcome.written += 1
                keeping.problems(one.problems)
                yield one
            self._count(self.importer.tally.problems)
            if keeping is not None:
                keeping.problems(self.importer.tally.problems)
        except OSError as wrong:
            reason = wrong.strerror or "there is no room or no right to"
            raise ProblemsFound(
                [Problem("D201", f"The folder cannot be written to: {reason}.", str(self.folder))]
            ) from None
        finally:
            if keeping is not None:
                keeping.close()
        if self.importer.tally.found != self.outcome.written + self.outcome.aside:
            raise AssertionError("every child that was found has been written or set aside")

    def _count(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        for one in problems:
            if one.severity == "warning":
                self.outcome.doubtful += 1
            elif one.code not in ("M210", "M211", "M212"):
                self.outcome.left_out += 1


class _Folder:
    """The folder that an import writes to; only its owner may read what is in it."""

    def __init__(self, folder: Path, jsonl: bool) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._lines = self._open(CASES) if jsonl else None
        self._problems: TextIO | None = None
        self._taken: set[str] = {PROBLEMS, CASES}

    def case(self, reference: str, case: dict[str, object]) -> None:
        """Write one case file."""
        if self._lines is not None:
            self._lines.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
            return
        with self._open(self._name(reference)) as stream:
            stream.write(dump(case))

    def problems(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """Add to the file of problems."""
        if not problems:
            return
        if self._problems is None:
            self._problems = self._open(PROBLEMS, "utf-8-sig")
            csv.writer(self._problems).writerow(_HEADS)
        writer = csv.writer(self._problems)
        for one in problems:
            means = "taken over; look at it" if one.severity == "warning" else "left out"
            cells = (one.file or "", one.line or "", one.column or "", means, one.code, one.message, one.hint or "")
            writer.writerow([harmless(str(cell)) for cell in cells])

    def close(self) -> None:
        """Close what is open."""
        for stream in (self._lines, self._problems):
            if stream is not None:
                stream.close()

    def _open(self, name: str, encoding: str = "utf-8") -> TextIO:
        handle = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(handle, "w", encoding=encoding, newline="\n" if encoding == "utf-8" else "")

    def _name(self, reference: str) -> str:
        """A file name for a reference that no system takes for something else, and that no other reference has."""
        word = re.sub(r"[^A-Za-z0-9_-]+", "_", reference).strip("_") or "case"
        if word.casefold() in _RESERVED:
            word = f"{word}_"
        name, number = f"{word}.yaml", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{word}-{number}.yaml"
        self._taken.add(name.casefold())
        return name


def write_template(form: str, output: Path, checklist: Checklist | None) -> list[str]:
    """Write the plain template, and give the names of its sheets.

    Args:
        form: ``xlsx`` for one workbook, ``csv`` for a folder of files.
        output: the workbook, which is left as it is if it is there; or a folder that is new or empty.
        checklist: limits the template to what it asks for.

    Raises:
        ProblemsFound: it cannot be written.
    """
    chosen = sheets(facts_of([checklist]) if checklist is not None else None)
    if form == "csv":
        write_private(output, csv_files(chosen))
    elif output.exists():
        hint = "Choose another name."
        raise ProblemsFound(
            [Problem("D202", "This file is there already and was left as it is.", str(output), hint=hint)]
        )
    else:
        write_whole_bytes(output, workbook(chosen))
    return [sheet.name for sheet in chosen]
