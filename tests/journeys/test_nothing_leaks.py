"""What a case says stands in the case, and not in an address, a title, a cookie, a file's name or the service's log.

And what keeps others out: cookies that no script reads, forms that no other site can send, sign-ins that run out.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from screening.store.tables import VisitRow

from .conftest import Window
from .hands import Mouse
from .service import Service
from .walking import YESTERDAY, answer, begin_case, heading, see_result, take_up
from .watching import Watched

MARKS = ("kestrel", "plover", "dunnock", "siskin", "wryneck", "avocet")
"""Words that stand in the case only."""
REFERENCE, CHILD, AGENCY, ROLE, NOTE, REPLY = (f"{one}-7" for one in MARKS)


def test_what_a_case_says_stands_nowhere_else(window: Window, watched: Watched, service: Service) -> None:
    page = window()
    using = Mouse(page)
    case = begin_case(using, REFERENCE, CHILD)
    take_up(using, agency=AGENCY, role=ROLE)
    using.press("What was seen")
    answer(using, "Have any marks, injuries or unexplained signs been seen?", "Yes, put one down")
    answer(using, "What was seen?", "Bruise")
    answer(using, "On which day was it seen?", date=YESTERDAY)
    answer(using, "Which service saw it?", written=AGENCY)
    page.get_by_role("link", name="All sections").click()
    using.press("What was seen")
    answer(using, "Where on the body?", "Arm")
    answer(using, "How was it written down?", "Words only")
    answer(using, "Have any marks, injuries or unexplained signs been seen? Another one?", "No, that is all")
    using.write("A note beside these facts, if you want", NOTE)
    answer(using, "How do you know what you have just put down?", "The child said it or showed it")
    using.press("Check your answers")
    expect(page.locator("main")).to_contain_text(NOTE)
    using.press("Add to the case")
    see_result(using)
    page.goto(f"{case}/answer?fact=child.mobility")
    page.goto(f"{case}/result")
    using.choose("Without what only a carer or the family told and nothing bears out")
    page.get_by_label("Who knew it").select_option(index=1)
    using.press("Show")
    page.goto(f"{case}/result")
    page.get_by_role("link", name="Respond to").first.click()
    using.choose("It is done")
    page.get_by_label("Where is it recorded?").fill(REPLY)
    using.press("Keep this response")
    expect(page.locator("main")).to_contain_text(REPLY)
    names = []
    for link in ("This result as PDF, for paper", "This result as data (JSON)", "The case file (YAML)"):
        with page.expect_download() as download:
            using.press(link)
        names.append(download.value.suggested_filename)
    page.goto(f"{case}/accounts/2")
    expect(page.locator("main")).to_contain_text(NOTE)
    page.goto(f"{case}/nowhere")
    elsewhere = [
        *watched.asked, *watched.titles, *names, service.log.read_text(), str(page.context.cookies()),
        page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"),
    ]  # fmt: skip
    assert len(watched.titles) > 20
    for text in elsewhere:
        assert not [mark for mark in MARKS if mark in text.lower()], text


def test_no_script_reads_a_cookie_and_each_is_kept_to_this_site(window: Window, service: Service) -> None:
    page = window(None)
    page.goto("/sign-in")
    cookies = page.context.cookies()
    assert {one["name"] for one in cookies} == {"screening-visit"}
    assert all(one["httpOnly"] and one["sameSite"] == "Lax" for one in cookies)
    assert page.evaluate("document.cookie") == ""
    # What is not secure by itself is what only this machine can reach; behind https a test of the headers looks.
    assert service.address.startswith("http://127.0.0.1")


def test_another_site_cannot_send_a_form(window: Window, watched: Watched, service: Service) -> None:
    page = window()
    begin_case(Mouse(page), "K-1")
    other = page.context.new_page()
    other.route("http://other.test/", lambda route: route.fulfill(content_type="text/html", body=f"""
      <form method="post" action="{service.address}/cases/new"><input name="reference" value="K-STOLEN-1">
      <input name="child" value="baby"><input name="stage" value="not-known"></form>"""))  # fmt: skip
    other.goto("http://other.test/")
    with other.expect_navigation():
        other.evaluate("document.forms[0].submit()")
    assert "/sign-in" in other.url or other.get_by_role("heading", level=1).inner_text() == "This was not done"
    watched.asked.remove("http://other.test/")
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text("K-STOLEN-1")


def one_question(page: Page) -> None:
    """Open the question about how a child gets about."""
    using = Mouse(page)
    case = begin_case(using)
    page.goto(f"{case}/answer?fact=child.mobility")
    using.write("Your agency", "nursery")
    using.write("Your role", "nursery lead")
    using.press("Continue")
    heading(page, "How does the child get about?")


def test_before_a_sign_in_runs_out_the_page_saves(window: Window) -> None:
    page = window()
    page.clock.install()
    one_question(page)
    Mouse(page).choose("Rolling")
    page.clock.fast_forward("27:01")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You are about to be signed out")
    expect(dialog).to_contain_text("Your answers on this page are saved.")
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    page.reload()
    expect(page.get_by_label("Rolling")).to_be_checked()


def test_after_a_sign_in_has_run_out_one_comes_back_to_the_page(window: Window, service: Service) -> None:
    page = window()
    one_question(page)
    asked = page.url
    with service.database.session() as session:
        session.query(VisitRow).delete()
    page.reload()
    heading(page, "Sign in")
    expect(page.locator("main")).to_contain_text("You were signed out.")
    using = Mouse(page)
    using.write("Name", "practitioner")
    using.write("Password", "three unlikely words")
    using.press("Sign in")
    heading(page, "How does the child get about?")
    assert page.url == asked
