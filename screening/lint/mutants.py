"""Changed conditions: a threshold moved by one, a part left out, a part turned round.

They are used to find out what the tests of a rule pin down. A part of a concept is shared by every rule that uses the
concept, so it is enough that the tests of one of them notice the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.tree import Count, FactTest, SomeOf, period_parts
from screening.lint.linting import Linting
from screening.lint.parts import Part, Route, changed
from screening.rulebook.rule import Rule
from screening.yamlsource import Path

Change = Callable[[Bound], Bound | None]

_NUMBERS = frozenset({"below", "at_most", "above", "at_least"})
_SHORTER = {"month": "27 days", "week": "6 days"}


@dataclass(frozen=True)
class Shared:
    """One part as it is written, with every place at which it takes effect.

    Attributes:
        part: at one of these places.
        file, path: where it is written.
        uses: rules, and the routes in the condition of each.
    """

    part: Part
    file: str
    path: Path
    uses: tuple[tuple[Rule, tuple[Route, ...]], ...]


def shared_parts(linting: Linting) -> Iterator[Shared]:
    """Every part of every condition, those of a concept once for all rules that use it."""
    found: dict[tuple[str, Path], tuple[Part, dict[str, list[Route]]]] = {}
    for rule, _ in linting.rules:
        for part in linting.trees[rule.id].walk():
            _, uses = found.setdefault(linting.place_of(rule, part), (part, {}))
            uses.setdefault(rule.id, []).append(part.route)
    for (file, path), (part, by_rule) in found.items():
        yield Shared(
            part, file, path, tuple((linting.pack.rules[rule], tuple(routes)) for rule, routes in by_rule.items())
        )


def noticed(linting: Linting, shared: Shared, change: Change) -> bool | None:
    """Whether any test of any rule that has the part notices the change; None where there is nothing to try."""
    tried = False
    for rule, routes in shared.uses:
        trials = linting.trials[rule.id]
        bound: Bound | None = linting.pack.bound[rule.id]
        # From the last to the first, so that leaving one out does not move the others.
        for route in sorted(routes, reverse=True):
            bound = changed(bound, route, change) if bound is not None else None
        if bound is None or not trials.has_any:
            continue
        tried = True
        if trials.notice(bound):
            return True
    return False if tried else None


@dataclass(frozen=True)
class Threshold:
    """A number, a period or a date that a part turns on.

    Attributes:
        key: where it stands in the written part.
        words: what it is, for a message.
        lower, higher: the same part with the threshold moved by one; None where it cannot be.
    """

    key: str
    words: str
    lower: Bound | None
    higher: Bound | None


def thresholds_of(part: Part) -> Iterator[Threshold]:
    """The thresholds of one part itself, not of what it is made of."""
    node = part.bound
    if isinstance(node, Test):
        yield from _of_test(part, node)
    elif isinstance(node, Tally):
        yield from _of_tally(part, node)
    elif isinstance(part.written, SomeOf) and 1 < part.written.at_least < len(node.parts):
        words = f"at_least {part.written.at_least} of {len(node.parts)}"
        yield Threshold("at_least", words, _with_n(node, node.n - 1), _with_n(node, node.n + 1))


def _of_test(part: Part, test: Test) -> Iterator[Threshold]:
    if not isinstance(part.written, FactTest):
        return
    key, words = part.written.operator, f"{part.written.operator} {part.written.operand}"
    if test.operator in _NUMBERS:
        lower, higher = replace(test, operand=test.operand - 1), replace(test, operand=test.operand + 1)
        yield Threshold(key, words, lower, higher)
    elif test.operator == "within_last":
        shorter, longer = _moved(test.operand)
        yield Threshold(key, words, replace(test, operand=shorter) if shorter else None, replace(test, operand=longer))
    elif test.operator in ("before", "after"):
        first, last = test.operand
        earlier, later = (replace(test, operand=(first + step, last + step)) for step in (-1, 1))
        yield Threshold(key, words, earlier, later)


def _of_tally(part: Part, tally: Tally) -> Iterator[Threshold]:
    if not isinstance(part.written, Count):
        return
    if tally.n > 1:
        key = "at_least" if part.written.at_least is not None else "at_most"
        words = f"{key} {getattr(part.written, key)}"
        yield Threshold(key, words, replace(tally, n=tally.n - 1), replace(tally, n=tally.n + 1))
    if tally.within is not None:
        shorter, longer = _moved(tally.within)
        words = f"within_any {tally.within}"
        yield Threshold(
            "within_any", words, replace(tally, within=shorter) if shorter else None, replace(tally, within=longer)
        )


def _with_n(gate: Gate, n: int) -> Gate:
    return Gate(n, gate.parts, gate.name)


def _moved(period: str) -> tuple[str | None, str]:
    """The period shorter and longer by one of its units."""
    number, unit = period_parts(period)
    shorter = f"{number - 1} {unit}s" if number > 1 else _SHORTER.get(unit)
    return shorter, f"{number + 1} {unit}s"
