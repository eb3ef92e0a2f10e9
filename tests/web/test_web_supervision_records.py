"""A record written on the form by two, kept, signed by each, put right by another; its actions return until seen."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from screening.services.recording import book_of
from screening.store.database import Database
from screening.store.supervision import CaseLedger
from screening.supervision.casebook import Casebook
from screening.web.security.tokens import HEADER

from .browsing import token_on, user_named
from .conftest import Browser
from .result_cases import HOSTILE, TODAY, marked_baby, text_of
from .supervised import ACTION, AHEAD, STEP, day, hidden, kept_record, of, sent, written_on_the_form


@pytest.fixture
def case_id(database: Database) -> str:
    return marked_baby(database)


def book(database: Database, case_id: str) -> Casebook:
    with database.reading() as session:
        return book_of(CaseLedger(session, case_id))


def section(case_id: str, key: str) -> str:
    return of(case_id, f"/draft/sections/{key}")


def value_of(page: str, name: str) -> str:
    """What stands in a field of a page."""
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*)<', page)
    found = found or re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', page)
    return found[1] if found else ""


def signed(client: TestClient, case_id: str, signer: str, number: int = 1, read: str = "yes") -> int:
    page = client.get(of(case_id, f"/records/{number}")).text
    fields = {"as": signer, "read": read}
    return sent(client, of(case_id, f"/records/{number}/sign"), page, **fields).status_code


def test_what_is_vague_is_said_beside_its_field_and_nothing_typed_is_lost(browser: Browser, case_id: str) -> None:
    client = browser("supervisor")
    sent(client, of(case_id, "/draft"))
    fields = {"actions-0-who": "we", "actions-0-what": f"Monitor {HOSTILE}", "actions-0-by_when-day": "soon"}
    answer = sent(client, section(case_id, "actions"), **fields)
    assert answer.headers["location"] == section(case_id, "actions") + "?check=yes"
    page = client.get(answer.headers["location"]).text
    assert HOSTILE not in page
    for id, says in (
        ("actions-0-who", "nobody in particular"), ("actions-0-what", "does not say what somebody will see"),
        ("actions-0-by_when", "is not a day"), ("actions-0-how_we_will_know", "how we will know"),
    ):  # fmt: skip
        beside = re.search(rf'id="{id}-error"[^>]*>(.*?)</p>', page, re.S)
        assert beside, id
        assert says in text_of(beside[1])
    for link in re.findall(r'href="#(actions[^"]*)"', page):
        assert f'id="{link}"' in page
    assert value_of(page, "actions-0-by_when-day") == "soon"
    assert value_of(browser("practitioner").get(section(case_id, "actions")).text, "actions-0-who") == "we"
    check = client.get(of(case_id, "/draft/check"))
    assert "cannot be kept yet" in text_of(check.text)
    assert sent(client, of(case_id, "/draft/check"), check.text).status_code == 409  # it has no mark to keep by


def test_entries_are_added_taken_out_and_brought_from_the_agenda(browser: Browser, case_id: str) -> None:
    client, here = browser("supervisor"), section(case_id, "discussed")
    sent(client, of(case_id, "/draft"))
    two = {"discussed-0-about": "one", "discussed-1-about": "two", "discussed-1-said": "kept"}
    sent(client, here, press="more", **two)
    assert 'id="discussed-2-about"' in client.get(f"{here}?more=1").text
    sent(client, here, out="0", **two)
    page = client.get(here).text
    assert value_of(page, "discussed-0-about") == "two"
    assert value_of(page, "discussed-0-said") == "kept"
    assert 'id="discussed-1-about"' not in page
    sent(client, here, page, press="bring", bring="disputed", **{"discussed-0-about": "two"})
    after = client.get(here).text
    assert value_of(after, "discussed-1-about").startswith("Accounts differ")
    assert hidden(after, "discussed-1-reason") == "disputed"
    sent(client, here, after, press="bring", bring="not offered", **{"discussed-0-about": "two"})
    assert 'id="discussed-1-about"' not in client.get(here).text
    assert "Bring in questions to think with" in text_of(client.get(section(case_id, "reflection")).text)
    assert "Bring in" not in text_of(browser("practitioner").get(here).text)


def test_who_saves_beside_a_newer_text_is_shown_it_and_both_stay(browser: Browser, case_id: str) -> None:
    boss, worker, here = browser("supervisor"), browser("practitioner"), section(case_id, "decisions")
    sent(boss, of(case_id, "/draft"))
    ours, theirs = boss.get(here).text, worker.get(here).text
    sent(boss, here, ours, **{"decisions-0-decided": "He is seen this week", "decisions-0-because": "nobody has"})
    # Another section is nobody else's business.
    reflection = section(case_id, "reflection")
    assert sent(boss, reflection, **{"reflection-0-prompt": "Why now?"}).status_code == 303
    late = sent(worker, here, theirs, **{"decisions-0-decided": "He is seen next week"})
    assert late.status_code == 409
    assert "He is seen this week" in text_of(late.text)
    assert value_of(late.text, "decisions-0-decided") == "He is seen next week"
    assert value_of(boss.get(here).text, "decisions-0-decided") == "He is seen this week"
    assert sent(worker, here, late.text, **{"decisions-0-decided": "He is seen this week and next"}).status_code == 303
    assert value_of(boss.get(here).text, "decisions-0-decided") == "He is seen this week and next"
    assert "Why now?" in boss.get(reflection).text


def test_a_page_that_saved_by_itself_can_still_be_saved_by_whoever_wrote_it(browser: Browser, case_id: str) -> None:
    client, here = browser("supervisor"), section(case_id, "decisions")
    sent(client, of(case_id, "/draft"))
    page = client.get(here).text
    around = {HEADER: token_on(page), "X-By-Itself": "yes"}
    fields = {"mark": hidden(page, "mark"), "decisions-0-decided": "half a sen"}
    assert client.post(here, data=fields, headers=around).status_code == 204
    other = browser("practitioner")
    theirs = other.get(here).text
    assert sent(client, here, page, **{"decisions-0-decided": "half a sentence"}).status_code == 303
    assert sent(other, here, theirs, **{"decisions-0-decided": "mine"}).status_code == 409
    assert client.post(here, data={**fields, "decisions-0-decided": "late"}, headers=around).status_code == 409
    assert client.post(here, data={"mark": hidden(client.get(here).text, "mark"), "decisions-0-decided": "x" * 5000},
                       headers=around).status_code == 422  # fmt: skip


def test_what_is_too_long_is_not_saved_and_not_lost(browser: Browser, case_id: str) -> None:
    client, here = browser("supervisor"), section(case_id, "decisions")
    sent(client, of(case_id, "/draft"))
    answer = sent(client, here, **{"decisions-0-decided": "x" * 4001})
    assert answer.status_code == 400
    assert "Not saved: write at most 4000 letters here." in text_of(answer.text)
    assert value_of(answer.text, "decisions-0-decided") == "x" * 4001


def test_what_was_written_after_the_record_was_kept_is_shown_and_not_saved(browser: Browser, case_id: str) -> None:
    boss, worker = browser("supervisor"), browser("practitioner")
    written_on_the_form(boss, case_id)
    page = worker.get(section(case_id, "decisions")).text
    sent(boss, of(case_id, "/draft/check"))
    late = sent(worker, section(case_id, "decisions"), page, **{"decisions-0-decided": "too late"})
    assert late.status_code == 409
    assert "copy what is still needed" in text_of(late.text)
    assert value_of(late.text, "decisions-0-decided") == "too late"


def test_a_record_is_kept_as_it_was_shown_and_only_by_a_supervisor(
    browser: Browser, database: Database, case_id: str
) -> None:
    boss, worker, check = browser("supervisor"), browser("practitioner"), of(case_id, "/draft/check")
    written_on_the_form(boss, case_id)
    shown = boss.get(check).text
    sent(worker, section(case_id, "decisions"), **{"decisions-0-decided": "He is seen", "decisions-0-because": "now"})
    late = sent(boss, check, shown)
    assert late.status_code == 409
    assert "He is seen" in text_of(late.text)
    assert "Your supervisor keeps it" in text_of(worker.get(check).text)
    token = token_on(worker.get(section(case_id, "about")).text)
    taken = {"mark": hidden(late.text, "mark")}
    assert worker.post(check, data=taken, headers={HEADER: token}).status_code == 404
    kept = sent(boss, check, late.text)
    assert kept.headers["location"] == of(case_id, "/records/1")
    (record,) = book(database, case_id).records
    assert record.record.decisions[0].decided == "He is seen"
    assert "Begin the record" in boss.get(of(case_id, "/draft")).text
    # The next one is between the same two.
    sent(boss, of(case_id, "/draft"))
    assert value_of(boss.get(section(case_id, "about")).text, "supervisor-reference") == "SUP-3"


def test_each_signs_with_their_own_sign_in_what_they_were_shown(
    browser: Browser, database: Database, case_id: str
) -> None:
    kept_record(database, case_id)
    boss, worker = browser("supervisor"), browser("practitioner")
    assert browser("colleague").get(of(case_id, "/records/1")).status_code == 404
    assert signed(boss, case_id, "practitioner") == 400
    assert signed(boss, case_id, "supervisor", read="") == 400
    page = worker.get(of(case_id, "/records/1")).text
    other = {"as": "practitioner", "read": "yes", "seen": "0" * 64}
    assert sent(worker, of(case_id, "/records/1/sign"), page, **other).status_code == 409
    assert book(database, case_id).records[0].signatures == ()
    assert signed(boss, case_id, "supervisor") == 303
    assert signed(boss, case_id, "supervisor") == 400
    assert "DRAFT" in text_of(worker.get(of(case_id, "/records/1")).text)
    assert "waits for the practitioner to sign" in text_of(worker.get("/supervision").text)
    assert signed(worker, case_id, "practitioner") == 303
    shown = text_of(worker.get(of(case_id, "/records/1")).text)
    assert "DRAFT" not in shown
    assert "as the supervisor by supervisor" in shown
    assert "as the practitioner by practitioner" in shown
    assert "Sign it" not in shown
    assert book(database, case_id).records[0].signed


def test_a_record_is_put_right_by_another_one_and_stays(browser: Browser, database: Database, case_id: str) -> None:
    kept_record(database, case_id)
    boss = browser("supervisor")
    page = boss.get(of(case_id, "/records/1")).text
    assert sent(boss, of(case_id, "/records/1/correct"), page).headers["location"] == of(case_id, "/draft")
    again = sent(boss, of(case_id, "/records/1/correct"), page)
    assert "A record is being written already" in text_of(boss.get(again.headers["location"]).text)
    assert "1 to put right" in text_of(boss.get(of(case_id, "/draft")).text)
    assert value_of(boss.get(section(case_id, "actions")).text, "actions-0-what") == ACTION["what"]
    sent(boss, section(case_id, "correction"), **{"corrects-because": "a wrong day"})
    sent(boss, of(case_id, "/draft/check"))
    first, second = book(database, case_id).records
    assert first.corrected_by == 2
    assert second.record.corrects is not None
    assert second.record.corrects.because == "a wrong day"
    old = text_of(boss.get(of(case_id, "/records/1")).text)
    assert "Record 2 puts this one right" in old
    assert "Sign it" not in old
    assert sent(boss, of(case_id, "/records/1/correct"), page).status_code == 404


def test_an_action_returns_until_somebody_has_seen_it(browser: Browser, database: Database, case_id: str) -> None:
    kept_record(database, case_id)
    worker, boss = browser("practitioner"), browser("supervisor")
    agenda = f"/supervision/agenda/{user_named(database, 'practitioner').id}"
    here = of(case_id, "/records/1/actions/a1")
    said = "Agreed in an earlier supervision, and not yet seen to be done"
    given = {"what": "Mother says that she went", "by": "health visitor", **day("on", TODAY)}
    assert said in text_of(boss.get(agenda).text)
    for wrong, says in (
        ({**given, "kind": ""}, "Say how you know."),
        ({**given, "kind": "seen", "what": "Done"}, "Better:"),
        ({**given, "kind": "seen", **day("on", AHEAD)}, "This day is still to come."),
        ({**given, "kind": "seen", "by": ""}, "This does not say who saw"),
    ):
        answer = sent(worker, here, **wrong)
        assert answer.status_code == 400
        assert says in text_of(answer.text)
    assert book(database, case_id).evidence == ()
    sent(worker, here, kind="told-only", **given)
    told = text_of(boss.get(agenda).text)
    assert said in told
    assert "somebody said that it was done, and nobody has recorded seeing it" in told
    sent(worker, here, **{**given, "kind": "seen", "what": "Weight 6.2 kg, plotted"})
    assert said not in text_of(boss.get(agenda).text)
    assert "1 action without evidence" not in text_of(worker.get("/supervision").text)
    assert worker.get(of(case_id, "/records/1/actions/a9")).status_code == 404


def test_a_reply_that_does_not_settle_leaves_it_open(browser: Browser, database: Database, case_id: str) -> None:
    kept_record(database, case_id)
    worker, here = browser("practitioner"), of(case_id, "/records/1/escalations/e1")
    given = {"said": "They will look again", "by": "team manager", **day("on", TODAY)}
    assert sent(worker, here, **given).status_code == 400
    sent(worker, here, settles="no", **given)
    assert "does not settle the worry" in text_of(worker.get(of(case_id, "/records")).text)
    sent(worker, here, settles="yes", **given)
    assert STEP["step"] not in text_of(worker.get(of(case_id, "/records")).text)
    assert worker.get(of(case_id, "/records/1/escalations/e9")).status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_record_is_printed_by_both(browser: Browser, database: Database, case_id: str, kind: str) -> None:
    kept_record(database, case_id)
    for name in ("practitioner", "supervisor"):
        answer = browser(name).get(of(case_id, f"/records/1/record.{kind}"))
        named = f"record-1-{case_id[:8]}-{TODAY.isoformat()}.{kind}"
        assert answer.headers["content-disposition"] == f'attachment; filename="{named}"'
        assert answer.content.startswith(b"%PDF-" if kind == "pdf" else b"PK")
