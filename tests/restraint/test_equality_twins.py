"""Who a family is must not change what is said: twins that differ in one trait come to the same standings.

Every ordinary family, on its last day, and every scenario, at each of its steps, is looked at beside twins of it:

- **origin**: each child's ethnicity, faith and language in words, how the child came to the country, and whether the
  family's community is new to local services. Whether the background *is recorded* stays, because that is about the
  record. ``trafficked`` is left out: it is harm done to a child and no trait.
- **interpreter**: everybody needs an interpreter, or nobody does. Who interpreted stays as it was told.
- **sex**: women are men and men are women; who they are to the child stays.
- **mother-father**: mothers are fathers and fathers mothers, their partners likewise, with their sex. Pregnancy and
  birth stay with the person, which no life would do; a rule that asks for the mother's own use in pregnancy shows up
  here and has to say so. Accounts name the teller by an id and never by sex, so what ``told_by`` asks goes with the
  person's relationship. What an assessment says about fathers stays: it is about the assessment.
- **care**: each parent and parent's partner was in care as a child, or was not. A service for care leavers that works
  with a parent stays: it is a service.

A rule changes with a trait only if it is about exactly that and says so in its own limits or reasons. The list fails
both ways: when another rule changes, and when one that is listed never does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pytest
from ordinary_families import FILES, ROOT, family, last_day, pack
from twin_cases import Change, care, interpreter, mothers_as_fathers, origin, other_sex, twin

from screening.case.account import CaseFile
from screening.case.told import fold
from screening.conditions.bound import facts_read
from screening.conditions.standing import Standing
from screening.engine.outcome import look, subjects
from screening.forms.scenario import read_scenario

TWINS: dict[str, Sequence[Mapping[str, Change]]] = {
    "origin": (
        origin("White British; no faith; English", "born-here", new_community=False),
        origin("Gujarati; Hindu; Gujarati and English", "came-with-family", new_community=True),
        origin("Eritrean; Orthodox Christian; Tigrinya", "refugee", new_community=True),
        origin("Afghan; Muslim; Dari", "came-alone", new_community=True),
    ),
    "interpreter": (interpreter(needed=True), interpreter(needed=False)),
    "sex": (other_sex(),),
    "mother-father": (mothers_as_fathers(),),
    "care": (care("care-leaver"), care("looked-after-now"), care("none")),
}

TRAITS = {
    "origin": {"child.background", "child.came_as", "household.new_community"},
    "interpreter": {"child.interpreter_needed", "person.interpreter_needed"},
    "sex": {"person.sex"},
    "mother-father": {"person.sex", "person.relationship"},
    "care": {"person.care_experience"},
}
"""The facts that a twin changes. A rule whose condition reads none of them is not looked at: it cannot change."""

ABOUT_EXACTLY_THAT: dict[str, dict[str, str]] = {
    "origin": {},
    "interpreter": {"VOI-003": "It asks whether an interpreter who is needed was there."},
    "sex": {},
    "mother-father": {
        "FAT-001": "Fathers, partners and other men were the ones left out of the work.",
        "FAT-004": "The histories that nobody looked into were those of fathers and partners.",
        "PRE-002": "Before a birth one of the nine features is the mother's own use in the pregnancy.",
        "PRE-004": "It counts the same features as PRE-002.",
    },
    "care": {},
}

SAYING_SO = {
    "VOI-003": ("interpreter",),
    "FAT-001": ("fathers, partners and men", "on purpose"),
    "FAT-004": ("fathers, partners and men", "on purpose"),
    "PRE-002": ("mother's own use in the pregnancy",),
    "PRE-004": ("mother's own use in the pregnancy",),
}
"""Words by which the limits or reasons of a listed rule own up to it."""

Standings = dict[tuple[str, str | None], tuple[Standing, bool]]


@cache
def looks() -> tuple[tuple[str, CaseFile, int], ...]:
    """Every ordinary family on its last day and every scenario at each step, with the day as an ordinal."""
    families = [(name, family(name), last_day(family(name)).toordinal()) for name in FILES]
    scenarios = [read_scenario(path) for path in sorted((ROOT / "checklists" / "scenarios").glob("*.yaml"))]
    steps = [(f"{one.scenario} {step.id}", one.case, step.as_of.toordinal()) for one in scenarios for step in one.steps]
    return (*families, *steps)


def standings(case: CaseFile, day: int, rules: frozenset[str]) -> Standings:
    told = fold(case.all_accounts, day, pack().header.changing_window_days)
    found: Standings = {}
    for rule_id in rules:
        rule = pack().rules[rule_id]
        for subject in subjects(rule, told):
            outcome = look(rule, pack().bound[rule_id], told, subject)
            found[rule_id, subject] = (outcome.standing, outcome.open)
    return found


def reading(trait: str) -> frozenset[str]:
    return frozenset(
        rule.id
        for rule in pack().rules.values()
        if rule.status != "retired" and not TRAITS[trait].isdisjoint(facts_read(pack().bound[rule.id]))
    )


@cache
def changed(trait: str) -> dict[str, str]:
    """Each rule that comes to something else for a twin, with the first place where it does."""
    rules = reading(trait)
    found: dict[str, str] = {}
    for where, case, day in looks():
        before = standings(case, day, rules)
        for number, changes in enumerate(TWINS[trait], 1):
            after = standings(twin(case, changes), day, rules)
            for (rule, subject), (standing, is_open) in after.items():
                was, was_open = before[rule, subject]
                if (standing, is_open) != (was, was_open):
                    became = f"{was.word} (open: {was_open}) became {standing.word} (open: {is_open})"
                    found.setdefault(rule, f"{where}, twin {number}, {subject or 'the case'}: {became}")
    return found


every_trait = pytest.mark.parametrize("trait", TWINS)


@every_trait
def test_a_trait_changes_no_rule_but_those_that_are_about_exactly_that(trait: str) -> None:
    others = {rule: where for rule, where in changed(trait).items() if rule not in ABOUT_EXACTLY_THAT[trait]}
    assert others == {}, f"The list for {trait}: {ABOUT_EXACTLY_THAT[trait]}"


@every_trait
def test_a_rule_is_listed_only_if_it_does_change(trait: str) -> None:
    never = sorted(set(ABOUT_EXACTLY_THAT[trait]) - set(changed(trait)))
    assert never == [], f"The list for {trait}: {ABOUT_EXACTLY_THAT[trait]}"


def test_a_listed_rule_says_so_itself() -> None:
    listed = {rule for rules in ABOUT_EXACTLY_THAT.values() for rule in rules}
    assert set(SAYING_SO) == listed
    for rule_id, words in SAYING_SO.items():
        rule = pack().rules[rule_id]
        said = " ".join([*rule.limits, rule.why]).lower()
        assert [one for one in words if one not in said] == [], rule_id


def test_a_twin_differs_in_its_trait_and_in_nothing_else() -> None:
    case = family("new-to-the-country-with-an-interpreter")
    other = twin(case, mothers_as_fathers())
    before = {(one.id, path): value for one in case.all_accounts for path, value in one.flattened.values}
    after = {(one.id, path): value for one in other.all_accounts for path, value in one.flattened.values}
    assert before.keys() == after.keys()
    assert {path.rpartition(".")[2] for key in before for path in [key[1]] if before[key] != after[key]} == {
        "relationship",
        "sex",
    }
    assert after["a1", "people.mother.relationship"] == "father"
    assert after["a1", "people.mother.sex"] == "male"
    assert after["a1", "people.mother.perinatal"] == "pregnant"
