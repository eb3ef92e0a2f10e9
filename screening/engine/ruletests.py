"""Runs the tests that a rule carries in its own file, and says in a sentence what did not come out as written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from screening.case.dictionary import at_case_path
from screening.case.told import fold
from screening.conditions.standing import Standing
from screening.engine.outcome import look, subjects
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Rule, RuleTest


@dataclass(frozen=True)
class Result:
    """How one test came out; ``failure`` is None where it came out as written."""

    rule: Rule
    test: RuleTest
    number: int
    failure: str | None


def run_all(pack: Pack, rule_ids: frozenset[str] | None = None) -> Iterator[Result]:
    """Run the tests of all rules, or of those named."""
    for rule in pack.rules.values():
        if rule_ids is None or rule.id in rule_ids:
            for number, test in enumerate(rule.tests):
                yield Result(rule, test, number, failure_of(pack, rule, test))


def failure_of(pack: Pack, rule: Rule, test: RuleTest) -> str | None:
    """What came out differently from what the test says, or None."""
    as_of = datetime.date.fromisoformat(test.as_of).toordinal()
    told = fold(test.told(), as_of, pack.header.changing_window_days)
    outcome = look(rule, pack.bound[rule.id], told, subjects(rule, told)[0])
    if outcome.standing != Standing.of_word(test.expect):
        return f"expected {test.expect}, came to {outcome.standing.word}"
    if test.open is not None and outcome.open != test.open:
        return f"expected the rule to be {'open' if test.open else 'dormant'}, it is not"
    asked = [at_case_path(path).path for path in outcome.asks()]
    unasked = [fact for fact in test.ask if fact not in asked]
    if unasked:
        return f"expected it to ask for {', '.join(unasked)}; it asks for {', '.join(asked) or 'nothing'}"
    return None
