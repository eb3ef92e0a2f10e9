"""Looking again only at what reads a changed fact must come to the same as evaluating everything anew."""

from __future__ import annotations

import random

import pytest

from screening.case.account import CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import fold
from screening.conditions.evaluate import Scope, evaluate, standing_after
from screening.engine.answers import possible
from screening.engine.conformance import DAY, bound_of, case_of, condition, world
from screening.engine.lens import SUPPOSED


@pytest.mark.parametrize("seed", range(60))
def test_a_changed_fact_gives_the_same_standing_as_evaluating_anew(seed: int) -> None:
    rng = random.Random(seed)
    of = world(rng)
    bounds = [bound_of(condition(rng, of)) for _ in range(6)]
    compared = moved = 0
    for _ in range(4):
        told = fold(CaseFile.model_validate(case_of(rng, of)).all_accounts, DAY.toordinal())
        scope = Scope(told, "children.c1.")
        lists = [path for path in told.members if path != "children"]
        paths = sorted(told.tellings) + [f"children.c1.{one.name}" for one in of.child if one.derived is None]
        for bound in bounds:
            before = evaluate(bound, scope)
            for path in rng.sample(paths, min(8, len(paths))):
                for value in list(possible(at_case_path(path), bound, told.as_of, every_answer=True))[:4]:
                    after = Scope(told.supposing(path, value, SUPPOSED), "children.c1.")
                    anew = evaluate(bound, after).standing
                    assert standing_after(before, after, path) == anew, (path, value)
                    compared += 1
                    moved += anew != before.standing
            for path in lists:
                after = Scope(told.supposing_in_full(path, SUPPOSED), "children.c1.")
                assert standing_after(before, after, path) == evaluate(bound, after).standing, path
    assert compared > 50
