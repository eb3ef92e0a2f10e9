"""What tests of training pages do again and again: a session with groups, a browser in one, what the trainer does."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from httpx2 import Response
from starlette.testclient import TestClient

from screening.services import training_on_the_web as service
from screening.services.training_on_the_web import OnTheWeb
from screening.store.database import Database
from screening.store.training_seats import TrainingSeats

from .browsing import token_on

if TYPE_CHECKING:
    from .conftest import Browser

NURSERY_AND_HEALTH = (("Blue", "nursery"), ("Green", "community-paediatrics"))


def new_session(
    database: Database,
    groups: Sequence[tuple[str, str | None]] = NURSERY_AND_HEALTH,
    scenario: str = "plain-sight",
    label: str = "Spring",
) -> str:
    """The id of a new session."""
    session_id = uuid.uuid4().hex
    service.begin(database, session_id, label, service.scenarios()[scenario], groups, by=None)
    return session_id


def on(database: Database, session_id: str) -> OnTheWeb:
    """The session as it stands."""
    found = service.load(database, session_id)
    assert found is not None
    return found


def codes(database: Database, session_id: str) -> list[str]:
    """The code of each group, in the order of the groups."""
    with database.reading() as session:
        found = TrainingSeats(session).codes(session_id)
    return [found[one.id] for one in on(database, session_id).now.groups]


def join(client: TestClient, code: str) -> str:
    """Join a group; the address of its page."""
    token = token_on(client.get("/join").text)
    answer = client.post("/join", data={"csrf_token": token, "code": code})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def does(trainer: TestClient, session_id: str, name: str) -> None:
    """The trainer does something: asked once, then done."""
    path = f"/training/{session_id}/{name}"
    page = trainer.get(path).text
    fields = dict(re.findall(r'name="(id|step)" value="([^"]*)"', page))
    answer = trainer.post(path, data={"csrf_token": token_on(page), **fields})
    assert answer.status_code == 303, answer.text


def writes(client: TestClient, page: str, **fields: str | list[str]) -> Response:
    """Send a form of a group's page; an entry at the open checkpoint unless it says otherwise."""
    text = client.get(page).text
    step = re.search(r'name="step" value="([^"]*)"', text)
    given = {"id": uuid.uuid4().hex, "what": "entry", "step": step[1] if step else "", **fields}
    return client.post(page, data={"csrf_token": token_on(text), **given})


def read(client: TestClient, path: str) -> str:
    """What stands on a page, as text."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def sit(browser: Browser, database: Database, session_id: str, number: int = 0) -> tuple[TestClient, str]:
    """Somebody in a group, and the address of its page."""
    client = browser()
    return client, join(client, codes(database, session_id)[number])
