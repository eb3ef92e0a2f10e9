"""Responding to a prompt: it is silent from then on, until a fact that it rests on changes, and then says which one.

A prompt that is being done comes back as well when the day by which it was to be done has passed. Nothing that was
answered is ever hidden: it stands apart, with what was said. Keeping responses is left to ``store.responses``.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from screening.engine.document import Finding, Screening
from screening.engine.finding_basis import Change, as_text, basis_of, changes
from screening.forms.answers import read_date
from screening.store.database import Session
from screening.store.responses import KINDS, Kind, Response, Responses

Key = tuple[str, str | None]
"""A rule and the child that it is about; no child where it is about the case."""

LONGEST: Final = 2000

MISSING: Final[Mapping[Kind, str]] = {
    "done": "Say where it is recorded, such as the referral's reference and day.",
    "doing": "Say who does it.",
    "not-applicable": "Say why it does not apply to this child or family.",
    "disagree": "Say why you see it differently. Your reason is kept with the prompt.",
}
"""What to say where a response says too little. Taking a prompt to supervision needs no more words."""


@dataclass(frozen=True)
class Reply:
    """What somebody wants to say to a prompt, checked.

    Attributes:
        text: where it is recorded, who does it, or because of what.
        due: by when, for what is being done.
    """

    kind: Kind
    text: str
    due: datetime.date | None = None


@dataclass(frozen=True)
class Prompted:
    """A prompt with the latest response to it.

    Attributes:
        finding: the prompt as it stands now.
        response: None where nobody has responded.
        changed: what the prompt rests on and is no longer as it was when somebody responded.
        overdue: the day by which it was to be done has passed.
    """

    finding: Finding
    response: Response | None = None
    changed: tuple[Change, ...] = ()
    overdue: bool = False

    @property
    def silent(self) -> bool:
        """Whether the response still answers the prompt."""
        return self.response is not None and not self.changed and not self.overdue


def read_reply(kind: str, text: str, due: str, today: datetime.date) -> tuple[Reply | None, dict[str, str]]:
    """A response as it was typed, or what is wrong with it, by field (``kind``, ``text``, ``due``).

    Args:
        kind: one of ``store.responses.KINDS``.
        text: as typed.
        due: by when, as typed with slashes; empty where it was left out.
        today: to tell a day ahead from one that has passed.
    """
    chosen = next((one for one in KINDS if one == kind), None)
    if chosen is None:
        return None, {"kind": "Choose what you want to say to this prompt."}
    wrong: dict[str, str] = {}
    text = text.strip()
    if not text and chosen in MISSING:
        wrong["text"] = MISSING[chosen]
    elif len(text) > LONGEST:
        wrong["text"] = (
            f"This is longer than {LONGEST} letters. Write it into the case record and say here where it is."
        )
    day: datetime.date | None = None
    if chosen == "doing":
        day = _due(due, today, wrong)
    return (Reply(chosen, text, day), wrong) if not wrong else (None, wrong)


def _due(text: str, today: datetime.date, wrong: dict[str, str]) -> datetime.date | None:
    if not text:
        wrong["due"] = "Say by which day it will be done."
        return None
    try:
        day = datetime.date.fromisoformat(read_date(text, today))
    except ValueError:
        wrong["due"] = "Write the day as day, month and year, such as 27 3 2027."
        return None
    if day < today:
        wrong["due"] = "This day has passed. Say by which day it will be done."
    return day


def prompted(screening: Screening, latest: Mapping[Key, Response], today: datetime.date) -> tuple[Prompted, ...]:
    """Every prompt that is met or disputed, in the screening's order, with what was last said to it.

    Args:
        screening: everything known today, without a lens.
        latest: the latest response to each prompt, as ``Responses.latest`` gives them.
        today: to see what is overdue.
    """
    return tuple(_with_response(one, latest.get((one.rule, one.subject)), today) for one in screening.findings)


def _with_response(finding: Finding, response: Response | None, today: datetime.date) -> Prompted:
    if response is None:
        return Prompted(finding)
    overdue = response.due is not None and response.due < today
    return Prompted(finding, response, changes(response.basis, basis_of(finding)), overdue)


def respond(session: Session, case_id: str, findings: Sequence[Finding], reply: Reply, *, by: str) -> None:
    """Add a response to a prompt, for each child that it is about. Nothing said before is changed.

    Args:
        session: for writing.
        case_id: of the case.
        findings: of one rule, one for each child.
        reply: what is said.
        by: the id of the user.
    """
    responses = Responses(session)
    for one in findings:
        basis = as_text(basis_of(one))
        responses.add(
            case_id, one.rule, one.subject, reply.kind, reply.text, basis=basis, by=by, due=reply.due
        )  # fmt: skip


def mark_of(findings: Sequence[Finding]) -> str:
    """A short mark of what a prompt rests on: it differs once anything of that has changed."""
    text = "".join(f"{one.standing} {as_text(basis_of(one))}" for one in findings)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
