"""A checklist filled in page by page: from a case with little in it to accounts that were checked and added."""

from __future__ import annotations

import pytest

from screening.store.audit import Audit
from screening.store.database import Database

from .browsing import new_case, token_on
from .conftest import Browser
from .filling import Filling, accounts, add, begin

ON_A_BABY = "A mark or injury on a child who cannot move about alone"
HOSTILE = "<script>alert(1)</script>{{7*7}}&\"'><img src=x>"


@pytest.fixture
def case_id(database: Database) -> str:
    case_id = new_case(database, "practitioner")
    add(database, case_id, {"children": {"sam": {"born": "2026-09-01"}}})
    return case_id


def test_from_nothing_to_accounts_that_were_checked(browser: Browser, database: Database, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby")
    form.open("The child")
    assert "1 September 2026" in form.says
    form.answer(instead="-leave")
    assert form.question == "How does the child get about?"
    form.answer(answer="not-mobile")
    form.answer(answer="observed", note="Both parents were there.", **{"known-to": "GP, nursery"})
    assert "Completed" in form.says
    form.open("What was seen").answer(answer="-another")
    assert ON_A_BABY not in form.says
    form.answer(answer="bruise")
    assert ON_A_BABY in form.says
    form.answer(day="20", month="11", year="2026").answer(answer="health visiting").answer(answer=["arm", "leg"])
    form.not_known("awaiting").answer(answer="-no-more").answer(answer="carer")
    form.open("Check your answers")
    assert "20 November 2026" in form.says
    form.press("Add to the case")
    assert "thing to ask now" in form.says or "things to ask now" in form.says
    assert ON_A_BABY in form.says
    seen, said = accounts(database, case_id)[1:]
    assert (seen.source, seen.known_to, seen.note) == ("observed", ("gp", "nursery"), "Both parents were there.")
    assert dict(seen.flattened.values) == {"children.sam.mobility": "not-mobile"}
    injury = "children.sam.injuries.injury-1"
    assert (said.source, said.agency, said.by) == ("carer", "health-visiting", "health visitor")
    assert dict(said.flattened.values) == {
        f"{injury}.kind": "bruise",
        f"{injury}.seen_on": "2026-11-20",
        f"{injury}.seen_by": "health-visiting",
        f"{injury}.body_part": ("arm", "leg"),
    }
    assert said.not_known == {f"{injury}.written_down": "awaiting"}
    assert "children.sam.injuries" in said.complete


def test_every_kind_of_question_of_the_whole_profile(browser: Browser, database: Database, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "whole-profile")
    form.open("People")
    form.answer(answer="-another", word="Mother").answer(answer="mother")
    form.open("The child").follow("Who was in charge")
    form.answer(answer="mother")
    form.open("The child").follow("At how many weeks")
    form.answer(answer="31").open("The child").follow("in words")
    form.answer(answer="Likes\nwater.")
    form.open("The child").follow("How do you know").answer(answer="child")
    form.open("Who is in the family").answer(answer="sam, baby two").answer(answer="record")
    form.open("People").follow("How do you know").answer(answer="record")
    form.open("Check your answers").press("Add to the case")
    told = {path: value for one in accounts(database, case_id)[1:] for path, value in one.flattened.values}
    assert told["children.sam.in_charge"] == "mother"
    assert told["children.sam.born_at_weeks"] == 31
    assert told["children.sam.background"] == "Likes\nwater."
    assert told["people.mother.relationship"] == "mother"
    assert ("children", "baby-two") in {pair for one in accounts(database, case_id) for pair in one.flattened.members}
    assert next(one for one in accounts(database, case_id) if one.source == "child").told_by == "sam"


def test_what_is_missing_is_said_in_the_checklists_words(browser: Browser, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child")
    form.answer()
    message = "Enter the date of birth, or the month or year alone. If you have neither, choose not known yet."
    assert (form.status, form.errors) == (400, [message])
    assert form.page.count(message) == 2
    assert 'href="#answer-day"' in form.page
    assert 'id="answer-day"' in form.page
    form.answer(day="31", month="2", year="2026")
    assert "There is no such day" in form.errors[0]
    assert 'value="31"' in form.page
    form.answer(day="1", month="1", year="2026", instead="-not-known")
    assert "not both" in form.errors[0]
    form.answer(instead="-not-known")
    assert form.errors == ["Say why it is not known yet."]
    form.answer(day="30", month="12", year="2099")
    assert "lies after the account" in form.errors[0]


def test_the_month_or_the_year_alone_will_do(browser: Browser, database: Database, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("What was seen")
    form.answer(answer="-another").answer(answer="bruise").answer(month="October", year="2026")
    form.open("Check your answers")
    assert "October 2026" in form.says
    form.follow("On which day was it seen?")
    form.answer(year="2026")
    assert form.question == "Check your answers"
    assert "October 2026" not in form.says


def test_a_follow_up_comes_and_goes_with_the_answer_before_it(browser: Browser, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("What was seen")
    form.answer(answer="-another").open("What was said about it").answer(answer="birth-mark")
    form.open("Check your answers")
    assert "Who confirmed" in form.says or "confirmed" in form.says
    form.follow("How was it explained?").answer(answer="another-child")
    assert form.question == "Who saw it happen?"
    form.answer(answer="nobody")
    assert form.question == "Check your answers"
    assert "birth mark" not in form.says.lower()


def test_another_is_added_and_taken_out_again_with_what_was_said_about_it(
    browser: Browser, database: Database, case_id: str
) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("What was seen")
    form.answer(answer="-another").answer(answer="bruise")
    for _ in range(4):
        form.not_known()
    form.answer(answer="-another").answer(answer="burn")
    form.open("Check your answers")
    assert "Burn" in form.says
    form.follow("Another one?")
    assert "injury 2" in form.says
    takes = form.page[form.page.index('value="injury-2"') - 400 :]
    form.send(takes[takes.index("<form") :].partition("</form>")[0])
    assert "injury 2" not in form.says
    form.open("Check your answers")
    assert "Burn" not in form.says
    assert "Bruise" in form.says
    assert "That is all" not in form.says


def test_the_way_back_leads_to_the_page_before_and_keeps_the_answer(browser: Browser, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child")
    form.answer(instead="-leave").follow("Back")
    assert form.question == "When was the child born?"
    assert 'value="-leave" checked' in form.page
    form.answer(day="2", month="9", year="2026").follow("Back").follow("Leave this question for now")
    assert form.question == "How does the child get about?"


def test_nothing_is_added_without_how_it_is_known(browser: Browser, database: Database, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child").answer(instead="-leave")
    form.open("Check your answers").press("Add to the case")
    assert "nothing to add" in form.errors[0].lower()
    form.open("The child").answer(answer="rolling")
    form.open("Check your answers").press("Add to the case")
    assert form.errors == ["Say how you know what you put down under “The child”."]
    assert len(accounts(database, case_id)) == 1
    form.follow("Say how you know").answer(answer="observed").press("Add to the case")
    assert len(accounts(database, case_id)) == 2


def test_hostile_text_is_shown_as_text(browser: Browser, database: Database, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "whole-profile", by=HOSTILE)
    form.open("The child").follow("in words").answer(answer=HOSTILE)
    form.open("The child").follow("How do you know").answer(answer="observed", note=HOSTILE)
    pages = [form.open("The child").page, form.open("Check your answers").page]
    form.press("Add to the case")
    case = f"/cases/{case_id}"
    pages += [form.page, form.go(case).page, form.go(f"{case}/accounts/2").page]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "7*7" in page or "49" not in page
    assert "&lt;script&gt;alert(1)" in pages[-1]
    assert accounts(database, case_id)[-1].note == HOSTILE


def test_no_address_and_no_title_holds_what_the_case_says(browser: Browser, database: Database) -> None:
    case_id = new_case(database, "practitioner", "REF-771")
    add(database, case_id, {"children": {"zebedee": {"born": "2026-09-01"}}, "people": {"quentin": {}}})
    form = begin(browser("practitioner"), case_id, "who-is-in-this-childs-life")
    form.open("The people").answer(answer="quentin").answer(answer="father")
    form.open("Check your answers").press("Add to the case")
    form.go(f"/cases/{case_id}").go(f"/cases/{case_id}/accounts/1")
    for address in form.seen:
        assert not any(word in address.lower() for word in ("ref-771", "zebedee", "quentin", "father")), address
    assert "zebedee" not in form.page.partition("</title>")[0].lower()


def test_a_mark_that_was_told_shows_on_the_case_page_without_a_verdict(
    browser: Browser, database: Database, case_id: str
) -> None:
    window = Filling(browser("practitioner"), "").go(f"/cases/{case_id}")
    assert "Nothing recorded so far opens a prompt. This is not evidence of safety." in window.says
    add(database, case_id, {"children": {"sam": {"mobility": "not-mobile", "injuries": {"i1": {"kind": "bruise"}}}}})
    window.go(f"/cases/{case_id}")
    assert "to ask now" in window.says
    assert "sam – 2 months" in window.says
    window.follow("to ask now")
    assert window.status == 200


def test_looking_at_a_page_of_a_form_is_logged_as_reading(browser: Browser, database: Database, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby")

    def read() -> int:
        with database.reading() as session:
            return sum(1 for one in Audit(session).entries(case_id) if one.action == "read")

    before = read()
    form.open("The child")
    assert read() == before + 2


@pytest.mark.parametrize(
    ("name", "seen"),
    [("practitioner", True), ("colleague", True), ("supervisor", True), ("stranger", False), ("trainer", False),
     ("administrator", False)],
)  # fmt: skip
def test_who_may_see_the_pages_of_a_live_case(browser: Browser, case_id: str, name: str, seen: bool) -> None:
    client = browser(name)
    for page in ("", "/start/mark-on-a-baby", "/accounts/1", "/answer?fact=child.mobility", "/added/0-1"):
        status = client.get(f"/cases/{case_id}{page}").status_code
        assert (status != 404) is seen, page


def test_a_draft_is_its_writers_own(browser: Browser, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child").answer(instead="-leave")
    assert browser("colleague").get(form.home).status_code == 404
    for name in ("colleague", "stranger", "administrator"):
        client = browser(name)
        token = token_on(client.get("/users" if name == "administrator" else "/").text)
        for page in (form.at, f"{form.home}/check", f"{form.home}/drop"):
            answer = client.post(page, data={"csrf_token": token, "answer": "rolling"})
            # Where there is no draft to add, somebody who may see the case is led to it.
            led = name == "colleague" and page.endswith("/check")
            assert answer.status_code == (303 if led else 404), (name, page)
    assert form.client.get(form.home).status_code == 200
    assert "In progress" not in Filling(browser("colleague"), "").go(f"/cases/{case_id}").says
    assert "In progress" in Filling(browser("practitioner"), "").go(f"/cases/{case_id}").says
