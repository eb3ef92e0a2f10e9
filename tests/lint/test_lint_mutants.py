"""Mutation of the rules: every change is tried where it is written, and one that no test notices is named."""

from __future__ import annotations

from pathlib import Path

from changed_pack import CONCEPTS, ENG, INJ, STR, TODAY, Change, changed_pack
from test_lint_needed import without_tests

from screening.lint.linting import Linting
from screening.lint.mutants import mutants_of, shared_parts
from screening.rulebook.pack import read_pack
from screening.services.mutating import Mutating, Mutation, summed_up


def mutated(folder: Path, *changes: Change, only: tuple[str, ...] = ()) -> Mutation:
    """What mutation finds in the minimal pack with something changed in it."""
    return summed_up(Mutating(*read_pack(changed_pack(folder, *changes)), only).each())


def survivors(found: Mutation) -> list[tuple[str, str, str]]:
    """The condition, the change and the line as it is written, of each change that no test noticed."""
    return [(one.name, survivor.change, survivor.part) for one in found.conditions for survivor in one.survivors]


def test_every_change_of_a_pack_with_full_tests_is_caught(tmp_path: Path) -> None:
    found = mutated(tmp_path)
    assert survivors(found) == []
    # ENG-001: its age, the count and what is counted go or turn round; the age, the number and the window move.
    # INJ-001: the concept, the list and two tests; the window moves. A condition's only test is never left out.
    assert {one.name: one.mutants for one in found.conditions} == {
        "ENG-001": 6 + 6, "INJ-001": 8 + 2, "STR-001": 1, "not-moving": 2,
    }  # fmt: skip
    assert found.caught == found.mutants == 25


def test_a_planted_survivor_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    planted = (
        INJ,
        "    - {is_met: not-moving}\n",
        "    - {is_met: not-moving}\n    - {fact: child.views_recorded, not_given: true}\n",
    )
    found = mutated(tmp_path, planted)
    ((name, change, part),) = [one for one in survivors(found) if one[1] == "left out"]
    assert (name, change, part) == ("INJ-001", "left out", "- {fact: child.views_recorded, not_given: true}")
    (rule,) = [one for one in found.conditions if one.survivors]
    assert rule.caught == rule.mutants - len(rule.survivors)
    lines = Path(rule.survivors[0].file).read_text(encoding="utf-8").splitlines()
    assert lines[rule.survivors[0].line - 1].strip() == part


def test_a_threshold_that_no_test_stands_beside_survives_one_way_only(tmp_path: Path) -> None:
    found = mutated(tmp_path, *without_tests(ENG, "The child has turned"))
    moved = [one for one in survivors(found) if "is one" in one[1]]
    assert moved == [("ENG-001", "below 60 is one higher", "- {fact: child.age_months, below: 60}")]


def test_where_a_rule_has_no_tests_every_change_of_it_survives(tmp_path: Path) -> None:
    tests = without_tests(STR, "The child", "Nobody", "Two agencies")
    found = mutated(tmp_path, *tests[:-1], (STR, f"tests:\n{tests[-1][1]}", ""), only=("STR-001",))
    assert (found.mutants, found.caught) == (1, 0)


def test_only_the_rules_named_and_their_concepts_are_mutated(tmp_path: Path) -> None:
    found = mutated(tmp_path, only=("INJ-001",))
    assert [(one.name, one.concept, one.rules) for one in found.conditions] == [
        ("INJ-001", False, ("INJ-001",)),
        ("not-moving", True, ("INJ-001",)),
    ]


def test_a_concept_used_the_other_way_round_is_moved_the_same_way_there(tmp_path: Path) -> None:
    """A rule that uses a concept under ``not`` notices a moved threshold only if its own tests stand beside it."""
    shared = (CONCEPTS, "concepts:\n", """concepts:
  - id: under-five
    title: The child is under five
    about: child
    why: Invented.
    when: {fact: child.age_months, below: 60}
""")  # fmt: skip
    plain = (ENG, "{fact: child.age_months, below: 60}", "{is_met: under-five}")
    under_not = (STR, "when: {fact: child.seen_alone, is: true}",
                 "when: {all: [{fact: child.seen_alone, is: true}, {not: {is_met: under-five}}]}")  # fmt: skip
    test = "    given: {child: {seen_alone: true}}\n    expect: met"
    older = (STR, test, test.replace("true", 'true, born: "2015-01-01"'))
    found = mutated(tmp_path, shared, plain, under_not, older, *without_tests(ENG, "The child has turned"))
    (concept,) = [one for one in found.conditions if one.name == "under-five"]
    assert concept.rules == ("ENG-001", "STR-001")
    assert [one.change for one in concept.survivors] == ["below 60 is one higher"]


def test_a_change_is_caught_where_any_rule_that_uses_the_concept_notices(tmp_path: Path) -> None:
    used_twice = (STR, "when: {fact: child.seen_alone, is: true}",
                  "when: {all: [{fact: child.seen_alone, is: true}, {is_met: not-moving}]}")  # fmt: skip
    found = mutated(tmp_path, used_twice, only=("STR-001",))
    (concept,) = [one for one in found.conditions if one.concept]
    assert concept.rules == ("INJ-001", "STR-001")
    assert concept.survivors == ()


def test_so_many_of_several_is_moved_either_way_and_a_count_of_none_only_up(tmp_path: Path) -> None:
    several = (STR, "when: {fact: child.seen_alone, is: true}", """when:
  all:
    - at_least: 2
      of: [{fact: child.seen_alone, is: true}, {fact: child.views_recorded, is: true}]
    - {count: child.injuries, at_most: 0}
""")  # fmt: skip
    linting = Linting(*read_pack(changed_pack(tmp_path, several)), TODAY)
    parts = [shared for shared in shared_parts(linting) if shared.file == STR]
    moved = {mutant.words for shared in parts for mutant in mutants_of(shared) if "is one" in mutant.words}
    assert moved == {"at_least 2 of 2 is one lower", "at_most 0 is one higher"}
