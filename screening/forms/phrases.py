"""Fixed words of a checklist that is being filled in, the same on every surface."""

from __future__ import annotations

from typing import Final

from screening.case.words import NotKnownReason, Source
from screening.forms.interview import More

NOT_KNOWN: Final = "Not known yet"
WHY_NOT_KNOWN: Final = "Why is it not known yet?"
REASONS: Final[dict[NotKnownReason, str]] = {
    "not-asked": "Nobody has asked yet",
    "declined": "I asked, and they did not want to say",
    "not-known": "I asked, and they do not know",
    "awaiting": "I asked, and am waiting for the answer",
}
HOW_KNOWN: Final = "How do you know what you have just put down?"
SOURCES: Final[dict[Source, str]] = {
    "observed": "I saw or heard it myself",
    "child": "The child said it or showed it",
    "carer": "A parent or carer said it",
    "family": "Somebody else in the family said it",
    "professional": "Another professional told me",
    "record": "It stands in a record",
}
WHO_SAID: Final = "Who said it?"
NONE_OF_THESE: Final = "None of these"
DANGER: Final = "If a child is in immediate danger, call 999 now."


def any_more(page: More) -> str:
    """The question whether a list has any entries, or any more."""
    question = f"{page.entry.fact.question} ({page.of})" if page.of else page.entry.fact.question
    return f"{question} Another one?" if page.so_far else question
