"""Checklists: those that came along can be read, and a question that asks for nothing is found at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import ProblemsFound
from screening.forms.checklist import entry_of, read_checklist
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
