"""Opening a case that neither oneself nor one's team holds, in an emergency: with a reason, for a day, in the log.

A child may need help tonight from somebody who has never met the family. Refusing them would do harm; letting it pass
unseen would too. ``access`` says who may, and what they may then do.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.tables import GlassRow

LASTS = datetime.timedelta(days=1)
SHORTEST_REASON = 10
"""Letters; a full stop is no reason."""


@dataclass(frozen=True)
class Glass:
    """One time that somebody broke the glass.

    Attributes:
        case_id, user_id: which case, and who.
        reason: in their words.
        at, expires_at: from when until when, in UTC.
    """

    case_id: str
    user_id: str
    reason: str
    at: datetime.datetime
    expires_at: datetime.datetime


class BreakGlass:
    """Broken glass, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def open(self, user_id: str, case_id: str, reason: str) -> Glass:
        """Break the glass for a case. Whether this user may is asked of ``access`` before.

        Raises:
            ProblemsFound: there is no such case.
            ValueError: the reason is too short to be one.
        """
        reason = reason.strip()
        if len(reason) < SHORTEST_REASON:
            raise ValueError(f"a reason has at least {SHORTEST_REASON} letters")
        case_row(self._session, case_id)
        at = self._clock()
        row = GlassRow(case_id=case_id, user_id=user_id, reason=reason, at=at, expires_at=at + LASTS)
        self._session.add(row)
        self._session.flush()
        Audit(self._session, self._clock).append("broke-glass", user_id=user_id, case_id=case_id)
        return _glass(row)

    def is_open(self, user_id: str, case_id: str) -> bool:
        """Whether a user has broken the glass for a case within the last day."""
        asked = select(GlassRow.number).where(
            GlassRow.user_id == user_id, GlassRow.case_id == case_id, GlassRow.expires_at > self._clock()
        )
        return self._session.scalar(asked.limit(1)) is not None

    def of(self, case_id: str) -> tuple[Glass, ...]:
        """Every time that somebody broke the glass for a case, in order: for its holder and their supervisor."""
        asked = select(GlassRow).where(GlassRow.case_id == case_id).order_by(GlassRow.number)
        return tuple(_glass(row) for row in self._session.scalars(asked))

    def now_open(self, case_id: str) -> tuple[Glass, ...]:
        """Those of them who may still look, for the case's own page."""
        return tuple(one for one in self.of(case_id) if one.expires_at > self._clock())


def _glass(row: GlassRow) -> Glass:
    return Glass(row.case_id, row.user_id, row.reason, row.at, row.expires_at)
