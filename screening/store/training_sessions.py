"""Training sessions: each is a list of events that only grows, so that nothing a group wrote is ever written over.

What an event says is plain text here; ``training.events`` knows what it means. How people join a group is left to
``training_seats``. Like a case, a session is looked at after a while and deleted by somebody, never by itself.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.clock import Clock, now
from screening.store.tables import TrainingCodeRow, TrainingEventRow, TrainingSeatRow, TrainingSessionRow

KEPT: Final = datetime.timedelta(days=365)
"""After how long a trainer is asked whether a session is still needed: our choice, long enough to compare a year on."""


@dataclass(frozen=True)
class KeptSession:
    """A session as it is listed.

    Attributes:
        id: opaque; it stands in addresses.
        label: what the trainer called the event.
        scenario: the name of the scenario.
        started_at, ended_at: in UTC; a session that goes on has no end.
        version: the number of events so far.
        review_on: the day on which to look whether it is still needed.
    """

    id: str
    label: str
    scenario: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    version: int
    review_on: datetime.date


class TrainingSessions:
    """Training sessions, within a session of the database.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def start(self, session_id: str, label: str, scenario: str, *, by: str | None) -> bool:
        """Begin a session under an id that whoever begins it chose; False if it was begun already."""
        if self._session.get(TrainingSessionRow, session_id) is not None:
            return False
        at = self._clock()
        row = TrainingSessionRow(
            id=session_id, label=label, scenario=scenario, by_id=by, started_at=at, version=0,
            review_on=(at + KEPT).date(),
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        Audit(self._session, self._clock).append("wrote", user_id=by, detail=f"training started {session_id}")
        return True

    def all(self) -> tuple[KeptSession, ...]:
        """Every session, the last begun first."""
        asked = select(TrainingSessionRow).order_by(TrainingSessionRow.started_at.desc(), TrainingSessionRow.id)
        return tuple(_kept(row) for row in self._session.scalars(asked))

    def get(self, session_id: str) -> KeptSession | None:
        """A session; None if there is none."""
        row = self._session.get(TrainingSessionRow, session_id)
        return _kept(row) if row is not None else None

    def hold(self, session_id: str) -> KeptSession | None:
        """A session, kept from every other writer until this session of the database ends; None if there is none."""
        row = self._session.get(TrainingSessionRow, session_id, with_for_update=True, populate_existing=True)
        return _kept(row) if row is not None else None

    def events(self, session_id: str) -> tuple[str, ...]:
        """What was appended to a session, in its order."""
        asked = select(TrainingEventRow.body).where(TrainingEventRow.session_id == session_id)
        return tuple(self._session.scalars(asked.order_by(TrainingEventRow.number)))

    def append(self, session_id: str, event_id: str, body: str) -> None:
        """Add an event at the end of a session that is held. An id that the session has already is refused.

        Raises:
            sqlalchemy.exc.IntegrityError: there is an event of this id; whoever appends looks first.
        """
        row = self._session.get_one(TrainingSessionRow, session_id)
        row.version += 1
        self._session.add(TrainingEventRow(session_id=session_id, number=row.version, event_id=event_id, body=body))
        self._session.flush()

    def end(self, session_id: str, *, by: str | None) -> None:
        """Note that a session has ended. Its codes stop working; what was written stays."""
        row = self._session.get_one(TrainingSessionRow, session_id)
        if row.ended_at is None:
            row.ended_at = self._clock()
            self._session.execute(delete(TrainingCodeRow).where(TrainingCodeRow.session_id == session_id))
            Audit(self._session, self._clock).append("wrote", user_id=by, detail=f"training ended {session_id}")

    def keep_on(self, session_id: str, *, by: str | None) -> None:
        """Keep a session until it is looked at again."""
        row = self._session.get_one(TrainingSessionRow, session_id)
        row.review_on = (self._clock() + KEPT).date()
        Audit(self._session, self._clock).append("wrote", user_id=by, detail=f"training kept {session_id}")

    def delete(self, session_id: str, *, by: str | None) -> None:
        """Delete a session with everything that was written in it. Nothing happens if there is none."""
        if self._session.get(TrainingSessionRow, session_id) is None:
            return
        for table in (TrainingSeatRow, TrainingCodeRow, TrainingEventRow):
            self._session.execute(delete(table).where(table.session_id == session_id))
        self._session.execute(delete(TrainingSessionRow).where(TrainingSessionRow.id == session_id))
        Audit(self._session, self._clock).append("deleted", user_id=by, detail=f"training {session_id}")


def _kept(row: TrainingSessionRow) -> KeptSession:
    return KeptSession(
        row.id, row.label, row.scenario, row.started_at, row.ended_at, row.version, row.review_on
    )  # fmt: skip
