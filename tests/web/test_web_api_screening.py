"""Screenings, content and Questionnaires for programs."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from fastapi import FastAPI
from fhir.resources import questionnaire as r5
from fhir.resources.R4B import questionnaire as r4b
from sqlalchemy import text
from starlette.testclient import TestClient

from screening.engine.document import Screening
from screening.services.in_use import usual_pack
from screening.store.cases import Cases
from screening.store.database import Database

from .browsing import new_case
from .programs import DAY, account, codes, program, told

FHIR = {"Content-Type": "application/fhir+json"}
MOTHER = {"id": "a2", "on": DAY, "agency": "nursery", "source": "carer",
          "facts": {"children": {"sam": {"mobility": "crawling"}}}}  # fmt: skip


@pytest.fixture
def client(app: FastAPI, database: Database) -> TestClient:
    return program(app, database, "practitioner")


@pytest.fixture
def case_id(client: TestClient, database: Database) -> str:
    found = new_case(database, "practitioner")
    assert told(client, found, account(), MOTHER).status_code == 201
    return found


def standings(response: Any) -> dict[tuple[str, str | None], str]:
    screening = Screening.model_validate_json(response.content)
    return {(one.rule, one.subject): one.standing for one in screening.standings}


def test_a_case_that_is_sent_comes_to_the_same_as_one_that_is_kept(client: TestClient, case_id: str) -> None:
    kept = client.get(f"/api/v1/cases/{case_id}/screening")
    sent = client.post("/api/v1/screenings", json={"case_file": {"case": "K-0142", "accounts": [account(), MOTHER]}})
    assert kept.status_code == sent.status_code == 200
    assert sent.json() == kept.json()
    assert standings(kept)["INJ-001", "sam"] == "disputed"


def test_nothing_of_a_case_that_is_sent_is_kept(client: TestClient, database: Database) -> None:
    marker = "a-word-that-stands-nowhere-else"
    before = _everything(database)
    sent = {"case": marker, "accounts": [{**account(), "by": marker, "note": marker}]}
    assert client.post("/api/v1/screenings", json={"case_file": sent}).status_code == 200
    assert _everything(database) == before


def _everything(database: Database) -> dict[str, int]:
    with database.reading() as session:
        tables = session.scalars(text("select name from sqlite_master where type = 'table'")).all()
        return {name: session.execute(text(f'select count(*) from "{name}"')).scalar_one() for name in tables}  # noqa: S608 -- names from the database itself


def test_a_case_is_seen_on_a_day_at_face_value_and_by_an_agency(client: TestClient, case_id: str) -> None:
    address = f"/api/v1/cases/{case_id}/screening"
    earlier = (datetime.date.fromisoformat(DAY) - datetime.timedelta(days=1)).isoformat()
    assert client.get(f"{address}?as_of={earlier}").json()["accounts"] == []
    assert client.get(f"{address}?face_value=true").json()["lens"]["face_value"] is True
    seen = client.get(f"{address}?known_to=nursery").json()
    assert [one["id"] for one in seen["accounts"]] == ["a2"]
    assert seen["lens"]["known_to"] == ["nursery"]


def test_at_face_value_one_persons_word_is_set_aside(client: TestClient) -> None:
    mother = {**MOTHER, "facts": {"children": {"sam": {"mobility": "not-mobile"}}}}
    case = {"case": "K-1", "accounts": [account(injuries={"i1": {"kind": "bruise"}}), mother]}
    for face_value, standing in ((False, "met"), (True, "not_known")):
        body = {"case_file": case, "lens": {"face_value": face_value}}
        assert standings(client.post("/api/v1/screenings", json=body))["INJ-001", "sam"] == standing


def test_a_fact_is_supposed_in_the_body_only(client: TestClient, case_id: str) -> None:
    supposed = {"what_if": [["children.sam.mobility", "walking"]]}
    body = {"case_file": {"case": "K-1", "accounts": [account()]}, "lens": supposed}
    assert standings(client.post("/api/v1/screenings", json=body))["INJ-001", "sam"] == "not_met"
    names = {one["name"] for one in _operation(client, "/api/v1/cases/{case_id}/screening")["parameters"]}
    assert names == {"case_id", "as_of", "known_to", "face_value", "locality"}


def _operation(client: TestClient, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()["paths"][path]["get"]
    return found


@pytest.mark.parametrize(
    ("options", "code"),
    [("known_to=nursary", "V104"), ("locality=narnia", "P202"), ("as_of=yesterday", "A101"), ("locality=../x", "A101"),
     ("as_of=10000-01-01", "A101")],
)  # fmt: skip
def test_a_view_that_cannot_be_is_a_problem(client: TestClient, case_id: str, options: str, code: str) -> None:
    response = client.get(f"/api/v1/cases/{case_id}/screening?{options}")
    assert (response.status_code, codes(response)) == (422, [code])


def test_a_place_has_its_own_names(client: TestClient, case_id: str) -> None:
    assert client.get(f"/api/v1/cases/{case_id}/screening?locality=kent").json()["locality"] == "kent"


def test_mistakes_in_a_case_that_is_sent_have_their_places(client: TestClient) -> None:
    wrong = {**account(), "corroborated_by": ["a9"]}
    body = {"case_file": {"case": "K-1", "accounts": [wrong]}}
    response = client.post("/api/v1/screenings", json=body)
    assert (response.status_code, codes(response)) == (422, ["C202"])
    assert response.json()["problems"][0]["at"] == "/case_file/accounts/0/corroborated_by/0"


def test_every_rule_and_row_is_listed_once_and_can_be_asked_for(client: TestClient) -> None:
    for kind, known in (("rules", usual_pack().rules), ("learning", usual_pack().learning)):
        found: list[str] = []
        after = ""
        while True:
            page = client.get(f"/api/v1/{kind}?limit=60&after={after}").json()
            found += [one["id"] for one in page[kind]]
            if page["next"] is None:
                break
            after = page["next"]
        assert found == sorted(known)
        assert client.get(f"/api/v1/{kind}/{found[0]}").json()["id"] == found[0]
        assert client.get(f"/api/v1/{kind}/XXX-999").status_code == 404


def test_a_row_says_where_it_stands_and_which_rules_cite_it(client: TestClient) -> None:
    row = client.get("/api/v1/learning/LEI-040").json()
    source, known = usual_pack().learning["LEI-040"]
    assert (row["cite_as"], row["locator"]) == (source.cite_as, known.locator)
    assert "INJ-001" in row["rules"]


def test_every_checklist_has_its_questionnaire(client: TestClient) -> None:
    for one in client.get("/api/v1/checklists").json()["checklists"]:
        response = client.get(one["questionnaire"])
        assert response.headers["content-type"] == "application/fhir+json"
        assert r5.Questionnaire.model_validate(response.json()).title == one["title"]
    older = client.get("/fhir/Questionnaire/referral?release=R4B").json()
    assert r4b.Questionnaire.model_validate(older).id == "referral"
    assert codes(client.get("/fhir/Questionnaire/nothing")) == ["K301"]
    assert client.get("/fhir/Questionnaire?release=R3").status_code == 422


def answers(code: str) -> dict[str, Any]:
    coding = {"system": "urn:screening:value:child.mobility", "code": code}
    item = {"linkId": "child.mobility", "answer": [{"valueCoding": coding}]}
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": DAY,
            "questionnaire": "urn:screening:questionnaire:mark-on-a-baby",
            "item": [{"linkId": "the-child", "item": [item]}]}  # fmt: skip


def test_answers_to_a_questionnaire_become_accounts(client: TestClient, database: Database, case_id: str) -> None:
    address = f"/api/v1/cases/{case_id}/questionnaire-responses?expected_version="
    response = client.post(f"{address}2", json=answers("rolling"), headers=FHIR)
    assert response.status_code == 201, response.text
    assert response.json()["version"] == 3
    assert "When was the child born?" in response.json()["unanswered"]
    with database.reading() as session:
        (kept,) = Cases(session).kept(case_id, 2)
    assert kept.account.flattened.values == (("children.sam.mobility", "rolling"),)
    assert client.post(f"{address}2", json=answers("walking"), headers=FHIR).status_code == 409
    assert client.post(f"{address}2&merge=true", json=answers("walking"), headers=FHIR).status_code == 201


def test_answers_that_do_not_fit_are_refused_with_their_place(
    client: TestClient, database: Database, case_id: str
) -> None:
    address = f"/api/v1/cases/{case_id}/questionnaire-responses?expected_version=2"
    response = client.post(address, json=answers("flying"), headers=FHIR)
    assert (response.status_code, codes(response)) == (422, ["H107"])
    assert response.json()["problems"][0]["at"] == "/item/0/item/0/answer/0/valueCoding"
    with database.reading() as session:
        assert len(Cases(session).kept(case_id)) == 2


def test_the_version_must_be_one_that_the_case_had(client: TestClient, case_id: str) -> None:
    assert told(client, case_id, account("a5"), version=7).status_code == 422
