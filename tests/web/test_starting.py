"""Who may see and begin what, on the pages of the base; role by role."""

from __future__ import annotations

import datetime
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database
from screening.web.dependencies import OpenCase, case_for

from .browsing import new_case, send, token_on, user_named
from .conftest import PEOPLE, Browser

FIELDS = {
    "reference": "K-0142",
    "child": "Baby A",
    "stage": "born",
    "born-day": "4",
    "born-month": "5",
    "born-year": "2026",
}


def cases(database: Database, name: str) -> list[str]:
    with database.reading() as session:
        return [row.reference for row in Cases(session).list_for(user_named(database, name))]


@pytest.mark.parametrize(
    ("name", "start", "new", "users", "another_team"),
    [
        ("practitioner", 200, 200, 403, 200),
        ("supervisor", 200, 200, 403, 200),
        ("trainer", 200, 200, 403, 403),
        ("administrator", 303, 403, 200, 403),
    ],
)
def test_pages_by_role(browser: Browser, name: str, start: int, new: int, users: int, another_team: int) -> None:
    client = browser(name)
    assert client.get("/").status_code == start
    assert client.get("/cases/new").status_code == new
    assert client.get("/users").status_code == users
    assert client.get("/cases/another-team").status_code == another_team
    shown = client.get("/users" if name == "administrator" else "/").text
    assert ('href="/users"' in shown) == (users == 200)
    assert ('href="/cases/new"' in shown) == (new == 200)
    assert ('href="/cases/another-team"' in shown) == (another_team == 200)
    # What the rules rest on is for everybody.
    assert all(f'href="{address}"' in shown for address in ("/rules", "/checklists", "/api/v1/"))


def test_each_sees_their_own_cases_and_their_teams(browser: Browser, database: Database) -> None:
    new_case(database, "practitioner", "K-1")
    new_case(database, "stranger", "K-2")
    new_case(database, "trainer", "T-3", training=True)
    seen = {
        name: [reference for reference in ("K-1", "K-2", "T-3") if reference in browser(name).get("/").text]
        for name in PEOPLE
    }
    assert seen == {
        "practitioner": ["K-1", "T-3"], "colleague": ["K-1", "T-3"], "stranger": ["K-2"],
        "supervisor": ["K-1", "T-3"], "trainer": ["T-3"], "administrator": [],
    }  # fmt: skip


def test_whoever_looks_after_users_reads_no_reference_anywhere(browser: Browser, database: Database) -> None:
    case_id = new_case(database, "administrator", "K-1")
    client = browser("administrator")
    assert "K-1" not in client.get("/users").text
    assert client.get(f"/cases/{case_id}").status_code == 404
    page = client.get("/users").text
    assert "practitioner" in page
    assert "north" in page


def test_a_new_case_holds_what_was_said_and_no_more(browser: Browser, database: Database) -> None:
    answer = send(browser("practitioner"), "/cases/new", **FIELDS)
    assert answer.status_code == 303
    case_id = answer.headers["Location"].removeprefix("/cases/")
    assert len(case_id) == 32
    assert "0142" not in answer.headers["Location"]
    with database.reading() as session:
        row = Cases(session).get(case_id)
        file = Cases(session).file(case_id)
    assert row is not None
    me = user_named(database, "practitioner")
    assert (row.holder_id, row.team_id, row.training) == (me.id, me.team_id, False)
    (account,) = file.all_accounts
    assert account.on == datetime.date.today().isoformat()
    assert account.facts.model_dump(exclude_unset=True) == {"children": {"baby-a": {"born": "2026-05-04"}}}


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"reference": ""}, "#reference"),
        ({"reference": "Robyn Smith"}, "#reference"),
        ({"reference": "943 476 5919"}, "#reference"),
        ({"reference": "K" * 80 + "1"}, "#reference"),
        ({"child": ""}, "#child"),
        ({"stage": ""}, "#stage"),
        ({"born-day": "31", "born-month": "2"}, "#born-day"),
        ({"born-year": "26"}, "#born-day"),
        ({"born-year": "2199"}, "#born-day"),
        ({"stage": "unborn", "due-day": "soon"}, "#due-day"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    browser: Browser, database: Database, changed: dict[str, str], where: str
) -> None:
    answer = send(browser("practitioner"), "/cases/new", **(FIELDS | changed))
    assert answer.status_code == 400
    assert f'<a href="{where}">' in answer.text
    assert f'id="{where[1:]}"' in answer.text
    assert "<title>Error: New case" in answer.text
    if "child" not in changed:
        assert 'value="Baby A"' in answer.text
    assert cases(database, "practitioner") == []


def test_a_baby_not_born_yet_may_be_due_in_a_month(browser: Browser, database: Database) -> None:
    send(browser("practitioner"), "/cases/new", reference="K-7", child="baby", stage="unborn",
         **{"due-month": "3", "due-year": "2027"})  # fmt: skip
    with database.reading() as session:
        row = Cases(session).find("K-7")
        assert row is not None
        facts = Cases(session).file(row.id).all_accounts[0].facts
    assert facts.model_dump(exclude_unset=True) == {"children": {"baby": {"due": "2027-03"}}}


def test_a_reference_in_use_is_said_and_nothing_is_begun_twice(browser: Browser, database: Database) -> None:
    new_case(database, "stranger", "K-0142")
    answer = send(browser("practitioner"), "/cases/new", **FIELDS)
    assert answer.status_code == 400
    assert "already" in answer.text
    assert cases(database, "practitioner") == []


def test_what_a_trainer_begins_is_a_training_case_whatever_the_form_says(browser: Browser, database: Database) -> None:
    send(browser("trainer"), "/cases/new", **FIELDS)
    with database.reading() as session:
        (row,) = Cases(session).list_for(user_named(database, "trainer"))
    assert row.training
    refused = send(browser("practitioner"), "/cases/new", **FIELDS, training="yes")
    assert refused.status_code == 403


def test_who_may_not_begin_cannot_by_sending_the_form_either(browser: Browser, database: Database) -> None:
    assert send(browser("administrator"), "/cases/new", "/users", **FIELDS).status_code == 403
    assert send(browser("trainer"), "/cases/another-team", "/", reference="K-1", reason="because").status_code == 403


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>7', "<img src=x onerror=alert(1)>7", "{{ 7*7 }}"])
def test_what_people_write_is_shown_as_text(browser: Browser, database: Database, text: str) -> None:
    new_case(database, "practitioner", text)
    page = browser("practitioner").get("/").text
    assert "<script>alert" not in page
    assert f"<bdi>{escape(text)}</bdi>" in page
    answer = send(browser("practitioner"), "/cases/new", reference=text, child=text, stage="born", **{"born-day": text})
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


class TestCaseFor:
    """The dependency that every page about a case uses."""

    @pytest.fixture
    def app(self, app: FastAPI) -> FastAPI:
        router = APIRouter()

        @router.get("/cases/{case_id}/tried")
        def tried(request: Request, opened: Annotated[OpenCase, Depends(case_for("read"))]) -> Response:
            return PlainTextResponse(opened.case.reference)

        @router.get("/cases/{case_id}/deleted")
        def deleted(request: Request, opened: Annotated[OpenCase, Depends(case_for("delete"))]) -> Response:
            return PlainTextResponse("may")

        app.include_router(router)
        return app

    @pytest.mark.parametrize(
        ("name", "live", "training", "delete"),
        [
            ("practitioner", 200, 200, 404),
            ("colleague", 200, 200, 404),
            ("supervisor", 200, 200, 200),
            ("stranger", 404, 404, 404),
            ("trainer", 404, 200, 404),
            ("administrator", 404, 404, 404),
        ],
    )
    def test_by_role(
        self, browser: Browser, database: Database, name: str, live: int, training: int, delete: int
    ) -> None:
        live_id = new_case(database, "practitioner", "K-1")
        training_id = new_case(database, "practitioner", "T-1", training=True)
        client = browser(name)
        assert client.get(f"/cases/{live_id}/tried").status_code == live
        assert client.get(f"/cases/{training_id}/tried").status_code == training
        assert client.get(f"/cases/{live_id}/deleted").status_code == delete

    def test_a_case_of_others_cannot_be_told_from_none(self, browser: Browser, database: Database) -> None:
        theirs = new_case(database, "stranger", "K-9")
        client = browser("practitioner")
        pages = [client.get(f"/cases/{one}/tried") for one in (theirs, "0" * 32, "K-9")]
        assert {page.status_code for page in pages} == {404}
        assert len({page.text.replace(page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0], "")
                    for page in pages}) == 1  # fmt: skip

    def test_reading_and_being_refused_are_in_the_log(self, browser: Browser, database: Database) -> None:
        case_id = new_case(database, "practitioner", "K-1")
        browser("colleague").get(f"/cases/{case_id}/tried")
        browser("stranger").get(f"/cases/{case_id}/tried")
        with database.reading() as session:
            entries = list(Audit(session).entries(case_id))
            assert Audit(session).verify() is None
        names = {user_named(database, name).id: name for name in PEOPLE}
        told = [(names[entry.user_id or ""], entry.action, entry.detail) for entry in entries]
        assert told[-2:] == [("colleague", "read", ""), ("stranger", "refused", "read")]

    def test_in_an_emergency_a_case_of_another_team_opens_for_a_reason(
        self, browser: Browser, database: Database
    ) -> None:
        case_id = new_case(database, "stranger", "K-9")
        client = browser("practitioner")
        path = "/cases/another-team"
        for fields in (
            {"reference": "K-9", "reason": "x"},
            {"reference": "K-8", "reason": "Child found alone tonight"},
        ):
            assert send(client, path, **fields).status_code == 400
        assert client.get(f"/cases/{case_id}/tried").status_code == 404
        opened = send(client, path, reference="K-9", reason="Child found alone tonight")
        assert opened.headers["Location"] == f"/cases/{case_id}"
        assert client.get(f"/cases/{case_id}/tried").status_code == 200
        assert client.get(f"/cases/{case_id}/deleted").status_code == 404
        assert browser("colleague").get(f"/cases/{case_id}/tried").status_code == 404
        with database.reading() as session:
            assert "broke-glass" in {entry.action for entry in Audit(session).entries(case_id)}

    def test_nobody_is_asked_to_sign_in_first(self, browser: Browser, database: Database) -> None:
        case_id = new_case(database, "practitioner", "K-1")
        led = browser().get(f"/cases/{case_id}/tried")
        assert led.headers["Location"] == f"/sign-in?next=%2Fcases%2F{case_id}%2Ftried"


def test_the_form_token_of_one_person_is_not_that_of_another(browser: Browser) -> None:
    assert token_on(browser("practitioner").get("/").text) != token_on(browser("colleague").get("/").text)
