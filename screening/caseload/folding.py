"""The fold over a table: which rows count for each fact, and what the rows of one member come to for every ask.

The rules are those of ``screening.case.told``: an enduring fact takes every account; one that can change takes the
latest and any told within a window before it; a step takes the latest only; and a date known only to the month or year
says nothing beside a closer one within it. Every row is judged as it stands, before anything is joined to it, which
leaves small numbers in place of words; then what depends on the account is put in, and what is left is reduced to the
weakest and the strongest of each member.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import narwhals as nw

from screening.caseload.accounts import ACCOUNT, DAY
from screening.caseload.asks import SEVERAL, TEXT, Ask, Fact, Found, Judged, Least, Says, plain
from screening.caseload.backends import CASE_TEXT, Backend, Frame, Latest, Part
from screening.caseload.judging import NOT_MET, number
from screening.caseload.nodes import Node
from screening.caseload.places import CASE, Place
from screening.caseload.telling_asks import Corroborated

FIRST_TOLD = "first told"


@dataclass(frozen=True)
class Folded:
    """One table after the fold.

    Attributes:
        members: one row for each member: what names it, the day on which it was first told of, and the nodes.
        counted: the rows that count, with what names the member and the facts that are needed row by row; a fact that
            does not count for a row is empty there.
    """

    members: Frame
    counted: Frame


@dataclass(frozen=True)
class Wanted:
    """What is asked of one table.

    Attributes:
        nodes: the columns to make, each an ask and whether it is negated.
        row_facts: facts that are needed row by row besides.
        closest: dates whose wide tellings must be left out beside closer ones, wherever they lie.
    """

    place: Place
    nodes: tuple[Node, ...]
    row_facts: tuple[Fact, ...] = ()
    closest: tuple[Fact, ...] = ()

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Every ask once."""
        return tuple(dict.fromkeys(node.args[0] for node in self.nodes))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that is read, once."""
        return tuple(dict.fromkeys([*(fact for ask in self.asks for fact in ask.facts), *self.row_facts]))

    @property
    def several(self) -> dict[str, Fact]:
        """The facts that hold several values at once, by their paths without ids."""
        prefix = "" if self.place.table == CASE else f"{self.place.table}."
        return {prefix + fact.name: fact for fact in self.facts if fact.kind in SEVERAL}

    @property
    def dates(self) -> dict[Fact, bool]:
        """Dates whose wide tellings may have to be left out; whether only those matter that the day lies within."""
        everywhere = [*self.closest, *(fact for ask in self.asks for fact in ask.closest)]
        around = [fact for ask in self.asks for fact in ask.closest_around]
        return dict.fromkeys(around, True) | dict.fromkeys(everywhere, False)


@dataclass(frozen=True)
class Fold:
    """How tables are folded in one run.

    Attributes:
        as_of: the day of the screening, as an ordinal.
        window_days: how long before the latest account another still counts, for a fact that can change.
    """

    backend: Backend
    as_of: int
    window_days: int

    def judged(self, table: Frame, wanted: Wanted, ids: list[str]) -> Frame:
        """The rows of a table with what each says, and no words any more.

        Args:
            table: as ``tables`` has it, with the names of its columns made plain.
            wanted: what is asked of it.
            ids: the columns that name a member within its case.
        """
        texts = {
            plain(ask.fact.name) + TEXT: plain(ask.fact.name)
            for ask in wanted.asks
            if isinstance(ask, Corroborated) and ask.fact.kind in SEVERAL
        }
        if texts:
            table = self.backend.joined_texts(table, texts)
        told = [*self._passing(wanted), *wanted.several.values()]
        kept = [column for fact in dict.fromkeys([*wanted.row_facts, *wanted.dates]) for column in fact.columns]
        return table.select(
            nw.col(CASE).alias(CASE_TEXT),
            ACCOUNT,
            *ids,
            *kept,
            *(fact.told.alias(_told(fact)) for fact in dict.fromkeys(told)),
            *(one.each.alias(one.column) for one in _judgements(wanted.asks, self.as_of)),
        )

    def folded(self, rows: Frame, in_full: Frame, wanted: Wanted) -> Folded:
        """Fold the judged rows of the accounts that count.

        Args:
            rows: with what names the member and what is asked about the account.
            in_full: ``id``, ``account`` and ``fact``: the facts of several values that an account told in full.
            wanted: what is asked of the table.
        """
        judged = _judgements(wanted.asks, self.as_of)
        rows = rows.with_columns(one.by_account.alias(one.column) for one in judged if one.by_account is not None)
        if wanted.several and not self.backend.is_empty(in_full):
            rows = _with_lists_in_full(rows, in_full, wanted, judged)
        for fact, around in wanted.dates.items():
            rows = self._closest_only(rows, fact, [one for one in judged if one.fact == fact], wanted, around=around)
        rows = self.backend.settled(rows)
        return Folded(self._members(rows, judged, wanted), self._counted(rows, wanted))

    def _passing(self, wanted: Wanted) -> dict[Fact, Latest]:
        """The facts that later accounts replace, and how late a telling must be to count."""
        return {
            fact: Latest(_told(fact), DAY, 0 if fact.over_time == "step" else self.window_days)
            for fact in wanted.facts
            if fact.over_time != "enduring"
        }

    def _members(self, rows: Frame, judged: list[Judged], wanted: Wanted) -> Frame:
        place, passing = wanted.place, self._passing(wanted)
        links = [column for column in place.columns if column not in place.keys]
        parts = [Part(column, column, "max") for column in links] + [Part(FIRST_TOLD, DAY, "min")]
        plain = [node for node in wanted.nodes if isinstance(node.args[0], Says)]
        others = [node for node in wanted.nodes if not isinstance(node.args[0], Says)]
        by_key = {one.key: one for one in judged}
        for node in plain:
            # By far the most asks are tests on a value, and what their judgements come to is always the same.
            ask, negated = node.args
            one = by_key[ask.key]
            parts.append(Part(node.name, one.column, "opposite" if negated else "standing", passing.get(one.fact)))
        for one in _judgements([node.args[0] for node in others], self.as_of):
            column = by_key[one.key].column
            parts += [Part(f"{column} {least}", column, least, passing.get(one.fact)) for least in one.least]
        members = self.backend.reduced(rows, place.keys, parts)

        def found(key: str, least: Least) -> nw.Expr:
            return nw.col(f"{by_key[key].column} {least}")

        settled = [_column(node, found, self.as_of) for node in others]
        names = [node.name for node in plain]
        return self.backend.settled(members.select(*place.columns, FIRST_TOLD, *names, *settled))

    def _counted(self, rows: Frame, wanted: Wanted) -> Frame:
        """The rows with the facts that are needed row by row, each emptied where it does not count."""
        columns = [column for fact in wanted.row_facts for column in fact.columns]
        passing = self._passing(wanted)
        rows = rows.select(
            *wanted.place.columns,
            ACCOUNT,
            DAY,
            *columns,
            *(passing[fact].told for fact in wanted.row_facts if fact in passing),
        )
        return rows.with_columns(
            nw.when(passing[fact].counts(wanted.place.keys)).then(nw.col(column)).alias(column)
            for fact in wanted.row_facts
            if fact in passing
            for column in fact.columns
        )

    def _closest_only(self, rows: Frame, fact: Fact, judged: list[Judged], wanted: Wanted, *, around: bool) -> Frame:
        """A wide date left out where the member has a closer one within it, of those that count."""
        keys = list(wanted.place.keys)
        low, high = fact.columns
        latest = self._passing(wanted).get(fact)
        dates = rows.filter(~nw.col(low).is_null())
        if latest is not None:
            dates = dates.filter(latest.counts(keys))
        wide = dates.filter(nw.col(low) != nw.col(high)).select(*keys, low, high)
        if around:
            wide = wide.filter((nw.col(low) <= self.as_of) & (nw.col(high) > self.as_of))
        wide = self.backend.settled(wide.unique())
        if self.backend.is_empty(wide):
            return rows
        other = dates.select(*keys, nw.col(low).alias("other low"), nw.col(high).alias("other high"))
        within = (
            (nw.col("other low") >= nw.col(low))
            & (nw.col("other high") <= nw.col(high))
            & ((nw.col("other low") != nw.col(low)) | (nw.col("other high") != nw.col(high)))
        )
        silent = wide.join(other, on=keys, how="inner").filter(within).select(*keys, low, high).unique()
        silent = silent.with_columns(nw.lit(value=True).alias("silent"))
        counts = nw.col("silent").is_null()
        emptied = [low, high, *(one.column for one in judged)]
        return (
            rows.join(silent, on=[*keys, low, high], how="left")
            .with_columns(nw.when(counts).then(nw.col(column)).alias(column) for column in emptied)
            .drop("silent")
        )


def _told(fact: Fact) -> str:
    return f"{plain(fact.name)} told"


def _with_lists_in_full(rows: Frame, in_full: Frame, wanted: Wanted, judged: list[Judged]) -> Frame:
    """A list of values that was told in full says no to what it does not hold."""
    keys = [*wanted.place.keys, ACCOUNT]
    flags = in_full.group_by(*keys).agg(
        (nw.col("fact") == path).max().alias(f"{plain(fact.name)} in full") for path, fact in wanted.several.items()
    )
    joined = rows.join(flags, on=keys, how="left")
    return joined.with_columns(
        nw.when(
            nw.col(one.column).is_null()
            & nw.col(_told(one.fact))
            & nw.col(f"{plain(one.fact.name)} in full").fill_null(value=False)
        )
        .then(number(NOT_MET))
        .otherwise(nw.col(one.column))
        .alias(one.column)
        for one in judged
        if one.lists
    )


def _judgements(asks: Iterable[Ask], as_of: int) -> list[Judged]:
    """Every judgement once, with all that is wanted of it."""
    found: dict[str, Judged] = {}
    for ask in asks:
        for one in ask.judged(as_of):
            known = found.get(one.key)
            found[one.key] = one.named(f"j{len(found)}") if known is None else known.also(one.least)
    return list(found.values())


def _column(node: Node, found: Found, as_of: int) -> nw.Expr:
    ask, negated = node.args
    settled: nw.Expr = ask.settled(found, as_of, negated)
    return settled.cast(nw.Int8).alias(node.name)
