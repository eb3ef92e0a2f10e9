"""Facts that are worked out: from what, on which day, and that nothing is worked out from what nobody told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from screening.case.account import CaseFile
from screening.case.derived import DERIVED, UNBOUNDED, months_between
from screening.case.dictionary import entities, fields
from screening.case.told import Told, fold

DAY = "2026-03-01"


def told(facts: Mapping[str, Any], *more: Mapping[str, Any], on: str = DAY, **account: Any) -> Told:
    """Facts of one account without a date, and of further ones, as they count on a day."""
    accounts = [{"facts": dict(facts), **account}, *({"facts": dict(one)} for one in more)]
    case = CaseFile.model_validate({"case": "K-1", "accounts": accounts})
    return fold(case.all_accounts, datetime.date.fromisoformat(on).toordinal())


def about_child(**facts: Any) -> dict[str, Any]:
    return {"children": {"c": facts}}


def worked_out(found: Told, path: str) -> list[Any]:
    return [one.value for one in found.of(path)]


PREFIX = {"case": "", "child": "children.c.", "person": "people.p.", "appointment": "children.c.appointments.a.",
          "claim": "claims.k.", "plan": "plans.n.", "meeting": "meetings.m.", "event": "events.e."}  # fmt: skip


@pytest.mark.parametrize("derived", DERIVED, ids=lambda one: f"{one.entity}.{one.name}")
def test_nothing_is_worked_out_where_nobody_told_anything(derived: Any) -> None:
    nobody = fold((), datetime.date.fromisoformat(DAY).toordinal())
    assert nobody.of(PREFIX[derived.entity] + derived.name) == ()


@pytest.mark.parametrize("derived", DERIVED, ids=lambda one: f"{one.entity}.{one.name}")
def test_what_a_fact_is_worked_out_from_are_facts_of_the_same_entity(derived: Any) -> None:
    known = fields(entities()[derived.entity])
    assert [name for name in derived.inputs if name not in known or known[name].derived] == []
    assert derived.name not in entities()[derived.entity].model_fields


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        ("2025-09-01", "2026-02-28", 5),
        ("2025-09-01", "2026-03-01", 6),
        ("2025-09-02", "2026-03-01", 5),
        ("2026-03-01", "2026-03-01", 0),
        ("2026-01-31", "2026-02-27", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-30", "2026-02-28", 1),
        ("2026-02-28", "2026-03-28", 1),
        ("2026-02-28", "2026-03-27", 0),
        ("2025-12-31", "2026-04-30", 4),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
    ],
)
def test_whole_months_across_the_ends_of_months_and_leap_days(born: str, on: str, months: int) -> None:
    assert worked_out(told(about_child(born=born), on=on), "children.c.age_months") == [months]


def test_months_grow_by_at_most_one_from_one_day_to_the_next() -> None:
    born = datetime.date(2023, 8, 31).toordinal()
    ages = [months_between(born, born + days) for days in range(3 * 366)]
    assert ages[0] == 0
    assert {later - earlier for earlier, later in pairwise(ages)} == {0, 1}


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2020-03-01", "2026-02-28", 5),
        ("2020-03-01", "2026-03-01", 6),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_whole_years_of_a_child_and_of_a_person(born: str, on: str, years: int) -> None:
    assert worked_out(told(about_child(born=born), on=on), "children.c.age_years") == [years]
    assert worked_out(told({"people": {"p": {"born": born}}}, on=on), "people.p.age_years") == [years]


@pytest.mark.parametrize(("on", "weeks"), [("2026-03-07", 0), ("2026-03-08", 1), ("2026-03-14", 1), ("2026-03-15", 2)])
def test_whole_weeks(on: str, weeks: int) -> None:
    assert worked_out(told(about_child(born="2026-03-01"), on=on), "children.c.age_weeks") == [weeks]


def test_an_age_from_a_year_is_a_span_and_says_so() -> None:
    (years,) = told(about_child(born="2022")).of("children.c.age_years")
    assert (years.low, years.high, years.value) == (3, 4, "3 to 4")
    (months,) = told(about_child(born="2025-12")).of("children.c.age_months")
    assert (months.low, months.high) == (2, 3)


def test_a_span_within_one_year_is_one_age() -> None:
    (years,) = told(about_child(born="2022"), on="2026-12-31").of("children.c.age_years")
    assert (years.value, years.low, years.high) == (4, 4, 4)


def test_two_birth_dates_give_two_ages_each_with_its_account() -> None:
    ages = told(about_child(born="2025-09-01"), about_child(born="2025-03-01")).of("children.c.age_months")
    assert [(one.value, one.account.id) for one in ages] == [(6, "a1"), (12, "a2")]


def test_before_the_birth_an_age_lies_below_zero_and_comes_from_the_due_date() -> None:
    found = told(about_child(due="2026-03-20"))
    assert worked_out(found, "children.c.age_months") == [-1]
    assert worked_out(found, "children.c.age_weeks") == [-3]


def test_once_the_birth_is_told_the_due_date_says_nothing_about_the_age() -> None:
    found = told(about_child(due="2026-01-01", born="2025-12-01"))
    assert worked_out(found, "children.c.age_months") == [3]
    assert worked_out(found, "children.c.unborn") == [False]
    assert found.of("children.c.weeks_pregnant") == ()


@pytest.mark.parametrize(
    ("due", "weeks"),
    [("2026-03-01", 40), ("2026-03-02", 39), ("2026-03-08", 39), ("2026-03-09", 38), ("2026-12-06", 0)],
)
def test_weeks_of_pregnancy_are_counted_back_from_the_due_date(due: str, weeks: int) -> None:
    found = told(about_child(due=due))
    assert worked_out(found, "children.c.weeks_pregnant") == [weeks]
    assert worked_out(found, "children.c.unborn") == [True]


def test_a_due_date_to_the_month_gives_a_span_of_weeks() -> None:
    (weeks,) = told(about_child(due="2026-04")).of("children.c.weeks_pregnant")
    assert (weeks.low, weeks.high) == (31, 35)


def test_the_days_since_a_child_was_seen_come_from_the_latest_sighting() -> None:
    seen = {"k1": {"on": "2026-02-20", "child_seen": True}, "k2": {"on": "2026-02-27", "child_seen": False}}
    found = told(about_child(last_seen_on="2026-02-10", contacts=seen))
    assert worked_out(found, "children.c.days_since_seen") == [9]


def test_a_contact_of_which_nobody_said_whether_the_child_was_seen_is_no_sighting() -> None:
    assert told(about_child(contacts={"k": {"on": "2026-02-27"}})).of("children.c.days_since_seen") == ()


def test_a_sighting_on_the_day_is_no_days_ago_and_one_of_this_month_a_span() -> None:
    assert worked_out(told(about_child(last_seen_on=DAY)), "children.c.days_since_seen") == [0]
    (days,) = told(about_child(last_seen_on="2026-02")).of("children.c.days_since_seen")
    assert (days.low, days.high) == (1, 28)


@pytest.mark.parametrize(
    ("outcome", "not_kept"),
    [("was-not-brought", True), ("did-not-attend", True), ("cancelled-by-family", True), ("declined", True),
     ("attended", False), ("rearranged", False), ("cancelled-by-service", False)],
)  # fmt: skip
def test_which_outcomes_of_an_appointment_count_as_not_kept(outcome: str, not_kept: bool) -> None:
    found = told(about_child(appointments={"a": {"outcome": outcome}}))
    assert worked_out(found, "children.c.appointments.a.not_kept") == [not_kept]


def test_appointments_of_an_adult_are_worked_out_too() -> None:
    found = told({"people": {"p": {"appointments": {"a": {"outcome": "did-not-attend"}}}}})
    assert worked_out(found, "people.p.appointments.a.not_kept") == [True]


@pytest.mark.parametrize(
    ("by_when", "evidence", "overdue"),
    [
        ("2026-02-28", "not-seen", [True]),
        ("2026-02-28", "contradicted", [True]),
        ("2026-02-28", "seen", [False]),
        ("2026-03-01", "not-seen", [False]),
        ("2026-02", "not-seen", [True]),
        ("2026-03", "not-seen", [False]),
        ("2026", "not-seen", []),
        (None, "not-seen", []),
        ("2026-02-28", None, []),
    ],
)
def test_a_promise_is_overdue_once_the_day_has_passed_and_nobody_saw_it_done(
    by_when: str | None, evidence: str | None, overdue: list[bool]
) -> None:
    claim = {"by_when": by_when, "evidence": evidence}
    found = told({"claims": {"k": {name: one for name, one in claim.items() if one}}})
    assert worked_out(found, "claims.k.overdue") == overdue


@pytest.mark.parametrize(
    ("due", "overdue"), [("2026-02-28", [True]), ("2026-03-01", [False]), ("2026-03", [False]), ("2026", [])]
)
def test_a_review_is_overdue_once_its_day_has_passed(due: str, overdue: list[bool]) -> None:
    found = told({"plans": {"n": {"next_review_on": due}}})
    assert worked_out(found, "plans.n.review_overdue") == overdue


def test_somebody_was_absent_where_an_invited_agency_is_not_among_those_who_came() -> None:
    def absent(**meeting: Any) -> list[Any]:
        complete = ("meetings.m.invited", "meetings.m.attended")
        found = told({"meetings": {"m": meeting}}, complete=[path for path in complete if path[11:] in meeting])
        return worked_out(found, "meetings.m.somebody_absent")

    assert absent(invited=["gp", "police"], attended=["gp"]) == [True]
    assert absent(invited=["gp"], attended=["gp", "nursery"]) == [False]
    assert absent(invited=["gp"], attended=[]) == [True]
    assert absent(invited=["gp"]) == []
    assert absent(attended=["gp"]) == []


def services(*listed: Mapping[str, Any], full: bool = False) -> tuple[Any, ...]:
    members = {f"s{number}": dict(one) for number, one in enumerate(listed)}
    found = told({"services": members}, complete=["services"] if full else [])
    return tuple((one.value, one.low, one.high) for one in found.of("agencies_involved"))


def test_agencies_are_counted_at_least_where_the_list_was_not_told_in_full() -> None:
    one = {"agency": "gp", "status": "active"}
    assert services(one) == (("at least 1", 1, UNBOUNDED),)
    assert services(one, full=True) == ((1, 1, 1),)


def test_two_services_of_one_agency_are_one_agency() -> None:
    both = {"agency": "gp", "status": "active"}, {"agency": "gp", "status": "active"}
    assert services(*both, {"agency": "nursery", "status": "active"}, full=True) == ((2, 2, 2),)


@pytest.mark.parametrize("status", ["offered", "waiting", "not-taken-up", "declined", "refused-by-service", "closed"])
def test_a_service_that_does_not_work_with_the_family_now_is_not_counted(status: str) -> None:
    assert services({"agency": "gp", "status": status}, {"agency": "nursery", "status": "active"}, full=True) == (
        (1, 1, 1),
    )


def test_no_services_told_in_full_is_none_and_none_told_is_not_known() -> None:
    (none,) = told({"services": []}).of("agencies_involved")
    assert (none.value, none.low, none.high) == (0, 0, 0)
    assert services() == ()


@pytest.mark.parametrize(
    ("on", "off"),
    [
        ("2026-02-27", [False]),
        ("2026-02-28", [True]),
        ("2026-03-01", [True]),
        ("2025-12-25", [True]),
        ("2025-12-24", [False]),
        ("2026-02", []),
        ("2026", []),
    ],
)
def test_an_event_on_a_weekend_or_bank_holiday(on: str, off: list[bool]) -> None:
    assert worked_out(told({"events": {"e": {"on": on}}}), "events.e.on_day_off") == off


@pytest.mark.parametrize(
    ("on", "ahead"),
    [
        ("2026-02-26", False),
        ("2026-02-27", True),
        ("2026-03-01", True),
        ("2026-04-02", True),
        ("2026-04-01", False),
        ("2026-04-06", True),
        ("2026-04-07", False),
    ],
)
def test_time_off_lies_ahead_before_and_during_a_weekend_and_a_bank_holiday(on: str, ahead: bool) -> None:
    assert worked_out(told(about_child(born="2020"), on=on), "time_off_ahead") == [ahead]


def test_a_derived_fact_is_only_there_for_its_own_entity() -> None:
    found = told({"children": {"c": {"injuries": {"i": {"kind": "bruise"}}}}, "people": {"p": {"born": "1990-01-01"}}})
    assert found.of("people.p.age_months") == ()
    assert found.of("children.c.injuries.i.overdue") == ()
    assert found.of("overdue") == ()
