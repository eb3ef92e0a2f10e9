"""The product's column engine over a whole caseload: Parquet in, standings of every case and rule out, and the time of
each part.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.caseload.generating import AS_OF
from benchmarks.caseload.sample import Cell
from screening.caseload.backends import CASE_TEXT, Frame, Part
from screening.caseload.compiling import compile_pack
from screening.caseload.folding import Folded
from screening.caseload.places import CASE_PLACE, CHILDREN_PLACE, Place
from screening.caseload.polars_backend import InProcess
from screening.caseload.reading import reading
from screening.caseload.running import CHILD, NAMELESS, Run
from screening.caseload.writing_out import Writer, written
from screening.engine.outcome import UNNAMED
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack

FILES = {CASE_PLACE: "standings-of-cases.parquet", CHILDREN_PLACE: "standings-of-children.parquet"}
READING, FOLDING, SUMMING, WRITING = "reading and checking rows", "folding and tests", "lists and gates", "writing"
BUILT, WORKED = "expressions built (Python)", "columns worked out (Polars)"
"""In ``FOLDING`` and ``SUMMING``: what each batch costs whatever its size, and what grows with its rows."""


@dataclass
class Spent:
    """Processor seconds by part, each moment counted to the innermost part that it belongs to."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _open: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Count what happens inside to a part."""
        self._turn()
        self._open.append(part)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def turn_to(self, part: str) -> None:
        """Count what follows to another part."""
        self._turn()
        self._open[-1] = part

    @property
    def part(self) -> str:
        """The part that is being counted, without what is said of it more closely."""
        return self._open[-1].partition(":")[0]


class _Polars(InProcess):
    """Polars, with the time in which it works."""

    def __init__(self, spent: Spent) -> None:
        super().__init__()
        self.spent = spent

    def settled(self, frame: Frame) -> Frame:
        """See the base."""
        with self.spent.on(f"{self.spent.part}: {WORKED}"):
            return super().settled(frame)

    def reduced(self, frame: Frame, keys: Sequence[str], parts: Sequence[Part]) -> Frame:
        """See the base."""
        with self.spent.on(f"{self.spent.part}: {WORKED}"):
            return super().reduced(frame, keys, parts)

    def joined(self, rows: Frame, to: Frame, on: Sequence[str]) -> Frame:
        """See the base."""
        with self.spent.on(f"{self.spent.part}: {WORKED}"):
            return super().joined(rows, to, on)

    def rows(self, frame: Frame) -> Iterable[tuple[Any, ...]]:
        """See the base."""
        with self.spent.on(f"{self.spent.part}: {WORKED}"):
            return list(super().rows(frame))


class _Run(Run):
    """A run, with the time that the fold takes apart from the rest."""

    def folded(self, table: str) -> Folded:
        """See the base."""
        if table in self._folded or not isinstance(self.backend, _Polars):
            return super().folded(table)
        with self.backend.spent.on(f"{FOLDING}: {BUILT}"):
            return super().folded(table)


@dataclass(frozen=True)
class Screened:
    """What became of a caseload.

    Attributes:
        cases: how many were screened.
        batches: in how many batches.
        seconds: by part.
    """

    cases: int
    batches: int
    seconds: dict[str, float]


def screened(folder: Path, output: Path, rows_in_a_batch: int) -> Screened:
    """Screen a caseload.

    Args:
        folder: its tables.
        output: where the standings go.
        rows_in_a_batch: how many rows of all tables together are worked on at a time.
    """
    spent = Spent()
    cases = 0
    with spent.on(READING):
        compiled = compile_pack(open_pack(pack_folder()))
        rules = {place: [rule for rule in compiled.rules if rule.standing.place == place] for place in FILES}
        schema: dict[Place, dict[str, Any]] = {place: {"case": pl.String()} for place in FILES}
        schema[CHILDREN_PLACE]["child"] = pl.String()
        for place, listed in rules.items():
            schema[place] |= {rule.rule: pl.Int8() for rule in listed}
        with (
            reading(folder, today=AS_OF, rows_in_a_batch=rows_in_a_batch) as tables,
            written(output / FILES[CASE_PLACE], schema[CASE_PLACE]) as of_cases,
            written(output / FILES[CHILDREN_PLACE], schema[CHILDREN_PLACE]) as of_children,
        ):
            writers: dict[Place, Writer] = {CASE_PLACE: of_cases, CHILDREN_PLACE: of_children}
            for batch in tables:
                with spent.on(f"{SUMMING}: {BUILT}"):
                    frames = _Run(compiled, batch.tables, AS_OF.toordinal(), _Polars(spent)).frames()
                for place, frame in frames.items():
                    with spent.on(f"{SUMMING}: {WORKED}"):
                        rows = frame.to_native().select(*_columns(place, rules[place])).collect(engine="in-memory")
                    cases += rows.height if place == CASE_PLACE else 0
                    with spent.on(WRITING):
                        writers[place].add(rows)
                del batch, frames, frame, rows  # As the product does: let go before the next is read.
            if not tables.complete:
                raise AssertionError("a made-up caseload has rows that cannot be used")
            spent.turn_to(WRITING)
    return Screened(cases, tables.batches, dict(spent.seconds))


def _columns(place: Place, rules: Sequence[Any]) -> list[pl.Expr]:
    child = pl.when(pl.col(NAMELESS)).then(pl.lit(UNNAMED)).otherwise(pl.col(CHILD)).alias("child")
    keys = [pl.col(CASE_TEXT).alias("case"), *([child] if place == CHILDREN_PLACE else [])]
    return [*keys, *(pl.col(rule.standing.name).cast(pl.Int8).alias(rule.rule) for rule in rules)]


def cells(output: Path, cases: Iterable[str]) -> Iterator[tuple[Cell, int]]:
    """The standings of some cases."""
    wanted = list(cases)
    for name in FILES.values():
        rows = pl.scan_parquet(output / name).filter(pl.col("case").is_in(wanted)).collect()
        for row in rows.iter_rows(named=True):
            case, child = row.pop("case"), row.pop("child", "")
            for rule, standing in row.items():
                yield (case, rule, child), standing
