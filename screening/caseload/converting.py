"""Case files into rows of tables, and tables back into case files.

Each account is flattened by the case models, once, and its facts are put where the schema says. The way back exists so
that it can be shown that nothing a rule may read is lost on the way. Files, batches and rejects are left to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import polars as pl

from screening.case.account import Account, CaseFile
from screening.case.dictionary import fields
from screening.case.profile import CaseProfile
from screening.case.words import Entity
from screening.caseload.schema import ACCOUNTS, CASE, IN_FULL, NOT_KNOWN, tables
from screening.caseload.tables import Tables, assembled, schema_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case path lies in the tables: the table, the ids on the way, and the column in the row."""

    table: str
    ids: tuple[str, ...]
    column: str


@lru_cache(maxsize=65536)
def place_of(path: str) -> Place:
    """Where the fact at a case path is kept; ``children.robyn.injuries`` itself gives an empty column.

    Raises:
        KeyError: the path leads to no fact.
    """
    here: type[Entity] | None = CaseProfile
    table: list[str] = []
    ids: list[str] = []
    inside: list[str] = []
    parts = iter(path.split("."))
    for part in parts:
        entry = fields(here)[part] if here else None
        if entry is None:
            raise KeyError(path)
        inside.append(part)
        here = entry.member
        if entry.kind == "list":
            table, inside = [*table, *inside], []
            identifier = next(parts, None)
            if identifier is not None:
                ids.append(identifier)
    return Place(".".join(table) or CASE, tuple(ids), ".".join(inside))


def rows_of(case: CaseFile) -> Iterator[tuple[str, Row]]:
    """Every row that a case file comes to, with the name of its table."""
    training = True if case.training else None
    accounts = case.all_accounts
    if not accounts:
        yield ACCOUNTS, {"case": case.case, "training": training}
    for account in accounts:
        yield ACCOUNTS, _account_row(case.case, account, training)
        flat = account.flattened
        own = {"case": case.case, "account": account.id}
        yield from _fact_rows(own, account)
        for path in sorted(flat.in_full):
            yield IN_FULL, {**own, "path": path}
        for path, reason in account.not_known.items():
            yield NOT_KNOWN, {**own, "path": path, "reason": reason}


def _account_row(case: str, account: Account, training: bool | None) -> Row:
    row: Row = {"case": case, "account": account.id, "training": training}
    for name in ("on", "agency", "by", "source", "told_by"):
        row[name] = getattr(account, name)
    for name in ("known_to", "corroborated_by", "withdraws"):
        row[name] = list(getattr(account, name)) or None
    return row


def _fact_rows(own: Row, account: Account) -> Iterator[tuple[str, Row]]:
    schema = tables()
    rows: dict[tuple[str, tuple[str, ...]], Row] = {}

    def row_at(table: str, ids: tuple[str, ...]) -> Row:
        found = rows.get((table, ids))
        if found is None:
            found = rows[table, ids] = {**own, **dict(zip(schema[table].keys[2:], ids, strict=True))}
        return found

    for path, member in account.flattened.members:
        place = place_of(f"{path}.{member}")
        row_at(place.table, place.ids)
    known = _columns()
    for path, value in account.flattened.values:
        place = place_of(path)
        # An empty list of members is told by in_full alone, and notes go into no table.
        if place.column in known[place.table]:
            row_at(place.table, place.ids)[place.column] = list(value) if isinstance(value, tuple) else value
    for (table, _), row in rows.items():
        yield table, row


@cache
def _columns() -> dict[str, frozenset[str]]:
    return {name: frozenset(column.name for column in table.facts) for name, table in tables().items()}


def frames_of(cases: Iterable[CaseFile]) -> dict[str, pl.DataFrame]:
    """The tables of some case files, in memory; tables without rows are left out."""
    rows: dict[str, list[Row]] = {}
    for case in cases:
        for table, row in rows_of(case):
            rows.setdefault(table, []).append(row)
    schema = tables()
    return {name: pl.DataFrame(rows[name], schema=schema_of(schema[name])) for name in schema if name in rows}


def tables_of(cases: Iterable[CaseFile]) -> Tables:
    """The tables of some case files, in memory, ready for the engine. A reference must not come twice."""
    return assembled({name: frame.lazy() for name, frame in frames_of(cases).items()})


def case_files(frames: Mapping[str, pl.DataFrame]) -> Iterator[CaseFile]:
    """The case files that tables come from, in the order of ``accounts``, without what no rule reads.

    Notes, ``basis`` and ``cites`` of an account and the words about a training case are not in the tables. A list told
    without ids comes back with the ids ``1``, ``2`` and on; the short form comes back as the account ``facts``.
    """
    accounts: dict[str, dict[str, Row]] = {}
    training: set[str] = set()
    for row in frames[ACCOUNTS].to_dicts():
        of_case = accounts.setdefault(row["case"], {})
        if row.pop("training", None):
            training.add(row["case"])
        if row["account"] is not None:
            told = {name: value for name, value in row.items() if value is not None and name not in ("case", "account")}
            of_case[row["account"]] = {"id": row["account"], **told, "facts": {}}
    for name, frame in frames.items():
        for row in frame.to_dicts() if name != ACCOUNTS else ():
            account = accounts[row.pop("case")][row.pop("account")]
            _put(account, name, {key: value for key, value in row.items() if value is not None})
    for case, told_by in accounts.items():
        yield CaseFile.model_validate({"case": case, "training": case in training, "accounts": list(told_by.values())})


def _put(account: Row, name: str, row: Row) -> None:
    """Puts one row of a table into the account, as a case file would write it."""
    if name == NOT_KNOWN:
        account.setdefault("not_known", {})[row["path"]] = row["reason"]
        return
    if name == IN_FULL:
        account.setdefault("complete", []).append(row["path"])
        return
    keys = tables()[name].keys[2:]
    here = account["facts"]
    for list_name, key in zip(name.split("."), keys, strict=True) if keys else ():
        here = here.setdefault(list_name, {}).setdefault(row.pop(key), {})
    for column, value in row.items():
        *inside, last = column.split(".")
        spot = here
        for part in inside:
            spot = spot.setdefault(part, {})
        spot[last] = value
