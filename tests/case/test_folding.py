"""Folding accounts: which tellings of a fact count on a day, and which lists are known to be whole."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from screening.case.account import CaseFile
from screening.case.told import Told, fold

DAY = datetime.date(2026, 3, 1)


def told(*accounts: dict[str, Any], day: datetime.date = DAY, **window: int) -> Told:
    case = CaseFile.model_validate({"case": "K-1", "accounts": list(accounts)})
    return fold(case.all_accounts, day.toordinal(), **window)


def child(identifier: str, on: str | None = None, **facts: Any) -> dict[str, Any]:
    """An account that tells facts of one child, ``c``."""
    dated = {"on": on} if on else {}
    return {"id": identifier, **dated, "facts": {"children": {"c": facts}}}


def values(found: Told, path: str) -> list[Any]:
    return [one.value for one in found.of(path)]


def test_every_account_of_an_enduring_fact_counts_however_old() -> None:
    found = told(child("a", "2020-01-01", born="2019-05-04"), child("b", "2026-02-01", born="2019-05-05"))
    assert values(found, "children.c.born") == ["2019-05-04", "2019-05-05"]


@pytest.mark.parametrize(("days_before", "counts"), [(0, True), (27, True), (28, True), (29, False)])
def test_a_changing_fact_takes_the_latest_account_and_any_within_28_days_before_it(
    days_before: int, counts: bool
) -> None:
    latest = datetime.date(2026, 2, 20)
    earlier = (latest - datetime.timedelta(days=days_before)).isoformat()
    found = told(child("a", earlier, mobility="rolling"), child("b", latest.isoformat(), mobility="crawling"))
    assert values(found, "children.c.mobility") == (["rolling", "crawling"] if counts else ["crawling"])


def test_the_window_runs_back_from_the_latest_account_and_not_from_the_day_of_the_screening() -> None:
    found = told(child("a", "2020-01-01", mobility="rolling"), child("b", "2020-01-10", mobility="crawling"))
    assert values(found, "children.c.mobility") == ["rolling", "crawling"]


def test_the_pack_may_set_another_window() -> None:
    accounts = child("a", "2026-02-10", mobility="rolling"), child("b", "2026-02-20", mobility="crawling")
    assert values(told(*accounts, window_days=9), "children.c.mobility") == ["crawling"]
    assert values(told(*accounts, window_days=10), "children.c.mobility") == ["rolling", "crawling"]


def test_a_step_takes_the_latest_account_only() -> None:
    found = told(child("a", "2026-02-27", views_recorded=False), child("b", "2026-02-28", views_recorded=True))
    assert values(found, "children.c.views_recorded") == [True]


@pytest.mark.parametrize("field", ["views_recorded", "seen_regularly", "siblings_considered"])
def test_accounts_of_the_same_day_have_no_order(field: str) -> None:
    one, other = child("a", "2026-02-28", **{field: False}), child("b", "2026-02-28", **{field: True})
    assert values(told(one, other), f"children.c.{field}") == values(told(other, one), f"children.c.{field}")
    assert set(values(told(one, other), f"children.c.{field}")) == {True, False}


def test_each_fact_is_folded_by_itself() -> None:
    found = told(child("a", "2024-01-01", mobility="rolling"), child("b", "2026-02-01", views_recorded=True))
    assert values(found, "children.c.mobility") == ["rolling"]


def test_accounts_dated_later_are_left_out() -> None:
    found = told(child("a", "2026-03-01", mobility="rolling"), child("b", "2026-03-02", mobility="crawling"))
    assert values(found, "children.c.mobility") == ["rolling"]
    assert [one.id for one in found.accounts] == ["a"]


def test_an_account_without_a_date_counts_as_told_on_the_day() -> None:
    found = told(child("a", mobility="rolling"), child("b", "2026-01-31", mobility="crawling"))
    assert values(found, "children.c.mobility") == ["rolling"]
    assert values(told(child("a", views_recorded=True), child("b", "2026-03-01", views_recorded=False)),
                  "children.c.views_recorded") == [False, True]  # fmt: skip


def test_an_account_of_a_month_is_told_by_the_last_day_of_it() -> None:
    accounts = child("a", "2026-02", views_recorded=True), child("b", "2026-02-27", views_recorded=False)
    assert values(told(*accounts), "children.c.views_recorded") == [True]


def test_an_account_takes_back_an_earlier_one_whole() -> None:
    found = told(
        {"id": "a", "on": "2026-02-01", "not_known": {"children.c.mobility": "declined"}, "complete": ["people"],
         "facts": {"children": {"c": {"born": "2020"}}, "people": {"p": {"sex": "male"}}}},
        {"id": "b", "on": "2026-02-02", "withdraws": ["a"]},
    )  # fmt: skip
    assert values(found, "children.c.born") == []
    assert (found.members, found.in_full, found.not_known) == ({}, {}, {})
    assert [one.id for one in found.accounts] == ["b"]


def test_a_date_known_closer_replaces_the_month_and_the_year_that_it_lies_in() -> None:
    found = told(child("a", born="2020"), child("b", born="2020-05"), child("c", born="2020-05-04"))
    assert values(found, "children.c.born") == ["2020-05-04"]


def test_a_date_outside_the_year_told_earlier_stands_beside_it() -> None:
    found = told(child("a", born="2020"), child("b", born="2021-01-01"))
    assert values(found, "children.c.born") == ["2020", "2021-01-01"]


def test_two_accounts_of_the_same_month_both_count() -> None:
    assert values(told(child("a", born="2020-05"), child("b", born="2020-05")), "children.c.born") == ["2020-05"] * 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020-12", "2020-12-01", "2020-12-31"),
        ("2020-05-04", "2020-05-04", "2020-05-04"),
    ],
)
def test_a_date_spans_every_day_that_it_can_mean(text: str, first: str, last: str) -> None:
    (one,) = told(child("a", born=text)).of("children.c.born")
    span = [datetime.date.fromordinal(day).isoformat() for day in (one.low, one.high)]
    assert span == [first, last]


def people(identifier: str, on: str | None, *names: str, full: bool = False) -> dict[str, Any]:
    return {
        "id": identifier,
        **({"on": on} if on else {}),
        "complete": ["people"] if full else [],
        "facts": {"people": {name: {"sex": "female"} for name in names}},
    }


@pytest.mark.parametrize(
    ("accounts", "whole"),
    [
        ([people("a", "2026-01-01", "m")], False),
        ([people("a", "2026-01-01", "m", full=True)], True),
        ([people("a", "2026-01-01", "m", full=True), people("b", "2026-01-02", "m")], True),
        ([people("a", "2026-01-01", "m", full=True), people("b", "2026-01-02", "f")], False),
        ([people("a", "2026-01-02", "m", full=True), people("b", "2026-01-01", "f")], True),
        ([people("a", "2026-01-01", "m", full=True), people("b", "2026-01-01", "f")], True),
        ([people("a", "2026-01-01", "m", full=True), people("b", "2026-01-02", "f"),
          people("c", "2026-01-03", "m", full=True)], True),
        ([people("a", "2026-01-01", "m", full=True), people("b", None, "f")], False),
    ],
)  # fmt: skip
def test_a_list_told_in_full_stays_so_until_a_later_account_adds_a_member(
    accounts: list[dict[str, Any]], whole: bool
) -> None:
    assert ("people" in told(*accounts).in_full) is whole
    assert ("people" in told(*reversed(accounts)).in_full) is whole


def test_members_of_all_accounts_are_put_together() -> None:
    found = told(people("a", "2026-01-01", "m"), people("b", "2020-01-01", "f", "m"))
    assert sorted(found.members["people"]) == ["f", "m"]


def test_a_yaml_list_is_told_in_full_and_its_entries_get_numbers() -> None:
    found = told(child("a", injuries=[{"kind": "bruise"}, {"kind": "bite"}]))
    assert found.members["children.c.injuries"] == ("1", "2")
    assert "children.c.injuries" in found.in_full
    assert values(found, "children.c.injuries.2.kind") == ["bite"]


def test_a_mapping_is_not_told_in_full() -> None:
    found = told(child("a", injuries={"i1": {"kind": "bruise"}}))
    assert found.members["children.c.injuries"] == ("i1",)
    assert found.in_full == {}


def test_an_empty_list_is_looked_and_found_none_and_an_empty_mapping_is_nothing() -> None:
    assert "children.c.injuries" in told(child("a", injuries=[])).in_full
    assert told(child("a", injuries={})).in_full == {}
    assert "children.c.injuries" not in told(child("a", injuries=[])).members


def test_several_choices_are_whole_only_where_none_or_all_are_told() -> None:
    some = told(child("a", disability=["physical"])).of("children.c.disability")
    none = told(child("a", disability=[])).of("children.c.disability")
    whole = told({**child("a", disability=["physical"]), "complete": ["children.c.disability"]})
    assert [one.in_full for one in (*some, *none, *whole.of("children.c.disability"))] == [False, True, True]
    assert none[0].value == ()


def test_why_something_is_not_known_is_kept_with_the_account_that_said_so() -> None:
    found = told(
        {"id": "a", "not_known": {"people.p.history": "declined"}},
        {"id": "b", "not_known": {"people.p.history": "awaiting"}},
    )
    assert [(reason, one.id) for reason, one in found.not_known["people.p.history"]] == [
        ("declined", "a"),
        ("awaiting", "b"),
    ]
    assert found.of("people.p.history") == ()


def test_a_fact_left_open_in_one_account_is_told_by_another() -> None:
    found = told(child("a", mobility=None, born="2020"), child("b", mobility="rolling"))
    assert values(found, "children.c.mobility") == ["rolling"]


def test_the_short_form_is_one_account() -> None:
    case = CaseFile.model_validate({"case": "K-1", "facts": {"children": {"c": {"born": "2020"}}}})
    assert [(one.id, one.on) for one in case.all_accounts] == [("facts", None)]


def test_accounts_without_an_id_get_one_that_nobody_has() -> None:
    case = CaseFile.model_validate({"case": "K-1", "accounts": [{}, {"id": "a1"}, {}, {"id": "a3"}, {}]})
    assert [one.id for one in case.all_accounts] == ["a2", "a1", "a4", "a3", "a5"]


def test_supposing_an_answer_changes_one_fact_and_what_is_worked_out_from_it() -> None:
    before = told(child("a", born="2026-01-01", mobility="rolling"))
    assert before.of("children.c.age_months")[0].value == 2
    after = before.supposing("children.c.born", "2025-01-01", before.accounts[0])
    assert after.of("children.c.age_months")[0].value == 14
    assert values(after, "children.c.mobility") == ["rolling"]
    assert before.of("children.c.age_months")[0].value == 2
