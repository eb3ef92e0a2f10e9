"""Cutting formulas down to what the engine decides rightly."""

from __future__ import annotations

import pytest

from screening.engine.durable.codes import Codes
from screening.engine.durable.fitting import (
    DEEPEST,
    MOST_FIRINGS,
    MOST_GROUPS,
    MOST_NODES,
    Splitter,
    fits,
    simplified,
    size,
)
from screening.engine.durable.formula import And, Compare, Formula, FormulaError, Or

A, B, C = (Compare(name, "gte", 1) for name in "abc")


def of_kind(kind: type[And] | type[Or], count: int, prefix: str = "x") -> Formula:
    return kind(tuple(Compare(f"{prefix}{n}", "gte", 1) for n in range(count)))


def test_nested_groups_of_one_kind_repeats_and_groups_of_one_are_merged() -> None:
    assert simplified(And((A, And((B, And((A,)))), Or((C, Or((C,))))))) == And((A, B, C))


def test_nesting_too_deep_is_an_error_not_a_crash() -> None:
    formula: Formula = A
    for n in range(DEEPEST * 100):
        formula = (And if n % 2 else Or)((formula, B))
    with pytest.raises(FormulaError, match="nested"):
        simplified(formula)


def test_every_branch_of_every_or_can_fire_a_rule_but_one_field_equals_one_value_only() -> None:
    threes = And(tuple(of_kind(Or, 3, f"or{n}-") for n in range(4)))
    assert size(threes).firings == 3**4
    one_of = Or(tuple(Compare("mobility", "eq", n) for n in range(3)))
    assert size(And((one_of, of_kind(Or, 2)))).firings == 2


@pytest.mark.parametrize(
    "formula",
    [
        of_kind(And, 500),
        of_kind(Or, 500),
        And(tuple(of_kind(Or, 3, f"or{n}-") for n in range(20))),
        Or(tuple(of_kind(And, 70, f"and{n}-") for n in range(3))),
        And(tuple(Or((Compare(f"x{n}", "eq", 0), Compare(f"x{n}", "eq", 1))) for n in range(14))),
        And(tuple(And((A, Or((B, And((C, of_kind(Or, 2, f"deep{n}-"))))))) for n in range(40))),
    ],
    ids=["long and", "long or", "and of ors", "or of long ands", "many groups", "nested"],
)
def test_whatever_does_not_fit_is_split_until_everything_fits(formula: Formula) -> None:
    splitter = Splitter(Codes())
    bodies = splitter.bodies(simplified(formula))
    everything = [*bodies, *(body for helper in splitter.helpers.values() for body in helper.bodies)]
    assert not fits(simplified(formula))
    for nodes, groups, firings in map(size, everything):
        assert nodes <= MOST_NODES
        assert groups <= MOST_GROUPS
        assert firings <= MOST_FIRINGS


def test_a_helper_is_decided_before_whoever_reads_it_and_shared() -> None:
    splitter = Splitter(Codes())
    big = of_kind(And, 100)
    first = splitter.bodies(Or((A, big)))
    second = splitter.bodies(Or((B, big)))
    assert len(splitter.helpers) == 1
    assert splitter.level(first) == splitter.level(second) == 1
    assert splitter.level(splitter.bodies(C)) == 0
