"""Whatever an action leaves open is said, all of it at once, beside its field, with what to write instead."""

from __future__ import annotations

from typing import Any

import pytest
from record_writing import ACTION, ESCALATION, names, written

from screening.errors import Problem, ProblemsFound
from screening.supervision.amiss import Amiss
from screening.supervision.completing import amiss_in, completed


def amiss(**changes: Any) -> dict[str, Amiss]:
    return {one.field: one for one in amiss_in(written(**changes), names)}


def of_action(**changes: str) -> dict[str, Amiss]:
    return amiss(actions=({**ACTION, **changes},))


def test_an_action_that_says_who_what_by_when_and_how_is_let_through() -> None:
    assert amiss(escalations=(ESCALATION,)) == {}


def test_all_that_is_open_is_said_at_once_and_nothing_becomes_a_record() -> None:
    vague = {"who": "we", "what": "Monitor the weight", "by_when": "soon", "how_we_will_know": "feedback"}
    found = amiss(actions=(ACTION, vague, {}))
    assert set(found) == {
        f"action {number}, {field}" for number in (2, 3) for field in ("who", "what", "by_when", "how_we_will_know")
    }
    assert found["action 2, by_when"].message == '"soon" is not a day.'
    assert found["action 2, what"].message == '"monitor" does not say what somebody will see.'
    assert all(one.hint for one in found.values())
    with pytest.raises(ProblemsFound) as refused:
        completed(written(actions=(vague,)), names, number=1, previous=None, corrected=None)
    assert len(refused.value.problems) == 4


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("who", "Everyone"), ("who", "All professionals."), ("who", "TBC"),
        ("what", "To continue to monitor the home"), ("what", "Support mother with routines"), ("what", "Refer"),
        ("what", "Visit the home where possible"), ("what", "keep an eye on things"), ("what", "Liaise with the GP"),
        ("how_we_will_know", "Self-report"), ("how_we_will_know", "Mother will tell us"), ("how_we_will_know", "Done"),
        ("by_when", "2026-03-01"), ("by_when", "2026-02-28"), ("by_when", "2026-02-30"), ("by_when", "5/3/2026"),
        ("by_when", "ASAP"), ("by_when", "20260305"),
    ],
)  # fmt: skip
def test_what_nobody_could_see_done_is_refused(field: str, text: str) -> None:
    found = of_action(**{field: text})
    assert list(found) == [f"action 1, {field}"]
    assert found[f"action 1, {field}"].hint


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("who", "team manager"), ("who", "mother"), ("who", "health visitor and nursery lead together"),
        ("what", "Plot the weight and monitor it on the ward's chart"), ("what", "Ring the support worker today"),
        ("what", "Take the considered view to the conference"), ("how_we_will_know", "Their feedback form is on file"),
        ("how_we_will_know", "The nursery has written down that he came"), ("by_when", "2026-03-02"),
    ],
)  # fmt: skip
def test_a_word_that_is_vague_elsewhere_is_left_alone_where_it_is_not(field: str, text: str) -> None:
    assert of_action(**{field: text}) == {}


def test_a_disagreement_has_both_views_each_with_its_holder() -> None:
    one = {"held_by": "practitioner", "in_their_words": "enough"}
    said = {"about": "how soon", "left_as": "the supervisor decides"}
    assert set(amiss(disagreement={**said, "views": (one,)})) == {"disagreement, views"}
    assert set(amiss(disagreement={**said, "views": (one, {**one, "held_by": "Practitioner"})})) == {
        "disagreement, view 2, held_by"
    }
    assert set(amiss(disagreement={**said, "views": (one, {"held_by": "supervisor"})})) == {
        "disagreement, view 2, in_their_words"
    }
    assert amiss(disagreement={**said, "views": (one, {**one, "held_by": "supervisor"})}) == {}


def test_an_escalation_was_taken_and_its_reply_is_due_after_it() -> None:
    def step(**changes: str) -> set[str]:
        return set(amiss(escalations=({**ESCALATION, **changes},)))

    assert step(taken_on="2026-03-02") == {"escalation 1, taken_on"}
    assert step(reply_due="2026-02-26") == {"escalation 1, reply_due"}
    assert step(reply_due="") == {"escalation 1, reply_due"}
    assert step(policy="") == {"escalation 1, policy"}


def test_a_policy_that_the_pack_does_not_have_is_refused_beside_its_field() -> None:
    def unknown(policy_id: str) -> str:
        raise ProblemsFound([Problem("P201", f'There is no policy "{policy_id}".', hint="Did you mean ...?")])

    (found,) = amiss_in(written(escalations=(ESCALATION,)), unknown)
    assert (found.field, found.code) == ("escalation 1, policy", "P201")


def test_two_people_sign_so_one_person_cannot_be_both() -> None:
    assert set(amiss(supervisor={"role": "named nurse", "reference": "hv-7"})) == {"supervisor, reference"}


def test_what_may_identify_somebody_is_warned_of_and_still_kept() -> None:
    (found,) = amiss_in(written(discussed=({"about": "x", "said": "ring 01632 960001"},)), names)
    assert (found.code, found.severity) == ("I103", "warning")
    said = written(discussed=({"about": "x", "said": "ring 01632 960001"},))
    assert completed(said, names, number=1, previous=None, corrected=None).number == 1
