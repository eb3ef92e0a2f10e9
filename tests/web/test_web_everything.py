"""Everything about a case taken out on a page; and on the case's own page, who has opened it in an emergency."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile

from screening.case.account import CaseFile
from screening.store.audit import Audit
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.store.database import Database

from .browsing import token_on, user_named
from .conftest import Browser
from .result_cases import REFERENCE, TODAY, links_of, marked_baby, text_of


def test_a_supervisor_takes_out_everything_and_it_is_in_the_log(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("supervisor")
    address = f"/cases/{case_id}/everything"
    assert address in links_of(client.get(f"/cases/{case_id}").text)
    page = client.get(address).text
    assert re.findall(r'name="request-from" type="checkbox" value="([^"]*)"', page) == ["sam"]
    answer = client.post(address, data={"csrf_token": token_on(page), "request-from": ["sam", "nobody-here"]})
    name = f"everything-{case_id[:8]}-{TODAY.isoformat()}.zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as taken:
        assert sorted(taken.namelist()) == ["case.json", "everything.json", "everything.pdf"]
        file = CaseFile.model_validate_json(taken.read("case.json"))
        kept = json.loads(taken.read("everything.json"))
        assert taken.read("everything.pdf").startswith(b"%PDF-")
    with database.reading() as session:
        assert file == Cases(session).file(case_id)
        last = list(Audit(session).entries(case_id))[-1]
    assert (last.action, last.detail) == ("exported", "everything")
    assert last.user_id == user_named(database, "supervisor").id
    assert kept["request_from"] == ["sam"]
    assert [one["why"] for one in kept["accounts"]] == [[], [], ["told by mother"]]


def test_a_practitioner_is_not_led_there(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    assert f"/cases/{case_id}/everything" not in browser("practitioner").get(f"/cases/{case_id}").text


def test_a_case_says_who_has_opened_it_in_an_emergency_and_why(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    assert "Opened in an emergency" not in browser("practitioner").get(f"/cases/{case_id}").text
    with database.session() as session:
        glass = BreakGlass(session).open(user_named(database, "stranger").id, case_id, "The child is <b>here</b> now.")
    for name in ("practitioner", "supervisor", "stranger"):
        page = browser(name).get(f"/cases/{case_id}").text
        shown = text_of(page)
        assert "Opened in an emergency" in shown
        assert f"stranger , on {TODAY.day} " in shown
        assert f"{glass.at.astimezone():%H:%M}" in shown
        assert "Their reason: The child is <b>here</b> now." in shown
    assert REFERENCE in shown


def test_it_says_so_no_longer_when_the_day_is_over(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    stranger = user_named(database, "stranger").id
    with database.session() as session:
        BreakGlass(session, _two_days_ago).open(stranger, case_id, "Long ago, for a reason.")
    assert "Opened in an emergency" not in browser("practitioner").get(f"/cases/{case_id}").text


def _two_days_ago() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=2)
