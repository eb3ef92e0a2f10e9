"""Operators that ask who told a fact and how: given, not_given, told_by, source_in, corroborated."""

from __future__ import annotations

from typing import Any

import pytest
from small_cases import child, standing

MOBILITY = "child.mobility"
FATHER = {"id": "p", "facts": {"people": {"dad": {"relationship": "father"}, "mum": {"relationship": "mother"}}}}


def tells(value: str = "walking", **account: Any) -> dict[str, Any]:
    return child(account=account, mobility=value)


def test_given_asks_only_whether_it_was_told() -> None:
    written = {"fact": MOBILITY, "given": True}
    assert standing(written, tells()) == "met"
    assert standing(written, tells("walking"), tells("rolling")) == "met"
    assert standing(written) == "not_met"
    assert standing({"not": written}) == "met"
    assert standing(written, {"not_known": {"children.c.mobility": "declined"}}) == "not_met"


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (child(injuries={"i": {"kind": "bite"}}), "met"),
        (child(injuries=[]), "met"),
        ({"complete": ["children.c.injuries"]}, "met"),
        (child(born="2020"), "not_met"),
    ],
)
def test_a_list_is_given_where_somebody_told_a_member_or_that_there_is_none(
    account: dict[str, Any], expected: str
) -> None:
    assert standing({"fact": "child.injuries", "given": True}, account) == expected
    opposite = {"met": "not_met", "not_met": "met"}[expected]
    assert standing({"fact": "child.injuries", "not_given": True}, account) == opposite


def test_a_derived_fact_is_given_where_what_it_needs_was_told() -> None:
    assert standing({"fact": "child.age_months", "given": True}, child(born="2020")) == "met"
    assert standing({"fact": "child.age_months", "not_given": True}, child(mobility="walking")) == "met"


@pytest.mark.parametrize(
    ("reasons", "reason", "expected"),
    [
        (True, None, "met"),
        (True, "declined", "met"),
        (["declined"], "declined", "met"),
        (["declined", "awaiting"], "awaiting", "met"),
        (["declined"], "not-asked", "not_met"),
        (["declined"], None, "not_met"),
    ],
)
def test_not_given_may_ask_for_the_reason(reasons: Any, reason: str | None, expected: str) -> None:
    account = {"not_known": {"children.c.mobility": reason}} if reason else {}
    assert standing({"fact": MOBILITY, "not_given": reasons}, account) == expected


def test_what_was_told_after_all_is_given_whatever_somebody_else_declined() -> None:
    declined = {"not_known": {"children.c.mobility": "declined"}}
    assert standing({"fact": MOBILITY, "not_given": ["declined"]}, declined, tells()) == "not_met"


def test_told_by_is_met_where_nobody_else_told_it() -> None:
    written = {"fact": MOBILITY, "told_by": ["mother", "father"]}
    assert standing(written, FATHER, tells(told_by="dad")) == "met"
    assert standing(written, FATHER, tells(told_by="dad"), tells(told_by="mum")) == "met"
    assert standing({"fact": MOBILITY, "told_by": ["mother"]}, FATHER, tells(told_by="dad")) == "not_met"
    assert standing({"fact": MOBILITY, "told_by": ["mother"]}, FATHER, tells(told_by="dad"), tells(told_by="mum")) == (
        "not_met"
    )


def test_told_by_is_not_met_where_somebody_else_told_it_too() -> None:
    written = {"fact": MOBILITY, "told_by": ["mother"]}
    assert standing(written, FATHER, tells(told_by="mum"), tells(source="observed")) == "not_met"


def test_told_by_is_not_known_where_nobody_told_it_or_nobody_said_who_did() -> None:
    written = {"fact": MOBILITY, "told_by": ["mother"]}
    assert standing(written, FATHER) == "not_known"
    assert standing(written, FATHER, tells(source="carer")) == "not_known"


def test_told_by_is_not_met_where_a_professional_saw_it() -> None:
    assert standing({"fact": MOBILITY, "told_by": ["mother"]}, FATHER, tells(source="observed")) == "not_met"


def test_source_in_is_met_where_every_telling_has_such_a_source() -> None:
    written = {"fact": MOBILITY, "source_in": ["carer", "family"]}
    assert standing(written, tells(source="carer")) == "met"
    assert standing(written, tells(source="carer"), tells(source="family")) == "met"
    assert standing(written, tells(source="carer"), tells(source="observed")) == "not_met"
    assert standing(written, tells(source="record")) == "not_met"
    assert standing(written, tells()) == "not_known"
    assert standing(written) == "not_known"


@pytest.mark.parametrize("source", ["observed", "record"])
def test_what_a_professional_saw_or_a_record_holds_needs_nobody_else(source: str) -> None:
    assert standing({"fact": MOBILITY, "corroborated": True}, tells(source=source)) == "met"


@pytest.mark.parametrize("source", ["carer", "family", "child", "professional"])
def test_one_person_s_word_alone_is_not_corroborated(source: str) -> None:
    account = tells(source=source, told_by="mum", agency="gp")
    assert standing({"fact": MOBILITY, "corroborated": True}, account) == "not_met"
    assert standing({"fact": MOBILITY, "corroborated": False}, account) == "met"


def test_the_same_person_telling_it_twice_is_still_one() -> None:
    said = tells(source="carer", told_by="mum", agency="gp"), tells(source="carer", told_by="mum", agency="nursery")
    assert standing({"fact": MOBILITY, "corroborated": True}, *said) == "not_met"


def test_two_people_who_say_the_same_bear_each_other_out_and_two_who_differ_do_not() -> None:
    same = tells(source="carer", told_by="mum"), tells(source="carer", told_by="dad")
    differ = tells(source="carer", told_by="mum"), tells("rolling", source="carer", told_by="dad")
    assert standing({"fact": MOBILITY, "corroborated": True}, *same) == "met"
    assert standing({"fact": MOBILITY, "corroborated": True}, *differ) == "not_met"


def test_an_account_that_names_another_that_bears_it_out_is_corroborated() -> None:
    one = tells(id="a", source="carer", told_by="mum", corroborated_by=["b"])
    assert standing({"fact": MOBILITY, "corroborated": True}, one, {"id": "b"}) == "met"


def test_corroborated_is_not_known_of_what_nobody_told() -> None:
    assert standing({"fact": MOBILITY, "corroborated": True}) == "not_known"
    assert standing({"fact": MOBILITY, "corroborated": False}) == "not_known"


def test_accounts_that_differ_on_a_fact_do_not_differ_on_who_told_it() -> None:
    differ = tells(source="carer"), tells("rolling", source="carer")
    assert standing({"fact": MOBILITY, "is": "walking"}, *differ) == "disputed"
    assert standing({"fact": MOBILITY, "source_in": ["carer"]}, *differ) == "met"
