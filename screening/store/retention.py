"""How long cases are kept: a day on which somebody looks whether to keep on, and deletion that leaves a tombstone.

Nothing is deleted by itself. How long a kind of record has to be kept is for the agency's own schedule to say.
"""

from __future__ import annotations

import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.secret import guessable_hash
from screening.store.tables import (
    AccountRow,
    CaseRow,
    DraftRow,
    GlassRow,
    ResponseRow,
    SupervisionDraftRow,
    SupervisionEndRow,
    SupervisionRow,
    TombstoneRow,
)

LONGEST_REASON = 500


class Retention:
    """Review and deletion, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def due(self, today: datetime.date) -> tuple[CaseRow, ...]:
        """The cases whose review day has come, the longest due first."""
        asked = select(CaseRow).where(CaseRow.review_on <= today).order_by(CaseRow.review_on, CaseRow.reference)
        return tuple(self._session.scalars(asked))

    def set_review(self, case_id: str, on: datetime.date, *, by: str | None) -> None:
        """Keep a case on, until another review day.

        Raises:
            ProblemsFound: there is no such case.
        """
        case_row(self._session, case_id, lock=True).review_on = on
        Audit(self._session, self._clock).append("assigned", user_id=by, case_id=case_id, detail="review day")

    def delete(self, case_id: str, reason: str, *, by: str | None) -> TombstoneRow:
        """Delete a case with everything kept about it. What is left says that there was one, and why it went.

        Args:
            case_id: which case.
            reason: why; it is kept, so it must not say what the case said.
            by: the id of the user.

        Raises:
            ProblemsFound: there is no such case.
            ValueError: the reason is missing or too long.
        """
        reason = reason.strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise ValueError(f"a case is deleted for a reason of up to {LONGEST_REASON} letters")
        row = case_row(self._session, case_id, lock=True)
        hashed = guessable_hash(self._session, "reference", row.reference)
        tombstone = TombstoneRow(case_id=case_id, reference_hash=hashed, at=self._clock(), by_id=by, reason=reason)
        remove_content(self._session, case_id)
        self._session.add(tombstone)
        self._session.flush()
        Audit(self._session, self._clock).append("deleted", user_id=by, case_id=case_id)
        return tombstone

    def tombstones_of(self, reference: str) -> tuple[TombstoneRow, ...]:
        """What is left of cases with a reference: for somebody who asks what became of one."""
        hashed = guessable_hash(self._session, "reference", reference)
        asked = select(TombstoneRow).where(TombstoneRow.reference_hash == hashed).order_by(TombstoneRow.at)
        return tuple(self._session.scalars(asked))


def remove_content(session: Session, case_id: str) -> None:
    """Take a case and everything in it out of the database. The log keeps its lines, which hold no content."""
    for table in (
        AccountRow, DraftRow, ResponseRow, GlassRow, SupervisionRow, SupervisionEndRow, SupervisionDraftRow,
    ):  # fmt: skip
        session.execute(delete(table).where(table.case_id == case_id))
    session.execute(delete(CaseRow).where(CaseRow.id == case_id))
