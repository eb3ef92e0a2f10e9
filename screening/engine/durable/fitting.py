"""Cuts formulas down to pieces that the C engine decides rightly and quickly.

Measured limits of the engine: it fails with more than 64 pending nodes; a rule can hold 14 nested groups; and a rule
with n groups of "or" that each have b true branches fires b to the power of n times. So a formula that is too big, too
nested or could fire too often has parts replaced by a *helper*: a field of our own, 0 or 1, that an earlier round of
rules decides. An "or" at the top needs no helper: it becomes several rules with the same outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from screening.engine.durable.codes import Codes
from screening.engine.durable.formula import And, Compare, Formula, FormulaError, Or

CAPACITY = 60
"""Nodes in one ruleset, the control rule's one included. The engine's own limit is 64."""

MOST_NODES = CAPACITY - 1
MOST_GROUPS = 12
MOST_FIRINGS = 16
DEEPEST = 50


class Size(NamedTuple):
    """What a formula costs the engine, each an upper bound.

    Attributes:
        nodes: Tests, plus a join for each branch of an "or", as if rules shared nothing inside the engine.
        groups: "and"s and "or"s.
        firings: How often the rule can fire for one fact.
    """

    nodes: int
    groups: int
    firings: int


def size(formula: Formula) -> Size:
    """The cost of a formula. Of several "equals" on one field at most one is true, so together they fire once."""
    if isinstance(formula, Compare):
        return Size(1, 0, 1)
    sizes = [size(part) for part in formula.parts]
    nodes = sum(s.nodes for s in sizes)
    groups = 1 + sum(s.groups for s in sizes)
    if isinstance(formula, And):
        firings = 1
        for s in sizes:
            firings *= s.firings
        return Size(nodes, groups, firings)
    firings, exclusive = 0, set()
    for part, s in zip(formula.parts, sizes, strict=True):
        if isinstance(part, Compare) and part.op == "eq":
            exclusive.add(part.field)
        else:
            firings += s.firings
    return Size(nodes + len(sizes), groups, firings + len(exclusive))


def fits(formula: Formula) -> bool:
    """Whether the engine can decide this as one rule."""
    nodes, groups, firings = size(formula)
    return nodes <= MOST_NODES and groups <= MOST_GROUPS and firings <= MOST_FIRINGS


def tests_of(formula: Formula) -> Iterator[Compare]:
    """Every comparison in a formula, in order, repeats included."""
    if isinstance(formula, Compare):
        yield formula
    else:
        for part in formula.parts:
            yield from tests_of(part)


def simplified(formula: Formula, depth: int = 0) -> Formula:
    """The same formula without "and" directly in "and", "or" directly in "or", repeats, or groups of one.

    Raises:
        FormulaError: It is nested more than ``DEEPEST`` levels deep.
    """
    if depth > DEEPEST:
        raise FormulaError(f"a formula is nested more than {DEEPEST} levels deep")
    if isinstance(formula, Compare):
        return formula
    kind = type(formula)
    parts: dict[Formula, None] = {}
    for part in (simplified(part, depth + 1) for part in formula.parts):
        parts.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return kind(tuple(parts)) if len(parts) > 1 else next(iter(parts))


@dataclass(frozen=True, slots=True)
class Helper:
    """A field of our own: 1 where one of ``bodies`` holds. ``level``: the round, from 0, that decides it."""

    code: str
    level: int
    bodies: tuple[Formula, ...]


@dataclass(slots=True)
class Splitter:
    """Splits formulas, sharing helpers between them. The formulas must speak of codes, not of the caller's fields."""

    codes: Codes
    helpers: dict[Formula, Helper] = field(default_factory=dict)
    _levels: dict[str, int] = field(default_factory=dict)

    def bodies(self, formula: Formula) -> tuple[Formula, ...]:
        """Formulas that each fit, of which at least one holds exactly where ``formula`` (simplified) does."""
        if isinstance(formula, Or) and not fits(formula):
            return tuple(_bundled(self._fitted(part) for part in formula.parts))
        return (self._fitted(formula),)

    def level(self, bodies: Iterable[Formula]) -> int:
        """The first round in which these can be decided: after every helper they speak of."""
        return max((self._levels.get(test.field, -1) + 1 for body in bodies for test in tests_of(body)), default=0)

    def _fitted(self, formula: Formula) -> Formula:
        if fits(formula):
            return formula
        if not isinstance(formula, And):
            return self._helped(formula)
        parts = list(formula.parts)
        while not fits(And(tuple(parts))):
            groups = [part for part in parts if not isinstance(part, Compare)]
            if groups:
                largest = max(groups, key=lambda group: (size(group).firings, size(group).nodes))
                parts[parts.index(largest)] = self._helped(largest)
            else:
                parts = [*parts[MOST_NODES:], self._helped(And(tuple(parts[:MOST_NODES])))]
        return And(tuple(parts))

    def _helped(self, formula: Formula) -> Compare:
        if formula not in self.helpers:
            bodies = self.bodies(formula)
            helper = Helper(self.codes.new(), self.level(bodies), bodies)
            self._levels[helper.code] = helper.level
            self.helpers[formula] = helper
        return Compare(self.helpers[formula].code, "eq", 1)


def _bundled(parts: Iterable[Formula]) -> Iterator[Formula]:
    """Join neighbouring parts with "or" for as long as they fit together."""
    bundle: tuple[Formula, ...] = ()
    for part in parts:
        if bundle and not fits(Or((*bundle, part))):
            yield Or(bundle) if len(bundle) > 1 else bundle[0]
            bundle = ()
        bundle = (*bundle, part)
    yield Or(bundle) if len(bundle) > 1 else bundle[0]
