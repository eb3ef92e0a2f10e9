"""What a rule asks about who told a fact: ``source_in``, ``told_by`` and ``corroborated``.

They look at all tellings of a fact together, and are met or not met: accounts can differ about a fact, not about who
gave it. ``screening.conditions.evaluate`` is the meaning. What is known of an account is put together in ``accounts``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import narwhals as nw

from screening.caseload.asks import SEVERAL, TEXT, Ask, Fact, Found, Judged, plain
from screening.caseload.judging import MET, NOT_KNOWN, NOT_MET, number, yes_or_no

SOURCE, SPEAKER, BORNE_OUT, TELLER = "account source", "account speaker", "account borne out", "account teller"
"""Columns about the account of a row."""


@dataclass(frozen=True)
class _OfTellings(Ask):
    """What is asked about the tellings of one fact."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The one fact."""
        return (self.fact,)

    @property
    def closest(self) -> tuple[Fact, ...]:
        """Who told a date is asked of the dates that count only."""
        return (self.fact,) if self.fact.kind == "date" else ()


@dataclass(frozen=True)
class SourceIn(_OfTellings):
    """Whether nobody but these kinds of sources told the fact."""

    sources: frozenset[str]

    @property
    def account(self) -> tuple[str, ...]:
        """What it reads of the account."""
        return (SOURCE,)

    @property
    def _key(self) -> str:
        return f"{self.fact.name} source {sorted(self.sources)}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        source = nw.col(SOURCE)
        known = nw.when(source.is_in(sorted(self.sources))).then(number(MET)).otherwise(number(NOT_MET))
        each = nw.when(source.is_null()).then(number(NOT_KNOWN)).otherwise(known)
        return (Judged(self._key, self.fact, self.fact.told, ("min",), _where_told(each)),)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""
        return asked_of_all(found(self._key, "min"), negated)


def _where_told(each: nw.Expr) -> Callable[[nw.Expr], nw.Expr]:
    """What the account says, in the rows that tell the fact."""
    return lambda told: nw.when(told).then(each)


def asked_of_all(weakest: nw.Expr, negated: bool) -> nw.Expr:
    """Met only where it is met of every telling; one of which it is not known leaves it open."""
    if not negated:
        return weakest.fill_null(NOT_KNOWN)
    settled = nw.when(weakest == NOT_MET).then(number(MET)).otherwise(number(NOT_KNOWN))
    return nw.when(weakest == MET).then(number(NOT_MET)).otherwise(settled)


@dataclass(frozen=True)
class ToldBy(_OfTellings):
    """Whether nobody but people of these relationships told the fact."""

    relationships: frozenset[str]

    @property
    def account(self) -> tuple[str, ...]:
        """What it reads of the account."""
        return (teller_column(self.relationships),)

    @property
    def _key(self) -> str:
        return f"{self.fact.name} teller {sorted(self.relationships)}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        return (Judged(self._key, self.fact, self.fact.told, ("min",), _where_told(nw.col(self.account[0]))),)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""
        return asked_of_all(found(self._key, "min"), negated)


def teller_column(relationships: frozenset[str]) -> str:
    """The column that says of an account whether the person who told it is one of these."""
    return f"{TELLER} {','.join(sorted(relationships))}"


def tellers_of(column: str) -> frozenset[str]:
    """The relationships that a column of ``teller_column`` is about."""
    return frozenset(column.removeprefix(TELLER + " ").split(","))


@dataclass(frozen=True)
class Corroborated(_OfTellings):
    """Whether the fact rests on more than one person's word."""

    @property
    def account(self) -> tuple[str, ...]:
        """What it reads of the account."""
        return (BORNE_OUT, SPEAKER)

    def _named(self, what: str) -> str:
        return f"{self.fact.name} corroborated {what}"

    @property
    def _values(self) -> tuple[str, ...]:
        """A date is one value only if both of its ends are; several values at once are taken in the order told."""
        return (plain(self.fact.name) + TEXT,) if self.fact.kind in SEVERAL else self.fact.columns

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        told = self.fact.told
        values = [nw.col(column) for column in self._values]
        return (
            Judged(self._named("told"), self.fact, told, ("max",)),
            Judged(self._named("borne out"), self.fact, told, ("max",), _where_told(nw.col(BORNE_OUT))),
            Judged(self._named("speaker"), self.fact, told, account=_where_told(nw.col(SPEAKER))),
            *(Judged(self._named(f"value {place}"), self.fact, each) for place, each in enumerate(values)),
        )

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""

        def same(what: str) -> nw.Expr:
            return found(self._named(what), "min") == found(self._named(what), "max")

        values = [f"value {place}" for place in range(len(self._values))]
        agreeing = ~same("speaker")
        for value in values:
            agreeing = agreeing & same(value)
        holds = (found(self._named("borne out"), "max") | agreeing).fill_null(value=False)
        asked = nw.when(found(self._named("told"), "max").fill_null(value=False)).then(yes_or_no(holds, negated))
        return asked.otherwise(number(NOT_KNOWN))
