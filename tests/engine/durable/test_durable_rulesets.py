"""Packing named formulas for the engine."""

from __future__ import annotations

import json

import pytest

from screening.engine.durable.fitting import CAPACITY
from screening.engine.durable.formula import And, Compare, Formula, FormulaError, Or
from screening.engine.durable.rulesets import pack

MANY = {
    f"rule {n}": And((Compare(f"field {n % 7}", "eq", n), Or((Compare("age", "lt", n), Compare("weight", "gt", n)))))
    for n in range(100)
}
SHORT = {f"rule {n}": Compare(f"field {n}", "eq", n) for n in range(130)}


def leaves(node: object) -> int:
    """Comparisons in a piece of the engine's own rule language, counted from the text that it will read."""
    if isinstance(node, list):
        return sum(map(leaves, node))
    if isinstance(node, dict):
        return sum(1 if isinstance(value, int) else leaves(value) for value in node.values())
    return 0


@pytest.mark.parametrize("formulas", [MANY, SHORT])
def test_no_ruleset_holds_more_than_the_engine_can_take_and_each_has_a_control_rule(
    formulas: dict[str, Formula],
) -> None:
    program = pack(formulas)
    assert len(program.rulesets) > 1
    for ruleset in program.rulesets:
        rules = json.loads(ruleset.text)
        assert leaves(rules) <= CAPACITY
        assert rules["control"] == {"all": [{"m": {"s": 1}}]}
        assert len(rules) == len(ruleset.sets) + 1


def test_no_word_of_the_caller_reaches_the_engine() -> None:
    program = pack({'bruise "on" child': Compare("child.injuries\n", "eq", 3)})
    assert "child" not in program.rulesets[0].text + program.rulesets[0].fact
    assert program.names == ('bruise "on" child',)


def test_the_digest_follows_the_content() -> None:
    assert pack(MANY).digest == pack(dict(MANY)).digest
    assert json.loads(pack(MANY).json)["names"] == list(MANY)
    assert pack(MANY).digest != pack({**MANY, "rule 1": Compare("age", "eq", 2)}).digest


def test_a_fact_must_have_every_field_that_is_used_and_may_have_more() -> None:
    program = pack({"a": And((Compare("y", "eq", 1), Compare("x", "eq", 1)))})
    assert program.row({"x": 1, "y": 2, "z": 3}) == [1, 2]
    with pytest.raises(FormulaError, match="y"):
        program.row({"x": 1})
    with pytest.raises(FormulaError, match="out of range"):
        program.row({"x": 1, "y": 2**31})
