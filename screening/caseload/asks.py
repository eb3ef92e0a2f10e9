"""What a rule asks of the tellings of one member: each kind of question with its columns before and after the fold.

An ask reads the counted rows of a table (one row for each account and member), says of each row what it judges, and,
once the weakest and the strongest judgement of a member are known, what they come to. Facts that are worked out are
asked in ``working_out``; which rows count is the business of ``folding``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

import narwhals as nw

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
from screening.case.dictionary import Entry, Kind
from screening.case.words import OverTime

SEVERAL = frozenset({"choices", "words", "references"})
"""Kinds of facts that hold several values at once."""

LOW, HIGH, FULL, TEXT = ".low", ".high", ".full", ".text"
"""Endings of columns: the first and last day that a date can mean, whether several values were told in full, and
several values in one text."""

SOURCE, SPEAKER, BORNE_OUT, TELLER = "account.source", "account.speaker", "account.borne_out", "account.teller"
"""Columns about the account of a row."""


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
        return (self.name + LOW, self.name + HIGH) if self.kind == "date" else (self.name,)

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
        least: which of a member's judgements are wanted, the weakest, the strongest or both.
        column: the name of the column that holds it.
    """

    key: str
    fact: Fact
    each: nw.Expr
    least: tuple[Least, ...] = ("min", "max")
    column: str = ""

    def named(self, column: str) -> Judged:
        """The same under the name of a column."""
        return replace(self, column=column)

    def also(self, least: tuple[Least, ...]) -> Judged:
        """The same where more is wanted of it."""
        return replace(self, least=tuple(dict.fromkeys([*self.least, *least])))


Found = Callable[[str, Least], nw.Expr]
"""The weakest or strongest judgement of a key."""


class Ask(Protocol):
    """One question about the tellings of a member."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it reads."""

    @property
    def closest(self) -> tuple[Fact, ...]:
        """Dates for which it matters that a wide date says nothing beside a closer one within it."""

    @property
    def account(self) -> tuple[str, ...]:
        """Columns about the account that it reads."""

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member, never empty."""

    def untold(self, negated: bool) -> int:
        """The standing where nobody told anything."""


@dataclass(frozen=True)
class Says:
    """A test on the value of a told fact."""

    fact: Fact
    operator: str
    operand: Any
    account: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    @property
    def closest(self) -> tuple[Fact, ...]:
        # Of all tests only this one can be settled by a wide date and otherwise by a closer one: "this month" lies
        # within the last weeks, and a day of this month that lies ahead does not.
        return (self.fact,) if self.operator == "within_last" else ()

    @property
    def _key(self) -> str:
        operand = sorted(self.operand, key=str) if isinstance(self.operand, frozenset) else self.operand
        return f"{self.fact.name} {self.operator} {operand}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        return (Judged(self._key, self.fact, self._each(as_of)),)

    def _each(self, as_of: int) -> nw.Expr:
        column = nw.col(self.fact.columns[0])
        if self.operator == "includes_any":
            # A list that does not count says nothing, though it was told in full.
            full = self.fact.told & nw.col(self.fact.name + FULL)
            return verdict(any_of(column.list.contains(one) for one in sorted(self.operand)), full)
        if self.operator == "within_last":
            return lately(self.operand, self.fact.span, as_of)
        if self.operator == "in" and self.fact.kind == "yes-no":
            asked = verdict(~column.is_null(), column.is_null()) if len(self.operand) > 1 else None
            return asked if asked is not None else _as_judged(column if True in self.operand else ~column)
        if self.operator == "in" and self.fact.kind != "number":
            values = sorted(self.operand)
            return _as_judged(column == values[0] if len(values) == 1 else column.is_in(values))
        return compared(self.operator, self.operand, self.fact.span)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        return standing(found(self._key, "min"), found(self._key, "max"), negated)

    def untold(self, negated: bool) -> int:
        return NOT_KNOWN


def _as_judged(holds: nw.Expr) -> nw.Expr:
    return holds.cast(nw.Int8) * number(MET)


@dataclass(frozen=True)
class Given:
    """Whether anybody told the fact."""

    fact: Fact
    closest: tuple[Fact, ...] = ()
    account: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    @property
    def _key(self) -> str:
        return f"{self.fact.name} told"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        return (Judged(self._key, self.fact, self.fact.told, ("max",)),)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        return yes_or_no(found(self._key, "max").fill_null(value=False), negated)

    def untold(self, negated: bool) -> int:
        return MET if negated else NOT_MET


@dataclass(frozen=True)
class SourceIn:
    """Whether nobody but these kinds of sources told the fact."""

    fact: Fact
    sources: frozenset[str]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    @property
    def closest(self) -> tuple[Fact, ...]:
        return (self.fact,) if self.fact.kind == "date" else ()

    @property
    def account(self) -> tuple[str, ...]:
        return (SOURCE,)

    @property
    def _key(self) -> str:
        return f"{self.fact.name} source {sorted(self.sources)}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        source = nw.col(SOURCE)
        known = nw.when(source.is_in(sorted(self.sources))).then(number(MET)).otherwise(number(NOT_MET))
        each = nw.when(source.is_null()).then(number(NOT_KNOWN)).otherwise(known)
        return (Judged(self._key, self.fact, nw.when(self.fact.told).then(each), ("min",)),)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        return asked_of_all(found(self._key, "min"), negated)

    def untold(self, negated: bool) -> int:
        return NOT_KNOWN


def asked_of_all(weakest: nw.Expr, negated: bool) -> nw.Expr:
    """Met only where it is met of every telling; one of which it is not known leaves it open."""
    if not negated:
        return weakest.fill_null(NOT_KNOWN)
    settled = nw.when(weakest == NOT_MET).then(number(MET)).otherwise(number(NOT_KNOWN))
    return nw.when(weakest == MET).then(number(NOT_MET)).otherwise(settled)


@dataclass(frozen=True)
class ToldBy:
    """Whether nobody but people of these relationships told the fact."""

    fact: Fact
    relationships: frozenset[str]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    @property
    def closest(self) -> tuple[Fact, ...]:
        return (self.fact,) if self.fact.kind == "date" else ()

    @property
    def account(self) -> tuple[str, ...]:
        return (teller_column(self.relationships),)

    @property
    def _key(self) -> str:
        return f"{self.fact.name} teller {sorted(self.relationships)}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        each = nw.when(self.fact.told).then(nw.col(self.account[0]))
        return (Judged(self._key, self.fact, each, ("min",)),)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        return asked_of_all(found(self._key, "min"), negated)

    def untold(self, negated: bool) -> int:
        return NOT_KNOWN


def teller_column(relationships: frozenset[str]) -> str:
    """The column that says of an account whether the person who told it is one of these."""
    return f"{TELLER} {','.join(sorted(relationships))}"


def tellers_of(column: str) -> frozenset[str]:
    """The relationships that a column of ``teller_column`` is about."""
    return frozenset(column.removeprefix(TELLER + " ").split(","))


@dataclass(frozen=True)
class Corroborated:
    """Whether the fact rests on more than one person's word."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    @property
    def closest(self) -> tuple[Fact, ...]:
        return (self.fact,) if self.fact.kind == "date" else ()

    @property
    def account(self) -> tuple[str, ...]:
        return (BORNE_OUT, SPEAKER)

    def _named(self, what: str) -> str:
        return f"{self.fact.name} corroborated {what}"

    @property
    def _values(self) -> tuple[str, ...]:
        """A date is one value only if both of its ends are; several values at once are taken in the order told."""
        return (self.fact.name + TEXT,) if self.fact.kind in SEVERAL else self.fact.columns

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        told = self.fact.told
        values = [nw.col(column) for column in self._values]
        return (
            Judged(self._named("told"), self.fact, told, ("max",)),
            Judged(self._named("borne out"), self.fact, nw.when(told).then(nw.col(BORNE_OUT)), ("max",)),
            Judged(self._named("speaker"), self.fact, nw.when(told).then(nw.col(SPEAKER))),
            *(Judged(self._named(f"value {place}"), self.fact, each) for place, each in enumerate(values)),
        )

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        def same(what: str) -> nw.Expr:
            return found(self._named(what), "min") == found(self._named(what), "max")

        values = [f"value {place}" for place in range(len(self._values))]
        agreeing = ~same("speaker")
        for value in values:
            agreeing = agreeing & same(value)
        holds = (found(self._named("borne out"), "max") | agreeing).fill_null(value=False)
        asked = nw.when(found(self._named("told"), "max").fill_null(value=False)).then(yes_or_no(holds, negated))
        return asked.otherwise(number(NOT_KNOWN))

    def untold(self, negated: bool) -> int:
        return NOT_KNOWN

