"""The engine's decisions against a plain evaluation of the same formulas."""

from __future__ import annotations

import operator
import random
from collections.abc import Iterator, Mapping
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.engine.durable.formula import And, Compare, Formula, Or
from screening.engine.durable.process import DurableChannel
from screening.engine.durable.rulesets import pack

PLAIN = {
    "eq": operator.eq,
    "neq": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


def holds(formula: Formula, fact: Mapping[str, int]) -> bool:
    if isinstance(formula, Compare):
        return bool(PLAIN[formula.op](fact[formula.field], formula.value))
    return (all if isinstance(formula, And) else any)(holds(part, fact) for part in formula.parts)


@pytest.fixture(scope="module")
def channel() -> Iterator[DurableChannel]:
    if find_spec("durable_rules_engine") is None:
        pytest.skip("durable-rules is not installed: it needs a C compiler and CPython before 3.13")
    with DurableChannel() as channel:
        yield channel


FIELDS = [f"field {n}" for n in range(8)]
EXTREME = 2**31 - 1
NUMBERS = st.integers(-2, 4) | st.sampled_from([EXTREME, -EXTREME])
COMPARISONS = st.builds(
    Compare, st.sampled_from(FIELDS), st.sampled_from(["eq", "neq", "lt", "lte", "gt", "gte"]), NUMBERS
)


def _groups(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    some = st.lists(parts, min_size=1, max_size=5).map(tuple)
    return st.builds(And, some) | st.builds(Or, some)


FORMULAS: st.SearchStrategy[Formula] = st.recursive(COMPARISONS, _groups, max_leaves=25)
FACTS = st.fixed_dictionaries(dict.fromkeys(FIELDS, NUMBERS))


@settings(max_examples=150, deadline=None)
@given(st.lists(FORMULAS, min_size=1, max_size=12), st.lists(FACTS, min_size=1, max_size=8))
def test_any_formulas_on_any_facts(
    channel: DurableChannel, formulas: list[Formula], facts: list[dict[str, int]]
) -> None:
    named = {f"rule {n}": formula for n, formula in enumerate(formulas)}
    expected = [{name for name, formula in named.items() if holds(formula, fact)} for fact in facts]
    assert channel.decide(pack(named), facts, timeout=30) == expected


def _random_formula(rng: random.Random, fields: int, tests: int, top: int) -> Formula:
    if tests == 1:
        return Compare(f"field {rng.randrange(fields)}", rng.choice(["neq", "lte", "gte"]), rng.randrange(5))
    parts = []
    while tests:
        share = rng.randint(1, max(1, tests // 2))
        parts.append(_random_formula(rng, fields, share, 1 - top))
        tests -= share
    return (And, Or)[top](tuple(parts))


@pytest.mark.parametrize(
    ("count", "fields", "least", "most"),
    [(150, 200, 3, 10), (20, 200, 100, 300), (1, 400, 900, 900)],
    ids=["a large pack", "large formulas", "more fields than one fact can have"],
)
def test_large_packs(channel: DurableChannel, count: int, fields: int, least: int, most: int) -> None:
    """Comparisons that are mostly true and mostly "or"-ed are the worst case: the engine fires for every true path."""
    rng = random.Random(count)
    named = {f"rule {n}": _random_formula(rng, fields, rng.randint(least, most), n % 2) for n in range(count)}
    facts = [{f"field {n}": rng.randrange(5) for n in range(fields)} for _ in range(40)]
    expected = [{name for name, formula in named.items() if holds(formula, fact)} for fact in facts]
    assert channel.decide(pack(named), facts, timeout=30) == expected


@pytest.mark.parametrize("last", [0, 1])
def test_many_ors_do_not_multiply(channel: DurableChannel, last: int) -> None:
    """Thirty "or"s of three true branches each, put to the engine as they stand, would fire 3 to the 30th times."""
    ors = tuple(Or(tuple(Compare(f"field {n}-{m}", "gte", 1) for m in range(3))) for n in range(30))
    fact = {f"field {n}-{m}": 1 if n < 29 else last for n in range(30) for m in range(3)}
    assert channel.decide(pack({"all of them": And(ors)}), [fact], timeout=30) == [{"all of them"} if last else set()]
