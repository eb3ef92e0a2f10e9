"""The sheet for paper: a box for every answer, every question once, and nothing asked for that names a family."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_pages import read_page

from screening.docgen.sheet import ENTRIES, arrange_sheet, sheet_page
from screening.forms.checklist import Checklist, asked, entry_of, read_checklist, read_checklists
from screening.forms.phrases import NONE_OF_THESE, REASONS, SOURCES
from screening.packs import checklists_folder
from screening.rulebook.local_names import LOOK_UP
from screening.rulebook.pack import Pack, read_pack

ROOT = Path(__file__).parents[2]
CHECKLISTS = read_checklists(checklists_folder())

SMALL = """\
checklist: small
title: A mark on a baby
for: [practitioner, supervisor]
about: Take it for a mark.
minutes: 3
learning: [LEI-040]
policies: [marks-on-non-mobile-children, strategy-discussion]
sections:
  - title: The child
    questions:
      - {fact: child.mobility, if_missing: Say it.}
      - {fact: child.disability, ask_when: {fact: child.mobility, is: moves-with-help}, if_missing: Say it.}
  - title: The marks
    each: child.injuries
    questions:
      - {fact: kind, if_missing: Say it.}
      - {fact: seen_on, if_missing: Say it.}
      - {fact: explanation, if_missing: Say it.}
      - fact: explanation_by
        ask_when: {all: [{fact: kind, is: bruise}, {fact: explanation, is_not: none-given}]}
        if_missing: Say it.
    items:
      - {do: Ask who else has seen it., learning: [LEI-070, XXX-999]}
  - title: More about the marks
    each: child.injuries
    ask_when: {fact: kind, is_not: none}
    questions:
      - {fact: medical, ask_when: {fact: explanation, in: [accident, illness]}, if_missing: Say it.}
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "rules")[0]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    path = tmp_path_factory.mktemp("lists") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return read_checklist(path)


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_question_has_a_box_for_every_answer(name: str, pack: Pack) -> None:
    checklist = CHECKLISTS[name]
    page = read_page(sheet_page(checklist, pack))
    shown = [one for section in arrange_sheet(checklist, pack).sections for one in section.questions]
    questions = [(section, one) for section in checklist.sections for one in section.questions]
    assert [one.words for one in shown] == [asked(*pair) for pair in questions]
    assert [one.number for one in shown] == list(range(1, len(questions) + 1))
    for one, (section, question) in zip(shown, questions, strict=True):
        entry = entry_of(section, question)
        assert set(map(entry.label, entry.values)) <= set(one.boxes)
        assert bool(one.boxes) == (entry.kind in ("choice", "choices", "yes-no"))
        assert (NONE_OF_THESE in one.boxes) == (entry.kind == "choices")
        assert f"question-{one.number}" in page.ids
        assert all(" ".join(label.split()) in page.text for label in (one.words, *one.boxes))
    things = [item.do for section in checklist.sections for item in section.items]
    assert [words for words in things if " ".join(words.split()) not in page.text] == []
    assert page.wrong == []


def boxes_of(html: str, number: int) -> int:
    """How many boxes a question of a sheet has."""
    return html.split(f'id="question-{number}"')[1].split("</ul>")[0].count('class="sq"')


def test_a_question_about_a_list_has_its_boxes_for_three_entries(small: Checklist, pack: Pack) -> None:
    html = sheet_page(small, pack)
    mobility = arrange_sheet(small, pack).sections[0].questions[0]
    kinds = arrange_sheet(small, pack).sections[1].questions[0]
    assert boxes_of(html, 1) == len(mobility.boxes) + 1  # and one for not known yet
    assert boxes_of(html, 3) == len(ENTRIES) * (len(kinds.boxes) + 1)
    assert boxes_of(html, 4) == len(ENTRIES)  # a date is written; only not known yet has boxes
    assert html.split('id="question-4"')[1].split("</ul>")[0].count('class="rule-line"') == len(ENTRIES)


def test_what_depends_on_an_answer_says_so_by_the_number_of_the_question(small: Checklist, pack: Pack) -> None:
    child, marks, more = arrange_sheet(small, pack).sections
    assert child.questions[1].only_if == "question 1 is “moves with help”"
    assert marks.questions[3].only_if == "question 3 is “bruise” and question 5 is anything but “none given”"
    assert more.only_if == "question 3 is anything but “none”"
    assert more.questions[0].only_if == "question 5 is “accident” or “illness”"


def test_a_list_is_asked_for_once_and_its_entries_keep_their_numbers(small: Checklist, pack: Pack) -> None:
    _, marks, more = arrange_sheet(small, pack).sections
    assert marks.listed is not None
    assert more.listed is None
    text = read_page(sheet_page(small, pack)).text
    assert text.count(marks.listed) == 1
    assert text.count("there are none") == 1
    assert text.count("1, 2 and 3 stand for the same as before.") == 1


def test_not_known_and_how_it_is_known_are_there_to_tick(small: Checklist, pack: Pack) -> None:
    text = read_page(sheet_page(small, pack)).text
    assert all(f"“{meaning}”" in text for meaning in REASONS.values())
    assert [text.count(way) for way in SOURCES.values()] == [3] * len(SOURCES)
    assert "Case reference (never a name)" in text


def test_sources_and_policies_stand_at_the_end_with_what_is_missing_said(small: Checklist, pack: Pack) -> None:
    html = sheet_page(small, pack)
    page = read_page(html)
    assert {"row-LEI-040", "row-LEI-070", "row-XXX-999"} <= set(page.ids)
    assert {href for href in page.hrefs if href.startswith("#row-")} == {"#row-LEI-040", "#row-LEI-070", "#row-XXX-999"}
    assert pack.learning["LEI-070"][1].summary in page.text
    assert "The pack in use has no passage of this number." in page.text
    assert f"{pack.policies.find('marks-on-non-mobile-children').name}: {LOOK_UP}" in page.text
