"""From nothing to a printed result: with script and without, wide and narrow, today and tomorrow, alone or together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from web.result_cases import accounts

from screening.store.cases import Cases
from screening.store.users import Users

from .conftest import WIDE, Window
from .hands import Keyboard, Mouse
from .paper import words_of
from .service import PASSWORD, Service
from .walking import (
    CHECKLIST,
    NOT_EVIDENCE,
    NUMBERS,
    PROMPT,
    add_to_case,
    answer,
    begin_case,
    describe_the_mark,
    heading,
    see_result,
    take_up,
)  # fmt: skip

PHONE = {"width": 375, "height": 667}
ZOOMED = {"width": 320, "height": 256}
"""What is left of a window of 1280 by 1024 when the page is enlarged four times."""


@pytest.mark.parametrize(
    ("options", "hands"),
    [
        pytest.param({"viewport": WIDE}, Mouse, id="wide"),
        pytest.param({"viewport": PHONE, "java_script_enabled": False}, Mouse, id="phone, no script"),
        pytest.param({"viewport": ZOOMED}, Mouse, id="enlarged four times"),
        pytest.param({"viewport": WIDE}, Keyboard, id="keyboard only"),
    ],
)  # fmt: skip
def test_from_nothing_to_a_result(window: Window, options: dict[str, Any], hands: type[Mouse | Keyboard]) -> None:
    page = window("practitioner", **options)
    using = hands(page)
    begin_case(using)
    expect(page.locator("main")).to_contain_text(NOT_EVIDENCE)
    take_up(using)
    describe_the_mark(using)
    expect(page.get_by_role("complementary")).to_contain_text(PROMPT)
    add_to_case(using)
    expect(page.locator("main")).to_contain_text(PROMPT)
    see_result(using)
    result = page.locator("main")
    expect(result).to_contain_text(PROMPT)
    expect(result).to_contain_text("This is not evidence of safety")
    first = result.locator(":scope > *").first
    expect(first).to_have_text("If a child is in immediate danger, call 999.")


def test_somebody_signs_in_and_is_led_back_to_the_page_that_they_wanted(window: Window) -> None:
    page = window(None, java_script_enabled=False)
    page.goto("/cases/new")
    heading(page, "Sign in")
    using = Mouse(page)
    using.write("Name", "practitioner")
    using.write("Password", "three wrong words")
    using.press("Sign in")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    using.write("Password", PASSWORD)
    using.press("Sign in")
    heading(page, "New case")


def test_what_is_missing_is_said_and_takes_the_focus(window: Window) -> None:
    page = window()
    using = Keyboard(page)
    begin_case(Mouse(page))
    take_up(Mouse(page))
    using.press("The child")
    using.press("Save and continue")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Day")).to_be_focused()


def test_a_colleague_comes_back_the_next_day_to_where_they_were(window: Window) -> None:
    page = window()
    using = Mouse(page)
    case = begin_case(using)
    take_up(using)
    using.press("The child")
    answer(using, "When was the child born?", "Leave it as it is")
    answer(using, "How does the child get about?", "Not yet moving about")
    using.press("Come back later")
    page.context.close()

    later = window()
    using = Mouse(later)
    later.goto(case)
    expect(later.locator("main")).to_contain_text("Go on where you left off")
    using.press(CHECKLIST)
    heading(later, CHECKLIST)
    using.press("The child")
    answer(using, "How do you know what you have just put down?", "I saw or heard it myself")
    using.press("Check your answers")
    expect(later.get_by_text("Not yet moving about")).to_be_visible()


def test_two_people_at_once_keep_both_tellings(window: Window, service: Service) -> None:
    ours, theirs = window("practitioner"), window("colleague")
    mine, colleague = Mouse(ours), Mouse(theirs)
    case = begin_case(mine)
    theirs.goto(case)
    for using in (mine, colleague):
        take_up(using)
        using.press("The child")
        answer(using, "When was the child born?", "Leave it as it is")
    answer(mine, "How does the child get about?", "Not yet moving about")
    answer(colleague, "How does the child get about?", "Crawling")
    for using in (mine, colleague):
        answer(using, "How do you know what you have just put down?", "I saw or heard it myself")
        using.press("Check your answers")
        heading(using.page, "Check your answers")
    mine.press("Add to the case")
    heading(ours, "Added to the case")
    colleague.press("Add to the case")
    expect(theirs.locator("main")).to_contain_text("Somebody has added to this case since you opened this page")
    expect(theirs.locator("#main-content")).to_contain_text("Not yet moving about")
    colleague.press("Add to the case")
    heading(theirs, "Added to the case")
    with service.database.reading() as session:
        kept = Cases(session).kept(case.rpartition("/")[2])
    told = [one.account.flattened.values for one in kept[1:]]
    assert told == [(("children.baby.mobility", one),) for one in ("not-mobile", "crawling")]


@pytest.fixture
def result(window: Window, service: Service) -> Page:
    """The result of a new case in which a mark was described."""
    page = window()
    with service.database.session() as session:
        user = Users(session).named("practitioner")
        row = Cases(session).new(f"K-{next(NUMBERS)}", training=False, team_id=None, holder_id=user.id, by=None)
        Cases(session).add(row.id, accounts(), by=user.id, expected_version=0)
    page.goto(f"/cases/{row.id}/result")
    return page


def test_a_result_on_paper(result: Page, tmp_path: Path) -> None:
    page = result
    reference = page.locator(".app-about dd").first.inner_text()
    paper = tmp_path / "page.pdf"
    page.pdf(path=paper, format="A4")
    said = words_of(paper)
    for text in (reference, "call 999", PROMPT, NOT_EVIDENCE, "Printed by practitioner"):
        assert text in said, said
    for text in ("Sign out", "Respond", "This result as PDF", "http://"):
        assert text not in said, said

    with page.expect_download() as download:
        Mouse(page).press("This result as PDF, for paper")
    typeset = tmp_path / "result.pdf"
    download.value.save_as(typeset)
    assert download.value.suggested_filename.startswith(f"result-{page.url.split('/')[-2][:8]}-")
    said = words_of(typeset)
    for text in (reference, "call 999", PROMPT, NOT_EVIDENCE, "practitioner"):
        assert text in said, said
    with pikepdf.open(typeset) as opened:
        assert opened.Root.MarkInfo.Marked
        assert len(opened.pages) > 1


def test_a_response_sets_a_prompt_apart_until_something_changes(result: Page) -> None:
    page = result
    using = Mouse(page)
    page.get_by_role("link", name=f"Respond to: {PROMPT}").first.click()
    heading_of_prompt = page.get_by_role("heading", level=1)
    expect(heading_of_prompt).to_contain_text(PROMPT)
    using.choose("It is done")
    page.get_by_label("Where is it recorded?").fill("In our record of today")
    using.press("Keep this response")
    heading(page, "What this case comes to")
    answered = page.locator("article", has=page.get_by_role("heading", name=PROMPT))
    expect(answered).to_contain_text("In our record of today")
    expect(answered.get_by_role("link", name="Respond")).to_have_count(0)
    expect(answered.get_by_role("link", name="Change the response")).to_have_count(1)
