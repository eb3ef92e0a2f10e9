"""Supervision from the agenda to the evidence, by two people; what both write at once; and every page looked at."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from web.browsing import new_case
from web.result_cases import accounts, add
from web.supervised import kept_record

from .conftest import WIDE, Window
from .hands import Hands, Keyboard, Mouse
from .looking import focus_order, too_wide, violations
from .service import Service
from .test_every_page import Found, looked_at
from .walking import NUMBERS, heading
from .watching import Watched

TODAY = datetime.date.today()
AHEAD = TODAY + datetime.timedelta(days=7)
AGREED = "Agreed in an earlier supervision, and not yet seen to be done"
WEIGH = "Weigh the baby at home and plot it on the chart"
PHONE = {"width": 375, "height": 667}


@pytest.fixture
def case(service: Service) -> str:
    """The address of a new case with a mark on a baby."""
    case_id = new_case(service.database, "practitioner", f"S-{next(NUMBERS)}")
    add(service.database, case_id, *accounts())
    return f"/cases/{case_id}"


def date(hands: Hands, legend: str, day: datetime.date) -> None:
    hands.date(legend, str(day.day), str(day.month), str(day.year))


def agenda(page: Page) -> None:
    """Go to the agenda of the practitioner's cases."""
    page.goto("/supervision")
    heading(page, "Supervision")
    page.get_by_role("link", name="practitioner:").first.click()
    heading(page, "Agenda for supervision")


@pytest.mark.parametrize(
    ("options", "hands"),
    [
        pytest.param({"viewport": WIDE}, Mouse, id="wide"),
        pytest.param({"viewport": PHONE, "java_script_enabled": False}, Mouse, id="phone, no script"),
        pytest.param({"viewport": WIDE}, Keyboard, id="keyboard only"),
    ],
)
def test_an_action_comes_back_until_somebody_has_seen_it(
    window: Window,
    watched: Watched,
    service: Service,
    case: str,
    options: dict[str, Any],
    hands: type[Mouse | Keyboard],
) -> None:
    theirs, ours = window("supervisor", **options), window("practitioner", **options)
    boss, worker = hands(theirs), hands(ours)
    agenda(theirs)
    ours.goto(case)
    reference = ours.get_by_role("heading", level=1).inner_text()
    theirs.get_by_role("link", name=re.compile(f"^In depth.*{reference}")).click()
    heading(theirs, "The case in supervision")
    boss.press("Write the record")
    boss.press("Begin the record")
    boss.press("When, and who")
    boss.write("Role of the practitioner", "health visitor")
    boss.write("Reference of the practitioner", "HV-7")
    boss.write("Role of the supervisor", "named nurse")
    boss.write("Reference of the supervisor", "SUP-3")
    boss.press("Save")
    heading(theirs, "Record of supervision")
    boss.press("What was discussed")
    boss.write("What was talked about", "The weight")
    boss.write("What was said about it", "Nobody has weighed him.")
    boss.press("Save")
    heading(theirs, "Record of supervision")
    boss.press("Actions")
    boss.write("Who will do it", "we")
    boss.write("What will they do", "Monitor the weight")
    boss.press("Save")
    expect(theirs.get_by_role("alert")).to_contain_text("nobody in particular")
    expect(theirs.get_by_label("Who will do it", exact=True)).to_have_value("we")
    boss.write("Who will do it", "health visitor")
    boss.write("What will they do", WEIGH)
    date(boss, "By which day", AHEAD)
    boss.write("How will we know that it was done?", "The chart has the new point")
    boss.press("Save")
    heading(theirs, "Record of supervision")

    # The other one writes their part of it.
    ours.goto(case)
    worker.press("Records of supervision")
    worker.press("Go on with the record that is being written")
    worker.press("Reflection")
    worker.write("What was asked", "What would tell us that we are wrong?")
    worker.write("What came of it", "A weight that does not rise.")
    worker.press("Save")
    heading(ours, "Record of supervision")

    boss.press("Look it over and keep it")
    expect(theirs.locator("main")).to_contain_text("A weight that does not rise.")
    boss.press("Keep the record")
    heading(theirs, "Record of supervision 1 of 1")
    boss.choose("I am the supervisor named here as SUP-3, and this is what was said and agreed.")
    boss.press("Sign as the supervisor")
    expect(theirs.locator("main")).to_contain_text("Still to sign: the practitioner.")
    ours.goto("/supervision")
    ours.get_by_role("link", name=re.compile(f"{reference}.*Record 1 waits")).click()
    worker.choose("I am the practitioner named here as HV-7, and this is what was said and agreed.")
    worker.press("Sign as the practitioner")
    expect(ours.locator("main")).not_to_contain_text("DRAFT")

    section = theirs.locator(".app-sections").filter(has=theirs.get_by_role("heading", name=f"Case {reference}"))
    agenda(theirs)
    expect(section).to_contain_text(AGREED)
    for kind, what in (("Somebody else said so", "Mother says that she went"), ("A professional saw it", "6.2 kg")):
        ours.goto(f"{case}/supervision/records")
        ours.get_by_role("link", name="Say how you know that it was done").click()
        heading(ours, "How do you know that it was done?")
        worker.choose(kind)
        worker.write("What was seen, found or said", what)
        worker.write("Who saw, found or heard it", "health visitor")
        worker.press("Keep this")
        heading(ours, "Records of supervision")
        agenda(theirs)
        if what.startswith("Mother"):
            expect(section).to_contain_text("somebody said that it was done")
    expect(section).not_to_contain_text(AGREED)
    for text in (*watched.asked, *watched.titles, service.log.read_text()):
        assert not [word for word in (reference, "HV-7", "SUP-3", "eigh") if word in text], text


def test_two_who_write_at_once_are_told_and_lose_nothing(window: Window, case: str) -> None:
    theirs, ours = window("supervisor"), window("practitioner")
    theirs.goto(f"{case}/supervision/draft")
    Mouse(theirs).press("Begin the record")
    for page in (theirs, ours):
        page.goto(f"{case}/supervision/draft/sections/decisions")
    for page, text in ((theirs, "He is seen this week"), (ours, "He is seen next week")):
        Mouse(page).write("What was decided", text)
        Mouse(page).write("Because", "nobody has seen him")
        Mouse(page).press("Save")
    expect(ours.locator("#meanwhile")).to_contain_text("He is seen this week")
    expect(ours.get_by_label("What was decided", exact=True)).to_have_value("He is seen next week")
    wrong: Found = {}
    looked_at(ours, wrong)
    assert wrong == {}
    Mouse(ours).write("What was decided", "He is seen this week, and next week")
    Mouse(ours).press("Save")
    heading(ours, "Record of supervision")
    theirs.goto(f"{case}/supervision/draft/check")
    expect(theirs.locator("main")).to_contain_text("He is seen this week, and next week")


def test_before_a_sign_in_runs_out_what_was_written_is_saved(window: Window, case: str) -> None:
    page = window("supervisor")
    page.clock.install()
    page.goto(f"{case}/supervision/draft")
    Mouse(page).press("Begin the record")
    page.goto(f"{case}/supervision/draft/sections/decisions")
    Mouse(page).write("What was decided", "Half a sen")
    page.clock.fast_forward("27:01")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your answers on this page are saved.")
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    Mouse(page).write("What was decided", "Half a sentence")
    Mouse(page).write("Because", "The other half is missing")
    Mouse(page).press("Save")
    heading(page, "Record of supervision")


def test_every_page_of_supervision(window: Window, service: Service, case: str) -> None:
    case_id = case.rpartition("/")[2]
    kept_record(service.database, case_id)
    base = f"/cases/{case_id}/supervision"
    found: Found = {}
    page = window("supervisor")
    page.goto(f"{base}/draft")
    looked_at(page, found)
    Mouse(page).press("Begin the record")
    looked_at(page, found, "sections")
    agenda(page)
    for one in page.locator("details summary").all():
        one.click()
    looked_at(page, found, "agenda")
    rest = ("", "?since-day=40", "/records", "/records/1", "/records/1/actions/a1", "/records/1/escalations/e1",
            "/draft/check", "/draft/drop", *(f"/draft/sections/{one}?check=yes&more=1" for one in (
                "about", "discussed", "decisions", "actions", "escalation", "disagreement", "reflection")))  # fmt: skip
    for address in ("/supervision", "/supervision/team", f"/cases/{case_id}/assign", *(base + one for one in rest)):
        page.goto(address)
        looked_at(page, found)
    worker = window("practitioner")
    for address in ("/supervision", f"{base}/records/1", f"{base}/draft", f"{base}/draft/check"):
        worker.goto(address)
        looked_at(worker, found, f"practitioner: {address}")
    worker.goto(f"{base}/records/1/actions/a1")
    Mouse(worker).press("Keep this")
    looked_at(worker, found, "evidence with errors")
    for number in range(10):
        add(service.database, new_case(service.database, "practitioner", f"T-{next(NUMBERS)}-{number}"), *accounts())
    page.goto("/supervision/team")
    expect(page.locator("svg").first).to_be_visible()
    looked_at(page, found, "team with numbers")
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


@pytest.mark.parametrize("name", ["/supervision", "/draft/sections/actions?more=1", "/records/1"])
def test_the_focus_goes_through_a_page_in_its_order(window: Window, service: Service, case: str, name: str) -> None:
    case_id = case.rpartition("/")[2]
    kept_record(service.database, case_id)
    page = window("supervisor")
    page.goto(f"{case}/supervision/draft")
    Mouse(page).press("Begin the record")
    page.goto(name if name == "/supervision" else f"{case}/supervision{name}")
    page.wait_for_load_state("load")
    assert len(focus_order(page)) > 5
    assert violations(page) == []
    assert too_wide(page, 320) == []
