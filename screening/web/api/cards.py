"""A screening as the cards of CDS Hooks: the few prompts that are opened out first, then the rest, then what to ask.

The indicator of a card follows from the word that says whom to go to and how soon: ``immediate`` is critical, ``refer``
a warning, the others are information. It is no measure of risk, and cards come in the order of the page. A card is
known again by its id, without being kept: the id is made of the case, the rule and what the prompt rests on, so that it
no longer fits once a fact has changed.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from screening.engine.document import Finding, Named, Screening
from screening.reports import words
from screening.reports.layout import arrange
from screening.reports.shown import together
from screening.reports.templating import markdown_text
from screening.reports.view import Asked, Line, Notice, Shown, Theme
from screening.rulebook.rule import Urgency
from screening.services.responding import mark_of
from screening.store.responses import Kind

_CONFIG = ConfigDict(frozen=True, extra="forbid")

Indicator = Literal["info", "warning", "critical"]
INDICATORS: Final[dict[Urgency, Indicator]] = {
    "immediate": "critical", "refer": "warning", "consult": "info", "reflect": "info",
}  # fmt: skip
SUGGESTED: Final[dict[Kind, str]] = {
    "done": "Done, and written in the record",
    "supervision": "Take it to supervision",
}
REASONS: Final[dict[Kind, str]] = {
    "not-applicable": "It does not apply to this child or family",
    "disagree": "I see it differently",
}
OVERRIDE: Final = "urn:screening:override"
RULE: Final = "urn:screening:rule"
LONGEST_SUMMARY: Final = 139
"""CDS Hooks asks for less than 140 letters."""


class Coding(BaseModel):
    """A code with its words."""

    model_config = _CONFIG
    code: str
    system: str
    display: str


class CardSource(BaseModel):
    """Where a card comes from: the passage that taught its rule."""

    model_config = _CONFIG
    label: str
    url: str
    topic: Coding | None = None


class Link(BaseModel):
    """A link to a page."""

    model_config = _CONFIG
    label: str
    url: str
    type: Literal["absolute"] = "absolute"


class Suggestion(BaseModel):
    """Something to say to the prompt. It changes nothing in the record system."""

    model_config = _CONFIG
    label: str
    uuid: str


class Card(BaseModel):
    """One card, as CDS Hooks 2.0 has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    uuid: str
    summary: str = Field(max_length=LONGEST_SUMMARY)
    detail: str
    indicator: Indicator
    source: CardSource
    suggestions: tuple[Suggestion, ...] | None = None
    selection_behaviour: Literal["at-most-one"] | None = Field(None, alias="selectionBehavior")
    override_reasons: tuple[Coding, ...] | None = Field(None, alias="overrideReasons")
    links: tuple[Link, ...] = ()


class Cards(BaseModel):
    """The answer of a CDS service."""

    model_config = _CONFIG
    cards: tuple[Card, ...]


def cards_of(screening: Screening, address: str, case_id: str | None) -> Cards:
    """The cards of a screening.

    Args:
        screening: as it was found.
        address: the start of every address of this service.
        case_id: the case, if it is kept here; then cards can be responded to.
    """
    return Cards(cards=tuple(_cards(screening, address, case_id)))


def _cards(screening: Screening, address: str, case_id: str | None) -> Iterator[Card]:
    view = arrange(screening)
    behind = {(ones[0].rule, ones[0].standing == "disputed"): ones for ones in together(screening.findings)}
    yield from (_notice(one, address) for one in view.notices if one.loud)
    for shown in view.first:
        yield _prompt(shown, behind[shown.rule, shown.disputed], address, case_id)
    if view.themes:
        yield _card("Look at these as well", _themes(view.themes), address)
    if view.nothing is not None:
        yield _card("No prompt so far. This is not evidence of safety.", view.nothing, address)
    if view.asking is not None and view.asking.first:
        yield _card("Ask these first", _questions(view.asking.first), address)


def _prompt(shown: Shown, findings: tuple[Finding, ...], address: str, case_id: str | None) -> Card:
    card = card_id(case_id, findings)
    urgency = findings[0].urgency
    cited = shown.citations[0]
    can_respond = case_id is not None
    return Card(
        uuid=card,
        summary=f"{shown.urgency}: {shown.title}"[:LONGEST_SUMMARY],
        detail=_detail(shown, words.MEANING[urgency]),
        indicator=INDICATORS[urgency],
        source=CardSource(
            label=f"{cited.cite_as}, {cited.locator}", url=f"{address}/learning/{cited.row}",
            topic=Coding(code=shown.rule, system=RULE, display=shown.title),
        ),
        suggestions=tuple(Suggestion(label=label, uuid=suggestion_id(card, kind)) for kind, label in SUGGESTED.items())
        if can_respond else None,
        selection_behaviour="at-most-one" if can_respond else None,
        override_reasons=tuple(Coding(code=kind, system=OVERRIDE, display=label) for kind, label in REASONS.items())
        if can_respond else None,
        links=(*_links(shown), Link(label=f"Rule {shown.rule}", url=f"{address}/rules/{shown.rule}")),
    )  # fmt: skip


def card_id(case_id: str | None, findings: tuple[Finding, ...]) -> str:
    """The id of the card of one rule: a UUID of version 8 whose first part is the case's.

    Args:
        case_id: None for a case that is not kept here; the id is then a random one that fits no case.
        findings: of the rule, one for each child.
    """
    if case_id is None:
        return _uuid8(_NO_CASE, secrets.token_bytes(16))
    said = f"{case_id} {findings[0].rule} {mark_of(findings)}"
    return _uuid8(case_part(case_id), hashlib.sha256(said.encode()).digest())


def suggestion_id(card: str, kind: Kind) -> str:
    """The id of a suggestion of a card."""
    return _uuid8(_NO_CASE, hashlib.sha256(f"{card} {kind}".encode()).digest())


def case_part(case_id: str) -> bytes:
    """The part of a card's id that says, to those who know the case's id, which case it is from."""
    return hashlib.sha256(f"card {case_id}".encode()).digest()[:6]


def part_of(card: str) -> bytes | None:
    """The case's part of a card's id; None for a card of a case that is not kept here."""
    found = uuid.UUID(card).bytes[:6]
    return None if found == _NO_CASE else found


_NO_CASE: Final = bytes(6)


def _uuid8(first: bytes, rest: bytes) -> str:
    raw = bytearray(first + rest[:10])
    raw[6] = (raw[6] & 0x0F) | 0x80
    raw[8] = (raw[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))


def _card(summary: str, detail: str, address: str, indicator: Indicator = "info") -> Card:
    return Card(
        uuid=card_id(None, ()), summary=summary, detail=f"{_line(words.DANGER)}\n\n{detail}\n\n{_line(words.CLOSING)}",
        indicator=indicator, source=CardSource(label="Screening", url=f"{address}/"),
    )  # fmt: skip


def _notice(notice: Notice, address: str) -> Card:
    return _card(notice.title[:LONGEST_SUMMARY], _points(notice.lines), address, "warning")


def _detail(shown: Shown, meaning: str) -> str:
    draft = "A draft rule: practitioners have not reviewed it yet." if shown.draft else ""
    parts = [
        f"**{_line(words.DANGER)}**", _line(shown.summary), f"{shown.urgency}: {_line(meaning)}",
        _headed("What it rests on", [_fact(one) for one in shown.grounds]),
        _headed("Ask", [_line(one.text) for one in shown.prompts]),
        _line(shown.escalation or ""),
        _headed("Other explanations", [_line(one) for one in shown.innocent]),
        _headed("Taught by", [_line(f"{one.cite_as}, {one.locator} ({one.row})") for one in shown.citations]),
        _line(draft), _line(words.MEANING_NOTE), _line(words.CLOSING),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def _fact(line: Line) -> str:
    said = "; ".join(
        f"{one.what} ({'; '.join(told)})" if (told := one.told or one.differing) else one.what for one in line.said
    )
    return _line(f"{line.lead} {said}" if line.lead else said)


def _themes(themes: tuple[Theme, ...]) -> str:
    return "\n\n".join(_headed(one.title, [_line(each.title) for each in one.findings]) for one in themes)


def _questions(asked: tuple[Asked, ...]) -> str:
    return _points(_line(f"{one.ask} (could answer: {', '.join(one.who)})") for one in asked)


def _headed(heading: str, points: list[str]) -> str:
    return f"**{_line(heading)}**\n\n" + "\n".join(f"- {one}" for one in points) if points else ""


def _points(lines: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {one}" for one in lines)


def _line(text: str) -> str:
    return markdown_text(text)


def _links(shown: Shown) -> Iterator[Link]:
    named: tuple[Named, ...] = shown.policies
    for one in named:
        if one.address is not None:
            yield Link(label=one.name, url=one.address)
