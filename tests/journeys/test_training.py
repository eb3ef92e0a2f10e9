"""A trainer and two groups at once, each in a browser of its own; a line that drops, a service that dies."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from web.training_room import codes, new_session, on

from screening.reports.training_view import view_in_words
from screening.services.training_on_the_web import scenarios
from screening.training.seeing import view

from .conftest import Window
from .hands import Keyboard, Mouse
from .looking import focus_order
from .service import Service
from .test_every_page import Found, looked_at
from .walking import heading
from .watching import Watched

NARROW = {"width": 375, "height": 700}
NURSERY, UNIT = "nursery", "minor-injury-unit"
GROUPS = (("Blue", NURSERY), ("Green", UNIT))
FACT = "the child, communication: no words"


def start(page: Page) -> str:
    """Start a session of plain sight with two groups; its id."""
    using = Mouse(page)
    page.goto("/training")
    using.press("Start a session")
    using.press(scenarios()["plain-sight"].title)
    page.get_by_label("What do you call this event?").fill("Spring, before")
    for number, (label, agency) in enumerate(GROUPS, 1):
        group = page.get_by_role("group", name=f"Group {number}", exact=True)
        group.get_by_label("What it is given").select_option(agency)
        group.get_by_label("What it is called").fill(label)
    using.press("Start this session")
    heading(page, "How to join")
    return page.url.split("/")[-2]


def sit(page: Page, code: str) -> Page:
    """Join a group with the code that stands on the wall."""
    page.goto("/join")
    Mouse(page).write("The code of your group", code.upper())
    Mouse(page).press("Join this group")
    heading(page, "The case")
    return page


def does(page: Page, button: str, session_id: str) -> None:
    """The trainer does something, and is asked once."""
    page.goto(f"/training/{session_id}")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("?")
    page.get_by_role("button", name=button).click()
    expect(page.locator("#standing")).to_be_visible()


def writes(page: Page, column: str, text: str) -> None:
    """Write an entry that needs no more than words, and press the button."""
    unfold(page, column)
    page.locator(f"#{column}-text").fill(text)
    page.locator(f"#{column}-add").get_by_role("button").click()


def unfold(page: Page, column: str) -> None:
    """Open the form of a column, if it is closed."""
    form = page.locator(f"#{column}-add")
    if form.get_attribute("open") is None:
        form.locator("summary").click()


def entries(service: Service, session_id: str) -> list[str]:
    """What stands in the session's columns, in its order."""
    return [one.written.text for one in on(service.database, session_id).now.entries if one.counts]


def only(agency: str, other: str, step: str) -> set[str]:
    """What one agency knew at a checkpoint and the other did not, in words."""
    mine, theirs = (
        {text for row in view_in_words(view(scenarios()["plain-sight"], step, one)).rows for text in row.what}
        for one in (agency, other)
    )
    return {_plain(one) for one in mine} - {_plain(one) for one in theirs}


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def told(page: Page) -> str:
    """What a group is told, whether it is folded or not."""
    return " ".join((page.locator("#told").text_content() or "").split())


def test_a_trainer_and_two_groups_and_a_line_that_drops(window: Window, service: Service, watched: Watched) -> None:
    trainer, blue, green = window("trainer"), window(None), window(None)
    session_id = start(trainer)
    first, second = codes(service.database, session_id)
    expect(trainer.locator("main")).to_contain_text(first)
    sit(blue, first)
    sit(green, second)
    steps = [one.id for one in scenarios()["plain-sight"].steps]
    for number in range(1, 5):
        does(trainer, "Open the next checkpoint", session_id)
        # Nobody has to load the page again.
        for page in (blue, green):
            expect(page.locator("#told")).to_contain_text(f"Checkpoint {number} of 7")
    for page, mine, theirs in ((blue, NURSERY, UNIT), (green, UNIT, NURSERY)):
        said = told(page)
        assert only(mine, theirs, steps[3])
        assert [text for text in only(mine, theirs, steps[3]) if text not in said] == []
        assert [text for text in only(theirs, mine, steps[3]) if text in said] == []

    writes(blue, "strengths", "Saved before the line dropped")
    expect(blue.locator("#strengths-written")).to_contain_text("Saved before")
    blue.context.set_offline(True)
    writes(blue, "strengths", "Written without a line")
    waiting = blue.locator("[data-waiting]")
    expect(waiting).to_contain_text("Written without a line")
    unfold(blue, "concerns")
    blue.locator("#concerns-text").fill("Half a concern")
    blue.get_by_label(FACT).check()
    # Meanwhile the service dies and comes back, and the trainer goes on.
    service.kill()
    service.start_again()
    does(trainer, "Open the next checkpoint", session_id)
    blue.context.set_offline(False)
    expect(waiting).to_be_hidden()
    expect(blue.locator("#strengths-written li")).to_have_count(2)
    expect(blue.locator("#told")).to_contain_text("Checkpoint 5 of 7")
    assert entries(service, session_id) == ["Saved before the line dropped", "Written without a line"]
    # What was being typed is still there, also after the page was loaded again.
    blue.reload()
    expect(blue.locator("#concerns-text")).to_have_value("Half a concern")
    expect(blue.get_by_label(FACT)).to_be_checked()
    blue.locator("#concerns-add").get_by_role("button").click()
    expect(blue.locator("#concerns-written")).to_contain_text("Half a concern")
    expect(blue.locator("#concerns-text")).to_have_value("")
    assert entries(service, session_id)[2:] == ["Half a concern"]

    expect(trainer.locator("#groups")).to_contain_text("Written without a line")
    assert "Written without a line" not in green.content()
    does(trainer, "Put together what they know", session_id)
    does(trainer, "Show what the rules opened", session_id)
    for page in (blue, green):
        expect(page.locator("#together")).to_contain_text("What putting it together shows")
        expect(page.locator("#shown")).to_contain_text("What the rules have from what you knew")
    assert [text for text in only(NURSERY, UNIT, steps[3]) if text not in told(green)] == []
    does(trainer, "End the session", session_id)
    for page in (blue, green):
        page.reload()
        heading(page, "The session has ended")
    assert blue.evaluate("Object.keys(localStorage).length") == 0
    # The browser notes each request that found no line.
    watched.said[:] = [one for one in watched.said if "net::ERR_" not in one]


def test_an_answer_that_was_lost_on_its_way_writes_nothing_twice(
    window: Window, service: Service, watched: Watched
) -> None:
    session_id = new_session(service.database, GROUPS)
    does(window("trainer"), "Open the next checkpoint", session_id)
    blue = sit(window(None), codes(service.database, session_id)[0])
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    blue.route("**/groups/*", lose_the_first)
    writes(blue, "strengths", "Arrived, and nobody said so")
    expect(blue.locator("#strengths-written li")).to_have_count(1)
    expect(blue.locator("[data-waiting]")).to_be_hidden()
    assert lost == [200]
    assert entries(service, session_id) == ["Arrived, and nobody said so"]
    blue.get_by_role("link", name="Change").click()
    heading(blue, "Change an entry")
    expect(blue.locator("#strengths-text")).to_have_value("Arrived, and nobody said so")
    blue.locator("#strengths-text").fill("Put in other words")
    Mouse(blue).press("Save")
    heading(blue, "The case")
    expect(blue.locator("#strengths-written")).to_contain_text("Put in other words")
    assert entries(service, session_id) == ["Put in other words"]
    watched.said[:] = [one for one in watched.said if "net::ERR_" not in one]


def test_without_scripts(window: Window, service: Service) -> None:
    session_id = new_session(service.database, GROUPS)
    trainer = window("trainer", java_script_enabled=False)
    group = sit(window(None, java_script_enabled=False, viewport=NARROW), codes(service.database, session_id)[0])
    expect(group.locator("#told")).to_contain_text("The first checkpoint is not open yet.")
    does(trainer, "Open the next checkpoint", session_id)
    Mouse(group).press("Load this page again")
    unfold(group, "concerns")
    group.locator("#concerns-text").fill("It is not written down what a usual day is like")
    group.locator("#concerns-add").get_by_role("button").click()
    expect(group.locator("main")).to_contain_text("Choose at least one fact that it is based on.")
    expect(group.locator("#concerns-text")).to_have_value("It is not written down what a usual day is like")
    group.get_by_label(FACT).check()
    group.locator("#concerns-add").get_by_role("button").click()
    expect(group.locator("#concerns-written")).to_contain_text("It is not written down")
    group.reload()
    expect(group.locator("#concerns-written li")).to_have_count(1)
    group.get_by_role("button", name="Take back").click()
    expect(group.locator("#concerns-written li")).to_have_count(0)


def test_with_nothing_but_a_keyboard(window: Window, service: Service) -> None:
    session_id = new_session(service.database, GROUPS)
    page = window("trainer")
    page.goto(f"/training/{session_id}")
    trainer = Keyboard(page)
    trainer.press("Open the next checkpoint")
    trainer.press("Open the next checkpoint")
    expect(page.locator("#standing")).to_contain_text("Checkpoint 1 of 7 is open.")
    group = window(None, viewport=NARROW)
    group.goto("/join")
    using = Keyboard(group)
    using.write("The code of your group", codes(service.database, session_id)[0])
    using.press("Join this group")
    group.locator("#strengths-add summary").focus()
    group.keyboard.press("Enter")
    group.keyboard.press("Tab")
    group.keyboard.type("Typed and sent with keys")
    group.keyboard.press("Tab")
    group.keyboard.press("Tab")
    group.keyboard.press("Enter")
    expect(group.locator("#strengths-written")).to_contain_text("Typed and sent with keys")
    for one in (page, group):
        one.reload()
        assert focus_order(one)


@pytest.fixture
def worked_through(window: Window, service: Service) -> tuple[str, Page, Page]:
    """A session at its second checkpoint, revealed and pooled; the trainer's window and a group's."""
    session_id = new_session(service.database, GROUPS)
    trainer = window("trainer")
    group = sit(window(None), codes(service.database, session_id)[0])
    for button in ("Open the next checkpoint", "Open the next checkpoint"):
        does(trainer, button, session_id)
    expect(group.locator("#told")).to_contain_text("Checkpoint 2 of 7")
    writes(group, "strengths", "Something that goes well, in a word as long as " + "unbroken" * 12)
    expect(group.locator("#strengths-written li")).to_have_count(1)
    for button in ("Put together what they know", "Show what the rules opened"):
        does(trainer, button, session_id)
    return session_id, trainer, group


def test_every_page_of_a_session(worked_through: tuple[str, Page, Page], service: Service) -> None:
    session_id, trainer, group = worked_through
    found: Found = {}
    entry = on(service.database, session_id).now.entries[0].written.id
    home = group.url.partition("#")[0]
    group.goto(home)
    group.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    looked_at(group, found, "a group with everything unfolded")
    group.locator("#concerns-add").get_by_role("button").click()
    expect(group.locator("[data-error]")).to_be_visible()
    looked_at(group, found, "a group with an error")
    for path in ("/policies", "/family", f"/entries/{entry}"):
        group.goto(home + path)
        looked_at(group, found, path)
    group.goto("/join/nothing")
    Mouse(group).press("Join this group")
    looked_at(group, found, "a wrong code")
    trainer.goto(f"/training/{session_id}")
    trainer.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    looked_at(trainer, found, "the trainer's page")
    pages = ("wall", "codes", "next", "results", "what-if", "delete", f"entries/{entry}")
    beside = f"compare?before={session_id}&after={session_id}"
    for path in ("", "/new", "/new/plain-sight", f"/{beside}", *(f"/{session_id}/{one}" for one in pages)):
        trainer.goto(f"/training{path}")
        looked_at(trainer, found, path)
    trainer.goto("/training/new/plain-sight")
    Mouse(trainer).press("Start this session")
    looked_at(trainer, found, "a new session with errors")
    assert not found, "\n".join(f"{name}: {one}" for name, wrong in found.items() for one in wrong)
