"""The fold over a table: which rows count for each fact, and what the rows of one member come to for every ask.

The rules are those of ``screening.case.told``: an enduring fact takes every account; one that can change takes the
latest and any told within a window before it; a step takes the latest only; and a date known only to the month or year
says nothing beside a closer one within it. Every row is judged as it stands, which leaves small numbers in place of
words; then judgements that do not count are taken out, and what is left is reduced to the weakest and the strongest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import narwhals as nw

from screening.caseload.accounts import ACCOUNT, DAY
from screening.caseload.asks import FULL, SEVERAL, TEXT, Ask, Corroborated, Fact, Found, Judged, Least
from screening.caseload.backends import Backend, Frame, Part
from screening.caseload.nodes import Node
from screening.caseload.places import CASE, Place

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
        closest: those of them whose wide dates must be left out beside closer ones.
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
    def several(self) -> tuple[Fact, ...]:
        """The facts that hold several values at once."""
        return tuple(fact for fact in self.facts if fact.kind in SEVERAL)


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

    def folded(self, rows: Frame, in_full: Frame, wanted: Wanted) -> Folded:
        """Fold one table.

        Args:
            rows: of the accounts that count, with what names the member and what is asked about the account.
            in_full: ``id``, ``account`` and ``fact``: the facts of several values that an account told in full.
        """
        passing = [fact for fact in wanted.facts if fact.over_time != "enduring"]
        days = [nw.when(fact.told).then(nw.col(DAY)).alias(_told_on(fact)) for fact in passing]
        rows = self._completed(rows, in_full, wanted).with_columns(days)
        closest = dict.fromkeys([*(fact for ask in wanted.asks for fact in ask.closest), *wanted.closest])
        key = list(wanted.place.keys)
        for fact in closest:
            rows = self._closest_only(rows, fact, key)
        judged = _judgements(wanted.asks, self.as_of)
        columns = list(wanted.place.columns)
        facts = [column for fact in wanted.row_facts for column in fact.columns]
        told_on = [_told_on(fact) for fact in passing]
        each = [one.each.alias(one.column) for one in judged]
        rows = self.backend.settled(rows.select(*columns, ACCOUNT, DAY, *facts, *told_on, *each))
        if passing:
            rows = self._counting(rows, passing, judged, wanted, key)
        members = self._members(rows, judged, wanted)
        return Folded(members, rows.select(*columns, ACCOUNT, *facts) if facts else rows.select(*columns, ACCOUNT))

    def _completed(self, rows: Frame, in_full: Frame, wanted: Wanted) -> Frame:
        """With whether several values were told in full, and several values as one text where that is asked for."""
        several = wanted.several
        if several:
            keys = [*wanted.place.keys, ACCOUNT]
            flags = in_full.group_by(*keys).agg(
                (nw.col("fact") == _path(wanted.place, fact)).max().alias(fact.name + FULL) for fact in several
            )
            rows = rows.join(flags, on=keys, how="left").with_columns(
                # A list of values that was told and is empty says that there is none.
                (nw.col(fact.name + FULL).fill_null(value=False) | (nw.col(fact.name).list.len() == 0)).alias(
                    fact.name + FULL
                )
                for fact in several
            )
        texts = {
            ask.fact.name + TEXT: ask.fact.name
            for ask in wanted.asks
            if isinstance(ask, Corroborated) and ask.fact.kind in SEVERAL
        }
        return self.backend.joined_texts(rows, texts) if texts else rows

    def _closest_only(self, rows: Frame, fact: Fact, key: list[str]) -> Frame:
        """A wide date emptied where the member has a closer one within it, of those that count."""
        low, high = fact.columns
        dates = rows.select(*key, low, high, DAY).filter(~nw.col(low).is_null())
        if fact.over_time != "enduring":
            latest = self.backend.reduced(dates, key, [Part("latest", DAY, "max")])
            since = nw.col("latest") - (0 if fact.over_time == "step" else self.window_days)
            dates = dates.join(latest, on=key, how="inner").filter(nw.col(DAY) >= since)
        wide = dates.filter(nw.col(low) != nw.col(high)).select(*key, low, high).unique()
        other = dates.select(*key, nw.col(low).alias("other.low"), nw.col(high).alias("other.high"))
        within = (
            (nw.col("other.low") >= nw.col(low))
            & (nw.col("other.high") <= nw.col(high))
            & ((nw.col("other.low") != nw.col(low)) | (nw.col("other.high") != nw.col(high)))
        )
        silent = wide.join(other, on=key, how="inner").filter(within).select(*key, low, high).unique()
        silent = silent.with_columns(nw.lit(value=True).alias("silent"))
        return rows.join(silent, on=[*key, low, high], how="left").with_columns(
            nw.when(nw.col("silent").is_null()).then(nw.col(low)).alias(low),
            nw.when(nw.col("silent").is_null()).then(nw.col(high)).alias(high),
        ).drop("silent")

    def _counting(
        self, rows: Frame, passing: list[Fact], judged: list[Judged], wanted: Wanted, key: list[str]
    ) -> Frame:
        """The rows with every judgement taken out that does not count, because the fact was told of later."""
        parts = [Part(_told_on(fact), _told_on(fact), "max") for fact in passing]
        latest = self.backend.reduced(rows, key, parts)
        first = {
            fact: nw.col(_told_on(fact) + "_right") - (0 if fact.over_time == "step" else self.window_days)
            for fact in passing
        }
        counts = {fact: nw.col(DAY) >= since for fact, since in first.items()}
        taken = [
            nw.when(counts[one.fact]).then(nw.col(one.column)).alias(one.column)
            for one in judged
            if one.fact in counts
        ]
        taken += [
            nw.when(counts[fact]).then(nw.col(column)).alias(column)
            for fact in wanted.row_facts
            if fact in counts
            for column in fact.columns
        ]
        return self.backend.settled(rows.join(latest, on=key, how="inner").with_columns(taken))

    def _members(self, rows: Frame, judged: list[Judged], wanted: Wanted) -> Frame:
        place = wanted.place
        links = [column for column in place.columns if column not in place.keys]
        parts = [Part(column, column, "max") for column in links] + [Part(FIRST_TOLD, DAY, "min")]
        parts += [Part(f"{one.column}.{least}", one.column, least) for one in judged for least in one.least]
        members = self.backend.reduced(rows, place.keys, parts)
        names = {one.key: one.column for one in judged}

        def found(key: str, least: Least) -> nw.Expr:
            return nw.col(f"{names[key]}.{least}")

        settled = [_column(node, found, self.as_of) for node in wanted.nodes]
        return self.backend.settled(members.select(*place.columns, FIRST_TOLD, *settled))


def _path(place: Place, fact: Fact) -> str:
    return fact.name if place.table == CASE else f"{place.table}.{fact.name}"


def _told_on(fact: Fact) -> str:
    return f"{fact.name} told on"


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


