"""People, cases, accounts and a clock for the tests of the store."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from screening.case.account import Account
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.place import Place
from screening.store.tables import CaseRow
from screening.store.users import User, Users

KEY = "5ec2e7" + "0" * 58
"""A raw key: a passphrase would be stretched anew for every connection."""

NewPlace = Callable[[], Place]
"""Makes an empty database of one kind."""


@dataclass
class Time:
    """A clock that a test sets."""

    at: datetime.datetime = field(default=datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC))

    def __call__(self) -> datetime.datetime:
        return self.at

    def passes(self, **span: float) -> None:
        self.at += datetime.timedelta(**span)


def told(**fields: Any) -> Account:
    """An account, of a mark on a child unless it says otherwise."""
    facts = {"children": {"sam": {"injuries": {"i1": {"kind": "bruise"}}}}}
    return Account.model_validate({"on": "2026-02-01", "agency": "health-visiting", "facts": facts, **fields})


def somebody(database: Database, name: str = "Ann", **fields: Any) -> User:
    """A user who was added."""
    with database.session() as session:
        return Users(session).add(name, fields.pop("roles", ["practitioner"]), **fields)


def a_case(database: Database, reference: str = "K-1", **fields: Any) -> CaseRow:
    """A case that was begun."""
    given = {"training": False, "team_id": None, "holder_id": None, "by": None, **fields}
    with database.session() as session:
        return Cases(session).new(reference, **given)


def everything_in(database: Database, without: str = "") -> str:
    """Every row of every table but one, as text."""
    with database.engine.connect() as connection:
        tables = [table for table in CaseRow.metadata.sorted_tables if table.name != without]
        return repr([connection.execute(select(table)).all() for table in tables])
