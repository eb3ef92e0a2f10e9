"""Named concepts: shared conditions that mean the same wherever they stand."""

from __future__ import annotations

from typing import Any

import pytest
from small_cases import Concepts, child, standing, tried

CONCEPTS: Concepts = {
    "young": ("child", {"any": [{"fact": "child.age_months", "below": 12}, {"is_met": "not-moving"}]}),
    "not-moving": ("child", {"fact": "child.mobility", "in": ["not-mobile", "rolling"]}),
    "a-mark": ("injury", {"fact": "kind", "in": ["bruise", "bite"]}),
    "late-mark": ("injury", {"all": [{"is_met": "a-mark"}, {"fact": "seen_on", "within_last": "28 days"}]}),
    "thin-record": ("case", {"fact": "case.record.chronology", "in": ["thin", "none"]}),
    "carer-told": ("person", {"fact": "contact", "is": "lives-in-the-home"}),
}

YOUNG = child(born="2026-01-01", mobility="walking")
GROWN = child(born="2010-01-01", mobility="walking")
MARKED = child(injuries=[{"kind": "bite", "seen_on": "2026-02-20"}])


def came_to(written: dict[str, Any], *accounts: dict[str, Any]) -> str:
    return standing(written, *accounts, concepts=CONCEPTS)


def test_a_concept_stands_as_its_condition_does() -> None:
    assert came_to({"is_met": "young"}, YOUNG) == "met"
    assert came_to({"is_met": "young"}, GROWN) == "not_met"
    assert came_to({"is_met": "young"}, YOUNG, GROWN) == "disputed"
    assert came_to({"is_met": "young"}) == "not_known"


def test_not_goes_through_a_concept_down_to_its_tests() -> None:
    assert came_to({"not": {"is_met": "young"}}, GROWN) == "met"
    assert came_to({"not": {"is_met": "young"}}, child(mobility="walking")) == "not_known"


def test_a_concept_about_a_member_is_used_inside_a_where() -> None:
    assert came_to({"exists": "child.injuries", "where": {"is_met": "late-mark"}}, MARKED) == "met"
    old = child(injuries=[{"kind": "bite", "seen_on": "2025-02-20"}])
    assert came_to({"exists": "child.injuries", "where": {"is_met": "late-mark"}}, old) == "not_met"


def test_a_concept_about_the_case_is_used_anywhere() -> None:
    thin = {"facts": {"record": {"chronology": "thin"}}}
    inside = {"all": [{"is_met": "a-mark"}, {"is_met": "thin-record"}]}
    assert came_to({"all": [{"is_met": "young"}, {"is_met": "thin-record"}]}, YOUNG, thin) == "met"
    assert came_to({"exists": "child.injuries", "where": inside}, MARKED, thin) == "met"
    assert standing({"is_met": "thin-record"}, thin, about="case", concepts=CONCEPTS) == "met"


def test_a_concept_about_the_child_may_be_used_inside_a_where_about_its_injuries() -> None:
    inside = {"all": [{"is_met": "a-mark"}, {"is_met": "not-moving"}]}
    assert came_to({"exists": "child.injuries", "where": inside}, MARKED, child(mobility="rolling")) == "met"
    assert came_to({"exists": "child.injuries", "where": inside}, MARKED, child(mobility="walking")) == "not_met"


@pytest.mark.parametrize(
    ("written", "about"),
    [
        ({"is_met": "a-mark"}, "child"),
        ({"is_met": "a-mark"}, "case"),
        ({"is_met": "young"}, "case"),
        ({"exists": "case.people", "where": {"is_met": "a-mark"}}, "child"),
        ({"exists": "case.people", "where": {"is_met": "young"}}, "case"),
        ({"exists": "child.injuries", "where": {"is_met": "carer-told"}}, "child"),
    ],
)
def test_a_concept_about_something_else_is_refused(written: dict[str, Any], about: str) -> None:
    found, slips = tried(written, about, CONCEPTS)
    assert found is None
    assert [one.code for one in slips] == ["R213"]
