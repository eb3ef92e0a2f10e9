"""The conditions of a pack as columns: each column once, however many rules need it.

A node is one column at one place, and how it is worked out from others. Equal nodes are one node: two rules that test
the same fact, or count the same members, share it. What the nodes are for a condition is left to ``compiling``; how
they are run, to ``running``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from screening.caseload.places import Place

Role = Literal["same", "case", "subject", "up", "member"]
"""How a row finds the row of another place: it is at the same place; by its case; by the child whom the rule is about;
by the member above, which is that child; or by the member itself, once for each child."""

Op = Literal[
    # Told of a member.
    "asked",
    # Of standings at one place: the weakest, the strongest, the n-th strongest; the opposite of a settled one; a list
    # summed up and padded.
    "all", "any", "nth", "swapped", "padded",
    # Of standings and of yes and no: whether a standing is at least so much, whether it is not known.
    "reaches", "unknown", "both", "either", "opposite",
    # From members to what they belong to: the n-th strongest, or whether any is so; and with periods or by values.
    "ranked", "some", "counted",
]  # fmt: skip

FLAGS = frozenset({"reaches", "unknown", "both", "either", "opposite", "some"})
"""Nodes that are so or not so; all others are standings, save whether a list was told in full."""

GATHERING = frozenset({"ranked", "some", "counted"})
"""Nodes that sum members up: their uses stand at the place below, and they themselves at the place above."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One column.

    Attributes:
        number: its place in the order of making; what it uses comes before it.
        place: on which rows it stands.
        op: how it is worked out; see ``Op``.
        args: what else that takes.
        uses: the columns that it is worked out from.
        source: for a gathering node, the place whose rows it sums up.
    """

    number: int
    place: Place
    op: Op
    args: tuple[Any, ...]
    uses: tuple[Use, ...]
    source: Place | None = None

    @property
    def name(self) -> str:
        """The name of the column."""
        return f"n{self.number}" if self.ending is None else f"{self.uses[0].node.name}{self.ending}"

    @property
    def ending(self) -> str | None:
        """For what is asked of many columns in the same way, so that it is asked of all at once: what its name adds."""
        if self.op == "reaches":
            return f" reaches {self.args[0]}"
        return f" {self.op}" if self.op in ("unknown", "opposite", "swapped") else None


@dataclass(frozen=True, slots=True)
class Use:
    """A column that another is worked out from, and how its row is found."""

    node: Node
    role: Role


@dataclass
class Nodes:
    """All nodes of a pack, equal ones once."""

    made: list[Node] = field(default_factory=list)
    _by_key: dict[tuple[Any, ...], Node] = field(default_factory=dict)

    def node(
        self, place: Place, op: Op, args: tuple[Any, ...] = (), uses: tuple[Use, ...] = (), source: Place | None = None
    ) -> Node:
        """The node of this description."""
        key = (place, op, args, uses, source)
        found = self._by_key.get(key)
        if found is None:
            found = self._by_key[key] = Node(len(self.made), place, op, args, uses, source)
            self.made.append(found)
        return found

    def needed_for(self, wanted: Iterator[Node]) -> list[Node]:
        """The nodes that some others rest on, those included, in the order of making."""
        found: set[Node] = set()
        pending = list(wanted)
        while pending:
            node = pending.pop()
            if node not in found:
                found.add(node)
                pending.extend(use.node for use in node.uses)
        return sorted(found, key=lambda node: node.number)
