"""Runs what a scenario expects of the rules at each of its steps, and says in a sentence what came out otherwise.

A scenario's "not yet" is as much a test as its "by now": a rule that speaks before its time is hindsight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.case.told import Told, fold
from screening.engine.outcome import look, subjects
from screening.errors import did_you_mean
from screening.forms.scenario import Expectation, Scenario, Step
from screening.rulebook.pack import Pack


@dataclass(frozen=True)
class Result:
    """How one expectation came out; ``failure`` is None where the rule came to what is expected.

    Attributes:
        number: of the expectation within its step, counted from 0.
    """

    scenario: Scenario
    step: Step
    number: int
    expected: Expectation
    failure: str | None


def run_scenario(pack: Pack, scenario: Scenario) -> Iterator[Result]:
    """Every expectation of every step, with everything that was known by then."""
    for step in scenario.steps:
        told = fold(scenario.case.all_accounts, step.as_of.toordinal(), pack.header.changing_window_days)
        for number, expected in enumerate(step.expect):
            yield Result(scenario, step, number, expected, failure_of(pack, told, expected))


def failure_of(pack: Pack, told: Told, expected: Expectation) -> str | None:
    """What came out differently from what is expected, or None."""
    rule = pack.rules.get(expected.rule)
    if rule is None:
        near = did_you_mean(expected.rule, pack.rules)
        return f"there is no rule {expected.rule}" + (f"; did you mean {near}?" if near else "")
    about = subjects(rule, told)
    if expected.subject not in about:
        known = ", ".join(one for one in about if one) or "no child"
        return f"{rule.id} is about the {rule.about}; {expected.subject or 'the case'} was expected, there is {known}"
    outcome = look(rule, pack.bound[rule.id], told, expected.subject)
    if expected.holds(outcome.standing, outcome.open):
        return None
    wanted = expected.standing or f"{expected.standing_at_most} at most"
    opened = "" if expected.open is None else ", open" if expected.open else ", dormant"
    return f"expected {wanted}{opened}; came to {outcome.standing.word}, {'open' if outcome.open else 'dormant'}"
