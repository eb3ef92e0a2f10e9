"""The gates of the pack written by hand in NumPy, on packed bits: eight subjects to a byte.

A pair of bits, true and false, is enough for three truth values. For four standings in one order there are three bits,
"at least not known", "at least disputed" and "met": the weakest of several is then "and" of each bit, the strongest
"or". Rows are taken in blocks that stay in the processor's cache.
"""

from __future__ import annotations

from typing import Any

from benchmarks.caseload.gates import Drawn, Way
from benchmarks.caseload.generating import Ints, np
from screening.caseload.nodes import Node

_LEVELS = (1, 2, 3)
_BLOCK = 1 << 13
"""Bytes of one bit column in a block: 65,536 subjects."""

Bits = Any
"""A NumPy array of packed bits, one row for each of the three levels."""


def from_bytes(of: Drawn) -> Way:
    """From and to a byte for each standing; packing and unpacking are part of it."""

    def run() -> list[Ints]:
        return unpacked(_worked_out(of, [_packed(column) for column in of.columns]), of.rows)

    return run


def from_bits(of: Drawn) -> Way:
    """From packed bits to packed bits, which are unpacked only when somebody looks; the ideal case for this way."""
    packed = [_packed(column) for column in of.columns]

    def run() -> list[Ints]:
        return _worked_out(of, packed)

    return run


def _packed(column: Ints) -> Bits:
    return np.stack([np.packbits(column >= level) for level in _LEVELS])


def unpacked(results: list[Bits], rows: int) -> list[Ints]:
    """A byte for each standing from packed bits."""
    return [np.unpackbits(bits, axis=1, count=rows).sum(axis=0, dtype=np.int8) for bits in results]


def _worked_out(of: Drawn, packed: list[Bits]) -> list[Bits]:
    width = packed[0].shape[1]
    results = [np.empty((3, width), np.uint8) for _ in of.gates.results]
    for begin in range(0, width, _BLOCK):
        here = slice(begin, begin + _BLOCK)
        known: dict[Node, Bits] = {node: bits[:, here] for node, bits in zip(of.gates.leaves, packed, strict=True)}
        for node in of.gates.nodes:
            known[node] = _gate(node, [known[use.node] for use in node.uses])
        for node, result in zip(of.gates.results, results, strict=True):
            result[:, here] = known[node]
    return results


def _gate(node: Node, parts: list[Bits]) -> Bits:
    if node.op == "nth":
        return _at_least(node.args[0], parts)
    if len(parts) == 1:
        return parts[0]
    join = np.bitwise_and if node.op == "all" else np.bitwise_or
    found = join(parts[0], parts[1])
    for part in parts[2:]:
        join(found, part, out=found)
    return found


def _at_least(n: int, parts: list[Bits]) -> Bits:
    """Whether at least n of the parts hold, for each level: so many were counted before, or one fewer and this one."""
    counted = [np.zeros_like(parts[0]) for _ in range(n)]
    for part in parts:
        for place in range(n - 1, 0, -1):
            counted[place] |= counted[place - 1] & part
        counted[0] |= part
    return counted[n - 1]
