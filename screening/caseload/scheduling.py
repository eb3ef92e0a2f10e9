"""In which order a compiled pack is worked out: worked out once, and followed for every batch of a caseload.

A column can be had one step later than what it needs from another kind of row. Within a step and a kind of row, columns
come in levels; what is used only once is put into the expression that uses it and becomes no column of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import narwhals as nw

from screening.caseload.combining import combined, handed
from screening.caseload.nodes import GATHERING, Node, Role
from screening.caseload.places import Place


@dataclass(frozen=True)
class Step:
    """What is done at one place in one step.

    Attributes:
        gathered: nodes that sum members up, by the place of the members.
        handed: columns of other places that are joined to the rows, by place and by how a row finds them.
        asked: what is told of a member.
        levels: the columns that are worked out from those, one level after the other.
        kept: the columns of this place that are needed later.
    """

    place: Place
    gathered: dict[Place, tuple[Node, ...]]
    handed: dict[tuple[Place, Role], tuple[str, ...]]
    asked: tuple[Node, ...]
    levels: tuple[tuple[nw.Expr, ...], ...]
    kept: tuple[str, ...]


def schedule(nodes: Iterable[Node], results: Iterable[Node]) -> tuple[tuple[Step, ...], ...]:
    """The steps, each with all places in which something is done.

    Args:
        nodes: every node, those first on which others rest.
        results: those that are wanted in the end.
    """
    listed = list(nodes)
    step_of = _steps(listed)
    last = _last_uses(listed, step_of, results)
    as_columns = _needed_as_columns(listed, step_of) | set(results)
    by_step: dict[int, dict[Place, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node in listed:
        by_step[step_of[node]][node.place].append(node)
    there: dict[Place, list[Node]] = defaultdict(list)
    found: list[tuple[Step, ...]] = []
    for step in sorted(by_step):
        done: list[Step] = []
        for place, here in by_step[step].items():
            there[place] = [node for node in [*there[place], *here] if last.get(node, -1) > step]
            done.append(_step(place, here, as_columns, there[place]))
        found.append(tuple(done))
    return tuple(found)


def _step(place: Place, nodes: list[Node], as_columns: set[Node], kept: list[Node]) -> Step:
    gathered: dict[Place, list[Node]] = defaultdict(list)
    handing: dict[tuple[Place, Role], dict[str, None]] = defaultdict(dict)
    working: list[Node] = []
    for node in nodes:
        if node.source is not None:
            gathered[node.source].append(node)
            continue
        for use in node.uses:
            if use.role != "same":
                handing[use.node.place, use.role][use.node.name] = None
        if node.op != "asked":
            working.append(node)
    return Step(
        place,
        {source: tuple(each) for source, each in gathered.items()},
        {key: tuple(names) for key, names in handing.items()},
        tuple(node for node in nodes if node.op == "asked"),
        tuple(tuple(level) for level in _levels(working, as_columns)),
        tuple(node.name for node in kept),
    )


def _steps(nodes: Iterable[Node]) -> dict[Node, int]:
    """The step in which a node can be worked out: one later than what it needs from another place."""
    steps: dict[Node, int] = {}
    for node in nodes:
        if node.op in GATHERING:
            steps[node] = max((steps[use.node] for use in node.uses), default=-1) + 1
        else:
            steps[node] = max((steps[use.node] + (use.role != "same") for use in node.uses), default=0)
    return steps


def _last_uses(nodes: Iterable[Node], step_of: dict[Node, int], results: Iterable[Node]) -> dict[Node, int]:
    """The last step in which a node is needed; what is wanted in the end is needed after them all."""
    found: dict[Node, int] = {}
    for node in nodes:
        for use in node.uses:
            found[use.node] = max(found.get(use.node, 0), step_of[node])
    return found | dict.fromkeys(results, max(step_of.values(), default=0) + 1)


def _needed_as_columns(nodes: Iterable[Node], step_of: dict[Node, int]) -> set[Node]:
    """Nodes that another place or step needs, or that many are worked out of at once."""
    found: set[Node] = set()
    for node in nodes:
        for use in node.uses:
            elsewhere = node.op in GATHERING or use.role != "same" or step_of[node] != step_of[use.node]
            if elsewhere or node.ending is not None:
                found.add(use.node)
    return found


def _levels(nodes: list[Node], needed: set[Node]) -> Iterator[list[nw.Expr]]:
    """The new columns, those first on which others rest."""
    here = set(nodes)
    uses = Counter(use.node for node in nodes for use in node.uses if use.node in here and use.role == "same")
    columns = {node for node in nodes if node in needed or uses[node] > 1 or node.ending is not None}

    def value(node: Node, role: Role) -> nw.Expr:
        if role == "same" and node in here and node not in columns:
            return worked_out(node)
        return nw.col(handed(node.name, role))

    def worked_out(node: Node) -> nw.Expr:
        return combined(node, [value(use.node, use.role) for use in node.uses])

    depth: dict[Node, int] = {}
    by_depth: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        below = max((depth.get(use.node, 0) for use in node.uses if use.role == "same"), default=0)
        depth[node] = below + (node in columns)
        if node in columns:
            by_depth[depth[node]].append(node)
    for level in sorted(by_depth):
        single: list[nw.Expr] = []
        at_once: dict[str, tuple[list[str], Node]] = {}
        for node in by_depth[level]:
            ending = node.ending
            if ending is None:
                single.append(worked_out(node).alias(node.name))
            else:
                at_once.setdefault(ending, ([], node))[0].append(node.uses[0].node.name)
        yield [
            *single,
            *(combined(node, [nw.col(*names)]).name.suffix(ending) for ending, (names, node) in at_once.items()),
        ]
