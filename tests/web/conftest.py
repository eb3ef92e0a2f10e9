"""A service on a new database, with a user of each kind, and browsers that are signed in as one of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from screening.store.database import Database, open_database
from screening.store.passwords import Passwords
from screening.store.place import Embedded
from screening.store.users import Role, Users
from screening.store.visits import Visits
from screening.web.app import create_app
from screening.web.settings import Settings

from .browsing import PASSWORD, user_named

Browser = Callable[..., TestClient]
PEOPLE: dict[str, tuple[tuple[Role, ...], str]] = {
    "practitioner": (("practitioner",), "north"),
    "colleague": (("practitioner",), "north"),
    "stranger": (("practitioner",), "south"),
    "supervisor": (("supervisor",), "north"),
    "trainer": (("trainer",), "north"),
    "administrator": (("administrator",), "north"),
}


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the people in it; making one takes longer than copying it."""
    path = tmp_path_factory.mktemp("database") / "screening.db"
    database = open_database(Embedded(path))
    with database.session() as session:
        for name, (roles, team) in PEOPLE.items():
            user = Users(session).add(name, roles, team=team)
            if name == "practitioner":
                Passwords(session).set(user.id, PASSWORD, by=None)
    database.close()
    return path


@pytest.fixture
def database(_empty: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "screening.db"
    for one in _empty.parent.glob("screening.db*"):
        shutil.copyfile(one, tmp_path / one.name)
    opened = open_database(Embedded(path))
    yield opened
    opened.close()


@pytest.fixture
def settings() -> Settings:
    return Settings(local=False)


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    return create_app(settings, database)


@pytest.fixture
def browser(app: FastAPI, database: Database, settings: Settings) -> Browser:
    """``browser("supervisor")`` is signed in as that user; ``browser()`` as nobody."""

    def opened(name: str | None = None) -> TestClient:
        client = TestClient(app, base_url=settings.address, follow_redirects=False)
        if name is not None:
            with database.session() as session:
                token = Visits(session).begin(user_named(database, name).id)
            client.cookies.set("__Host-screening-session" if settings.secure else "screening-session", token)
        return client

    return opened
