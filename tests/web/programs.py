"""What the tests of the interface for programs do again and again: a program with a token, and what it sends."""

from __future__ import annotations

import datetime
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from screening.store.api_tokens import SCOPES, ApiTokens, Scope
from screening.store.database import Database

from .browsing import user_named

DAY = (datetime.date.today() - datetime.timedelta(days=3)).isoformat()


def token_for(database: Database, name: str, *scopes: Scope) -> str:
    user = user_named(database, name)
    with database.session() as session:
        return ApiTokens(session).make(user.id, "a program", scopes or SCOPES, by=None)


def program(app: FastAPI, database: Database, name: str, *scopes: Scope) -> TestClient:
    """A program that acts for somebody; with every scope unless some are named."""
    token = token_for(database, name, *scopes)
    address: str = app.state.settings.address
    return TestClient(app, base_url=address, headers={"Authorization": f"Bearer {token}"}, follow_redirects=False)


def account(identifier: str = "a1", **facts: Any) -> dict[str, Any]:
    """An account of a mark on a baby."""
    told = facts or {"born": DAY[:4], "mobility": "not-mobile", "injuries": {"i1": {"kind": "bruise"}}}
    return {"id": identifier, "on": DAY, "agency": "gp", "source": "observed", "facts": {"children": {"sam": told}}}


def told(client: TestClient, case_id: str, *accounts: dict[str, Any], version: int = 0) -> Response:
    """Add accounts to a case."""
    body = {"expected_version": version, "accounts": list(accounts or (account(),))}
    return client.post(f"/api/v1/cases/{case_id}/accounts", json=body)


def codes(response: Response) -> list[str]:
    """The codes of the mistakes in a refusal, after a look at its form."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert {"type", "title", "detail"} <= set(body)
    return [one["code"] for one in body.get("problems", [])]
