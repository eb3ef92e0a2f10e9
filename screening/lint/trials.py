"""A rule's own tests, run on a changed condition: does any of them notice the change?

This is how lint finds out whether the tests pin a condition down. Whether a test comes out as it says is not asked
here; running the tests is left to the engine.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from screening.case.dictionary import at_case_path
from screening.case.told import Told, fold
from screening.conditions.bound import Bound
from screening.conditions.standing import Standing
from screening.engine.outcome import look, subjects
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Rule, RuleTest


@dataclass(frozen=True)
class _Seen:
    """As much of an outcome as a test speaks of."""

    standing: Standing
    open: bool | None
    unasked: tuple[str, ...]


class Trials:
    """The tests of one rule, folded once."""

    def __init__(self, pack: Pack, rule: Rule) -> None:
        self._pack = pack
        self._rule = rule

    @cached_property
    def _tests(self) -> tuple[tuple[RuleTest, Told, _Seen], ...]:
        bound = self._pack.bound[self._rule.id]
        tests = []
        for test in self._rule.tests:
            if (as_of := day(test.as_of)) is None:
                continue
            told = fold(test.told(), as_of.toordinal(), self._pack.header.changing_window_days)
            tests.append((test, told, self._see(test, told, bound)))
        return tuple(tests)

    @property
    def has_any(self) -> bool:
        """Whether the rule has tests that can be run."""
        return bool(self._tests)

    def notice(self, bound: Bound) -> bool:
        """Whether any test comes out differently with this condition in place of the rule's own."""
        return any(self._see(test, told, bound) != seen for test, told, seen in self._tests)

    def _see(self, test: RuleTest, told: Told, bound: Bound) -> _Seen:
        outcome = look(self._rule, bound, told, subjects(self._rule, told)[0])
        asked = {at_case_path(path).path for path in outcome.asks()} if test.ask else set()
        return _Seen(
            outcome.standing,
            outcome.open if test.open is not None else None,
            tuple(fact for fact in test.ask if fact not in asked),
        )


def day(text: str) -> datetime.date | None:
    """The day that ``2026-03-01`` names; None where there is no such day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
