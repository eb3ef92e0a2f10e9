"""What is brought to supervision about one case: the case file, and what was answered and agreed beside it.

A case file alone keeps no responses and no actions. Whoever has them, such as the database or the records of earlier
supervisions, hands them in here; where nobody can, that is said on the agenda and never taken for none.
"""

from __future__ import annotations

import datetime
from typing import Literal

from screening.case.account import CaseFile
from screening.supervision.reasons import Part

ResponseKind = Literal["done", "doing", "not-applicable", "disagree", "supervision"]
"""As the store keeps them; written out here so that nobody loads a database to read a file."""


class PromptResponse(Part):
    """The latest response to one prompt.

    Attributes:
        basis: what the prompt rested on then, as ``finding_basis.as_text`` gave it.
        text: where it is recorded, who does it, or because of what.
        due: by when, where it is being done.
    """

    rule: str
    subject: str | None
    kind: ResponseKind
    text: str = ""
    due: datetime.date | None = None
    basis: str
    on: datetime.date


class OutstandingAction(Part):
    """An action of an earlier supervision for which nobody has recorded evidence that it was done.

    Attributes:
        id: within the case.
        set_on: the supervision that set it.
        told_only: somebody said that it was done, and nobody has seen it.
    """

    case: str
    id: str
    what: str
    who: str
    by_when: datetime.date | None
    set_on: datetime.date | None = None
    told_only: bool = False


class AwaitedReply(Part):
    """An escalation that a record of supervision speaks of and that no reply has settled.

    Attributes:
        id: within the case.
        step: what was done, and ``to`` whom.
        says: how its clock stands, as a sentence.
    """

    case: str
    id: str
    step: str
    to: str
    taken_on: datetime.date
    reply_due: datetime.date
    says: str


class CaseForSupervision(Part):
    """One case, ready to be prepared for supervision.

    Attributes:
        as_of: the day on which it is looked at.
        since: the day of the last supervision; where it is not given, the last that the case itself tells of.
        responses: None where they are not known, as with a case file; empty where nobody has responded.
        outstanding: None where no records of earlier supervisions were looked at.
        awaited: what these records escalated and nobody has settled.
    """

    case: CaseFile
    as_of: datetime.date
    since: datetime.date | None = None
    responses: tuple[PromptResponse, ...] | None = None
    outstanding: tuple[OutstandingAction, ...] | None = None
    awaited: tuple[AwaitedReply, ...] = ()
