"""Everything that is kept about one case, arranged for paper: for a family's request to see it, or for moving it.

What others told, or what is about others, is marked for redaction. Nothing is left out here: what is given out is
decided by the person who answers the request. Where it all comes from is left to ``services.handing_over``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from screening.engine.chronology import Chronology
from screening.reports import words
from screening.reports.paper import Block, Group, Heading, Paper, Paragraph, Point, Points, Span
from screening.reports.plain import cleaned, theirs
from screening.reports.timeline import arrange_timeline

FOR_REDACTION = "FOR REDACTION"
LOOK_FIRST = (
    "Somebody has to look through this before any of it is given out. “FOR REDACTION” stands where something was told "
    "by, or is about, somebody other than the people whose request this answers, or where a note may speak of anybody. "
    "Responses, records of supervision, reasons and answers not yet added are in people's own words, so look through "
    "them as well."
)
NOBODY = "Nobody is named as the person who asked, so everything about anybody is marked."
NONE = "None."


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Told(_Part):
    """One account in words.

    Attributes:
        id: by which other accounts and the chronology know it.
        heading: its number and what it came from.
        how: who told it, how they know and when.
        lines: what was told, one line for each fact.
        around: who else knew, what it takes back, who saved it and when: a sentence each.
        note: for people; empty for none.
        redact: why somebody has to look at it before it is given out; empty if nothing in it speaks for that.
    """

    id: str
    heading: str
    how: str
    lines: tuple[str, ...]
    around: tuple[str, ...]
    note: str
    redact: tuple[str, ...]


class Everything(_Part):
    """Everything about one case, in words.

    Attributes:
        reference: the agency's own.
        training: whether nothing in it is about a living family.
        made_on: the day on which this was taken out.
        made_by: who took it out.
        request_from: the people whose request it answers, by their ids in the case.
        about: what is known of the case as a record, label and text: when it was begun, who holds it.
        chronology: what was told and what is dated.
        accounts: every account, in the order in which they were saved.
        responses: what was said to prompts, one line for each.
        supervision: records of supervision with what was added to them, one heading and its lines for each.
        drafts: checklists that are begun and not added to the case, one line for each.
        emergencies: each time somebody opened it who did not hold it, one line for each.
        log: who looked, wrote, printed or took something out, one line for each.
    """

    reference: str
    training: bool
    made_on: datetime.date
    made_by: str
    request_from: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    chronology: Chronology
    accounts: tuple[Told, ...]
    responses: tuple[str, ...]
    supervision: tuple[tuple[str, tuple[str, ...]], ...]
    drafts: tuple[str, ...]
    emergencies: tuple[str, ...]
    log: tuple[str, ...]


def everything_on_paper(everything: Everything) -> Paper:
    """Everything about a case as a paper, in the order in which it is read."""
    everything = cleaned(everything)
    day = words.day(everything.made_on.isoformat())
    asked = words.joined(everything.request_from) or "nobody named"
    return Paper(
        title=f"Everything about a case, {day}",
        heading=f"Everything kept about case {theirs(everything.reference)}",
        training=words.TRAINING if everything.training else None,
        about=(("Taken out on", day), ("Taken out by", theirs(everything.made_by)), ("Request from", theirs(asked)),
               *((label, theirs(text)) for label, text in everything.about)),
        blocks=tuple(_blocks(everything)),
        closing="Look at everything that is marked FOR REDACTION before this is given to anybody.",
        foot=f"Everything kept about case {theirs(everything.reference)}. "
        f"Printed by {theirs(everything.made_by)} on {day}. Look through it before giving it out.",
    )  # fmt: skip


def _blocks(everything: Everything) -> Iterator[Block]:
    yield Paragraph(text=(Span(text=LOOK_FIRST, look="strong"),), look="boxed")
    if not everything.request_from:
        yield _paragraph(NOBODY)
    marked = {one.id for one in everything.accounts if one.redact}
    yield _heading("Chronology")
    yield _list(_chronology(everything.chronology, marked))
    yield _heading("Accounts")
    for account in everything.accounts:
        yield _account(account)
    if not everything.accounts:
        yield _paragraph(NONE)
    yield _heading("Responses to prompts")
    yield _list([Point(text=(Span(text=theirs(line)),)) for line in everything.responses])
    yield _heading("Supervision")
    for title, lines in everything.supervision:
        yield Heading(level=3, text=(Span(text=theirs(title)),))
        yield _list([Point(text=(Span(text=theirs(line)),)) for line in lines])
    if not everything.supervision:
        yield _paragraph(NONE)
    for heading, lines in (
        ("Begun and not added to the case", everything.drafts),
        ("Opened in an emergency", everything.emergencies),
    ):
        yield _heading(heading)
        yield _list([Point(text=(Span(text=theirs(line)),)) for line in lines])
    yield _heading("Who looked, wrote, printed or took something out")
    log = _list([Point(text=(Span(text=theirs(line)),)) for line in everything.log])
    yield Group(look="small", blocks=(log,))


def _chronology(chronology: Chronology, marked: set[str]) -> list[Point]:
    points = []
    rows = arrange_timeline(chronology).rows
    for entry, row in zip(chronology.entries, rows, strict=True):
        mark = (Span(text=f" {FOR_REDACTION}", look="strong"),) if marked.intersection(entry.accounts) else ()
        points.append(
            Point(text=(Span(text=f"{row.when}{', told' if row.told else ''}: ", look="strong"),
                        Span(text=f"{'; '.join(row.what)} ({row.who})"), *mark))
        )  # fmt: skip
    return points


def _account(account: Told) -> Group:
    blocks: list[Heading | Paragraph | Points | Group] = [
        Heading(level=3, text=(Span(text=theirs(account.heading)),)),
        _paragraph(theirs(account.how)),
    ]
    if account.redact:
        why = f": {'; '.join(theirs(one) for one in account.redact)}."
        blocks.append(Paragraph(text=(Span(text=FOR_REDACTION, look="strong"), Span(text=why)), look="boxed"))
    blocks.append(_list([Point(text=(Span(text=theirs(line)),)) for line in account.lines]))
    if account.note:
        blocks.append(Paragraph(text=(Span(text="Note: ", look="strong"), Span(text=theirs(account.note)))))
    blocks += [Paragraph(text=(Span(text=theirs(one), look="quiet"),)) for one in account.around]
    return Group(look="finding", blocks=tuple(blocks))


def _list(points: Sequence[Point] | Iterable[Point]) -> Points | Paragraph:
    found = tuple(points)
    return Points(points=found) if found else _paragraph(NONE)


def _heading(text: str) -> Heading:
    return Heading(level=2, text=(Span(text=text),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text=(Span(text=text),))
