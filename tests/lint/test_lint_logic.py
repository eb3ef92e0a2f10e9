"""Tests on one fact that exclude each other, or of which one always holds, wherever they stand in a condition."""

from __future__ import annotations

from pathlib import Path

import pytest
from changed_pack import STR, found_in, line_at

SEEN = "{fact: child.seen_alone, is: true}"


def codes_with(folder: Path, condition: str) -> set[str]:
    """The codes on logic that lint gives to a condition."""
    found = found_in(folder, (STR, f"when: {SEEN}", f"when: {condition}"))
    return {one.code for one in found} & {"L020", "L021"}


def both(first: str, second: str) -> str:
    """A condition of two tests on facts of the child."""
    return f"{{all: [{{fact: child.{first}}}, {{fact: child.{second}}}]}}"


NEVER = [
    both("mobility, in: [rolling, walking]", "mobility, in: [not-mobile]"),
    both("mobility, is: rolling", "mobility, is_not: rolling, }, {fact: child.mobility, is: walking"),
    both("age_months, below: 12", "age_months, at_least: 12"),
    both("age_months, at_most: 11", "age_months, above: 11"),
    both("last_seen_on, within_last: 28 days", "last_seen_on, not_within_last: 4 weeks"),
    both('born, before: "2020"', 'born, after: "2021-05-01"'),
    both("disability, includes: learning", "mobility, given: true}, {not: {fact: child.disability, "
         "includes_any: [learning, physical]}"),
    both("mobility, is: rolling", "mobility, not_given: true"),
    "{all: [{fact: child.mobility, is: rolling}, {any: [{fact: child.mobility, is: walking}, " + SEEN + "]}]}",
    "{all: [{fact: child.mobility, is: rolling}, {exists: child.injuries, where: "
    "{fact: child.mobility, is: walking}}]}",
    "{exists: child.injuries, where: {all: [{fact: kind, is: bite}, {fact: kind, is: burn}]}}",
    "{every: child.injuries, where: {all: [{fact: kind, is: bite}, {fact: kind, is: burn}]}}",
    "{not: {any: [" + SEEN + ", {fact: child.seen_alone, is: false}]}}",
    "{all: [{is_met: not-moving}, {fact: child.mobility, is: walking}]}",
]  # fmt: skip

POSSIBLE = [
    both("mobility, in: [rolling, walking]", "mobility, in: [rolling]"),
    both("age_months, at_least: 12", "age_months, at_most: 12"),
    both("last_seen_on, within_last: 12 months", "last_seen_on, not_within_last: 28 days"),
    both("disability, includes: learning", "disability, includes: physical"),
    both("mobility, given: true", "mobility, is: rolling"),
    both("mobility, is: rolling", "mobility, is_not: rolling"),  # asks whether accounts differ
    both("mobility, is: rolling", "mobility, source_in: [carer]"),
    "{all: [{exists: child.injuries, where: {fact: kind, is: bite}}, {exists: child.injuries, where: "
    "{fact: kind, is: burn}}]}",
    "{any: [{all: [{fact: child.mobility, is: rolling}, " + SEEN + "]}, {fact: child.mobility, is: walking}]}",
    "{any: [{fact: child.mobility, not_given: true}, {fact: child.mobility, is: walking}]}",
]  # fmt: skip


@pytest.mark.parametrize("condition", NEVER)
def test_a_part_that_can_never_be_met_is_found(condition: str, tmp_path: Path) -> None:
    assert "L020" in codes_with(tmp_path, condition)


@pytest.mark.parametrize("condition", POSSIBLE)
def test_a_condition_that_can_be_met_is_left_alone(condition: str, tmp_path: Path) -> None:
    assert codes_with(tmp_path, condition) == set()


@pytest.mark.parametrize(
    "condition",
    [
        "{any: [{fact: child.age_months, below: 12}, {fact: child.age_months, at_least: 10}]}",
        "{any: [{fact: child.mobility, is_not: rolling}, {fact: child.mobility, is_not: walking}]}",
        "{any: [{fact: child.mobility, given: true}, {fact: child.mobility, not_given: true}]}",
        "{not: {all: [{fact: child.mobility, is: rolling}, {fact: child.mobility, is: walking}]}}",
    ],
)
def test_a_part_that_every_answer_meets_is_found(condition: str, tmp_path: Path) -> None:
    assert codes_with(tmp_path, condition) == {"L021"}


def test_the_other_test_is_named_by_its_line_also_in_another_file(tmp_path: Path) -> None:
    clash = "{all: [{is_met: not-moving}, {fact: child.mobility, is: walking}]}"
    found = found_in(tmp_path, (STR, f"when: {SEEN}", f"when: {clash}"))
    one = next(problem for problem in found if problem.code == "L020")
    assert one.message == "With the test on line 7 of concepts/child.yaml, this can never be met."
    assert line_at(one).startswith("{fact: child.mobility, is: walking}")
