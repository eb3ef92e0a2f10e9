"""Explaining one rule to the last test, and saying what rests on one person's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter
from tiny_cases import DAY, case, child, finding, outcome, people, screened, tiny, told

from screening.conditions.binding import Binder
from screening.conditions.tree import Condition
from screening.engine.document import FactLine, Lens, RestsOnOne, ToldValue
from screening.engine.explain import Explanation, Step, explain
from screening.engine.findings import finding as build_finding
from screening.engine.outcome import look
from screening.engine.wording import how_told, thing_in_words

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
BRUISE = {"i1": {"kind": "bruise"}}
MUM = {"source": "carer", "told_by": "m"}


def explained(rule: str, *accounts: Mapping[str, Any], lens: Lens | None = None) -> tuple[Explanation, ...]:
    return explain(case(*accounts), tiny(), tiny().rules[rule], DAY, lens or Lens())


def steps(step: Step) -> list[tuple[str, str]]:
    return [(step.words, step.standing), *(found for part in step.parts for found in steps(part))]


def test_every_test_of_a_rule_is_explained_with_its_standing() -> None:
    (found,) = explained("MAR-001", child(mobility="rolling", born="2020-01-01", injuries=BRUISE))
    words = steps(found.condition)
    assert words[0] == ("all of these", "met")
    assert ("A child who cannot move about", "met") in words
    assert ("c: mobility is not yet moving about or rolling", "met") in words
    assert ("c: age months is below 3", "not_met") in words
    assert ("c: mobility has not been told", "not_met") in words
    assert ("at least 1 of the injuries meet this (nobody has told all of them)", "met") in words
    assert ("injury i1 of c: kind is bite or bruise or burn or fracture", "met") in words
    assert found.finding.standing == "met"


def test_a_rule_about_a_child_is_explained_for_each_child() -> None:
    family = {"facts": {"children": {"a": {"mobility": "rolling", "injuries": BRUISE}, "b": {"mobility": "walking"}}}}
    found = explained("MAR-001", family)
    assert [(one.finding.subject, one.finding.standing) for one in found] == [("a", "met"), ("b", "not_met")]


def test_what_was_told_stands_beside_its_test() -> None:
    (found,) = explained("CAR-002", {"id": "x", **child(views_recorded=False)})
    assert found.condition.told is not None
    assert [(one.account, one.value) for one in found.condition.told.told] == [("x", "no")]


def near(found: Explanation) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(one.path, one.becomes): one.answers for one in found.would_change}


def test_the_changes_nearest_to_hand() -> None:
    (found,) = explained("MAR-001", child(mobility="rolling", born="2020-01-01", injuries=BRUISE))
    changes = near(found)
    assert changes["children.c.mobility", "not_met"] == ("crawling", "walking or cruising", "moves with help")
    assert len(changes["children.c.injuries.i1.kind", "not_known"]) == 4
    assert ("children.c.mobility", "met") not in changes
    assert [path for path, _ in changes if path.endswith("age_months")] == []


def test_a_list_that_is_told_in_full_would_change_it() -> None:
    (found,) = explained("MAR-002", child(injuries={"i1": {"kind": "graze"}}))
    assert near(found)["children.c.injuries", "not_met"] == ("no more than these",)


def test_nothing_is_supposed_of_a_child_that_nobody_told_of() -> None:
    (found,) = explained("MAR-001")
    assert found.would_change == ()
    assert "the child: mobility is not yet moving about or rolling" in dict(steps(found.condition))


def test_a_lens_is_looked_through() -> None:
    accounts = {"agency": "gp", **child(injuries=BRUISE)}, {"agency": "nursery", **child(mobility="rolling")}
    (found,) = explained("MAR-001", *accounts, lens=Lens(known_to=("gp",)))
    assert found.finding.standing == "not_known"
    assert found.open


def because(*accounts: Mapping[str, Any], rule: str) -> list[list[str]]:
    return [[fact.path for fact in one.facts] for one in finding(screened(*accounts), rule).because]


def test_what_a_finding_rests_on_is_grouped_by_what_belongs_together() -> None:
    injuries = {"i1": {"kind": "bruise"}, "i2": {"kind": "bite"}, "i3": {"kind": "graze"}}
    assert because(child(mobility="rolling", injuries=injuries), rule="MAR-001") == [
        ["children.c.mobility"], ["children.c.injuries.i1.kind"], ["children.c.injuries.i2.kind"],
    ]  # fmt: skip


def test_facts_of_one_thing_stand_together() -> None:
    account = people(m={"lives_with_child": True, "history": "not-checked"})
    assert because(account, rule="HOM-001") == [["people.m.lives_with_child", "people.m.history"]]


def test_what_cannot_be_ruled_out_shows_what_was_told_so_far() -> None:
    assert because(people(m={"lives_with_child": True}), rule="HOM-001") == [["people.m.lives_with_child"]]


def grounds(written: Mapping[str, Any], *accounts: Mapping[str, Any]) -> list[tuple[str | None, list[str]]]:
    """What a rule with this condition rests on."""
    bound = Binder().bind(CONDITION.validate_python(written), "child")
    assert bound is not None
    outcome = look(tiny().rules["CAR-002"], bound, told(*accounts), "c")
    return [(one.about, [fact.path for fact in one.facts]) for one in build_finding(tiny(), outcome).because]


def test_what_is_met_because_nobody_told_it_says_what_is_not_recorded() -> None:
    written = {"fact": "child.views_recorded", "not_given": True}
    assert grounds(written, child(born="2020")) == [("nothing is recorded about: views recorded", [])]


def test_what_is_met_because_there_is_none_says_who_told_them_all() -> None:
    none = {"not": {"exists": "child.injuries", "where": {"fact": "kind", "is": "bruise"}}}
    seen = {"by": "nurse", "source": "observed", "complete": ["children.c.injuries"]}
    ((about, facts),) = grounds(none, {**seen, **child(injuries={"i1": {"kind": "bite"}})})
    assert about == "no such entry among the injuries, which were told in full (nurse, seen by them)"
    assert facts == []


def test_a_list_without_a_where_rests_on_what_was_told_of_its_members() -> None:
    found = grounds({"exists": "child.injuries"}, child(injuries={"i1": {"kind": "bite"}, "i2": {"kind": "burn"}}))
    assert found == [(None, ["children.c.injuries.i1.kind"]), (None, ["children.c.injuries.i2.kind"])]


def test_what_belongs_to_a_concept_says_which() -> None:
    (mobility, _) = finding(screened(child(mobility="rolling", injuries=BRUISE)), "MAR-001").because
    assert mobility.about == "A child who cannot move about"


def test_each_value_carries_who_told_it() -> None:
    accounts = (
        {"id": "x", **child(mobility="rolling", injuries=BRUISE)},
        {"id": "y", **child(mobility="walking")},
    )
    (mobility,) = [
        fact
        for one in finding(screened(*accounts), "MAR-001").because
        for fact in one.facts
        if fact.path == "children.c.mobility"
    ]
    assert mobility == FactLine(
        path="children.c.mobility", fact="child.mobility", thing="c", label="mobility",
        value="rolling / walking or cruising", disputed=True,
        told=(ToldValue(account="x", value="rolling"), ToldValue(account="y", value="walking or cruising")),
    )  # fmt: skip


def rests(*accounts: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: tuple[RestsOnOne, ...] = screened(*accounts).rests_on_one
    return {one.fact.path: one.without_it for one in found}


def test_a_concern_that_rests_on_one_account_is_named_with_what_would_change() -> None:
    found = rests({**MUM, **child(injuries=BRUISE)}, {"source": "observed", **child(mobility="rolling")})
    assert found["children.c.injuries.i1.kind"] == ("MAR-001 c: met with it, not_known without it",)


def test_a_reassurance_that_rests_on_one_account_is_named_too() -> None:
    found = rests({**MUM, **child(mobility="walking")}, {"source": "observed", **child(injuries=BRUISE)})
    assert found == {"children.c.mobility": ("MAR-001 c: not_met with it, not_known without it",)}


def test_a_list_said_to_be_empty_by_one_person_is_a_reassurance_too() -> None:
    found = rests({**MUM, **child(injuries=[])}, {"source": "observed", **child(mobility="rolling")})
    assert "MAR-001 c: not_met with it, not_known without it" in found["children.c.injuries"]


def test_an_age_rests_on_whoever_told_the_birth_date() -> None:
    found = rests({**MUM, **child(born="2026-01-15")}, {"source": "observed", **child(injuries=BRUISE)})
    assert found == {"children.c.born": ("MAR-001 c: met with it, not_known without it",)}


def test_what_somebody_else_bears_out_rests_on_no_one_s_word() -> None:
    seen = {"source": "observed", **child(mobility="walking", injuries=BRUISE)}
    assert rests({**MUM, **child(mobility="walking")}, seen) == {}


def test_what_would_change_nothing_is_not_named() -> None:
    assert rests({**MUM, **child(came_as="born-here", education="school")}) == {}


def test_of_two_children_only_the_one_spoken_of_is_named() -> None:
    family = {"facts": {"children": {name: {"injuries": BRUISE, "views_recorded": True} for name in ("a", "b")}}}
    found = rests({**MUM, "facts": {"children": {"a": {"mobility": "walking"}}}}, {"source": "observed", **family})
    assert found == {"children.a.mobility": ("MAR-001 a: not_met with it, not_known without it",)}


@pytest.mark.parametrize(
    ("account", "words"),
    [
        ({"by": "nurse", "agency": "gp", "source": "observed", "on": "2026-02"}, "nurse, seen by them, February 2026"),
        ({"agency": "gp", "source": "carer", "told_by": "m"}, "GP, said by m"),
        ({"agency": "health-visiting", "source": "carer"}, "health visiting, said by a parent or carer"),
        ({"source": "record", "on": "2020"}, "from a record, 2020"),
        ({"told_by": "m", "on": "2026-02-03"}, "said by m, 3 February 2026"),
        ({}, "not said who told it"),
    ],
)
def test_who_told_it_and_how_they_know_in_words(account: dict[str, Any], words: str) -> None:
    assert how_told(case(account).all_accounts[0]) == words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("children.c.mobility", "c"),
        ("children.1.mobility", "the child"),
        ("children.c.injuries.i1.kind", "injury i1 of c"),
        ("children.c.injuries.injury-12.kind", "injury 12 of c"),
        ("children.c.injuries.injury-left-arm.kind", "injury injury-left-arm of c"),
        ("people.m.history", "m (grandparent)"),
        ("people.mother.history", "mother"),
        ("people.x.history", "x"),
        ("record.chronology", "the record"),
        ("agencies_involved", "the family"),
        ("people.m.appointments.a1.on", "appointment a1 of m (grandparent)"),
    ],
)
def test_whose_a_fact_is_in_words(path: str, words: str) -> None:
    account = people(m={"relationship": "grandparent"}, mother={"relationship": "mother"})
    assert thing_in_words(outcome("HOM-001", account).scope.told, path) == words
