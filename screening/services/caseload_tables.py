"""Case files made into the tables of a caseload, one step at a time so that progress shows."""

from __future__ import annotations

import datetime
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from screening.caseload.case_folder import Source, cases_in, sources_in
from screening.caseload.schema import tables
from screening.caseload.storing import Storing, storing
from screening.writing import check_private


@dataclass
class Converted:
    """What became of some case files; those read are those converted and those rejected.

    Attributes:
        rows: of each table.
        doubts: how many doubtful things the case files hold; ``screening case check`` shows them.
        passed_over: files in the folder that are no case files.
        rejects: the file that says what is wrong with those rejected; none if there are none.
    """

    files: int = 0
    converted: int = 0
    rejected: int = 0
    doubts: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
    rejects: Path | None = None


@dataclass(frozen=True)
class Conversion:
    """Case files that are to become tables.

    Attributes:
        cases: how many case files there are.
        result: filled in while ``steps`` runs.
    """

    cases: int
    result: Converted
    _sources: tuple[Source, ...]
    _target: Path
    _form: str

    def steps(self, today: datetime.date | None = None) -> Generator[None, None, None]:
        """Convert them all, one step for each case file.

        Args:
            today: the day from which a date counts as future; the real day if not given.

        Raises:
            ProblemsFound: the tables cannot be written.
        """
        day = today or datetime.date.today()
        self._target.mkdir(mode=0o700, exist_ok=True)
        with storing(self._target, self._form) as store:
            for source in self._sources:
                yield from self._source(source, store, day)
        self.result.rows = {name: store.rows[name] for name in tables() if name in store.rows}
        if self.result.rejected:
            self.result.rejects = store.rejects_file
        if self.result.files != self.result.converted + self.result.rejected:
            raise AssertionError(f"case files were lost on the way: {self.result}")

    def _source(self, source: Source, store: Storing, day: datetime.date) -> Iterator[None]:
        for read in cases_in(source, day):
            self.result.files += 1
            self.result.doubts += read.doubts
            if read.case is None:
                store.reject(read.problems)
            if read.case is not None and store.add(read.case, source.name, read.line):
                self.result.converted += 1
            else:
                self.result.rejected += 1
            yield


def conversion(place: Path, target: Path, form: str) -> Conversion:
    """Prepare to convert case files into tables.

    Args:
        place: a folder of case files, or a file of them.
        target: a folder for the tables, new or empty; only its owner may look into it.
        form: ``parquet``, ``csv`` or ``arrow``.

    Raises:
        ProblemsFound: there are no case files, or the folder holds something.
    """
    check_private(target)
    sources, over = sources_in(place)
    cases = sum(source.cases for source in sources)
    return Conversion(cases, Converted(passed_over=tuple(over)), tuple(sources), target, form)
