"""A condition tied to the fact dictionary and ready to be evaluated: negations pushed down, concepts put in place.

Only three kinds of node are left: tests on facts, tallies over lists, and gates that combine them. The evaluator and
the durable channel both read these; neither changes them. Nodes are told apart by identity.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Literal

from screening.case.dictionary import Entry
from screening.conditions.tree import period_parts

Root = Literal["case", "child", "member"]
"""Where a path starts: at the case, at the child whom the rule is about, or at the member that a ``where`` looks at."""

ABOUT_TELLINGS = frozenset({"given", "not_given", "told_by", "source_in", "corroborated"})
"""Operators that ask who told a fact and how, not what it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """One test on one fact.

    Attributes:
        root, tail: the path of the fact, for example ``child`` and ``mobility``.
        entry: the fact in the dictionary.
        operator: one of ``is``, ``in``, ``below``, ``at_least``, ``above``, ``at_most``, ``before``, ``after``,
            ``within_last``, ``includes_any``, or one of ``ABOUT_TELLINGS``. Others are reduced to these by ``negated``.
        operand: what it is given; choices as a frozenset, a date test as (low, high) ordinals, a period as its text.
        negated: the test counts the other way round.
        where_in_rule: path of keys inside the written condition, for messages.
    """

    root: Root
    tail: str
    entry: Entry
    operator: str
    operand: Any
    negated: bool
    where_in_rule: tuple[str | int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """At least ``n`` members of a list that meet ``where``; ``negated``: fewer than ``n``.

    Attributes:
        distinct: count different values of this field instead of members.
        within, dated_by: so many within any period of this length, by this date field.
    """

    root: Root
    tail: str
    entry: Entry
    n: int
    where: Bound | None
    negated: bool
    distinct: str | None
    within: str | None
    dated_by: str | None
    where_in_rule: tuple[str | int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """The ``n``-th strongest of its parts: n = 1 is ``any``, n = the number of parts is ``all``.

    Attributes:
        name: the title of a concept where the gate stands for one, else None.
    """

    n: int
    parts: tuple[Bound, ...]
    name: str | None = None


Bound = Test | Tally | Gate


def back_from(day: int, period: str) -> int:
    """The day that lies a period before ``day``; a month that is too short gives its last day."""
    number, unit = period_parts(period)
    if unit == "day":
        return day - number
    if unit == "week":
        return day - 7 * number
    return _months_from(day, -number)


def on_from(day: int, period: str) -> int:
    """The day that lies a period after ``day``."""
    number, unit = period_parts(period)
    if unit == "day":
        return day + number
    if unit == "week":
        return day + 7 * number
    return _months_from(day, number)


def _months_from(day: int, months: int) -> int:
    date = datetime.date.fromordinal(day)
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    for last in (date.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, min(date.day, last)).toordinal()
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
