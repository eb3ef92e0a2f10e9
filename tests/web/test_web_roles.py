"""Role by role, page by page: what each address answers to each kind of person, for a live case and a training case.

Every address of the service is in the table of ``web_addresses``. A new one fails the first test until it
is said there who may ask.
"""

from __future__ import annotations

import datetime
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from starlette.testclient import TestClient

from screening.services.record_drafting import begin as begin_record
from screening.services.training_on_the_web import begin, load, scenarios
from screening.store.api_tokens import SCOPES, ApiTokens
from screening.store.attempts import Attempts
from screening.store.break_glass import BreakGlass
from screening.store.database import Database, open_database
from screening.store.drafts import DraftOutdated, Drafts
from screening.store.place import Embedded
from screening.store.training_seats import TrainingSeats
from screening.store.users import Users
from screening.store.visits import Visits
from screening.supervision.written import WrittenRecord
from screening.web.app import create_app
from screening.web.errors import PROGRAMS
from screening.web.form.addresses import form_key
from screening.web.security.tokens import HEADER, token_for
from screening.web.settings import Settings

from .browsing import new_case, user_named
from .result_cases import accounts, add
from .supervised import kept_record
from .web_addresses import BOTH, CHECKLIST, EMPTY, GLASS, KINDS, LEADS_TO_SIGN_IN, PEOPLE, TABLE, Kind, Row


@dataclass(frozen=True)
class World:
    """A service with the people, a case of each kind, and the parts of addresses that are about it."""

    app: FastAPI
    database: Database
    parts: dict[Kind, dict[str, str]]

    def browser(self, name: str | None) -> TestClient:
        client = TestClient(self.app, base_url=self.app.state.settings.address, follow_redirects=False)
        if name is None:
            client.get("/sign-in")
            client.headers[HEADER] = token_for(client.cookies["screening-visit"])
            return client
        with self.database.session() as session:
            secret = Visits(session).begin(user_named(self.database, name).id)
        client.cookies.set("screening-session", secret)
        client.headers[HEADER] = token_for(secret)
        return client

    def program(self, name: str | None) -> TestClient:
        client = TestClient(self.app, base_url=self.app.state.settings.address, follow_redirects=False)
        if name is not None:
            with self.database.session() as session:
                token = ApiTokens(session).make(user_named(self.database, name).id, "a program", SCOPES, by=None)
            client.headers["Authorization"] = f"Bearer {token}"
        return client

    def begin_form(self, name: str, kind: Kind) -> None:
        """Have somebody hold a form of the case that is begun, whether they may or not."""
        case_id = self.parts[kind]["case_id"]
        body = {"checklist": CHECKLIST, "case": "K-0142", "child": "sam", "on": datetime.date.today().isoformat(),
                "agency": "gp", "by": "GP"}  # fmt: skip
        user = user_named(self.database, name)
        try:
            with self.database.session() as session:
                Drafts(session).put(user.id, case_id, CHECKLIST, "sam", body, expected_version=0)
        except DraftOutdated:
            pass  # It is begun already.

    def begin_record(self, kind: Kind) -> None:
        """Have a record of the case's supervision be written, unless one is."""
        begin_record(self.database, self.parts[kind]["case_id"], WrittenRecord(), by=self.user_id)

    @property
    def user_id(self) -> str:
        """The id of the holder."""
        return user_named(self.database, "holder").id


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("roles")
    database = open_database(Embedded(folder / "screening.db"))
    with database.session() as session:
        for name, (role, team) in PEOPLE.items():
            Users(session).add(name, [role], team=team)
    cases: dict[Kind, str] = {}
    for kind in KINDS:
        cases[kind] = new_case(database, "holder", "K-0142", training=kind == "training")
        add(database, cases[kind], *accounts(), by="holder")
        kept_record(database, cases[kind])
        with database.session() as session:
            for name in GLASS:
                BreakGlass(session).open(user_named(database, name).id, cases[kind], "A child is crying at the door.")
    made = World(create_app(Settings(local=False), database), database, {})
    for kind in KINDS:
        made.parts[kind] = _parts(made, kind, cases[kind])
    yield made
    database.close()
    shutil.rmtree(folder)


def _parts(world: World, kind: Kind, case_id: str) -> dict[str, str]:
    form = form_key(case_id, CHECKLIST, "sam")
    world.parts[kind] = {"case_id": case_id}
    world.begin_form("holder", kind)
    browser = world.browser("holder")
    prompt = re.search(r"/prompts/([0-9a-f]{16})", browser.get(f"/cases/{case_id}/result").text)
    page = re.search(r"/pages/([0-9a-f]{20})", browser.get(f"/cases/{case_id}/forms/{form}/sections/1").text)
    asked = _filled(TABLE["POST /cds-services/screening"].sends, {"case_id": case_id})
    cards = world.program("holder").post("/cds-services/screening", json=asked).json()["cards"]
    assert prompt
    assert page
    return {**_training(world), "case_id": case_id, "form": form, "key": prompt[1], "page": page[1], "number": "1",
            "user_id": world.user_id,
            "card": next(one["uuid"] for one in cards if "uuid" in one)}  # fmt: skip


def _training(world: World) -> dict[str, str]:
    """A training session with a group."""
    session_id = uuid.uuid4().hex
    begin(world.database, session_id, "Spring", scenarios()["plain-sight"], [("Blue", "nursery")], by=None)
    on = load(world.database, session_id)
    assert on is not None
    return {"session_id": session_id, "group_id": on.now.groups[0].id}


def _filled(sends: Any, parts: dict[str, str]) -> Any:
    """A form or body with its parts put in; what is to be true or false becomes so."""
    if isinstance(sends, dict):
        return {key: _filled(one, parts) for key, one in sends.items()}
    if isinstance(sends, list):
        return [_filled(one, parts) for one in sends]
    return re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], sends)


def _asked(world: World, client: TestClient, route: str, row: Row, kind: Kind, unused: str) -> Response:
    method, _, path = route.partition(" ")
    training = kind == "training"
    parts = {**world.parts[kind], **row.at, "unused": unused, "training": "yes" if training else ""}
    address = path + (f"?{row.at['?']}" if "?" in row.at else "")
    address = re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], address)
    if method == "GET":
        return client.get(address)
    sends = _filled(row.sends, parts)
    if not path.startswith(PROGRAMS):
        return client.post(address, data=sends, headers={"Sec-Fetch-Site": "same-origin"})
    return client.post(address, json={**sends, "training": training} if "training" in sends else sends)


def test_every_address_is_in_the_table(world: World) -> None:
    found = [
        f"{method} {route.path}" for route in iter_route_contexts(world.app.routes) for method in route.methods or ()
    ]
    assert sorted(found) == sorted(TABLE)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [None, *PEOPLE])
def test_what_each_address_answers(world: World, name: str | None, kind: Kind) -> None:
    if name is not None:
        world.begin_form(name, kind)
    world.begin_record(kind)
    browser, program = world.browser(name), world.program(name)
    with world.database.session() as session:
        # So that what was tried for somebody else is no reason to turn this one away.
        Attempts(session).succeeded("nobody of this name", "testclient")
        Attempts(session).succeeded("no-such-code", "joining from testclient")
    wrong = {}
    for number, (route, row) in enumerate(TABLE.items()):
        if kind == "training" and row.who is BOTH:
            continue  # Nothing about it has to do with a case.
        by_program = route.partition(" ")[2].startswith(PROGRAMS)
        unused = f"{kind}-{[None, *PEOPLE].index(name)}-{number}"
        answer = _asked(world, program if by_program else browser, route, row, kind, unused)
        allowed = name is not None and name in row.who[kind]
        expected = row.nobody if name is None else row.answers if allowed else row.others
        signs_in = answer.headers.get("location", "").startswith("/sign-in")
        to_sign_in = expected == 303 and (name is None or route in LEADS_TO_SIGN_IN)
        if (answer.status_code, signs_in) != (expected, to_sign_in):
            wrong[route] = f"{answer.status_code} {answer.headers.get('location', '')}, not {expected}"
    assert wrong == {}


SEATED: Final = {
    "GET /groups/{group_id}": 200,
    "POST /groups/{group_id}": EMPTY,
    "GET /groups/{group_id}/policies": 200,
    # What is sent empty takes nothing back.
    "POST /groups/{group_id}/policies": 404,
    "GET /groups/{group_id}/family": 200,
    "POST /groups/{group_id}/family": EMPTY,
    "GET /groups/{group_id}/state": 200,
}
"""What answers otherwise to somebody who has joined a group than to nobody."""


def test_a_seat_in_a_group_opens_its_pages_and_nothing_else(world: World) -> None:
    group = world.parts["live"]["group_id"]
    browser = world.browser(None)
    with world.database.reading() as session:
        code = TrainingSeats(session).codes(world.parts["live"]["session_id"])[group]
    assert browser.post("/join", data={"code": code}).headers["location"] == f"/groups/{group}"
    wrong = {}
    for route, row in TABLE.items():
        client = world.program(None) if route.partition(" ")[2].startswith(PROGRAMS) else browser
        answer = _asked(world, client, route, row, "live", "none")
        expected = SEATED.get(route, row.nobody)
        if answer.status_code != expected:
            wrong[route] = f"{answer.status_code}, not {expected}"
    assert wrong == {}
    assert browser.get(f"/groups/{world.parts['training']['group_id']}").status_code == 404
