"""Cases and accounts for programs: what a token allows, whose cases, and that nothing told is ever lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from screening.errors import Problem, ProblemsFound
from screening.store.api_tokens import ApiTokens, Scope
from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database

from .browsing import new_case, user_named
from .conftest import Browser
from .programs import account, codes, program, token_for, told


@pytest.fixture
def client(app: FastAPI, database: Database) -> TestClient:
    return program(app, database, "practitioner")


def test_without_a_token_nothing_is_said(browser: Browser, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    # A browser that is signed in has no token either: a cookie counts for nothing here.
    for visitor in (browser(), browser("practitioner")):
        response = visitor.get(f"/api/v1/cases/{case_id}")
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert codes(response) == []


def test_nothing_that_is_sent_is_read_before_the_token(app: FastAPI, database: Database, browser: Browser) -> None:
    unread: Any = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    case_id = new_case(database, "practitioner")
    limited = program(app, database, "practitioner", "content-read")
    for method, path, scope in NEEDS:
        if method == "POST":
            address = path.replace("{id}", case_id)
            assert browser().post(address, **unread).status_code == 401
            assert limited.post(address, **unread).status_code == (403 if scope != "content-read" else 400)


def test_a_token_that_was_revoked_counts_no_more(client: TestClient, database: Database) -> None:
    assert client.get("/api/v1/cases").status_code == 200
    user = user_named(database, "practitioner")
    with database.session() as session:
        tokens = ApiTokens(session)
        assert tokens.revoke(tokens.list_for(user.id)[0].id, user_id=user.id, by=None)
    assert client.get("/api/v1/cases").status_code == 401


@pytest.mark.parametrize("wrong", ["Basic abc", "Bearer ", "Bearer nonsense", "Bearer " + "x" * 5000])
def test_what_is_no_token_is_refused(browser: Browser, wrong: str) -> None:
    assert browser().get("/api/v1/cases", headers={"Authorization": wrong}).status_code == 401


NEEDS: list[tuple[str, str, Scope]] = [
    ("GET", "/api/v1/cases", "cases-read"),
    ("POST", "/api/v1/cases", "cases-write"),
    ("GET", "/api/v1/cases/{id}", "cases-read"),
    ("GET", "/api/v1/cases/{id}/accounts", "cases-read"),
    ("POST", "/api/v1/cases/{id}/accounts", "cases-write"),
    ("POST", "/api/v1/cases/{id}/accounts/a1/withdrawal", "cases-write"),
    ("POST", "/api/v1/cases/{id}/questionnaire-responses?expected_version=0", "cases-write"),
    ("GET", "/api/v1/cases/{id}/screening", "screen"),
    ("POST", "/api/v1/screenings", "screen"),
    ("GET", "/api/v1/rules", "content-read"),
    ("GET", "/api/v1/learning/LEI-040", "content-read"),
    ("GET", "/api/v1/checklists", "content-read"),
    ("GET", "/fhir/Questionnaire", "content-read"),
    ("POST", "/cds-services/screening", "screen"),
    ("POST", "/cds-services/screening/feedback", "cases-write"),
]
BODIES: dict[str, Any] = {
    "/api/v1/cases": {"reference": "K-9"},
    "/api/v1/cases/{id}/accounts": {"expected_version": 0, "accounts": [account()]},
    "/api/v1/cases/{id}/accounts/a1/withdrawal": {"reason": "A slip."},
    "/api/v1/screenings": {"case_file": {"case": "K-1"}},
    "/cds-services/screening": {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
                                "context": {"userId": "Practitioner/1", "patientId": "1"}},
    "/cds-services/screening/feedback": {"feedback": [{"card": "d1577c69-dfbe-84ad-ba6d-3e05e953b2ea",
                                                       "outcome": "overridden", "outcomeTimestamp": "2026-01-01"}]},
}  # fmt: skip


@pytest.mark.parametrize(("method", "path", "scope"), NEEDS)
def test_each_operation_needs_its_scope(app: FastAPI, database: Database, method: str, path: str, scope: Scope) -> None:
    every: tuple[Scope, ...] = ("cases-read", "cases-write", "screen", "content-read")
    case_id = new_case(database, "practitioner")
    others = program(app, database, "practitioner", *(one for one in every if one != scope))
    address, body = path.replace("{id}", case_id), BODIES.get(path, {})
    refused = others.request(method, address, json=body if method == "POST" else None)
    assert refused.status_code == 403
    assert scope in refused.headers["www-authenticate"]
    allowed = program(app, database, "practitioner", scope)
    assert allowed.request(method, address, json=body if method == "POST" else None).status_code != 403


@pytest.mark.parametrize(
    ("name", "training", "seen"),
    [("colleague", False, True), ("supervisor", False, True), ("stranger", False, False), ("trainer", False, False),
     ("administrator", False, False), ("trainer", True, True), ("stranger", True, False)],
)  # fmt: skip
def test_a_program_sees_the_cases_of_its_user(
    app: FastAPI, database: Database, name: str, training: bool, seen: bool
) -> None:
    case_id = new_case(database, "practitioner", training=training)
    client = program(app, database, name)
    status = 200 if seen else 404
    for part in ("", "/accounts", "/screening"):
        assert client.get(f"/api/v1/cases/{case_id}{part}").status_code == status
    assert told(client, case_id).status_code == (201 if seen else 404)
    assert [one["id"] for one in client.get("/api/v1/cases").json()["cases"]] == ([case_id] if seen else [])


def test_a_case_that_is_not_there_looks_like_one_of_others(client: TestClient, database: Database) -> None:
    others = client.get(f"/api/v1/cases/{new_case(database, 'stranger')}")
    for address in (f"/api/v1/cases/{'0' * 32}", "/api/v1/cases/K-0142"):
        response = client.get(address)
        assert (response.status_code, response.json()) == (404, others.json())


@pytest.mark.parametrize(("name", "training", "status"), [
    ("practitioner", False, 201), ("trainer", False, 403), ("trainer", True, 201), ("administrator", False, 403),
    ("practitioner", True, 403),
])  # fmt: skip
def test_who_may_begin_a_case(app: FastAPI, database: Database, name: str, training: bool, status: int) -> None:
    client = program(app, database, name)
    response = client.post("/api/v1/cases", json={"reference": "K-77", "training": training})
    assert response.status_code == status
    if status == 201:
        assert "K-77" not in response.headers["location"]
        assert client.get(response.headers["location"]).json() == response.json()


def test_a_reference_in_use_is_a_conflict(client: TestClient) -> None:
    assert client.post("/api/v1/cases", json={"reference": "K-1"}).status_code == 201
    response = client.post("/api/v1/cases", json={"reference": "K-1"})
    assert (response.status_code, codes(response)) == (409, ["S121"])


def test_accounts_come_back_as_they_were_told(client: TestClient, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    saved = told(client, case_id, account("a1"), account("a2", mobility="crawling"))
    assert saved.status_code == 201
    assert saved.json()["version"] == 2
    listed = client.get(f"/api/v1/cases/{case_id}/accounts").json()
    assert [one["account"] for one in listed["accounts"]] == [account("a1"), account("a2", mobility="crawling")]
    assert listed["next"] is None


def test_two_programs_at_once_lose_nothing(client: TestClient, app: FastAPI, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    other = program(app, database, "colleague")
    assert told(client, case_id, account("a1")).status_code == 201
    late = told(other, case_id, account("a1", mobility="crawling"))
    assert late.status_code == 409
    assert late.json()["current_version"] == 1
    assert late.json()["added_since"] == [account("a1")]
    body = {"expected_version": 0, "merge": True, "accounts": [account("a1", mobility="crawling")]}
    merged = other.post(f"/api/v1/cases/{case_id}/accounts", json=body)
    assert merged.status_code == 201
    assert merged.json()["added_since"] == [account("a1")]
    with database.reading() as session:
        kept = [one.account.id for one in Cases(session).kept(case_id)]
    assert len(set(kept)) == 2


def test_an_account_is_taken_back_and_stays_on_the_record(client: TestClient, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    told(client, case_id)
    address = f"/api/v1/cases/{case_id}/accounts/a1/withdrawal"
    assert client.post(address, json={"reason": "  "}).status_code == 422
    assert codes(client.post(address.replace("/a1/", "/a7/"), json={"reason": "A slip."})) == ["S122"]
    done = client.post(address, json={"reason": "Written into the wrong case."})
    assert done.status_code == 201
    (taken,) = done.json()["accounts"]
    assert (taken["withdraws"], taken["note"]) == (["a1"], "Written into the wrong case.")
    assert len(client.get(f"/api/v1/cases/{case_id}/accounts").json()["accounts"]) == 2


def test_a_list_comes_in_pages_and_each_entry_once(client: TestClient, database: Database) -> None:
    ids = {new_case(database, "practitioner", f"K-{number}") for number in range(5)}
    found: list[str] = []
    address = "/api/v1/cases?limit=2"
    while True:
        page = client.get(address).json()
        assert len(page["cases"]) <= 2
        found += [one["id"] for one in page["cases"]]
        if page["next"] is None:
            break
        address = f"/api/v1/cases?limit=2&after={page['next']}"
    assert len(found) == 5
    assert set(found) == ids


def test_accounts_come_in_pages_from_a_version(client: TestClient, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    told(client, case_id, *(account(f"a{number}") for number in range(1, 4)))
    page = client.get(f"/api/v1/cases/{case_id}/accounts?limit=2").json()
    assert (page["next"], page["version"]) == (2, 3)
    rest = client.get(f"/api/v1/cases/{case_id}/accounts?limit=2&after=2").json()
    assert [one["account"]["id"] for one in rest["accounts"]] == ["a3"]


@pytest.mark.parametrize("address", ["/api/v1/cases?limit=0", "/api/v1/cases?limit=201", "/api/v1/cases?after=K-1",
                                     "/api/v1/rules?limit=x", "/api/v1/rules?after=%00"])  # fmt: skip
def test_options_have_bounds(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, codes(response)) == (422, ["A101"])


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        ({"accounts": [{"facts": {"children": {"sam": {"mobilty": "x"}}}}]}, "C101",
         "/accounts/0/facts/children/sam/mobilty"),
        ({"accounts": [{"facts": {"children": {"sam": {"mobility": "flying"}}}}]}, "C102",
         "/accounts/0/facts/children/sam/mobility"),
        ({"accounts": [{"facts": {"children": {"sam": {"seen_alone": "yes"}}}}]}, "C103",
         "/accounts/0/facts/children/sam/seen_alone"),
        ({"expected_version": "0"}, "C103", "/expected_version"),
        ({"expected_version": False}, "C103", "/expected_version"),
        ({"merged": True}, "C101", "/merged"),
        ({"accounts": []}, "C106", "/accounts"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_code_and_place(
    client: TestClient, database: Database, change: dict[str, Any], code: str, at: str
) -> None:
    case_id = new_case(database, "practitioner")
    body = {"expected_version": 0, "accounts": [account()], **change}
    response = client.post(f"/api/v1/cases/{case_id}/accounts", json=body)
    assert (response.status_code, codes(response)) == (422, [code])
    assert response.json()["problems"][0]["at"] == at
    with database.reading() as session:
        assert Cases(session).kept(case_id) == ()


def test_what_only_the_whole_case_shows_is_refused_and_nothing_stays(client: TestClient, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    wrong = {**account("a2"), "corroborated_by": ["a9"]}
    response = told(client, case_id, account("a1"), wrong)
    assert (response.status_code, codes(response)) == (422, ["C202"])
    with database.reading() as session:
        assert Cases(session).kept(case_id) == ()


def test_a_text_that_seems_to_name_somebody_is_warned_of(client: TestClient, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    response = told(client, case_id, {**account(), "note": "Ring 01632 960983 first."})
    assert response.status_code == 201
    assert [one["code"] for one in response.json()["warnings"]] == ["I103"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"[", 400), (b"reference: K-1", 400), (b'{"reference": "K-1", "reference": "K-2"}', 400),
     (b'{"reference": "K-1"', 400), (b"\xff\xfe", 400), (b"[1]", 422), (b'{"reference": NaN}', 400)],
)  # fmt: skip
def test_what_is_no_json_of_one_meaning_is_refused(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/api/v1/cases", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    codes(response)


def test_a_form_is_no_json(client: TestClient) -> None:
    response = client.post("/api/v1/cases", data={"reference": "K-1"})
    assert response.status_code == 415
    codes(response)


def test_too_much_is_refused_before_it_is_read(client: TestClient, app: FastAPI) -> None:
    sent = json.dumps({"reference": "x" * (app.state.settings.body_limit + 1)})
    response = client.post("/api/v1/cases", content=sent, headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    codes(response)


def test_what_is_not_there_is_a_problem_too(client: TestClient) -> None:
    for method, address, status in (("GET", "/api/v1/nothing", 404), ("DELETE", "/api/v1/cases", 405)):
        response = client.request(method, address)
        assert response.status_code == status
        codes(response)


def test_reading_and_writing_are_in_the_log_under_the_user(client: TestClient, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    user = user_named(database, "practitioner")
    told(client, case_id)
    client.get(f"/api/v1/cases/{case_id}/accounts")
    client.get(f"/api/v1/cases/{case_id}/screening")
    with database.reading() as session:
        deeds = [(one.action, one.user_id) for one in Audit(session).entries(case_id)]
        assert Audit(session).verify() is None
    assert deeds == [("wrote", user.id), ("wrote", user.id), ("read", user.id), ("read", user.id)]


def test_trouble_of_the_service_is_not_the_programs_and_tells_no_place(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(*_: object) -> None:
        raise ProblemsFound([Problem("S111", "The database is damaged.", "/home/somebody/screening.db")])

    monkeypatch.setattr(Cases, "list_for", damaged)
    response = client.get("/api/v1/cases")
    assert (response.status_code, codes(response)) == (503, [])
    assert "somebody" not in response.text
    assert "S111" in caplog.text


def test_answers_are_kept_in_no_cache(client: TestClient, database: Database) -> None:
    response = client.get(f"/api/v1/cases/{new_case(database, 'practitioner')}/accounts")
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers


def test_a_token_is_no_part_of_any_answer(client: TestClient, database: Database) -> None:
    token = token_for(database, "practitioner")
    response = client.get("/api/v1/cases", headers={"Authorization": f"Bearer {token}x"})
    assert token not in response.text
