"""Facts that are worked out, never told: ages, weeks of pregnancy, days since, agencies involved, overdue promises.

Each is computed here and nowhere else, from told facts and the day of the screening, and is not known when what it
needs is not known. A disputed input gives as many derived values as there are tellings. A value that is only partly
known (a birth date to the year; a list of services not told in full) is given as a range from ``low`` to ``high``;
a test that the range cannot settle is then left open.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from screening.case.bank_holidays import is_day_off
from screening.case.words import Fact

if TYPE_CHECKING:
    from screening.case.account import Account
    from screening.case.told import Telling, Told

Worked = Iterator[tuple[Any, int, int, "Account"]]
"""Value, low, high, and the account that it rests on."""

UNBOUNDED = 10**6
DAYS_OF_PREGNANCY = 280
"""Forty weeks: the usual reckoning from the due date."""
DAYS_PAST_DUE = 21
"""So long after the due date, without word of a birth, nobody can say that the baby is not yet born. Our choice."""


@dataclass(frozen=True)
class Derived:
    """One derived fact: whose it is, what it is worked out from, and how.

    Attributes:
        of_members: where an input is a list, the fields of its entries that are needed.
    """

    entity: str
    name: str
    kind: Literal["yes-no", "number", "date"]
    inputs: tuple[str, ...]
    how: str
    fact: Fact
    work_out: Callable[[Told, str], Worked]
    of_members: tuple[str, ...] = ()


def _join(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def months_between(earlier: int, later: int) -> int:
    """Whole months from one day (an ordinal) to another; negative where ``later`` comes first."""
    if later < earlier:
        whole = months_between(later, earlier)
        exactly = datetime.date.fromordinal(later).day == datetime.date.fromordinal(earlier).day
        return -whole if exactly else -whole - 1
    start, end = datetime.date.fromordinal(earlier), datetime.date.fromordinal(later)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day and not _is_last_day(end) else months


def _is_last_day(day: datetime.date) -> bool:
    return (day + datetime.timedelta(days=1)).month != day.month


def _age(told: Told, prefix: str, unit: Callable[[int, int], int]) -> Worked:
    births = told.of(_join(prefix, "born")) or _still_expected(told, prefix)
    for birth in births:
        low, high = unit(birth.high, told.as_of), unit(birth.low, told.as_of)
        yield low if low == high else f"{low} to {high}", low, high, birth.account


def _age_months(told: Told, prefix: str) -> Worked:
    return _age(told, prefix, months_between)


def _age_weeks(told: Told, prefix: str) -> Worked:
    return _age(told, prefix, lambda earlier, later: (later - earlier) // 7)


def _age_years(told: Told, prefix: str) -> Worked:
    return _age(told, prefix, lambda earlier, later: months_between(earlier, later) // 12)


def _still_expected(told: Told, prefix: str) -> list[Telling]:
    return [one for one in told.of(_join(prefix, "due")) if told.as_of <= one.high + DAYS_PAST_DUE]


def _unborn(told: Told, prefix: str) -> Worked:
    births = told.of(_join(prefix, "born"))
    for telling in births or _still_expected(told, prefix):
        yield not births, 0, 0, telling.account


def _weeks_pregnant(told: Told, prefix: str) -> Worked:
    if told.of(_join(prefix, "born")):
        return
    for due in _still_expected(told, prefix):
        low = (DAYS_OF_PREGNANCY - (due.high - told.as_of)) // 7
        high = (DAYS_OF_PREGNANCY - (due.low - told.as_of)) // 7
        yield low if low == high else f"{low} to {high}", low, high, due.account


def _days_since_seen(told: Told, prefix: str) -> Worked:
    seen: list[Telling] = list(told.of(_join(prefix, "last_seen_on")))
    contacts = _join(prefix, "contacts")
    for member in told.members.get(contacts, ()):
        if any(telling.value for telling in told.of(f"{contacts}.{member}.child_seen")):
            seen.extend(told.of(f"{contacts}.{member}.on"))
    if seen:
        # The child was seen no longer ago than the oldest day that the closest sighting can mean.
        low = min(max(0, told.as_of - one.high) for one in seen)
        high = min(max(0, told.as_of - one.low) for one in seen)
        latest = max(seen, key=lambda telling: (telling.low, telling.account.id or ""))
        yield low if low == high else f"{low} to {high}", low, high, latest.account


def _not_kept(told: Told, prefix: str) -> Worked:
    for outcome in told.of(_join(prefix, "outcome")):
        missed = outcome.value in ("was-not-brought", "did-not-attend", "cancelled-by-family", "declined")
        yield missed, 0, 0, outcome.account


def _overdue(told: Told, prefix: str) -> Worked:
    for due in told.of(_join(prefix, "by_when")):
        for evidence in told.of(_join(prefix, "evidence")):
            if due.high < told.as_of or due.low >= told.as_of:
                yield due.high < told.as_of and evidence.value != "seen", 0, 0, evidence.account


def _review_overdue(told: Told, prefix: str) -> Worked:
    for due in told.of(_join(prefix, "next_review_on")):
        if due.high < told.as_of or due.low >= told.as_of:
            yield due.high < told.as_of, 0, 0, due.account


def _somebody_absent(told: Told, prefix: str) -> Worked:
    for invited in told.of(_join(prefix, "invited")):
        for attended in told.of(_join(prefix, "attended")):
            yield bool(set(invited.value) - set(attended.value)), 0, 0, attended.account


_NOT_AT_WORK = frozenset({"closed", "declined", "not-taken-up", "refused-by-service", "offered", "waiting"})


def _agencies_involved(told: Told, prefix: str) -> Worked:
    certain: dict[str, Account] = {}
    perhaps = 0
    for member in told.members.get("services", ()):
        status = {telling.value for telling in told.of(f"services.{member}.status")}
        agencies = told.of(f"services.{member}.agency")
        if status and status <= _NOT_AT_WORK:
            continue
        if status == {"active"} and len({one.value for one in agencies}) == 1:
            certain.setdefault(agencies[0].value, agencies[0].account)
        else:
            perhaps += 1
    in_full = told.in_full.get("services", ())
    if certain or perhaps or in_full:
        low = len(certain)
        high = low + perhaps if in_full else UNBOUNDED
        account = next(iter(certain.values())) if certain else (in_full or told.accounts)[0]
        yield (low if low == high else f"{low} to {high}" if in_full else f"at least {low}"), low, high, account


def _on_day_off(told: Told, prefix: str) -> Worked:
    for when in told.of(_join(prefix, "on")):
        if when.low == when.high:
            yield is_day_off(when.low), 0, 0, when.account


def _time_off_ahead(told: Told, prefix: str) -> Worked:
    if told.accounts:
        yield is_day_off(told.as_of) or is_day_off(told.as_of + 1), 0, 0, told.accounts[-1]


DERIVED: tuple[Derived, ...] = (
    Derived("child", "age_months", "number", ("born", "due"),
            "Whole months from the birth date to the day of the screening; below 0 for a baby not yet born.",
            Fact("How old is the child, in months?", identifies=True, ask=("own-record", "parents")), _age_months),
    Derived("child", "age_weeks", "number", ("born", "due"),
            "Whole weeks from the birth date to the day of the screening; below 0 for a baby not yet born.",
            Fact("How old is the child, in weeks?", identifies=True, ask=("own-record", "parents")), _age_weeks),
    Derived("child", "age_years", "number", ("born", "due"),
            "Whole years from the birth date to the day of the screening; below 0 for a baby not yet born.",
            Fact("How old is the child, in years?", identifies=True, ask=("own-record", "parents")), _age_years),
    Derived("child", "unborn", "yes-no", ("due", "born"),
            "Yes where a due date is told and no birth date; no where a birth date is told.",
            Fact("Is the baby not yet born?", identifies=True, ask=("midwife", "parents")), _unborn),
    Derived("child", "weeks_pregnant", "number", ("due",),
            "Weeks of pregnancy on the day of the screening, forty weeks being the due date.",
            Fact("How many weeks into the pregnancy is it?", identifies=True, ask=("midwife", "parents")),
            _weeks_pregnant),
    Derived("child", "days_since_seen", "number", ("last_seen_on", "contacts"),
            "Days since a professional last saw the child, from the date told and from contacts at which the child "
            "was seen.",
            Fact("How many days ago did a professional see the child?", over_time="step"), _days_since_seen),
    Derived("person", "age_years", "number", ("born",), "Whole years from the person's birth date.",
            Fact("How old is this person?", identifies=True, ask=("own-record", "parents")), _age_years),
    Derived("appointment", "not_kept", "yes-no", ("outcome",),
            "Yes where a child was not brought, an adult did not attend, or the family cancelled or declined. "
            "Rearranged, or cancelled by the service, is no.",
            Fact("Was the appointment not kept?", over_time="step"), _not_kept),
    Derived("claim", "overdue", "yes-no", ("by_when", "evidence"),
            "Yes where the day by which it was to be done has passed and nobody has seen that it was done.",
            Fact("Has the day passed without anybody seeing that it was done?", over_time="step"), _overdue),
    Derived("plan", "review_overdue", "yes-no", ("next_review_on",), "Yes where the next review lies in the past.",
            Fact("Is the review of the plan overdue?", over_time="step", ask=("social-worker",)), _review_overdue),
    Derived("meeting", "somebody_absent", "yes-no", ("invited", "attended"),
            "Yes where an agency was invited and neither came nor sent a report.",
            Fact("Was an invited agency missing?", ask=("meeting-chair",)), _somebody_absent),
    Derived("event", "on_day_off", "yes-no", ("on",), "Yes on a Saturday, a Sunday or a bank holiday in England.",
            Fact("Was it on a weekend or bank holiday?"), _on_day_off),
    Derived("case", "agencies_involved", "number", ("services",),
            "How many different services work with the family now; at least that many where the list of services was "
            "not told in full.",
            Fact("How many services work with the family?", over_time="step", ask=("parents", "own-record")),
            _agencies_involved, ("status", "agency")),
    Derived("case", "time_off_ahead", "yes-no", (),
            "Yes where the day of the screening, or the next day, is a weekend day or bank holiday in England.",
            Fact("Is a weekend or bank holiday coming?", identifies=True), _time_off_ahead),
)  # fmt: skip

DERIVED_BY_ENTITY: dict[str, dict[str, Derived]] = {}
for _one in DERIVED:
    DERIVED_BY_ENTITY.setdefault(_one.name, {})[_one.entity] = _one
