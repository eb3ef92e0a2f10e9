"""CDS Hooks: cards in the form that the standard gives them, and what became of them kept as responses."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from screening.rulebook.rule import Urgency
from screening.services.in_use import usual_pack
from screening.store.audit import Audit
from screening.store.database import Database
from screening.store.responses import Response as Kept
from screening.store.responses import Responses
from screening.web.api.cards import INDICATORS

from .browsing import new_case
from .conftest import Browser
from .programs import DAY, account, codes, program, told

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEY = "urn:screening:case"


@pytest.fixture
def client(app: FastAPI, database: Database) -> TestClient:
    return program(app, database, "practitioner")


@pytest.fixture
def case_id(client: TestClient, database: Database) -> str:
    found = new_case(database, "practitioner")
    assert told(client, found).status_code == 201
    return found


def request(**which: Any) -> dict[str, Any]:
    return {
        "hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/1", "patientId": "1288992"},
        "fhirServer": "https://records.example.org", "fhirAuthorization": {"access_token": "secret"},
        "prefetch": {"patient": {"resourceType": "Patient"}},
        **({"extension": {KEY: which}} if which else {}),
    }  # fmt: skip


def cards(client: TestClient, **which: Any) -> list[dict[str, Any]]:
    response = client.post("/cds-services/screening", json=request(**which))
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["cards"]
    return found


def said(client: TestClient, card: dict[str, Any], outcome: str, **more: Any) -> Any:
    one = {"card": card["uuid"], "outcome": outcome, "outcomeTimestamp": "2026-03-01T10:00:00Z", **more}
    return client.post("/cds-services/screening/feedback", json={"feedback": [one]})


def kept(database: Database, case_id: str) -> list[Kept]:
    with database.reading() as session:
        return list(Responses(session).history(case_id))


def test_anybody_may_ask_which_services_there_are(browser: Browser) -> None:
    (service,) = browser().get("/cds-services").json()["services"]
    assert (service["hook"], service["id"]) == ("patient-view", "screening")
    assert service["title"]
    assert service["description"]
    # A prefetch would have the record system send what nobody here asks for.
    assert "prefetch" not in service


def test_cards_have_the_form_of_the_standard(client: TestClient, case_id: str, app: FastAPI) -> None:
    found = cards(client, case_id=case_id)
    assert found
    for card in found:
        assert UUID.fullmatch(card["uuid"])
        assert 0 < len(card["summary"]) < 140
        assert card["indicator"] in {"info", "warning", "critical"}
        assert card["source"]["label"]
        assert card["source"]["url"].startswith(app.state.settings.address)
        assert {one["type"] for one in card["links"]} <= {"absolute"}
        assert all(re.match("https?://", one["url"]) for one in card["links"])
        assert ("suggestions" in card) == ("selectionBehavior" in card)
        assert "999" in card["detail"].splitlines()[0]
        assert "not evidence of safety" in card["detail"]
    assert len({card["uuid"] for card in found}) == len(found)


def test_the_indicator_follows_from_whom_to_go_to(client: TestClient, case_id: str) -> None:
    rules = usual_pack().rules
    for card in cards(client, case_id=case_id):
        if "topic" in card["source"]:
            urgency: Urgency = rules[card["source"]["topic"]["code"]].urgency
            assert card["indicator"] == INDICATORS[urgency]
    assert list(INDICATORS.values()) == ["critical", "warning", "info", "info"]


def test_a_card_cites_the_row_that_taught_its_rule(client: TestClient, case_id: str) -> None:
    found = [one for one in cards(client, case_id=case_id) if "topic" in one["source"]]
    card = next(one for one in found if one["source"]["topic"]["code"] == "INJ-001")
    row = card["source"]["url"].rpartition("/")[2]
    assert row in usual_pack().rules["INJ-001"].learning
    assert row in card["detail"]


def test_few_cards_are_given_however_much_is_found(client: TestClient) -> None:
    assert len(cards(client, case_file={"case": "K-1", "accounts": [account()]})) <= 6


def test_a_quiet_case_is_not_said_to_be_safe(client: TestClient) -> None:
    (card,) = cards(client, case_file={"case": "K-1"})
    assert card["indicator"] == "info"
    assert "not evidence of safety" in card["summary"]


def test_text_from_a_case_makes_no_link_and_no_markup(client: TestClient) -> None:
    hostile = {**account(), "by": "<b>[x](https://evil.example)</b>\n# heading"}
    detail = "\n".join(card["detail"] for card in cards(client, case_file={"case": "K-1", "accounts": [hostile]}))
    assert r"\<b\>\[x\](https\://evil.example)\</b\> \# heading" in detail


@pytest.mark.parametrize("which", [{}, {"case_id": "0" * 32, "case_file": {"case": "K-1"}}, {"as_of": DAY}])
def test_without_one_case_it_says_what_is_missing(client: TestClient, which: dict[str, Any]) -> None:
    response = client.post("/cds-services/screening", json=request(**which))
    assert response.status_code == 412
    codes(response)


def test_a_case_of_others_is_not_there(app: FastAPI, database: Database, case_id: str) -> None:
    stranger = program(app, database, "stranger")
    assert stranger.post("/cds-services/screening", json=request(case_id=case_id)).status_code == 404


def test_another_hook_is_refused(client: TestClient) -> None:
    response = client.post("/cds-services/screening", json={**request(), "hook": "order-sign"})
    assert (response.status_code, codes(response)) == (422, ["C102"])


def test_looking_is_in_the_log_and_what_the_record_system_lends_is_not(
    client: TestClient, database: Database, case_id: str
) -> None:
    cards(client, case_id=case_id)
    with database.reading() as session:
        last = list(Audit(session).entries(case_id))[-1]
    assert last.action == "read"
    assert b"1288992" not in database.place.path.read_bytes()  # type: ignore[union-attr]


def test_a_suggestion_that_was_taken_answers_the_prompt(client: TestClient, database: Database, case_id: str) -> None:
    card = cards(client, case_id=case_id)[0]
    done = next(one for one in card["suggestions"] if one["label"].startswith("Done"))
    assert said(client, card, "accepted", acceptedSuggestions=[{"id": done["uuid"]}]).json() == {"stored": 1}
    (response,) = kept(database, case_id)
    assert (response.rule, response.subject, response.kind) == (card["source"]["topic"]["code"], "sam", "done")


def test_a_reason_for_setting_a_card_aside_is_kept_in_their_words(
    client: TestClient, database: Database, case_id: str
) -> None:
    card = cards(client, case_id=case_id)[0]
    chosen = next(one for one in card["overrideReasons"] if one["code"] == "disagree")
    reason = {"reason": chosen, "userComment": "Seen by the paediatrician on Monday."}
    assert said(client, card, "overridden", overrideReason=reason).json() == {"stored": 1}
    (response,) = kept(database, case_id)
    assert (response.kind, response.text) == ("disagree", "Seen by the paediatrician on Monday.")


def test_a_click_without_a_reason_silences_nothing(client: TestClient, database: Database, case_id: str) -> None:
    assert said(client, cards(client, case_id=case_id)[0], "overridden").json() == {"stored": 0}
    assert kept(database, case_id) == []


def test_a_card_whose_facts_have_changed_is_not_responded_to(
    client: TestClient, database: Database, case_id: str
) -> None:
    card = next(one for one in cards(client, case_id=case_id) if "suggestions" in one)
    told(client, case_id, account("a2", mobility="rolling"), version=1)
    taken = [{"id": card["suggestions"][0]["uuid"]}]
    response = said(client, card, "accepted", acceptedSuggestions=taken)
    assert (response.status_code, codes(response)) == (409, ["A102"])
    assert kept(database, case_id) == []


def test_a_card_of_others_cannot_be_responded_to(
    client: TestClient, app: FastAPI, database: Database, case_id: str
) -> None:
    card = cards(client, case_id=case_id)[0]
    taken = [{"id": card["suggestions"][0]["uuid"]}]
    response = said(program(app, database, "stranger"), card, "accepted", acceptedSuggestions=taken)
    assert response.status_code == 404
    assert kept(database, case_id) == []


def test_where_one_card_is_wrong_nothing_is_kept(client: TestClient, database: Database, case_id: str) -> None:
    card = cards(client, case_id=case_id)[0]
    good = {"card": card["uuid"], "outcome": "accepted", "outcomeTimestamp": "2026-03-01",
            "acceptedSuggestions": [{"id": card["suggestions"][0]["uuid"]}]}  # fmt: skip
    wrong = {**good, "acceptedSuggestions": [{"id": "d1577c69-dfbe-84ad-ba6d-3e05e953b2ea"}]}
    response = client.post("/cds-services/screening/feedback", json={"feedback": [good, wrong]})
    assert response.status_code == 404
    assert kept(database, case_id) == []


def test_a_card_about_a_case_that_was_only_sent_leaves_nothing(client: TestClient) -> None:
    card = cards(client, case_file={"case": "K-1", "accounts": [account()]})[0]
    assert "suggestions" not in card
    assert said(client, card, "overridden").json() == {"stored": 0}


def test_looking_back_offers_no_response(client: TestClient, case_id: str) -> None:
    today = datetime.date.today().isoformat()
    assert all("suggestions" not in one for one in cards(client, case_id=case_id, as_of=today))


@pytest.mark.parametrize("more", [{}, {"acceptedSuggestions": []}])
def test_what_was_accepted_has_to_be_named(client: TestClient, case_id: str, more: dict[str, Any]) -> None:
    response = said(client, cards(client, case_id=case_id)[0], "accepted", **more)
    assert (response.status_code, codes(response)) == (422, ["C105"])
