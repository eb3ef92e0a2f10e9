"""Two bare evaluators to measure against: closures, and generated Python. They give standings and no trace.

Both are built from the same bound conditions as the product's evaluator and are checked against it before anything is
timed. They read told values from a plain dictionary, one standing per test worked out ahead, so what is left is the
cost of combining them: the least that an evaluator in Python has to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screening.conditions.bound import Bound, Gate
from screening.conditions.evaluate import Scope, evaluate

Closure = Callable[[Scope], int]


def closure(node: Bound) -> Closure:
    """A bound condition as nested functions."""
    if not isinstance(node, Gate):
        return lambda scope: int(evaluate(node, scope).standing)
    parts = [closure(part) for part in node.parts]
    if node.n == 1:
        return lambda scope: max([part(scope) for part in parts])
    if node.n == len(parts):
        return lambda scope: min([part(scope) for part in parts])
    place = node.n - 1
    return lambda scope: sorted([part(scope) for part in parts], reverse=True)[place]


def generated(conditions: Sequence[Bound]) -> Callable[[Sequence[int]], list[int]]:
    """All conditions as one generated function over the standings of their leaves."""
    leaves: dict[Bound, int] = {}

    def source(node: Bound) -> str:
        if not isinstance(node, Gate):
            return f"s[{leaves.setdefault(node, len(leaves))}]"
        parts = [source(part) for part in node.parts]
        if len(parts) == 1:
            return parts[0]
        if node.n in (1, len(parts)):
            return f"{'max' if node.n == 1 else 'min'}({', '.join(parts)})"
        return f"sorted(({', '.join(parts)}), reverse=True)[{node.n - 1}]"

    text = f"def run(s):\n    return [{', '.join(source(one) for one in conditions)}]\n"
    names: dict[str, Callable[[Sequence[int]], list[int]]] = {}
    exec(compile(text, "generated", "exec"), names)  # noqa: S102 -- our own conditions, in a benchmark
    return names["run"]
