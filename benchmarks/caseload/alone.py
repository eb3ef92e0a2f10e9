"""One thing measured in a process of its own, so that its peak memory is its own; ``running`` starts it.

Arguments come and figures go as JSON. Standings are told by a fingerprint, or written to a file where they are to be
held against those of others. Seconds are those that the processor worked, all threads together: on a machine that
others use as well, the clock says more about them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.caseload import gates, numpy_packed, peers, whole_path
from benchmarks.caseload.circuits import fed
from benchmarks.caseload.generating import generate, np
from benchmarks.caseload.sample import Cell, sample_of

Figures = dict[str, Any]

_COPIED = 1 << 28
"""Bytes copied to see how fast memory is."""


def made(folder: str, cases: int, seed: int, *, in_order: bool) -> Figures:
    """A caseload made; its size in memory is what a bare reading of it would have to take in."""
    generate(Path(folder), cases, seed, in_order=in_order)
    return {}


def size(folder: str) -> Figures:
    """How many bytes the tables take in memory, and their rows."""
    frames = [pl.read_parquet(path) for path in Path(folder).glob("*.parquet")]
    return {"bytes": sum(frame.estimated_size() for frame in frames), "rows": sum(frame.height for frame in frames)}


def whole(folder: str, output: str, rows: int) -> Figures:
    """The product's column engine, all of its way."""
    begun, clock = time.process_time(), time.perf_counter()
    found = whole_path.screened(Path(folder), Path(output), rows)
    seconds, clock = time.process_time() - begun, time.perf_counter() - clock
    written = {name: pl.scan_parquet(Path(output) / name) for name in whole_path.FILES.values()}
    out = sum(
        frame.select(pl.len()).collect().item() * len(frame.collect_schema().names()) for frame in written.values()
    )
    return {"cases": found.cases, "batches": found.batches, "parts": found.seconds, "seconds": seconds,
            "clock": clock, "out": out}  # fmt: skip


def evaluator(folder: str, cases: int, answers: str) -> Figures:
    """The product's single-case evaluator."""
    sample = sample_of(Path(folder), cases)
    standings, seconds = sample.standings()
    _keep(answers, standings)
    return {"seconds": seconds, "before": {"case files": sample.read_seconds, "fold": sample.fold_seconds}}


def peer(name: str, folder: str, cases: int, answers: str) -> Figures:
    """One other engine, fed with what has been worked out beforehand."""
    sample = sample_of(Path(folder), cases)
    given, before = fed(sample)
    (chosen,) = (one for one in peers.PEERS if one.name == name)
    standings, seconds = peers.run(chosen, given)
    _keep(answers, standings)
    numbers = {"case files": sample.read_seconds, "fold": sample.fold_seconds, "numbers and lists": before}
    return {"seconds": seconds, "before": numbers}


_WAYS: dict[str, Callable[[gates.Drawn], gates.Way]] = {
    "Polars": gates.on_polars,
    "NumPy, bytes": numpy_packed.from_bytes,
    "NumPy, bits": numpy_packed.from_bits,
}


def only_gates(way: str, folder: str, cases: int) -> Figures:
    """The gates by themselves, for the children and for the cases."""
    seconds, moved, prints = 0.0, 0, []
    for of in gates.drawn(Path(folder), cases):
        run = _WAYS[way](of)
        run()
        begun = time.process_time()
        found = run()
        seconds += time.process_time() - begun
        moved += of.bytes
        digest = sha256()
        for column in numpy_packed.unpacked(found, of.rows) if way == "NumPy, bits" else found:
            digest.update(np.ascontiguousarray(column, dtype=np.int8))
        prints.append(digest.hexdigest())
    return {"seconds": seconds, "bytes": moved, "prints": prints}


def copying() -> Figures:
    """Bytes that can be read and written each second."""
    source, target = np.ones(_COPIED, np.uint8), np.empty(_COPIED, np.uint8)
    best = float("inf")
    for _ in range(7):
        begun = time.process_time()
        np.copyto(target, source)
        best = min(best, time.process_time() - begun)
    return {"bytes_per_second": 2 * _COPIED / best}


def _keep(answers: str, standings: Mapping[Cell, int]) -> None:
    Path(answers).write_text(json.dumps([[*cell, standing] for cell, standing in sorted(standings.items())]))


TASKS: dict[str, Callable[..., Figures]] = {
    task.__name__: task for task in (made, size, whole, evaluator, peer, only_gates, copying)
}


def peak_bytes() -> int:
    """The most memory that this process has held, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    figures = TASKS[sys.argv[1]](**json.loads(sys.argv[2]))
    print(json.dumps({**figures, "peak": peak_bytes()}))
