"""Columns of one kind of row combined: the weakest and the strongest of several, ranks padded, and yes and no.

What is used once is put into the expression that uses it; what is used more than once becomes a column first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import narwhals as nw

from screening.caseload.judging import DISPUTED, MET, NOT_KNOWN, all_of, any_of, number
from screening.caseload.nodes import Node, Role
from screening.caseload.tallying import nth, padded


def handed(name: str, role: Role) -> str:
    """The name that a column of another place has among the columns of a row."""
    return name if role == "same" else f"{name} by {role}"


@dataclass
class Combiner:
    """The nodes that one place comes to in one step.

    Attributes:
        nodes: those to be worked out, in an order in which they can be.
        needed: nodes that have to become columns whatever their number of uses.
    """

    nodes: list[Node]
    needed: set[Node]
    _columns: set[Node] = field(default_factory=set)

    def __post_init__(self) -> None:
        here = set(self.nodes)
        uses = Counter(use.node for node in self.nodes for use in node.uses if use.node in here and use.role == "same")
        self._columns = {node for node in self.nodes if node in self.needed or uses[node] > 1}
        self._inline = here - self._columns

    def levels(self) -> Iterator[list[nw.Expr]]:
        """The new columns, those first on which others rest."""
        depth: dict[Node, int] = {}
        for node in self.nodes:
            below = max((depth.get(use.node, 0) for use in node.uses if use.role == "same"), default=0)
            depth[node] = below + (node in self._columns)
        by_depth: dict[int, list[Node]] = {}
        for node in self.nodes:
            if node in self._columns:
                by_depth.setdefault(depth[node], []).append(node)
        for level in sorted(by_depth):
            yield [self._worked_out(node).alias(node.name) for node in by_depth[level]]

    def _value(self, node: Node, role: Role) -> nw.Expr:
        if role == "same" and node in self._inline:
            return self._worked_out(node)
        return nw.col(handed(node.name, role))

    def _worked_out(self, node: Node) -> nw.Expr:
        parts = [self._value(use.node, use.role) for use in node.uses]
        return combined(node, parts)


def combined(node: Node, parts: list[nw.Expr]) -> nw.Expr:
    """A node from what it uses."""
    if node.op == "all":
        return nw.min_horizontal(*parts) if len(parts) > 1 else parts[0]
    if node.op == "any":
        return nw.max_horizontal(*parts) if len(parts) > 1 else parts[0]
    if node.op == "nth":
        return nth({least: _how_many(parts, least) for least in (MET, DISPUTED, NOT_KNOWN)}, node.args[0])
    if node.op == "swapped":
        return number(MET) - parts[0]
    if node.op == "padded":
        return padded(parts[0], parts[1], node.args[0])
    if node.op == "reaches":
        return parts[0] >= node.args[0]
    if node.op == "unknown":
        return parts[0] == NOT_KNOWN
    if node.op == "both":
        return all_of(parts)
    if node.op == "either":
        return any_of(parts)
    if node.op == "opposite":
        return ~parts[0]
    raise AssertionError(f"{node.op} is not worked out row by row")


def _how_many(parts: Iterable[nw.Expr], least: int) -> nw.Expr:
    return nw.sum_horizontal(*((part >= least).cast(nw.Int32) for part in parts))
