"""Corners of folding, deriving and checking that are easy to get wrong."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from screening.case.account import CaseFile
from screening.case.identifiers import identifiers_in
from screening.case.reading import case_in
from screening.case.told import Told, fold
from screening.errors import ProblemsFound
from screening.yamlsource import read_text

DAY = datetime.date(2026, 3, 1)


def told(*accounts: dict[str, Any], day: datetime.date = DAY) -> Told:
    return fold(CaseFile.model_validate({"case": "K", "accounts": list(accounts)}).all_accounts, day.toordinal())


def child(**facts: Any) -> dict[str, Any]:
    return {"facts": {"children": {"c": facts}}}


def codes(text: str) -> list[str]:
    try:
        return [p.code for p in case_in(read_text(text), today=DAY).warnings]
    except ProblemsFound as f:
        return [p.code for p in f.problems]


def test_a_later_withdrawal_is_not_known_before_it_was_made() -> None:
    accounts = (
        {"id": "a", "on": "2020-01-01", **child(mobility="walking")},
        {"id": "b", "on": "2020-06-01", "withdraws": ["a"]},
    )
    assert [a.id for a in told(*accounts, day=datetime.date(2020, 3, 1)).accounts] == ["a"]
    assert [a.id for a in told(*accounts, day=datetime.date(2020, 6, 1)).accounts] == ["b"]


def test_withdrawn_withdrawal_does_not_take_back() -> None:
    accounts = (
        {"id": "a", "on": "2020-01-01"},
        {"id": "b", "on": "2020-02-01", "withdraws": ["a"]},
        {"id": "c", "on": "2020-03-01", "withdraws": ["b"]},
    )
    assert [a.id for a in told(*accounts).accounts] == ["a", "c"]


@pytest.mark.parametrize("on", ["2026-03", "2026"])
def test_an_account_of_this_month_or_year_is_asked_for_its_day_and_not_silently_left_out(on: str) -> None:
    assert codes(f"case: K\naccounts:\n  - on: '{on}'\n") == ["C207"]


def test_an_account_of_a_month_is_known_from_its_last_day() -> None:
    account = {"id": "a", "on": "2025-11", **child(mobility="walking")}
    assert told(account, day=datetime.date(2025, 11, 29)).accounts == ()
    assert [one.id for one in told(account, day=datetime.date(2025, 11, 30)).accounts] == ["a"]


def test_children_empty_list_is_read() -> None:
    assert codes("case: K\nfacts:\n  children: []\n") == []


def test_complete_on_a_member_is_no_list() -> None:
    assert codes("case: K\naccounts:\n  - complete: [people.m]\n    facts: {people: {m: {sex: male}}}\n") == ["C204"]


def test_an_age_that_cannot_be_points_at_the_birth_date_of_a_listed_child() -> None:
    text = "case: K\nfacts:\n  children:\n    - {mobility: walking}\n    - {born: '1999'}\n"
    with pytest.raises(ProblemsFound) as caught:
        case_in(read_text(text), today=DAY)
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (5, 14)


def test_circular_withdrawals_are_a_problem() -> None:
    assert codes("case: K\naccounts:\n  - {id: a, withdraws: [b]}\n  - {id: b, withdraws: [a]}\n") != []


def test_number_that_cannot_be_right() -> None:
    assert codes("case: K\nfacts: {children: {c: {involvement_years: -4}}}\n") == ["C210"]


def test_telephone_with_brackets() -> None:
    assert [c for c, _ in identifiers_in("ring (0116) 454 1004")] == ["I103"]


def test_a_baby_long_past_the_due_date_is_not_known_to_be_unborn() -> None:
    """Due 1 January, today 1 March, birth not told: 'unborn: yes, 48 weeks' is untrue of every baby."""
    found = told(child(due="2026-01-01"))
    assert found.of("children.c.unborn") == ()
    assert found.of("children.c.weeks_pregnant") == ()


def test_age_in_months_exactly_one_month_before_the_due_date() -> None:
    found = told(child(due="2026-04-01"))
    assert found.of("children.c.age_months")[0].value == -1


def services(*listed: dict[str, Any]) -> Any:
    (one,) = told({"facts": {"services": list(listed)}}).of("agencies_involved")
    return (one.low, one.high)


def test_a_service_whose_agency_is_not_told_may_be_one_more() -> None:
    assert services({"agency": "gp", "status": "active"}, {"status": "active"}) == (1, 2)


def test_a_service_whose_status_is_not_told_may_or_may_not_work_with_the_family() -> None:
    assert services({"agency": "gp", "status": "active"}, {"agency": "police"}) == (1, 2)


def test_a_disputed_status_may_or_may_not_count() -> None:
    found = told(
        {"complete": ["services"], "facts": {"services": {"s": {"agency": "gp", "status": "active"}}}},
        {"facts": {"services": {"s": {"status": "closed"}}}},
    )
    assert {(t.low, t.high) for t in found.of("agencies_involved")} != {(1, 1)}


def test_days_since_seen_uses_the_closest_certain_sighting() -> None:
    found = told(child(last_seen_on="2026", contacts={"k": {"on": "2026-02-20", "child_seen": True}}))
    (days,) = found.of("children.c.days_since_seen")
    assert (days.low, days.high) == (0, 9)
