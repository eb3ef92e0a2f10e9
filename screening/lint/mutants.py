"""Changed conditions: a threshold moved by one, a part left out, a part turned round.

They are used to find out what the tests of a rule pin down. A part of a concept is shared by every rule that uses the
concept, so it is changed wherever it takes effect, and it is enough that the tests of one of the rules notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.tree import Count, FactTest, IsMet, SomeOf, period_parts
from screening.lint.linting import Linting
from screening.lint.parts import Part, Route, changed, opposite
from screening.rulebook.rule import Rule
from screening.yamlsource import Path

Change = Callable[[Part], Bound | None]
"""What a part becomes at one place where it takes effect; None leaves it out there."""

_NUMBERS = frozenset({"below", "at_most", "above", "at_least"})
_SHORTER = {"month": "27 days", "week": "6 days"}


@dataclass(frozen=True)
class Shared:
    """One part as it is written, with every place at which it takes effect.

    Attributes:
        part: at one of these places.
        file, path: where it is written.
        uses: rules, and the part at each place in the condition of each.
    """

    part: Part
    file: str
    path: Path
    uses: tuple[tuple[Rule, tuple[Part, ...]], ...]

    @property
    def can_be_left_out(self) -> bool:
        """Whether it is a test, a list or a concept; what only joins others is changed through these."""
        return not isinstance(self.part.bound, Gate) or isinstance(self.part.written, IsMet)

    def is_tried(self, linting: Linting) -> bool:
        """Whether any of the rules has a test that can be run; that one has none is for the lints on coverage."""
        return any(linting.trials[rule.id].has_any for rule, _ in self.uses)


def shared_parts(linting: Linting) -> Iterator[Shared]:
    """Every part of every condition, those of a concept once for all rules that use it."""
    found: dict[tuple[str, Path], dict[str, list[Part]]] = {}
    for rule, _ in linting.rules:
        for part in linting.trees[rule.id].walk():
            found.setdefault(linting.place_of(rule, part), {}).setdefault(rule.id, []).append(part)
    for (file, path), by_rule in found.items():
        uses = tuple((linting.pack.rules[rule], tuple(parts)) for rule, parts in by_rule.items())
        yield Shared(uses[0][1][0], file, path, uses)


def noticed(linting: Linting, shared: Shared, change: Change) -> bool | None:
    """Whether any test of any rule that has the part notices the change; None where it leaves nothing of any."""
    tried = False
    for rule, parts in shared.uses:
        bound = _with(linting.pack.bound[rule.id], parts, change)
        if bound is None:
            continue
        tried = True
        if linting.trials[rule.id].notice(bound):
            return True
    return False if tried else None


def _with(bound: Bound, parts: tuple[Part, ...], change: Change) -> Bound | None:
    """A rule's condition with a part changed at each of its places; None where nothing is left."""
    left: Bound | None = bound
    # From the last to the first, so that leaving one out does not move the others.
    for part in sorted(parts, key=lambda one: one.route, reverse=True):
        if left is None:
            return None
        left = _with_one(left, part.route, change(part))
    return left


def _with_one(bound: Bound, route: Route, instead: Bound | None) -> Bound | None:
    return changed(bound, route, lambda _: instead)


def left_out(_: Part) -> Bound | None:
    """The change that takes a part out."""
    return None


def turned_round(part: Part) -> Bound | None:
    """The change that makes a part its opposite."""
    return opposite(part.bound)


@dataclass(frozen=True)
class Threshold:
    """A number, a period or a date that a part turns on.

    Attributes:
        key: where it stands in the written part.
        words: what it is, for a message.
        lower, higher: the change that moves it by one; None where it cannot be moved that way.
    """

    key: str
    words: str
    lower: Change | None
    higher: Change | None

    @property
    def ways(self) -> tuple[tuple[str, Change], ...]:
        """The ways in which it can be moved, each with its word."""
        both = (("lower", self.lower), ("higher", self.higher))
        return tuple((word, change) for word, change in both if change is not None)


def thresholds_of(part: Part) -> Iterator[Threshold]:
    """The thresholds of one part itself, not of what it is made of."""
    if isinstance(part.bound, Test):
        yield from _of_test(part, part.bound)
    elif isinstance(part.bound, Tally):
        yield from _of_tally(part, part.bound)
    elif isinstance(part.written, SomeOf):
        least, several = part.written.at_least, len(part.written.of)
        lower = _some_of(-1) if least > 1 else None
        higher = _some_of(1) if least < several else None
        yield Threshold("at_least", f"at_least {least} of {several}", lower, higher)


def _of_test(part: Part, test: Test) -> Iterator[Threshold]:
    if not isinstance(part.written, FactTest):
        return
    key, words = part.written.operator, f"{part.written.operator} {part.written.operand}"
    if test.operator in _NUMBERS:
        yield Threshold(key, words, _operand(test.operand - 1), _operand(test.operand + 1))
    elif test.entry.kind == "number" and test.operator == "in":
        lower, higher = (frozenset(value + step for value in test.operand) for step in (-1, 1))
        yield Threshold(key, words, _operand(lower), _operand(higher))
    elif test.operator == "within_last":
        shorter, longer = _moved(test.operand)
        yield Threshold(key, words, _operand(shorter) if shorter else None, _operand(longer))
    elif test.operator in ("before", "after"):
        first, last = test.operand
        earlier, later = (_operand((first + step, last + step)) for step in (-1, 1))
        yield Threshold(key, words, earlier, later)


def _of_tally(part: Part, tally: Tally) -> Iterator[Threshold]:
    if not isinstance(part.written, Count):
        return
    key = "at_least" if part.written.at_least is not None else "at_most"
    # "At most none" is n = 1. A count of at least none would be met by everything, so it is moved up only.
    lower = _counted(tally.n - 1) if tally.n > 1 else None
    yield Threshold(key, f"{key} {getattr(part.written, key)}", lower, _counted(tally.n + 1))
    if tally.within is not None:
        shorter, longer = _moved(tally.within)
        words = f"within_any {tally.within}"
        yield Threshold("within_any", words, _window(shorter) if shorter else None, _window(longer))


def _operand(moved: object) -> Change:
    return lambda part: replace(_test(part), operand=moved)


def _counted(n: int) -> Change:
    return lambda part: replace(_tally(part), n=n)


def _window(period: str) -> Change:
    return lambda part: replace(_tally(part), within=period)


def _some_of(step: int) -> Change:
    def moved(part: Part) -> Bound:
        gate = part.bound
        assert isinstance(gate, Gate)  # noqa: S101 -- the same part is bound to the same kind of node everywhere
        # Under a ``not``, one part more to be met is one fewer that has to fail.
        return Gate(gate.n - step if part.turned else gate.n + step, gate.parts, gate.name)

    return moved


def _test(part: Part) -> Test:
    assert isinstance(part.bound, Test)  # noqa: S101 -- the same part is bound to the same kind of node everywhere
    return part.bound


def _tally(part: Part) -> Tally:
    assert isinstance(part.bound, Tally)  # noqa: S101 -- the same part is bound to the same kind of node everywhere
    return part.bound


def _moved(period: str) -> tuple[str | None, str]:
    """The period shorter and longer by one of its units."""
    number, unit = period_parts(period)
    shorter = f"{number - 1} {unit}s" if number > 1 else _SHORTER.get(unit)
    return shorter, f"{number + 1} {unit}s"


@dataclass(frozen=True)
class Mutant:
    """One small change of one part.

    Attributes:
        path: where what is changed is written, in the file of the part.
        words: what is done to it.
    """

    path: Path
    words: str
    change: Change


def mutants_of(shared: Shared) -> Iterator[Mutant]:
    """Every change of one part itself: left out and turned round, and each of its thresholds moved either way."""
    if shared.can_be_left_out:
        yield Mutant(shared.path, "left out", left_out)
        yield Mutant(shared.path, "turned round", turned_round)
    for threshold in thresholds_of(shared.part):
        for word, change in threshold.ways:
            yield Mutant((*shared.path, threshold.key), f"{threshold.words} is one {word}", change)
