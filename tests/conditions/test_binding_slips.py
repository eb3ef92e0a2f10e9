"""Binding: every kind of slip in a condition is found with its code, at its place, with what was probably meant."""

from __future__ import annotations

from typing import Any

import pytest
from small_cases import Concepts, bound, tried

from screening.conditions import bound as nodes
from screening.conditions.binding import Slip

WALKING = {"fact": "child.mobility", "is": "walking"}

CONCEPTS: Concepts = {
    "walks": ("child", WALKING),
    "a-mark": ("injury", {"fact": "kind", "is": "bruise"}),
    "a-man": ("person", {"fact": "sex", "is": "male"}),
}

SLIPS: list[tuple[str, dict[str, Any], tuple[Any, ...], str, str | None]] = [
    ("R201", {"fact": "child.mobilty", "is": "walking"}, ("fact",), "mobilty", 'Did you mean "mobility"?'),
    ("R201", {"exists": "case.peple"}, ("exists",), "peple", 'Did you mean "people"?'),
    ("R201", {"exists": "child.injuries", "where": {"fact": "knd", "is": "bite"}}, ("where", "fact"), "knd",
     'Did you mean "kind"?'),
    ("R201", {"count": "child.injuries", "at_least": 2, "distinct": "bodypart"}, (), "bodypart",
     'Did you mean "body_part"?'),
    ("R202", {"fact": "mobility", "is": "walking"}, ("fact",), "child. or case.", "Did you mean child.mobility?"),
    ("R203", {"count": "child.injuries", "at_least": 2, "distinct": "seen_on"}, (), "seen_on is a date", None),
    ("R203", {"count": "child.injuries", "at_least": 2, "within_any": "1 day", "dated_by": "kind"}, (),
     "kind is a choice", None),
    ("R204", {"exists": "child.mobility"}, ("exists",), "is not a list", "Use a test on the fact itself."),
    ("R206", {"fact": "child.injuries.kind", "is": "bite"}, ("fact",), "reaches into a list",
     "Use exists, every or count with a where."),
    ("R206", {"exists": "case.children.injuries"}, ("exists",), "reaches into a list",
     "Use exists, every or count with a where."),
    ("R207", {"fact": "child.note", "given": True}, ("fact",), "note for people", None),
    ("R208", {"fact": "child.mobility", "below": 3}, ("below",), "is a choice", "in, in_definition, is"),
    ("R208", {"fact": "child.disability", "is": "physical"}, ("is",), "is a choices", "includes"),
    ("R208", {"fact": "child.born", "at_least": 3}, ("at_least",), "is a date", "within_last"),
    ("R208", {"fact": "child.injuries", "is": "bite"}, ("is",), "is a list", "given"),
    ("R208", {"fact": "child.seen_alone", "in": [True]}, ("in",), "is a yes-no", "is, is_not"),
    ("R209", {"fact": "child.seen_alone", "is": "yes"}, ("is",), "true or false", None),
    ("R209", {"fact": "child.seen_alone", "is": 1}, ("is",), "true or false", None),
    ("R209", {"fact": "child.born_at_weeks", "is": True}, ("is",), "a number", None),
    ("R210", {"fact": "child.mobility", "in": ["walking", "crawls"]}, ("in",), '"crawls" is not one of: not-mobile',
     'Did you mean "crawling"?'),
    ("R210", {"fact": "child.disability", "includes": "phisical"}, ("includes",), "phisical",
     'Did you mean "physical"?'),
    ("R210", {"fact": "child.mobility", "told_by": ["mothr"]}, ("told_by",), "mothr", 'Did you mean "mother"?'),
    ("R210", {"fact": "child.mobility", "in_definition": "too_far"}, ("in_definition",), "running", None),
    ("R211", {"is_met": "walk"}, ("is_met",), 'There is no concept "walk"', 'Did you mean "walks"?'),
    ("R213", {"is_met": "a-mark"}, ("is_met",), "this place is about a child", None),
    ("R213", {"exists": "child.injuries", "where": {"is_met": "a-man"}}, ("where", "is_met"),
     "about a person; this place is about", None),
    ("R214", {"fact": "child.mobility", "in_definition": "not_mobil"}, ("in_definition",), "No locality defines",
     'Did you mean "not_mobile"?'),
]  # fmt: skip


def slips(written: dict[str, Any], about: str = "child") -> list[Slip]:
    found, listed = tried(written, about, CONCEPTS, {"not_mobile": ("not-mobile",), "too_far": ("running",)})
    assert found is None
    return listed


@pytest.mark.parametrize(("code", "written", "place", "words", "hint"), SLIPS)
def test_a_slip_is_found_with_its_code_at_its_place(
    code: str, written: dict[str, Any], place: tuple[Any, ...], words: str, hint: str | None
) -> None:
    (slip,) = slips(written)
    assert (slip.code, slip.place) == (code, place)
    assert words in slip.message
    assert (hint or "") in (slip.hint or "")


def test_a_rule_about_the_case_has_no_child_of_its_own() -> None:
    (slip,) = slips({"all": [{"fact": "case.record.chronology", "is": "none"}, WALKING]}, "case")
    assert (slip.code, slip.place) == ("R205", ("all", 1, "fact"))
    assert slip.hint == "Use exists: case.children with a where."


def test_a_bare_path_in_a_rule_about_the_case_starts_with_case() -> None:
    (slip,) = slips({"fact": "agencies_involved", "above": 3}, "case")
    assert (slip.code, slip.hint) == ("R202", "Did you mean case.agencies_involved?")


def test_all_slips_of_a_condition_are_found_each_at_its_place() -> None:
    found = slips(
        {
            "any": [
                {"not": {"fact": "child.mobility", "is": "runs"}},
                {
                    "exists": "child.injuries",
                    "where": {"all": [{"fact": "kind", "is": "bite"}, {"fact": "x", "is": 1}]},
                },
                {"at_least": 1, "of": [WALKING, {"is_met": "nobody"}]},
            ]
        }
    )
    assert [(one.code, one.place) for one in found] == [
        ("R210", ("any", 0, "not", "is")),
        ("R201", ("any", 1, "where", "all", 1, "fact")),
        ("R211", ("any", 2, "of", 1, "is_met")),
    ]


def test_a_slip_inside_a_concept_is_told_where_the_concept_is_defined() -> None:
    broken: Concepts = {"broken": ("child", {"fact": "child.mobility", "is": "runs"})}
    found, listed = tried({"is_met": "broken"}, concepts=broken)
    assert (found, listed) == (None, [])
    assert [one.code for one in tried(broken["broken"][1])[1]] == ["R210"]


def test_a_concept_is_put_in_place_with_its_title() -> None:
    gate = bound({"all": [{"is_met": "walks"}, WALKING]}, concepts=CONCEPTS)
    assert isinstance(gate, nodes.Gate)
    concept = gate.parts[0]
    assert isinstance(concept, nodes.Gate)
    assert (concept.name, len(concept.parts)) == ("walks", 1)


def test_a_concept_about_a_member_may_use_other_concepts_about_it() -> None:
    both = {"all": [{"is_met": "a-mark"}, {"fact": "several", "is": True}]}
    more: Concepts = {**CONCEPTS, "several-marks": ("injury", both)}
    tally = bound({"exists": "child.injuries", "where": {"is_met": "several-marks"}}, concepts=more)
    assert isinstance(tally, nodes.Tally)


def test_a_path_of_the_case_may_stand_anywhere() -> None:
    inside = {"all": [{"fact": "kind", "is": "bite"}, {"fact": "case.record.chronology", "is": "none"}]}
    tally = bound({"exists": "child.injuries", "where": inside})
    assert isinstance(tally, nodes.Tally)
    assert isinstance(tally.where, nodes.Gate)
    assert [part.root for part in tally.where.parts if isinstance(part, nodes.Test)] == ["member", "case"]


@pytest.mark.parametrize(
    ("written", "operator", "operand", "negated"),
    [
        ({"is": "walking"}, "in", {"walking"}, False),
        ({"is_not": "walking"}, "in", {"walking"}, True),
        ({"not_in": ["walking", "rolling"]}, "in", {"walking", "rolling"}, True),
        ({"in_definition": "not_mobile"}, "in", {"not-mobile"}, False),
        ({"corroborated": False}, "corroborated", True, True),
        ({"not_given": True}, "not_given", set(), False),
        ({"not_given": ["declined"]}, "not_given", {"declined"}, False),
        ({"told_by": ["mother"]}, "told_by", {"mother"}, False),
        ({"source_in": ["carer"]}, "source_in", {"carer"}, False),
    ],
)
def test_operators_are_reduced_to_few(written: dict[str, Any], operator: str, operand: Any, negated: bool) -> None:
    test, listed = tried({"fact": "child.mobility", **written}, definitions={"not_mobile": ("not-mobile",)})
    assert isinstance(test, nodes.Test)
    assert listed == []
    assert (test.operator, test.negated) == (operator, negated)
    assert (set(test.operand) if isinstance(test.operand, frozenset) else test.operand) == operand
