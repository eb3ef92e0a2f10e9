"""A checkpoint in lines of text: the sheet that a group is given, and the answers that only the facilitator reads.

A sheet is made from what its group sees and from nothing else; the answers are made apart. Paper and projector show the
same lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.engine.document import AccountLine, Citation, Finding, Ground
from screening.reports import words
from screening.reports.plain import sentence, theirs
from screening.reports.sentences import Accounts, lines
from screening.reports.timeline import Row
from screening.reports.training_view import view_in_words
from screening.training.exercises import COLUMN_WORDS
from screening.training.preparing import Sheet
from screening.training.revealing import Cited, Shown

COLUMNS: Final = tuple((one.title, one.asks) for one in COLUMN_WORDS.values())
"""The four columns, with the question that each answers."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SheetText(_Part):
    """A whole sheet.

    Attributes:
        title: which checkpoint and which day; ``whose``: whose knowledge it is.
        number: of the checkpoint.
        new: what was told since the checkpoint before.
        before: what was known already; only where it is everybody's, for a service has its earlier sheets.
        earlier: whether the group has earlier sheets.
        asked: what somebody asked and did not learn.
    """

    number: int
    title: str
    day: str
    whose: str
    children: str
    new: tuple[Row, ...]
    before: tuple[Row, ...]
    earlier: bool
    asked: tuple[str, ...]


class AnswerText(_Part):
    """One thing that the rules have, for the facilitator or to be shown."""

    title: str
    rule: str
    mark: str
    summary: str
    why: tuple[str, ...]
    asks: tuple[str, ...]
    innocent: tuple[str, ...]
    sources: tuple[str, ...]


def sheet_text(sheet: Sheet) -> SheetText:
    """The lines of one sheet."""
    said = view_in_words(sheet.seen, sheet.before)
    before = tuple(row for row in said.rows if row not in said.new)
    return SheetText(
        number=sheet.seen.number,
        title=said.title,
        day=words.day(sheet.seen.as_of.isoformat()),
        whose=whose(sheet),
        children="; ".join(said.children),
        new=said.new,
        before=() if sheet.agency else before,
        earlier=bool(before),
        asked=said.not_told,
    )


def whose(sheet: Sheet) -> str:
    """Whose knowledge a sheet holds, in words."""
    return f"Known to {words.agency(sheet.agency)}" if sheet.agency else "Known to all of them together"


def answer_text(one: Finding, accounts: Sequence[AccountLine]) -> AnswerText:
    """A prompt as the facilitator has it, with everything that it rests on."""
    by_id = {account.id: account for account in accounts}
    return AnswerText(
        title=_titled(one.title, one.subject),
        rule=one.rule,
        mark=words.STANDING[one.standing] if one.standing == "disputed" else words.URGENCY[one.urgency],
        summary=one.summary,
        why=_why(one.because, by_id, one.subject),
        asks=tuple(prompt.ask for prompt in one.prompts),
        innocent=one.innocent_explanations,
        sources=tuple(citation_text(row) for row in one.citations),
    )


def shown_text(one: Shown, accounts: Sequence[AccountLine]) -> AnswerText:
    """A prompt as it may be shown to the groups: what would tell how the case ended is left out."""
    by_id = {account.id: account for account in accounts}
    return AnswerText(
        title=_titled(one.title, one.subject),
        rule=one.rule,
        mark="",
        summary=one.summary,
        why=_why(one.because, by_id, one.subject),
        asks=one.asks,
        innocent=one.innocent,
        sources=tuple(_cited(row) for row in one.learning),
    )


def _why(because: Iterable[Ground], accounts: Accounts, subject: str | None) -> tuple[str, ...]:
    found = []
    for line in lines(because, accounts, subject):
        said = []
        for one in line.said:
            told = f" ({'; '.join(one.told)})" if one.told else ""
            differing = f": {'; '.join(one.differing)}" if one.differing else ""
            said.append(f"{one.what}{differing}{told}")
        found.append(" ".join(filter(None, [line.lead, "; ".join(said)])))
    return tuple(sentence(one) for one in found)


def _titled(title: str, subject: str | None) -> str:
    return f"{title} ({theirs(subject)})" if subject else title


def citation_text(one: Citation) -> str:
    """Where a row of learning stands: ``Lost in Plain Sight: Learning point 2 (PLS-037)``."""
    return f"{one.cite_as}: {one.locator} ({one.row})"


def _cited(one: Cited) -> str:
    return f"{one.cite_as}{f': {one.locator}' if one.locator else ''} ({one.row})"
