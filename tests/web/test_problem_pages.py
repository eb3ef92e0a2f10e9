"""What cannot be done is said in plain words, and nothing of a case goes into a log."""

from __future__ import annotations

import logging

import pytest
from fastapi import APIRouter, FastAPI, HTTPException

from screening.case.account import Account
from screening.errors import Problem, ProblemsFound
from screening.store.cases import Outdated
from screening.web.pages import Notice

from .conftest import Browser

SECRET = "Robyn has a bruise"  # noqa: S105 -- stands for a case


@pytest.fixture
def app(app: FastAPI) -> FastAPI:
    router = APIRouter()

    @router.get("/broken")
    def broken() -> None:
        raise ValueError(SECRET)

    @router.get("/api/broken")
    def broken_for_programs() -> None:
        raise ValueError(SECRET)

    @router.get("/api/numbers")
    def numbers(number: int) -> int:
        return number

    @router.get("/api/problem/{code}")
    @router.get("/problem/{code}")
    def problem(code: str) -> None:
        raise ProblemsFound([Problem(code, SECRET)])

    @router.get("/api/outdated")
    @router.get("/outdated")
    def outdated() -> None:
        raise Outdated(3, (Account(id="a3", note=SECRET),))

    @router.get("/stopped/{status}")
    def stopped(status: int) -> None:
        raise HTTPException(status)

    app.include_router(router)
    return app


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 502, 503])
def test_each_page_says_what_happened_and_what_to_do(browser: Browser, status: int) -> None:
    answer = browser().get(f"/stopped/{status}")
    assert answer.status_code == status
    assert "call 999" in answer.text
    words = answer.text.split("<h1")[1].split("</main>")[0]
    assert words.count("<p") >= 3
    assert str(status) not in words
    assert answer.text.index("call 999") < answer.text.index("<h1")


def test_a_fault_is_logged_by_kind_and_place_only(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = browser().get("/broken")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer.headers
    assert SECRET not in answer.text
    assert SECRET not in caplog.text
    assert "ValueError at test_problem_pages.py" in caplog.text


@pytest.mark.parametrize(("code", "status"), [("S108", 503), ("S122", 404), ("Y105", 500)])
def test_a_problem_of_the_database_has_its_page(
    browser: Browser, caplog: pytest.LogCaptureFixture, code: str, status: int
) -> None:
    answer = browser().get(f"/problem/{code}")
    assert answer.status_code == status
    assert SECRET not in answer.text + caplog.text


def test_a_save_beside_somebody_elses_is_no_fault(browser: Browser) -> None:
    assert browser().get("/outdated").status_code == 409


def test_programs_get_the_same_as_data(browser: Browser) -> None:
    answer = browser().get("/api/broken")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 500
    assert SECRET not in answer.text
    assert browser().get("/api/nowhere").json()["status"] == 404


def test_a_program_is_told_what_is_wrong_with_what_it_sent_and_nothing_of_the_service(browser: Browser) -> None:
    client = browser()
    wrong = client.get("/api/numbers?number=x")
    assert wrong.status_code == 422
    assert [one["where"] for one in wrong.json()["problems"]] == [["query", "number"]]
    assert client.get("/api/problem/C201").json()["problems"] == [{"code": "C201", "message": SECRET, "hint": None}]
    within = client.get("/api/problem/S101")
    assert within.status_code == 500
    assert SECRET not in within.text
    outdated = client.get("/api/outdated").json()
    assert (outdated["status"], outdated["current_version"]) == (409, 3)
    assert [account["id"] for account in outdated["added_since"]] == ["a3"]


def test_one_notice_has_one_text() -> None:
    Notice("tried-in-a-test", "One text.")
    Notice("tried-in-a-test", "One text.")
    with pytest.raises(ValueError, match="tried-in-a-test"):
        Notice("tried-in-a-test", "Another.")
