"""What a formula may be made of."""

from __future__ import annotations

import pytest

from screening.engine.durable.formula import And, Compare, FormulaError, Or


@pytest.mark.parametrize("value", [2**31, -(2**31), True, 1.0, "1", None])
def test_only_whole_numbers_in_range_are_compared(value: object) -> None:
    with pytest.raises(FormulaError):
        Compare("age", "eq", value)  # type: ignore[arg-type]


def test_the_ends_of_the_range_are_allowed() -> None:
    assert Compare("age", "eq", 2**31 - 1).value == -Compare("age", "eq", -(2**31) + 1).value


@pytest.mark.parametrize("kind", [And, Or])
@pytest.mark.parametrize("parts", [(), [Compare("age", "eq", 1)], ("age",)])
def test_a_group_needs_a_tuple_of_at_least_one_formula(kind: type[And], parts: tuple[Compare, ...]) -> None:
    with pytest.raises(FormulaError):
        kind(parts)


def test_an_unknown_operator_and_a_nameless_field_are_refused() -> None:
    with pytest.raises(FormulaError, match="operator"):
        Compare("age", "=", 1)  # type: ignore[arg-type]
    with pytest.raises(FormulaError, match="field"):
        Compare("", "eq", 1)
