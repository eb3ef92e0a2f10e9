"""The column engine and the evaluator come to the same, cell by cell: standings, and which rules are open.

The seed that changes from run to run is printed when a test fails; set ``SCREENING_SEED`` to it to see the same again.
"""

from __future__ import annotations

import datetime
import os
import random
import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from column_worlds import (
    DAY,
    TELLING_FACTS,
    Ruled,
    by_columns,
    by_evaluator,
    compiled,
    differences,
    ruled,
    rules_of,
    telling_condition,
    told_case,
)
from whole_cases import whole_case

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.caseload.compiling import NotInColumnsError
from screening.caseload.converting import tables_of
from screening.conditions import bound as nodes
from screening.engine.conformance import case_of, condition, world
from screening.forms.scenario import read_scenario
from screening.rulebook.pack import Pack, read_pack

ROOT = Path(__file__).parents[2]
FIXED = 20260301


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "rules")[0]


@pytest.fixture(scope="module")
def shipped() -> list[CaseFile]:
    """Every scenario as known at every one of its steps, and every ordinary family."""
    cases = []
    for path in sorted((ROOT / "checklists" / "scenarios").glob("*.yaml")):
        scenario = read_scenario(path)
        for step in scenario.steps:
            known = tuple(one for one in scenario.case.all_accounts if (one.day or 0) <= step.as_of.toordinal())
            reference = f"{scenario.case.case}-{step.id}"
            cases.append(scenario.case.model_copy(update={"case": reference, "accounts": known, "facts": None}))
    families = sorted((ROOT / "tests" / "families").glob("*.yaml"))
    return [*cases, *(read_case(path, today=datetime.date(2026, 6, 30)).case for path in families)]


def changing_seed() -> int:
    seed = int(os.environ.get("SCREENING_SEED") or secrets.randbelow(2**32))
    print(f"SCREENING_SEED={seed}")  # noqa: T201 -- pytest shows it only if the test fails
    return seed


def made_up(rng: random.Random, number: int, cases: int) -> tuple[list[Ruled], list[CaseFile]]:
    """Rules that the columns can ask, over a world, and cases of it."""
    of = world(rng)
    rules: list[Ruled] = []
    while len(rules) < number:
        one = ruled(condition(rng, of), len(rules))
        try:
            compiled([one])
        except NotInColumnsError:
            continue
        rules.append(one)
    made = [CaseFile.model_validate({**case_of(rng, of), "case": f"K-{place}"}) for place in range(cases)]
    return rules, made


@pytest.mark.parametrize("seed", [FIXED, FIXED + 1, FIXED + 2, None])
def test_made_up_rules_and_cases(seed: int | None) -> None:
    rules, cases = made_up(random.Random(changing_seed() if seed is None else seed), 30, 150)
    assert differences(rules, cases) == {}


@pytest.mark.parametrize("seed", [FIXED, FIXED + 1, None])
def test_rules_about_who_told_and_about_members_of_members(seed: int | None) -> None:
    rng = random.Random(changing_seed() if seed is None else seed)
    rules = [ruled(telling_condition(rng), number) for number in range(40)]
    cases = [told_case(rng, f"K-{number}", TELLING_FACTS) for number in range(120)]
    assert differences(rules, cases) == {}


def test_shipped_rules_on_shipped_cases_at_every_step(pack: Pack, shipped: list[CaseFile]) -> None:
    assert differences(rules_of(pack), shipped) == {}


@pytest.mark.parametrize("day", ["2014-08-16", "2025-11-30"])
def test_shipped_rules_on_shipped_cases_on_other_days(pack: Pack, shipped: list[CaseFile], day: str) -> None:
    assert differences(rules_of(pack), shipped[::2], datetime.date.fromisoformat(day)) == {}


def test_shipped_rules_on_the_cases_of_their_own_tests(pack: Pack) -> None:
    """Every rule on the cases of its own tests; a tenth of those cases on every rule."""
    rules = rules_of(pack)
    cases = [
        CaseFile(case=f"{rule.id} {number}", accounts=tuple(test.told()))
        for rule in pack.rules.values()
        for number, test in enumerate(rule.tests)
        if test.as_of == DAY.isoformat()
    ]
    assert len(cases) > 1500
    theirs = by_columns(compiled(rules), tables_of(cases))
    ours = by_evaluator(rules, cases[::10])
    for one in rules:
        ours |= by_evaluator([one], [case for case in cases if case.case.startswith(f"{one.rule.id} ")])
    assert {cell: theirs.get(cell) for cell in ours} == ours


def test_shipped_rules_on_cases_in_which_much_is_told_and_disputed(pack: Pack) -> None:
    rng = random.Random(changing_seed())
    rules = rules_of(pack)
    read = frozenset(fact for one in rules for fact in nodes.facts_read(one.bound))
    cases = [told_case(rng, f"K-{number}", read, rng.choice([0.1, 0.4, 0.7])) for number in range(60)]
    cases += [whole_case(rng, f"W-{number}") for number in range(60)]
    assert differences(rules, cases) == {}


def spoilt(bound: nodes.Bound) -> nodes.Bound:
    """A condition with one part of it changed, as a mistake in the engine would."""
    if isinstance(bound, nodes.Test):
        return replace(bound, negated=not bound.negated)
    if isinstance(bound, nodes.Tally):
        return replace(bound, n=bound.n + 1)
    assert isinstance(bound, nodes.Gate)
    return replace(bound, parts=(spoilt(bound.parts[0]), *bound.parts[1:]))


def test_a_mistake_in_the_columns_is_seen() -> None:
    """Not every change can show in the cases made up. Most must, or agreement says little."""
    rules, cases = made_up(random.Random(FIXED), 40, 150)
    ours = by_evaluator(rules, cases)
    theirs = by_columns(compiled(replace(one, bound=spoilt(one.bound)) for one in rules), tables_of(cases))
    seen = {cell[2] for cell in ours if ours[cell] != theirs[cell]}
    assert len(seen) > 30
