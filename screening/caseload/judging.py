"""What one telling says to a test, and what the tellings of a fact come to, as column expressions.

A judgement is 3 where a telling says yes, 0 where it says no, and empty where it cannot settle the test or nothing was
told. The weakest and the strongest judgement of a fact are enough to know its standing, because tellings either agree
or differ. ``screening.conditions.evaluate`` is the meaning; here is the same over columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from screening.case.words import date_span
from screening.conditions.bound import back_from

NOT_MET, NOT_KNOWN, DISPUTED, MET = range(4)

FIRST_DAY = date_span("1900")[0]
LAST_DAY = date_span("2200")[1]
"""The days that a date in a case file can mean."""


def number(value: int) -> nw.Expr:
    """A standing as a column."""
    return nw.lit(value, nw.Int8)


def verdict(yes: nw.Expr, no: nw.Expr) -> nw.Expr:
    """A judgement from the two ways in which it can be settled."""
    return nw.when(yes).then(number(MET)).otherwise(nw.when(no).then(number(NOT_MET)))


def standing(weakest: nw.Expr, strongest: nw.Expr, negated: bool) -> nw.Expr:
    """The standing of a test from the weakest and the strongest judgement of its tellings."""
    differ = (weakest != strongest).cast(nw.Int8)
    return (number(MET) - weakest - differ if negated else strongest - differ).fill_null(NOT_KNOWN)


def settled(yes: nw.Expr, no: nw.Expr, negated: bool) -> nw.Expr:
    """The standing of a test from whether any telling says yes and whether any says no (neither may be empty)."""
    if negated:
        yes, no = no, yes
    both = nw.when(no).then(number(DISPUTED)).otherwise(number(MET))
    return nw.when(yes).then(both).otherwise(nw.when(no).then(number(NOT_MET)).otherwise(number(NOT_KNOWN)))


def yes_or_no(holds: nw.Expr, negated: bool) -> nw.Expr:
    """The standing of a question about tellings, which accounts cannot differ on (``holds`` is never empty)."""
    return nw.when(holds).then(number(NOT_MET if negated else MET)).otherwise(number(MET if negated else NOT_MET))


@dataclass(frozen=True)
class Span:
    """A number or day of which a range is known.

    Attributes:
        low_at_least, high_at_least: whether the lowest, and the highest, it can be is at least so much.
    """

    low_at_least: Callable[[int], nw.Expr]
    high_at_least: Callable[[int], nw.Expr]


def span(low: nw.Expr, high: nw.Expr) -> Span:
    """The span of two columns that hold its ends."""
    return Span(lambda least: low >= least, lambda least: high >= least)


def falling_span(low: nw.Expr, high: nw.Expr, worked_out: Callable[[int], int]) -> Span:
    """The span of what is worked out from a day, such as an age, where later days give no higher numbers.

    The function is never put into columns: for each number that is asked for, the last day that still gives it is
    looked up once.
    """

    def last_day_with(least: int) -> int:
        days = range(FIRST_DAY, LAST_DAY + 1)
        return FIRST_DAY - 1 + bisect_left(days, True, key=lambda day: worked_out(day) < least)

    return Span(lambda least: high <= last_day_with(least), lambda least: low <= last_day_with(least))


def compared(operator: str, operand: Any, of: Span) -> nw.Expr:
    """The judgement of a test on a number or a day of which a span is known."""
    if operator == "in":
        (wanted,) = operand  # A number is tested for one value only.
        return verdict(
            of.low_at_least(wanted) & ~of.high_at_least(wanted + 1),
            ~of.high_at_least(wanted) | of.low_at_least(wanted + 1),
        )
    if operator in ("below", "before"):
        bound = operand if operator == "below" else operand[0]
        return verdict(~of.high_at_least(bound), of.low_at_least(bound))
    if operator in ("above", "after"):
        bound = (operand if operator == "above" else operand[1]) + 1
        return verdict(of.low_at_least(bound), ~of.high_at_least(bound))
    if operator == "at_most":
        return verdict(~of.high_at_least(operand + 1), of.low_at_least(operand + 1))
    return verdict(of.low_at_least(operand), ~of.high_at_least(operand))


def lately(period: str, of: Span, as_of: int) -> nw.Expr:
    """The judgement of ``within_last``: a day that lies ahead is no, however near."""
    first = back_from(as_of, period)
    ahead = of.low_at_least(as_of + 1)
    return verdict(of.low_at_least(first) & ~ahead, ~of.high_at_least(first) | ahead)


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Whether any part holds."""
    listed = list(parts)
    return nw.any_horizontal(*listed, ignore_nulls=False) if len(listed) > 1 else listed[0]


def all_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Whether every part holds."""
    listed = list(parts)
    return nw.all_horizontal(*listed, ignore_nulls=False) if len(listed) > 1 else listed[0]
