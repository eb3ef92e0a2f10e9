"""Replay: what was knowable at each date, what opened then, and who could have raised it."""

from __future__ import annotations

import datetime
from typing import Any

from tiny_cases import case, child, people, tiny

from screening.engine.replay import Held, Moment, replay

END = datetime.date(2026, 3, 1)
MARK = child(injuries={"i1": {"kind": "bruise"}})
STILL = child(mobility="not-mobile")


BEGUN = {"id": "begun", "on": "2025-01-01", "agency": "school", **people(m={"sex": "female"})}


def moments(*accounts: dict[str, Any], until: datetime.date = END) -> tuple[Moment, ...]:
    """The moments of a case after the first, at which the case begins with a telling that opens nothing."""
    first, *later = replay(case(BEGUN, *accounts), tiny(), until).moments
    assert first.on == "2025-01-01"
    return tuple(later)


def held(moment: Moment, rule: str) -> Held | None:
    return next((one for one in moment.held if one.rule == rule), None)


def opened(moment: Moment) -> set[str]:
    return {one.rule for one in moment.changes if one.how == "opened"}


def test_the_first_moment_is_compared_with_nothing_told() -> None:
    both = child(mobility="not-mobile", injuries={"i1": {"kind": "bruise"}})
    (only,) = replay(case({"id": "x", "on": "2025-09-01", "agency": "gp", **both}), tiny(), END).moments
    assert [one.id for one in only.accounts] == ["x"]
    assert ("MAR-001", "met", ("x",)) in [(one.rule, one.after, one.because) for one in only.changes]
    assert held(only, "MAR-001") == Held(rule="MAR-001", subject="c", alone=("gp",), together=())


def test_each_date_on_which_something_was_told_is_a_moment_in_order() -> None:
    found = moments(
        {"on": "2025-09-02", "agency": "gp", **STILL},
        {"on": "2025-08", "agency": "nursery", **child(born="2025-03-01")},
        {"on": "2025-09-02", "agency": "nursery", **MARK},
        {"on": "2026-03-02", "agency": "police", **people(m={"sex": "male"})},
    )
    assert [one.on for one in found] == ["2025-08-31", "2025-09-02"]
    assert [[account.agency for account in one.accounts] for one in found] == [["nursery"], ["gp", "nursery"]]


def test_the_last_date_is_the_one_until_which_to_look() -> None:
    accounts = {"on": "2025-09-01", **STILL}, {"on": "2025-09-02", **MARK}
    assert [one.on for one in moments(*accounts, until=datetime.date(2025, 9, 1))] == ["2025-09-01"]
    assert moments(*accounts, until=datetime.date(2025, 8, 31)) == ()
    assert len(moments(*accounts, until=datetime.date(2025, 9, 2))) == 2


def test_nothing_told_later_is_known_earlier() -> None:
    first, second = moments(
        {"on": "2025-09-01", "agency": "gp", **MARK}, {"on": "2025-09-05", "agency": "nursery", **STILL}
    )
    assert {one.after for one in first.changes if one.rule == "MAR-001"} == {"not_known"}
    (change,) = [one for one in second.changes if one.rule == "MAR-001"]
    assert (change.how, change.before, change.after, change.because) == ("stronger", "not_known", "met", ("a2",))


def test_what_only_put_together_opens_a_prompt_names_those_who_held_the_pieces() -> None:
    _, second = moments(
        {"on": "2025-09-01", "agency": "gp", **MARK}, {"on": "2025-09-05", "agency": "nursery", **STILL}
    )
    assert held(second, "MAR-001") == Held(rule="MAR-001", subject="c", alone=(), together=("nursery", "gp"))


def test_who_could_have_raised_it_alone_is_named() -> None:
    _, second = moments(
        {"on": "2025-09-01", "agency": "gp", **MARK},
        {"on": "2025-09-05", "agency": "nursery", "known_to": ["gp", "police"], **STILL},
    )
    assert held(second, "MAR-001") == Held(rule="MAR-001", subject="c", alone=("gp",), together=())


def test_several_agencies_may_have_held_it_each_alone() -> None:
    both = child(mobility="not-mobile", injuries={"i1": {"kind": "bruise"}})
    (only,) = moments({"on": "2025-09-01", "agency": "nursery", "known_to": ["gp"], **both})
    found = held(only, "MAR-001")
    assert found is not None
    assert found.alone == ("gp", "nursery")


def test_what_somebody_held_is_said_once_when_it_opens_and_not_for_what_is_only_open() -> None:
    first, second, third = moments(
        {"on": "2025-09-01", "agency": "gp", **MARK},
        {"on": "2025-09-05", "agency": "nursery", **STILL},
        {"on": "2025-09-06", "agency": "nursery", **people(m={"sex": "male"})},
    )
    assert held(first, "MAR-001") is None
    assert held(second, "MAR-001") is not None
    assert held(third, "MAR-001") is None


def test_a_prompt_that_grows_weaker_or_is_settled_is_a_change_and_nobody_held_it() -> None:
    first, second = moments(
        {"on": "2025-09-01", "agency": "gp", **child(mobility="not-mobile", injuries={"i1": {"kind": "bruise"}})},
        {"on": "2025-09-05", "agency": "nursery", **child(mobility="walking")},
    )
    assert "MAR-001" in opened(first)
    assert [(one.rule, one.how) for one in second.changes if one.rule == "MAR-001"] == [("MAR-001", "weaker")]
    assert held(second, "MAR-001") is None


def test_a_strength_that_opens_is_held_by_somebody_too() -> None:
    (only,) = moments({"on": "2025-09-01", "agency": "nursery", **child(seen_regularly=True, views_recorded=True)})
    found = held(only, "CAR-003")
    assert found is not None
    assert found.alone == ("nursery",)


def test_what_is_always_asked_is_asked_of_a_child_from_its_first_telling_on() -> None:
    later = moments({"on": "2025-09-01", **child(born="2020")}, {"on": "2025-09-02", **STILL})
    assert [one.rule for moment in later for one in moment.changes if one.subject == "c"] == ["CAR-002"]


def test_a_case_without_dates_is_one_moment_on_the_day() -> None:
    found = replay(case({"agency": "gp", **MARK}, {"agency": "nursery", **STILL}), tiny(), END)
    assert [one.on for one in found.moments] == [END.isoformat()]


def test_what_was_told_without_a_date_counts_at_every_moment() -> None:
    (only,) = moments({"on": "2025-09-01", "agency": "gp", **MARK}, {"agency": "nursery", **STILL})
    assert {one.after for one in only.changes if one.rule == "MAR-001"} == {"met"}


def test_a_replay_says_whether_it_is_a_training_case() -> None:
    assert replay(case(training=True), tiny(), END).training
    assert not replay(case(), tiny(), END).training
