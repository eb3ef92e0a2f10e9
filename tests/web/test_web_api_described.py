"""The description of the interface: whole, local, true to what the service does, whatever it is sent."""

from __future__ import annotations

import re
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from screening.store.database import Database
from screening.web.api.describing import described

from .browsing import new_case
from .conftest import Browser
from .programs import account, program, token_for

EXAMPLES = 8
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    negative_data_rejection,
]  # fmt: skip


@pytest.fixture
def client(app: FastAPI, database: Database) -> TestClient:
    return program(app, database, "practitioner")


OPERATIONS = [(method.upper(), path) for path, methods in described()["paths"].items() for method in methods]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_whatever_is_sent_is_answered_as_described(app: FastAPI, database: Database, method: str, path: str) -> None:
    case_id = new_case(database, "practitioner")
    schema = schemathesis.openapi.from_dict(described())
    schema.app = app
    headers = {"Authorization": f"Bearer {token_for(database, 'practitioner')}", "Host": "127.0.0.1"}

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(schema[path][method].as_strategy(), st.booleans())
    def holds(case: Any, there: bool) -> None:
        # Half of them about a case that is there, since no made-up id ever is.
        if there and "case_id" in case.path_parameters:
            case.path_parameters["case_id"] = case_id
        case.call_and_validate(headers=headers, checks=CHECKS)

    holds()


def test_every_reference_leads_somewhere_and_every_schema_is_one(client: TestClient) -> None:
    response = client.get("/api/v1/openapi.json")
    known = response.json()["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', response.text))
    assert named <= set(known)
    for one in known.values():
        Draft202012Validator.check_schema(one)


def test_every_operation_says_what_refusals_look_like(client: TestClient) -> None:
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        for method, one in methods.items():
            refusals = {code: reply for code, reply in one["responses"].items() if code >= "400"}
            assert ("401" in refusals) == (path != "/cds-services")
            assert ("requestBody" in one) == (method == "post")
            for reply in refusals.values():
                assert list(reply["content"]) == ["application/problem+json"]


def test_the_page_lists_every_operation_and_loads_nothing_from_elsewhere(browser: Browser, client: TestClient) -> None:
    page = browser().get("/api/v1/")
    assert page.status_code == 200
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert path in page.text
    assert not re.search(r'(src|href)="(https?:)?//', page.text)


def test_the_description_is_served_here_and_only_once(client: TestClient) -> None:
    assert client.get("/api/openapi.json").status_code == 404
    assert client.get("/docs").status_code == 404


ODD: Any = (
    st.none() | st.booleans() | st.sampled_from([-1, 0, 2**31, 2**63, 10**400, 1.0, -0.0, 1e308])
    | st.sampled_from(["", " ", "\x00", "\u202e", "<script>alert(1)</script>", "a" * 70, "0000", "2026-02-30"])
    | st.just("\ud83d")
    | st.just([]) | st.just({})
)  # fmt: skip


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inside for place in _places(one, (*at, key)))]


def _with(value: Any, at: tuple[Any, ...], odd: Any) -> Any:
    if not at:
        return odd
    if isinstance(value, dict):
        return {key: _with(one, at[1:], odd) if key == at[0] else one for key, one in value.items()}
    return [_with(one, at[1:], odd) if number == at[0] else one for number, one in enumerate(value)]


TELLING = {**account(), "told_by": "mother", "known_to": ["school"], "complete": ["people"], "note": "A note.",
           "not_known": {"children.sam.disability": "not-asked"}, "by": "GP"}  # fmt: skip
TO_SCREEN = {"case_file": {"case": "K-1", "accounts": [TELLING]}, "as_of": "2026-03-01", "locality": "kent",
             "lens": {"known_to": ["gp"], "face_value": True,
                      "what_if": [["children.sam.mobility", "walking"]]}}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_odd_value_in_a_good_request_is_taken_or_refused(client: TestClient, data: st.DataObject) -> None:
    import json

    place = data.draw(st.sampled_from(_places(TO_SCREEN)))
    body = json.dumps(_with(TO_SCREEN, place, data.draw(ODD)))
    response = client.post("/api/v1/screenings", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (200, 400, 422), response.text
