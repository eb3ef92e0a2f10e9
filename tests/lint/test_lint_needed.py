"""What the tests of a rule pin down: thresholds moved by one, parts left out, parts turned round."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from changed_pack import CONCEPTS, ENG, INJ, MINIMAL, Change, found_in, line_at


def without_tests(file: str, *names: str) -> tuple[Change, ...]:
    """Changes that take out the tests of a rule whose names begin so."""
    text = (MINIMAL / file).read_text(encoding="utf-8")
    blocks = re.findall(r"  - name: .*\n(?:    .*\n)+", text)
    return tuple((file, block, "") for block in blocks if block.removeprefix("  - name: ").startswith(names))


@pytest.mark.parametrize(
    ("file", "names", "message", "points_at"),
    [
        (INJ, ("A day longer",), "No test notices when within_last 28 days is one higher.", "28 days"),
        (INJ, ("A bruise", "Nobody has told"), "No test notices when within_last 28 days is one lower.", "28 days"),
        (ENG, ("The third came",), "No test notices when within_any 6 months is one higher.", "6 months"),
        (ENG, ("The child has turned",), "No test notices when below 60 is one higher.", "60"),
        (ENG, ("The child was brought", "The third came", "What came", "Two services"),
         "No test notices when at_least 3 is one lower.", "3"),
    ],
)  # fmt: skip
def test_a_threshold_needs_a_test_on_each_side(
    file: str, names: tuple[str, ...], message: str, points_at: str, tmp_path: Path
) -> None:
    found = {
        one.message: line_at(one) for one in found_in(tmp_path, *without_tests(file, *names)) if one.code == "L033"
    }
    assert found[message].startswith(points_at)


def test_a_part_that_no_test_turns_on_is_found_in_the_rule(tmp_path: Path) -> None:
    found = found_in(tmp_path, *without_tests(INJ, "A graze", "One agency"))
    assert ("L034", "{fact: kind, in: [bruise, bite]}") in {(one.code, line_at(one)) for one in found}


def test_where_a_part_cannot_be_left_out_it_is_turned_round(tmp_path: Path) -> None:
    file = "strengths/STR-001-child-seen-alone.yaml"
    found = found_in(tmp_path, *without_tests(file, "The child was", "Two agencies"))
    messages = [one.message for one in found if one.code == "L034"]
    assert messages == ["Every test comes out the same with this part turned round."]


WIDER = (CONCEPTS, "when: {fact: child.mobility, in_definition: mobility_not_independent}",
         "when: {any: [{fact: child.mobility, in_definition: mobility_not_independent}, "
         "{fact: child.communication, is: no-words}]}")  # fmt: skip


def test_a_part_of_a_concept_that_no_rule_tests_is_found_in_the_concept(tmp_path: Path) -> None:
    found = [(one.code, line_at(one)) for one in found_in(tmp_path, WIDER)]
    assert found == [("L034", "{fact: child.communication, is: no-words}]}")]


def test_a_part_of_a_concept_is_pinned_by_the_tests_of_any_rule_that_uses_it(tmp_path: Path) -> None:
    used = (ENG, "when:\n  all:\n", "when:\n  any:\n    - {is_met: not-moving}\n")
    pinned = (ENG, "tests:\n", """tests:
  - name: A child without words is met by the concept alone
    given: {child: {communication: no-words, mobility: walking, born: "2020-01-01", appointments: []}}
    expect: met
""")  # fmt: skip
    found = found_in(tmp_path, WIDER, used, pinned)
    assert not [one for one in found if one.file is not None and "concepts" in one.file]
