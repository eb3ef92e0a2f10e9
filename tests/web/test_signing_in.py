"""Signing in, staying signed in and signing out; who is nobody is led to the sign-in page and back."""

from __future__ import annotations

import datetime
import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from screening.store import visits
from screening.store.attempts import MOST_FOR_NAME
from screening.store.audit import Audit
from screening.store.clock import now
from screening.store.database import Database
from screening.store.links import Links
from screening.store.passwords import Passwords
from screening.store.tables import VisitRow
from screening.store.users import Users
from screening.web.security.visitors import local_path
from screening.web.settings import Settings

from .browsing import PASSWORD, send, token_on, user_named
from .conftest import Browser

SESSION = "screening-session"


def test_nobody_is_led_to_the_sign_in_page_and_back(browser: Browser) -> None:
    client = browser()
    led = client.get("/cases/new?a=b")
    assert (led.status_code, led.headers["Location"]) == (303, "/sign-in?next=%2Fcases%2Fnew%3Fa%3Db")
    page = client.get(led.headers["Location"]).text
    kept = re.search(r'name="next" value="([^"]*)"', page)
    assert kept is not None
    back = send(client, "/sign-in", led.headers["Location"], name="Practitioner", password=PASSWORD, next=kept[1])
    assert (back.status_code, back.headers["Location"]) == (303, "/cases/new?a=b")
    assert client.get("/cases/new").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "evil",
        "javascript:alert(1)", "", " /", "/ ", "/a\n", "/sign-in?next=/x", "///x",
    ],
)  # fmt: skip
def test_no_other_place_is_led_to(browser: Browser, path: str) -> None:
    assert local_path(path) == "/"
    back = send(browser(), "/sign-in", name="practitioner", password=PASSWORD, next=path)
    assert back.headers["Location"] == "/"


def test_the_cookie_is_a_random_id_that_no_script_reads(browser: Browser, database: Database) -> None:
    client = browser()
    before = client.get("/sign-in").headers["Set-Cookie"]
    answer = send(client, "/sign-in", name="practitioner", password=PASSWORD)
    kept = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(SESSION))
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in kept
        assert part in before
    value = kept.split("=", 1)[1].split(";")[0]
    assert re.fullmatch(r"[\w-]{43}", value)
    with database.reading() as session:
        assert value not in {row.token_hash for row in session.query(VisitRow)}
    assert client.cookies.get("screening-visit") is None


def test_a_wrong_password_says_no_more_than_that(browser: Browser, database: Database) -> None:
    def words(name: str, password: str) -> tuple[int, str]:
        answer = send(browser(), "/sign-in", name=name, password=password)
        return answer.status_code, re.sub(r'"[\w-]{20,}"|nonce="[^"]*"|value="[^"]*"', "", answer.text)

    unknown = words("nobody", PASSWORD)
    assert unknown[0] == 400
    assert unknown == words("practitioner", "not this one")
    assert unknown == words("supervisor", "")
    with database.reading() as session:
        logged = [entry.action for entry in Audit(session).entries()]
    assert logged[-3:] == ["sign-in-refused"] * 3


def test_after_some_wrong_passwords_even_the_right_one_has_to_wait(browser: Browser) -> None:
    client = browser()
    for _ in range(MOST_FOR_NAME):
        assert send(client, "/sign-in", name="practitioner", password="x").status_code == 400  # noqa: S106
    refused = send(client, "/sign-in", name="PRACTITIONER", password=PASSWORD)
    assert refused.status_code == 429
    assert "quarter of an hour" in refused.text


def test_a_form_from_elsewhere_is_refused(browser: Browser) -> None:
    client = browser("practitioner")
    token = token_on(client.get("/cases/new").text)
    fields = {"reference": "K-1", "child": "baby", "stage": "not-known"}

    def sent(data: dict[str, str], **headers: str) -> int:
        return client.post("/cases/new", data=fields | data, headers=headers).status_code

    assert sent({}) == 403
    assert sent({"csrf_token": ""}) == 403
    assert sent({"csrf_token": token[::-1]}) == 403
    assert sent({"csrf_token": token_on(browser("practitioner").get("/cases/new").text)}) == 403
    for site in ("cross-site", "same-site"):
        assert sent({"csrf_token": token}, **{"Sec-Fetch-Site": site}) == 403
    assert "There is no case" in client.get("/").text
    assert sent({"csrf_token": token}, **{"Sec-Fetch-Site": "same-origin"}) == 303


def test_the_sign_in_form_too_needs_its_token(browser: Browser) -> None:
    answer = browser().post("/sign-in", data={"name": "practitioner", "password": PASSWORD})
    assert answer.status_code == 403
    assert SESSION not in answer.headers.get("set-cookie", "")


def test_signing_out_ends_it_in_every_copy_of_the_cookie(browser: Browser) -> None:
    client = browser("practitioner")
    copy = client.cookies.get(SESSION)
    assert send(client, "/sign-out", "/").headers["Location"] == "/sign-in"
    other = browser()
    other.cookies.set(SESSION, copy or "")
    assert other.get("/").headers["Location"] == "/sign-in"
    assert client.get("/").headers["Location"] == "/sign-in"


def test_a_sign_in_runs_out_and_a_page_that_asks_by_itself_does_not_keep_it_going(
    browser: Browser, database: Database
) -> None:
    client = browser("practitioner")
    token = token_on(client.get("/").text)

    def passed(minutes: int) -> datetime.datetime:
        with database.session() as session:
            (row,) = session.query(VisitRow)
            row.seen_at -= datetime.timedelta(minutes=minutes)
            row.expires_at -= datetime.timedelta(minutes=minutes)
        with database.reading() as session:
            return session.query(VisitRow).one().expires_at

    until = passed(10)
    by_itself = client.post("/sign-in/stay", headers={"X-CSRF-Token": token, "X-By-Itself": "yes"})
    assert by_itself.status_code == 204
    assert passed(0) == until
    assert client.post("/sign-in/stay", headers={"X-CSRF-Token": token}).status_code == 204
    assert passed(0) > until
    passed(int(visits.IDLE.total_seconds() / 60))
    assert client.get("/").headers["Location"] == "/sign-in"
    assert client.post("/sign-in/stay", headers={"X-CSRF-Token": token}).status_code == 303
    assert "You were signed out" in client.get("/sign-in").text
    assert "You were signed out" not in browser().get("/sign-in").text


def test_who_is_disabled_is_out_at_once(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    assert client.get("/").status_code == 200
    with database.session() as session:
        Users(session).set_disabled(user_named(database, "practitioner").id, True)
    assert client.get("/").headers["Location"] == "/sign-in"


def test_a_reset_link_sets_a_password_once_and_survives_an_unfit_one(browser: Browser, database: Database) -> None:
    with database.session() as session:
        path = "/password/" + Links(session).make(user_named(database, "supervisor").id, "reset")
    client = browser()
    short = send(client, path, password="short")  # noqa: S106
    assert short.status_code == 400
    assert "between" in short.text
    done = send(client, path, password="harbour lantern otter")  # noqa: S106
    assert done.headers["Location"] == "/"
    assert "The password is set." in client.get("/").text
    assert "The password is set." not in client.get("/").text
    assert browser().get(path).status_code == 403
    with database.reading() as session:
        assert Passwords(session).check("supervisor", "harbour lantern otter") is not None


def test_a_team_has_no_links_that_sign_in(browser: Browser, database: Database) -> None:
    with database.session() as session:
        link = Links(session).make(user_named(database, "practitioner").id, "sign-in")
    assert browser().get(f"/sign-in/link/{link}").status_code == 404
    client = browser()
    token = token_on(client.get("/sign-in").text)
    assert client.post("/sign-in/new-link", data={"csrf_token": token}).status_code == 404


class TestAlone:
    """One person on their own machine."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(local=True)

    def test_the_link_works_once(self, browser: Browser, database: Database) -> None:
        with database.session() as session:
            path = "/sign-in/link/" + Links(session).make(user_named(database, "practitioner").id, "sign-in")
        client = browser()
        assert client.get(path).headers["Location"] == "/"
        assert client.get("/").status_code == 200
        again = browser().get(path)
        assert again.status_code == 403
        assert "used already" in again.text
        assert SESSION not in again.headers.get("set-cookie", "")

    def test_the_link_leads_back_to_where_somebody_was(self, browser: Browser, database: Database) -> None:
        with database.session() as session:
            path = "/sign-in/link/" + Links(session).make(user_named(database, "practitioner").id, "sign-in")
        client = browser()
        client.get(client.get("/cases/new").headers["Location"])
        assert client.get(path).headers["Location"] == "/cases/new"

    def test_a_new_link_is_shown_by_the_terminal_and_not_by_the_page(self, app: FastAPI, browser: Browser) -> None:
        shown: list[str] = []
        app.state.show_link = lambda: shown.append("shown")
        client = browser()
        assert send(client, "/sign-in/new-link", "/sign-in").headers["Location"] == "/sign-in"
        page = client.get("/sign-in").text
        assert shown == ["shown"]
        assert "/sign-in/link/" not in page
        assert "A new link is shown" in page

    def test_there_is_no_password(self, browser: Browser) -> None:
        client: TestClient = browser()
        token = token_on(client.get("/sign-in").text)
        answer = client.post("/sign-in", data={"csrf_token": token, "name": "practitioner", "password": PASSWORD})
        assert answer.status_code == 404


def test_a_sign_in_is_in_the_log_with_who_and_when(browser: Browser, database: Database) -> None:
    before = now()
    client = browser()
    send(client, "/sign-in", name="practitioner", password=PASSWORD)
    send(client, "/sign-out", "/")
    with database.reading() as session:
        entries = [entry for entry in Audit(session).entries() if entry.action.startswith("signed")]
    assert [entry.action for entry in entries] == ["signed-in", "signed-out"]
    assert {entry.user_id for entry in entries} == {user_named(database, "practitioner").id}
    assert all(entry.at >= before for entry in entries)
