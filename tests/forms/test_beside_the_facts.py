"""Notes and who else knows stay with the facts of their section, and out of the others."""

from __future__ import annotations

import datetime

from screening.forms.draft import Answer, Draft, HowKnown
from screening.forms.telling import accounts_of

START = Draft(checklist="mark", case="K-1", child="sam", on=datetime.date(2026, 3, 1), agency="gp", by="GP")
ANSWERED = (
    START.answering("children.sam.mobility", Answer(value="rolling"))
    .answering("people.mother.relationship", Answer(value="mother"))
    .adding("people", "mother")
)
SECTIONS = {"children.sam.mobility": 0, "people": 1, "people.mother.relationship": 1}
SEEN = HowKnown(source="observed")


def test_sections_known_alike_are_one_account() -> None:
    draft = ANSWERED.knowing(0, SEEN).knowing(1, SEEN)
    (account,) = accounts_of(draft, SECTIONS)
    assert (account.known_to, account.note) == ((), None)


def test_a_note_stays_with_its_section() -> None:
    draft = ANSWERED.knowing(0, SEEN).knowing(1, SEEN).noting(1, "She was on the telephone.")
    child, people = accounts_of(draft, SECTIONS)
    assert (child.note, people.note) == (None, "She was on the telephone.")
    assert [path for path, _ in people.flattened.values] == ["people.mother.relationship"]


def test_who_else_knows_stays_with_its_section() -> None:
    draft = ANSWERED.knowing(0, SEEN).knowing(1, SEEN).sharing(0, ("nursery",))
    child, people = accounts_of(draft, SECTIONS)
    assert (child.known_to, people.known_to) == (("nursery",), ())


def test_an_emptied_note_and_no_agency_take_the_earlier_ones_away() -> None:
    assert START.noting(0, "x").noting(0, "") == START
    assert START.sharing(0, ("gp",)).sharing(0, ()) == START


def test_a_draft_with_notes_is_read_again_as_it_was_kept() -> None:
    draft = ANSWERED.knowing(0, SEEN).noting(0, "x").sharing(1, ("gp",)).ending("people")
    assert Draft.model_validate(draft.model_dump(mode="json", exclude_defaults=True)) == draft


def test_what_was_taken_out_leaves_nothing_behind_and_does_not_say_that_there_are_none() -> None:
    draft = ANSWERED.adding("people.mother.appointments", "a1").ending("people.mother.appointments").ending("people")
    left = draft.removing("people", "mother")
    assert left.entries == {"people": ()}
    assert left.ended == {}
    assert list(left.answers) == ["children.sam.mobility"]
    assert all("people" not in one.complete for one in accounts_of(left, SECTIONS))
