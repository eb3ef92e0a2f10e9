"""What people said to prompts. A response is never changed: a later one stands beside it, and the latest counts.

Each keeps the ``basis`` that its prompt rested on. Whether that is still so, and the prompt is to come back, is for the
caller to see: it compares the basis then with the basis now.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.tables import ResponseRow

Kind = Literal["done", "doing", "not-applicable", "disagree", "supervision"]
"""Done (the text says where it is recorded), being done (by whom), does not apply, disagreed with (both: because), or
to be taken to supervision."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Response:
    """What somebody said to a prompt.

    Attributes:
        number: counted up over the whole database.
        case_id, rule, subject: which prompt; the subject is None for the case as a whole.
        kind: see ``Kind``.
        text: where it is recorded, who does it, or because of what.
        due: by when, where it is being done.
        basis: a fingerprint of the facts that the prompt rested on.
        at: when, in UTC.
        by_id: the id of the user.
    """

    number: int
    case_id: str
    rule: str
    subject: str | None
    kind: Kind
    text: str
    due: datetime.date | None
    basis: str
    at: datetime.datetime
    by_id: str | None


class Responses:
    """Responses, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def add(
        self, case_id: str, rule: str, subject: str | None, kind: Kind, text: str, *, basis: str, by: str | None,
        due: datetime.date | None = None,
    ) -> Response:  # fmt: skip
        """Add a response.

        Args:
            case_id: in which case.
            rule: the id of the rule whose prompt it is.
            subject: of the prompt; None for the case as a whole.
            kind: see ``Kind``.
            text: where it is recorded, who does it, or because of what. Only ``supervision`` may leave it out.
            basis: a fingerprint of the facts that the prompt rests on now.
            by: the id of the user.
            due: by when; with ``doing`` only.

        Raises:
            ProblemsFound: there is no such case.
            ValueError: the text is missing, a day is given where nothing is being done, or the kind is unknown.
        """
        text = text.strip()
        if kind not in KINDS or (not text and kind != "supervision") or (due is not None and kind != "doing"):
            raise ValueError("a response is of a known kind and says where, who or why; only what is doing has a day")
        case_row(self._session, case_id)
        row = ResponseRow(
            case_id=case_id, rule=rule, subject=subject or "", kind=kind, text=text, due=due, basis=basis,
            at=self._clock(), by_id=by,
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        Audit(self._session, self._clock).append("wrote", user_id=by, case_id=case_id, detail="response")
        return _response(row)

    def latest(self, case_id: str) -> dict[tuple[str, str | None], Response]:
        """The latest response to each prompt of a case, by rule and subject."""
        return {(one.rule, one.subject): one for one in self.history(case_id)}

    def history(self, case_id: str) -> tuple[Response, ...]:
        """Every response in a case, in order."""
        asked = select(ResponseRow).where(ResponseRow.case_id == case_id).order_by(ResponseRow.number)
        return tuple(_response(row) for row in self._session.scalars(asked))


def _response(row: ResponseRow) -> Response:
    (kind,) = (one for one in KINDS if one == row.kind)
    return Response(
        row.number, row.case_id, row.rule, row.subject or None, kind, row.text, row.due, row.basis, row.at, row.by_id
    )
