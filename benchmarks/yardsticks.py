"""Two bare evaluators to measure against: closures, and generated Python. They give standings and no trace.

Both are built from the same bound conditions as the product's evaluator, read the same folded facts and are checked
against it before anything is timed. Generated Python is the fastest of the single-case evaluators that were tried for
this product, and the yardstick that its target speaks of; closures are the plain way of writing one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from screening.case.told import Told
from screening.conditions import evaluate as meaning
from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.evaluate import Scope
from screening.conditions.standing import Standing, of_judgements, swapped

Closure = Callable[[Told, str, str], int]
"""From what was told, the child's prefix and the member's prefix to a standing."""


def test_closure(node: Test) -> Closure:
    """One test as a function."""
    asks = meaning._ABOUT_TELLINGS.get(node.operator)
    judge = meaning._JUDGES.get(node.operator)
    tail, operand, root = node.tail, node.operand, node.root
    flip = [int(swapped(one)) for one in Standing] if node.negated else [0, 1, 2, 3]

    def run(told: Told, child: str, member: str) -> int:
        path = tail if root == "case" else (child if root == "child" else member) + tail
        tellings = told.of(path)
        if asks is not None:
            return flip[asks(node, path, tellings, told)]
        if not tellings or judge is None:
            return 1
        if len(tellings) == 1:
            said = judge(operand, tellings[0], told.as_of)
            return 1 if said is None else flip[3 if said else 0]
        return flip[of_judgements([judge(operand, one, told.as_of) for one in tellings])]

    return run


def tally_closure(node: Tally, where: Closure | None) -> Closure:
    """One tally as a function; negated ones, windows and distinct values are counted as the product counts them."""
    tail, root, n = node.tail, node.root, node.n

    def run(told: Told, child: str, member: str) -> int:
        path = tail if root == "case" else (child if root == "child" else member) + tail
        members = told.members.get(path, ())
        any_member = 0 if node.negated else 3
        standings = [any_member] * len(members)
        if where is not None:
            standings = [where(told, child, f"{path}.{one}.") for one in members]
        if node.negated or node.within is not None or node.distinct is not None:
            scope = Scope(told, child, member)
            return int(meaning._summed_up(node, scope, path, members, [Standing(one) for one in standings]))
        pad = 0 if path in told.in_full else 1
        if n == 1:
            return max([pad, *standings])
        return sorted([*standings, *([pad] * n)], reverse=True)[n - 1]

    return run


def closure(node: Bound) -> Closure:
    """A bound condition as nested functions."""
    if isinstance(node, Test):
        return test_closure(node)
    if isinstance(node, Tally):
        return tally_closure(node, closure(node.where) if node.where is not None else None)
    parts = [closure(part) for part in node.parts]
    place = node.n - 1
    if place == 0:
        return lambda told, child, member: max([part(told, child, member) for part in parts])
    if node.n == len(parts):
        return lambda told, child, member: min([part(told, child, member) for part in parts])
    return lambda told, child, member: sorted([part(told, child, member) for part in parts], reverse=True)[place]


def generated(conditions: Sequence[Bound]) -> Callable[[Told, Sequence[str]], list[int]]:
    """All conditions as one generated function, which takes the child's prefix for each condition.

    Gates become max, min and sorted written out in one expression, with the shortcut that a met part of "any" and an
    unmet part of "all" settle it; tests and tallies are called.
    """
    names: dict[str, Any] = {}

    def source(node: Bound, member: str) -> str:
        if isinstance(node, Gate):
            parts = [source(part, member) for part in node.parts]
            if len(parts) == 1:
                return parts[0]
            if node.n not in (1, len(parts)):
                return f"sorted(({', '.join(parts)}), reverse=True)[{node.n - 1}]"
            stop, join = ("3", "max") if node.n == 1 else ("0", "min")
            written = parts[-1]
            for index, part in enumerate(reversed(parts[:-1])):
                value = f"v{len(parts)}_{index}"
                written = f"({value} if ({value} := {part}) == {stop} else {join}({value}, {written}))"
            return written
        name = f"f{len(names)}"
        names[name] = None
        inner = closure(node.where) if isinstance(node, Tally) and node.where is not None else None
        names[name] = test_closure(node) if isinstance(node, Test) else tally_closure(node, inner)
        return f"{name}(t, c, {member})"

    lines = ["def run(t, prefixes):", "    out = []"]
    for number, condition in enumerate(conditions):
        lines += [f"    c = prefixes[{number}]", f"    out.append({source(condition, repr(''))})"]
    lines.append("    return out")
    exec(compile("\n".join(lines), "generated", "exec"), names)  # noqa: S102 -- our own conditions, in a benchmark
    run: Callable[[Told, Sequence[str]], list[int]] = names["run"]
    return run
