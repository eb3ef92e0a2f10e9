"""Codes one test as comparisons of small whole numbers, and what was told as those numbers.

Each test reads two numbers. ``top`` is the largest low end of what was told, ``bottom`` the smallest high end; a test
such as "at least 24" has a telling that says yes if ``top >= 24`` and one that says no if ``bottom < 24``. Choices get
a table made from the rule alone: 2 for a value that meets the test, 1 for one that does not. Where nobody told
anything, ``top`` lies below and ``bottom`` above everything. From "somebody says yes" and "nobody says no" the three
thresholds follow: met is both, at least disputed is the first, at least not known is either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from screening.case.told import Telling
from screening.conditions.bound import ABOUT_TELLINGS, Test, back_from
from screening.conditions.evaluate import Scope, evaluate
from screening.conditions.standing import Standing
from screening.engine.durable.formula import And, Compare, Formula, Operator, Or

FAR = 2**30
"""Beyond every number and day that a case can tell."""

LEVELS = (Standing.NOT_KNOWN, Standing.DISPUTED, Standing.MET)

_OPPOSITE: dict[Operator, Operator] = {"gte": "lt", "lt": "gte", "gt": "lte", "lte": "gt"}


@dataclass(frozen=True, slots=True)
class Coded:
    """One test coded.

    Attributes:
        formulas: one for each of ``LEVELS``: true where the test stands at least so high.
        fields: names of the numbers that the formulas read.
        numbers: works the numbers out for a scope, in the order of ``fields``.
    """

    formulas: tuple[Formula, Formula, Formula]
    fields: tuple[str, ...]
    numbers: Callable[[Scope], tuple[int, ...]]


def coded_standing(field: str) -> tuple[Formula, Formula, Formula]:
    """The formulas of something whose standing goes in as a number: a list that has been summed up."""
    # There are three levels, which a tuple made in a loop cannot promise.
    low, middle, high = (Compare(field, "gte", int(level)) for level in LEVELS)
    return low, middle, high


def coded_test(test: Test, name: str) -> Coded:
    """A test as formulas over numbers whose names start with ``name``."""
    if test.operator in ABOUT_TELLINGS:
        field = f"{name}.standing"
        return Coded(coded_standing(field), (field,), lambda scope: (int(evaluate(test, scope).standing),))
    top, bottom = f"{name}.top", f"{name}.bottom"
    says_yes, nobody_says_no = _comparisons(test, top, bottom)
    if test.negated:
        says_yes, nobody_says_no = _turned(nobody_says_no), _turned(says_yes)
    formulas = (Or((says_yes, nobody_says_no)), says_yes, And((says_yes, nobody_says_no)))
    return Coded(formulas, (top, bottom), _reader(test))


def _turned(one: Compare) -> Compare:
    return Compare(one.field, _OPPOSITE[one.op], one.value)


def _comparisons(test: Test, top: str, bottom: str) -> tuple[Compare, Compare]:
    """The comparisons for "some telling says yes" and for "no telling says no"."""
    operand = test.operand
    match test.operator:
        case "at_least":
            return Compare(top, "gte", operand), Compare(bottom, "gte", operand)
        case "above":
            return Compare(top, "gt", operand), Compare(bottom, "gt", operand)
        case "after":
            return Compare(top, "gt", operand[1]), Compare(bottom, "gt", operand[1])
        case "below":
            return Compare(bottom, "lt", operand), Compare(top, "lt", operand)
        case "at_most":
            return Compare(bottom, "lte", operand), Compare(top, "lte", operand)
        case "before":
            return Compare(bottom, "lt", operand[0]), Compare(top, "lt", operand[0])
        case "within_last":
            return Compare(top, "gte", 0), Compare(bottom, "gte", 0)
        case _:
            return Compare(top, "gte", 2), Compare(bottom, "gte", 2)


def _reader(test: Test) -> Callable[[Scope], tuple[int, int]]:
    spans = _spans_of(test)

    def numbers(scope: Scope) -> tuple[int, int]:
        top, bottom = -FAR, FAR
        for low, high in spans(scope.told.of(scope.path(test)), scope.told.as_of):
            top, bottom = max(top, low), min(bottom, high)
        return top, bottom

    return numbers


Spans = Callable[[tuple[Telling, ...], int], Iterable[tuple[int, int]]]


def _spans_of(test: Test) -> Spans:
    operand = test.operand
    if test.operator == "within_last":
        return lambda tellings, as_of: _since(tellings, as_of, back_from(as_of, operand))
    if test.operator == "in":
        return lambda tellings, as_of: _chosen(tellings, operand)
    if test.operator == "includes_any":
        return lambda tellings, as_of: _several(tellings, operand)
    return lambda tellings, as_of: [(max(one.low, -FAR), min(one.high, FAR)) for one in tellings]


def _since(tellings: tuple[Telling, ...], as_of: int, edge: int) -> Iterable[tuple[int, int]]:
    for one in tellings:
        # A day still to come lies within no period that has passed, so it is put before them all.
        yield (-FAR, -FAR) if one.low > as_of else (one.low - edge, one.high - edge)


def _chosen(tellings: tuple[Telling, ...], wanted: frozenset[Any]) -> Iterable[tuple[int, int]]:
    for one in tellings:
        if one.low == one.high:
            yield (_code(one.value, wanted),) * 2
        else:
            # A range of numbers reaches from its weakest to its strongest code; a test that differs on it is silent.
            codes = {_code(number, wanted) for number in range(one.low, min(one.high, one.low + 4096) + 1)}
            if len(codes) == 1:
                yield (codes.pop(),) * 2


def _code(value: Any, wanted: frozenset[Any]) -> int:
    return 2 if any(value == one and type(value) is type(one) for one in wanted) else 1


def _several(tellings: tuple[Telling, ...], wanted: frozenset[str]) -> Iterable[tuple[int, int]]:
    for one in tellings:
        if any(value in wanted for value in one.value):
            yield 2, 2
        elif one.in_full:
            yield 1, 1
