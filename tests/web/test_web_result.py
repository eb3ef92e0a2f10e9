"""The result page: its order, where it leads, what it never says, and what a view leaves out."""

from __future__ import annotations

import datetime
import re

import pytest

from screening.case.account import Account
from screening.store.audit import Audit
from screening.store.database import Database

from .browsing import new_case
from .conftest import Browser
from .result_cases import HOSTILE, REFERENCE, TODAY, add, ago, links_of, marked_baby, sam, text_of, titles_of

TOMORROW = TODAY + datetime.timedelta(days=1)


def test_it_is_read_in_the_order_of_what_is_to_be_done(browser: Browser, database: Database) -> None:
    page = browser("practitioner").get(f"/cases/{marked_baby(database)}/result").text
    said = text_of(page)
    order = [
        "call 999", "What this case comes to", "This is not evidence of safety.", "Speak to children's social care",
        "Look at these first", "A mark or injury on a child who cannot move about alone", "Cannot be ruled out: ask",
        "Told differently", "Policies and contacts", "What it was screened with",
        "what is not listed is not evidence of safety.",
    ]  # fmt: skip
    main = said[said.index("call 999") :]
    # The list of what is on the page names the parts before they come.
    places = [main.index(order[0])]
    for words in order[1:]:
        places.append(main.find(words, places[-1]))
    assert -1 not in places
    headings = re.findall(r'<h2[^>]* id="([a-z]+)"', page)
    wanted = ["do", "first", "themes", "answered", "ask", "well", "one", "differing", "policies", "sources", "changed"]
    assert [one for one in headings if one in wanted] == [one for one in wanted if one in headings]


def test_nothing_told_is_not_called_safe(browser: Browser, database: Database) -> None:
    page = browser("practitioner").get(f"/cases/{new_case(database, 'practitioner')}/result").text
    assert "This is not evidence of safety." in text_of(page)
    assert "Nobody has told anything yet." in text_of(page)


def test_every_link_leads_to_a_page_or_a_place(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    page = client.get(f"/cases/{case_id}/result").text
    links = set(links_of(page))
    cited = {one for one in links if one.startswith(("/learning/", "/rules/"))}
    assert {"/learning/LEI-040", "/rules/INJ-001"} <= cited
    assert [one for one in cited if client.get(one).status_code != 200] == []
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert [one for one in links if one.startswith("#") and one[1:] not in ids] == []
    ours = [one for one in links if one.startswith(f"/cases/{case_id}/")]
    assert [one for one in ours if client.get(one).status_code not in (200, 303)] == []


def test_the_pages_of_what_is_cited_lead_on(browser: Browser) -> None:
    client = browser("practitioner")
    for path in ("/rules", "/rules/INJ-001", "/learning/LEI-040", "/sources", "/checklists/mark-on-a-baby"):
        page = client.get(path)
        assert page.status_code == 200
        assert "call 999" in text_of(page.text)
        onward = {one.partition("#")[0] for one in links_of(page.text) if one.startswith("/")}
        onward = set(sorted(one for one in onward if not one.startswith("/static"))[:12])
        assert [one for one in onward - {"/sign-out"} if client.get(one).status_code != 200] == []
        assert 'href="None"' not in page.text
    row = text_of(client.get("/learning/LEI-040").text)
    assert "INJ-001" in row
    assert "LEI-052" not in row.partition("Carried by")[0].partition("Related rows")[0]
    assert client.get("/rules/NO-001").status_code == 404
    assert client.get("/learning/NO-1").status_code == 404
    assert browser().get("/rules").status_code == 303


def test_each_fact_leads_to_the_account_it_comes_from(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    page = browser("practitioner").get(f"/cases/{case_id}/result").text
    link = re.search(r'<a class="govuk-link" href="([^"]+)">seen by (?:the )?<bdi>?(?:the )?GP', page)
    assert link is not None
    assert link[1] == f"/cases/{case_id}/accounts/2"
    sides = re.findall(r'(?s)<ul class="app-sides">(.*?)</ul>', page[page.index('id="differing"') :])
    assert f"/cases/{case_id}/accounts/1" in sides[0]
    assert f"/cases/{case_id}/accounts/3" in sides[0]


def test_a_question_is_answered_in_one_click(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    page = browser("practitioner").get(f"/cases/{case_id}/result").text
    assert re.search(rf'href="/cases/{case_id}/answer\?fact=[a-z_.]+&amp;about=[0-9a-f]{{20}}"', page)


def test_hostile_text_is_shown_as_text(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("practitioner")
    for path in ("result", "chronology", "family"):
        page = client.get(f"/cases/{case_id}/{path}").text
        assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)" in client.get(f"/cases/{case_id}/result").text


def test_nothing_of_the_case_is_in_addresses_and_titles(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("practitioner")
    page = client.get(f"/cases/{case_id}/result").text
    prompt = next(one for one in links_of(page) if "/prompts/" in one)
    others = [prompt, *(f"/cases/{case_id}/{part}" for part in ("chronology", "family", "result?face=yes"))]
    for shown in (page, *(client.get(one).text for one in others)):
        title = re.search(r"(?s)<title>(.*?)</title>", shown)
        assert title is not None
        ours = [one for one in links_of(shown) if case_id in one]
        values = re.findall(r'<option value="([^"]+)"', shown)
        for word in (REFERENCE, "sam", "gp", "health-visiting", "i1", "INJ-", "bruise", "crawling"):
            assert word not in title[1]
            assert [one for one in [*ours, *values] if word in one.replace(case_id, "")] == []


def test_a_view_leaves_out_what_was_not_known_then(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("practitioner")
    whole = client.get(f"/cases/{case_id}/result").text
    day = ago(10).split("-")
    earlier = client.get(f"/cases/{case_id}/result?day={day[2]}&month={day[1]}&year={day[0]}").text
    assert "A mark or injury on a child" in whole
    assert "A mark or injury on a child" not in earlier
    assert "/prompts/" in whole
    assert "/prompts/" not in earlier
    keys = re.findall(r'<option value="([0-9a-f]{16})"[^>]*>Only what (?:<bdi>)?([^<]+?)(?:</bdi>)? told', whole)
    visiting = next(key for key, name in keys if name == "health visiting")
    by_visitor = text_of(client.get(f"/cases/{case_id}/result?agency={visiting}").text)
    assert "only what health visiting told or knew" in by_visitor
    assert "A mark or injury on a child" not in by_visitor
    face = text_of(client.get(f"/cases/{case_id}/result?face=yes").text)
    assert "without what only a carer or the family told" in face
    assert "without what only a carer" not in titles_of(whole, "main-content", "do")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("day=31&month=2&year=2026", "Write the day as day, month and year"),
        (f"day={TOMORROW.day}&month={TOMORROW.month}&year={TOMORROW.year}", "This day lies ahead"),
        ("day=&month=&year=x", "Write the day as day, month and year"),
        ("agency=00", "Choose one of these agencies."),
    ],
)
def test_a_view_that_cannot_be_is_said_and_everything_shown(
    browser: Browser, database: Database, query: str, message: str
) -> None:
    page = browser("practitioner").get(f"/cases/{marked_baby(database)}/result?{query}").text
    assert message in titles_of(page, "main-content", "do")
    assert "A mark or injury on a child" in page


def test_what_changed_since_one_looked_last_stays_until_something_else_does(
    browser: Browser, database: Database
) -> None:
    case_id = marked_baby(database)
    client, colleague = browser("practitioner"), browser("colleague")
    assert "since you last looked" not in client.get(f"/cases/{case_id}/result").text
    assert "since you last looked" not in client.get(f"/cases/{case_id}/result").text
    told = {"id": "new", "on": TODAY.isoformat(), "agency": "nursery", "source": "observed",
            "facts": sam(injuries={"i2": {"kind": "bite", "seen_on": TODAY.isoformat()}})}  # fmt: skip
    add(database, case_id, Account.model_validate(told), by="colleague")
    for _ in range(2):
        changed = titles_of(client.get(f"/cases/{case_id}/result").text, "changed", "basis")
        assert "seen by the nursery" in changed
        assert "Two marks or" in changed
    assert "since you last looked" not in colleague.get(f"/cases/{case_id}/result").text
    with database.reading() as session:
        details = [one.detail for one in Audit(session).entries(case_id) if one.detail.startswith("result")]
    assert details == ["result 3", "result 4", "result 4"]


def test_of_a_training_case_the_last_day_is_looked_from(browser: Browser, database: Database) -> None:
    case_id = new_case(database, "trainer", "T-1", training=True)
    told = {"id": "a", "on": "2014-08-16", "agency": "gp", "source": "observed",
            "facts": sam(born="2014-04-20", mobility="not-mobile", injuries={"i1": {"kind": "bruise"}})}  # fmt: skip
    add(database, case_id, Account.model_validate(told), by="trainer")
    page = text_of(browser("trainer").get(f"/cases/{case_id}/result").text)
    assert "As known on 16 August 2014" in page
    assert "Training data." in page
