"""Lints on how a condition is written: the same part twice, and forms for which there is a simpler word."""

from __future__ import annotations

from collections.abc import Iterator

from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.tree import AllOf, AnyOf, Condition, Count, Every, Exists, NotOf, SomeOf
from screening.lint.linting import Found, Linting, looks_for
from screening.lint.parts import written_parts
from screening.yamlsource import Path


@looks_for(
    "L023",
    "same-part-twice",
    "error",
    reason="In all and any a part that stands twice adds nothing; among at_least ... of it counts twice.",
    recommendation="Take the second one out, or write the part that was meant.",
)
def same_part_twice(linting: Linting) -> Iterator[Found]:
    """Two parts of one gate that are the same."""
    seen: set[tuple[str, Path]] = set()
    for rule, _ in linting.rules:
        for part in linting.trees[rule.id].walk():
            if not isinstance(part.bound, Gate):
                continue
            met: set[object] = set()
            for one in part.parts:
                what, place = _without_place(one.bound), linting.place_of(rule, one)
                if what in met and place not in seen:
                    seen.add(place)
                    yield Found(*place, "This part stands here twice.")
                met.add(what)


def _without_place(bound: Bound | None) -> object:
    """A condition as plain values that are the same wherever it is written."""
    if isinstance(bound, Test):
        return bound.root, bound.tail, bound.operator, bound.operand, bound.negated
    if isinstance(bound, Tally):
        counted = (bound.n, bound.negated, bound.distinct, bound.within, bound.dated_by)
        return bound.root, bound.tail, counted, _without_place(bound.where)
    return (bound.n, *map(_without_place, bound.parts)) if bound is not None else None


@looks_for(
    "L024",
    "could-be-simpler",
    "warning",
    reason="Conditions are read by practitioners who sign rules off. Every needless layer hides the idea.",
    recommendation="Write it the simpler way.",
)
def could_be_simpler(linting: Linting) -> Iterator[Found]:
    """A gate with one part, an opposite of an opposite, and counts that say exists, all, any or none."""
    written: list[tuple[str, Path, Condition]] = [(file, ("when",), rule.when) for rule, file in linting.rules]
    written += [(file, (*path, "when"), concept.when) for concept, file, path in linting.concepts]
    for file, at, condition in written:
        for path, node in _nodes(condition, at):
            simpler = _simpler(node)
            if simpler is not None:
                yield Found(file, path, *simpler)


def _simpler(node: Condition) -> tuple[str, str] | None:
    """What could be simpler about a node, and how to write it."""
    match node:
        case AllOf(all=(_,)) | AnyOf(any=(_,)):
            return "This all or any has only one part.", "Write the part alone."
        case NotOf(not_=NotOf()):
            return "This is the opposite of an opposite.", "Write the inner part alone."
        case SomeOf(at_least=1):
            return "At least 1 of several is any.", "Write any."
        case SomeOf() if node.at_least == len(node.of):
            return "At least as many as there are parts is all.", "Write all."
        case Count(at_most=0):
            return "At most 0 is none.", "Write not: {exists: ...}."
        case Count(at_least=1, within_any=None):
            return "At least 1 is exists.", "Write exists."
    return None


def _nodes(node: Condition, path: Path) -> Iterator[tuple[Path, Condition]]:
    yield path, node
    if isinstance(node, NotOf):
        yield from _nodes(node.not_, (*path, "not"))
    elif isinstance(node, AllOf | AnyOf | SomeOf):
        key, parts = written_parts(node)
        for index, part in enumerate(parts):
            yield from _nodes(part, (*path, key, index))
    elif isinstance(node, Exists | Every | Count) and node.where is not None:
        yield from _nodes(node.where, (*path, "where"))


LINTS = (same_part_twice, could_be_simpler)
