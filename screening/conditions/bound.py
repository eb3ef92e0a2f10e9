"""A condition tied to the fact dictionary and ready to be evaluated: negations pushed down, concepts put in place.

Only three kinds of node are left: tests on facts, tallies over lists, and gates that combine them. The evaluator and
the durable channel both read these; neither changes them. Nodes are told apart by identity.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from screening.case.dictionary import Entry, entities, entity_name, fields
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
        where: what members have to meet; where the tally is negated, the opposite of what is counted.
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


def tests_of(node: Bound) -> Iterator[Test]:
    """Every test of a condition."""
    if isinstance(node, Test):
        yield node
    elif isinstance(node, Gate):
        for part in node.parts:
            yield from tests_of(part)
    elif node.where is not None:
        yield from tests_of(node.where)


def tallies_of(node: Bound) -> Iterator[Tally]:
    """Every tally of a condition."""
    if isinstance(node, Gate):
        for part in node.parts:
            yield from tallies_of(part)
    elif isinstance(node, Tally):
        yield node
        if node.where is not None:
            yield from tallies_of(node.where)


@lru_cache(maxsize=16384)
def facts_read(node: Bound) -> frozenset[str]:
    """Every fact that a condition reads, such as ``injury.kind``, and what its derived facts are worked out from."""
    read: set[str] = set()
    for test in tests_of(node):
        read.update(_worked_out_from(test.entry))
        if test.operator == "told_by":
            read.add("person.relationship")
    for tally in tallies_of(node):
        read.add(tally.entry.path)
        if tally.entry.member is not None:
            member = entity_name(tally.entry.member)
            read.update(f"{member}.{name}" for name in (tally.distinct, tally.dated_by) if name)
    return frozenset(read)


def _worked_out_from(entry: Entry) -> Iterator[str]:
    yield entry.path
    if entry.derived is None:
        return
    for name in entry.derived.inputs:
        told = fields(entities()[entry.entity])[name]
        yield told.path
        if told.member is not None:
            yield from (one.path for one in fields(told.member).values())


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
