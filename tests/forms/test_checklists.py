"""Checklists: those that came along can be read, and a question that asks for nothing is found at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import ProblemsFound
from screening.forms.checklist import entry_of, read_checklist, read_checklists
from screening.packs import checklists_folder

SHIPPED = sorted(checklists_folder().glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_checklist_asks_only_for_facts(path: Path) -> None:
    checklist = read_checklist(path)
    assert checklist.checklist == path.stem
    assert all(entry_of(section, one) for section in checklist.sections for one in section.questions)


def test_a_question_for_no_fact_is_found_with_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "checklist: c\ntitle: A title\nfor: [practitioner]\nabout: What it is for\nminutes: 3\nsections:\n"
        "  - title: One\n    questions:\n      - {fact: child.mobilty, if_missing: Say it.}\n"
        "  - title: Two\n    each: child.injuries\n    questions:\n"
        "      - {fact: kind, if_missing: Say it., ask_when: {fact: explanation, is: birthmark}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound) as found:
        read_checklist(path)
    first, second = found.value.problems
    assert (first.code, first.line) == ("K201", 9)
    assert first.hint == 'Did you mean "mobility"?'
    assert (second.code, second.line) == ("R210", 13)


MOST_QUESTIONS, MOST_MINUTES = 25, 15
"""How long a checklist may be. Our choice: what fits between two visits."""

WANTED = {
    "assessment-quality", "childs-voice", "closing-or-stepping-down", "distress-and-transition",
    "domestic-abuse-notification", "escalation-and-challenge", "home-education-and-unseen-children",
    "information-passed-on", "injury-disabled-or-non-verbal-child", "mark-on-a-baby", "minor-injury-unit",
    "missed-appointments", "neglect-and-home-conditions", "out-of-hours", "plan-and-meeting", "pre-birth",
    "record-keeping", "referral", "supervision", "who-is-in-this-childs-life",
}  # fmt: skip
"""The occasions that the reviews call for a sheet for."""


def test_there_is_a_checklist_for_every_occasion_that_the_reviews_name() -> None:
    assert {path.stem for path in SHIPPED} >= WANTED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_checklist_can_be_finished_and_says_where_it_comes_from(path: Path) -> None:
    checklist = read_checklist(path)
    questions = [one for section in checklist.sections for one in section.questions]
    assert len(questions) <= MOST_QUESTIONS
    assert checklist.minutes <= MOST_MINUTES
    assert "999" in checklist.about or "danger" not in checklist.about
    assert checklist.policies
    cited = {row for one in questions for row in one.learning}
    cited |= {row for section in checklist.sections for item in section.items for row in item.learning}
    assert len(cited) >= 5


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_message_offers_not_known_yet_or_says_what_to_enter_and_none_stands_twice(path: Path) -> None:
    said = [one.if_missing for section in read_checklist(path).sections for one in section.questions]
    assert [text for text in said if not text.endswith(".")] == []
    assert len(set(said)) >= len(said) * 2 // 3


def test_two_files_of_one_name_and_every_mistake_in_any_file_are_told_together(tmp_path: Path) -> None:
    written = SHIPPED[0].read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(written, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(written, encoding="utf-8")
    (tmp_path / "c.yaml").write_text("checklist: c\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_checklists(tmp_path)
    codes = {Path(one.file or "").name: one.code for one in found.value.problems}
    assert codes["b.yaml"] == "K203"
    assert codes["c.yaml"].startswith("K1")
