"""Compiles the conditions of a pack for the second channel, frame by frame.

A frame is a place from which conditions look: a child, the case, or the members of one list. All conditions of a frame
become one program of durable-rules, decided for every scope of the frame in one go, and frames that lie equally deep
are asked about in one exchange with the worker. Lists are decided from the inside out: the members' ``where`` in the
list's own frame, then summed up to one number for the frame around it. A gate that asks for some of its parts ("six of
nine") is treated in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.evaluate import Scope
from screening.conditions.standing import Standing
from screening.engine.durable.formula import And, Formula, Or
from screening.engine.durable.rulesets import Program, pack
from screening.engine.second.coding import LEVELS, Coded, coded_standing, coded_test
from screening.engine.second.counting import summed_up

Thresholds = tuple[Formula, Formula, Formula]
Request = tuple[Program, list[dict[str, int]]]
Answers = Sequence[Sequence[frozenset[str]]]
Decide = Callable[[list[Request]], Answers]
"""Answers a batch of requests: for each, for each of its rows, the names of the formulas that hold."""

Standings = list[list[Standing]]
Steps = Generator[list[Request], Answers, Any]
"""A computation that asks for batches to be decided; it ends with ``Standings``, or with a list of them."""


@dataclass
class Frame:
    """Conditions that look from one place.

    Attributes:
        conditions: thresholds of each condition, by its number.
        tests: coded tests with the numbers that they read, by what they test.
        tallies: lists to sum up first: the tally, its field, its inner frame and the number of its ``where`` there.
        counts: gates over some of their parts: n, the field, and the numbers of the parts in ``beside``.
        made: the frame's program, once it has been made.
    """

    conditions: list[Thresholds] = field(default_factory=list)
    tests: dict[object, Coded] = field(default_factory=dict)
    tallies: list[tuple[Tally, str, int | None]] = field(default_factory=list)
    counts: list[tuple[int, str, tuple[int, ...]]] = field(default_factory=list)
    inner: dict[tuple[str, str], Frame] = field(default_factory=dict)
    beside: Frame | None = None
    made: Program | None = None

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
        if self.made is None:
            self.made = pack(
                {
                    f"{number}:{int(level)}": formula
                    for number, thresholds in enumerate(self.conditions)
                    for level, formula in zip(LEVELS, thresholds, strict=True)
                }
            )
        return self.made

    def named(self, name: str) -> Iterator[tuple[str, Frame]]:
        """The frame and all frames inside it, each with a name of its own that is the same for the same pack."""
        yield name, self
        for (root, tail), frame in self.inner.items():
            yield from frame.named(f"{name}/{root}.{tail}")
        if self.beside is not None:
            yield from self.beside.named(f"{name}+")

    def decide(self, scopes: Sequence[Scope]) -> Steps:
        """For each scope the standing of each condition of the frame; run it with ``run``."""
        if not scopes or not self.conditions:
            return [[] for _ in scopes]
        rows: list[dict[str, int]] = [self._numbers(scope) for scope in scopes]
        members = {key: [_members(scope, *key) for scope in scopes] for key in self.inner}
        inside = [frame.decide(list(chain(*members[key]))) for key, frame in self.inner.items()]
        beside = [self.beside.decide(scopes)] if self.beside is not None else []
        *of_lists, of_counts = yield from together([*inside, *beside, *([] if beside else [_nothing()])])
        self._sum_up_lists(scopes, rows, dict(zip(self.inner, of_lists, strict=True)))
        for row, standings in zip(rows, of_counts, strict=False):
            for n, name, numbers in self.counts:
                row[name] = _at_least(n, [standings[number] for number in numbers])
        (held,) = yield [(self.program, rows)]
        return [[_highest(number, names) for number in range(len(self.conditions))] for names in held]

    def _numbers(self, scope: Scope) -> dict[str, int]:
        row: dict[str, int] = {}
        for coded in self.tests.values():
            row.update(zip(coded.fields, coded.numbers(scope), strict=True))
        return row

    def _sum_up_lists(
        self, scopes: Sequence[Scope], rows: list[dict[str, int]], decided: Mapping[tuple[str, str], Standings]
    ) -> None:
        """Put one number for each tally into each row; ``decided`` has the members of all scopes one after another."""
        following = {key: iter(standings) for key, standings in decided.items()}
        for scope, row in zip(scopes, rows, strict=True):
            each = {key: list(islice(following[key], len(_members(scope, *key)))) for key in decided}
            for node, name, number in self.tallies:
                path = scope.path(node)
                ids = scope.told.members.get(path, ())
                of_where = each[(node.root, node.tail)] if number is not None else []
                standings = (
                    [_ANY_MEMBER[node.negated]] * len(ids) if number is None else [one[number] for one in of_where]
                )
                row[name] = int(summed_up(node, scope.told, path, ids, standings))


_ANY_MEMBER = (Standing.MET, Standing.NOT_MET)
"""What a member comes to where nothing is asked of it, in a plain tally and in a negated one."""


def together(several: Sequence[Steps]) -> Steps:
    """Run several in step, so that what they ask at the same depth is asked at once; gives all their results."""
    results: list[Any] = [None] * len(several)
    waiting: dict[int, list[Request]] = {}
    for place, steps in enumerate(several):
        _advance(steps, None, place, waiting, results)
    while waiting:
        asked = list(waiting.items())
        answers = iter((yield [request for _, requests in asked for request in requests]))
        for place, requests in asked:
            mine = list(islice(answers, len(requests)))
            _advance(several[place], mine, place, waiting, results)
    return results


def _advance(
    steps: Steps, answers: Answers | None, place: int, waiting: dict[int, list[Request]], results: list[Any]
) -> None:
    try:
        waiting[place] = next(steps) if answers is None else steps.send(answers)
    except StopIteration as finished:
        waiting.pop(place, None)
        results[place] = finished.value


def _nothing() -> Steps:
    yield from ()
    return []


def run(steps: Steps, decide: Decide) -> Any:
    """Run to the end, asking ``decide`` for each batch of requests."""
    try:
        requests = next(steps)
        while True:
            requests = steps.send(decide(requests) if requests else [])
    except StopIteration as finished:
        return finished.value


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
