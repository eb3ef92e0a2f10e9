"""A rule's condition as a tree of parts, each with its written and its bound form and the place where it is written.

The binder puts concepts in place and pushes negations down, so a bound node no longer says where it came from. Lints
that change a condition or point at a part of it need both forms side by side. What the parts are checked for is left
to the lints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.tree import AllOf, AnyOf, Condition, Count, Every, Exists, IsMet, NotOf, SomeOf
from screening.rulebook.rule import Concept
from screening.yamlsource import Path

Route = tuple[int, ...]
"""The way to a node of a bound condition: the number of the part at each gate, ``WHERE`` at a tally."""

WHERE = -1


@dataclass(frozen=True)
class Part:
    """One part of a condition.

    Attributes:
        written: as the rule or the concept has it, without a ``not`` around it.
        bound: the same, bound.
        concept: id of the concept in which it is written; None in the rule itself.
        place: way to it inside the ``when`` of the rule or the concept.
        route: way to it in the bound condition of the rule.
        turned: it is bound as the opposite of what is written, since a ``not`` or a "fewer than" stands around it.
        parts: the parts that it is made of.
    """

    written: Condition
    bound: Bound
    concept: str | None
    place: Path
    route: Route
    turned: bool
    parts: tuple[Part, ...]

    def walk(self) -> Iterator[Part]:
        """This part and all that it is made of, outside in."""
        yield self
        for part in self.parts:
            yield from part.walk()


def part_tree(
    written: Condition,
    bound: Bound,
    concepts: Mapping[str, Concept],
    concept: str | None = None,
    place: Path = (),
    route: Route = (),
    turned: bool = False,
) -> Part:
    """The tree of parts of a condition that has been bound."""
    while isinstance(written, NotOf):
        written, place, turned = written.not_, (*place, "not"), not turned
    inner: list[Part] = []
    if isinstance(written, IsMet) and isinstance(bound, Gate):
        meant = concepts[written.is_met]
        inner.append(part_tree(meant.when, bound.parts[0], concepts, meant.id, (), (*route, 0), turned))
    elif isinstance(written, AllOf | AnyOf | SomeOf) and isinstance(bound, Gate):
        key, several = written_parts(written)
        for index, (one, its_bound) in enumerate(zip(several, bound.parts, strict=True)):
            inner.append(part_tree(one, its_bound, concepts, concept, (*place, key, index), (*route, index), turned))
    elif isinstance(written, Exists | Every | Count) and written.where is not None and isinstance(bound, Tally):
        assert bound.where is not None  # noqa: S101 -- the binder keeps every where
        # A tally of "fewer than" holds the opposite of what it counts; ``every`` counts those that fail.
        opposed = bound.negated != isinstance(written, Every)
        inner.append(
            part_tree(written.where, bound.where, concepts, concept, (*place, "where"), (*route, WHERE), opposed)
        )
    return Part(written, bound, concept, place, route, turned, tuple(inner))


def written_parts(node: AllOf | AnyOf | SomeOf) -> tuple[str, tuple[Condition, ...]]:
    """The key under which a gate's parts are written, and the parts."""
    if isinstance(node, AllOf):
        return "all", node.all
    if isinstance(node, AnyOf):
        return "any", node.any
    return "of", node.of


def changed(bound: Bound, route: Route, change: Callable[[Bound], Bound | None]) -> Bound | None:
    """The condition with one node changed; None from ``change`` takes the node out.

    Without a part, ``all`` asks for one part fewer; a gate left without parts goes too, and a tally left without its
    ``where`` counts every member. None where nothing is left.
    """
    if not route:
        return change(bound)
    step, rest = route[0], route[1:]
    if isinstance(bound, Tally):
        assert bound.where is not None  # noqa: S101 -- a route leads only where there is a where
        return replace(bound, where=changed(bound.where, rest, change))
    if isinstance(bound, Test):
        raise AssertionError("a route ends at a test")
    part = changed(bound.parts[step], rest, change)
    if part is not None:
        return replace(bound, parts=(*bound.parts[:step], part, *bound.parts[step + 1 :]))
    left = (*bound.parts[:step], *bound.parts[step + 1 :])
    is_all = bound.n == len(bound.parts)
    return Gate(len(left) if is_all else min(bound.n, len(left)), left, bound.name) if left else None


def opposite(bound: Bound) -> Bound:
    """The opposite of a bound condition, pushed down onto its tests."""
    if isinstance(bound, Gate):
        parts = tuple(opposite(part) for part in bound.parts)
        return Gate(len(parts) - bound.n + 1, parts, bound.name)
    if isinstance(bound, Tally) and bound.where is not None:
        return replace(bound, negated=not bound.negated, where=opposite(bound.where))
    return replace(bound, negated=not bound.negated)
