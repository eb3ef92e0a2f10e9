"""Links that work once: to sign in at one's own machine, and to set a new password."""

from __future__ import annotations

import datetime
from typing import Final, Literal, cast

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from screening.store.clock import Clock, now
from screening.store.secret import new_token, token_hash
from screening.store.tables import LinkRow

Kind = Literal["sign-in", "reset"]

LASTS: Final[dict[Kind, datetime.timedelta]] = {
    "sign-in": datetime.timedelta(hours=1),
    "reset": datetime.timedelta(days=1),
}
"""How long a link works: our choice. A sign-in link is used at once; a reset link travels to somebody first."""


class Links:
    """Links, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def make(self, user_id: str, kind: Kind) -> str:
        """The token of a new link. It is not kept: show it now or never. Earlier links of the kind stop working."""
        at = self._clock()
        earlier = (LinkRow.user_id == user_id, LinkRow.kind == kind, LinkRow.used_at.is_(None))
        self._session.execute(update(LinkRow).where(*earlier).values(used_at=at))
        token = new_token()
        self._session.add(
            LinkRow(token_hash=token_hash(token), user_id=user_id, kind=kind, expires_at=at + LASTS[kind])
        )
        return token

    def whose(self, token: str, kind: Kind) -> str | None:
        """The id of the user whom a link is for; None if it is unknown, used or too old. It is not used up by this."""
        return self._session.scalar(select(LinkRow.user_id).where(*self._works(token, kind)))

    def use(self, token: str, kind: Kind) -> str | None:
        """Use a link up. The id of the user whom it is for; None if it is unknown, used or too old."""
        user_id = self.whose(token, kind)
        done = self._session.execute(update(LinkRow).where(*self._works(token, kind)).values(used_at=self._clock()))
        # Of two who use it at the same moment, the database lets one change the row.
        return user_id if cast("CursorResult[tuple[()]]", done).rowcount == 1 else None

    def _works(self, token: str, kind: Kind) -> tuple[ColumnElement[bool], ...]:
        return (
            LinkRow.token_hash == token_hash(token), LinkRow.kind == kind, LinkRow.used_at.is_(None),
            LinkRow.expires_at > self._clock(),
        )  # fmt: skip
