"""Two people, two windows, a sign-in that runs out, an account put right: nothing that was told or typed is lost."""

from __future__ import annotations

import pytest

from screening.case.account import Account
from screening.case.profile import CaseProfile
from screening.case.told import standing_accounts
from screening.store.cases import Cases
from screening.store.database import Database
from screening.web.form.addresses import of_answer
from screening.web.security.tokens import HEADER

from .browsing import new_case, user_named
from .conftest import Browser
from .filling import Filling, accounts, add, begin, token


@pytest.fixture
def case_id(database: Database) -> str:
    case_id = new_case(database, "practitioner")
    add(database, case_id, {"children": {"sam": {"born": "2026-09-01"}}})
    return case_id


def filled(form: Filling, mobility: str) -> Filling:
    """The section about the child filled in, and the answers on the page to check them."""
    form.open("The child").answer(instead="-leave").answer(answer=mobility).answer(answer="observed")
    return form.open("Check your answers")


def test_two_people_at_once_see_each_others_and_lose_nothing(
    browser: Browser, database: Database, case_id: str
) -> None:
    mine = filled(begin(browser("practitioner"), case_id, "mark-on-a-baby"), "not-mobile")
    theirs = filled(begin(browser("colleague"), case_id, "mark-on-a-baby"), "rolling")
    theirs.press("Add to the case")
    mine.press("Add to the case")
    assert mine.status == 409
    assert "Somebody has added to this case since you opened this page" in mine.says
    assert "Rolling" in mine.says
    assert len(accounts(database, case_id)) == 2
    mine.press("Add to the case")
    assert mine.status == 200
    told = [dict(one.flattened.values).get("children.sam.mobility") for one in accounts(database, case_id)]
    assert told == [None, "rolling", "not-mobile"]


def test_sent_twice_is_added_once(browser: Browser, database: Database, case_id: str) -> None:
    form = filled(begin(browser("practitioner"), case_id, "mark-on-a-baby"), "not-mobile")
    again = Filling(form.client, form.home, form.at, form.page)
    form.press("Add to the case")
    again.press("Add to the case")
    assert len(accounts(database, case_id)) == 2
    assert again.at == f"/cases/{case_id}"


def test_two_windows_on_different_questions_keep_both_answers(browser: Browser, case_id: str) -> None:
    one = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child")
    two = Filling(one.client, one.home).open("The other children")
    one.answer(day="2", month="9", year="2026")
    two.answer(answer="no")
    one.open("Check your answers")
    assert "2 September 2026" in one.says
    assert "thought about and seen? No" in one.says


def test_two_windows_on_one_question_show_both_answers(browser: Browser, case_id: str) -> None:
    one = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The other children")
    two = Filling(one.client, one.home).open("The other children")
    one.answer(answer="yes")
    two.answer(answer="no")
    assert two.status == 409
    assert "Saved in the other window: Yes" in two.says
    assert 'value="no" checked' in two.page
    assert "seen? Yes" in Filling(one.client, one.home).open("Check your answers").says
    two.answer(answer="no")
    assert "seen? No" in Filling(one.client, one.home).open("Check your answers").says


def test_a_sign_in_that_ran_out_leads_back_to_the_page(browser: Browser, case_id: str) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child").answer(instead="-leave")
    answer = browser().get(form.at)
    assert answer.headers["location"] == f"/sign-in?next={form.at.replace('/', '%2F')}"
    assert browser("practitioner").get(form.at).status_code == 200
    later = Filling(browser("practitioner"), form.home).open("The child")
    assert later.question == "How does the child get about?"


@pytest.mark.parametrize(
    ("fields", "status", "kept"),
    [({"answer": "rolling"}, 204, True), ({}, 204, False), ({"answer": "-not-known"}, 422, False)],
)
def test_a_page_that_saves_by_itself_says_whether_it_did(
    browser: Browser, case_id: str, fields: dict[str, str], status: int, kept: bool
) -> None:
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("The child").answer(instead="-leave")
    answer = form.client.post(form.at, data=fields, headers={HEADER: token(form), "X-By-Itself": "yes"})
    assert answer.status_code == status
    assert ("Rolling" in form.open("Check your answers").says) is kept


def test_a_draft_can_be_thrown_away(browser: Browser, database: Database, case_id: str) -> None:
    form = filled(begin(browser("practitioner"), case_id, "mark-on-a-baby"), "rolling")
    form.go(form.home).follow("Throw this away").press("Throw them away")
    assert "In progress" not in form.says
    assert form.client.get(form.home).status_code == 404
    assert len(accounts(database, case_id)) == 1


def test_a_question_of_the_result_is_answered_with_one_page(browser: Browser, database: Database, case_id: str) -> None:
    add(database, case_id, {"children": {"sam": {"injuries": {"i1": {"kind": "bruise"}, "i2": {"kind": "burn"}}}}})
    window = Filling(browser("practitioner"), "").go(of_answer(case_id, "children.sam.injuries.i2.medical"))
    assert "sam" in window.says
    assert "children.sam" not in window.at
    form = begin(window.client, case_id, window.at.rpartition("/start/")[2])
    assert form.question == "Has a doctor examined the child for this?"
    assert "injury i2" in form.says
    form.answer(answer="none").answer(answer="record")
    assert form.question == "Check your answers"
    form.press("Add to the case")
    told = dict(accounts(database, case_id)[-1].flattened.values)
    assert told == {"children.sam.injuries.i2.medical": "none"}
    assert accounts(database, case_id)[-1].complete == ()


def test_an_account_is_taken_back_with_a_reason(browser: Browser, database: Database, case_id: str) -> None:
    window = Filling(browser("practitioner"), "").go(f"/cases/{case_id}/accounts/1")
    window.press("Take this account back")
    assert window.errors == ["Say why it is taken back, so that whoever reads it later understands."]
    window.press("Take this account back", reason="It was about another child.")
    assert "(taken back)" in window.says
    assert accounts(database, case_id)[-1].note == "It was about another child."
    assert "Take this account back" not in window.go(f"/cases/{case_id}/accounts/1").says
    assert window.client.get(f"/cases/{case_id}/start/correct-1").status_code == 404


def test_an_account_put_right_takes_the_old_one_back_and_loses_nothing(browser: Browser, database: Database) -> None:
    case_id = new_case(database, "practitioner")
    user = user_named(database, "practitioner")
    facts = {
        "children": {"sam": {"mobility": "walking", "injuries": {"i1": {"kind": "bruise"}}}, "alex": {"born": "2020"}},
        "people": {"mother": {"relationship": "mother"}},
    }
    wrong = Account(on="2026-11-01", agency="gp", by="GP", source="carer", told_by="mother", known_to=("nursery",),
                    note="At the surgery.", facts=CaseProfile.model_validate(facts))  # fmt: skip
    with database.session() as session:
        Cases(session).add(case_id, [wrong], by=user.id, expected_version=0)
    window = Filling(browser("practitioner"), "").go(f"/cases/{case_id}/accounts/1").follow("Correct this account")
    assert 'value="GP"' in window.page
    form = begin(window.client, case_id, "correct-1", child="sam", agency="GP", by="GP")
    assert "In progress" in form.says
    form.open("The child").follow("How does the child get about?").answer(answer="rolling")
    form.open("Check your answers").press("Add to the case")
    every = accounts(database, case_id)
    assert [one for one in every if one.id == every[1].withdraws[0]] == [every[0]]
    told = {path: value for one in standing_accounts(every) for path, value in one.flattened.values}
    assert told == {
        "children.sam.mobility": "rolling",
        "children.sam.injuries.i1.kind": "bruise",
        "children.alex.born": "2020",
        "people.mother.relationship": "mother",
    }
    for one in every[1:]:
        assert (one.source, one.told_by, one.known_to, one.note) == ("carer", "mother", ("nursery",), "At the surgery.")
