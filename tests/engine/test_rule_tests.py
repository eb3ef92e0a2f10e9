"""The tests that a rule carries in its own file: run as written, and a failure said in a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from tiny_cases import tiny

from screening.engine.ruletests import failure_of, run_all
from screening.rulebook.rule import RuleTest

MARKED = {"injuries": [{"kind": "bruise"}]}


def failure(rule: str = "MAR-001", **test: Any) -> str | None:
    written = RuleTest.model_validate({"name": "A test that is long enough", **test})
    return failure_of(tiny(), tiny().rules[rule], written)


def test_the_tests_of_a_pack_are_run() -> None:
    results = list(run_all(tiny()))
    assert [(one.rule.id, one.number, one.failure) for one in results] == [("MAR-001", n, None) for n in range(4)]
    assert list(run_all(tiny(), frozenset({"MAR-002"}))) == []


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ({"given": {"child": {**MARKED, "mobility": "walking"}}, "expect": "met"}, "expected met, came to not_met"),
        ({"given": {"child": MARKED}, "expect": "not_met"}, "expected not_met, came to not_known"),
        ({"given": {"child": MARKED}, "expect": "not_known", "open": False}, "dormant"),
        ({"given": {"child": {"mobility": "rolling"}}, "expect": "not_known", "open": True}, "open"),
        ({"given": {"child": MARKED}, "expect": "not_known", "ask": ["injury.kind"]},
         "expected it to ask for injury.kind; it asks for child.mobility"),
    ],
)  # fmt: skip
def test_a_test_that_does_not_come_out_as_written_says_what_did(test: dict[str, Any], words: str) -> None:
    assert words in (failure(**test) or "")


def test_a_test_may_speak_of_the_child_or_of_the_children() -> None:
    assert failure(given={"child": {**MARKED, "mobility": "rolling"}}, expect="met") is None
    assert failure(given={"children": {"x": {**MARKED, "mobility": "rolling"}}}, expect="met") is None
    both = {"child": {**MARKED, "mobility": "rolling"}, "children": {"sister": {"mobility": "walking"}}}
    assert failure(given=both, expect="met") is None


def test_a_test_may_be_about_a_day() -> None:
    baby = {"child": {**MARKED, "born": "2026-01-01"}}
    assert failure(given=baby, expect="met") is None
    assert failure(given=baby, as_of="2026-03-31", expect="met") is None
    assert failure(given=baby, as_of="2026-04-01", expect="not_known") is None


def test_a_test_with_accounts_and_one_with_none() -> None:
    told = {"facts": {"child": {**MARKED, "mobility": "rolling"}}}
    assert failure(accounts=[{"on": "2026-02-01", **told}], expect="met") is None
    assert failure(accounts=[{"on": "2026-03-02", **told}], expect="not_known", open=False) is None
    assert failure(rule="HOM-001", given={}, expect="not_known", ask=["case.people"]) is None


def test_accounts_of_a_test_get_ids_so_that_they_can_withdraw_each_other() -> None:
    test = RuleTest.model_validate(
        {"name": "Accounts with and without ids", "expect": "met", "given": {}, "accounts": [{}, {"id": "x"}, {}]}
    )
    assert [one.id for one in test.told()] == ["given", "a1", "x", "a3"]
