"""Compiles the conditions of a pack for the second channel, frame by frame.

A frame is a place from which conditions look: a child, the case, or the members of one list. All conditions of a frame
become one program of durable-rules, decided for every scope of the frame in one go. Lists are decided from the inside
out: the members' ``where`` in the list's own frame, then summed up to one number for the frame around it. A gate that
asks for some of its parts ("six of nine") is treated in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.evaluate import Scope
from screening.conditions.standing import Standing
from screening.engine.durable.formula import And, Formula, Or
from screening.engine.durable.rulesets import Program, pack
from screening.engine.second.coding import LEVELS, Coded, coded_standing, coded_test
from screening.engine.second.counting import summed_up

Thresholds = tuple[Formula, Formula, Formula]
Decide = Callable[[Program, Sequence[Mapping[str, int]]], Sequence[frozenset[str]]]


@dataclass
class Frame:
    """Conditions that look from one place.

    Attributes:
        conditions: thresholds of each condition, by its number.
        tests: coded tests with the numbers that they read, by what they test.
        tallies: lists to sum up first: the tally, its field, its inner frame and the number of its ``where`` there.
        counts: gates over some of their parts: n, the field, the inner frame and the numbers of the parts there.
    """

    conditions: list[Thresholds] = field(default_factory=list)
    tests: dict[object, Coded] = field(default_factory=dict)
    tallies: list[tuple[Tally, str, int | None]] = field(default_factory=list)
    counts: list[tuple[int, str, tuple[int, ...]]] = field(default_factory=list)
    inner: dict[tuple[str, str], Frame] = field(default_factory=dict)
    beside: Frame | None = None
    _program: Program | None = None

    def add(self, bound: Bound) -> int:
        """Compile one more condition; gives its number."""
        self.conditions.append(self._compile(bound))
        return len(self.conditions) - 1

    def _compile(self, bound: Bound) -> Thresholds:
        if isinstance(bound, Test):
            # The same test in two rules is one pair of numbers.
            same = (bound.root, bound.tail, bound.operator, bound.operand, bound.negated)
            if same not in self.tests:
                self.tests[same] = coded_test(bound, f"t{len(self.tests)}")
            return self.tests[same].formulas
        if isinstance(bound, Tally):
            return self._compile_tally(bound)
        if 1 < bound.n < len(bound.parts):
            return self._compile_count(bound)
        join = Or if bound.n == 1 else And
        parts = [self._compile(part) for part in bound.parts]
        low, middle, high = (tuple(part[level] for part in parts) for level in range(3))
        return join(low), join(middle), join(high)

    def _compile_tally(self, bound: Tally) -> Thresholds:
        name = f"l{len(self.tallies)}"
        number = None
        if bound.where is not None:
            inner = self.inner.setdefault((bound.root, bound.tail), Frame())
            number = inner.add(bound.where)
        self.tallies.append((bound, name, number))
        return coded_standing(name)

    def _compile_count(self, bound: Gate) -> Thresholds:
        name = f"c{len(self.counts)}"
        self.beside = self.beside or Frame()
        self.counts.append((bound.n, name, tuple(self.beside.add(part) for part in bound.parts)))
        return coded_standing(name)

    @property
    def program(self) -> Program:
        """The frame's conditions as one program; made once."""
        if self._program is None:
            self._program = pack(
                {
                    f"{number}:{int(level)}": formula
                    for number, thresholds in enumerate(self.conditions)
                    for level, formula in zip(LEVELS, thresholds, strict=True)
                }
            )
        return self._program

    def decide(self, scopes: Sequence[Scope], decide: Decide) -> list[list[Standing]]:
        """For each scope the standing of each condition of the frame."""
        if not scopes or not self.conditions:
            return [[] for _ in scopes]
        rows: list[dict[str, int]] = [self._numbers(scope) for scope in scopes]
        self._sum_up_lists(scopes, rows, decide)
        if self.beside is not None:
            for row, standings in zip(rows, self.beside.decide(scopes, decide), strict=True):
                for n, name, numbers in self.counts:
                    row[name] = _at_least(n, [standings[number] for number in numbers])
        held = decide(self.program, rows)
        return [[_highest(number, names) for number in range(len(self.conditions))] for names in held]

    def _numbers(self, scope: Scope) -> dict[str, int]:
        row: dict[str, int] = {}
        for coded in self.tests.values():
            row.update(zip(coded.fields, coded.numbers(scope), strict=True))
        return row

    def _sum_up_lists(self, scopes: Sequence[Scope], rows: list[dict[str, int]], decide: Decide) -> None:
        decided: dict[tuple[str, str], list[list[list[Standing]]]] = {}
        for key, frame in self.inner.items():
            members = [_members(scope, *key) for scope in scopes]
            flat = [inner for found in members for inner in found]
            standings = iter(frame.decide(flat, decide))
            decided[key] = [[next(standings) for _ in found] for found in members]
        for node, name, number in self.tallies:
            for index, (scope, row) in enumerate(zip(scopes, rows, strict=True)):
                path = scope.path(node)
                ids = scope.told.members.get(path, ())
                if number is None:
                    each = [Standing.MET] * len(ids)
                else:
                    each = [standings[number] for standings in decided[(node.root, node.tail)][index]]
                row[name] = int(summed_up(node, scope.told, path, ids, each))


def _members(scope: Scope, root: str, tail: str) -> list[Scope]:
    prefix = {"case": "", "child": scope.child, "member": scope.member}[root]
    path = prefix + tail
    return [Scope(scope.told, scope.child, f"{path}.{one}.") for one in scope.told.members.get(path, ())]


def _at_least(n: int, standings: Sequence[Standing]) -> int:
    return max((int(level) for level in LEVELS if sum(one >= level for one in standings) >= n), default=0)


def _highest(number: int, names: frozenset[str]) -> Standing:
    standing = Standing.NOT_MET
    for level in LEVELS:
        if f"{number}:{int(level)}" in names:
            standing = level
    return standing
