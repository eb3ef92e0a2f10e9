"""Conditions are looked at from somewhere: a rule from its child, a ``where`` from a member of a list as well.

``Views`` puts columns that stand on different kinds of rows together at the first place where all of them can be had,
and sums members up to what they belong to. What conditions mean is left to ``compiling`` and ``opening``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from screening.caseload.measuring import InFull
from screening.caseload.nodes import FLAGS, Node, Nodes, Op, Use
from screening.caseload.places import CASE_PLACE, CHILDREN_PLACE, Place
from screening.conditions.bound import Tally, Test

_UNORDERED = frozenset({"all", "any", "both", "either"})
_ALONE: dict[bool, Op] = {False: "any", True: "either"}
"""Of one part alone, what gives just that part: for standings and for yes and no."""


@dataclass(frozen=True, slots=True)
class View:
    """Where a condition is looked at from.

    Attributes:
        list: the list whose member a ``where`` looks at; none at the top of a rule.
        own: the list is one of the child whom the rule is about.
    """

    list: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A node, and what it is about.

    Attributes:
        child, member: whether it is about the child of the rule, and about the member that a ``where`` looks at.
        flag: it is so or not so, and no standing.
    """

    node: Node
    child: bool
    member: bool
    flag: bool = False


@dataclass
class Views:
    """Makes nodes for what is seen from somewhere."""

    nodes: Nodes = field(default_factory=Nodes)

    def combined(self, view: View, op: Op, parts: Iterable[Seen], args: tuple[Any, ...] = ()) -> Seen:
        """A column worked out row by row from others, at the first place where all of them can be had."""
        listed = list(dict.fromkeys(parts)) if op in _UNORDERED else list(parts)
        child, member = any(one.child for one in listed), any(one.member for one in listed)
        if op in _UNORDERED and len(listed) == 1:
            return listed[0]
        place = place_of(view, child, member)
        uses = tuple(self.use(one, place, view) for one in listed)
        if op in _UNORDERED:
            uses = tuple(sorted(uses, key=lambda use: use.node.number))
        return Seen(self.nodes.node(place, op, args, uses), child, member, op in FLAGS)

    def use(self, seen: Seen, place: Place, view: View) -> Use:
        """How a row of a place finds a column."""
        if seen.node.place == place:
            return Use(seen.node, "same")
        if seen.node.place == CASE_PLACE:
            return Use(seen.node, "case")
        if seen.member:
            return Use(seen.node, "member")
        return Use(seen.node, "up" if view.own else "subject")

    def gathered(self, tally: Tally, view: View, op: Op, args: tuple[Any, ...], of: Seen | None) -> Seen:
        """What is known of each member summed up to what the list belongs to; without it, the members themselves."""
        path, above = list_path(tally, view)
        within = inside(tally, view)
        if of is None:
            node = self.nodes.node(above, op, args, (), Place(path, above.each_child))
            return Seen(node, tally.root == "child", tally.root == "member")
        child = of.child and not within.own
        source = Place(path, child)
        use = self.use(of, source, within)
        if use.role != "same":
            # What is the same for all members still counts once for each.
            use = Use(self.nodes.node(source, _ALONE[of.flag], (), (use,)), "same")
        node = self.nodes.node(source.above, op, args, (use,), source)
        return Seen(node, tally.root == "child" or child, tally.root == "member", op == "some")

    def members(self, tally: Tally, view: View) -> Seen:
        """Met where the list has members."""
        return self.gathered(tally, view, "ranked", (1, False), None)

    def in_full(self, tally: Tally, view: View) -> Seen:
        """Whether the list was told in full."""
        path, above = list_path(tally, view)
        node = self.nodes.node(above, "asked", (InFull(path), False))
        return Seen(node, tally.root == "child", tally.root == "member", flag=True)


def inside(tally: Tally, view: View) -> View:
    """Where a tally's ``where`` is looked at from."""
    return View(list_path(tally, view)[0], tally.root == "child")


def place_of(view: View, child: bool, member: bool) -> Place:
    """The rows on which something stands that is about the child of the rule, the member, both or neither."""
    if not member or view.list is None:
        return CHILDREN_PLACE if child else CASE_PLACE
    return Place(view.list, child and not view.own)


def list_path(node: Test | Tally, view: View) -> tuple[str, Place]:
    """A list's table, and the place of what it belongs to."""
    if node.root == "case":
        return node.tail, CASE_PLACE
    if node.root == "child":
        return f"children.{node.tail}", CHILDREN_PLACE
    if view.list is None:
        raise AssertionError("a member is looked at only inside a list")
    return f"{view.list}.{node.tail}", Place(view.list)
