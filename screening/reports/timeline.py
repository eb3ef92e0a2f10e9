"""The chronology of a case as a drawing and as a table that holds the same.

The drawing is a plain list beside a line, so that it fits a telephone. It is no picture of how much happened when: one
entry follows another at the same distance whatever lies between them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.engine.chronology import Chronology, Entry, chronology
from screening.engine.document import AccountLine, FactLine
from screening.reports import sentences, words
from screening.reports.drawing import LINE, wrapped
from screening.reports.plain import cleaned, sentence, unmarked
from screening.reports.tellings import telling
from screening.reports.templating import page_templates

WIDTH: Final = 340
"""Fits a telephone of 375 pixels between its margins."""
SIZE: Final = 14
INDENT: Final = 24
GAP: Final = 14
NO_DATE: Final = "No date"
AHEAD: Final = "still to come"
TAKEN_BACK: Final = "taken back later"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Row(_Part):
    """One entry in words.

    Attributes:
        when: the date in words, with what has to be said of it.
        told: an account; otherwise something that happened on that day.
        who: who told it and how they know.
        what: what was told, one line for each thing.
    """

    when: str
    told: bool
    who: str
    what: tuple[str, ...]


class Placed(_Part):
    """A row of the drawing: where its mark is and its lines of text, each with its height from the top."""

    told: bool
    y: float
    lines: tuple[tuple[float, str, bool], ...]


class Timeline(_Part):
    """A chronology, ready to be drawn. ``height``: of the drawing; ``placed`` and ``rows`` hold the same."""

    as_of: str
    rows: tuple[Row, ...]
    placed: tuple[Placed, ...]
    width: float = WIDTH
    height: float


def timeline_html(case_file: CaseFile, as_of: datetime.date) -> str:
    """The timeline of a case as known on a day: a drawing and a table, a fragment of a page, escaped."""
    page = page_templates().get_template("timeline.html.j2")
    return page.render(timeline=arrange_timeline(chronology(case_file, as_of)))


def arrange_timeline(found: Chronology) -> Timeline:
    """Every entry in words and at its place."""
    found = cleaned(found)
    accounts = {one.id: one for one in found.accounts}
    rows = tuple(_row(one, accounts) for one in found.entries)
    placed = tuple(_placed(rows))
    bottom = placed[-1].lines[-1][0] if placed else 0.0
    return Timeline(as_of=words.day(found.as_of), rows=rows, placed=placed, height=bottom + GAP)


def _row(entry: Entry, accounts: dict[str, AccountLine]) -> Row:
    notes = [AHEAD] if entry.ahead else [TAKEN_BACK] if entry.taken_back else []
    when = ", ".join([words.day(entry.when) if entry.when else NO_DATE, *notes])
    tellers = [accounts[one] for one in entry.accounts]
    if entry.kind == "told":
        who = sentence(_without_date(tellers[0]))
    else:
        who = sentence("; ".join(dict.fromkeys(telling(one) for one in tellers)))
    return Row(when=when, told=entry.kind == "told", who=who, what=tuple(_what(entry, accounts)))


def _without_date(account: AccountLine) -> str:
    """Who told it and how they know; the date stands beside it."""
    said = telling(account)
    for date in (words.day(account.on) if account.on else "no date given", "no date given"):
        said = said.removesuffix(f", {date}")
    return said


def _what(entry: Entry, accounts: dict[str, AccountLine]) -> Iterator[str]:
    if entry.kind == "dated":
        *what, date = entry.facts
        called = "" if date.label == "on" else date.label.removesuffix(" on")
        parts = [*(one.value for one in what), called]
        # The thing and what it is, such as ``injury i1 of robyn: bruise, seen``.
        yield sentence(f"{date.thing}: {', '.join(filter(None, parts))}".removesuffix(": "))
    elif not entry.facts:
        yield "Nothing beside a note."
    else:
        for thing, facts in groupby(entry.facts, key=lambda fact: fact.thing):
            yield sentence(_told_of(thing, tuple(facts), accounts))


def _told_of(thing: str, facts: Iterable[FactLine], accounts: dict[str, AccountLine]) -> str:
    line = sentences.facts_line(tuple(facts), accounts, None)
    said = "; ".join(one.what for one in line.said)
    return f"{thing}: {said}"


def _placed(rows: Iterable[Row]) -> Iterator[Placed]:
    y = float(GAP)
    for row in rows:
        lines: list[tuple[float, str, bool]] = []
        # A heavy letter is a little wider than a plain one.
        when = f"{row.when}, told" if row.told else row.when
        texts = ((when, SIZE * 1.1, True), *((text, SIZE, False) for text in (*row.what, f"({row.who})")))
        for text, size, strong in texts:
            for line in wrapped(unmarked(text), WIDTH - INDENT, size):
                y += SIZE * LINE
                lines.append((y, line, strong))
        yield Placed(told=row.told, y=lines[0][0] - SIZE * 0.35, lines=tuple(lines))
        y += GAP
