"""A whole caseload screened: tables in, standings and findings out, what was set aside beside them, and a summary."""

from __future__ import annotations

import datetime
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from screening.case.dictionary import walk
from screening.case.profile import CaseProfile
from screening.caseload.asking import Asked, with_questions
from screening.caseload.estimating import Expected, expected
from screening.caseload.parts import Engine, in_process
from screening.caseload.reading import Reading, reading
from screening.caseload.rejects import SCHEMA, Count
from screening.caseload.results import FINDINGS, STANDINGS, findings, only, standings
from screening.caseload.summing_up import Summary, Tally
from screening.caseload.untold import Facts, facts_read, untold
from screening.caseload.writing_out import check_writable, written
from screening.errors import Problem
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack

if TYPE_CHECKING:
    from screening.caseload.parts import Part
    from screening.caseload.writing_out import Writer

ENGINES: Final = ("polars", "spark")


@dataclass
class Screened:
    """What became of a caseload; the rows in are the rows screened and the rows rejected.

    Attributes:
        rows: of each table, in, used and rejected.
        aside: files and columns that were set aside as a whole.
        without_rows: how many cases were screened without some of their rows.
        not_screened: how many cases are named in rejected rows only.
        standings, findings: how many rows were written.
    """

    rows: dict[str, Count]
    aside: tuple[Problem, ...] = ()
    cases: int = 0
    without_rows: int = 0
    not_screened: int = 0
    standings: int = 0
    findings: int = 0
    rejects: Path | None = None
    summary: Summary | None = None

    @property
    def total(self) -> Count:
        """What became of the rows of all tables."""
        return sum(self.rows.values(), Count(0, 0, 0))

    @property
    def complete(self) -> bool:
        """Whether nothing was set aside."""
        return not self.aside and self.total.rejected == 0


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a caseload.

    Attributes:
        output: the file of standings; its ending says the form.
        rejects: the file of rows set aside; beside the output if not given.
        fewest: counts below this are left out of the summary.
    """

    folder: Path
    output: Path
    as_of: datetime.date
    engine: str = "polars"
    rejects: Path | None = None
    fewest: int | None = None

    @property
    def findings(self) -> Path:
        """The file of findings: the second table."""
        return self.output.with_name(f"{self.output.stem}-findings{self.output.suffix}")

    @property
    def rejects_file(self) -> Path:
        """Where rows set aside are listed, if there are any."""
        return self.rejects or self.output.with_name(f"{self.output.stem}-rejects.csv")


class Screening:
    """A caseload about to be screened.

    Attributes:
        result: filled in while ``steps`` runs.
    """

    def __init__(self, wanted: Wanted, pack: Pack) -> None:
        self.wanted, self.pack = wanted, pack
        self.asked: Asked = with_questions(pack)
        self.result = Screened({})

    def expected(self) -> Expected:
        """How many rows there will be, counted beforehand; for forms that hold no more than so many."""
        return expected(self.wanted.folder, self.asked.rules)

    def steps(self) -> Generator[tuple[int, int], None, None]:
        """Screen it all; after each step, which one it was and how many there are.

        Raises:
            ProblemsFound: the tables cannot be read, or the results cannot be written.
        """
        wanted, facts, tally = self.wanted, facts_read(self.asked.compiled), Tally()
        with reading(wanted.folder) as read, ExitStack() as files:
            standing_rows = files.enter_context(written(wanted.output, STANDINGS))
            finding_rows = files.enter_context(written(wanted.findings, FINDINGS))
            rejects: Writer | None = None
            for part in self._parts(read):
                if not part.rejected.is_empty():
                    rejects = rejects or files.enter_context(written(wanted.rejects_file, SCHEMA))
                    rejects.add(part.rejected)
                    self.result.rejects = wanted.rejects_file
                if part.tables is not None:
                    tally.add_untold(untold(part.tables, facts, wanted.as_of.toordinal()))
                self._take(part, standing_rows, finding_rows, tally)
                yield part.number, part.of
                del part  # Let go before the next is read, so that there are never two.
            self._check(read)
        self.result.summary = tally.summary(
            wanted.as_of.isoformat(), self.pack, _texts(self.asked, facts), wanted.fewest
        )

    def _parts(self, read: Reading) -> Iterator[Part]:
        return _engine(self.wanted, self.asked)(read)

    def _take(self, part: Part, standing_rows: Writer, finding_rows: Writer, tally: Tally) -> None:
        for some in part.found.some_at_a_time() if part.found is not None else ():
            rules, questions = only(some, self.asked.rules), only(some, self.asked.questions.values())
            rows = standings(rules, part.without)
            shown = findings(rules, part.without, self.pack)
            standing_rows.add(rows)
            finding_rows.add(shown)
            tally.add(rules, shown, questions)
            self.result.cases += rules.cases.len()
            self.result.standings += rows.height
            self.result.findings += shown.height
            self.result.without_rows += int(rules.cases.is_in(part.without["case"].to_list()).sum())

    def _check(self, read: Reading) -> None:
        """No row and no case may be lost without a word."""
        result = self.result
        result.rows, result.aside, result.not_screened = dict(read.counts), read.aside, read.not_screened
        if result.total.rows != result.total.used + result.total.rejected:
            raise AssertionError(f"rows were lost on the way: {result.total}")


def open_screening(wanted: Wanted, locality: str | None = None, folder: str | None = None) -> Screening:
    """Get ready to screen a caseload.

    Args:
        wanted: the tables and what is to be made of them.
        locality: in whose words.
        folder: of the pack, if not the one that came along.

    Raises:
        ProblemsFound: the pack has mistakes or asks what columns cannot say, the name of a file says no form that can
            be written, or the engine asked for is not there.
    """
    for path in (wanted.output, wanted.rejects_file):
        check_writable(path)
    if wanted.engine == "spark":
        from screening.caseload.spark_session import check_spark

        check_spark()
    return Screening(wanted, open_pack(pack_folder(folder), locality))


def _engine(wanted: Wanted, asked: Asked) -> Engine:
    if wanted.engine == "spark":
        from screening.caseload.spark_parts import on_spark

        return on_spark(asked.compiled, wanted.as_of, wanted.output.parent)
    return in_process(asked.compiled, wanted.as_of)


def _texts(asked: Asked, facts: Facts) -> dict[str, str]:
    """What questions and facts are called: their question in the dictionary."""
    texts = dict(asked.texts)
    for table, names in facts.items():
        prefix = "" if table == "case" else f"{table}."
        texts |= {f"{table}.{name}": walk(CaseProfile, prefix + name).fact.question for name in names}
    return texts
