"""A compiled pack run over the tables of a caseload: every column worked out, place by place, in as few steps as can be.

Tables are folded first. Then, step by step, what members come to is summed up to what they belong to, what a whole case
comes to is handed down to its members, and what stands on one kind of row is combined there. Writing results, and
cutting a caseload into batches, are left to the siblings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import narwhals as nw

from screening.case.dictionary import walk
from screening.case.people import Person
from screening.caseload import measuring, tallying
from screening.caseload.accounts import ACCOUNT, DAY, TELLER_ID, counted_accounts, described
from screening.caseload.asks import TELLER, Ask, Fact, Says, fact_at, tellers_of
from screening.caseload.backends import CASE_TEXT, Backend, Frame
from screening.caseload.combining import Combiner, handed
from screening.caseload.compiling import Compiled
from screening.caseload.folding import Fold, Folded, Wanted
from screening.caseload.measuring import InFull, Marked, Measured
from screening.caseload.nodes import GATHERING, Node, Nodes, Role
from screening.caseload.places import CASE, CASE_PLACE, CHILDREN, CHILDREN_PLACE, ID, SUBJECT, UP, Place
from screening.caseload.schema import tables as schema_tables
from screening.caseload.tables import Tables
from screening.engine.outcome import UNNAMED

CHILD = "child"
"""The child's own id in the case; empty where no child has been told."""

NAMELESS = "nameless"
"""Whether a row stands for a child of whom nobody told anything: rules about a child are looked at all the same."""


@dataclass
class Run:
    """One run of a compiled pack over the tables of a caseload or of a batch of it.

    Attributes:
        as_of: the day of the screening, as an ordinal.
    """

    compiled: Compiled
    tables: Tables
    as_of: int
    backend: Backend
    _folded: dict[str, Folded] = field(default_factory=dict)
    _frames: dict[Place, Frame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._nodes = self.compiled.nodes
        self._step = _steps(self._nodes)
        self._last_use = self._last_uses()
        self._fold = Fold(self.backend, self.as_of, self.compiled.window_days)
        self.cases = self.backend.cases(self.tables.cases)
        accounts = self.tables["accounts"].rename({CASE: CASE_TEXT}).join(self.cases, on=[CASE_TEXT], how="inner")
        counted = counted_accounts(accounts, self.as_of, self.backend)
        self._counted = self.backend.settled(self.backend.named(counted, {TELLER_ID: ["told_by"]}))
        self.accounts = self._counted.select(CASE_TEXT, CASE, ACCOUNT, DAY)
        self._said: dict[str, Frame] = {}

    def said_of(self, table: Literal["in_full", "not_known"], path: str, place: Place) -> Frame:
        """The rows about a path (without ids), with the keys of the place where it stands, and the account's day."""
        return self._placed(self._all_said(table).filter(nw.col("fact") == path), place)

    def _all_said(self, table: str) -> Frame:
        found = self._said.get(table)
        if found is None:
            rows = self.tables[table].rename({CASE: CASE_TEXT})
            rows = rows.join(self.accounts, on=[CASE_TEXT, ACCOUNT], how="inner")
            found = self._said[table] = self.backend.settled(rows)
        return found

    def _placed(self, rows: Frame, place: Place) -> Frame:
        """With the key of a place, from the ids that stand in a case path."""
        if place == CASE_PLACE:
            return rows
        return self.backend.named(rows, {ID: ["member", "inner"] if place.nested else ["member"]})

    def frames(self) -> dict[Place, Frame]:
        """Every place with the columns of its rules, by case and by child."""
        for step in range(max(self._step.values(), default=0) + 1):
            at: dict[Place, list[Node]] = defaultdict(list)
            for node in self._nodes:
                if self._step[node] == step:
                    at[node.place].append(node)
            before = dict(self._frames)
            for place, nodes in at.items():
                self._frames[place] = self._stepped(place, nodes, step, before)
        for place in (CASE_PLACE, CHILDREN_PLACE):
            if place not in self._frames:
                self._frames[place] = self._rows(place)
        children = self._frames[CHILDREN_PLACE].join(self._names(), on=[ID], how="left")
        return {
            CASE_PLACE: self._frames[CASE_PLACE].join(self.cases, on=[CASE], how="inner"),
            CHILDREN_PLACE: children.join(self.cases, on=[CASE], how="inner"),
        }

    def _names(self) -> Frame:
        """What the children are called in their cases, by what stands for them here."""
        rows = self.tables[CHILDREN].select(CASE, ACCOUNT, nw.col(ID).alias(CHILD)).rename({CASE: CASE_TEXT})
        rows = rows.join(self.accounts, on=[CASE_TEXT, ACCOUNT], how="inner").select(CASE, CHILD).unique()
        return self.backend.named(rows, {ID: [CHILD]}).select(ID, CHILD)

    # Steps.

    def _stepped(self, place: Place, nodes: list[Node], step: int, before: dict[Place, Frame]) -> Frame:
        frame = before.get(place)
        if frame is None:
            frame = self._rows(place)
        for source, gathering in _by_source(nodes).items():
            frame = self._gathered(frame, place, source, gathering, before)
        frame = self._handed_down(frame, place, nodes, before)
        asked = [node for node in nodes if node.op == "asked"]
        frame = self._asked(frame, place, asked)
        combined = [node for node in nodes if node.op not in GATHERING and node.op != "asked"]
        combiner = Combiner(combined, self._needed_at(place, step))
        for level in combiner.levels():
            frame = frame.with_columns(level)
        kept = [node.name for node in self._nodes if self._kept(node, place, step)]
        nameless = (NAMELESS,) if place == CHILDREN_PLACE else ()
        return self.backend.settled(frame.select(*place.columns, *nameless, *kept))

    def _needed_at(self, place: Place, step: int) -> set[Node]:
        """The nodes that are needed as columns: by another place or step, or as a result."""
        found = set(self._results())
        for node in self._nodes:
            for use in node.uses:
                if node.op in GATHERING or use.role != "same" or self._step[node] != self._step[use.node]:
                    found.add(use.node)
        return found

    def _results(self) -> Iterable[Node]:
        for rule in self.compiled.rules:
            yield rule.standing
            if isinstance(rule.open, Node):
                yield rule.open

    def _kept(self, node: Node, place: Place, step: int) -> bool:
        """Whether a column of this place is there by now and still needed."""
        return node.place == place and self._step[node] <= step < self._last_use.get(node, -1)

    def _last_uses(self) -> dict[Node, int]:
        """The last step in which a node is needed."""
        found: dict[Node, int] = {}
        for node in self._nodes:
            for use in node.uses:
                found[use.node] = max(found.get(use.node, 0), self._step[node])
        return found | dict.fromkeys(self._results(), len(self._nodes))

    # What the rows of a place are, and what is told of them.

    def folded(self, table: str) -> Folded:
        """A table after the fold, with every column that is asked of it."""
        found = self._folded.get(table)
        if found is None:
            wanted = self._wanted(Place(table))
            about = {column for ask in wanted.asks for column in ask.account}
            tellers = {column: self._tellers(column) for column in sorted(about) if column.startswith(TELLER)}
            found = self._folded[table] = self._folding(wanted, described(self._counted, about, tellers))
        return found

    def _folding(self, wanted: Wanted, accounts: Frame) -> Folded:
        place = wanted.place
        parent = schema_tables()[place.table].parent
        ids = [column for column in (parent, ID) if column and place != CASE_PLACE]
        columns = dict.fromkeys(column for fact in wanted.facts for column in fact.columns)
        table = self.tables[place.table].select(CASE, ACCOUNT, *ids, *columns).rename({CASE: CASE_TEXT})
        rows = table.join(accounts, on=[CASE_TEXT, ACCOUNT], how="inner")
        if place.nested:
            rows = self.backend.named(rows, {UP: ids[:1], ID: ids})
        elif place != CASE_PLACE:
            rows = self.backend.named(rows, {ID: [ID]})
        paths = [fact.name if place == CASE_PLACE else f"{place.table}.{fact.name}" for fact in wanted.several]
        in_full = self._all_said("in_full").filter(nw.col("fact").is_in(paths)) if paths else self._all_said("in_full")
        return self._fold.folded(rows, self._placed(in_full, place), wanted)

    def _wanted(self, place: Place) -> Wanted:
        asked = tuple(
            node for node in self._nodes if node.op == "asked" and node.place == place and _is_row_ask(node.args[0])
        )
        facts: list[Fact] = []
        closest: list[Fact] = []
        for node in self._nodes:
            if node.op == "counted" and node.source is not None and node.source.table == place.table:
                facts += [fact for fact in (node.args[2], node.args[4]) if fact is not None]
            if node.op == "asked" and isinstance(node.args[0], Measured):
                needed = measuring.row_facts(node.args[0].name).get(place.table, ())
                facts += needed
                closest += [fact for fact in needed if fact.kind == "date"]
        return Wanted(place, asked, tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(closest)))

    def _tellers(self, column: str) -> Frame:
        """By person, whether the relationship told is one of those that a column is about."""
        people = Place("people")
        fact = fact_at(walk(Person, "relationship"), "relationship")
        node = Nodes().node(people, "asked", (Says(fact, "in", tellers_of(column)), False))
        members = self._folding(Wanted(people, (node,)), described(self._counted, (), {})).members
        return members.select(ID, nw.col(node.name).alias(column))

    def _rows(self, place: Place) -> Frame:
        """The rows of a place: every case, every child or a nameless one, every member, or every member and child."""
        if place == CASE_PLACE:
            return self.cases.select(CASE)
        members = self.folded(place.table).members.select(*Place(place.table).columns)
        if place == CHILDREN_PLACE:
            without = self.cases.join(members.select(CASE).unique(), on=[CASE], how="anti").select(CASE)
            nameless = self.backend.named(without.with_columns(nw.lit(UNNAMED).alias("name")), {ID: ["name"]})
            nameless = nameless.with_columns(nw.lit(value=True).alias(NAMELESS)).select(ID, CASE, NAMELESS)
            members = members.with_columns(nw.lit(value=False).alias(NAMELESS))
            return self.backend.settled(nw.concat([members.select(ID, CASE, NAMELESS), nameless], how="vertical"))
        if not place.each_child:
            return members
        subjects = self._children().select(CASE, nw.col(ID).alias(SUBJECT))
        return members.join(subjects, on=[CASE], how="inner").select(*place.columns)

    def _children(self) -> Frame:
        found = self._frames.get(CHILDREN_PLACE)
        return self._rows(CHILDREN_PLACE) if found is None else found

    def _asked(self, frame: Frame, place: Place, nodes: list[Node]) -> Frame:
        keys = list(place.keys)
        rows = [node for node in nodes if _is_row_ask(node.args[0])]
        if rows:
            told = self.folded(place.table).members.select(*keys, *(node.name for node in rows))
            frame = frame.join(told, on=keys, how="left")
        others = [node for node in nodes if not _is_row_ask(node.args[0])]
        for node in others:
            ask, negated = node.args
            frame = frame.join(ask.column(self, place, node.name, negated), on=keys, how="left")
        if place in (CASE_PLACE, CHILDREN_PLACE):
            untold = [*rows, *others]
        else:
            untold = others
        return frame.with_columns(
            nw.col(node.name).fill_null(node.args[0].untold(node.args[1])).alias(node.name) for node in untold
        )

    # Between places.

    def _gathered(
        self, frame: Frame, place: Place, source: Place, nodes: list[Node], before: dict[Place, Frame]
    ) -> Frame:
        keys = list(place.keys)
        rows = before.get(source)
        if rows is None:
            rows = self._rows(source)
        if source.table == CHILDREN:
            rows = rows.filter(~nw.col(NAMELESS)) if source == CHILDREN_PLACE else rows
        plain = [node for node in nodes if node.op != "counted"]
        if plain:
            frame = frame.join(tallying.ranked(rows, source, plain, self.backend), on=keys, how="left")
        for node in nodes:
            if node.op == "counted":
                counted = tallying.counted(rows, self.folded(source.table).counted, source, node, self.as_of)
                frame = frame.join(counted, on=keys, how="left")
        return frame.with_columns(
            nw.col(node.name).fill_null(False if node.op == "some" else 0).alias(node.name) for node in nodes
        )

    def _handed_down(self, frame: Frame, place: Place, nodes: list[Node], before: dict[Place, Frame]) -> Frame:
        wanted: dict[tuple[Place, Role], dict[str, None]] = defaultdict(dict)
        for node in nodes:
            if node.op in GATHERING:
                continue
            for use in node.uses:
                if use.role != "same":
                    wanted[use.node.place, use.role][use.node.name] = None
        for (source, role), names in wanted.items():
            keys = _joined_by(role)
            columns = [nw.col(name).alias(handed(name, role)) for name in names]
            given = before[source].select(*(nw.col(theirs).alias(ours) for ours, theirs in keys.items()), *columns)
            frame = frame.join(given, on=list(keys), how="left")
        return frame


def _joined_by(role: Role) -> dict[str, str]:
    """For each key of the receiving rows, the key of the place that a column comes from."""
    if role == "case":
        return {CASE: CASE}
    return {ID: ID} if role == "member" else {(SUBJECT if role == "subject" else UP): ID}


def _is_row_ask(ask: Ask | InFull | Marked | Measured) -> bool:
    return not isinstance(ask, InFull | Marked | Measured)


def _by_source(nodes: Iterable[Node]) -> dict[Place, list[Node]]:
    found: dict[Place, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.op in GATHERING and node.source is not None:
            found[node.source].append(node)
    return found


def _steps(nodes: Iterable[Node]) -> dict[Node, int]:
    """The step in which a node can be worked out: one later than what it needs from another place."""
    steps: dict[Node, int] = {}
    for node in nodes:
        if node.op in GATHERING:
            steps[node] = max((steps[use.node] for use in node.uses), default=-1) + 1
        else:
            steps[node] = max((steps[use.node] + (use.role != "same") for use in node.uses), default=0)
    return steps


