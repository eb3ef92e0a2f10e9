"""Lists: exists, every, count, distinct and within any period, told in full and in part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from small_cases import child, standing

FULL = {"complete": ["children.c.injuries"]}
BRUISE = {"fact": "kind", "is": "bruise"}
M, N, D, K = "met", "not_met", "disputed", "not_known"


def injuries(*kinds: str, full: bool = False) -> tuple[dict[str, Any], ...]:
    """Accounts of injuries that stand as the words say to the question whether each is a bruise."""
    one: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for number, word in enumerate(kinds):
        one[f"i{number}"] = {} if word == K else {"kind": "bite" if word == N else "bruise"}
        other |= {f"i{number}": {"kind": "bite"}} if word == D else {}
    return child(account=FULL if full else {}, injuries=one), child(injuries=other)


EXISTS = {"exists": "child.injuries", "where": BRUISE}
EVERY = {"every": "child.injuries", "where": BRUISE}


@pytest.mark.parametrize(
    ("members", "in_part", "in_full"),
    [
        ((), K, N),
        ((N,), K, N),
        ((K,), K, K),
        ((D,), D, D),
        ((M,), M, M),
        ((M, N), M, M),
        ((M, K), M, M),
        ((M, D), M, M),
        ((D, N), D, D),
        ((D, K), D, D),
        ((K, N), K, K),
    ],
)
def test_exists_is_the_strongest_member(members: tuple[str, ...], in_part: str, in_full: str) -> None:
    assert standing(EXISTS, *injuries(*members)) == in_part
    assert standing(EXISTS, *injuries(*members, full=True)) == in_full


@pytest.mark.parametrize(
    ("members", "in_part", "in_full"),
    [
        ((), K, M),
        ((N,), N, N),
        ((K,), K, K),
        ((M,), K, M),
        ((M, N), N, N),
        ((M, K), K, K),
        ((D, N), N, N),
        ((K, N), N, N),
    ],
)
def test_every_is_the_weakest_member(members: tuple[str, ...], in_part: str, in_full: str) -> None:
    assert standing(EVERY, *injuries(*members)) == in_part
    assert standing(EVERY, *injuries(*members, full=True)) == in_full


def test_every_of_a_list_told_in_full_is_disputed_where_accounts_differ_on_a_member() -> None:
    assert standing(EVERY, *injuries(D, full=True)) == D
    assert standing(EVERY, *injuries(M, D, full=True)) == D


def test_a_list_that_was_looked_at_and_found_empty_is_different_from_one_that_nobody_spoke_of() -> None:
    assert standing(EXISTS, child(injuries=[])) == N
    assert standing(EXISTS, child(born="2020")) == K
    assert standing({"exists": "child.injuries"}, child(injuries=[])) == N
    assert standing({"exists": "child.injuries"}, child(injuries={"i": {}})) == M


@pytest.mark.parametrize(
    ("members", "full", "at_least_2", "at_most_1"),
    [
        ((M, M), False, M, N),
        ((M, M, N), True, M, N),
        ((M,), False, K, K),
        ((M,), True, N, M),
        ((D, D), True, D, D),
        ((M, K), True, K, K),
        ((K, K), True, K, K),
        ((K, N), True, N, M),
        ((), True, N, M),
        ((), False, K, K),
    ],
)
def test_a_count_is_the_nth_strongest_and_at_most_is_the_opposite(
    members: tuple[str, ...], full: bool, at_least_2: str, at_most_1: str
) -> None:
    written = {"count": "child.injuries", "where": BRUISE}
    assert standing({**written, "at_least": 2}, *injuries(*members, full=full)) == at_least_2
    assert standing({**written, "at_most": 1}, *injuries(*members, full=full)) == at_most_1


def test_at_most_none_is_none_of_them() -> None:
    written = {"count": "child.injuries", "where": BRUISE, "at_most": 0}
    assert standing(written, *injuries(N, N, full=True)) == M
    assert standing(written, *injuries(N, M)) == N
    assert standing(written, *injuries(N, N)) == K


def told_of(**listed: Mapping[str, Any]) -> dict[str, Any]:
    return child(account={"complete": ["children.c.appointments"]}, appointments=dict(listed))


MISSED = {"fact": "not_kept", "is": True}


def missed(*days: str | None) -> dict[str, Any]:
    """Appointments that were not kept, told in full; None for one without a date."""
    listed: dict[str, Any] = {}
    for number, day in enumerate(days):
        listed[f"a{number}"] = {"outcome": "was-not-brought"} | ({"on": day} if day else {})
    return told_of(**listed)


WITHIN = {"count": "child.appointments", "where": MISSED, "at_least": 3, "within_any": "6 months", "dated_by": "on"}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # Any six months, not only the last: these lie years before the day.
        (("2020-01-10", "2020-03-01", "2020-07-10"), M),
        (("2020-01-10", "2020-03-01", "2020-07-11"), N),
        # Both ends of the period count, also where a month is too short.
        (("2025-08-31", "2025-12-01", "2026-02-28"), M),
        (("2025-08-30", "2025-12-01", "2026-03-01"), N),
        (("2026-01-01", "2026-01-01", "2026-01-01"), M),
        # One that lies outside does no harm.
        (("2019-01-01", "2020-01-10", "2020-03-01", "2020-07-10"), M),
        (("2020-01-10", "2020-06-01", "2020-09-01", "2020-12-10"), N),
        (("2020-01-10", "2020-06-01", "2020-09-01", "2020-12-01"), M),
        # Without a date, one may lie anywhere.
        (("2020-01-10", "2020-03-01", None), K),
        (("2020-01-10", None, None), K),
        ((None, None, None), K),
        ((None, None), N),
        (("2020-01-10", "2021-01-10", None), N),
        # Known to the month or year: only what is certain counts as met.
        (("2020-01", "2020-03", "2020-05"), M),
        (("2020", "2020", "2020"), K),
        (("2020-01-10", "2020-03-01", "2020-07"), K),
        (("2020-01-10", "2020-03-01", "2020-08"), N),
    ],
)
def test_three_missed_within_any_six_months(days: tuple[str | None, ...], expected: str) -> None:
    assert standing(WITHIN, missed(*days)) == expected
    assert standing(WITHIN, missed(*reversed(days))) == expected


def test_within_any_looks_at_those_that_meet_the_where_only() -> None:
    kept = {"outcome": "attended", "on": "2020-02-01"}
    gone = {"outcome": "was-not-brought", "on": "2020-01-10"}
    assert standing(WITHIN, told_of(a=gone, b=gone, c=kept)) == N
    assert standing(WITHIN, told_of(a=gone, b=gone, c=kept, d=gone)) == M


def test_within_any_of_a_list_not_told_in_full_may_have_more() -> None:
    some = missed("2020-01-10", "2020-03-01")
    assert standing(WITHIN, some) == N
    assert standing(WITHIN, {**some, "complete": []}) == K
    assert standing({**WITHIN, "at_least": 2}, {**some, "complete": []}) == M


def test_within_any_with_at_most_is_the_opposite() -> None:
    written = {**{name: one for name, one in WITHIN.items() if name != "at_least"}, "at_most": 2}
    assert standing(written, missed("2020-01-10", "2020-03-01", "2020-07-10")) == N
    assert standing(written, missed("2020-01-10", "2020-03-01", "2020-07-11")) == M
    assert standing(written, missed("2020-01-10", "2020-03-01", None)) == K


def test_a_date_that_accounts_differ_on_may_lie_within_or_not() -> None:
    told_again = child(appointments={"a2": {"on": "2022-01-01"}})
    assert standing(WITHIN, missed("2020-01-10", "2020-03-01", "2020-07-10"), told_again) == D


@pytest.mark.parametrize(
    ("services", "expected"),
    [
        (("gp", "nursery", "police"), M),
        (("gp", "gp", "gp"), N),
        (("gp", "nursery", "nursery"), N),
        (("gp", "nursery", None), K),
        (("gp", "gp", None), N),
        ((None, None, None), K),
    ],
)
def test_distinct_counts_values_and_not_members(services: tuple[str | None, ...], expected: str) -> None:
    listed = {f"a{number}": {"service": one} if one else {} for number, one in enumerate(services)}
    written = {"count": "child.appointments", "distinct": "service", "at_least": 3}
    assert standing(written, told_of(**listed)) == expected


def test_distinct_takes_the_strongest_member_of_each_value() -> None:
    written = {"count": "child.appointments", "where": MISSED, "distinct": "service", "at_least": 2}
    gone, kept = {"outcome": "was-not-brought"}, {"outcome": "attended"}
    listed = {"a": {"service": "gp", **gone}, "b": {"service": "gp", **kept}, "c": {"service": "police", **kept}}
    assert standing(written, told_of(**listed)) == N
    assert standing(written, told_of(**listed, d={"service": "police"})) == K
    assert standing(written, told_of(**listed, d={"service": "police", **gone})) == M


def test_a_value_that_accounts_differ_on_makes_a_distinct_count_disputed_at_most() -> None:
    written = {"count": "child.appointments", "distinct": "service", "at_least": 2}
    differs = child(appointments={"b": {"service": "police"}})
    assert standing(written, told_of(a={"service": "gp"}, b={"service": "gp"}), differs) == D


def test_children_who_have_an_injury_are_counted_one_level_down() -> None:
    written = {"count": "case.children", "where": {"exists": "injuries", "where": BRUISE}, "at_least": 2}
    bruised: dict[str, Any] = {"injuries": [{"kind": "bruise"}]}
    fine: dict[str, Any] = {"injuries": []}
    silent = {"born": "2020"}

    def family(full: bool = True, **children: Any) -> str:
        return standing(written, {"complete": ["children"] if full else [], "facts": {"children": children}})

    assert family(c=bruised, d=bruised) == M
    assert family(c=bruised, d=fine) == N
    assert family(c=bruised, d=silent) == K
    assert family(c=bruised, d=fine, full=False) == K


def test_appointments_of_the_adults_are_found_one_level_down() -> None:
    written = {"exists": "case.people", "where": {"count": "appointments", "where": MISSED, "at_least": 2}}
    twice = [{"outcome": "did-not-attend"}, {"outcome": "did-not-attend"}]
    people = {"m": {"appointments": twice[:1]}, "f": {"appointments": twice}}
    assert standing(written, {"facts": {"people": people}}) == M
    assert standing(written, {"complete": ["people"], "facts": {"people": {"m": people["m"]}}}) == N


def test_a_where_may_look_back_at_the_child_and_the_case() -> None:
    inside = {
        "all": [BRUISE, {"fact": "child.mobility", "is": "rolling"}, {"fact": "case.record.genogram", "is": "none"}]
    }
    account = child(mobility="rolling", injuries={"i": {"kind": "bruise"}})
    record = {"facts": {"record": {"genogram": "none"}}}
    assert standing({"exists": "child.injuries", "where": inside}, account, record) == M
    assert standing({"exists": "child.injuries", "where": inside}, account) == K


def test_each_member_is_looked_at_by_itself() -> None:
    both = {"all": [BRUISE, {"fact": "seen_by", "is": "gp"}]}
    account = child(injuries=[{"kind": "bruise", "seen_by": "nursery"}, {"kind": "bite", "seen_by": "gp"}])
    assert standing({"exists": "child.injuries", "where": both}, account) == N
    assert standing({"all": [{"exists": "child.injuries", "where": part} for part in both["all"]]}, account) == M
