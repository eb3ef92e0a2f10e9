"""Made-up caseloads of any size, seeded, written straight as tables: columns are drawn, never single cases.

The tables follow from the schema, so every fact that a rule can read has its chance. Families have one to four
accounts, several children and people, and lists below the children; four facts in ten are told by nobody, some are
told by several accounts and some of those differ, some lists are told in full, and some dates are known to the month
or year only. Everything is valid: a reader must set nothing aside. Memory depends on ``CHUNK``, not on the caseload.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from screening.case.checks import POSSIBLE
from screening.caseload.schema import ACCOUNTS, CASE, IN_FULL, NOT_KNOWN, Column, tables
from screening.caseload.tables import schema_of
from screening.caseload.writing_out import written

np: Any = import_module("numpy")
"""Numbers in columns. It comes with the peers and is no dependency of the product."""

Ints = Any
"""A NumPy array of whole numbers."""
Flags = Any
"""A NumPy array of yes and no."""

AS_OF = datetime.date(2026, 3, 2)
"""The day of the screening; no account is dated later."""
CHUNK = 50_000
"""Cases drawn at a time."""

KNOWN = 0.6
"""How many of the facts of a member somebody told."""
MEMBER_AGAIN, FACT_AGAIN, DIFFERS = 0.35, 0.5, 0.2
"""How often a later account tells of a member again, and then of a fact, and how often it differs."""
IN_FULL_LISTS, IN_FULL_VALUES, ASKED = 0.04, 0.06, 0.1
"""How often an account tells a list in full, a row tells several values in full, and a row says what is not known."""
_ACCOUNTS_PER_CASE = (0.3, 0.35, 0.2, 0.15)

_MEMBERS = {
    "children": 0.6, "children.injuries": 0.3, "children.appointments": 0.9, "children.contacts": 0.5, "people": 1.3,
    "people.appointments": 0.2, "households": 0.5, "contacts": 0.8, "referrals": 0.5, "services": 1.1, "sharing": 0.4,
    "notifications": 0.1, "assessments": 0.5, "plans": 0.4, "meetings": 0.6, "decisions": 0.4, "supervision": 0.2,
    "escalations": 0.1, "events": 0.3, "concerns": 0.6, "claims": 0.6, "flags": 0.3,
}  # fmt: skip
"""How many members a list has on average; there is always a child and a person besides."""
_AT_LEAST_ONE = ("children", "people")
_MOST = 8
"""Members of one list at most."""

_AGENCIES = ("gp", "health-visiting", "midwifery", "nursery", "school", "police", "social-care", "early-help",
             "hospital", "housing", "probation", "mental-health")  # fmt: skip
_ROLES = ("health visitor", "social worker", "nursery lead", "midwife", "police officer", "family doctor")
_UNBORN = 0.06
_FIRST_DAY = datetime.date(1955, 1, 1).toordinal()
_LAST_DAY = AS_OF.toordinal() + 366


def generate(folder: Path, cases: int, seed: int = 1, *, in_order: bool = True) -> None:
    """Write the tables of a caseload, as Parquet, into a folder that is there.

    Args:
        folder: where.
        cases: how many.
        seed: of what is made up.
        in_order: the rows of a case stand together, and cases in the order of their references.
    """
    rng = np.random.default_rng(seed)
    with ExitStack() as files:
        writers = {
            name: files.enter_context(written(folder / f"{name}.parquet", schema_of(table)))
            for name, table in tables().items()
        }
        for first in range(0, cases, CHUNK):
            for name, rows in _Chunk(rng, first, min(CHUNK, cases - first)).tables():
                writers[name].add(rows.sort("case", maintain_order=True) if in_order else rows)


class _Chunk:
    """Some cases: first who tells, then who there is, then what each account tells of whom."""

    def __init__(self, rng: Any, first: int, count: int) -> None:
        self.rng = rng
        self.cases = pl.Series([f"K{number:08d}" for number in range(first, first + count)])
        self.tellers: Ints = rng.choice(4, count, p=_ACCOUNTS_PER_CASE) + 1
        self.first_account: Ints = np.cumsum(self.tellers) - self.tellers
        case: Ints = np.repeat(np.arange(count), self.tellers)
        day = AS_OF.toordinal() - rng.integers(0, 700, len(case))
        self.account_case = case
        self.account_day: Ints = day[np.lexsort((day, case))]
        self.counts: dict[str, Ints] = {}
        self.in_full: list[pl.DataFrame] = []
        self.not_known: list[pl.DataFrame] = []

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Each table with its rows."""
        for name, table in tables().items():
            if table.keys and name not in (ACCOUNTS, CASE, IN_FULL, NOT_KNOWN) and table.parent is None:
                self.counts[name] = self._sizes(name, len(self.cases))
        yield ACCOUNTS, self._accounts()
        everyone = np.arange(len(self.cases))
        yield CASE, self._facts(CASE, everyone, everyone, None, None)
        for name, table in tables().items():
            if "id" not in table.keys:
                continue
            if table.parent_table is None:
                case, number = _members(self.counts[name])
                yield name, self._facts(name, case, number, None, None)
            else:
                above_case, above_number = _members(self.counts[table.parent_table])
                above, number = _members(self._sizes(name, len(above_case)))
                yield name, self._facts(name, above_case[above], number, table.parent, above_number[above])
        self._lists_in_full()
        for name, found in ((IN_FULL, self.in_full), (NOT_KNOWN, self.not_known)):
            yield name, pl.concat(found).select(*schema_of(tables()[name]))

    def _sizes(self, name: str, of: int) -> Ints:
        drawn = np.minimum(self.rng.poisson(_MEMBERS.get(name, 0.3), of), _MOST - 1)
        return drawn + (name in _AT_LEAST_ONE)

    def _accounts(self) -> pl.DataFrame:
        rng, total = self.rng, len(self.account_case)
        number = np.arange(total) - self.first_account[self.account_case]
        source = rng.integers(0, 7, total)
        sources = [*tables()[ACCOUNTS].column("source").values, None]
        by_family = np.isin(source, [sources.index("carer"), sources.index("family")])
        teller = np.where(by_family & (rng.random(total) < 0.7), rng.integers(0, 2, total), 2)
        later = (number > 0) & (rng.random(total) < 0.15)
        withdrawing = (number > 0) & (rng.random(total) < 0.01)
        return self._shaped(
            ACCOUNTS,
            case=self.cases.gather(self.account_case),
            account=_named("a", number),
            on=_dates(self.account_day, self._precision(self.account_day, total)),
            agency=pl.Series(_AGENCIES).gather(rng.integers(0, len(_AGENCIES), total)),
            by=pl.Series(_ROLES).gather(rng.integers(0, len(_ROLES), total)),
            source=pl.Series(sources).gather(source),
            told_by=pl.Series(["p1", "p2", None]).gather(teller),
            known_to=_pool(_AGENCIES, 12).gather(np.where(rng.random(total) < 0.3, rng.integers(0, 12, total), 12)),
            corroborated_by=_earlier(number, later),
            withdraws=_earlier(number, withdrawing),
        )

    def _precision(self, days: Ints, total: int) -> Ints:
        """0 for a day, 1 for a month, 2 for a year, of accounts: none that is not over yet."""
        drawn = self.rng.choice(3, total, p=(0.93, 0.06, 0.01))
        drawn = np.where((drawn == 2) & (days >= datetime.date(AS_OF.year, 1, 1).toordinal()), 0, drawn)
        return np.where((drawn == 1) & (days >= AS_OF.replace(day=1).toordinal()), 0, drawn)

    def _facts(self, name: str, case: Ints, number: Ints, parent: str | None, above: Ints | None) -> pl.DataFrame:
        """The rows of one table: each member told by one account, and perhaps by later ones."""
        rng = self.rng
        first = rng.integers(0, self.tellers[case])
        own: list[Ints] = [np.arange(len(case))]
        accounts: list[Ints] = [first]
        for later in range(1, len(_ACCOUNTS_PER_CASE)):
            tells = (later > first) & (later < self.tellers[case]) & (rng.random(len(case)) < MEMBER_AGAIN)
            own.append(np.nonzero(tells)[0])
            accounts.append(np.full(len(own[-1]), later))
        member, account = np.concatenate(own), np.concatenate(accounts)
        again = np.arange(len(member)) >= len(case)
        day = self.account_day[self.first_account[case] + first]
        keys: dict[str, pl.Series] = {"case": self.cases.gather(case[member]), "account": _named("a", account)}
        if parent is not None and above is not None:
            keys[parent] = _named(parent[0], above[member])
        if name != CASE:
            keys["id"] = _named(_letter(name), number[member])
        unborn = rng.random(len(case)) < _UNBORN
        told: dict[str, pl.Series] = {}
        for column in tables()[name].facts:
            known: Flags = rng.random(len(case)) < KNOWN
            if name == "children" and column.name in ("born", "due"):
                known = known & (unborn if column.name == "due" else ~unborn)
            says = known[member] & (~again | (rng.random(len(member)) < FACT_AGAIN))
            told[column.name] = self._values(name, column, day, member, again, says)
        rows = self._shaped(name, **keys, **told)
        self._say_more(name, rows)
        return rows

    def _values(self, name: str, column: Column, day: Ints, member: Ints, again: Flags, says: Flags) -> pl.Series:
        """One column: the same value from every account of a member, or now and then another."""
        rng = self.rng

        def drawn(values: Any) -> Ints:
            """Draws from 0 to values - 1, the same for all rows of a member unless they differ."""
            once = rng.integers(0, values, len(day))[member]
            return np.where(again & (rng.random(len(member)) < DIFFERS), rng.integers(0, values, len(member)), once)

        if column.kind == "date":
            back = drawn(_reach(name, column))
            if column.entry is not None and column.entry.fact.future:
                days = AS_OF.toordinal() + 200 - back
            else:
                days = day[member] - back - (16 * 365 if (name, column.name) == ("people", "born") else 0)
            precision = rng.choice(3, len(day), p=(0.85, 0.1, 0.05))[member]
            return _dates(days, np.where(says, precision, 3))
        values = _values_of(column)
        return values.gather(np.where(says, drawn(len(values) - 1), len(values) - 1))

    def _say_more(self, name: str, rows: pl.DataFrame) -> None:
        """What was told in full, and what was asked and is not known, of some of the rows."""
        rng = self.rng
        columns = tables()[name].facts
        if name == CASE or not columns:
            return
        for column in columns:
            if column.kind == "texts":
                path = pl.concat_str(_path(name), pl.lit(f".{column.name}")).alias("path")
                full = pl.Series(rng.random(rows.height) < IN_FULL_VALUES)
                told = rows.filter(full & pl.col(column.name).is_not_null())
                self.in_full.append(told.select("case", "account", path))
        asked = rows.filter(pl.Series(rng.random(rows.height) < ASKED))
        which = pl.Series([column.name for column in columns]).gather(rng.integers(0, len(columns), asked.height))
        reasons = pl.Series(tables()[NOT_KNOWN].column("reason").values)
        reason = reasons.gather(rng.integers(0, len(reasons), asked.height))
        path = pl.concat_str(_path(name), pl.lit("."), which)
        self.not_known.append(asked.select("case", "account", path.alias("path"), reason.alias("reason")))

    def _lists_in_full(self) -> None:
        """Lists told in full, whether or not anybody told of a member."""
        rng = self.rng
        account = _named("a", np.arange(len(self.account_case)) - self.first_account[self.account_case])
        every = pl.DataFrame({"case": self.cases.gather(self.account_case), "account": account})
        for name, table in tables().items():
            if "id" not in table.keys:
                continue
            path = name if table.parent is None else name.replace(".", f".{(table.parent)[0]}1.")
            some = every.filter(pl.Series(rng.random(every.height) < IN_FULL_LISTS))
            self.in_full.append(some.with_columns(pl.lit(path).alias("path")))

    def _shaped(self, name: str, **columns: pl.Series) -> pl.DataFrame:
        rows = pl.DataFrame(columns)
        return rows.select(
            (pl.col(column) if column in columns else pl.lit(None)).cast(kind).alias(column)
            for column, kind in schema_of(tables()[name]).items()
        )


def _members(sizes: Ints) -> tuple[Ints, Ints]:
    """For each member, to which it belongs, and its number there."""
    above = np.repeat(np.arange(len(sizes)), sizes)
    return above, np.arange(len(above)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _letter(name: str) -> str:
    return name.rpartition(".")[2][0]


@cache
def _names(letter: str) -> pl.Series:
    return pl.Series([f"{letter}{number}" for number in range(1, _MOST + 2)])


def _named(letter: str, number: Ints) -> pl.Series:
    return _names(letter).gather(number)


def _earlier(number: Ints, where: Flags) -> pl.Series:
    """A list with the account just before, where it is asked for."""
    lists = pl.Series([[f"a{one}"] for one in range(1, len(_ACCOUNTS_PER_CASE) + 1)] + [None], dtype=pl.List(pl.String))
    return lists.gather(np.where(where, number - 1, len(_ACCOUNTS_PER_CASE)))


@cache
def _pool(values: tuple[str, ...], size: int) -> pl.Series:
    """Lists of none to three of some values, each list different, and last of all an empty cell."""
    rng = np.random.default_rng(size)
    drawn = [sorted(rng.choice(values, min(len(values), length), replace=False)) for length in (0, 1, 1, 1, 2, 2, 3)]
    while len(drawn) < size:
        drawn.append(sorted(rng.choice(values, rng.integers(1, min(3, len(values)) + 1), replace=False)))
    return pl.Series([*([str(one) for one in several] for several in drawn[:size]), None], dtype=pl.List(pl.String))


@cache
def _values_of(column: Column) -> pl.Series:
    """What a column can hold, each value equally likely, and last of all an empty cell."""
    entry = column.entry
    words = column.values
    if entry is not None and entry.fact.refers_to:
        words = tuple(f"{entry.fact.refers_to[0]}{number}" for number in (1, 2))
    elif column.form == "agency":
        words = _AGENCIES
    if column.kind == "texts":
        return _pool(words, 32)
    if column.kind == "yes-no":
        return pl.Series([True, False, False, None])
    if column.kind == "number":
        return pl.Series([*POSSIBLE.get(entry.path if entry else "", range(10)), None])
    return pl.Series([*words, None])


def _reach(name: str, column: Column) -> int:
    """How many days back a date can lie, one more than the most."""
    if column.name == "born":
        return 17 * 365 if name == "children" else 40 * 365
    return 240 if column.entry is not None and column.entry.fact.future else 400


@cache
def _date_texts() -> pl.Series:
    """Every day as a day, as a month and as a year, and last of all an empty cell."""
    days = [datetime.date.fromordinal(day).isoformat() for day in range(_FIRST_DAY, _LAST_DAY + 1)]
    return pl.Series([*days, *(day[:7] for day in days), *(day[:4] for day in days), None])


def _dates(days: Ints, precision: Ints) -> pl.Series:
    """Dates as text: 0 to the day, 1 to the month, 2 to the year, 3 empty."""
    span = _LAST_DAY - _FIRST_DAY + 1
    return _date_texts().gather(np.where(precision == 3, 3 * span, precision * span + days - _FIRST_DAY))


def _path(name: str) -> pl.Expr:
    """The case path of a row's member."""
    table = tables()[name]
    parts = name.split(".")
    if table.parent is None:
        return pl.concat_str(pl.lit(f"{name}."), pl.col("id"))
    return pl.concat_str(pl.lit(f"{parts[0]}."), pl.col(table.parent), pl.lit(f".{parts[1]}."), pl.col("id"))
