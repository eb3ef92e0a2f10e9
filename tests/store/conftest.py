"""Every test of the store runs on all three kinds of database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import server
from sqlalchemy import create_engine, text
from store_cases import KEY, NewPlace, Time

from screening.store.database import Database, open_database
from screening.store.place import Embedded, Served


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "sqlcipher", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> NewPlace:
    """Makes empty databases of one kind."""
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres")
        return lambda: Served(_new_database(address), KEY)
    key = KEY if request.param == "sqlcipher" else None
    return lambda: Embedded(tmp_path / f"{uuid.uuid4().hex}.db", key)


def _new_database(address: str) -> str:
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(address + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address + name


@pytest.fixture
def database(new_place: NewPlace) -> Iterator[Database]:
    opened = open_database(new_place())
    yield opened
    opened.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Database]:
    """A plain file, for what is the same on every database."""
    opened = open_database(Embedded(tmp_path / "small.db"))
    yield opened
    opened.close()


@pytest.fixture
def time() -> Time:
    return Time()
