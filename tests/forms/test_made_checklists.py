"""Checklists made from the dictionary: everything that can be told is asked once, in a place that can be reached."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.case.dictionary import all_entries, at_case_path
from screening.forms.checklist import entry_of
from screening.forms.draft import Answer, Draft
from screening.forms.interview import Ask, Interview, More
from screening.forms.made import checklist_of, rule_path, tellable, whole_profile

START = Draft(checklist="whole-profile", case="K-1", child="sam", on=datetime.date(2026, 3, 1))


def test_the_whole_profile_asks_for_every_fact_that_can_be_told() -> None:
    asked = {entry_of(section, question).path for section in whole_profile().sections for question in section.questions}
    told = {one.path for one in all_entries() if one.derived is None and one.member is None}
    assert asked - {"case.children"} == told
    assert "case.children" in asked


def test_a_worked_out_fact_is_not_asked_for() -> None:
    assert "child.age_months" not in tellable()


@pytest.mark.parametrize(
    ("case_path", "path"),
    [
        ("children.sam.mobility", "child.mobility"),
        ("children.sam.injuries.i1.kind", "child.injuries.kind"),
        ("children.sam.injuries", "child.injuries"),
        ("people.mother.appointments.a1.on", "case.people.appointments.on"),
        ("people", "case.people"),
        ("record.chronology", "case.record.chronology"),
        ("children", "case.children"),
    ],
)
def test_the_rule_path_of_a_case_path(case_path: str, path: str) -> None:
    assert rule_path(case_path) == path


@given(st.sampled_from(tellable()))
def test_any_one_fact_can_be_reached(fact: str) -> None:
    interview = Interview(checklist_of("one", "One question", "About one fact.", [fact]))
    draft = START
    for _ in range(3):
        pages = interview.pages(draft)
        if any(isinstance(page, Ask) and rule_path(page.key) == fact for page in pages):
            return
        more = next(page for page in pages if isinstance(page, More) and not draft.entries.get(page.path))
        draft = draft.adding(more.path, "e1")
    raise AssertionError(fact)


def test_what_is_asked_has_a_message_of_its_own_kind() -> None:
    for section in whole_profile().sections:
        for question in section.questions:
            entry = entry_of(section, question)
            assert ("Say yes or no" in question.if_missing) is (entry.kind == "yes-no"), question.fact


def test_an_answer_to_a_made_checklist_is_told_where_the_fact_belongs() -> None:
    interview = Interview(whole_profile())
    draft = START.adding("people", "mother").answering("people.mother.relationship", Answer(value="mother"))
    (account,) = interview.accounts(draft)
    assert account.flattened.values == (("people.mother.relationship", "mother"),)
    assert at_case_path("people.mother.relationship").path == "person.relationship"
