"""Traces: why a condition stands as it does, what is missing, what to ask for, and whether something opens it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from small_cases import Concepts, child, told, trace

from screening.conditions.evaluate import Scope, Trace
from screening.conditions.trace import Reason, asked_for, disputed_tests, is_open, missing, reasons

WALKS = {"fact": "child.mobility", "is": "walking"}
SEEN = {"fact": "child.seen_alone", "is": True}
HARM = {"fact": "child.harm_seen", "is": True}
BRUISE = {"fact": "kind", "is": "bruise"}
MARKS = {"exists": "child.injuries", "where": BRUISE}


def paths(found: tuple[Reason, ...]) -> list[str]:
    return [one.trace.path for one in found]


def asks(one: Trace, *accounts: Mapping[str, Any]) -> list[str]:
    scope = Scope(told(*accounts), "children.c.")
    return [path for part in missing(one) for path in asked_for(part, scope)]


def test_a_met_condition_rests_on_the_parts_that_are_as_strong_as_it() -> None:
    account = child(mobility="walking", seen_alone=False, harm_seen=True)
    assert paths(reasons(trace({"any": [WALKS, SEEN, HARM]}, account))) == [
        "children.c.mobility",
        "children.c.harm_seen",
    ]
    assert paths(reasons(trace({"all": [WALKS, HARM]}, account))) == ["children.c.mobility", "children.c.harm_seen"]
    assert paths(reasons(trace({"not": SEEN}, account))) == ["children.c.seen_alone"]


def test_a_disputed_condition_rests_on_what_is_disputed_and_on_what_is_met() -> None:
    accounts = child(mobility="walking", harm_seen=True), child(mobility="rolling")
    found = trace({"all": [WALKS, HARM]}, *accounts)
    assert found.standing.word == "disputed"
    assert paths(reasons(found)) == ["children.c.mobility", "children.c.harm_seen"]
    assert [one.path for one in disputed_tests(found)] == ["children.c.mobility"]


def test_disputed_tests_are_found_inside_lists() -> None:
    accounts = child(injuries={"i": {"kind": "bruise"}}), child(injuries={"i": {"kind": "bite"}})
    assert [one.path for one in disputed_tests(trace(MARKS, *accounts))] == ["children.c.injuries.i.kind"]


def test_a_list_gives_the_members_that_count_each_with_its_own_reasons() -> None:
    account = child(injuries={"a": {"kind": "bruise"}, "b": {"kind": "bite"}, "d": {}})
    (reason,) = reasons(trace(MARKS, account))
    assert reason.trace.path == "children.c.injuries"
    assert [(member, paths(why)) for member, why in reason.members] == [("a", ["children.c.injuries.a.kind"])]


def test_a_member_that_accounts_differ_on_counts_too() -> None:
    accounts = child(injuries={"a": {"kind": "bruise"}, "b": {"kind": "bite"}}), child(injuries={"a": {"kind": "bite"}})
    (reason,) = reasons(trace(MARKS, *accounts))
    assert reason.trace.standing.word == "disputed"
    assert [member for member, _ in reason.members] == ["a"]


def test_a_list_where_none_counts_is_itself_the_reason() -> None:
    (reason,) = reasons(trace({"not": MARKS}, child(injuries=[{"kind": "bite"}])))
    assert (reason.trace.path, reason.members) == ("children.c.injuries", ())


def test_a_reason_names_the_concept_that_it_belongs_to() -> None:
    concepts: Concepts = {"moves": ("child", {"any": [WALKS, HARM]})}
    found = trace({"all": [{"is_met": "moves"}, SEEN]}, child(mobility="walking", seen_alone=True), concepts=concepts)
    assert [(one.trace.path, one.concept) for one in reasons(found)] == [
        ("children.c.mobility", "moves"),
        ("children.c.seen_alone", None),
    ]


def test_only_what_keeps_a_condition_unknown_is_missing() -> None:
    assert asks(trace({"all": [WALKS, SEEN]}, child(mobility="walking"))) == ["children.c.seen_alone"]
    assert asks(trace({"all": [WALKS, SEEN]}, child(mobility="rolling"))) == []
    assert asks(trace({"any": [WALKS, SEEN]}, child(mobility="walking"))) == []
    assert asks(trace({"any": [WALKS, {"all": [SEEN, HARM]}]}, child(seen_alone=False))) == ["children.c.mobility"]


def test_a_list_not_told_in_full_is_missing_itself_and_so_are_its_members_unknown_facts() -> None:
    account = child(injuries={"i": {"kind": "bite"}, "j": {}})
    assert asks(trace(MARKS, account)) == ["children.c.injuries", "children.c.injuries.j.kind"]
    whole = {**account, "complete": ["children.c.injuries"]}
    assert asks(trace(MARKS, whole)) == ["children.c.injuries.j.kind"]


@pytest.mark.parametrize(
    ("written", "facts", "expected"),
    [
        ({"fact": "child.age_months", "below": 3}, {}, ["children.c.born"]),
        ({"fact": "child.weeks_pregnant", "at_least": 24}, {}, ["children.c.due"]),
        ({"fact": "child.days_since_seen", "above": 28}, {}, ["children.c.last_seen_on", "children.c.contacts"]),
        ({"fact": "child.days_since_seen", "above": 28}, {"contacts": {"k": {"child_seen": False}}},
         ["children.c.last_seen_on"]),
        ({"fact": "case.agencies_involved", "above": 3}, {}, ["services"]),
        ({"exists": "case.claims", "where": {"fact": "overdue", "is": True}}, {}, ["claims"]),
    ],
)  # fmt: skip
def test_for_a_derived_fact_one_asks_what_it_is_worked_out_from(
    written: dict[str, Any], facts: dict[str, Any], expected: list[str]
) -> None:
    account = child(**facts)
    assert asks(trace(written, account), account) == expected


def test_for_a_member_s_derived_fact_one_asks_what_that_member_lacks() -> None:
    account = {"complete": ["claims"], "facts": {"claims": {"k": {"by_when": "2026-01-01"}}}}
    found = trace({"exists": "case.claims", "where": {"fact": "overdue", "is": True}}, account)
    assert asks(found, account) == ["claims.k.evidence"]


def test_a_gate_is_not_asked_for() -> None:
    found = trace({"all": [WALKS, SEEN]})
    with pytest.raises(TypeError, match="gate"):
        asked_for(found, Scope(told(), "children.c."))


@pytest.mark.parametrize(
    ("written", "facts", "opened"),
    [
        (SEEN, {"seen_alone": True}, True),
        (SEEN, {"seen_alone": False}, False),
        (SEEN, {}, False),
        ({"not": SEEN}, {"seen_alone": False}, True),
        # Who somebody is opens nothing.
        (WALKS, {"mobility": "walking"}, False),
        ({"fact": "child.age_months", "below": 12}, {"born": "2026-01-01"}, False),
        ({"all": [WALKS, SEEN]}, {"mobility": "walking"}, False),
        ({"all": [WALKS, SEEN]}, {"seen_alone": True}, True),
        # What nobody told opens nothing; that somebody told it does.
        ({"fact": "child.seen_alone", "not_given": True}, {}, False),
        ({"fact": "child.seen_alone", "given": True}, {"seen_alone": False}, True),
        # A list opens by a member that meets a test, and where it has none, by having a member.
        (MARKS, {"injuries": {"i": {"kind": "bruise"}}}, True),
        (MARKS, {"injuries": {"i": {"kind": "bite"}}}, False),
        (MARKS, {"injuries": []}, False),
        ({"exists": "child.injuries"}, {"injuries": {"i": {}}}, True),
        ({"exists": "child.injuries"}, {"injuries": []}, False),
        # "None of them" opens where it is so.
        ({"not": MARKS}, {"injuries": []}, True),
        ({"not": MARKS}, {"injuries": {"i": {"kind": "bruise"}}}, False),
        ({"not": MARKS}, {}, False),
    ],
)
def test_what_opens_a_condition(written: dict[str, Any], facts: dict[str, Any], opened: bool) -> None:
    assert is_open(trace(written, child(**facts))) is opened


def test_a_disputed_test_opens_like_a_met_one() -> None:
    assert is_open(trace({"all": [SEEN, HARM]}, child(seen_alone=True), child(seen_alone=False)))


@pytest.mark.parametrize(
    ("written", "facts", "opened_by", "opened"),
    [
        ({"all": [SEEN, HARM]}, {"seen_alone": True}, {"child.harm_seen"}, False),
        ({"all": [SEEN, HARM]}, {"seen_alone": True}, {"child.seen_alone"}, True),
        # A fact that only says who somebody is opens where the rule names it.
        ({"all": [WALKS, SEEN]}, {"mobility": "walking"}, {"child.mobility"}, True),
        ({"all": [MARKS, SEEN]}, {"injuries": {"i": {"kind": "bruise"}}}, {"injury.kind"}, True),
        ({"all": [MARKS, SEEN]}, {"seen_alone": True}, {"injury.kind"}, False),
        ({"exists": "child.injuries"}, {"injuries": {"i": {}}}, {"child.injuries"}, True),
        ({"exists": "child.injuries"}, {"injuries": {"i": {}}}, {"injury.kind"}, False),
        ({"not": MARKS}, {"injuries": []}, {"child.injuries"}, True),
        ({"not": MARKS}, {"injuries": []}, {"injury.kind"}, False),
    ],
)
def test_where_a_rule_names_what_opens_it_nothing_else_does(
    written: dict[str, Any], facts: dict[str, Any], opened_by: set[str], opened: bool
) -> None:
    assert is_open(trace(written, child(**facts)), frozenset(opened_by)) is opened
