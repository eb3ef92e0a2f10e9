"""Reads the tables of a caseload, batch by batch, with what had to be set aside.

A batch holds all rows of some of the cases, so that memory depends on the size of a batch and not of the caseload. A
small caseload is one batch and is read where it lies, and so is a larger one whose tables are in the order of their
cases. Any other is first dealt out by case into a scratch folder, in one pass for each table; the scratch folder
belongs to its owner alone and is gone afterwards.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import polars as pl

from screening.caseload.cells import cell_of
from screening.caseload.csv_lines import ROW, csv_rows
from screening.caseload.dealing import batch_of, deal
from screening.caseload.files import TableFile, files_in, unreadable
from screening.caseload.pieces import Pieces
from screening.caseload.ranges import first_cases, range_starts
from screening.caseload.rejects import Count, no_rejects, rejects_of
from screening.caseload.rows import Given, parted
from screening.caseload.schema import ACCOUNTS, tables
from screening.caseload.tables import Tables, assembled
from screening.errors import Problem

ROWS_IN_A_BATCH: Final = 2_000_000
"""Rows of all tables together, on average. Such a batch takes some 1.5 GB. Whatever its size, building and planning the
expressions takes a batch about a second."""
_PIECE: Final = 100_000
"""Rows read at a time while they are dealt out."""


@dataclass(frozen=True)
class Batch:
    """Some of the cases, whole.

    Attributes:
        number, of: which batch it is, from 1, and how many there are.
        tables: what can be used.
        rejected: what was set aside, in the form of a rejects file; several rows for a row with several mistakes.
        without: ``case`` and ``rows``: from which cases rows were set aside, and how many of each.
    """

    number: int
    of: int
    tables: Tables
    rejected: pl.DataFrame
    without: pl.DataFrame


@dataclass
class Reading:
    """A caseload that is being read.

    Attributes:
        aside: files and columns that were set aside as a whole.
        counts: what became of the rows of each table in the batches so far. That no row is lost is checked.
        not_screened: how many cases, so far, are named in rejected rows only: no account of theirs is in the tables.
    """

    aside: tuple[Problem, ...]
    counts: dict[str, Count] = field(default_factory=dict)
    not_screened: int = 0
    _sources: list[_Source] = field(default_factory=list)
    _batches: int = 1
    _today: datetime.date = field(default_factory=datetime.date.today)

    @property
    def batches(self) -> int:
        """How many batches there are."""
        return self._batches

    @property
    def total(self) -> Count:
        """What became of the rows of all tables so far."""
        return sum(self.counts.values(), Count(0, 0, 0))

    @property
    def complete(self) -> bool:
        """Whether nothing had to be set aside so far."""
        return not self.aside and self.total.rejected == 0

    def __iter__(self) -> Iterator[Batch]:
        """The batches, one after the other; each is read when it is asked for.

        Raises:
            ProblemsFound: a file turns out to be damaged.
        """
        for number in range(self._batches):
            yield self._batch(number)
        for source in self._sources:
            counted = self.counts.get(source.file.table.name, Count(0, 0, 0)).rows
            if counted != source.height:
                raise AssertionError(f"{source.file.path}: {source.height} rows in, {counted} rows accounted for")

    def _batch(self, number: int) -> Batch:
        result = parted((source.given(number, self._batches) for source in self._sources), self._today)
        for name, count in result.counts.items():
            self.counts[name] = self.counts.get(name, Count(0, 0, 0)) + count
        rejected = pl.concat([no_rejects(), *result.rejected])
        rows = pl.struct("file", "row").n_unique().alias("rows")
        without = rejected.drop_nulls("case").group_by("case").agg(rows).sort("case")
        self.not_screened += without.join(result.cases, on="case", how="anti").height
        frames = {name: frame.lazy() for name, frame in result.used.items()}
        frames[ACCOUNTS] = pl.concat([frames[ACCOUNTS], result.cases.lazy()], how="diagonal")
        if number == 0 and self.aside:
            rejected = pl.concat([rejects_of(self.aside), rejected])
        return Batch(number + 1, self._batches, assembled(frames), rejected, without)


@dataclass(frozen=True)
class _Source:
    """One table's rows: in one batch, dealt out, or in ranges of which ``starts`` are the first rows and the end."""

    file: TableFile
    rows: pl.LazyFrame
    refused: pl.DataFrame
    height: int
    dealt: tuple[Pieces, ...] | None = None
    starts: Sequence[int] | None = None

    @property
    def case(self) -> pl.Expr:
        """The references of the rows."""
        column = self.file.table.column("case")
        return cell_of(self.file.table, column, self.file.types["case"], is_csv=self.file.form == "csv").value

    def given(self, number: int, batches: int) -> Given:
        """The rows of one batch."""
        refused = self.refused.filter(batch_of(pl.col("case"), batches) == number)
        try:
            rows = self._rows(number)
        except (pl.exceptions.PolarsError, OSError):
            raise unreadable(self.file.path) from None
        return Given(self.file, rows, refused)

    def _rows(self, number: int) -> pl.DataFrame:
        if self.dealt is not None:
            return self.dealt[number].whole()
        if self.starts is not None:
            begin, end = self.starts[number : number + 2]
            return self.rows.slice(begin, end - begin).collect(engine="streaming")
        return self.rows.collect(engine="streaming")

    def pieces(self) -> Iterator[pl.DataFrame]:
        """The rows, a part at a time."""
        if self.file.form == "csv":
            yield from self.rows.collect_batches(chunk_size=_PIECE)
        else:
            # These forms can be read from any row on, and in slices take no more memory than a slice.
            for begin in range(0, self.height, _PIECE):
                yield self.rows.slice(begin, _PIECE).collect(engine="streaming")


@contextmanager
def reading(
    folder: Path,
    *,
    rows_in_a_batch: int = ROWS_IN_A_BATCH,
    scratch: Path | None = None,
    today: datetime.date | None = None,
) -> Iterator[Reading]:
    """Open the tables in a folder; read them by iterating over what is given.

    Args:
        folder: with one file for each table, as ``schema`` says.
        rows_in_a_batch: how many rows of all tables together a batch should have, roughly.
        scratch: where copies may be made, private and only as long as it is open; the system's own place if not given.
        today: the day from which a date counts as future; the real day if not given.

    Raises:
        ProblemsFound: there are no tables, or they cannot be read at all.
    """
    files, aside = files_in(folder)
    with tempfile.TemporaryDirectory(prefix="caseload-", dir=scratch) as place:
        sources = [_source(file, Path(place)) for file in sorted(files, key=_place_in_the_schema)]
        total = sum(source.height for source in sources)
        batches = max(1, -(-total // rows_in_a_batch))
        if batches > 1:
            ranged = _in_ranges(sources, batches)
            sources = ranged or [_dealt(source, Path(place), batches) for source in sources]
            batches = len(ranged[0].starts or ()) - 1 if ranged else batches
        yield Reading(tuple(aside), _sources=sources, _batches=batches, _today=today or datetime.date.today())


def _place_in_the_schema(file: TableFile) -> int:
    """Accounts come first, and members before those that belong to them."""
    return list(tables()).index(file.table.name)


def _source(file: TableFile, place: Path) -> _Source:
    refused = pl.DataFrame(schema={ROW: pl.Int64, "case": pl.String, "code": pl.String})
    try:
        if file.form == "csv":
            lines = csv_rows(file, place)
            rows, refused = lines.rows, lines.refused
        else:
            scan = pl.scan_parquet if file.form == "parquet" else pl.scan_ipc
            rows = scan(file.path, glob=False, hive_partitioning=False, row_index_name=ROW, row_index_offset=1)
            rows = rows.with_columns(pl.col(ROW).cast(pl.Int64))
        height = rows.select(pl.len()).collect(engine="streaming").item() + refused.height
    except (pl.exceptions.PolarsError, OSError):
        raise unreadable(file.path) from None
    return _Source(file, rows.select(ROW, *file.types), refused, height)


def _in_ranges(sources: list[_Source], batches: int) -> list[_Source]:
    """The tables with the ranges of their batches; nothing where any of them is not in the order of its cases."""
    if any(source.file.form == "csv" for source in sources):
        return []  # Only the other forms can be read from any row on.
    largest = max(sources, key=lambda source: source.height)
    found: list[_Source] = []
    try:
        source = largest
        first = first_cases(largest.rows.select(largest.case), largest.height, batches)
        for source in sources:
            starts = range_starts(source.rows.select(source.case), source.height, first)
            if starts is None:
                return []
            found.append(replace(source, starts=starts))
    except (pl.exceptions.PolarsError, OSError):
        raise unreadable(source.file.path) from None
    return found


def _dealt(source: _Source, place: Path, batches: int) -> _Source:
    """The rows of a table dealt out by case, into one file for each batch."""
    file = source.file
    folder = place / file.table.name
    try:
        folder.mkdir()
        dealt = deal(source.pieces(), source.rows.collect_schema(), source.case, batches, folder)
    except (pl.exceptions.PolarsError, OSError):
        raise unreadable(file.path) from None
    return replace(source, dealt=dealt)
