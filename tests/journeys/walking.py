"""The steps of a journey in a practitioner's words: begin a case, take up a checklist, answer, add, see the result."""

from __future__ import annotations

import datetime
import itertools

from playwright.sync_api import Page, expect

from .hands import Hands

CHECKLIST = "I have seen a mark or injury on a baby or a child who does not move about"
PROMPT = "A mark or injury on a child who cannot move about alone"
NOT_EVIDENCE = "This is not evidence of safety"
YESTERDAY = datetime.date.today() - datetime.timedelta(days=1)
NUMBERS = itertools.count(1000)


def heading(page: Page, text: str) -> None:
    """Wait for a page by its heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def begin_case(hands: Hands, reference: str | None = None, child: str = "baby") -> str:
    """Begin a case from the start page, and give its address."""
    page = hands.page
    page.goto("/")
    hands.press("New case")
    heading(page, "New case")
    reference = reference or f"K-{next(NUMBERS)}"
    hands.write("Reference", reference)
    hands.write("A word for the child", child)
    born = datetime.date.today() - datetime.timedelta(days=70)
    hands.choose("Born")
    hands.date("Date of birth", str(born.day), str(born.month), str(born.year))
    hands.press("Begin the case")
    heading(page, reference)
    return page.url


def take_up(hands: Hands, title: str = CHECKLIST, agency: str = "health visiting", role: str = "health visitor") -> str:
    """Begin a checklist from the case's page, and give the address of its sections."""
    hands.press(title)
    expect(hands.page.get_by_label("Your agency")).to_be_visible()
    return begin_form(hands, title, agency, role)


def begin_form(
    hands: Hands, title: str = CHECKLIST, agency: str = "health visiting", role: str = "health visitor"
) -> str:
    """Say who writes it down, and give the address of the form's sections."""
    hands.write("Your agency", agency)
    hands.write("Your role", role)
    hands.press("Continue")
    heading(hands.page, title)
    return hands.page.url


def answer(hands: Hands, question: str, *labels: str, written: str = "", date: datetime.date | None = None) -> None:
    """Answer the page that asks a question, and go on."""
    heading(hands.page, question)
    if date is not None:
        hands.date(question, str(date.day), str(date.month), str(date.year))
    elif written:
        hands.write(question, written)
    hands.choose(*labels)
    hands.press("Save and continue")


def describe_the_mark(hands: Hands, role: str = "I saw or heard it myself") -> None:
    """Answer the sections about the child and about what was seen."""
    hands.press("The child")
    answer(hands, "When was the child born?", "Leave it as it is")
    answer(hands, "How does the child get about?", "Not yet moving about")
    answer(hands, "How do you know what you have just put down?", role)
    hands.press("What was seen")
    answer(hands, "Have any marks, injuries or unexplained signs been seen?", "Yes, put one down")
    answer(hands, "What was seen?", "Bruise")
    answer(hands, "On which day was it seen?", date=YESTERDAY)
    answer(hands, "Which service saw it?", written="health visiting")
    answer(hands, "Where on the body?", "Arm", "Leg")
    answer(hands, "How was it written down?", "Not known yet", "I asked, and am waiting for the answer")
    answer(hands, "Have any marks, injuries or unexplained signs been seen? Another one?", "No, that is all")
    answer(hands, "How do you know what you have just put down?", role)
    heading(hands.page, CHECKLIST)


def add_to_case(hands: Hands) -> None:
    """Check the answers and add them."""
    hands.press("Check your answers")
    heading(hands.page, "Check your answers")
    hands.press("Add to the case")
    heading(hands.page, "Added to the case")


def see_result(hands: Hands) -> None:
    """Go on to the result."""
    hands.press("What to do and why")
    heading(hands.page, "What this case comes to")
