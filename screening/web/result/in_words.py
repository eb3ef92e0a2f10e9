"""Responses in words, and why a prompt is here again although somebody has answered it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from screening.engine.finding_basis import Change
from screening.reports import words
from screening.reports.plain import clean, theirs
from screening.services.responding import Prompted
from screening.store.responses import Kind, Response

SAID: Final[Mapping[Kind, str]] = {
    "done": "Done, and recorded here",
    "doing": "Being done by",
    "not-applicable": "Does not apply, because",
    "disagree": "Seen differently, because",
    "supervision": "To be taken to supervision",
}
"""What a response says, before its text."""


@dataclass(frozen=True)
class Answer:
    """A response in words.

    Attributes:
        said: what was said.
        who: who said it and when.
    """

    said: str
    who: str


def answer(response: Response, users: Mapping[str, str]) -> Answer:
    """A response in words, with who said it and when; ``users`` has the name of each by id."""
    text = clean(response.text)
    said = SAID[response.kind] + (f": {theirs(text)}" if text else "")
    if response.due is not None:
        said = f"{said}, by {words.day(response.due.isoformat())}"
    name = users.get(response.by_id or "", "somebody who is no longer a user")
    return Answer(said, f"{theirs(clean(name))}, {words.day(response.at.astimezone().date().isoformat())}")


def back(prompt: Prompted, tellings: Mapping[str, str]) -> Iterator[str]:
    """Why a prompt is here again, in sentences.

    Args:
        prompt: with its response.
        tellings: who told it, how they know and when, by the account's id, for the accounts that count now.
    """
    if prompt.overdue and prompt.response is not None and prompt.response.due is not None:
        yield f"It was to be done by {words.day(prompt.response.due.isoformat())}. That day has passed."
    for change in prompt.changed:
        yield _changed(change, tellings)


def _changed(change: Change, tellings: Mapping[str, str]) -> str:
    what = theirs(clean(f"{change.thing}: {change.label}" if change.label else change.thing))
    before, now = theirs(clean(change.before)), theirs(clean(change.now))
    who = words.joined(tuple(dict.fromkeys(tellings[one] for one in change.accounts if one in tellings)))
    by = f" ({who})" if who else ""
    if change.how == "new":
        return f"New: {what}{f', {now}' if change.now else ''}{by}."
    if change.how == "gone":
        return f"It no longer rests on this: {what}{f', {before}' if change.before else ''}."
    if change.how == "different":
        return f"{what} was {before} and is now {now}{by}."
    return f"{what}{f', {now},' if change.now else ''} is now told by other accounts{by}."
