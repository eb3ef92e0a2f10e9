"""Filling in a checklist: the order of its pages, and what the answers tell."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.case.account import Account, CaseFile
from screening.case.profile import CaseProfile
from screening.forms.checklist import Checklist, read_checklist
from screening.forms.draft import Answer, Draft, HowKnown
from screening.forms.interview import Ask, How, Interview, More, is_done, new_entry
from screening.yamlsource import read_text

DAY = datetime.date(2026, 3, 1)
START = Draft(checklist="mark", case="K-1", child="sam", on=DAY, agency="health-visiting", by="health visitor")

WRITTEN = """\
checklist: mark
title: I have seen a mark
for: [practitioner]
about: What it is for
minutes: 4
sections:
  - title: The child
    questions:
      - {fact: child.mobility, if_missing: Say how the child gets about.}
      - fact: child.disability
        ask_when: {fact: child.mobility, in: [not-mobile, rolling]}
        if_missing: Say whether the child has a disability.
  - title: What was seen
    each: child.injuries
    questions:
      - {fact: kind, if_missing: Say what was seen.}
      - fact: birth_mark_confirmed_by
        ask_when: {fact: explanation, is: birth-mark}
        if_missing: Say who confirmed it.
  - title: What was said
    each: child.injuries
    questions:
      - {fact: explanation, if_missing: Say what was said.}
      - fact: birth_mark_confirmed_by
        ask_when: {fact: explanation, is: birth-mark}
        if_missing: Say who confirmed it.
  - title: Who else
    each: case.people
    questions:
      - {fact: relationship, if_missing: Say who this is.}
"""


@pytest.fixture(scope="module")
def checklist(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    path = tmp_path_factory.mktemp("lists") / "mark.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    return read_checklist(path)


def keys(checklist: Checklist, draft: Draft, *before: Account) -> list[str]:
    return [page.key for page in Interview(checklist, before).pages(draft)]


def test_a_question_is_left_out_until_its_condition_is_met(checklist: Checklist) -> None:
    assert "children.sam.disability" not in keys(checklist, START)
    rolling = START.answering("children.sam.mobility", Answer(value="rolling"))
    assert keys(checklist, rolling)[:2] == ["children.sam.mobility", "children.sam.disability"]
    walking = START.answering("children.sam.mobility", Answer(value="walking"))
    assert "children.sam.disability" not in keys(checklist, walking)


def test_what_the_case_held_before_counts_for_a_condition(checklist: Checklist) -> None:
    facts = CaseProfile.model_validate({"children": {"sam": {"mobility": "not-mobile"}}})
    assert "children.sam.disability" in keys(checklist, START, Account(id="a1", on="2026-02-20", facts=facts))


def test_each_entry_of_a_list_has_its_questions_and_the_list_is_asked_about_once(checklist: Checklist) -> None:
    assert keys(checklist, START)[-2:] == ["children.sam.injuries#0", "people#0"]
    one = START.adding("children.sam.injuries", "injury-1")
    assert keys(checklist, one)[1:] == [
        "children.sam.injuries#0",
        "children.sam.injuries.injury-1.kind",
        "children.sam.injuries#1",
        "children.sam.injuries.injury-1.explanation",
        "people#0",
    ]


def test_a_condition_sees_only_the_questions_that_come_before_it(checklist: Checklist) -> None:
    marked = START.adding("children.sam.injuries", "i").answering(
        "children.sam.injuries.i.explanation", Answer(value="birth-mark")
    )
    pages = Interview(checklist).pages(marked)
    sections = [one.section for one in pages if one.key.endswith("birth_mark_confirmed_by")]
    assert sections == [2]


def test_how_it_is_known_is_asked_once_for_a_section_in_which_something_was_said(checklist: Checklist) -> None:
    assert not [key for key in keys(checklist, START) if key.startswith("how")]
    draft = START.answering("children.sam.mobility", Answer(value="rolling"))
    assert keys(checklist, draft)[:3] == ["children.sam.mobility", "children.sam.disability", "how#0"]
    left = START.answering("children.sam.mobility", Answer())
    assert "how#0" not in keys(checklist, left)


def test_an_answer_that_is_no_longer_asked_for_is_kept_and_not_told(checklist: Checklist) -> None:
    draft = START.answering("children.sam.mobility", Answer(value="rolling"))
    draft = draft.answering("children.sam.disability", Answer(value=("physical",)))
    moved = draft.answering("children.sam.mobility", Answer(value="walking"))
    (told,) = Interview(checklist).accounts(moved)
    assert dict(told.flattened.values) == {"children.sam.mobility": "walking"}
    (again,) = Interview(checklist).accounts(moved.answering("children.sam.mobility", Answer(value="rolling")))
    assert dict(again.flattened.values)["children.sam.disability"] == ("physical",)


def test_there_is_one_account_for_each_way_of_knowing(checklist: Checklist) -> None:
    draft = (
        START.answering("children.sam.mobility", Answer(value="rolling"))
        .adding("children.sam.injuries", "i")
        .answering("children.sam.injuries.i.kind", Answer(value="bruise"))
        .answering("children.sam.injuries.i.explanation", Answer(value="accident"))
        .ending("children.sam.injuries")
        .knowing(0, HowKnown(source="record"))
        .knowing(1, HowKnown(source="observed"))
        .knowing(2, HowKnown(source="carer", told_by="mother"))
    )
    told = Interview(checklist, (Account(id="mark-2026-03-01-1"),)).accounts(draft)
    assert [(one.id, one.source, one.told_by) for one in told] == [
        ("mark-2026-03-01-2", "record", None),
        ("mark-2026-03-01-3", "observed", None),
        ("mark-2026-03-01-4", "carer", "mother"),
    ]
    assert [dict(one.flattened.values) for one in told[1:]] == [
        {"children.sam.injuries.i.kind": "bruise"},
        {"children.sam.injuries.i.explanation": "accident"},
    ]
    assert [one.flattened.in_full for one in told] == [
        frozenset(),
        frozenset({"children.sam.injuries"}),
        frozenset(),
    ]


def test_one_answer_may_be_known_in_another_way_than_its_section(checklist: Checklist) -> None:
    draft = START.answering(
        "children.sam.mobility", Answer(value="rolling", how=HowKnown(source="professional"))
    ).knowing(0, HowKnown(source="observed"))
    (told,) = Interview(checklist).accounts(draft)
    assert told.source == "professional"


def test_not_known_yet_is_told_with_its_reason(checklist: Checklist) -> None:
    draft = START.answering("children.sam.mobility", Answer(not_known="awaiting")).ending("people", "declined")
    (told,) = Interview(checklist).accounts(draft)
    assert told.not_known == {"children.sam.mobility": "awaiting", "people": "declined"}
    assert told.complete == ()


def test_looked_and_found_none_is_told_as_an_empty_list(checklist: Checklist) -> None:
    (told,) = Interview(checklist).accounts(START.ending("children.sam.injuries"))
    assert told.flattened.in_full == {"children.sam.injuries"}
    assert told.flattened.members == (("children", "sam"),)


def test_an_entry_of_which_nothing_is_known_is_there_all_the_same(checklist: Checklist) -> None:
    draft = START.adding("children.sam.injuries", "i").answering(
        "children.sam.injuries.i.kind", Answer(not_known="not-known")
    )
    (told,) = Interview(checklist).accounts(draft)
    assert ("children.sam.injuries", "i") in told.flattened.members


def test_several_choices_are_told_in_full(checklist: Checklist) -> None:
    draft = START.answering("children.sam.mobility", Answer(value="rolling"))
    (told,) = Interview(checklist).accounts(draft.answering("children.sam.disability", Answer(value=("autism",))))
    assert told.complete == ("children.sam.disability",)


def test_a_section_may_be_left_out_for_an_entry_until_its_condition_is_met() -> None:
    value = read_text(WRITTEN, "mark.yaml").value
    value["sections"][2]["ask_when"] = {"fact": "kind", "is": "bruise"}
    gated = Checklist.model_validate(value)
    draft = START.adding("children.sam.injuries", "a").adding("children.sam.injuries", "b")
    draft = draft.answering("children.sam.injuries.b.kind", Answer(value="bruise"))
    asked = [key for key in keys(gated, draft) if key.endswith("explanation")]
    assert asked == ["children.sam.injuries.b.explanation"]


def test_a_list_inside_a_list_is_asked_of_each_entry_spoken_of() -> None:
    value = read_text(WRITTEN, "mark.yaml").value
    own = {
        "title": "Their appointments",
        "each": "case.people.appointments",
        "questions": [{"fact": "outcome", "if_missing": "Say what happened."}],
    }
    nested = Checklist.model_validate({**value, "sections": [*value["sections"], own]})
    draft = START.adding("people", "mother").adding("people", "father")
    draft = draft.adding("people.mother.appointments", "gp").answering(
        "people.mother.appointments.gp.outcome", Answer(value="attended")
    )
    pages = [page for page in Interview(nested).pages(draft) if page.section == 4]
    assert [page.key for page in pages] == [
        "people.mother.appointments#0",
        "people.mother.appointments.gp.outcome",
        "people.mother.appointments#1",
        "people.father.appointments#0",
        "how#4",
    ]
    assert [page.of for page in pages if isinstance(page, More)] == ["mother", "mother", "father"]
    (told,) = Interview(nested).accounts(draft)
    assert dict(told.flattened.values) == {"people.mother.appointments.gp.outcome": "attended"}


def test_taking_an_entry_out_takes_its_answers_out(checklist: Checklist) -> None:
    draft = START.adding("children.sam.injuries", "i").answering("children.sam.injuries.i.kind", Answer(value="bruise"))
    assert Interview(checklist).accounts(draft.removing("children.sam.injuries", "i")) == ()


def test_new_entries_take_no_id_that_there_is() -> None:
    draft = START.adding("children.sam.injuries", "injury-1")
    assert new_entry(draft, "children.sam.injuries", ["injury-2"]) == "injury-3"


@given(st.lists(st.integers(0, 4), max_size=25))
def test_any_way_through_ends_and_what_it_tells_is_a_case_file(steps: list[int]) -> None:
    checklist = Checklist.model_validate(_written())
    interview, draft = Interview(checklist), START
    for step in [*steps, *[3] * 60]:
        page = next((one for one in interview.pages(draft) if not is_done(one, draft)), None)
        if page is None:
            break
        if isinstance(page, How):
            draft = draft.knowing(page.section, HowKnown(source="observed"))
            continue
        if isinstance(page, More):
            draft = draft.adding(page.path, new_entry(draft, page.path, ())) if step < 2 else draft.ending(page.path)
            continue
        assert isinstance(page, Ask)
        values = page.entry.values
        value = (values[0],) if page.entry.kind == "choices" else values[step % len(values)]
        draft = draft.answering(page.key, Answer(not_known="not-asked") if step == 4 else Answer(value=value))
    assert all(is_done(one, draft) for one in interview.pages(draft))
    told = interview.accounts(draft)
    case = CaseFile(case="K-1", accounts=told)
    again = CaseFile.model_validate(case.model_dump(mode="json", exclude_defaults=True))
    assert [one.flattened for one in again.accounts] == [one.flattened for one in told]
    asked = {page.key for page in interview.pages(draft) if isinstance(page, Ask)}
    said = {path for one in told for path, _ in one.flattened.values} | {path for one in told for path in one.not_known}
    assert asked <= said | {"children.sam.injuries", "people"}


def _written() -> object:
    return read_text(WRITTEN, "mark.yaml").value


def test_a_draft_survives_being_written_and_read() -> None:
    draft = START.adding("people", "mother").ending("people", "declined").knowing(1, HowKnown(source="child"))
    draft = draft.answering("children.sam.disability", Answer(value=("autism",)))
    assert Draft.model_validate_json(draft.model_dump_json()) == draft
