"""Responding to a prompt: it is set apart with what was said, and comes back saying which fact has changed."""

from __future__ import annotations

import datetime
import re

import pytest
from starlette.testclient import TestClient

from screening.case.account import Account
from screening.engine.document import Checked, Disagreement, Lens, Screening
from screening.services.one_case import Opened, screen_case
from screening.services.responding import prompted
from screening.store.database import Database
from screening.store.responses import Response, Responses
from screening.web.result import looking

from .browsing import new_case, token_on
from .conftest import Browser
from .result_cases import HOSTILE, TODAY, add, ago, links_of, marked_baby, sam, text_of, titles_of

TITLE = "A mark or injury on a child who cannot move about alone"


def prompt_of(client: TestClient, case_id: str, title: str = TITLE) -> str:
    """The address of the page of a prompt, as the result page gives it."""
    page = client.get(f"/cases/{case_id}/result").text
    found = re.search(rf'href="([^"]+/prompts/[0-9a-f]{{16}})">[^<]*<span[^>]*> to: {re.escape(title)}', page)
    assert found is not None
    return found[1]


def say(client: TestClient, path: str, page: str | None = None, **fields: str) -> int:
    """Send the form of a prompt's page; the status of the answer."""
    page = page or client.get(path).text
    mark = re.search(r'name="mark" value="([0-9a-f]{16})"', page)
    assert mark is not None
    given = {name.replace("_", "-"): value for name, value in fields.items()}
    return client.post(path, data={"csrf_token": token_on(page), "mark": mark[1], **given}).status_code


def kept(database: Database, case_id: str) -> list[Response]:
    with database.reading() as session:
        return list(Responses(session).history(case_id))


def test_a_response_silences_its_prompt_and_stands_beside_it(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    path = prompt_of(client, case_id)
    assert TITLE in titles_of(client.get(f"/cases/{case_id}/result").text, "do", "ask")
    assert say(client, path, kind="done", text_done=f"Referral 77 {HOSTILE}") == 303
    page = client.get(f"/cases/{case_id}/result").text
    assert TITLE not in titles_of(page, "do", "answered")
    answered = titles_of(page, "answered", "ask")
    assert TITLE in answered
    assert "Done, and recorded here : Referral 77" in answered.replace("here:", "here :")
    assert "practitioner" in answered
    assert HOSTILE not in page
    # Others who work with the case see the same.
    assert TITLE in titles_of(browser("colleague").get(f"/cases/{case_id}/result").text, "answered", "ask")


def test_it_comes_back_when_a_fact_changes_and_says_which(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    say(client, prompt_of(client, case_id), kind="not-applicable", text_not_applicable="a birth mark")
    told = {"id": "nursery", "on": TODAY.isoformat(), "agency": "nursery", "by": "key worker", "source": "observed",
            "facts": sam(injuries={"i1": {"kind": "bite"}})}  # fmt: skip
    add(database, case_id, Account.model_validate(told), by="colleague")
    page = client.get(f"/cases/{case_id}/result").text
    assert 'id="answered"' not in page
    opened = titles_of(page, "first", "ask")
    assert TITLE in opened
    assert "It is back because something has changed" in opened
    assert re.search(r"injury i1 of sam: kind ?was bruise ?and is now bite / bruise", opened.replace(" ,", ","))
    assert "key worker" in opened
    assert "Does not apply, because: a birth mark" in opened


def test_an_account_that_bears_on_nothing_of_it_leaves_it_silent(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    say(client, prompt_of(client, case_id), kind="supervision")
    told = {"id": "more", "on": TODAY.isoformat(), "agency": "gp", "facts": sam(development="as-expected")}
    add(database, case_id, Account.model_validate(told))
    assert TITLE in titles_of(client.get(f"/cases/{case_id}/result").text, "answered", "ask")


def test_what_is_being_done_comes_back_after_its_day(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    day, month, year = str(TODAY.day), str(TODAY.month), str(TODAY.year)
    path = prompt_of(client, case_id)
    assert say(client, path, kind="doing", text_doing="the GP", due_day=day, due_month=month, due_year=year) == 303
    assert TITLE in titles_of(client.get(f"/cases/{case_id}/result").text, "answered", "ask")
    (response,) = kept(database, case_id)
    assert response.due == TODAY
    finding = _finding(client, case_id)
    tomorrow = TODAY + datetime.timedelta(days=1)
    (late,) = prompted(finding, {(response.rule, response.subject): response}, tomorrow)
    assert late.overdue
    assert not late.silent


def _finding(client: TestClient, case_id: str) -> Screening:
    found = client.get(f"/cases/{case_id}/data/result.json")
    screening = Screening.model_validate_json(found.content)
    return screening.model_copy(update={"findings": tuple(one for one in screening.findings if one.title == TITLE)})


def test_a_later_response_stands_beside_the_earlier_one(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    path = prompt_of(client, case_id)
    say(client, path, kind="disagree", text_disagree="it was there at birth")
    say(browser("colleague"), path, kind="done", text_done="strategy discussion, minutes in the file")
    page = client.get(f"/cases/{case_id}/result").text
    assert "strategy discussion" in page
    assert "there at birth" not in page
    history = text_of(client.get(path).text)
    assert history.index("strategy discussion") < history.index("there at birth")
    assert [one.kind for one in kept(database, case_id)] == ["disagree", "done"]


def test_when_all_are_answered_that_is_said_and_not_that_nothing_is_recorded(
    browser: Browser, database: Database
) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    links = links_of(client.get(f"/cases/{case_id}/result").text)
    for path in dict.fromkeys(one for one in links if "/prompts/" in one):
        assert say(client, path, kind="supervision") == 303
    to_do = titles_of(client.get(f"/cases/{case_id}/result").text, "do", "answered")
    assert "Every prompt that is open now has been answered" in to_do
    assert "not evidence of safety" in to_do
    assert "Nothing recorded" not in to_do
    assert "Speak to" not in to_do


def test_a_response_without_its_words_is_sent_back_with_what_was_typed(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    path = prompt_of(client, case_id)
    page = client.get(path).text
    form = {"csrf_token": token_on(page), "mark": re.findall(r'name="mark" value="([0-9a-f]+)"', page)[0]}
    answer = client.post(path, data={**form, "kind": "doing", "text-doing": f"the GP {HOSTILE}", "due-day": "1"})
    assert answer.status_code == 400
    assert "Write the day as day, month and year" in text_of(answer.text)
    assert 'href="#due-day"' in answer.text
    assert "the GP &lt;script&gt;" in answer.text
    assert HOSTILE not in answer.text
    assert "<title>Error: " in answer.text.replace("\n", "")
    assert client.post(path, data=form).status_code == 400
    assert kept(database, case_id) == []


def test_nobody_responds_to_what_they_have_not_seen(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    path = prompt_of(client, case_id)
    page = client.get(path).text
    bite = {"kind": "bite", "seen_on": ago(0), "procedure": "not-followed"}
    told = {"id": "bite", "on": ago(0), "agency": "nursery", "source": "observed", "facts": sam(injuries={"i2": bite})}
    add(database, case_id, Account.model_validate(told), by="colleague")
    assert say(client, path, page, kind="supervision") == 400
    assert kept(database, case_id) == []


def test_a_prompt_that_is_gone_leads_back_to_the_result(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    empty = new_case(database, "practitioner", "K-2")
    answer = client.get(f"/cases/{empty}/prompts/{'0' * 16}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{empty}/result")


def test_of_three_children_one_is_answered_and_two_are_left(browser: Browser, database: Database) -> None:
    client = browser("practitioner")
    case_id = new_case(database, "practitioner", "K-3")
    mark = {"injuries": {"i1": {"kind": "bruise", "seen_on": ago(2), "procedure": "not-followed"}}}
    child = {"born": ago(120), "mobility": "not-mobile", **mark}
    told = {"id": "gp", "on": ago(2), "agency": "gp", "source": "observed",
            "facts": {"children": {"sam": child, "lee": child, "kit": child}}}  # fmt: skip
    add(database, case_id, Account.model_validate(told))
    assert say(client, prompt_of(client, case_id), kind="supervision") == 303
    bite = {"injuries": {"i1": {"kind": "bite"}}}
    facts = {"children": {"sam": bite, "lee": bite}}
    later = {"id": "nursery", "on": ago(0), "agency": "nursery", "source": "observed", "facts": facts}
    add(database, case_id, Account.model_validate(later))
    page = client.get(f"/cases/{case_id}/result").text
    assert f"{TITLE} ( kit )" in titles_of(page, "answered", "ask").replace("(kit)", "( kit )")
    path = prompt_of(client, case_id)
    assert client.get(path).status_code == 200
    assert say(client, path, kind="done", text_done="strategy discussion") == 303
    assert len(kept(database, case_id)) == 5


def test_two_channels_that_disagree_are_said_loudly_before_anything_else(
    browser: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = marked_baby(database)

    def disagreeing(opened: Opened, lens: Lens, *, both_channels: bool = True) -> Screening:
        screening = screen_case(opened, lens, both_channels=False)
        one = Disagreement(rule="INJ-001", subject="sam", evaluator="disputed", durable="not_met")
        return screening.model_copy(update={"checked": Checked(channels=2, disagreements=(one,))})

    monkeypatch.setattr(looking, "screen_case", disagreeing)
    page = browser("practitioner").get(f"/cases/{case_id}/result").text
    assert "The two channels that decide do not agree" in titles_of(page, "main-content", "do")
    assert "the second channel says not met" in titles_of(page, "main-content", "do")


@pytest.mark.parametrize("kind", ["done", "doing", "not-applicable", "disagree", "supervision"])
def test_what_is_written_into_a_response_of_any_kind_is_shown_as_text(
    browser: Browser, database: Database, kind: str
) -> None:
    client = browser("practitioner")
    case_id = marked_baby(database)
    path = prompt_of(client, case_id)
    due = TODAY + datetime.timedelta(days=7)
    fields = {f"text_{kind.replace('-', '_')}": f"so it is {HOSTILE}", "due_day": str(due.day),
              "due_month": str(due.month), "due_year": str(due.year)}  # fmt: skip
    assert say(client, path, kind=kind, **fields) == 303
    page = client.get(f"/cases/{case_id}/result").text
    assert HOSTILE not in page
    assert "<script>alert" not in page
    if kind != "supervision":
        assert "so it is &lt;script&gt;" in page
