"""What tests on one fact leave of it together: can any told value meet them all?

Only tests that must all hold for the same fact of the same thing are put together. Two accounts that differ are not
considered: a contradiction can then be disputed, but it can never be met.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.case.dictionary import Entry
from screening.conditions.bound import Test
from screening.conditions.tree import period_parts

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44}
_ABOUT_TELLERS = frozenset({"told_by", "source_in", "corroborated"})


@dataclass(frozen=True)
class Demand:
    """A test, or its opposite where ``turned`` is set."""

    test: Test
    turned: bool

    @property
    def negated(self) -> bool:
        """Whether the test has to fail."""
        return self.test.negated != self.turned


def can_hold(demands: Iterable[Demand]) -> bool:
    """Whether one told value, or nothing told, can meet every demand on one fact."""
    listed = list(demands)
    return not listed or (
        _told_or_not(listed) and _choices(listed) and _several(listed) and _range(listed) and _ages(listed)
    )


def _told_or_not(demands: list[Demand]) -> bool:
    """No value can be met where the fact has to be untold."""
    told = untold = False
    for demand in demands:
        operator = demand.test.operator
        if operator in ("given", "not_given"):
            wants_told = (operator == "given") != demand.negated
            # "Not untold for this reason" may still be untold for another.
            if wants_told and operator == "not_given" and demand.test.operand:
                continue
            told, untold = told or wants_told, untold or not wants_told
        elif operator not in _ABOUT_TELLERS:
            told = True
    return not (told and untold)


def _choices(demands: list[Demand]) -> bool:
    """Something is left of a list of choices; facts that can have any value are never used up by exclusions."""
    tests = [demand for demand in demands if demand.test.operator == "in"]
    left = _every_value(demands[0].test.entry)
    for demand in tests:
        if not demand.negated:
            left = demand.test.operand if left is None else left & demand.test.operand
    without = frozenset().union(*(demand.test.operand for demand in tests if demand.negated))
    return not tests or left is None or bool(left - without)


def _every_value(entry: Entry) -> frozenset[object] | None:
    if entry.kind == "yes-no":
        return frozenset((True, False))
    return frozenset(entry.values) if entry.kind == "choice" else None


def _several(demands: list[Demand]) -> bool:
    """Where several values are told at once, what is wanted is not all excluded."""
    tests = [demand for demand in demands if demand.test.operator == "includes_any"]
    without = frozenset().union(*(demand.test.operand for demand in tests if demand.negated))
    return all(demand.test.operand - without for demand in tests if not demand.negated)


def _range(demands: list[Demand]) -> bool:
    """A whole number, or a day, lies between the bounds."""
    low, high = float("-inf"), float("inf")
    for demand in demands:
        operator, operand = demand.test.operator, demand.test.operand
        if operator in ("before", "after"):
            operator, operand = ("below", operand[0]) if operator == "before" else ("above", operand[1])
        if demand.negated:
            operator = {"below": "at_least", "at_least": "below", "above": "at_most", "at_most": "above"}.get(
                operator, ""
            )
        if operator in ("below", "at_most"):
            high = min(high, operand - 1 if operator == "below" else operand)
        elif operator in ("above", "at_least"):
            low = max(low, operand + 1 if operator == "above" else operand)
    exact = [demand.test.operand for demand in demands if demand.test.operator == "in" and not demand.negated]
    numbers = [value for values in exact for value in values if type(value) is int]
    return low <= high and (not numbers or any(low <= value <= high for value in numbers))


def _ages(demands: list[Demand]) -> bool:
    """A date within one period is not outside a longer one. What lies ahead counts as outside."""
    within, outside = float("inf"), 0.0
    for demand in demands:
        if demand.test.operator != "within_last":
            continue
        number, unit = period_parts(demand.test.operand)
        if demand.negated:
            outside = max(outside, number * _DAYS[unit])
        else:
            within = min(within, number * _DAYS[unit])
    return not outside or within > outside
