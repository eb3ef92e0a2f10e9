"""Facts that are worked out, never told, as column expressions: ages, missed appointments, overdue promises.

``screening.case.derived`` is the meaning. Where a fact is worked out from one telling at a time, its own function there
is asked, for each value or to find the days at which an age changes; only what combines several tellings is written
again here. Facts that need several members, or a list of agencies held against another, are measured in ``measuring``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import narwhals as nw

from screening.case.account import Account
from screening.case.bank_holidays import bank_holidays
from screening.case.derived import DAYS_OF_PREGNANCY, DAYS_PAST_DUE, DERIVED_BY_ENTITY, Derived
from screening.case.dictionary import Entry, entities, fields
from screening.case.told import Told, telling
from screening.caseload.asks import Ask, Fact, Found, Judged, fact_at
from screening.caseload.judging import (
    MET,
    NOT_KNOWN,
    NOT_MET,
    Span,
    compared,
    falling_span,
    number,
    settled,
    standing,
    yes_or_no,
)

AGES = frozenset({"age_months", "age_weeks", "age_years", "weeks_pregnant"})
GIVEN = "given"
_SOMEBODY = Account(id="somebody")


def asked_of_members(entry: Entry, operator: str, operand: Any) -> Ask | None:
    """The question about a fact that is worked out from the tellings of one member.

    Returns:
        None where the fact needs more than that.
    """
    derived = entry.derived
    if derived is None:
        raise AssertionError(f"{entry.path} is told, not worked out")
    # A pregnancy ends with the birth, though weeks of pregnancy are not worked out from it.
    names = (*derived.inputs, "born") if derived.name == "weeks_pregnant" else derived.inputs
    facts = tuple(fact_at(fields(entities()[entry.entity])[name], name) for name in names)
    if derived.name in AGES:
        return AgeIs(derived, facts, operator, operand)
    if derived.name in _YES_NO:
        return WorkedOut(derived.name, facts, _YES_NO[derived.name], operator, operand)
    return None


def _worked_out(derived: Derived, name: str, value: Any, as_of: int) -> list[tuple[Any, int, int]]:
    """What a derived fact comes to where nothing but one telling of one of its inputs is known."""
    prefix = {"child": "children.x", "person": "people.x", "appointment": "people.x.appointments.x"}[derived.entity]
    path = f"{prefix}.{name}"
    told = Told(as_of, {path: (telling(path, value, _SOMEBODY),)}, accounts=(_SOMEBODY,))
    return [(value, low, high) for value, low, high, _ in derived.work_out(told, prefix)]


@lru_cache(maxsize=262144)
def _age_at(derived: Derived, day: int, as_of: int) -> int:
    """The age, or week of pregnancy, that goes with a birth or due date (an ordinal)."""
    if derived.name == "weeks_pregnant":
        return (DAYS_OF_PREGNANCY - (day - as_of)) // 7
    # A due date is taken for a birth date, so both give the same age.
    ((_, age, _),) = _worked_out(derived, "born", datetime.date.fromordinal(day).isoformat(), as_of)
    return age


@dataclass(frozen=True)
class AgeIs(Ask):
    """An age or week of pregnancy, worked out from each birth date told, or from the due date where there is none."""

    derived: Derived
    inputs: tuple[Fact, ...]
    operator: str
    operand: Any

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it is worked out from."""
        return self.inputs

    @property
    def closest(self) -> tuple[Fact, ...]:
        """A baby may be expected by a wide due date and no longer by a closer one within it."""
        return tuple(fact for fact in self.facts if fact.name == "due")

    @property
    def _key(self) -> str:
        operand = sorted(self.operand) if isinstance(self.operand, frozenset) else self.operand
        return f"{self.derived.name} {self.operator} {operand}"

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        found: list[Judged] = []
        for fact in self.facts:
            counts = still_expected(fact, as_of) if fact.name == "due" else fact.told
            said = f"{fact.name} {'expected' if fact.name == 'due' else 'told'}"
            found.append(Judged(said, fact, counts, ("max",)))
            if self.operator == GIVEN or (fact.name == "born" and self.derived.name == "weeks_pregnant"):
                continue
            of = _of_a_day(self.derived, fact, as_of)
            each = compared(self.operator, self.operand, of)
            found.append(Judged(f"{self._key} by {fact.name}", fact, nw.when(counts).then(each)))
        return tuple(found)

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""
        names = {fact.name for fact in self.facts}
        born = found("born told", "max").fill_null(value=False)
        due = found("due expected", "max").fill_null(value=False) if "due" in names else None
        if self.operator == GIVEN:
            return yes_or_no(self._given(born, due), negated)

        def by(name: str) -> nw.Expr:
            key = f"{self._key} by {name}"
            return standing(found(key, "min"), found(key, "max"), negated)

        if self.derived.name == "weeks_pregnant":
            return nw.when(born).then(number(NOT_KNOWN)).otherwise(by("due"))
        return by("born") if due is None else nw.when(born).then(by("born")).otherwise(by("due"))

    def _given(self, born: nw.Expr, due: nw.Expr | None) -> nw.Expr:
        if due is None:
            return born
        return ~born & due if self.derived.name == "weeks_pregnant" else born | due

    def untold(self, negated: bool) -> int:
        """Nothing that it is worked out from was told."""
        return (MET if negated else NOT_MET) if self.operator == GIVEN else NOT_KNOWN


def still_expected(due: Fact, as_of: int) -> nw.Expr:
    """Whether a due date still lets the baby be expected; no where none was told."""
    return (nw.col(due.columns[1]) >= as_of - DAYS_PAST_DUE).fill_null(value=False)


def _of_a_day(derived: Derived, fact: Fact, as_of: int) -> Span:
    low, high = (nw.col(column) for column in fact.columns)
    return falling_span(low, high, lambda day: _age_at(derived, day, as_of))


Flag = Callable[[str], nw.Expr]
"""Whether any telling is so, by the name of the flag; never empty."""

Flags = dict[str, tuple[Fact, nw.Expr]]
"""What is looked for in each row, by name, and the fact that it is looked for in."""


@dataclass(frozen=True)
class YesNo:
    """How a fact that is yes or no is worked out.

    Attributes:
        flags: from the facts and the day of the screening, what is looked for in each row.
        yes, no: whether the flags give a yes, and whether they give a no.
        closest: inputs whose wide dates say nothing beside closer ones.
    """

    flags: Callable[[tuple[Fact, ...], int], Flags]
    yes: Callable[[Flag], nw.Expr]
    no: Callable[[Flag], nw.Expr]
    closest: frozenset[str] = frozenset()


@dataclass(frozen=True)
class WorkedOut(Ask):
    """A test on a fact that is yes or no and worked out from the tellings of one member."""

    name: str
    inputs: tuple[Fact, ...]
    how: YesNo
    operator: str
    operand: Any

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it is worked out from."""
        return self.inputs

    @property
    def closest(self) -> tuple[Fact, ...]:
        """Inputs whose wide dates say nothing beside closer ones."""
        return tuple(fact for fact in self.facts if fact.name in self.how.closest)

    def judged(self, as_of: int) -> tuple[Judged, ...]:
        """What each row says."""
        flags = self.how.flags(self.facts, as_of)
        return tuple(Judged(f"{self.name} {name}", fact, each, ("max",)) for name, (fact, each) in flags.items())

    def settled(self, found: Found, as_of: int, negated: bool) -> nw.Expr:
        """The standing of a member."""

        def flag(name: str) -> nw.Expr:
            return found(f"{self.name} {name}", "max").fill_null(value=False)

        return yes_no_settled(self.how.yes(flag), self.how.no(flag), self.operator, self.operand, negated)

    def untold(self, negated: bool) -> int:
        """Nothing that it is worked out from was told."""
        return (MET if negated else NOT_MET) if self.operator == GIVEN else NOT_KNOWN


def yes_no_settled(yes: nw.Expr, no: nw.Expr, operator: str, operand: Any, negated: bool) -> nw.Expr:
    """The standing of a test on a yes-no fact from whether any telling gives yes and any gives no."""
    if operator == GIVEN:
        return yes_or_no(yes | no, negated)
    return settled(yes, no, negated if True in operand else not negated)


def _unborn(facts: tuple[Fact, ...], as_of: int) -> Flags:
    due, born = facts
    return {"born": (born, born.told), "expected": (due, still_expected(due, as_of))}


@lru_cache(maxsize=1)
def _missed() -> dict[bool, list[str]]:
    derived = DERIVED_BY_ENTITY["not_kept"]["appointment"]
    found: dict[bool, list[str]] = {True: [], False: []}
    for outcome in fields(entities()["appointment"])["outcome"].values:
        found[_worked_out(derived, "outcome", outcome, 0)[0][0]].append(outcome)
    return found


def _not_kept(facts: tuple[Fact, ...], as_of: int) -> Flags:
    outcome = nw.col(facts[0].columns[0])
    return {"yes": (facts[0], outcome.is_in(_missed()[True])), "no": (facts[0], outcome.is_in(_missed()[False]))}


def _overdue(facts: tuple[Fact, ...], as_of: int) -> Flags:
    due, evidence = facts
    seen = nw.col(evidence.columns[0]) == "seen"
    return {
        "past": (due, nw.col(due.columns[1]) < as_of),
        "ahead": (due, nw.col(due.columns[0]) >= as_of),
        "seen": (evidence, seen),
        "not seen": (evidence, ~seen),
    }


def _review_overdue(facts: tuple[Fact, ...], as_of: int) -> Flags:
    low, high = (nw.col(column) for column in facts[0].columns)
    return {"yes": (facts[0], high < as_of), "no": (facts[0], low >= as_of)}


def _on_day_off(facts: tuple[Fact, ...], as_of: int) -> Flags:
    low, high = (nw.col(column) for column in facts[0].columns)
    # The first of January of the year 1, ordinal 1, was a Monday.
    off = ((low - 1) % 7 >= 5) | low.is_in(sorted(day.toordinal() for day in bank_holidays()))
    return {"yes": (facts[0], (low == high) & off), "no": (facts[0], (low == high) & ~off)}


def _yes(flag: Flag) -> nw.Expr:
    return flag("yes")


def _no(flag: Flag) -> nw.Expr:
    return flag("no")


_YES_NO: dict[str, YesNo] = {
    "unborn": YesNo(
        _unborn,
        lambda flag: ~flag("born") & flag("expected"),
        lambda flag: flag("born"),
        frozenset({"due"}),
    ),
    "not_kept": YesNo(_not_kept, _yes, _no),
    # Every day by which it was to be done is held against every word on whether it was.
    "overdue": YesNo(
        _overdue,
        lambda flag: flag("past") & flag("not seen"),
        lambda flag: (flag("past") & flag("seen")) | (flag("ahead") & (flag("seen") | flag("not seen"))),
    ),
    "review_overdue": YesNo(_review_overdue, _yes, _no),
    "on_day_off": YesNo(_on_day_off, _yes, _no),
}  # fmt: skip
