"""Every operator on a value: told, told differently, not told, and told only in part."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from small_cases import child, standing

from screening.conditions.bound import back_from, on_from

# The field, an operator with its operand, a value that meets it and one that does not.
VALUES: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("mobility", {"is": "walking"}, "walking", "rolling"),
    ("mobility", {"is_not": "walking"}, "rolling", "walking"),
    ("mobility", {"in": ["walking", "crawling"]}, "crawling", "rolling"),
    ("mobility", {"not_in": ["walking", "crawling"]}, "rolling", "walking"),
    ("last_seen_by", {"is": "gp"}, "gp", "nursery"),
    ("last_seen_by", {"in": ["gp", "police"]}, "police", "nursery"),
    ("seen_alone", {"is": True}, True, False),
    ("seen_alone", {"is": False}, False, True),
    ("seen_alone", {"is_not": False}, True, False),
    ("born_at_weeks", {"is": 36}, 36, 37),
    ("born_at_weeks", {"is_not": 36}, 37, 36),
    ("born_at_weeks", {"below": 37}, 36, 37),
    ("born_at_weeks", {"at_most": 37}, 37, 38),
    ("born_at_weeks", {"above": 37}, 38, 37),
    ("born_at_weeks", {"at_least": 37}, 37, 36),
    ("born", {"before": "2026-01-15"}, "2026-01-14", "2026-01-15"),
    ("born", {"before": "2026"}, "2025-12-31", "2026-01-01"),
    ("born", {"after": "2026-01-15"}, "2026-01-16", "2026-01-15"),
    ("born", {"after": "2025"}, "2026-01-01", "2025-12-31"),
    ("born", {"within_last": "10 days"}, "2026-02-19", "2026-02-18"),
    ("born", {"within_last": "2 weeks"}, "2026-02-15", "2026-02-14"),
    ("born", {"within_last": "6 months"}, "2025-09-01", "2025-08-31"),
    ("born", {"within_last": "12 months"}, "2026-03-01", "2025-02-28"),
    ("born", {"not_within_last": "6 months"}, "2025-08-31", "2025-09-01"),
    ("due", {"within_last": "12 months"}, "2026-03-01", "2026-03-02"),
    ("disability", {"includes": "physical"}, ["learning", "physical"], []),
    ("disability", {"includes_any": ["physical", "autism"]}, ["autism"], []),
    ("age_months", {"below": 3}, {"born": "2025-12-02"}, {"born": "2025-12-01"}),
    ("age_years", {"at_least": 18}, {"born": "2008-03-01"}, {"born": "2008-03-02"}),
]


def named(case: tuple[str, dict[str, Any], Any, Any]) -> str:
    return f"{case[0]} {' '.join(f'{name} {operand}' for name, operand in case[1].items())}"


def telling(name: str, value: Any) -> dict[str, Any]:
    return child(**value) if isinstance(value, dict) else child(**{name: value})


@pytest.mark.parametrize("case", VALUES, ids=named)
def test_an_operator_on_a_value_told_told_differently_and_not_told(case: tuple[str, dict[str, Any], Any, Any]) -> None:
    name, operator, meets, fails = case
    written = {"fact": f"child.{name}", **operator}
    assert standing(written, telling(name, meets)) == "met"
    assert standing(written, telling(name, fails)) == "not_met"
    assert standing(written, telling(name, meets), telling(name, meets)) == "met"
    assert standing(written, telling(name, meets), telling(name, fails)) == "disputed"
    assert standing(written, child(note="Nothing of it was told.")) == "not_known"
    assert standing(written) == "not_known"


@pytest.mark.parametrize("case", VALUES, ids=named)
def test_the_opposite_swaps_met_and_not_met_and_leaves_the_rest(case: tuple[str, dict[str, Any], Any, Any]) -> None:
    name, operator, meets, fails = case
    written = {"not": {"fact": f"child.{name}", **operator}}
    assert standing(written, telling(name, meets)) == "not_met"
    assert standing(written, telling(name, fails)) == "met"
    assert standing(written, telling(name, meets), telling(name, fails)) == "disputed"
    assert standing(written) == "not_known"
    assert standing({"not": written}, telling(name, meets)) == "met"


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ({"before": "2025-06-15"}, "2025", "not_known"),
        ({"before": "2025-06-15"}, "2024", "met"),
        ({"before": "2025-06-15"}, "2025-06", "not_known"),
        ({"before": "2025-06-15"}, "2025-07", "not_met"),
        ({"before": "2025-06-01"}, "2025-06", "not_met"),
        ({"after": "2025-06-15"}, "2025-06", "not_known"),
        ({"after": "2025-06-15"}, "2025-07", "met"),
        ({"after": "2025-06"}, "2025-06", "not_met"),
        ({"within_last": "6 months"}, "2025-09", "met"),
        ({"within_last": "6 months"}, "2025-08", "not_met"),
        ({"within_last": "6 months"}, "2025", "not_known"),
        ({"within_last": "5 months"}, "2025-10", "met"),
        ({"within_last": "4 months"}, "2025-11", "met"),
        ({"within_last": "100 days"}, "2025-11", "not_known"),
        ({"not_within_last": "6 months"}, "2025", "not_known"),
        ({"not_within_last": "6 months"}, "2025-08", "met"),
    ],
)
def test_a_date_known_to_the_month_or_year_settles_only_what_it_can(
    operator: dict[str, Any], value: str, expected: str
) -> None:
    assert standing({"fact": "child.born", **operator}, child(born=value)) == expected


@pytest.mark.parametrize(
    ("operator", "born", "expected"),
    [
        ({"below": 5}, "2022", "met"),
        ({"below": 4}, "2022", "not_known"),
        ({"below": 3}, "2022", "not_met"),
        ({"at_most": 3}, "2022", "not_known"),
        ({"at_least": 3}, "2022", "met"),
        ({"at_least": 4}, "2022", "not_known"),
        ({"above": 3}, "2022", "not_known"),
        ({"above": 4}, "2022", "not_met"),
    ],
)
def test_an_age_from_a_year_settles_only_what_it_can(operator: dict[str, Any], born: str, expected: str) -> None:
    assert standing({"fact": "child.age_years", **operator}, child(born=born)) == expected


def test_a_telling_that_cannot_settle_is_silent_beside_one_that_can() -> None:
    written = {"fact": "child.born", "after": "2020-06-15"}
    assert standing(written, child(born="2020"), child(born="2021-01-01")) == "met"
    assert standing(written, child(born="2020"), child(born="2019-01-01")) == "not_met"


def test_several_choices_that_were_not_told_in_full_say_nothing_of_the_others() -> None:
    written = {"fact": "child.disability", "includes": "physical"}
    whole = {"complete": ["children.c.disability"]}
    assert standing(written, child(disability=["learning"])) == "not_known"
    assert standing(written, child(account=whole, disability=["learning"])) == "not_met"
    assert standing({"not": written}, child(disability=["learning"])) == "not_known"
    assert standing(written, child(disability=["physical"]), child(disability=[])) == "disputed"


@pytest.mark.parametrize(
    ("full", "operator", "expected"),
    [
        (False, {"at_least": 2}, "met"),
        (False, {"above": 2}, "not_known"),
        (False, {"at_most": 1}, "not_met"),
        (False, {"at_most": 5}, "not_known"),
        (True, {"at_most": 5}, "met"),
        (True, {"above": 2}, "not_met"),
        (True, {"is": 2}, "met"),
    ],
)
def test_how_many_agencies_is_at_least_what_was_told(full: bool, operator: dict[str, Any], expected: str) -> None:
    listed = {name: {"agency": name, "status": "active"} for name in ("gp", "nursery")}
    account = {"facts": {"services": listed}, "complete": ["services"] if full else []}
    assert standing({"fact": "case.agencies_involved", **operator}, account) == expected


@pytest.mark.parametrize(
    ("day", "period", "back", "on"),
    [
        ("2026-03-31", "1 month", "2026-02-28", "2026-04-30"),
        ("2024-03-31", "1 month", "2024-02-29", "2024-04-30"),
        ("2024-02-29", "12 months", "2023-02-28", "2025-02-28"),
        ("2026-01-15", "1 month", "2025-12-15", "2026-02-15"),
        ("2026-01-31", "13 months", "2024-12-31", "2027-02-28"),
        ("2026-03-01", "2 weeks", "2026-02-15", "2026-03-15"),
        ("2026-03-01", "1 day", "2026-02-28", "2026-03-02"),
    ],
)
def test_a_period_back_and_on_from_a_day_ends_with_the_month_where_it_is_too_short(
    day: str, period: str, back: str, on: str
) -> None:
    start = datetime.date.fromisoformat(day).toordinal()
    assert datetime.date.fromordinal(back_from(start, period)).isoformat() == back
    assert datetime.date.fromordinal(on_from(start, period)).isoformat() == on


def test_the_standing_depends_on_the_day_that_one_looks_from() -> None:
    written = {"fact": "child.born", "within_last": "6 months"}
    account = child(born="2025-09-01")
    assert standing(written, account, on="2026-03-01") == "met"
    assert standing(written, account, on="2026-03-02") == "not_met"
