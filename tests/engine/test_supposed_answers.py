"""Supposing answers: which are tried for each kind of fact, and what the rule would come to."""

from __future__ import annotations

import datetime

import pytest
from tiny_cases import DAY, child, outcome, people, tiny

from screening.case.dictionary import at_case_path
from screening.conditions.bound import Bound
from screening.conditions.evaluate import Scope, evaluate
from screening.engine.answers import IN_FULL, possible, suppose
from screening.engine.lens import SUPPOSED
from screening.engine.outcome import Outcome

BRUISE = {"i1": {"kind": "bruise"}}


def supposed(rule: str, path: str, *accounts: dict[str, object]) -> dict[object, str]:
    one = outcome(rule, *accounts)
    return {found.value: found.standing.word for found in suppose(one, tiny().bound[rule], path, every_answer=True)}


def test_every_choice_is_tried() -> None:
    assert supposed("MAR-001", "children.c.mobility", child(injuries=BRUISE)) == {
        "not-mobile": "met", "rolling": "met",
        "crawling": "not_met", "walking": "not_met", "moves-with-help": "not_met",
    }  # fmt: skip


def test_a_told_fact_is_supposed_otherwise_in_place_of_what_was_told() -> None:
    account = child(mobility="not-mobile", injuries=BRUISE)
    assert supposed("MAR-001", "children.c.mobility", account)["walking"] == "not_met"
    assert supposed("MAR-001", "children.c.injuries.i1.kind", account) == {
        kind: "met" if kind in ("bruise", "bite", "burn", "fracture") else "not_known"
        for kind in at_case_path("children.c.injuries.i1.kind").values
    }


def test_a_list_is_supposed_told_in_full() -> None:
    account = child(injuries={"i1": {"kind": "graze"}})
    assert supposed("MAR-002", "children.c.injuries", account) == {IN_FULL: "not_met"}
    assert supposed("HOM-001", "people", people(m={"lives_with_child": False})) == {IN_FULL: "not_met"}


def test_yes_and_no_are_tried() -> None:
    assert supposed("CAR-002", "children.c.views_recorded", child()) == {True: "not_met", False: "met"}


def test_days_on_both_sides_of_an_age_are_tried() -> None:
    answers = supposed("MAR-001", "children.c.born", child(injuries=BRUISE))
    assert answers["2025-12-01"] == "not_known"
    assert "met" in answers.values()
    young = [datetime.date.fromisoformat(str(day)) for day, word in answers.items() if word == "met"]
    assert min(young) > datetime.date(2025, 12, 1)


@pytest.mark.parametrize(
    ("rule", "path", "accounts"),
    [
        ("MAR-001", "children.c.mobility", (child(injuries=BRUISE),)),
        ("MAR-001", "children.c.born", (child(injuries=BRUISE),)),
        ("MAR-001", "children.c.injuries", (child(mobility="rolling", injuries={"i1": {}}),)),
        ("CAR-001", "children.c.appointments.a.on", (child(appointments={"a": {"outcome": "did-not-attend"}}),)),
        ("HOM-002", "people.p.bail", (people(p={"lives_with_child": True}, q={"bail": "none"}),)),
        ("HOM-002", "people", (people(p={"lives_with_child": True}, q={"bail": "none"}),)),
    ],
)
def test_a_supposed_answer_is_the_rule_looked_at_again(
    rule: str, path: str, accounts: tuple[dict[str, object], ...]
) -> None:
    """Looking only at what an answer can reach gives what looking at everything gives."""
    one, bound = outcome(rule, *accounts), tiny().bound[rule]
    answers = list(suppose(one, bound, path, every_answer=True))
    assert answers
    for answer in answers:
        assert answer.standing == anew(one, bound, path, answer.value), answer


def anew(one: Outcome, bound: Bound, path: str, value: object) -> object:
    told = one.scope.told
    after = told.supposing_in_full(path, SUPPOSED) if value == IN_FULL else told.supposing(path, value, SUPPOSED)
    return evaluate(bound, Scope(after, one.scope.child)).standing


def test_fewer_answers_tell_the_same_standings_apart() -> None:
    path = "children.c.injuries.i1.kind"
    one, bound = (
        outcome("MAR-002", child(injuries={"i1": {"explanation_fits": "does-not-fit"}})),
        tiny().bound["MAR-002"],
    )
    few = [found.standing for found in suppose(one, bound, path)]
    every = [found.standing for found in suppose(one, bound, path, every_answer=True)]
    assert set(few) == set(every)
    assert len(few) < len(every)


def test_the_possible_days_reach_from_the_day_back_over_childhood() -> None:
    days = [str(day) for day in possible(at_case_path("children.c.born"), tiny().bound["MAR-001"], DAY.toordinal())]
    assert days == sorted(days, reverse=True)
    assert days[0] > DAY.isoformat() > days[-1]
    assert DAY.isoformat() in days
    assert days[-1] < "2009"
