"""Problems as people and programs see them."""

import json
import subprocess
import sys

import pytest

from screening.errors import Problem, ProblemsFound, did_you_mean


def test_a_problem_is_one_line_that_an_editor_can_follow() -> None:
    problem = Problem("C101", 'There is no field "mobilty".', "case.yaml", 16, 8, 'Did you mean "mobility"?')
    assert str(problem) == 'case.yaml:16:8: C101 There is no field "mobilty". Did you mean "mobility"?'


def test_what_is_not_known_is_left_out_and_a_warning_says_so() -> None:
    assert Problem("Y102", "Empty.", "a.yaml").render() == "a.yaml: Y102 Empty."
    assert Problem("Y131", "Turned.", "a.yaml", 3, 1, severity="warning").render() == "a.yaml:3:1: warning Y131 Turned."
    assert Problem("Y102", "Empty.").render() == "Y102 Empty."


def test_text_from_a_file_cannot_break_the_line_or_reach_the_terminal() -> None:
    line = Problem("C105", "two\nlines \x1b[2J \u202eturned \ud83d", "odd\udcff.yaml").render()
    assert line == "odd\\udcff.yaml: C105 two lines \\u001b[2J \\u202eturned \\ud83d"
    assert line.encode("utf-8")


def test_right_to_left_text_is_shown_as_it_is() -> None:
    assert "سلام" in Problem("C105", "سلام").render()


def test_a_problem_goes_into_json_whole() -> None:
    problem = Problem("Y102", "Empty.", "a.yaml", 1, 2, "Try.", "warning")
    assert Problem(**json.loads(json.dumps(problem.as_dict()))) == problem


def test_problems_are_carried_in_reading_order() -> None:
    late, early, other = Problem("B", "", "a", 10, 1), Problem("C", "", "a", 9, 5), Problem("A", "", "b", 1, 1)
    assert ProblemsFound([other, late, early]).problems == (early, late, other)
    assert str(ProblemsFound([late, early])) == "a:9:5: C\na:10:1: B"


def test_problems_found_without_a_problem_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ProblemsFound([])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("mobilty", "mobility"),
        ("Not mobile", "not-mobile"),
        ("not_mobile", "not-mobile"),
        ("weather", None),
        ("mobility", None),
        ("x" * 100_000, None),
    ],
)
def test_a_slip_of_the_fingers_is_recognised(word: str, meant: str | None) -> None:
    assert did_you_mean(word, ["not-mobile", "mobility", "rolling"]) == meant


def test_reading_a_text_does_not_load_pydantic() -> None:
    code = "import sys; from screening.yamlsource import dump, read_text; dump(read_text('a: 1').value); "
    code += "sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
