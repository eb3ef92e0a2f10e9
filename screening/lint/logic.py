"""Lints on conditions that cannot do what they say: parts that are never met, always met, or met by nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.case.account import Account
from screening.case.profile import CaseProfile
from screening.case.told import fold
from screening.conditions.bound import Gate, Tally, Test
from screening.conditions.standing import Standing
from screening.conditions.tree import Every
from screening.engine.outcome import look, subjects
from screening.lint.contradictions import Demand, can_hold
from screening.lint.linting import Found, Linting, looks_for
from screening.lint.parts import Part


@dataclass(frozen=True)
class _Forced:
    """A test that has to hold wherever the walk has come to, and the part that says so."""

    demand: Demand
    part: Part


Clash = tuple[Part, Part]
"""A part, and the one with which it can never be met."""


@looks_for(
    "L020",
    "never-met",
    "error",
    reason="A part that can never be met says something that its author did not mean, and the rule keeps silent. A "
    "test beside its very opposite is left alone: it asks whether accounts differ.",
    recommendation="Take one of the two out, or write any where all was meant.",
)
def never_met(linting: Linting) -> Iterator[Found]:
    """Tests on one fact that have to hold together and exclude each other."""
    yield from _clashes(linting, turned=False, message="With the test on line {line}, this can never be met.")


@looks_for(
    "L021",
    "always-met",
    "error",
    reason="A part that is met by every answer asks for nothing, and makes the rule speak when it should not.",
    recommendation="Take one of the two out, or write given: true where any answer will do.",
)
def always_met(linting: Linting) -> Iterator[Found]:
    """Tests on one fact of which one holds whatever is told."""
    yield from _clashes(linting, turned=True, message="With the test on line {line}, every answer meets this.")


def _clashes(linting: Linting, *, turned: bool, message: str) -> Iterator[Found]:
    seen: set[tuple[str, tuple[str | int, ...]]] = set()
    for rule, _ in linting.rules:
        for part, other in _walk(linting.trees[rule.id], turned, ()):
            if part.concept is not None and other.concept is None:
                part, other = other, part  # the rule is where it can be put right
            file, path = linting.place_of(rule, part)
            if (file, path) in seen:
                continue
            seen.add((file, path))
            other_file, other_path = linting.place_of(rule, other)
            line = f"{linting.line_of(other_file, other_path)}{f' of {other_file}' if other_file != file else ''}"
            yield Found(file, path, message.format(line=line))


def _walk(part: Part, turned: bool, forced: tuple[_Forced, ...]) -> Iterator[Clash]:
    """Clashes inside a part, with what already has to hold around it. ``turned`` walks the opposite condition."""
    node = part.bound
    if isinstance(node, Test):
        demand = Demand(node, turned)
        clash = _clashing(forced, demand)
        if clash is not None:
            yield part, clash.part
    elif isinstance(node, Tally):
        yield from _walk_members(part, turned, forced)
    elif _is_all(node, turned):
        ready = sorted(part.parts, key=lambda one: not isinstance(one.bound, Test))
        for one in ready:
            yield from _walk(one, turned, forced)
            forced = (*forced, *_forced_by(one, turned))
    else:
        for one in part.parts:
            yield from _walk(one, turned, forced)


def _walk_members(part: Part, turned: bool, forced: tuple[_Forced, ...]) -> Iterator[Clash]:
    """Inside a list each member is a thing of its own; what holds for the case and the child holds there too.

    What is written inside is wanted of members whichever way the list itself is wanted. A tally of "fewer than" holds
    the opposite of what it counts; ``every`` counts those that fail, so there it is the other way round.
    """
    node = part.bound
    held_as_opposite = isinstance(node, Tally) and node.negated != isinstance(part.written, Every)
    around = tuple(one for one in forced if one.demand.test.root != "member")
    for inner in part.parts:
        yield from _walk(inner, turned != held_as_opposite, () if turned else around)


def _is_all(node: Gate, turned: bool) -> bool:
    return node.n == 1 if turned else node.n == len(node.parts)


def _forced_by(part: Part, turned: bool) -> Iterator[_Forced]:
    node = part.bound
    if isinstance(node, Test):
        yield _Forced(Demand(node, turned), part)
    elif isinstance(node, Gate) and (_is_all(node, turned) or len(node.parts) == 1):
        for one in part.parts:
            yield from _forced_by(one, turned)


def _clashing(forced: tuple[_Forced, ...], demand: Demand) -> _Forced | None:
    same = [
        one for one in forced if (one.demand.test.root, one.demand.test.tail) == (demand.test.root, demand.test.tail)
    ]
    # Where a test stands beside its very opposite, only accounts that differ are wanted; nothing more follows.
    others = [one for one in same if not _opposites(one.demand, demand)]
    alone = [one for one in others if not can_hold([one.demand, demand])]
    told = [one.demand for one in same]
    together = others == same and can_hold(told) and not can_hold([*told, demand])
    return alone[-1] if alone else same[-1] if together else None


def _opposites(one: Demand, other: Demand) -> bool:
    same = (one.test.operator, one.test.operand) == (other.test.operator, other.test.operand)
    return same and one.negated != other.negated and not one.turned


@looks_for(
    "L022",
    "met-with-nothing-told",
    "error",
    reason="A rule that is met before anything is told is met in every new case, and soon nobody reads it.",
    recommendation="Add a test on something that has to be told; to ask a question always, use always_ask.",
)
def met_with_nothing_told(linting: Linting) -> Iterator[Found]:
    """A condition that is met where nothing is told, or nothing but that there is a child."""
    child = CaseProfile.model_validate({"children": {"child": {}}})
    for accounts, what in (((), "nothing at all"), ((Account(id="given", facts=child),), "nothing about the child")):
        told = fold(accounts, linting.today.toordinal())
        for rule, file in linting.rules:
            outcome = look(rule, linting.pack.bound[rule.id], told, subjects(rule, told)[0])
            if outcome.standing == Standing.MET:
                yield Found(file, ("when",), f"The condition is met where {what} is told.", at_key=True)


LINTS = (never_met, always_met, met_with_nothing_told)
