"""The right question: what settles which rule, which comes first, and the fewest that settle the most urgent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_cases import child, finding, outcome, people, screened, tiny

from screening.engine.questions import EXACT_LIMIT, TOGETHER_LIMIT, Settling, ranked, settling, smallest
from screening.rulebook.rule import URGENCIES, Urgency

BRUISE = {"i1": {"kind": "bruise"}}


def settled(rule: str, *accounts: dict[str, object]) -> Settling:
    return settling(outcome(rule, *accounts), tiny().bound[rule])


def test_a_question_of_which_one_answer_settles_the_rule() -> None:
    found = settled("MAR-001", child(injuries=BRUISE, born="2020-01-01"))
    assert (found.single, found.together) == (("children.c.mobility",), ())


def test_any_of_several_questions_may_settle_the_rule() -> None:
    assert settled("MAR-001", child(injuries=BRUISE)).single == ("children.c.mobility", "children.c.born")


def test_facts_that_are_needed_together_where_no_single_answer_settles() -> None:
    whole = {"complete": ["children.c.appointments"]}
    gone = {"on": "2026-01-01", "outcome": "was-not-brought"}
    listed = {"a": gone, "b": gone, "d": {"on": "2026-01-01"}, "e": {"on": "2026-01-01"}}
    found = settled("CAR-001", child(account=whole, appointments=listed))
    assert found.single == ("children.c.appointments.d.outcome", "children.c.appointments.e.outcome")
    listed = {"a": gone, "d": {"on": "2026-01-01"}, "e": {"on": "2026-01-01"}, "f": {"on": "2026-01-01"}}
    found = settled("CAR-001", child(account=whole, appointments=listed))
    assert found.single == ()
    assert found.together == tuple(f"children.c.appointments.{one}.outcome" for one in "def")


def test_a_list_is_settled_by_hearing_that_there_are_no_more() -> None:
    found = settled("MAR-002", child(injuries={"i1": {"kind": "graze"}}))
    assert found.single == ("children.c.injuries",)


def test_what_could_settle_a_rule_is_asked_by_its_own_question_and_of_those_who_could_answer() -> None:
    found = screened(child(injuries=BRUISE))
    question = next(one for one in found.questions if one.path == "children.c.mobility")
    assert question.ask == "How does the child get about?"
    assert question.who == ("health-visitor", "parents")
    assert question.settles == ("MAR-001 c",)
    assert (question.fact, question.thing, question.urgency) == ("child.mobility", "c", "refer")


def test_a_question_says_why_it_is_not_known() -> None:
    found = screened(child(injuries=BRUISE), {"id": "b", "not_known": {"children.c.mobility": "awaiting"}})
    assert {one.path: one.reason for one in found.questions}["children.c.mobility"] == "awaiting"


def test_the_most_urgent_questions_come_first_and_then_those_that_settle_most() -> None:
    found = screened(child(injuries=BRUISE), people(x={"lives_with_child": True}, y={"bail": "no-contact-with-child"}))
    order = [URGENCIES.index(one.urgency) for one in found.questions]
    assert order == sorted(order)
    assert found.questions[0].urgency == "immediate"
    for urgency in URGENCIES:
        counts = [len(one.settles) for one in found.questions if one.urgency == urgency]
        assert counts == sorted(counts, reverse=True)


def test_dormant_rules_and_strengths_ask_nothing() -> None:
    found = screened(child(born="2020", seen_regularly=True))
    assert {one.rule for one in found.cannot_rule_out} == {"CAR-002"}
    assert [one.settles for one in found.questions] == [("CAR-002 c",)]
    assert found.dormant > 0


def test_no_question_asks_for_what_could_not_open_or_settle_anything() -> None:
    found = screened(child(born="2010-01-01", mobility="walking", views_recorded=True, injuries=[]))
    assert [one for one in found.questions if one.path.startswith("children.c.")] == []


def named(name: str, urgency: Urgency) -> Settling:
    """A settling of a rule with this id and urgency, with nothing to ask yet."""
    one = outcome("MAR-001", child(injuries=BRUISE))
    return Settling(replace(one, rule=one.rule.model_copy(update={"id": name, "urgency": urgency})), (), ())


def needing(name: str, urgency: Urgency = "refer", single: str = "", together: str = "") -> Settling:
    return replace(named(name, urgency), single=tuple(single), together=tuple(together))


def test_the_ranking_is_by_urgency_then_by_number_then_by_first_mention() -> None:
    ones = [
        needing("A", "consult", single="ab"),
        needing("B", "consult", single="b"),
        needing("C", "reflect", single="cd"),
        needing("D", "immediate", together="d"),
    ]
    assert [path for path, _ in ranked(ones)] == ["d", "b", "a", "c"]
    assert {path: [one.outcome.rule.id for one in for_] for path, for_ in ranked(ones)} == {
        "a": ["A"], "b": ["A", "B"], "c": ["C"], "d": ["C", "D"],
    }  # fmt: skip


def fewest(wanted: Sequence[Settling]) -> int:
    """The size of the smallest set that settles every one, by trying every set."""
    paths = sorted({path for one in wanted for path in (*one.single, *one.together)})
    return next(
        size
        for size in range(len(paths) + 1)
        for asked in combinations(paths, size)
        if all(settles(one, asked) for one in wanted)
    )


def settles(one: Settling, asked: Collection[str]) -> bool:
    return any(path in asked for path in one.single) or (
        bool(one.together) and all(path in asked for path in one.together)
    )


Drawn = tuple[Urgency, bool, str]
"""An open rule: its urgency, whether any one of its questions settles it or only all together, and its questions."""


def rules(paths: str, most: int, least: int = 1) -> st.SearchStrategy[list[Drawn]]:
    urgencies: st.SearchStrategy[Urgency] = st.sampled_from(("refer", "consult"))
    questions = st.lists(st.sampled_from(paths), min_size=1, max_size=3, unique=True).map("".join)
    return st.lists(st.tuples(urgencies, st.booleans(), questions), min_size=least, max_size=most)


def settlings(drawn: Sequence[Drawn]) -> list[Settling]:
    return [
        needing(f"R{number}", urgency, **{"single" if alone else "together": paths})
        for number, (urgency, alone, paths) in enumerate(drawn)
    ]


@settings(max_examples=150, deadline=None)
@given(rules("abcdefg", 7))
def test_the_smallest_set_is_as_small_as_any(drawn: list[Drawn]) -> None:
    ones = settlings(drawn)
    found = smallest(ones)
    assert found is not None
    assert found.exact
    assert found.urgency == min((urgency for urgency, _, _ in drawn), key=URGENCIES.index)
    wanted = [one for one in ones if one.outcome.rule.urgency == found.urgency]
    assert len(found.questions) == fewest(wanted)
    assert all(settles(one, found.questions) for one in wanted)
    assert [ids(one) for one in found.settles] == [ids(one) for one in ones if settles(one, found.questions)]


def ids(one: Settling) -> str:
    return one.outcome.rule.id


@settings(max_examples=40, deadline=None)
@given(rules("abcdefghijklmnopqrstuvwxyz", 40, 20))
def test_where_there_are_too_many_the_set_still_settles_everything_and_says_how_it_was_found(
    drawn: list[Drawn],
) -> None:
    ones = settlings(drawn)
    found = smallest(ones)
    assert found is not None
    wanted = [one for one in ones if one.outcome.rule.urgency == found.urgency]
    assert all(settles(one, found.questions) for one in wanted)
    assert len(set(found.questions)) == len(found.questions)
    assert found.exact == (len({path for one in wanted for path in (*one.single, *one.together)}) <= EXACT_LIMIT)


def test_more_questions_than_can_be_tried_in_every_combination_are_taken_one_by_one() -> None:
    ones = [needing(f"R{number}", single="z" + letter) for number, letter in enumerate("abcdefghijklmno")]
    found = smallest([*ones, needing("S", together="yx")])
    assert found is not None
    assert (found.exact, set(found.questions), found.questions[0]) == (False, set("xyz"), "z")


def test_a_rule_that_needs_many_answers_at_once_is_left_to_the_list() -> None:
    few, many = needing("A", together="abcd"[:TOGETHER_LIMIT]), needing("B", "immediate", together="abcdefgh")
    found = smallest([few, many])
    assert found is not None
    assert (found.urgency, found.questions) == ("refer", few.together)
    assert smallest([many]) is None
    assert [path for path, _ in ranked([many])] == list("abcdefgh")


def test_nothing_open_needs_no_question() -> None:
    assert smallest([]) is None
    assert smallest([needing("A")]) is None


def test_the_document_says_whether_the_smallest_set_is_exact_and_what_it_settles() -> None:
    found = screened(child(injuries=BRUISE))
    assert found.smallest_set is not None
    assert (found.smallest_set.urgency, found.smallest_set.method) == ("refer", "exact")
    assert set(found.smallest_set.settles) >= {"MAR-001 c", "MAR-003 c"}
    assert len(found.smallest_set.questions) == 2


def test_what_cannot_be_ruled_out_names_what_is_missing() -> None:
    found = finding(screened(child(injuries=BRUISE)), "MAR-001")
    assert (found.standing, found.subject) == ("not_known", "c")
    assert found.asks[0] == "children.c.mobility"
    assert [fact.path for ground in found.because for fact in ground.facts] == ["children.c.injuries.i1.kind"]


@pytest.mark.parametrize("rule", ["MAR-001", "MAR-002", "MAR-003", "CAR-001", "HOM-001", "HOM-002", "HOM-003"])
def test_a_rule_about_which_nothing_is_known_asks_for_something(rule: str) -> None:
    assert outcome(rule).asks()
