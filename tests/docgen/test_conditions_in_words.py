"""Conditions in plain English: whose answer it is, how parts combine, and nothing turned into its opposite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from screening.conditions.tree import Condition
from screening.docgen.in_words import Part, Wording, in_a_line, wording_of
from screening.rulebook.pack import read_pack

TINY = Path(__file__).parents[1] / "packs" / "tiny"
MOVES = "“How does the child get about?”"


def part(written: dict[str, Any], about: str = "child") -> Part:
    condition: Condition = TypeAdapter(Condition).validate_python(written)
    return Wording(definitions={"still": ("not-mobile", "rolling")}).part(condition, about)


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        ({"fact": "child.mobility", "is": "rolling"}, "is “rolling”"),
        ({"fact": "child.mobility", "is_not": "rolling"}, "is anything but “rolling”"),
        ({"fact": "child.mobility", "in": ["not-mobile", "rolling"]}, "is “not yet moving about” or “rolling”"),
        ({"fact": "child.mobility", "not_in": ["rolling", "crawling"]}, "is none of these: “rolling” or “crawling”"),
        ({"fact": "child.mobility", "in_definition": "still"}, "is “not yet moving about” or “rolling”"),
        ({"fact": "child.mobility", "given": True}, "has been answered"),
        ({"fact": "child.mobility", "not_given": True}, "has not been answered"),
        ({"fact": "child.mobility", "not_given": ["declined"]},
         "has not been answered (asked, and the person did not want to say)"),
        ({"fact": "child.mobility", "told_by": ["mother", "father"]}, "was said only by mother or father"),
        ({"fact": "child.mobility", "corroborated": False}, "rests on one person’s word alone"),
        ({"fact": "child.presentation_changed", "is_not": True}, "is no"),
        ({"fact": "child.age_months", "below": 3}, "is below 3"),
        ({"fact": "child.born", "before": "2020-05"}, "is before May 2020"),
        ({"fact": "child.born", "not_within_last": "2 weeks"}, "lies longer ago than 2 weeks"),
        ({"fact": "child.disability", "includes": "autism"}, "includes “autism”"),
    ],
)  # fmt: skip
def test_a_test_is_its_question_with_its_answer(test: dict[str, Any], answer: str) -> None:
    assert part(test).answer == answer


def test_services_are_named_as_one_says_them() -> None:
    found = part({"fact": "invited", "includes_any": ["gp", "childrens-social-care"]}, "meeting")
    assert found.answer == "includes GP or children's social care"


def test_many_values_are_said_by_the_few_that_do_not_count() -> None:
    values = ["not-mobile", "rolling", "crawling", "walking"]
    assert part({"fact": "child.mobility", "in": values}).answer == "is anything but “moves with help”"


def test_parts_keep_their_order_and_how_they_combine() -> None:
    tests = [{"fact": "child.mobility", "is": "rolling"}, {"fact": "child.age_months", "below": 3}]
    found = part({"any": [{"not": tests[0]}, {"all": tests}, {"at_least": 2, "of": tests}]})
    assert [one.words for one in found.parts] == ["Not so", "All of these", "At least 2 of these"]
    assert found.parts[0].parts[0].answer == "is “rolling”"
    assert in_a_line(part({"all": tests})).startswith(f"{MOVES} is “rolling” and ")


def test_lists_say_how_many_of_whose_and_by_which_date() -> None:
    mark = {"fact": "kind", "is": "bruise"}
    assert part({"exists": "child.injuries", "where": mark}).words == "At least one of the child’s injuries"
    assert part({"every": "child.injuries", "where": mark}).words == "Every one of the child’s injuries"
    assert part({"count": "child.injuries", "where": mark, "at_most": 2}).words == "At most 2 of the child’s injuries"
    close = {"count": "child.injuries", "at_least": 3, "within_any": "2 weeks", "dated_by": "seen_on"}
    assert (
        part(close).words
        == "At least 3 of the child’s injuries, within any 2 weeks going by “On which day was it seen?”"
    )
    services = {"count": "case.services", "distinct": "agency", "at_least": 2}
    assert (
        part(services, "case").words
        == "At least 2 different answers to “Which service is it?” among the services in the case"
    )
    inside = {"exists": "case.people", "where": {"exists": "appointments"}}
    assert part(inside, "case").parts[0].words == "At least one of their appointments"


def test_a_concept_is_named_and_opened_out_and_a_definition_is_the_locality_s() -> None:
    answers = {}
    for locality in ("inland", "harbour"):
        pack, _ = read_pack(TINY, locality)
        found = wording_of(pack).part(pack.rules["MAR-001"].when, "child")
        concept = found.parts[0]
        assert concept.concept == "cannot-move-about"
        assert concept.words == pack.concepts["cannot-move-about"].title
        answers[locality] = str(concept.parts)
    assert answers["inland"] != answers["harbour"]
