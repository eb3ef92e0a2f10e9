"""The figures as the tables of ``docs/caseload-speed.md``, in Markdown, with a word on each target."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from benchmarks.caseload.running import EVALUATOR, GATES_OF, WAYS, Figures, Measured, Wanted, best_peer

_TIMES_PEER, _TIMES_NUMPY, _MORE_MEMORY = 50, 3, 1.2
"""The targets: at least so many times the fastest peer; at most so many times the time of NumPy; so much more memory
for several times the cases, where only the size of a batch should count."""


_BEFORE = ("case files", "fold", "numbers and lists")
"""What comes before engines that take one case at a time."""


def report(wanted: Wanted, found: Measured) -> str:
    """All tables."""
    return "\n".join(
        [
            *_gates(wanted, found),
            *_whole(wanted, found),
            *_growth(wanted, found),
            *_parts(found),
            *_targets(wanted, found),
        ]
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" + "---:|" * (len(heads) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _mega(figures: Figures) -> str:
    return f"{figures['peak'] / 1e6:,.0f} MB"


def _gates(wanted: Wanted, found: Measured) -> Iterator[str]:
    cases = GATES_OF
    base = cases / found.gates["Polars"]["seconds"]
    yield f"### Gates only, {cases:,} cases\n"
    names = {"Polars": "**this engine on Polars**", "NumPy, bytes": "NumPy by hand, packed bits; bytes in and out",
             "NumPy, bits": "NumPy by hand, packed bits; bits in and out"}  # fmt: skip
    rows = []
    for way in WAYS:
        one = found.gates[way]
        moved = one["bytes"] * (3 / 8 if way == "NumPy, bits" else 1)
        share = moved / found.copying / one["seconds"]
        rate = cases / one["seconds"]
        rows.append([names[way], _number(rate), f"{base / rate:.2g}", _mega(one), f"{share:.0%}"])
    for name, one in sorted(found.single.items(), key=lambda item: float(item[1]["seconds"])):
        rate = wanted.sample / one["seconds"]
        rows.append([f"{name} ¹", _number(rate), _number(base / rate), _mega(one), ""])
    yield from _table(
        ["", "cases a second", "this engine is so many times as fast", "peak memory", "share of the memory bound"], rows
    )
    yield f"¹ From {wanted.sample} cases, one at a time. Other engines decide comparisons as well as gates; this"
    yield "product's evaluator works out tests and lists too.\n"
    yield from (f"{name} is not installed and was left out.\n" for name in found.absent)


def _whole(wanted: Wanted, found: Measured) -> Iterator[str]:
    cases = found.largest
    mine = found.whole[cases]
    base, by_the_clock = cases / mine["seconds"], cases / mine["clock"]
    bound = (cases * found.bytes_per_case + mine["out"]) / found.copying
    yield f"### Whole path, {cases:,} cases\n"
    rows = [["**this engine on Polars**, from Parquet to Parquet", _number(base), _number(by_the_clock), "1", "1",
             _mega(mine), f"{bound / mine['seconds'] * 100:.2g}%"]]  # fmt: skip
    for name, one in found.single.items():
        rate = wanted.sample / (one["seconds"] + sum(one["before"].values()))
        rows.append(
            [name, _number(rate), _number(rate), _number(base / rate), _number(by_the_clock / rate), _mega(one), ""]
        )
    heads = ["", "cases a processor second", "cases a second by the clock", "this engine is so many times as fast",
             "by the clock", "peak memory", "share of the memory bound"]  # fmt: skip
    yield from _table(heads, rows)
    yield f"By the clock this engine uses {os.cpu_count()} cores, and the others one each.\n"
    yield "What engines that take one case at a time need before they can begin, in milliseconds a case:\n"
    yield from _table(
        ["", *_BEFORE, "the engine itself"],
        ([name, *(_milli(seconds, wanted.sample) for seconds in _needed(one))] for name, one in found.single.items()),
    )


def _needed(one: Figures) -> list[float | None]:
    return [*(one["before"].get(part) for part in _BEFORE), one["seconds"]]


def _milli(seconds: float | None, cases: int) -> str:
    return "" if seconds is None else f"{seconds / cases * 1e3:.2f}"


def _growth(wanted: Wanted, found: Measured) -> Iterator[str]:
    yield f"### Growth, {wanted.rows_in_a_batch:,} rows in a batch\n"
    rows = [_grown(f"{cases:,}", one) for cases, one in found.whole.items()]
    rows.append(_grown(f"{found.largest:,}, in any order", found.any_order))
    yield from _table(["cases", "batches", "seconds", "µs a case", "by the clock", "peak memory"], rows)


def _grown(cases: str, one: Figures) -> list[str]:
    each = one["seconds"] / one["cases"] * 1e6
    return [cases, str(one["batches"]), f"{one['seconds']:.1f}", f"{each:.0f}", f"{one['clock']:.0f} s", _mega(one)]


def _parts(found: Measured) -> Iterator[str]:
    cases = found.largest
    parts: dict[str, float] = found.whole[cases]["parts"]
    total = sum(parts.values())
    yield f"### Where the time goes, {cases:,} cases\n"
    yield from _table(
        ["", "seconds", "share"],
        ([name, f"{seconds:.1f}", f"{seconds / total:.0%}"] for name, seconds in sorted(parts.items())),
    )


def _targets(wanted: Wanted, found: Measured) -> Iterator[str]:
    yield "### Targets\n"
    name, peer = best_peer(found)
    gates = {way: found.gates[way]["seconds"] for way in WAYS}
    alone = peer["seconds"] / wanted.sample
    peer_whole = min(
        one["seconds"] + sum(one["before"].values()) for key, one in found.single.items() if key != EVALUATOR
    )
    cases = found.largest
    whole, clock = (found.whole[cases][of] / cases for of in ("seconds", "clock"))
    among = f"{_TIMES_PEER} times the fastest peer ({name})"
    yield _target(f"{among}, gates against gates", alone / (gates["Polars"] / GATES_OF), least=_TIMES_PEER)
    yield _target("the same, whole path against whole path", peer_whole / wanted.sample / whole, least=_TIMES_PEER)
    yield _target("the same by the clock", peer_whole / wanted.sample / clock, least=_TIMES_PEER)
    yield _target("our whole path against its gates alone", alone / whole, least=_TIMES_PEER)
    for way in WAYS[1:]:
        text = f"gates against {way} in and out, time against time"
        yield _target(text, gates["Polars"] / gates[way], most=_TIMES_NUMPY)
    small, large = min(found.whole), max(found.whole)
    growth = (found.whole[large]["seconds"] / large) / (found.whole[small]["seconds"] / small)
    yield _target(f"time a case at {large:,} against {small:,}", growth, most=1)
    for more in (one for one in found.whole if one > cases):
        peaks = found.whole[more]["peak"] / found.whole[cases]["peak"]
        yield _target(f"peak memory at {more:,} against {cases:,}", peaks, most=_MORE_MEMORY)
    yield ""
    yield f"Memory is copied at {found.copying / 1e9:.1f} GB a second (read and written). A case has"
    yield f"{found.rows_per_case:.0f} rows and {found.bytes_per_case:,.0f} bytes in memory.\n"
    yield from (f"- {line}" for line in found.agreed)


def _target(text: str, value: float, *, least: float | None = None, most: float | None = None) -> str:
    kept = value >= least if least is not None else most is not None and value <= most
    return f"- {text}: {_number(value)} ({'met' if kept else 'missed'})"
