"""What somebody did with a card, kept as a response to its prompt, as if they had given it on the page.

A card that no longer fits, because a fact that its prompt rests on has changed, is not responded to: the new state has
not been seen. An override without a reason is not kept either, since a prompt is not silenced by a click.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from screening.engine.document import Finding, Lens
from screening.errors import Problem
from screening.reports.shown import together
from screening.services.responding import LONGEST, Reply, respond
from screening.store.access import may
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.store.responses import Kind
from screening.store.tables import CaseRow
from screening.web.api.callers import Caller
from screening.web.api.cards import OVERRIDE, REASONS, SUGGESTED, card_id, case_part, part_of, suggestion_id
from screening.web.api.problems import refused
from screening.web.api.screenings import screened

_CONFIG = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]


class AcceptedSuggestion(BaseModel):
    """A suggestion that somebody took."""

    model_config = _CONFIG
    id: Uuid


class ReasonCoding(BaseModel):
    """Why somebody set a card aside: one of the reasons that the card came with."""

    model_config = _CONFIG
    code: Literal["not-applicable", "disagree"]
    system: Literal["urn:screening:override"] = OVERRIDE
    display: str | None = None


class OverrideReason(BaseModel):
    """Why somebody set a card aside, with their own words."""

    model_config = _CONFIG
    reason: ReasonCoding
    user_comment: Annotated[str | None, StringConstraints(max_length=LONGEST), Field(alias="userComment")] = None


class CardFeedback(BaseModel):
    """What became of one card."""

    model_config = _CONFIG
    card: Uuid
    outcome: Literal["accepted", "overridden"]
    outcome_timestamp: Annotated[str, Field(alias="outcomeTimestamp", max_length=64)]
    accepted_suggestions: Annotated[tuple[AcceptedSuggestion, ...], Field(alias="acceptedSuggestions")] = ()
    override_reason: Annotated[OverrideReason | None, Field(alias="overrideReason")] = None

    @model_validator(mode="after")
    def _says_what_was_accepted(self) -> Self:
        if (self.outcome == "accepted") != (len(self.accepted_suggestions) == 1):
            raise ValueError("What was accepted names the one suggestion that somebody took; nothing else names any.")
        return self


class Feedback(BaseModel):
    """What became of cards."""

    model_config = _CONFIG
    feedback: Annotated[tuple[CardFeedback, ...], Field(min_length=1, max_length=50)]


class Stored(BaseModel):
    """How many responses were kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    stored: int


@dataclass(frozen=True)
class _Found:
    case: CaseRow
    findings: tuple[Finding, ...]
    reply: Reply


def store(who: Caller, sent: Feedback) -> Stored:
    """Keep what somebody did with cards; all of it or, where a card is not known, nothing.

    Raises:
        Refused: 404 for a card of no case that the user may respond in, 409 for one whose facts have changed.
    """
    told = [(one, part) for one in sent.feedback if (part := part_of(one.card)) is not None]
    rows = _rows(who, {part for _, part in told})
    prompts = {part: _prompts(who, row) for part, row in rows.items()}
    found = []
    for one, part in told:
        reply = _reply(one)
        if part not in rows:
            raise refused(404, "A card belongs to no case here that the user may respond in.", [_unknown(one.card)])
        findings = prompts[part].get(one.card.lower())
        if findings is None:
            detail = "What the prompt of a card rests on has changed since. Ask for the cards anew."
            raise refused(409, detail, [_unknown(one.card)])
        if reply is not None:
            found.append(_Found(rows[part], findings, reply))
    if found:
        with who.database.session() as session:
            for each in found:
                respond(session, each.case.id, each.findings, each.reply, by=who.user.id)
    return Stored(stored=len(found))


def _rows(who: Caller, parts: set[bytes]) -> dict[bytes, CaseRow]:
    """The cases that cards are from, as far as the user may respond in them."""
    with who.database.reading() as session:
        glass = BreakGlass(session)
        return {
            part: row
            for row in Cases(session).list_for(who.user)
            if (part := case_part(row.id)) in parts
            and may(who.user, "respond", row, glass=glass.is_open(who.user.id, row.id))
        }


def _prompts(who: Caller, row: CaseRow) -> dict[str, tuple[Finding, ...]]:
    """The findings behind every card that the case has now, by the card's id."""
    with who.database.reading() as session:
        case = Cases(session).file(row.id)
    grouped: Iterable[tuple[Finding, ...]] = together(screened(case, None, Lens(), None).findings)
    return {card_id(row.id, ones): ones for ones in grouped}


def _reply(one: CardFeedback) -> Reply | None:
    """What is said to the prompt; None where nothing is."""
    if one.outcome == "accepted":
        taken = one.accepted_suggestions[0].id.lower()
        kind = next((kind for kind in SUGGESTED if suggestion_id(one.card.lower(), kind) == taken), None)
        if kind is None:
            raise refused(404, "The card has no such suggestion.", [_unknown(one.card)])
        return Reply(kind, f"{SUGGESTED[kind]} (said in the health record system).")
    if one.override_reason is None:
        return None
    chosen: Kind = one.override_reason.reason.code
    comment = (one.override_reason.user_comment or "").strip()
    return Reply(chosen, comment or f"{REASONS[chosen]} (said in the health record system, without more words).")


def _unknown(card: str) -> Problem:
    return Problem("A102", f"Card {card} cannot be responded to.")
