"""Every page of the service: nothing that axe finds wrong, and room for it on a phone and enlarged four times."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import HTTPException
from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient
from web.result_cases import marked_baby

from screening.store.links import Links
from screening.store.users import Users
from screening.web.app import create_app
from screening.web.settings import Settings

from .conftest import Window
from .hands import Mouse
from .looking import focus_order, too_wide, violations
from .service import Service
from .walking import CHECKLIST, YESTERDAY, answer, begin_case, begin_form, heading, take_up

READING = (
    "/api/v1/",
    "/rules",
    "/rules/INJ-001",
    "/learning/LEI-040",
    "/sources",
    "/policies",
    "/checklists",
    "/checklists/mark-on-a-baby",
    "/facts",
)
ONE_FACT = ("child.born_at_weeks", "child.background", "child.in_charge")
SAYING_NO = (400, 403, 404, 409, 413, 429, 500, 503)
Found = dict[str, list[str]]


@pytest.fixture(scope="module")
def case(service: Service) -> str:
    """The address of a case with a mark on a baby and a fact told differently."""
    return f"/cases/{marked_baby(service.database)}"


def looked_at(page: Page, found: Found, name: str | None = None) -> None:
    """Look at the page as it stands, and note what is wrong with it."""
    # A button was pressed just before: the page that it leads to may still be on its way.
    page.wait_for_timeout(150)
    page.wait_for_load_state("networkidle")
    wrong = violations(page)
    for width in (375, 320):
        wrong += [f"too wide at {width}: {one}" for one in too_wide(page, width)]
    first = page.locator("main > *").first.inner_text()
    if "call 999" not in first:
        wrong.append(f"begins with {first!r}")
    if page.get_by_role("heading", level=1).count() != 1:
        wrong.append("has not one heading of the first level")
    if wrong:
        found[name or page.url] = wrong


def at_each(page: Page, addresses: tuple[str, ...], found: Found) -> None:
    for address in addresses:
        page.goto(address)
        looked_at(page, found)


def test_pages_of_nobody_in_particular(window: Window, service: Service) -> None:
    found: Found = {}
    page = window(None)
    page.goto("/sign-in")
    looked_at(page, found)
    Mouse(page).press("Sign in")
    looked_at(page, found, "sign-in with an error")
    with service.database.session() as session:
        link = Links(session).make(Users(session).named("colleague").id, "reset")
    page.goto(f"/password/{link}")
    looked_at(page, found, "a new password")
    page.goto("/password/used")
    looked_at(page, found, "a used link")
    administrator = window("administrator")
    at_each(administrator, ("/users", "/cases/new"), found)
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_pages_for_reading(window: Window) -> None:
    found: Found = {}
    page = window()
    at_each(page, READING, found)
    page.goto("/sources")
    page.locator("main").get_by_role("link").first.click()
    looked_at(page, found)
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_pages_of_a_case(window: Window, case: str) -> None:
    found: Found = {}
    page = window()
    at_each(page, ("/", "/cases/new", "/cases/another-team", "/nowhere", case, f"{case}/accounts/3", f"{case}/result",
                   f"{case}/result?face=yes&day=40", f"{case}/chronology", f"{case}/family"), found)  # fmt: skip
    supervisor = window("supervisor")
    at_each(supervisor, (f"{case}/everything",), found)
    expect(supervisor.get_by_role("button").last).to_be_visible()
    page.goto("/cases/new")
    Mouse(page).press("Begin the case")
    looked_at(page, found, "a new case with errors")
    page.goto(f"{case}/result")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    looked_at(page, found, "a result with everything unfolded")
    page.get_by_role("link", name="Respond to").first.click()
    looked_at(page, found, "a prompt")
    Mouse(page).choose("It is being done")
    Mouse(page).press("Keep this response")
    looked_at(page, found, "a prompt with errors")
    page.goto(f"{case}/accounts/1")
    Mouse(page).press("Take this account back")
    looked_at(page, found, "an account with an error")
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_pages_of_a_form(window: Window) -> None:
    found: Found = {}
    page = window()
    using = Mouse(page)
    begin_case(using)
    looked_at(page, found, "the case just begun")
    using.press(CHECKLIST)
    looked_at(page, found, "the start of a form")
    using.press("Continue")
    looked_at(page, found, "the start with errors")
    sections = begin_form(using)
    looked_at(page, found, "sections")

    def asked(question: str, *labels: str, **more: object) -> None:
        """Look at a question, send it empty, look again, and answer it."""
        heading(page, question)
        looked_at(page, found, question)
        using.press("Save and continue")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        looked_at(page, found, f"{question} (with an error)")
        answer(using, question, *labels, **more)  # type: ignore[arg-type]

    using.press("What was seen")
    asked("Have any marks, injuries or unexplained signs been seen?", "Yes, put one down")
    asked("What was seen?", "Bruise")
    asked("On which day was it seen?", date=YESTERDAY)
    asked("Which service saw it?", written="health visiting")
    asked("Where on the body?", "Arm")
    answer(using, "How was it written down?", "Not known yet", "Nobody has asked yet")
    asked("Have any marks, injuries or unexplained signs been seen? Another one?", "No, that is all")
    asked("How do you know what you have just put down?", "A parent or carer said it")
    looked_at(page, found, "sections with prompts")
    at_each(page, (f"{sections}/sections/2", f"{sections}/check", f"{sections}/drop"), found)
    page.goto(f"{sections}/check")
    using.press("Add to the case")
    heading(page, "Added to the case")
    looked_at(page, found, "added")
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_questions_of_every_other_kind(window: Window, case: str) -> None:
    found: Found = {}
    page = window()
    for fact in ONE_FACT:
        page.goto(f"{case}/answer?fact={fact}")
        Mouse(page).write("Your agency", "nursery")
        Mouse(page).write("Your role", "nursery lead")
        Mouse(page).press("Continue")
        expect(page.get_by_role("button", name="Save and continue")).to_be_visible()
        looked_at(page, found, fact)
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_a_question_that_was_answered_in_another_window_too(window: Window) -> None:
    found: Found = {}
    page, other = window(), window()
    begin_case(Mouse(page))
    take_up(Mouse(page))
    Mouse(page).press("The child")
    answer(Mouse(page), "When was the child born?", "Leave it as it is")
    other.goto(page.url)
    Mouse(other).choose("Crawling")
    answer(Mouse(page), "How does the child get about?", "Not yet moving about")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("How does the child get about?")
    Mouse(other).press("Save and continue")
    expect(other.locator("main")).to_contain_text("Not yet moving about")
    looked_at(other, found, "answered in another window")
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def test_pages_that_say_what_cannot_be_done(window: Window, service: Service) -> None:
    app = create_app(Settings(), service.database)
    for status in SAYING_NO:
        app.add_api_route(f"/stopped/{status}", _stopping(status))
    asked = TestClient(app, base_url="http://127.0.0.1")
    found: Found = {}
    page = window()
    for status in SAYING_NO:
        # The page itself, shown among the service's own pages, so that it has their style.
        text = asked.get(f"/stopped/{status}").text
        page.route(f"**/stopped/{status}", _showing(text))
        page.goto(f"/stopped/{status}")
        looked_at(page, found, f"{status}")
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)


def _showing(text: str) -> Callable[[Route], None]:
    def show(route: Route) -> None:
        route.fulfill(body=text, content_type="text/html")

    return show


def _stopping(status: int) -> Callable[[], None]:
    def stopped() -> None:
        raise HTTPException(status)

    return stopped


def test_what_is_looked_for_is_found(window: Window) -> None:
    page = window()
    page.goto("/cases/new")
    assert violations(page) == []
    assert too_wide(page, 320) == []
    page.evaluate("document.querySelector('label[for=reference]').remove()")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<pre>' + 'wide'.repeat(100) + '</pre>')"
    )
    assert "label" in [one.partition(":")[0] for one in violations(page)]
    assert too_wide(page, 320) != []


Opens = Callable[[str], str]
PAGES: dict[str, Opens] = {
    "start": lambda case: "/",
    "new case": lambda case: "/cases/new",
    "case": lambda case: case,
    "result": lambda case: f"{case}/result",
    "account": lambda case: f"{case}/accounts/1",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_focus_goes_through_a_page_in_its_order(window: Window, case: str, name: str) -> None:
    page = window()
    page.goto(PAGES[name](case))
    page.wait_for_load_state("load")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    stops = focus_order(page)
    controls = page.locator("main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)")
    shown = sum(1 for one in controls.all() if one.is_visible())
    radios = page.locator("main input[type=radio]").count()
    assert len(stops) >= min(shown - radios, 150)
