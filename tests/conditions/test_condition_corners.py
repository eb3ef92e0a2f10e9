"""Corners of conditions that are easy to get wrong: opposites of lists, ranges, periods, what to ask for."""

from __future__ import annotations

import random
from typing import Any

import pytest
from small_cases import child, standing, told, trace, tried

from screening.conditions.evaluate import Scope
from screening.conditions.trace import asked_for, missing

M, N, D, K = ("met", "not_met", "disputed", "not_known")
RANK = [N, K, D, M]
FULL = {"complete": ["children.c.injuries"]}
BRUISE = {"fact": "kind", "is": "bruise"}


def injuries(*kinds: str, full: bool = False) -> tuple[dict[str, Any], ...]:
    one: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for number, word in enumerate(kinds):
        one[f"i{number}"] = {} if word == K else {"kind": "bite" if word == N else "bruise"}
        other |= {f"i{number}": {"kind": "bite"}} if word == D else {}
    return (child(account=FULL if full else {}, injuries=one), child(injuries=other))


EVERY = {"every": "child.injuries", "where": BRUISE}


@pytest.mark.parametrize(
    ("members", "full", "expected"), [((D,), False, K), ((M, D), False, K), ((D, K), True, K), ((D, K), False, K)]
)
def test_every_is_the_weakest(members: tuple[str, ...], full: bool, expected: str) -> None:
    assert standing(EVERY, *injuries(*members, full=full)) == expected


def test_every_is_monotone() -> None:
    before = standing(EVERY, *injuries(D, K, full=True))
    after = standing(EVERY, *injuries(M, K, full=True))
    assert RANK.index(after) >= RANK.index(before)


@pytest.mark.parametrize("members", [(D, K), (D, D), (M, D), (N, D)])
def test_not_of_a_list_is_not_of_its_members_one_by_one(members: tuple[str, ...]) -> None:
    """De Morgan between lists and gates: not exists = all of the opposites; in full, the list is just its members."""
    listed = standing({"not": {"exists": "child.injuries", "where": BRUISE}}, *injuries(*members, full=True))
    facts = ("seen_alone", "harm_seen")
    one: Any = {f: w != N for f, w in zip(facts, members, strict=True) if w != K}
    other: Any = {f: False for f, w in zip(facts, members, strict=True) if w == D}
    gate = {"not": {"any": [{"fact": f"child.{f}", "is": True} for f in facts]}}
    assert listed == standing(gate, child(**one), child(**other))


def test_cycles_of_concepts_are_reported() -> None:
    walks = {"fact": "child.mobility", "is": "walking"}
    concepts: Any = {"a": ("child", {"any": [walks, {"is_met": "b"}]}), "b": ("child", {"is_met": "a"})}
    for written in ({"is_met": "a"}, concepts["a"][1], concepts["b"][1]):
        found, _ = tried(written, concepts=concepts)
        assert found is None
    assert any(s.code == "R212" for w in (concepts["a"][1], concepts["b"][1]) for s in tried(w, concepts=concepts)[1])


def test_self_cycle() -> None:
    concepts: Any = {"a": ("child", {"is_met": "a"})}
    assert [s.code for s in tried(concepts["a"][1], concepts=concepts)[1]] == ["R212"]


CHILD_CONCEPT = {"walks": ("child", {"fact": "child.mobility", "is": "walking"})}


def test_concept_about_a_child_inside_case_children_of_a_case_rule_binds_or_is_a_slip() -> None:
    found, slips = tried({"exists": "case.children", "where": {"is_met": "walks"}}, "case", CHILD_CONCEPT)
    assert found is not None or slips


@pytest.mark.parametrize("test", [{"is": 3}, {"is_not": 5}, {"is": 7}])
def test_is_on_a_number_that_is_only_a_span(test: dict[str, Any]) -> None:
    expected = {3: K, 5: M, 7: N}[next(iter(test.values()))]
    assert standing({"fact": "child.age_years", **test}, child(born="2022")) == expected


def missed(*days: str | None) -> dict[str, Any]:
    listed = {f"a{n}": {"outcome": "was-not-brought"} | ({"on": d} if d else {}) for n, d in enumerate(days)}
    return child(account={"complete": ["children.c.appointments"]}, appointments=listed)


WITHIN = {"count": "child.appointments", "where": {"fact": "not_kept", "is": True}, "at_least": 3, "dated_by": "on"}


def test_a_period_may_begin_later_in_a_month_that_is_all_that_is_known() -> None:
    """The first may have been on 25 September, then all three lie within 28 days: not known, and not no."""
    assert standing({**WITHIN, "within_any": "28 days"}, missed("2025-09", "2025-10-15", "2025-10-20")) == K


def test_never_not_met_where_some_dates_would_meet_it() -> None:
    """Brute force: wherever some choice of days within the told months meets it, it is not not_met."""
    rng = random.Random(1)
    for _ in range(300):
        months = [f"2025-{rng.randint(1, 6):02}" for _ in range(3)]
        period = rng.choice(["10 days", "28 days", "2 months"])
        vague = standing({**WITHIN, "within_any": period}, missed(*months))
        if vague != N:
            continue
        for _ in range(60):
            days = [f"{m}-{rng.choice([1, 14, 15, 27, 28]):02}" for m in months]
            assert standing({**WITHIN, "within_any": period}, missed(*days)) == N, (months, period, days)


def asks(found: Any, *accounts: dict[str, Any]) -> list[str]:
    scope = Scope(told(*accounts), "children.c.")
    return [p for part in missing(found) for p in asked_for(part, scope)]


def test_a_count_within_a_period_asks_for_the_date_that_is_missing() -> None:
    account = missed("2025-09-01", "2025-09-02", None)
    found = trace({**WITHIN, "within_any": "6 months"}, account)
    assert found.standing.word == K
    assert "children.c.appointments.a2.on" in asks(found, account)


def test_a_distinct_count_asks_for_the_value_that_is_missing() -> None:
    account = child(account={"complete": ["children.c.appointments"]}, appointments={"a": {"service": "gp"}, "b": {}})
    found = trace({"count": "child.appointments", "distinct": "service", "at_least": 2}, account)
    assert found.standing.word == K
    assert "children.c.appointments.b.service" in asks(found, account)


@pytest.mark.parametrize(("facts", "expected"), [({"born": "2025"}, "born"), ({"due": "2026"}, "due")])
def test_an_age_from_a_vague_date_asks_for_that_date(facts: dict[str, Any], expected: str) -> None:
    account = child(**facts)
    found = trace({"fact": "child.age_months", "at_least": -3 if "due" in facts else 10}, account)
    assert found.standing.word == K
    assert asks(found, account) == [f"children.c.{expected}"]


def test_weeks_of_pregnancy_of_a_child_that_is_born_asks_for_nothing() -> None:
    account = child(born="2020-01-01")
    found = trace({"fact": "child.weeks_pregnant", "at_least": 24}, account)
    assert found.standing.word == N or asks(found, account) == []


def test_told_by_is_not_known_where_the_speaker_s_relationship_is_not_told() -> None:
    assert (
        standing({"fact": "child.mobility", "told_by": ["mother"]}, child(account={"told_by": "m"}, mobility="walking"))
        == K
    )


def test_source_in_is_not_known_where_one_telling_has_no_source_and_the_rest_fit() -> None:
    accounts = (child(account={"source": "carer"}, mobility="walking"), child(mobility="walking"))
    assert standing({"fact": "child.mobility", "source_in": ["carer"]}, *accounts) == K


def test_a_word_of_one_speaker_under_two_sources_is_one_word() -> None:
    accounts = (
        child(account={"source": "carer", "told_by": "m"}, mobility="walking"),
        child(account={"source": "family", "told_by": "m"}, mobility="walking"),
    )
    assert standing({"fact": "child.mobility", "corroborated": True}, *accounts) == N


def test_corroborated_by_an_account_that_is_not_yet_known_or_taken_back() -> None:
    said = child(
        account={"id": "a", "on": "2026-01-01", "source": "carer", "corroborated_by": ["b"]}, mobility="walking"
    )
    later = {"id": "b", "on": "2026-02-01"}
    assert standing({"fact": "child.mobility", "corroborated": True}, said, later, on="2026-01-15") == N


@pytest.mark.parametrize(
    "written", [{"fact": "child.injuries", "source_in": ["carer"]}, {"fact": "case.record", "given": True}]
)
def test_operators_that_can_never_hold_of_lists_and_entities_are_slips(written: dict[str, Any]) -> None:
    assert tried(written)[1]


def test_a_message_says_an_injury() -> None:
    concepts: Any = {"a-mark": ("injury", {"fact": "kind", "is": "bruise"})}
    assert "a injury" not in tried({"is_met": "a-mark"}, concepts=concepts)[1][0].message
