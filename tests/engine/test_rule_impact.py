"""What a change of rules comes to in a case: standings that differ, prompts that come and go, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tiny_cases import DAY, case, child, people, tiny

from screening.engine.impact import StandingChange, impact
from screening.rulebook.pack import Pack, binder
from screening.rulebook.rule import Rule

BRUISE = child(mobility="not-mobile", injuries={"i1": {"kind": "bruise"}})


def with_rule(rule_id: str, **fields: Any) -> Pack:
    """The small pack with fields of one rule written otherwise."""
    pack = tiny()
    written = pack.rules[rule_id].model_dump(by_alias=True, exclude_unset=True) | fields
    rule = Rule.model_validate(written)
    bound = binder(pack.concepts.values(), pack.locality).bind(rule.when, rule.about)
    assert bound is not None
    return replace(pack, rules={**pack.rules, rule_id: rule}, bound={**pack.bound, rule_id: bound})


def without_rule(rule_id: str) -> Pack:
    pack = tiny()
    return replace(pack, rules={name: rule for name, rule in pack.rules.items() if name != rule_id})


def told(change: StandingChange) -> tuple[str, str | None, str | None, str | None, str | None]:
    return change.rule, change.subject, change.before, change.after, change.prompt


def test_the_same_rules_change_nothing() -> None:
    assert impact(case(BRUISE), DAY, tiny(), tiny()) == ()


def test_a_prompt_that_is_no_longer_shown_says_from_what_to_what() -> None:
    narrower = with_rule("MAR-001", when={"exists": "child.injuries", "where": {"fact": "kind", "is": "burn"}})
    complete = child(
        account={"complete": ["children.c.injuries"]}, mobility="not-mobile", injuries={"i1": {"kind": "bruise"}}
    )
    (change,) = impact(case(complete), DAY, tiny(), narrower)
    assert told(change) == ("MAR-001", "c", "met", "not_met", "no longer shown")
    assert (change.case, change.as_of) == ("K-1", DAY.isoformat())
    (back,) = impact(case(complete), DAY, narrower, tiny())
    assert told(back) == ("MAR-001", "c", "not_met", "met", "newly shown")


def test_a_standing_that_nobody_is_shown_is_listed_without_a_prompt() -> None:
    walking = with_rule("CAR-002", when={"fact": "child.mobility", "is": "not-mobile"}, always_ask=False)
    changes = impact(case(child(mobility="walking")), DAY, tiny(), walking)
    assert ("CAR-002", "c", "not_known", "not_met") in {told(one)[:4] for one in changes}


def test_a_prompt_that_comes_without_another_standing_is_listed() -> None:
    pack = tiny()
    rule = next(one for one in pack.rules.values() if one.id == "MAR-002")
    assert not rule.always_ask
    asked = with_rule("MAR-002", always_ask=True)
    (change,) = impact(case(child(mobility="walking")), DAY, pack, asked)
    assert told(change) == ("MAR-002", "c", "not_known", "not_known", "newly shown")


def test_a_rule_that_only_one_pack_has_or_uses_has_no_standing_in_the_other() -> None:
    shown = [told(one) for one in impact(case(BRUISE), DAY, tiny(), without_rule("MAR-001"))]
    assert shown == [("MAR-001", "c", "met", None, "no longer shown")]
    retired = with_rule("MAR-001", status="retired")
    assert [told(one) for one in impact(case(BRUISE), DAY, retired, tiny())] == [
        ("MAR-001", "c", None, "met", "newly shown")
    ]


def test_each_child_is_listed_for_itself() -> None:
    two = {"facts": {"children": dict.fromkeys(("c", "d"), BRUISE["facts"]["children"]["c"])}}
    changes = impact(case(two, people(p={"relationship": "father"})), DAY, tiny(), without_rule("MAR-001"))
    assert [one.subject for one in changes] == ["c", "d"]
