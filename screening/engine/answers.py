"""Supposing answers: what a rule would come to if one fact were told otherwise.

From this come the questions that can settle a rule and the nearest changes that would move its standing. Nothing is
guessed: each possible answer is put in and the rule is evaluated again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from screening.case.derived import DAYS_OF_PREGNANCY
from screening.case.dictionary import Entry, at_case_path
from screening.case.told import Told
from screening.conditions.bound import Bound, Test, back_from, tests_of
from screening.conditions.evaluate import Scope, standing_after
from screening.conditions.standing import Standing
from screening.engine.lens import SUPPOSED
from screening.engine.outcome import Outcome

IN_FULL = "told in full"
"""The answer to a question about a list: there are no more."""

_DAYS_BACK = (0, 7, 27, 28, 29, 90, 182, 365, 730, 1826, 3652, 6574)


@dataclass(frozen=True, slots=True)
class Supposed:
    """One supposed answer and the standing that the rule would then have."""

    path: str
    value: object
    standing: Standing


def suppose(outcome: Outcome, bound: Bound, path: str, *, every_answer: bool = False) -> Iterator[Supposed]:
    """What a rule would come to for the answers that one fact can have.

    Answers between which no test of the condition tells are supposed once, unless ``every_answer`` is wanted.
    """
    told = outcome.scope.told
    entry = at_case_path(path)
    if entry.kind == "list":
        supposed = told.supposing_in_full(path, SUPPOSED)
        yield Supposed(path, IN_FULL, standing_after(outcome.trace, _scope(outcome, supposed), path))
        return
    for value in possible(entry, bound, told.as_of, every_answer=every_answer):
        supposed = told.supposing(path, value, SUPPOSED)
        yield Supposed(path, value, standing_after(outcome.trace, _scope(outcome, supposed), path))


def _scope(outcome: Outcome, told: Told) -> Scope:
    return Scope(told, outcome.scope.child)


def possible(entry: Entry, bound: Bound, as_of: int, *, every_answer: bool = False) -> Iterator[object]:
    """The answers worth supposing for a fact: choices, and for numbers and dates both sides of each threshold."""
    if entry.kind == "yes-no":
        yield from (True, False)
    elif entry.kind == "choice":
        yield from entry.values if every_answer else told_apart(entry, bound)
    elif entry.kind == "choices":
        yield ()
        for value in entry.values if every_answer else told_apart(entry, bound):
            yield (value,)
    elif entry.kind == "number":
        for threshold in sorted(_thresholds(bound, entry)):
            yield from (threshold - 1, threshold, threshold + 1)
    elif entry.kind == "date":
        for day in sorted(_days(bound, as_of), reverse=True):
            yield datetime.date.fromordinal(day).isoformat()
    elif entry.kind in ("word", "reference"):
        yield from sorted(_named(bound, entry))
        yield "another"
    elif entry.kind in ("words", "references"):
        yield ()
        for value in sorted(_named(bound, entry)):
            yield (value,)


@lru_cache(maxsize=8192)
def told_apart(entry: Entry, bound: Bound) -> tuple[str, ...]:
    """One value for each group of values that the tests of a condition treat alike.

    A derived fact may read the value in ways of its own, so then every value stands for itself.
    """
    tests = [test for test in tests_of(bound) if test.entry.path == entry.path]
    if any(test.entry.derived is not None for test in tests_of(bound)):
        return entry.values
    groups: dict[tuple[bool, ...], str] = {}
    for value in entry.values:
        alike = tuple(isinstance(test.operand, frozenset) and value in test.operand for test in tests)
        groups.setdefault(alike, value)
    return tuple(groups.values())


def _thresholds(bound: Bound, entry: Entry) -> set[int]:
    return {test.operand for test in tests_of(bound) if isinstance(test.operand, int) and test.entry.path == entry.path}


def _named(bound: Bound, entry: Entry) -> set[str]:
    return {
        str(value)
        for test in tests_of(bound)
        if test.entry.path == entry.path and isinstance(test.operand, frozenset)
        for value in test.operand
    }


def _days(bound: Bound, as_of: int) -> set[int]:
    days = {as_of - back for back in _DAYS_BACK} | {as_of + 1, as_of + 28}
    for test in tests_of(bound):
        if test.operator == "within_last":
            edge = back_from(as_of, test.operand)
            days |= {edge - 1, edge}
        elif test.operator in ("before", "after"):
            days |= {test.operand[0] - 1, test.operand[0], test.operand[1] + 1}
        elif test.entry.derived is not None and isinstance(test.operand, int):
            days |= _days_for_threshold(test, as_of)
    return days


def _days_for_threshold(test: Test, as_of: int) -> set[int]:
    if test.entry.name == "weeks_pregnant":
        edge = as_of + DAYS_OF_PREGNANCY - 7 * int(test.operand)
        return {edge - 7, edge, edge + 1, edge + 7}
    unit = {"age_months": "month", "age_weeks": "week", "age_years": "month"}.get(test.tail.rpartition(".")[2])
    if unit is None:
        return {as_of - test.operand, as_of - test.operand - 1}
    number = test.operand * (12 if test.tail.endswith("age_years") else 1)
    edges: set[int] = set()
    for one in (number - 1, number, number + 1):
        edges.add(back_from(as_of, f"{one} {unit}s") if 0 < one < 10000 else as_of)
    return edges
