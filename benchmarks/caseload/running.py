"""Runs everything in turn, each in its own process, holds the standings against each other, and gathers the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.caseload import whole_path
from benchmarks.caseload.gates import DRAWN_FROM
from benchmarks.caseload.peers import PEERS

Figures = dict[str, Any]

EVALUATOR = "this product, one case at a time"
GATES_OF = 1_000_000
"""Cases whose gates are worked out by themselves; that is short, whatever else is measured."""

WAYS = ("Polars", "NumPy, bytes", "NumPy, bits")


@dataclass(frozen=True)
class Wanted:
    """What is to be measured.

    Attributes:
        folder: where caseloads are kept; one that is there already is used again.
        sizes: of caseloads that are screened from end to end.
        sample: how many cases the engines are asked about that take one at a time.
        rounds: how often what is short is measured, in turn; the shortest counts.
        rows_in_a_batch: for the product's column engine.
    """

    folder: Path
    sizes: tuple[int, ...]
    sample: int
    rounds: int
    rows_in_a_batch: int
    seed: int


@dataclass
class Measured:
    """All figures.

    Attributes:
        whole: from end to end, by the number of cases, which stand in order.
        any_order: the same for ``largest`` cases whose rows stand in any order.
    """

    copying: float = 0.0
    single: dict[str, Figures] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    gates: dict[str, Figures] = field(default_factory=dict)
    whole: dict[int, Figures] = field(default_factory=dict)
    any_order: Figures = field(default_factory=dict)
    bytes_per_case: float = 0.0
    rows_per_case: float = 0.0
    agreed: list[str] = field(default_factory=list)

    @property
    def largest(self) -> int:
        """A million cases, which the targets speak of, or the largest caseload below."""
        return max(cases for cases in self.whole if cases <= GATES_OF)


def alone(task: str, **arguments: Any) -> Figures:
    """What one task comes to in a process of its own.

    Raises:
        RuntimeError: the process failed.
    """
    command = [sys.executable, "-m", "benchmarks.caseload.alone", task, json.dumps(arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if ended.returncode:
        raise RuntimeError(f"{task} {arguments} ended with {ended.returncode}\n{ended.stderr}")
    said = ended.stdout.splitlines()[-1]
    _say(f"{task}: {said}")  # What took an hour to measure is not lost if something later fails.
    figures: Figures = json.loads(said)
    return figures


def measure(wanted: Wanted) -> Measured:
    """Run everything.

    Raises:
        AssertionError: two ways come to different standings.
    """
    found = Measured(copying=alone("copying")["bytes_per_second"])
    small = _caseload(wanted, DRAWN_FROM)
    held = alone("size", folder=str(small))
    found.bytes_per_case, found.rows_per_case = held["bytes"] / DRAWN_FROM, held["rows"] / DRAWN_FROM
    output = wanted.folder / "standings"
    output.mkdir(exist_ok=True)
    for cases in sorted({DRAWN_FROM, *wanted.sizes}):
        _say(f"{cases:,} cases from end to end")
        rounds = [
            alone("whole", folder=str(_caseload(wanted, cases)), output=str(output), rows=wanted.rows_in_a_batch)
            for _ in range(wanted.rounds if cases < 10 * DRAWN_FROM else 1)
        ]
        found.whole[cases] = min(rounds, key=lambda one: float(one["seconds"]))
        if cases == DRAWN_FROM:
            _single(wanted, found, small, output)
    _say(f"{found.largest:,} cases in any order, from end to end")
    mixed = _caseload(wanted, found.largest, in_order=False)
    found.any_order = alone("whole", folder=str(mixed), output=str(output), rows=wanted.rows_in_a_batch)
    _gates(wanted, found, small)
    return found


def _caseload(wanted: Wanted, cases: int, *, in_order: bool = True) -> Path:
    folder = wanted.folder / f"{cases}-{wanted.seed}-{'in' if in_order else 'any'}-order"
    if not folder.exists():
        _say(f"making {cases:,} cases")
        unfinished = folder.with_suffix(".unfinished")
        unfinished.mkdir(parents=True, exist_ok=True)
        alone("made", folder=str(unfinished), cases=cases, seed=wanted.seed, in_order=in_order)
        unfinished.rename(folder)
    return folder


def _single(wanted: Wanted, found: Measured, folder: Path, output: Path) -> None:
    """Engines that take one case at a time, in turn, on a sample of the cases that the column engine screened."""
    answers = wanted.folder / "answers.json"
    standings: dict[str, Any] = {}
    found.absent = [peer.name for peer in PEERS if not peer.there]
    names = [EVALUATOR, *(peer.name for peer in PEERS if peer.there)]
    for number in range(wanted.rounds):
        for name in names:
            _say(f"round {number + 1}: {name}")
            asked = {"folder": str(folder), "cases": wanted.sample, "answers": str(answers)}
            figures = alone("evaluator", **asked) if name == EVALUATOR else alone("peer", name=name, **asked)
            standings[name] = json.loads(answers.read_text())
            known = found.single.get(name)
            if known is None or figures["seconds"] < known["seconds"]:
                found.single[name] = figures
    cases = {cell[0] for cell in standings[EVALUATOR]}
    standings["this engine, whole path"] = [
        [*cell, standing] for cell, standing in sorted(whole_path.cells(output, cases))
    ]
    for name, said in standings.items():
        if said != standings[EVALUATOR]:
            raise AssertionError(f"{name} comes to other standings than the evaluator")
    many = f"{len(standings[EVALUATOR]):,} standings of {len(cases):,} cases"
    found.agreed.append(f"{many}: the same from {', '.join(standings)}.")


def _gates(wanted: Wanted, found: Measured, folder: Path) -> None:
    for number in range(wanted.rounds):
        for way in WAYS:
            _say(f"round {number + 1}: gates of {GATES_OF:,} cases, {way}")
            figures = alone("only_gates", way=way, folder=str(folder), cases=GATES_OF)
            known = found.gates.get(way)
            if known is None or figures["seconds"] < known["seconds"]:
                found.gates[way] = figures
    if len({tuple(one["prints"]) for one in found.gates.values()}) != 1:
        raise AssertionError("Polars and NumPy come to different standings")
    found.agreed.append(f"All standings of {GATES_OF:,} cases from gates alone: the same from {', '.join(WAYS)}.")


def _say(text: str) -> None:
    print(f"... {text}", file=sys.stderr, flush=True)


def best_peer(found: Measured) -> tuple[str, Figures]:
    """The fastest of the other engines, by its own time alone."""
    others: Iterator[tuple[str, Figures]] = (item for item in found.single.items() if item[0] != EVALUATOR)
    return min(others, key=lambda item: float(item[1]["seconds"]))
