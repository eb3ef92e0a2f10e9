"""What each locality leaves to be looked up, and names that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from changed_pack import MINIMAL, found_in

from screening.lint import to_look_up_report
from screening.rulebook.pack import read_pack


def test_what_is_to_be_looked_up_is_one_warning_for_each_locality() -> None:
    problems = to_look_up_report(*read_pack(MINIMAL))
    assert [Path(problem.file or "").name for problem in problems] == ["here.yaml", "there.yaml"]
    assert {problem.severity for problem in problems} == {"warning"}
    assert problems[0].message == "Here: 2 to look up locally: children's social care, Marks on babies."


def test_a_name_that_two_localities_miss_is_reported_once_where_it_is_written(tmp_path: Path) -> None:
    change = ("policies.yaml", "used_by: [supervisor]", "used_by: [superviser]")
    found = [problem for problem in found_in(tmp_path, change) if problem.code == "L017"]
    assert [problem.hint for problem in found] == ['Did you mean "supervisor"?']


def test_a_policy_that_is_mapped_under_a_wrong_id_is_found_at_its_key(tmp_path: Path) -> None:
    change = ("localities/there.yaml", "  missed-appointments: {", "  missing-appointments: {")
    found = [problem for problem in found_in(tmp_path, change) if problem.code == "L017"]
    assert [(problem.line, problem.hint) for problem in found] == [(6, 'Did you mean "missed-appointments"?')]
