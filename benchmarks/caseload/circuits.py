"""The rules of the pack as circuits that other engines can work out: comparisons of whole numbers, and, or.

Other engines know two truth values, so every rule becomes three questions: is it at least not known, at least disputed,
met? Negation has been pushed down to the tests, and a test is the comparison of two numbers, the largest and the
smallest that was told. Lists, and gates that ask for some of their parts, are summed up beforehand and go in as one
number each. What is made ready beforehand costs time of its own, which is measured apart.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.caseload.sample import Sample, Subject
from screening.conditions.bound import Bound, Gate, Test
from screening.conditions.evaluate import Scope, evaluate
from screening.engine.durable.fitting import simplified
from screening.engine.durable.formula import And, Compare, Formula, Or
from screening.engine.second.coding import Coded, coded_standing, coded_test
from screening.rulebook.rule import Rule

Thresholds = tuple[Formula, Formula, Formula]
Numbers = dict[str, int]


@dataclass
class Circuit:
    """All rules about one kind of subject.

    Attributes:
        rules: three questions for each.
        tests, lists: what the numbers of a subject are made from.
    """

    rules: list[Thresholds] = field(default_factory=list)
    tests: dict[object, Coded] = field(default_factory=dict)
    lists: dict[str, Bound] = field(default_factory=dict)

    def add(self, bound: Bound) -> None:
        """One more rule."""
        self.rules.append(self._compiled(bound))

    def _compiled(self, bound: Bound) -> Thresholds:
        if isinstance(bound, Test):
            same = (bound.root, bound.tail, bound.operator, bound.operand, bound.negated)
            if same not in self.tests:
                self.tests[same] = _named(coded_test(bound, f"t{len(self.tests)}"))
            return self.tests[same].formulas
        if not isinstance(bound, Gate) or 1 < bound.n < len(bound.parts):
            name = f"l{len(self.lists)}"
            self.lists[name] = bound
            return coded_standing(name)
        join = Or if bound.n == 1 else And
        parts = [self._compiled(part) for part in bound.parts]
        low, middle, high = (tuple(part[level] for part in parts) for level in range(3))
        return join(low), join(middle), join(high)

    @property
    def fields(self) -> list[str]:
        """The names of all numbers."""
        return [*(name for coded in self.tests.values() for name in coded.fields), *self.lists]

    @property
    def questions(self) -> list[Formula]:
        """Every rule's three questions, one rule after the other."""
        return [simplified(formula) for thresholds in self.rules for formula in thresholds]

    def numbers(self, scope: Scope) -> Numbers:
        """The numbers of one subject."""
        found: Numbers = {}
        for coded in self.tests.values():
            found.update(zip(coded.fields, coded.numbers(scope), strict=True))
        for name, bound in self.lists.items():
            found[name] = int(evaluate(bound, scope).standing)
        return found


@dataclass(frozen=True)
class Fed:
    """One circuit with its subjects and the numbers that go in for each."""

    circuit: Circuit
    rules: list[Rule]
    subjects: Sequence[Subject]
    rows: list[Numbers]


def fed(sample: Sample) -> tuple[list[Fed], float]:
    """Both circuits with their numbers, and how many seconds the numbers took."""
    found: list[Fed] = []
    seconds = 0.0
    for rules, among in sample.parts():
        circuit = Circuit()
        for rule in rules:
            circuit.add(sample.pack.bound[rule.id])
        begun = time.process_time()
        rows = [circuit.numbers(subject.scope) for subject in among]
        seconds += time.process_time() - begun
        found.append(Fed(circuit, rules, among, rows))
    return found, seconds


def _named(coded: Coded) -> Coded:
    """The same with names that every language takes: letters, digits and underscores."""
    first, second, third = (_renamed(one) for one in coded.formulas)
    return Coded((first, second, third), tuple(_plain(name) for name in coded.fields), coded.numbers)


def _renamed(formula: Formula) -> Formula:
    if isinstance(formula, Compare):
        return Compare(_plain(formula.field), formula.op, formula.value)
    return type(formula)(tuple(_renamed(part) for part in formula.parts))


def _plain(name: str) -> str:
    return name.replace(".", "_")


def standing_of(answers: Sequence[bool]) -> Iterator[int]:
    """The standings that the answers to all questions come to."""
    for first in range(0, len(answers), 3):
        yield int(answers[first]) + int(answers[first + 1]) + int(answers[first + 2])


_SIGNS = {"gte": ">=", "gt": ">", "lte": "<=", "lt": "<", "eq": "==", "neq": "!="}


def infix(formula: Formula, and_: str, or_: str) -> str:
    """A question as most languages write it."""
    if isinstance(formula, Compare):
        return f"{formula.field} {_SIGNS[formula.op]} {formula.value}"
    joint = and_ if isinstance(formula, And) else or_
    return "(" + f" {joint} ".join(infix(part, and_, or_) for part in formula.parts) + ")"


def prefix(formula: Formula, variable: str) -> str:
    """A question as Lisp writes it."""
    if isinstance(formula, Compare):
        return f"({_SIGNS[formula.op]} {variable}{formula.field} {formula.value})"
    name = "and" if isinstance(formula, And) else "or"
    return f"({name} {' '.join(prefix(part, variable) for part in formula.parts)})"


def fields_of(formula: Formula) -> Iterator[str]:
    """The numbers that a question reads."""
    if isinstance(formula, Compare):
        yield formula.field
    else:
        for part in formula.parts:
            yield from fields_of(part)
