"""Signed-in browsers. A browser holds a random token; only its hash is kept, and nothing about the browser itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from screening.store.clock import Clock, now
from screening.store.secret import new_token, token_hash
from screening.store.tables import VisitRow
from screening.store.users import User, Users

IDLE = datetime.timedelta(minutes=30)
LONGEST = datetime.timedelta(hours=12)
"""A browser is signed out after half an hour without a page, and after twelve hours in any case: our choice."""

_NOTED_EVERY = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """Somebody who is signed in.

    Attributes:
        user: who.
        created_at: since when.
        expires_at: when it ends unless another page is asked for.
        to_be_noted: whether ``Visits.seen`` is due; it is not for every page.
    """

    user: User
    created_at: datetime.datetime
    expires_at: datetime.datetime
    to_be_noted: bool


class Visits:
    """Signed-in browsers, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def begin(self, user_id: str) -> str:
        """Begin a visit; gives the token for the browser. It is not kept. Visits that are over are forgotten."""
        at = self._clock()
        self._session.execute(delete(VisitRow).where(VisitRow.expires_at <= at))
        token = new_token()
        self._session.add(
            VisitRow(
                token_hash=token_hash(token), user_id=user_id, created_at=at, seen_at=at, expires_at=_until(at, at)
            )
        )  # fmt: skip
        self._session.flush()
        return token

    def find(self, token: str) -> Visit | None:
        """The visit of a token; None if it is over or there is none, or if its user is disabled."""
        at = self._clock()
        row = self._session.get(VisitRow, token_hash(token))
        if row is None or row.expires_at <= at:
            return None
        user = Users(self._session, self._clock).get(row.user_id)
        if user is None or user.disabled:
            return None
        return Visit(user, row.created_at, row.expires_at, at - row.seen_at >= _NOTED_EVERY)

    def seen(self, token: str) -> None:
        """Note that the browser has asked for a page: the visit goes on."""
        at = self._clock()
        row = self._session.get(VisitRow, token_hash(token))
        if row is not None and row.expires_at > at:
            row.seen_at = at
            row.expires_at = _until(row.created_at, at)

    def end(self, token: str) -> None:
        """End a visit."""
        self._session.execute(delete(VisitRow).where(VisitRow.token_hash == token_hash(token)))

    def end_all(self, user_id: str) -> None:
        """End every visit of a user."""
        self._session.execute(delete(VisitRow).where(VisitRow.user_id == user_id))


def _until(created_at: datetime.datetime, seen_at: datetime.datetime) -> datetime.datetime:
    return min(seen_at + IDLE, created_at + LONGEST)
