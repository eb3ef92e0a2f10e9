"""A plain outline, for what is read from top to bottom: a comparison, a replay, an explanation.

What stands in one is made by ``comparing``, ``replaying`` and ``explaining``; every format has one way to show it.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from screening.reports import words
from screening.reports.view import Labelled


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Entry(_Part):
    """One point.

    Attributes:
        mark: a word that leads it, such as ``OPENED`` or ``met``.
        rule: the rule that it is about.
        more: what belongs to it, one step further in.
    """

    text: str
    mark: str | None = None
    rule: str | None = None
    more: tuple[Entry, ...] = ()


class Part(_Part):
    """A part with its own heading. ``empty`` is said where it has no entries."""

    title: str
    entries: tuple[Entry, ...] = ()
    empty: str | None = None


class Outline(_Part):
    """A whole outline. ``case`` is the case reference; ``about`` stands beneath it."""

    title: str
    case: str
    about: tuple[Labelled, ...]
    notices: tuple[str, ...] = ()
    parts: tuple[Part, ...]
    danger: str = words.DANGER
    closing: str = words.CLOSING


def points(texts: tuple[str, ...]) -> tuple[Entry, ...]:
    """Plain points, one for each text."""
    return tuple(Entry(text=text) for text in texts)
