"""What a rule asks of the tellings of one member: each kind of question with its columns before and after the fold.

An ask reads the counted rows of a table (one row for each account and member), says of each row what it judges, and,
once the weakest and the strongest judgement of a member are known, what they come to. Facts that are worked out are
asked in ``working_out``; which rows count is the business of ``folding``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import narwhals as nw

from screening.case.dictionary import Entry, Kind
from screening.case.words import OverTime
from screening.caseload.judging import (
    MET,
    NOT_KNOWN,
    NOT_MET,
    Span,
    any_of,
    compared,
    lately,
    number,
    span,
    standing,
    verdict,
    yes_or_no,
)

SEVERAL = frozenset({"choices", "words", "references"})
"""Kinds of facts that hold several values at once."""

LOW, HIGH, TEXT = " low", " high", " text"
"""Endings of columns: the first and last day that a date can mean, and several values in one text."""


def plain(name: str) -> str:
    """The name of a column as it is used here: not every column engine takes a dot in it."""
    return name.replace(".", " ")


@dataclass(frozen=True, slots=True)
class Fact:
    """One told fact of a table: the name of its column, its kind, and how it behaves over time."""

    name: str
    kind: Kind
    over_time: OverTime

    @property
    def told(self) -> nw.Expr:
        """Whether the row tells it."""
        return ~nw.col(self.columns[0]).is_null()

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns; a date has two."""
        name = plain(self.name)
        return (name + LOW, name + HIGH) if self.kind == "date" else (name,)

    @property
    def span(self) -> Span:
        """What its column says of a number or date."""
        return span(nw.col(self.columns[0]), nw.col(self.columns[-1]))


def fact_at(entry: Entry, name: str) -> Fact:
    """The fact of an entry of the dictionary, under the name of its column."""
    return Fact(name, entry.kind, entry.fact.over_time)


Least = Literal["min", "max"]


@dataclass(frozen=True)
class Judged:
    """One judgement of every row.

    Attributes:
        key: the same for the same judgement.
        fact: the fact that is judged; where a later account tells it, this judgement may no longer count.
        each: what a row says; empty where it is silent.
        account: where that depends on who told it, what it is once the account is known.
        lists: it looks for values in a list, so that a list told in full says no.
        least: which of a member's judgements are wanted, the weakest, the strongest or both.
        column: the name of the column that holds it.
    """

    key: str
    fact: Fact
    each: nw.Expr
    least: tuple[Least, ...] = ("min", "max")
    account: Callable[[nw.Expr], nw.Expr] | None = None
    lists: bool = False
    column: str = ""

    @property
    def by_account(self) -> nw.Expr | None:
        """What a row says once its account is known; none where that makes no difference."""
        return None if self.account is None else self.account(nw.col(self.column))

    def named(self, column: str) -> Judged:
        """The same under the name of a column."""
        return replace(self, column=column)

    def also(self, least: tuple[Least, ...]) -> Judged:
        """The same where more is wanted of it."""
        return replace(self, least=tuple(dict.fromkeys([*self.least, *least])))


Found = Callable[[str, Least], nw.Expr]
"""The weakest or strongest judgement of a key."""


class Ask(ABC):
    """One question about the tellings of a member."""

    @property
    @abstractmethod
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it reads."""

    @property
    def closest(self) -> tuple[Fact, ...]:
        """Dates for which it matters that a wide date says nothing beside a closer one within it."""
        return ()

    @property
    def closest_around(self) -> tuple[Fact, ...]:
        """The same, where it matters only of wide dates that the day of the screening lies within."""
        return ()

    @property
    def account(self) -> tuple[str, ...]:
        """Columns about the account that it reads."""
        return ()

    @abstractmethod
    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""

    @abstractmethod
    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member, never empty."""

    def untold(self, negated: bool) -> int:
        """The standing where nobody told anything."""
        return NOT_KNOWN


@dataclass(frozen=True)
class Says(Ask):
    """A test on the value of a told fact."""

    fact: Fact
    operator: str
    operand: Any

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The one fact."""
        return (self.fact,)

    @property
    def closest_around(self) -> tuple[Fact, ...]:
        """A wide date can settle ``within_last`` alone otherwise than a closer one within it.

        This month lies within the last weeks; a day of this month that lies ahead does not.
        """
        return (self.fact,) if self.operator == "within_last" else ()

    @property
    def key(self) -> str:
        """The same for the same judgement."""
        operand = sorted(self.operand, key=str) if isinstance(self.operand, frozenset) else self.operand
        return f"{self.fact.name} {self.operator} {operand}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        return (Judged(self.key, self.fact, self._each(as_of), lists=self.operator == "includes_any"),)

    def _each(self, as_of: int) -> nw.Expr:
        column = nw.col(self.fact.columns[0])
        if self.operator == "includes_any":
            # A list that was told and is empty says that there is none.
            return verdict(any_of(column.list.contains(one) for one in sorted(self.operand)), column.list.len() == 0)
        if self.operator == "within_last":
            return lately(self.operand, self.fact.span, as_of)
        if self.operator == "in" and self.fact.kind == "yes-no":
            return _as_judged(column if True in self.operand else ~column)
        if self.operator == "in" and self.fact.kind != "number":
            values = sorted(self.operand)
            return _as_judged(column == values[0] if len(values) == 1 else column.is_in(values))
        return compared(self.operator, self.operand, self.fact.span)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""
        return standing(found(self.key, "min"), found(self.key, "max"), negated)


def _as_judged(holds: nw.Expr) -> nw.Expr:
    return holds.cast(nw.Int8) * number(MET)


@dataclass(frozen=True)
class Given(Ask):
    """Whether anybody told the fact."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The one fact."""
        return (self.fact,)

    @property
    def _key(self) -> str:
        return f"{self.fact.name} told"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        return (Judged(self._key, self.fact, self.fact.told, ("max",)),)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""
        return yes_or_no(found(self._key, "max").fill_null(value=False), negated)

    def untold(self, negated: bool) -> int:
        """Nobody gave it."""
        return MET if negated else NOT_MET
