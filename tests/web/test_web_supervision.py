"""Agendas, a case in supervision, a team's cases, who holds a case: what is chosen stays, and looks are in the log."""

from __future__ import annotations

import datetime

import pytest

from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database
from screening.web.security.tokens import HEADER

from .browsing import new_case, token_on, user_named
from .conftest import Browser
from .result_cases import HOSTILE, REFERENCE, TODAY, accounts, add, links_of, marked_baby, text_of
from .supervised import AHEAD, day, kept_record, of, sent

POINT = f"How is the worker? {HOSTILE}"


def second_case(database: Database, reference: str = "K-0200") -> str:
    case_id = new_case(database, "practitioner", reference)
    add(database, case_id, *accounts())
    return case_id


def agenda_of(database: Database, name: str = "practitioner") -> str:
    return f"/supervision/agenda/{user_named(database, name).id}"


def logged(database: Database, case_id: str, name: str) -> list[tuple[str, str]]:
    user = user_named(database, name)
    with database.reading() as session:
        return [(one.action, one.detail) for one in Audit(session).entries(case_id) if one.user_id == user.id]


def test_a_supervisor_finds_the_agenda_of_whoever_holds_cases(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("supervisor")
    start = client.get("/supervision").text
    assert "practitioner : 1 case" in text_of(start)
    assert "colleague : no case" in text_of(start)
    assert agenda_of(database) in links_of(start)
    page = client.get(agenda_of(database)).text
    assert "A mark or injury on a child who cannot move about alone: nobody has responded" in text_of(page)
    assert "not evidence of safety" in text_of(page)
    assert HOSTILE not in page
    assert ("read", "supervision") in logged(database, case_id, "supervisor")
    assert REFERENCE not in page.partition("</title>")[0]


def test_what_is_left_out_and_added_stays_and_is_said(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client, agenda = browser("supervisor"), agenda_of(database)
    sent(client, agenda, case=case_id, drop="no-response", add=POINT)
    page = browser("supervisor").get(agenda).text
    shown = text_of(page)
    assert "nobody has responded" not in shown
    assert "Left out by the supervisor" in shown
    assert "A mark or injury on a child who cannot move about alone (INJ-001)" in shown
    assert "Added by the supervisor" in shown
    assert POINT in shown
    assert HOSTILE not in page
    sent(client, agenda, case=case_id)
    back = text_of(client.get(agenda).text)
    assert "nobody has responded" in back
    assert "Left out by the supervisor" not in back
    assert POINT not in back


def test_a_whole_case_is_left_out_and_put_back_with_what_was_chosen_in_it(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    second_case(database)
    client, agenda = browser("supervisor"), agenda_of(database)
    page = client.get(agenda).text
    data = {"csrf_token": token_on(page), "case": case_id, "drop": ["*", "disputed"], "add": "Ask about sleep"}
    client.post(agenda, data=data, headers={"Sec-Fetch-Site": "same-origin"})
    shown = text_of(client.get(agenda).text)
    assert f"Case {REFERENCE} : the whole case" in shown
    sent(client, agenda, case=case_id, back="yes")
    shown = text_of(client.get(agenda).text)
    assert "the whole case" not in shown
    assert "Ask about sleep" in shown
    assert "1 reason" in shown


def test_a_choice_whose_reason_has_gone_does_no_harm(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client, agenda = browser("supervisor"), agenda_of(database)
    sent(client, agenda, case=case_id, drop="promise/claims.gone")
    assert client.get(agenda).status_code == 200


def test_cases_are_moved_by_ids_that_say_nothing(browser: Browser, database: Database) -> None:
    first, second = marked_baby(database), second_case(database)
    client, agenda = browser("supervisor"), agenda_of(database)
    page = client.get(agenda).text
    assert page.index(f">{REFERENCE}<") < page.index(">K-0200<")
    assert "Cases stand in the order of their references" in text_of(page)
    (up,) = {one.partition("#")[0] for one in links_of(page) if f"first={second}&first={first}" in one}
    assert REFERENCE not in up
    moved = client.get(up).text
    headings = [moved.index(f"Case <bdi>{one}</bdi></h2>") for one in ("K-0200", REFERENCE)]
    assert headings == sorted(headings)
    assert "The supervisor chose which cases come first" in text_of(moved)


def test_the_day_of_the_last_supervision_shows_what_opened(browser: Browser, database: Database) -> None:
    marked_baby(database)
    client, agenda = browser("supervisor"), agenda_of(database)
    since = TODAY - datetime.timedelta(days=5)
    query = "&".join(f"{name}={value}" for name, value in day("since", since).items())
    assert "Opened since last time" in text_of(client.get(f"{agenda}?{query}").text)
    wrong = client.get(f"{agenda}?since-day=31&since-month=2&since-year=2026")
    assert "There is a problem" in wrong.text
    ahead = client.get(f"{agenda}?" + "&".join(f"{name}={value}" for name, value in day("since", AHEAD).items()))
    assert "There is a problem" in ahead.text


def test_live_and_training_cases_of_one_reference_are_apart(browser: Browser, database: Database) -> None:
    marked_baby(database)
    marked_baby(database, training=True)
    client, agenda = browser("supervisor"), agenda_of(database)
    start = client.get("/supervision").text
    assert {agenda, f"{agenda}?training=yes"} <= set(links_of(start))
    assert "Training data" not in client.get(agenda).text
    assert "Training data" in client.get(f"{agenda}?training=yes").text


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_paper_is_in_the_log_and_its_name_says_nothing(browser: Browser, database: Database, kind: str) -> None:
    case_id = marked_baby(database)
    client = browser("supervisor")
    holder = user_named(database, "practitioner").id
    for address, stem, id, detail in (
        (f"{agenda_of(database)}/agenda.{kind}", "agenda", holder, f"agenda {kind}"),
        (of(case_id, f"/case.{kind}"), "supervision", case_id, f"supervision {kind}"),
    ):
        answer = client.get(address)
        named = f'attachment; filename="{stem}-{id[:8]}-{TODAY.isoformat()}.{kind}"'
        assert answer.headers["content-disposition"] == named
        assert ("printed", detail) in logged(database, case_id, "supervisor")


def test_a_case_in_supervision_shows_every_view(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("supervisor")
    assert of(case_id) in links_of(client.get(f"/cases/{case_id}").text)
    since = "&".join(f"{name}={value}" for name, value in day("since", TODAY - datetime.timedelta(days=5)).items())
    page = client.get(f"{of(case_id)}?{since}").text
    shown = text_of(page)
    for title in ("Since last time", "Who knew what", "Every child", "To think about"):
        assert title in shown
    assert HOSTILE not in page
    assert of(case_id) not in links_of(browser("practitioner").get(f"/cases/{case_id}").text)


def test_a_team_sees_numbers_only_where_they_are_not_small(browser: Browser, database: Database) -> None:
    client = browser("supervisor")
    assert "Your team holds no case" in text_of(client.get("/supervision/team").text)
    for number in range(9):
        second_case(database, f"K-3{number}")
    few = text_of(client.get("/supervision/team").text)
    assert "Fewer than 10 cases" in few
    second_case(database, "K-400")
    # What is asked beside it, by worker or by child, changes nothing.
    page = client.get("/supervision/team?holder=practitioner&child=sam").text
    assert "10 of 10" in text_of(page)
    assert "<svg" in page
    assert text_of(page) == text_of(client.get("/supervision/team").text)
    assert browser("practitioner").get("/supervision/team").status_code == 404


def test_records_that_do_not_hold_together_are_said_and_not_passed_over(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    kept_record(database, case_id)
    with database.session() as session:
        session.connection().exec_driver_sql("DROP TRIGGER IF EXISTS supervision_unchanged")
        for (name,) in session.connection().exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'supervision'"
        ).all():  # fmt: skip
            session.connection().exec_driver_sql(f'DROP TRIGGER "{name}"')
        session.connection().exec_driver_sql("UPDATE supervision SET body = replace(body, 'weighed', 'seen')")
    client = browser("supervisor")
    assert "does not hold together" in text_of(client.get("/supervision").text)
    for address in (agenda_of(database), of(case_id, "/records")):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "does not hold together" in text_of(answer.text)


def test_a_case_is_given_to_a_colleague_and_then_to_another_team(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client, address = browser("supervisor"), f"/cases/{case_id}/assign"
    page = client.get(address).text
    colleague, stranger = user_named(database, "colleague"), user_named(database, "stranger")
    for wrong in ("", "nonsense", f"{stranger.team_id}/{stranger.id}"):
        assert sent(client, address, page, place=wrong).status_code == 400
    sent(client, address, page, place=f"{colleague.team_id}/{colleague.id}")
    assert "Held by: colleague , north" in text_of(client.get(address).text)
    late = sent(client, address, page, place=f"{colleague.team_id}/-")
    assert late.status_code == 409
    assert "meanwhile" in text_of(late.text)
    away = sent(client, address, place=f"{stranger.team_id}/-")
    assert away.headers["location"] == "/supervision"
    assert client.get(f"/cases/{case_id}").status_code == 404
    assert browser("stranger").get(f"/cases/{case_id}").status_code == 200
    assert [one for one, _ in logged(database, case_id, "supervisor")].count("assigned") == 2


def test_a_review_day_lies_ahead(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client, address = browser("supervisor"), f"/cases/{case_id}/assign"
    token = token_on(client.get(address).text)
    for wrong in (TODAY, TODAY - datetime.timedelta(days=1)):
        assert client.post(f"{address}/review", data=day("review", wrong), headers={HEADER: token}).status_code == 400
    client.post(f"{address}/review", data=day("review", AHEAD), headers={HEADER: token})
    with database.reading() as session:
        row = Cases(session).get(case_id)
        assert row is not None
        assert row.review_on == AHEAD
    assert ("assigned", "review day") in logged(database, case_id, "supervisor")
