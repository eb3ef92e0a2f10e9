"""What a page of supervision consists of, whatever is shown on it and wherever: sections, topics, points and tables.

The agenda, a case in supervision and the team view are arranged into it; terminal, web page, Markdown and paper each
have one way to show it. Text here is clean and may hold the marks of ``plain.theirs``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.engine.document import AccountLine, Checked, FactLine
from screening.reports import sentences, words
from screening.reports.plain import sentence
from screening.reports.view import Labelled, Line

HIDDEN: Final = "not shown"
"""Stands in a table where a count is left out."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Point(_Part):
    """One thing.

    Attributes:
        lead: what it begins with, in bold.
        tail: what stands apart, such as rules.
        under: what belongs to it, a line each.
    """

    text: str
    lead: str | None = None
    tail: str | None = None
    under: tuple[str, ...] = ()


class Table(_Part):
    """A table: the first column names the rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bar(_Part):
    """One bar: a text, and how many."""

    text: str
    number: int


class Bars(_Part):
    """A drawing of bars, each as long as its number out of ``whole``; the first rows of the table beside it."""

    title: str
    whole: int
    bars: tuple[Bar, ...]


class Topic(_Part):
    """Points on one matter. ``empty`` is said where it has nothing else; ``note`` goes before everything."""

    title: str
    note: str | None = None
    points: tuple[Point, ...] = ()
    table: Table | None = None
    bars: Bars | None = None
    empty: str | None = None


class Section(_Part):
    """Topics that belong together, such as one case on an agenda. ``empty``: said where it has none."""

    title: str
    about: tuple[Labelled, ...] = ()
    notes: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    empty: str | None = None


class Page(_Part):
    """A whole page.

    Attributes:
        file_title: for windows and lists; it names no case.
        training: said where nothing in it is about a living family.
        notices: to be read before the rest.
        foot: what every printed page carries.
    """

    danger: str = words.DANGER
    title: str
    file_title: str
    training: str | None = None
    about: tuple[Labelled, ...] = ()
    notices: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    closing: str = words.CLOSING
    foot: str


TELLINGS: Final = 2
"""How many accounts are named with one fact. A page that is read aloud has no room for more; the case holds them."""


def facts_in_words(
    facts: Sequence[FactLine], accounts: Sequence[AccountLine], subject: str | None = None
) -> tuple[str, ...]:
    """Facts of one thing as a sentence to be read aloud; where accounts differ, then what each of them says."""
    if not facts:
        return ()
    line = sentences.facts_line(tuple(facts), {one.id: one for one in accounts}, subject)
    return (sentence(_line_in_words(line)), *(differing for said in line.said for differing in said.differing))


def _line_in_words(line: Line) -> str:
    said = "; ".join(f"{one.what}{_tellers(one.told)}" for one in line.said)
    return f"{line.lead} {said}" if line.lead else said


def _tellers(told: tuple[str, ...]) -> str:
    if not told:
        return ""
    rest = len(told) - TELLINGS
    more = (f"and {words.counted(rest, 'more account')}",) if rest > 0 else ()
    return f" ({'; '.join((*told[:TELLINGS], *more))})"


def checked_in_words(all_checked: Sequence[Checked]) -> tuple[str, ...]:
    """What has to be said of how the screenings were checked; nothing where two channels agree."""
    if any(one.disagreements for one in all_checked):
        return ("The two channels that decide do not agree on something here. The stronger standing is kept.",)
    notes = dict.fromkeys(one.note or "no reason given" for one in all_checked if one.channels == 1)
    return tuple(f"Checked by one channel only: {note}" for note in notes)
