"""The right question: which single answers would settle which open rules, and the fewest that settle the most urgent.

A question can settle a rule if at least one of its possible answers takes the rule away from not known. A rule that no
single answer can settle needs all of its missing facts together; with more than a few of those it is left to the list.
The smallest set is found exactly by looking at every combination of up to ``EXACT_LIMIT`` questions; beyond that, the
question that settles most is taken again and again, which may not be the smallest, and the document says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from screening.conditions.bound import Bound
from screening.conditions.standing import Standing
from screening.engine.answers import suppose
from screening.engine.outcome import Outcome
from screening.rulebook.rule import URGENCIES, Urgency

EXACT_LIMIT = 14
TOGETHER_LIMIT = 3
"""A rule that needs more answers than this at once stands in the list of questions, not in the smallest set."""


@dataclass(frozen=True, slots=True)
class Settling:
    """How one open rule can be settled.

    Attributes:
        single: facts of which one answer alone can settle it.
        together: where no single fact can, the facts that are needed together; otherwise empty.
    """

    outcome: Outcome
    single: tuple[str, ...]
    together: tuple[str, ...]

    def settled_by(self, asked: frozenset[str]) -> bool:
        """Whether asking these could settle the rule."""
        return bool(asked.intersection(self.single)) or (bool(self.together) and asked.issuperset(self.together))


def settling(outcome: Outcome, bound: Bound) -> Settling:
    """How an open rule that is not known can be settled."""
    asks = outcome.can_be_asked()
    single = tuple(
        path for path in asks if any(one.standing != Standing.NOT_KNOWN for one in suppose(outcome, bound, path))
    )
    return Settling(outcome, single, () if single else asks)


def ranked(settlings: Sequence[Settling]) -> list[tuple[str, tuple[Settling, ...]]]:
    """Every question with the rules that it could settle, the most urgent first, then those that settle most.

    Questions that settle nothing by themselves come with the rules for which they are needed together.
    """
    by_path: dict[str, list[Settling]] = {}
    for one in settlings:
        for path in one.single or one.together:
            by_path.setdefault(path, []).append(one)
    order = {path: place for place, path in enumerate(by_path)}
    return sorted(
        ((path, tuple(ones)) for path, ones in by_path.items()),
        key=lambda item: (_most_urgent(item[1]), -len(item[1]), order[item[0]]),
    )


def _most_urgent(settlings: Sequence[Settling]) -> int:
    return min(URGENCIES.index(one.outcome.rule.urgency) for one in settlings)


@dataclass(frozen=True, slots=True)
class Smallest:
    """The fewest questions that could settle every open rule of one urgency."""

    urgency: Urgency
    questions: tuple[str, ...]
    settles: tuple[Settling, ...]
    exact: bool


def smallest(settlings: Sequence[Settling]) -> Smallest | None:
    """The smallest set for the most urgent open rules that a few answers could settle; None where there are none."""
    within_reach = [one for one in settlings if one.single or 0 < len(one.together) <= TOGETHER_LIMIT]
    if not within_reach:
        return None
    urgency = URGENCIES[_most_urgent(within_reach)]
    wanted = [one for one in within_reach if one.outcome.rule.urgency == urgency]
    candidates = [path for path, _ in ranked(wanted)]
    exact = len(candidates) <= EXACT_LIMIT
    chosen = _exact(candidates, wanted) if exact else _greedy(candidates, wanted)
    # Of all that is open, name also the less urgent rules that these questions could settle on the way.
    settles = tuple(one for one in settlings if one.settled_by(frozenset(chosen)))
    return Smallest(urgency, tuple(chosen), settles, exact)


def _exact(candidates: Sequence[str], wanted: Sequence[Settling]) -> Sequence[str]:
    for size in range(1, len(candidates) + 1):
        for chosen in combinations(candidates, size):
            asked = frozenset(chosen)
            if all(one.settled_by(asked) for one in wanted):
                return chosen
    return candidates


def _greedy(candidates: Sequence[str], wanted: Sequence[Settling]) -> Sequence[str]:
    chosen: list[str] = []
    left = list(wanted)
    while left:
        gains: Mapping[str, int] = {
            path: sum(path in one.single or path in one.together for one in left) for path in candidates
        }
        best = max((path for path in candidates if path not in chosen), key=lambda path: gains[path])
        chosen.append(best)
        left = [one for one in left if not one.settled_by(frozenset(chosen))]
    return chosen
