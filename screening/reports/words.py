"""Our fixed words, one place for all formats: lines that are never missing, and words for a document's codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from screening.case.words import Asked, NotKnownReason
    from screening.engine.compare import How
    from screening.engine.document import StandingWord
    from screening.rulebook.rule import Urgency, Within

DANGER: Final = "If a child is in immediate danger, call 999 now."
CLOSING: Final = "Nothing here is a judgement of anyone, and what is not listed is not evidence of safety."
NOTHING: Final = "Nothing recorded so far opens a prompt. This is not evidence of safety."
NOTHING_MET: Final = (
    "No prompt is met by what is recorded so far. Some cannot be ruled out: see the questions. "
    "This is not evidence of safety."
)
NO_QUESTION: Final = "No question is open. This is not evidence of safety."
NOBODY_NAMED: Final = (
    "No prompt below names somebody to go to. Your own worry is reason enough to speak to your safeguarding lead."
)
ON_PAPER: Final = "On paper: the first three questions for each person. The file holds them all."
FIRST: Final = "Look at these first"
BY_THEME: Final = "The rest, by theme"
ABOUT_THE_WORK: Final = (
    "About what services did or have yet to do. It says nothing against the family, and blames nobody."
)
TRAINING: Final = "Training case: nothing in it is about a living family."
LOOK_UP: Final = "look this up locally"

URGENCY: Final[dict[Urgency, str]] = {
    "immediate": "IMMEDIATE", "refer": "REFER", "consult": "CONSULT", "reflect": "REFLECT",
}  # fmt: skip
MEANING: Final[dict[Urgency, str]] = {
    "immediate": "A child may be in danger at this moment. Act now, then read on.",
    "refer": "Children's social care needs to hear of it. What happens next is decided together.",
    "consult": "Talk it over with your safeguarding lead or supervisor.",
    "reflect": "Think about it, ask, and take it to your next supervision.",
}
MEANING_NOTE: Final = "These words say whom to go to and how soon. They do not say how likely anything is."

WITHIN: Final[dict[Within, str]] = {
    "now": "now",
    "same-day": "today",
    "next-working-day": "by the next working day",
    "five-working-days": "within five working days",
    "next-supervision": "at the next supervision",
}
WHO: Final[dict[Asked, str]] = {
    "parents": "Parents", "child": "The child", "family": "Family", "own-record": "Your own record",
    "health-visitor": "Health visitor", "midwife": "Midwife", "gp": "GP", "hospital": "Hospital",
    "paediatrician": "Paediatrician", "school-or-nursery": "School or nursery", "social-worker": "Social worker",
    "police": "Police", "adult-services": "Adult services", "housing": "Housing", "supervisor": "Supervisor",
    "meeting-chair": "Chair of the meeting", "other-agency": "Another agency",
}  # fmt: skip
REASON: Final[dict[NotKnownReason, str]] = {
    "not-asked": "not asked yet",
    "declined": "asked, and the person did not want to say",
    "not-known": "asked, and the person did not know",
    "awaiting": "asked, and the answer is awaited",
}
STANDING: Final[dict[StandingWord, str]] = {
    "met": "met", "disputed": "disputed", "not_known": "not known", "not_met": "not met",
}  # fmt: skip
HOW: Final[dict[How, str]] = {
    "opened": "OPENED", "stronger": "STRONGER", "weaker": "WEAKER", "settled": "SETTLED", "closed": "CLOSED",
}  # fmt: skip

_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_AGENCY_LETTERS = {"gp": "GP", "camhs": "CAMHS", "nhs": "NHS", "ent": "ENT", "mash": "MASH", "lado": "LADO",
                   "childrens": "children's"}  # fmt: skip


def day(iso: str) -> str:
    """``2014-08-16`` as 16 August 2014, ``2014-08`` as August 2014, ``2014`` as it is."""
    found = _ISO_DAY.fullmatch(iso)
    if found is None:
        return iso
    year, month, number = found.groups()
    named = f"{_month(int(month))} {year}"
    return f"{int(number)} {named}" if number else named


def days_in(text: str) -> str:
    """The text with every date in it that is written as 2014-08-16 in words."""
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: day(found[0]), text)


def _month(number: int) -> str:
    # Not strftime, which follows the locale of the machine.
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December")  # fmt: skip
    return months[number - 1] if 1 <= number <= len(months) else str(number)


def agency(word: str) -> str:
    """``health-visiting`` as health visiting, ``out-of-hours-gp`` as out-of-hours GP."""
    named = " ".join(_AGENCY_LETTERS.get(part, part) for part in word.split("-"))
    return named.replace("out of hours", "out-of-hours")


def joined(words: tuple[str, ...], last: str = "and") -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 rule``, ``3 rules``, ``no rules``."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def asked_above(number: int) -> str:
    """How many of the questions above ask for what a rule is missing."""
    return f"{counted(number, 'question')} above {'asks' if number == 1 else 'ask'} for it."
