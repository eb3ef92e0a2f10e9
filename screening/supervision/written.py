"""A record of supervision as somebody writes it, on a form or in a file, before anybody has looked whether it is whole.

Every field may still be empty and every day still be a word such as "soon", so that all that is missing or vague can be
said at once, beside its field. ``completing`` turns it into a record.
"""

from __future__ import annotations

from pydantic import Field

from screening.supervision.record import Decision, Disagreement, Discussed, Part, Reflection, Role, Said, Signatory


class WrittenAction(Part):
    """An action as it was written."""

    who: Role = ""
    what: Said = ""
    by_when: Role = ""
    how_we_will_know: Said = ""


class WrittenEscalation(Part):
    """A step of an escalation as it was written; ``policy`` is an id of the pack."""

    policy: Role = ""
    step: Said = ""
    to: Role = ""
    taken_on: Role = ""
    because: Said = ""
    reply_due: Role = ""


class WrittenCorrection(Part):
    """Which record of the case is put right, by its number, and why."""

    record: int
    because: Said = ""


class WrittenRecord(Part):
    """A record as it was written."""

    case: Role = ""
    held_on: Role = ""
    practitioner: Signatory = Signatory()
    supervisor: Signatory = Signatory()
    discussed: tuple[Discussed, ...] = Field(default=(), max_length=100)
    decisions: tuple[Decision, ...] = Field(default=(), max_length=100)
    actions: tuple[WrittenAction, ...] = Field(default=(), max_length=100)
    reflection: tuple[Reflection, ...] = Field(default=(), max_length=100)
    disagreement: Disagreement | None = None
    escalations: tuple[WrittenEscalation, ...] = Field(default=(), max_length=20)
    corrects: WrittenCorrection | None = None
