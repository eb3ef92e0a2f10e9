"""A record of supervision as it is kept and signed, and what is added to it later: frozen, so that nothing can slip.

It holds what was decided and by when, what each of the two thought, and what they saw differently, in each one's own
words. People appear by role and by a reference of the agency's own, never by name. Whether something that was written
is complete enough to become a record is left to ``completing``; how records are kept, to ``folder`` and the store.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from screening.case.account import Reference

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
"""What somebody wrote, for people; no rule ever reads it."""
Role = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

Signer = Literal["practitioner", "supervisor"]
SIGNERS: tuple[Signer, ...] = get_args(Signer)

EvidenceKind = Literal["seen", "record", "child-said", "told-only"]
"""How somebody knows that an action was done: seen by a professional, found in a record, said by the child, or only
told. What was only told is kept, and the action stays on the agenda."""
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)


class Part(BaseModel):
    """Base of everything that a record holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Signatory(Part):
    """Somebody who signs: a role, and a reference that the agency can lead back to a person. Never a name."""

    role: Role = ""
    reference: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)] = ""


class Discussed(Part):
    """One thing that was talked about. ``reason`` is the word by which the agenda knows why it was chosen."""

    about: Said = ""
    said: Said = ""
    reason: Role | None = None


class Decision(Part):
    """What was decided, and because of what."""

    decided: Said = ""
    because: Said = ""


class Action(Part):
    """Something that somebody is to do: who, what, by which day, and what will show that it was done.

    Attributes:
        id: within the record: ``a1``, ``a2``.
    """

    id: str
    who: Role
    what: Said
    by_when: datetime.date
    how_we_will_know: Said


class Reflection(Part):
    """A reflective prompt and the answer to it."""

    prompt: Said = ""
    answer: Said = ""


class View(Part):
    """One view, and who holds it."""

    held_by: Role = ""
    in_their_words: Said = ""


class Disagreement(Part):
    """What is seen differently: each view in the words of whoever holds it, and how it was left."""

    about: Said = ""
    views: tuple[View, ...] = ()
    left_as: Said = ""


class EscalationStep(Part):
    """A step that was taken under a policy for escalation.

    Attributes:
        id: within the record: ``e1``, ``e2``.
        policy: the id of the policy in the pack.
        policy_name: what it was called when the record was made, in the words of the place.
        step: which step of the policy, in words.
        to: the role that it went to.
        taken_on: the day.
        because: what was not settled before.
        reply_due: by when the supervisor expects a reply. The policies of the pack state no time; this is theirs.
    """

    id: str
    policy: str
    policy_name: str
    step: Said
    to: Role
    taken_on: datetime.date
    because: Said
    reply_due: datetime.date


class Correction(Part):
    """The earlier record of the same case that a record puts right, and why."""

    record: int
    sha256: Sha256
    because: Said


class Record(Part):
    """What was discussed and decided about one case in one supervision.

    Attributes:
        case: the agency's own reference.
        number: counted from 1 within the case.
        previous: the SHA-256 of the record before it; none for the first.
        held_on: the day of the supervision.
        corrects: the earlier record that this one puts right.
    """

    case: Reference
    number: Annotated[int, Field(ge=1)]
    previous: Sha256 | None
    held_on: datetime.date
    practitioner: Signatory
    supervisor: Signatory
    discussed: tuple[Discussed, ...]
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    reflection: tuple[Reflection, ...] = ()
    disagreement: Disagreement | None = None
    escalations: tuple[EscalationStep, ...] = ()
    corrects: Correction | None = None

    def signatory(self, signer: Signer) -> Signatory:
        """Whom the record names as one of its two signers."""
        return self.practitioner if signer == "practitioner" else self.supervisor


class Signature(Part):
    """Somebody's word that a record says what was said. ``sha256`` is of the record's bytes as they saw them.

    It says who signed and ties that to the bytes. It does not prove who was at the keyboard: that is for the sign-in.
    """

    record: int
    sha256: Sha256
    signer: Signer
    reference: str
    on: datetime.date


class Evidence(Part):
    """How somebody knows that an action was done.

    Attributes:
        record, action: which action.
        kind: see ``EvidenceKind``.
        on: the day on which it was seen, found or said.
        what: what was seen, found or said.
        by: the role that saw it, found it or heard it.
    """

    record: int
    action: str
    kind: EvidenceKind
    on: datetime.date
    what: Said
    by: Role


class Reply(Part):
    """An answer to an escalation.

    Attributes:
        record, escalation: to which step.
        on: the day on which it came.
        by: the role that gave it.
        said: what it says.
        settles: whether it settles the worry. If not, the policy's next step is due.
    """

    record: int
    escalation: str
    on: datetime.date
    by: Role
    said: Said
    settles: bool
