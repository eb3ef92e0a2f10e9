"""Two packs compared: each kind of difference is found, in words, and what is the same is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from locked_pack import MARK, TINY, change

from screening.rulebook.differences import Differences, FieldChange, RuleChange, differences
from screening.rulebook.pack import read_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    copy: Path = shutil.copytree(TINY, tmp_path / "pack")
    return copy


def compared(pack: Path) -> Differences:
    """The small pack as it is against its changed copy."""
    return differences(read_pack(TINY)[0], read_pack(pack)[0])


def only_rule(found: Differences) -> RuleChange:
    (rule,) = found.rules
    return rule


def only_field(pack: Path, name: str) -> FieldChange:
    """The one field of MAR-001 that differs."""
    (field,) = only_rule(compared(pack)).fields
    assert field.field == name
    return field


def test_the_same_pack_written_otherwise_does_not_differ(pack: Path) -> None:
    change(pack, MARK, "      where: {is_met: a-mark}\n", "      where:\n        is_met: a-mark\n")
    found = compared(pack)
    assert (found.rules, found.concepts, found.definitions) == ((), (), ())


def test_a_changed_condition_is_shown_before_and_after(pack: Path) -> None:
    change(pack, MARK, "where: {is_met: a-mark}", "where: {fact: kind, is: bruise}")
    lines = only_field(pack, "when").lines
    assert [line for line in lines if line.startswith(("+", "-"))] == [
        "-      is_met: a-mark",
        "+      fact: kind",
        "+      is: bruise",
    ]
    assert only_rule(compared(pack)).decides


def test_a_single_value_is_shown_from_and_to(pack: Path) -> None:
    change(pack, MARK, "urgency: refer", "urgency: immediate")
    field = only_field(pack, "urgency")
    assert (field.before, field.after) == ("refer", "immediate")
    assert only_rule(compared(pack)).decides


def test_an_escalation_is_told_in_words(pack: Path) -> None:
    change(pack, MARK, "within: same-day", "within: now")
    field = only_field(pack, "escalate")
    assert (
        field.before
        == "to childrens-social-care, and asking-for-help, supervisor, within same-day under marks-procedure"
    )
    assert field.after is not None
    assert "within now" in field.after


def test_prompts_that_came_and_went_are_listed_with_their_readers(pack: Path) -> None:
    change(pack, MARK, "Who has looked at the whole child?", "Who has seen the whole child?")
    field = only_field(pack, "prompts")
    assert field.removed == ("Who has looked at the whole child? (for practitioner, supervisor)",)
    assert field.added == ("Who has seen the whole child? (for practitioner, supervisor)",)
    assert not only_rule(compared(pack)).decides


def test_a_list_in_another_order_differs_without_anything_added_or_removed(pack: Path) -> None:
    change(pack, MARK, "learning: [TIN-001, TIN-002]", "learning: [TIN-002, TIN-001]")
    assert only_field(pack, "learning") == FieldChange(field="learning")


def test_tests_that_came_went_or_expect_something_else_are_named(pack: Path) -> None:
    change(pack, MARK, "injuries: []", "injuries: [{kind: none}]")
    change(pack, MARK, "Nobody said how the child gets about", "Nobody has said how the child gets about")
    field = only_field(pack, "tests")
    assert field.altered == ("Looked at and found without a mark",)
    assert field.removed == ("Nobody said how the child gets about",)
    assert field.added == ("Nobody has said how the child gets about",)


def test_rules_that_were_added_are_gone_retired_or_only_raised_are_told_apart(pack: Path) -> None:
    text = (pack / MARK).read_text(encoding="utf-8").replace("MAR-001", "MAR-009")
    (pack / "marks" / "MAR-009-new.yaml").write_text(text, encoding="utf-8")
    (pack / "home" / "HOM-002-bail.yaml").unlink()
    change(pack, MARK, "status: active", "status: retired")
    change(pack, "home/HOM-001-unknown-adult.yaml", "version: 1", "version: 2")
    found = {one.rule: (one.how, one.version_before, one.version_after, one.decides) for one in compared(pack).rules}
    assert found == {
        "HOM-001": ("changed", 1, 2, False),
        "HOM-002": ("gone", 1, None, True),
        "MAR-001": ("retired", 1, 1, True),
        "MAR-009": ("added", None, 1, True),
    }


def test_a_changed_concept_names_every_rule_that_it_touches(pack: Path) -> None:
    change(pack, "concepts/shared.yaml", "[bruise, bite, burn, fracture]", "[bruise, bite]")
    found = compared(pack)
    (concept,) = found.concepts
    assert (concept.concept, concept.how, concept.rules) == ("a-mark", "changed", ("MAR-001", "MAR-002", "MAR-003"))
    assert concept.fields[0].lines[-2:] == ("-  - burn", "-  - fracture")
    assert found.rules == ()


def test_a_definition_that_differs_is_named_with_its_place(pack: Path) -> None:
    change(pack, "localities/harbour.yaml", "  not_mobile: [not-mobile, rolling, crawling]\n", "  {}\n")
    change(pack, "localities/inland.yaml", "[not-mobile, rolling]", "[not-mobile]")
    found = [(one.locality, one.definition, one.before, one.after) for one in compared(pack).definitions]
    assert found == [
        ("harbour", "not_mobile", ("not-mobile", "rolling", "crawling"), None),
        ("inland", "not_mobile", ("not-mobile", "rolling"), ("not-mobile",)),
    ]


def test_a_changed_window_is_told(pack: Path) -> None:
    change(pack, "pack.yaml", "changing_window_days: 28", "changing_window_days: 42")
    found = compared(pack)
    assert (found.window_before, found.window_after) == (28, 42)
