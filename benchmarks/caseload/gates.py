"""The last part of screening by itself: from the standings of tests and summed-up lists to the standings of rules.

This is all that flat columns need, so it is here that the product's column engine can be held against a hand-written
one. The standings that go in are the product's own, from a caseload of ``DRAWN_FROM`` cases, drawn again and again
until there are as many as asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from benchmarks.caseload.generating import AS_OF, Ints, np
from screening.caseload.backends import CASE_TEXT
from screening.caseload.compiling import Compiled, compile_pack
from screening.caseload.nodes import Node, Nodes, Use
from screening.caseload.places import CASE_PLACE, CHILDREN_PLACE, Place
from screening.caseload.polars_backend import InProcess
from screening.caseload.reading import reading
from screening.caseload.running import CHILD, Run
from screening.caseload.scheduling import schedule
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack

DRAWN_FROM = 10_000
_GATES = ("all", "any", "nth")


@dataclass(frozen=True)
class Gates:
    """The gates of the rules about a child, or about the case.

    Attributes:
        origins: the nodes of the compiled pack whose standings go in.
        leaves: what stands for them here.
        nodes: the gates, in an order in which they can be worked out.
        results: the rules' standings.
    """

    place: Place
    origins: tuple[Node, ...]
    leaves: tuple[Node, ...]
    nodes: tuple[Node, ...]
    results: tuple[Node, ...]


def gates_of(compiled: Compiled) -> tuple[Gates, Gates]:
    """The gates of a pack, for each kind of subject."""
    return _gates_at(compiled, CHILDREN_PLACE), _gates_at(compiled, CASE_PLACE)


def _gates_at(compiled: Compiled, place: Place) -> Gates:
    results = list(dict.fromkeys(rule.standing for rule in compiled.rules if rule.standing.place == place))
    seen: set[Node] = set()
    pending = list(results)
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending += [use.node for use in node.uses if _is_gate(node)]
    made = Nodes()
    here: dict[Node, Node] = {}
    for node in sorted(seen, key=lambda node: node.number):
        if _is_gate(node):
            here[node] = made.node(place, node.op, node.args, tuple(Use(here[use.node], "same") for use in node.uses))
        else:
            here[node] = made.node(place, "asked", (node.name,))
    origins = tuple(node for node in here if not _is_gate(node))
    return Gates(
        place,
        origins,
        tuple(here[node] for node in origins),
        tuple(made for node, made in here.items() if _is_gate(node)),
        tuple(here[node] for node in results),
    )


def _is_gate(node: Node) -> bool:
    return node.op in _GATES and all(use.role == "same" for use in node.uses)


@dataclass(frozen=True)
class Drawn:
    """Gates with standings to go in.

    Attributes:
        columns: for each leaf a column of standings, one byte each.
    """

    gates: Gates
    columns: list[Ints]

    @property
    def rows(self) -> int:
        """How many subjects there are."""
        return len(self.columns[0])

    @property
    def bytes(self) -> int:
        """What goes in and comes out, a byte for each standing."""
        return self.rows * (len(self.gates.leaves) + len(self.gates.results))


def drawn(folder: Path, cases: int, seed: int = 1) -> tuple[Drawn, Drawn]:
    """The gates of the pack with standings as they come up in a caseload, for as many cases as asked for.

    Args:
        folder: the tables of a caseload of ``DRAWN_FROM`` cases.
        cases: how many.
        seed: of the draw.
    """
    compiled = compile_pack(open_pack(pack_folder()))
    parts = gates_of(compiled)
    wanted = [node for part in parts for node in part.origins]
    leaves_too = replace(compiled, steps=schedule(compiled.nodes, wanted))
    with reading(folder, today=AS_OF, rows_in_a_batch=10**9) as tables:
        (batch,) = tables
        frames = Run(leaves_too, batch.tables, AS_OF.toordinal(), InProcess()).frames()
    rng = np.random.default_rng(seed)
    found = []
    for part in parts:
        # Rows come in no order of their own, and every process has to draw the same.
        order = [CASE_TEXT, CHILD] if part.place == CHILDREN_PLACE else [CASE_TEXT]
        rows: pl.DataFrame = frames[part.place].to_native().collect().sort(order)
        again = rng.integers(0, rows.height, rows.height * cases // DRAWN_FROM)
        columns = [rows[node.name].cast(pl.Int8).to_numpy()[again] for node in part.origins]
        found.append(Drawn(part, columns))
    return found[0], found[1]


Way = Callable[[], list[Ints]]
"""Works the standings of all rules out, one column of bytes for each."""


def on_polars(of: Drawn) -> Way:
    """The product's way: its expressions on Polars, from and to a byte for each standing."""
    frame = pl.DataFrame({node.name: column for node, column in zip(of.gates.leaves, of.columns, strict=True)})
    ((step,),) = schedule([*of.gates.leaves, *of.gates.nodes], of.gates.results)

    def run() -> list[Ints]:
        lazy: nw.LazyFrame[Any] = nw.from_native(frame.lazy())
        for level in step.levels:
            lazy = lazy.with_columns(*level)
        rows: pl.DataFrame = (
            lazy.select(*(node.name for node in of.gates.results)).to_native().collect(engine="in-memory")
        )
        return [rows[node.name].to_numpy() for node in of.gates.results]

    return run
