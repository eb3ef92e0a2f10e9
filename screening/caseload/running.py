"""A compiled pack run over the tables of a caseload: every column worked out, place by place, step by step.

Tables are folded first. Then what members come to is summed up to what they belong to, what a whole case
comes to is handed down to its members, and what stands on one kind of row is combined there. Writing results, and
cutting a caseload into batches, are left to the siblings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import narwhals as nw

from screening.case.dictionary import walk
from screening.case.people import Person
from screening.caseload import measuring, tallying
from screening.caseload.accounts import ACCOUNT, DAY, TELLER_ID, counted_accounts, described
from screening.caseload.asks import Ask, Fact, Says, fact_at, plain
from screening.caseload.backends import CASE_TEXT, Backend, Frame
from screening.caseload.combining import handed
from screening.caseload.compiling import Compiled
from screening.caseload.folding import Fold, Folded, Wanted
from screening.caseload.measuring import InFull, Marked, Measured
from screening.caseload.nodes import Node, Nodes, Role
from screening.caseload.places import CASE, CASE_PLACE, CHILDREN, CHILDREN_PLACE, ID, SUBJECT, UP, Place
from screening.caseload.scheduling import Step
from screening.caseload.schema import tables as schema_tables
from screening.caseload.tables import Tables
from screening.caseload.telling_asks import TELLER, tellers_of
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
        for steps in self.compiled.steps:
            before = dict(self._frames)
            for step in steps:
                self._frames[step.place] = self._stepped(step, before)
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

    def _stepped(self, step: Step, before: dict[Place, Frame]) -> Frame:
        place = step.place
        frame = before[place] if place in before else self._rows(place)
        for source, nodes in step.gathered.items():
            frame = self._gathered(frame, place, source, nodes, before)
        for (source, role), names in step.handed.items():
            keys = _joined_by(role)
            given = before[source].select(*dict.fromkeys(keys.values()), *names)
            given = given.rename({theirs: ours for ours, theirs in keys.items()})
            given = given.rename({name: handed(name, role) for name in names})
            frame = frame.join(given, on=list(keys), how="left")
        frame = self._asked(frame, place, step.asked)
        for level in step.levels:
            frame = frame.with_columns(*level)
        nameless = (NAMELESS,) if place == CHILDREN_PLACE else ()
        return self.backend.settled(frame.select(*place.columns, *nameless, *step.kept))

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
        table = self.tables[place.table]
        table = table.rename({column: plain(column) for column in table.columns if "." in column})
        judged = self._fold.judged(table, wanted, ids)
        rows = self.backend.joined(judged, accounts, [CASE_TEXT, ACCOUNT])
        if place.nested:
            rows = self.backend.named(rows, {UP: ids[:1], ID: ids})
        elif place != CASE_PLACE:
            rows = self.backend.named(rows, {ID: ids})
        paths = nw.col("fact").is_in(list(wanted.several))
        return self._fold.folded(rows, self._placed(self._all_said("in_full").filter(paths), place), wanted)

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

    def _asked(self, frame: Frame, place: Place, nodes: tuple[Node, ...]) -> Frame:
        keys = list(place.keys)
        rows = [node for node in nodes if _is_row_ask(node.args[0])]
        if rows:
            told = self.folded(place.table).members.select(*keys, *(node.name for node in rows))
            frame = frame.join(told, on=keys, how="left")
        others = [node for node in nodes if not _is_row_ask(node.args[0])]
        for node in others:
            ask, negated = node.args
            frame = frame.join(ask.column(self, place, node.name, negated), on=keys, how="left")
        # Of a member something was told in any case; of a case or a nameless child perhaps nothing.
        maybe = [*rows, *others] if place in (CASE_PLACE, CHILDREN_PLACE) else others
        untold: dict[str, tuple[int | bool, list[str]]] = {}
        for node in maybe:
            value = _untold(node)
            untold.setdefault(repr(value), (value, []))[1].append(node.name)
        for value, names in untold.values():
            frame = frame.with_columns(nw.col(*names).fill_null(value))
        return frame

    # Between places.

    def _gathered(
        self, frame: Frame, place: Place, source: Place, nodes: tuple[Node, ...], before: dict[Place, Frame]
    ) -> Frame:
        keys = list(place.keys)
        rows = before[source] if source in before else self._rows(source)
        rows = rows.filter(~nw.col(NAMELESS)) if source == CHILDREN_PLACE else rows
        plain = [node for node in nodes if node.op != "counted"]
        if plain:
            frame = frame.join(tallying.ranked(rows, source, plain, self.backend), on=keys, how="left")
        for node in nodes:
            if node.op == "counted":
                counted = tallying.counted(
                    rows, self.folded(source.table).counted, source, node, self.as_of, self.backend
                )
                frame = frame.join(counted, on=keys, how="left")
        flags = [node.name for node in nodes if node.op == "some"]
        ranks = [node.name for node in nodes if node.op != "some"]
        frame = frame.with_columns(nw.col(*flags).fill_null(value=False)) if flags else frame
        return frame.with_columns(nw.col(*ranks).fill_null(0)) if ranks else frame


def _joined_by(role: Role) -> dict[str, str]:
    """For each key of the receiving rows, the key of the place that a column comes from."""
    if role == "case":
        return {CASE: CASE}
    return {ID: ID} if role == "member" else {(SUBJECT if role == "subject" else UP): ID}


def _is_row_ask(ask: Ask | InFull | Marked | Measured) -> bool:
    return not isinstance(ask, InFull | Marked | Measured)


def _untold(node: Node) -> int | bool:
    """What a node comes to where nobody told anything."""
    ask, negated = node.args
    found: int | bool = ask.untold(negated)
    return found
