"""A pack's conditions compiled to columns, once: what every rule comes to, and whether something told opens it.

The meaning is that of ``screening.conditions.evaluate`` (standings), ``screening.conditions.trace`` (what opens a rule)
and ``screening.engine.outcome`` (both together); a property test holds this against them cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from screening.case.dictionary import walk
from screening.caseload.asks import SEVERAL, Ask, Fact, Given, Says, fact_at
from screening.caseload.measuring import MEASURED, Marked, Measured
from screening.caseload.nodes import Node, Op, Use
from screening.caseload.opening import Opening
from screening.caseload.places import CASE_PLACE, CHILDREN_PLACE, Place
from screening.caseload.scheduling import Step, schedule
from screening.caseload.telling_asks import Corroborated, SourceIn, ToldBy
from screening.caseload.viewing import Seen, View, Views, inside, list_path
from screening.caseload.working_out import GIVEN, asked_of_members
from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.errors import Problem, ProblemsFound
from screening.rulebook.pack import Pack


@dataclass(frozen=True, slots=True)
class Judged:
    """What a rule comes to: the columns of its standing and of whether it is open."""

    rule: str
    about: str
    standing: Node
    open: Node | bool


@dataclass(frozen=True)
class Compiled:
    """A pack as columns.

    Attributes:
        rules: in the order of the pack, without those that are retired.
        nodes: every column that they need, those first on which others rest.
        steps: in which order they are worked out.
    """

    rules: tuple[Judged, ...]
    nodes: tuple[Node, ...]
    steps: tuple[tuple[Step, ...], ...]
    window_days: int


def compile_pack(pack: Pack) -> Compiled:
    """The rules of a pack as columns.

    Raises:
        ProblemsFound: a rule asks what the column engine cannot; it is named. Nothing is left out silently.
    """
    compiler = Compiler()
    judged: list[Judged] = []
    problems: list[Problem] = []
    for rule in pack.rules.values():
        if rule.status == "retired":
            continue
        try:
            judged.append(
                compiler.rule(rule.id, rule.about, pack.bound[rule.id], frozenset(rule.opened_by), rule.always_ask)
            )
        except NotInColumnsError as cannot:
            problems.append(Problem("B401", f"{rule.id}: {cannot}", hint=cannot.hint))
    if problems:
        raise ProblemsFound(problems)
    return compiler.compiled(judged, pack.header.changing_window_days)


class NotInColumnsError(Exception):
    """A condition asks something that cannot be asked of columns."""

    hint = "Screen such cases one at a time, or ask who told the facts that it is worked out from."


@dataclass
class Compiler:
    """Compiles conditions to nodes; equal parts of different rules become one."""

    views: Views = field(default_factory=Views)
    _standings: dict[tuple[Bound, View], Seen] = field(default_factory=dict)

    def rule(
        self, identifier: str, about: str, bound: Bound, opened_by: frozenset[str] = frozenset(), always: bool = False
    ) -> Judged:
        """One rule.

        Raises:
            NotInColumnsError: it asks what the column engine cannot.
        """
        top = View()
        standing = self.standing(bound, top)
        opened = True if always else Opening(self.views, self.standing, opened_by).rule(bound, top)
        return Judged(
            identifier,
            about,
            self._for(about, standing, "any"),
            opened if isinstance(opened, bool) else self._for(about, opened, "either"),
        )

    def _for(self, about: str, seen: Seen, op: Op) -> Node:
        """The column for each child, where a rule about a child comes to the same for all children of a case."""
        if about == "case" or seen.child:
            return seen.node
        return self.views.nodes.node(CHILDREN_PLACE, op, (), (Use(seen.node, "case"),))

    def compiled(self, rules: Iterable[Judged], window_days: int) -> Compiled:
        """All that the rules need, and nothing else."""
        listed = tuple(rules)
        wanted = [one for rule in listed for one in (rule.standing, rule.open) if isinstance(one, Node)]
        nodes = tuple(self.views.nodes.needed_for(iter(wanted)))
        return Compiled(listed, nodes, schedule(nodes, wanted), window_days)

    def standing(self, bound: Bound, view: View) -> Seen:
        """The standing of a condition, looked at from somewhere."""
        key = (bound, view)
        found = self._standings.get(key)
        if found is None:
            if isinstance(bound, Test):
                found = self._test(bound, view)
            elif isinstance(bound, Gate):
                found = self._gate(bound, view)
            else:
                found = self._tally(bound, view)
            self._standings[key] = found
        return found

    def _gate(self, gate: Gate, view: View) -> Seen:
        parts = [self.standing(part, view) for part in gate.parts]
        if gate.n == 1:
            return self.views.combined(view, "any", parts)
        if gate.n == len(parts):
            return self.views.combined(view, "all", parts)
        return self.views.combined(view, "nth", parts, (gate.n,))

    def _test(self, test: Test, view: View) -> Seen:
        place, name = _fact_place(test, view)
        child, member = test.root == "child", test.root == "member"

        def asked(ask: Any, negated: bool) -> Seen:
            return Seen(self.views.nodes.node(place, "asked", (ask, negated)), child, member)

        if test.entry.kind == "list":
            return self._list_given(test, view)
        given = test.operator in ("given", "not_given")
        if test.entry.derived is not None:
            ask = self._derived(test, given)
        elif given:
            ask = Given(fact_at(test.entry, name))
        else:
            ask = _told_ask(test, fact_at(test.entry, name))
        if not given:
            return asked(ask, test.negated)
        # A list of values told in full, though nobody told a value, was told all the same.
        told = [asked(ask, False)]
        if test.entry.kind in SEVERAL:
            told.append(asked(Marked(_path(place, name), None), False))
        return self._given(test, view, told, lambda reasons: asked(Marked(_path(place, name), reasons), False))

    def _derived(self, test: Test, given: bool) -> Ask | Measured:
        derived = test.entry.derived
        if derived is None:
            raise AssertionError(f"{test.entry.path} is told")
        operator = GIVEN if given else test.operator
        if operator in ("source_in", "told_by", "corroborated"):
            raise NotInColumnsError(f"{operator} is asked of {test.entry.path}, which is worked out and not told.")
        if derived.name in MEASURED:
            return Measured(derived.name, operator, test.operand)
        ask = asked_of_members(test.entry, operator, test.operand)
        if ask is None:
            raise NotInColumnsError(f"{test.entry.path} is not known to the column engine.")
        return ask

    def _given(self, test: Test, view: View, told: list[Seen], marked: Any) -> Seen:
        """``given``, or ``not_given`` perhaps with the reasons why not, as told of a fact or of a list."""
        holds = self.views.combined(view, "any", told)
        if test.operator == "given":
            return self._swapped(view, holds) if test.negated else holds
        none = self._swapped(view, holds)
        if test.operand:
            none = self.views.combined(view, "all", [none, marked(test.operand)])
        return self._swapped(view, none) if test.negated else none

    def _swapped(self, view: View, seen: Seen) -> Seen:
        """The opposite of a standing that is met or not met."""
        return self.views.combined(view, "swapped", [seen])

    def _list_given(self, test: Test, view: View) -> Seen:
        path, above = list_path(test, view)
        child, member = test.root == "child", test.root == "member"

        def marked(reasons: frozenset[str] | None) -> Seen:
            return Seen(self.views.nodes.node(above, "asked", (Marked(path, reasons), False)), child, member)

        there = self.views.nodes.node(above, "ranked", (1, False), (), Place(path))
        return self._given(test, view, [Seen(there, child, member), marked(None)], marked)

    def _tally(self, tally: Tally, view: View) -> Seen:
        of = None if tally.where is None else self.standing(tally.where, inside(tally, view))
        op, args = _counting(tally)
        rank = self.views.gathered(tally, view, op, args, of)
        return self.views.combined(view, "padded", [rank, self.views.in_full(tally, view)], (tally.negated,))


def _counting(tally: Tally) -> tuple[Op, tuple[Any, ...]]:
    """How the members of a list are counted."""
    if tally.distinct is None and tally.within is None:
        return "ranked", (tally.n, tally.negated)

    def fact(name: str | None) -> Fact | None:
        if name is None or tally.entry.member is None:
            return None
        entry = walk(tally.entry.member, name)
        if entry.derived is not None:
            raise NotInColumnsError(f"{tally.entry.path} is counted by {name}, which is worked out and not told.")
        return fact_at(entry, name)

    return "counted", (tally.n, tally.negated, fact(tally.distinct), tally.within, fact(tally.dated_by))


def _fact_place(test: Test, view: View) -> tuple[Place, str]:
    if test.root == "case":
        return CASE_PLACE, test.tail
    if test.root == "child":
        return CHILDREN_PLACE, test.tail
    if view.list is None:
        raise AssertionError("a member is looked at only inside a list")
    return Place(view.list), test.tail


def _path(place: Place, name: str) -> str:
    return name if place == CASE_PLACE else f"{place.table}.{name}"


def _told_ask(test: Test, fact: Fact) -> Ask:
    if test.operator == "source_in":
        return SourceIn(fact, test.operand)
    if test.operator == "told_by":
        return ToldBy(fact, test.operand)
    if test.operator == "corroborated":
        return Corroborated(fact)
    return Says(fact, test.operator, test.operand)
