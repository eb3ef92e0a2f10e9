"""What opens a rule, where lists are counted: a first member does not, and neither does a list that may go on."""

from __future__ import annotations

from typing import Any

import pytest
from ordinary_families import pack
from pydantic import TypeAdapter

from screening.case.account import CaseFile
from screening.case.told import fold
from screening.conditions.binding import Binder
from screening.conditions.tree import Condition
from screening.engine.outcome import Outcome, look

TWO_SERVICES_WITHOUT_A_MEETING = {
    "all": [
        {"count": "case.services", "where": {"fact": "status", "is": "active"}, "at_least": 2},
        {"exists": "case.meetings", "where": {"fact": "family_took_part", "is": False}},
    ]
}
A_POOR_HOME = {
    "all": [
        {"fact": "case.record.history_read", "is": False},
        {"exists": "case.households", "where": {"fact": "conditions", "is": "poor"}},
    ]
}


def outcome(when: dict[str, Any], facts: dict[str, Any], *opened_by: str) -> Outcome:
    bound = Binder({}, {}).bind(TypeAdapter[Condition](Condition).validate_python(when), "case")
    assert bound is not None
    rule = next(one for one in pack().rules.values() if one.about == "case" and not one.always_ask)
    told = fold(CaseFile.model_validate({"case": "K-1", "facts": facts}).all_accounts, 739_000)
    return look(rule.model_copy(update={"opened_by": opened_by}), bound, told, None)


@pytest.mark.parametrize(("services", "is_open"), [(1, False), (2, True)])
def test_a_list_that_a_rule_names_opens_it_once_as_many_are_there_as_it_counts(services: int, is_open: bool) -> None:
    facts = {"services": {f"s{number}": {"status": "active"} for number in range(services)}}
    found = outcome(TWO_SERVICES_WITHOUT_A_MEETING, facts, "case.services")
    assert found.standing.word == "not_known"
    assert found.open == is_open


def test_a_fact_that_a_rule_names_still_opens_it_with_the_first_member() -> None:
    assert outcome(TWO_SERVICES_WITHOUT_A_MEETING, {"services": {"s": {"status": "active"}}}, "service.status").open


@pytest.mark.parametrize(
    ("households", "is_open"),
    [
        ({}, True),
        ({"flat": {"main_home": True}}, True),
        ({"flat": {"conditions": "good"}}, False),
        ({"flat": {"conditions": "good"}, "his": {"main_home": False}}, True),
    ],
    ids=["nobody spoke of a home", "one home, state not told", "one good home", "a second home, state not told"],
)
def test_that_a_list_may_go_on_keeps_no_rule_open(households: dict[str, Any], is_open: bool) -> None:
    found = outcome(A_POOR_HOME, {"record": {"history_read": False}, "households": households})
    assert found.standing.word == "not_known"
    assert found.open == is_open
