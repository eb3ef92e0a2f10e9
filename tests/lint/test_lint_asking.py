"""Between rules and checklists: nothing wanted that is not asked, nothing asked that is not wanted."""

from __future__ import annotations

import textwrap
from pathlib import Path

from changed_pack import MINIMAL, TODAY, line_at

from screening.errors import Problem
from screening.forms.checklist import read_checklist
from screening.lint import lint
from screening.rulebook.pack import read_pack
from screening.yamlsource import read_path

WHOLE = """\
checklist: whole
title: It asks for everything
for: [practitioner]
about: What it is for
minutes: 3
learning: [ONE-001]
policies: [marks-on-babies]
sections:
  - title: The child
    questions:
      - {fact: child.born, if_missing: Say when.}
      - {fact: child.due, if_missing: Say when.}
      - {fact: child.mobility, if_missing: Say how.}
      - {fact: child.seen_alone, if_missing: Say it., learning: [ONE-002]}
  - title: Injuries
    each: child.injuries
    questions:
      - {fact: kind, if_missing: Say what.}
      - {fact: seen_on, if_missing: Say when.}
  - title: Appointments
    each: child.appointments
    questions:
      - {fact: outcome, if_missing: Say what.}
      - {fact: "on", if_missing: Say when.}
"""


def found(folder: Path, old: str = "", new: str = "") -> list[Problem]:
    path = folder / "whole.yaml"
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new) if old else WHOLE, encoding="utf-8")
    lists = {"checklists/whole.yaml": (read_checklist(path), read_path(path))}
    return [one for one in lint(*read_pack(MINIMAL), TODAY, lists) if one.code in ("L063", "L064", "L065")]


def test_there_is_nothing_to_say_where_all_that_is_wanted_is_asked(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_a_fact_that_nobody_asks_for_is_found_at_the_rule_that_wants_it(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "      - {fact: kind, if_missing: Say what.}\n")
    assert problem.code == "L063"
    assert problem.message == "No checklist asks for injury.kind."
    assert "INJ-001" in (problem.file or "")
    assert line_at(problem).startswith("when:")


def test_what_a_derived_fact_is_worked_out_from_has_to_be_asked(tmp_path: Path) -> None:
    problems = found(tmp_path, "      - {fact: child.born, if_missing: Say when.}\n")
    assert [one.message for one in problems] == ["No checklist asks for child.born."]


def test_a_question_that_feeds_nothing_has_to_be_marked(tmp_path: Path) -> None:
    asked = "      - {fact: child.legal_status, if_missing: Say it.}\n      - {fact: child.due,"
    (problem,) = found(tmp_path, "      - {fact: child.due,", asked)
    assert (problem.code, problem.line) == ("L064", 12)
    marked = asked.replace("legal_status,", "legal_status, context: true,")
    assert found(tmp_path, "      - {fact: child.due,", marked) == []


def test_a_question_that_a_rule_needs_is_no_context(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "{fact: child.mobility,", "{fact: child.mobility, context: true,")
    assert (problem.code, problem.hint) == ("L064", "Take context away.")


def test_sources_and_policies_that_are_not_there_are_found_at_their_place(tmp_path: Path) -> None:
    (row,) = found(tmp_path, "learning: [ONE-002]", "learning: [ONE-003]")
    assert (row.code, row.line, row.hint) == ("L065", 14, 'Did you mean "ONE-002"?')
    (policy,) = found(tmp_path, "policies: [marks-on-babies]", "policies: [marks-on-babys]")
    assert (policy.code, policy.line) == ("L065", 7)


def test_a_topic_in_no_theme_is_found_where_a_pack_has_themes(tmp_path: Path) -> None:
    from changed_pack import changed_pack

    themes = textwrap.dedent("""\
        locality: here
        themes:
          - {title: Injuries, topics: [injury, strengths]}
          - {title: Contact, topics: [strengths]}
        """)
    pack = changed_pack(tmp_path, ("pack.yaml", "locality: here\n", themes))
    problems = [one for one in lint(*read_pack(pack), TODAY) if one.code == "L066"]
    assert [one.message for one in problems] == [
        'The topic "engagement" is in no theme.',
        'The topic "strengths" is in more than one theme.',
    ]
