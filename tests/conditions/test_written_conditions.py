"""Conditions as they are written: what is taken, and that a slip in one node gives one clear problem."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from small_cases import CONDITION

from screening.conditions.tree import AllOf, AnyOf, Count, Every, Exists, FactTest, IsMet, NotOf, SomeOf
from screening.errors import Problem, ProblemsFound
from screening.yamlsource import read_text, validated

FACT = {"fact": "child.mobility", "is": "walking"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (FACT, FactTest),
        ({"all": [FACT]}, AllOf),
        ({"any": [FACT, FACT]}, AnyOf),
        ({"not": FACT}, NotOf),
        ({"at_least": 2, "of": [FACT, FACT, FACT]}, SomeOf),
        ({"exists": "child.injuries"}, Exists),
        ({"exists": "child.injuries", "where": {"fact": "kind", "is": "bite"}}, Exists),
        ({"every": "child.injuries", "where": {"fact": "kind", "is": "bite"}}, Every),
        ({"count": "child.injuries", "at_least": 2}, Count),
        ({"count": "child.injuries", "at_most": 0, "distinct": "kind"}, Count),
        ({"is_met": "some-concept"}, IsMet),
    ],
)
def test_each_node_is_told_by_its_key_and_written_back_the_same(written: dict[str, Any], kind: type) -> None:
    node = CONDITION.validate_python(written)
    assert type(node) is kind
    assert CONDITION.dump_python(node, by_alias=True, exclude_unset=True, mode="json") == written
    assert CONDITION.validate_python(node) == node


@pytest.mark.parametrize(
    ("operator", "operand"),
    [
        ("is", "walking"), ("is", False), ("is", 3), ("is_not", True), ("in", ("a", "b")), ("not_in", ("a",)),
        ("in_definition", "not_mobile"), ("below", 0), ("at_most", 3), ("above", 3), ("at_least", 3),
        ("before", "2020-05"), ("after", "2020"), ("within_last", "12 months"), ("not_within_last", "1 day"),
        ("includes", "a"), ("includes_any", ("a",)), ("given", True), ("not_given", True),
        ("not_given", ("declined", "awaiting")), ("told_by", ("mother",)), ("source_in", ("carer",)),
        ("corroborated", False),
    ],
)  # fmt: skip
def test_a_test_on_a_fact_knows_its_operator_and_what_it_is_given(operator: str, operand: Any) -> None:
    node = FactTest.model_validate({"fact": "child.x", operator: operand})
    assert (node.operator, node.operand) == (operator, operand)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        validated(read_text(text, "rule.yaml"), CONDITION, prefix="R")
    return caught.value.problems


SLIPS = {
    "all:\n  - {fact: child.x, iz: true}\n": ("R101", 2, "is"),
    "exists: child.injuries\nwere: {fact: kind, is: bite}\n": ("R101", 2, "where"),
    "any:\n  - {count: child.injuries, at_lest: 2}\n": ("R101", 2, "at_least"),
    "fact: child.x\n": ("R105", 1, "exactly one of"),
    "{fact: child.x, is: true, is_not: false}\n": ("R105", 1, "exactly one of"),
    "{fact: child.x, is: null}\n": ("R105", 1, "exactly one of"),
    "{fact: child.x, within_last: 12 moons}\n": ("R105", 1, "12 months"),
    "{fact: child.x, within_last: 0 days}\n": ("R105", 1, "12 months"),
    "{fact: child.x, before: yesterday}\n": ("R105", 1, "2020-05-04"),
    "{fact: child.x, source_in: [carrer]}\n": ("R102", 1, "carer"),
    "{fact: child.x, given: false}\n": ("R102", 1, "given"),
    "{fact: child.x, not_given: [declind]}\n": ("R102", 1, "declined"),
    "all: []\n": ("R106", 1, "empty"),
    "{at_least: 4, of: [{fact: child.x, is: true}, {fact: child.x, is: true}]}\n": ("R105", 1, "never be met"),
    "{at_least: 1, of: [{fact: child.x, is: true}]}\n": ("R106", 1, "2"),
    "{count: child.injuries}\n": ("R105", 1, "either at_least or at_most"),
    "{count: child.injuries, at_least: 1, at_most: 2}\n": ("R105", 1, "either at_least or at_most"),
    "{count: child.injuries, at_least: 0}\n": ("R106", 1, "1"),
    "{count: child.injuries, at_least: 1, within_any: 6 months}\n": ("R105", 1, "go together"),
    "{count: child.injuries, at_least: 1, dated_by: seen_on}\n": ("R105", 1, "go together"),
    "every: child.injuries\n": ("R104", 1, "where"),
    "{all: [{fact: child.x, is: true}], any: [{fact: child.x, is: true}]}\n": ("R101", 1, "any"),
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_in_a_node_is_one_problem_that_says_what_to_do(text: str) -> None:
    code, line, words = SLIPS[text]
    (problem,) = problems(text)
    assert (problem.code, problem.line) == (code, line)
    assert words in f"{problem.message} {problem.hint}"


def test_slips_in_several_nodes_are_all_found() -> None:
    found = problems(
        "all:\n  - {fact: child.x, iz: true}\n  - not: {exists: child.x, wher: {}}\n  - any:\n      - {fact: child.y}\n"
    )
    assert [one.line for one in found] == [2, 3, 5]


@pytest.mark.parametrize("written", [{"fact": "child.x", "is": [1]}, {"fact": 3, "is": 1}, "child.x", ["child.x"], 7])
def test_what_is_no_condition_is_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(written)
