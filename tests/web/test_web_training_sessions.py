"""A training session on the web as such: who starts it, who joins it, how it ends and how long it is kept."""

from __future__ import annotations

import datetime
import uuid

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from screening.store.attempts import MOST_FROM_ADDRESS
from screening.store.audit import Audit
from screening.store.database import Database
from screening.store.tables import TrainingEventRow, TrainingSessionRow
from screening.web.app import create_app
from screening.web.settings import Settings

from .browsing import send, token_on
from .conftest import Browser
from .training_room import codes, does, join, new_session, on, read, sit, writes


def test_a_trainer_starts_a_session_once_however_often_the_form_is_sent(browser: Browser, database: Database) -> None:
    trainer, id = browser("trainer"), uuid.uuid4().hex
    page = "/training/new/plain-sight"
    form = {"id": id, "label": "Spring", "sees-1": "nursery", "label-1": "Blue", "sees-3": "whole-case"}
    for _ in range(2):
        assert send(trainer, page, **form).headers["location"] == f"/training/{id}/codes"
    groups = on(database, id).now.groups
    assert [(one.label, one.agency) for one in groups] == [("Blue", "nursery"), ("Group 3", None)]
    shown = read(trainer, f"/training/{id}/codes")
    assert all(code in shown for code in codes(database, id))
    with database.reading() as session:
        assert [one.detail for one in Audit(session).entries()].count(f"training started {id}") == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"sees-1": "nursery"}, "which event this is"),
        ({"label": "Spring"}, "at least one group"),
        ({"label": "Spring", "sees-1": "the-moon"}, "what this group is given"),
        ({"label": "Spring", "sees-1": "nursery", "label-1": "A", "sees-2": "nursery", "label-2": "A"}, "the same"),
    ],
)
def test_a_session_needs_a_name_and_groups(
    browser: Browser, database: Database, form: dict[str, str], said: str
) -> None:
    answer = send(browser("trainer"), "/training/new/plain-sight", id=uuid.uuid4().hex, **form)
    assert answer.status_code == 400
    assert said in answer.text
    with database.reading() as session:
        assert session.scalars(select(TrainingSessionRow)).all() == []


def test_a_code_opens_its_group_as_it_is_typed_from_a_wall(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    code = codes(database, session_id)[0]
    group = on(database, session_id).now.groups[0]
    for typed in (code, code.upper(), code.replace("-", " "), f" {code} "):
        assert join(browser(), typed) == f"/groups/{group.id}"
    client = browser()
    # Looking at the link joins nothing: mail programs look at links too.
    client.get(f"/join/{code}")
    assert client.get(f"/groups/{group.id}").status_code == 404
    assert "Blue" in read(client, join(client, code))


def test_whoever_guesses_codes_is_stopped_and_the_trainer_can_still_sign_in(
    browser: Browser, database: Database
) -> None:
    session_id = new_session(database)
    guesser = browser()
    answers = [send(guesser, "/join", code=f"guess-{number:05}").status_code for number in range(MOST_FROM_ADDRESS)]
    assert set(answers) == {400}
    refused = send(guesser, "/join", code=codes(database, session_id)[0])
    assert refused.status_code == 429
    assert send(browser(), "/sign-in", name="nobody").status_code == 400


def test_a_new_code_takes_the_place_of_the_old_and_whoever_sits_stays(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    client, page = sit(browser, database, session_id)
    old = codes(database, session_id)[0]
    group = on(database, session_id).now.groups[0].id
    send(browser("trainer"), f"/training/{session_id}/codes", group=group)
    assert codes(database, session_id)[0] != old
    assert send(browser(), "/join", code=old).status_code == 400
    assert client.get(page).status_code == 200


def test_after_the_end_nothing_is_written_and_no_code_opens_it(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    trainer = browser("trainer")
    does(trainer, session_id, "next")
    client, page = sit(browser, database, session_id)
    code = codes(database, session_id)[0]
    text = client.get(page).text
    does(trainer, session_id, "end")
    form = {
        "csrf_token": token_on(text),
        "id": uuid.uuid4().hex,
        "what": "entry",
        "column": "strengths",
        "text": "Late",
    }
    client.post(page, data={**form, "step": on(database, session_id).now.step or ""})
    assert on(database, session_id).now.entries == ()
    shown = read(client, page)
    assert "The session has ended" in shown
    assert "bruise" not in shown.lower()
    assert client.get(f"{page}/state").json()["ended"] is True
    assert send(browser(), "/join", code=code).status_code == 400
    assert trainer.get(f"/training/{session_id}/next").status_code == 403
    with database.reading() as session:
        assert f"training ended {session_id}" in [one.detail for one in Audit(session).entries()]


def test_a_session_goes_on_after_the_service_was_started_again(
    browser: Browser, database: Database, settings: Settings
) -> None:
    session_id = new_session(database)
    client, page = sit(browser, database, session_id)
    does(browser("trainer"), session_id, "next")
    writes(client, page, column="strengths", text="Before")
    again = TestClient(create_app(settings, database), base_url=settings.address, follow_redirects=False)
    again.cookies = client.cookies
    assert "Before" in read(again, page)
    assert writes(again, page, column="strengths", text="After").status_code == 303


def test_sessions_on_two_scenarios_are_not_set_side_by_side(browser: Browser, database: Database) -> None:
    first = new_session(database)
    second = new_session(database, [("Blue", None)], "william")
    answer = browser("trainer").get(f"/training/compare?before={first}&after={second}")
    assert answer.status_code == 400
    assert "two scenarios" in answer.text


def test_a_session_is_asked_about_after_a_year_kept_on_and_deleted(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    trainer = browser("trainer")
    client, page = sit(browser, database, session_id)
    assert "still needed?" not in read(trainer, "/training")
    with database.session() as session:
        session.get_one(TrainingSessionRow, session_id).review_on = datetime.date.today()
    assert "still needed?" in read(trainer, "/training")
    send(trainer, f"/training/{session_id}/keep", "/training")
    assert "still needed?" not in read(trainer, "/training")
    send(trainer, f"/training/{session_id}/delete")
    assert trainer.get(f"/training/{session_id}").status_code == 404
    assert client.get(page).status_code == 404
    with database.reading() as session:
        assert session.scalars(select(TrainingEventRow)).all() == []
        assert [one.action for one in Audit(session).entries()][-1] == "deleted"
