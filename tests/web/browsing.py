"""What the tests of pages do again and again: find a user, begin a case, send a form."""

from __future__ import annotations

import re

from httpx2 import Response
from starlette.testclient import TestClient

from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.users import User, Users

PASSWORD = "three unlikely words"  # noqa: S105 -- of nobody


def user_named(database: Database, name: str) -> User:
    with database.reading() as session:
        return Users(session).named(name)


def new_case(database: Database, holder: str, reference: str = "K-0142", *, training: bool = False) -> str:
    """The id of a new case that somebody holds with their team."""
    user = user_named(database, holder)
    with database.session() as session:
        row = Cases(session).new(reference, training=training, team_id=user.team_id, holder_id=user.id, by=user.id)
        return row.id


def token_on(page: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', page)
    assert found, "the page has no form"
    return found[1]


def send(client: TestClient, path: str, page: str | None = None, **fields: str) -> Response:
    """Fill in and send the form of a page."""
    token = token_on(client.get(page or path).text)
    return client.post(path, data={"csrf_token": token, **fields}, headers={"Sec-Fetch-Site": "same-origin"})
