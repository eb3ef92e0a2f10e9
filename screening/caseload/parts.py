"""A caseload screened batch by batch in this process: rows checked, rules worked out, results handed on.

Memory depends on the size of a batch. What is done with the results, and how it is shown, is left to others.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from screening.caseload.compiling import Compiled, Judged
from screening.caseload.polars_backend import InProcess
from screening.caseload.reading import Reading
from screening.caseload.results import Wide, columns, wide
from screening.caseload.running import Run
from screening.caseload.tables import Tables


@dataclass(frozen=True)
class Part:
    """Some of a caseload.

    Attributes:
        found: what some cases come to; none where rows were only read so far.
        tables: what was read of some cases; none where that was handed on before.
        rejected: rows set aside, in the form of a rejects file.
        without: ``case`` and ``rows``: from which of these cases rows were set aside, and how many of each.
        number, of: which part it is, from 1, and how many there are.
    """

    found: Wide | None
    tables: Tables | None
    rejected: pl.DataFrame
    without: pl.DataFrame
    number: int
    of: int


Engine = Callable[[Reading], Iterator[Part]]
"""Screens what is being read."""


def in_process(compiled: Compiled, as_of: datetime.date) -> Engine:
    """Polars, in this process, batch by batch."""

    def parts(read: Reading) -> Iterator[Part]:
        for batch in read:
            found = screened(batch.tables, compiled, compiled.rules, as_of)
            yield Part(found, batch.tables, batch.rejected, batch.without, batch.number, batch.of)
            del found, batch  # Let go before the next is read, so that there are never two.

    return parts


def screened(tables: Tables, compiled: Compiled, judged: tuple[Judged, ...], as_of: datetime.date) -> Wide:
    """What the cases of some tables come to on a day."""
    run = Run(compiled, tables, as_of.toordinal(), InProcess())
    by = {about: frame.to_native().collect(engine="in-memory") for about, frame in columns(run, judged).items()}
    return wide(by, judged)
