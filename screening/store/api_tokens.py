"""Tokens with which another program acts for a user: each for a few things only, until a day, and revocable."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.clock import Clock, now
from screening.store.secret import new_token, token_hash
from screening.store.tables import ApiTokenRow
from screening.store.users import User, Users

Scope = Literal["cases-read", "cases-write", "screen", "content-read"]
"""What a token may do. ``content-read``: rules, checklists and learning. The user's own access holds beside it."""

SCOPES: tuple[Scope, ...] = get_args(Scope)
LONGEST = datetime.timedelta(days=365)
"""A token lasts no longer than a year: our choice, so that a forgotten one ends."""


@dataclass(frozen=True)
class ApiToken:
    """A token, without its secret.

    Attributes:
        id: opaque.
        user_id: for whom it acts.
        label: what its user called it.
        scopes: what it may do.
        created_at, expires_at: in UTC.
        revoked: whether it was taken back.
    """

    id: str
    user_id: str
    label: str
    scopes: frozenset[Scope]
    created_at: datetime.datetime
    expires_at: datetime.datetime
    revoked: bool


class ApiTokens:
    """Tokens, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def make(
        self, user_id: str, label: str, scopes: Iterable[Scope], *, lasts: datetime.timedelta = LONGEST, by: str | None
    ) -> str:
        """A new token. It is not kept: show it now or never.

        Raises:
            ValueError: no scope, an unknown one, or a time longer than the longest.
        """
        given = set(scopes)
        if not given or not given <= set(SCOPES) or not datetime.timedelta(0) < lasts <= LONGEST:
            raise ValueError("a token has known scopes and lasts for a year at most")
        token, at = new_token(), self._clock()
        self._session.add(
            ApiTokenRow(
                token_hash=token_hash(token), user_id=user_id, label=label, scopes=" ".join(sorted(given)),
                created_at=at, expires_at=at + lasts,
            )
        )  # fmt: skip
        self._session.flush()
        Audit(self._session, self._clock).append("user-changed", user_id=by, detail="token made")
        return token

    def find(self, token: str) -> tuple[User, frozenset[Scope]] | None:
        """The user for whom a token acts, and what it may do; None if it is unknown, over or revoked."""
        row = self._session.scalar(select(ApiTokenRow).where(ApiTokenRow.token_hash == token_hash(token)))
        if row is None or row.revoked_at is not None or row.expires_at <= self._clock():
            return None
        user = Users(self._session, self._clock).get(row.user_id)
        return (user, _scopes(row.scopes)) if user is not None and not user.disabled else None

    def list_for(self, user_id: str) -> tuple[ApiToken, ...]:
        """Every token of a user, the newest first; those that are over or revoked among them."""
        asked = select(ApiTokenRow).where(ApiTokenRow.user_id == user_id).order_by(ApiTokenRow.created_at.desc())
        return tuple(
            ApiToken(
                row.id, row.user_id, row.label, _scopes(row.scopes), row.created_at, row.expires_at,
                row.revoked_at is not None,
            )
            for row in self._session.scalars(asked)
        )  # fmt: skip

    def revoke(self, token_id: str, *, user_id: str, by: str | None) -> bool:
        """Take back a token of a user; False if the user has none of that id."""
        row = self._session.get(ApiTokenRow, token_id)
        if row is None or row.user_id != user_id:
            return False
        row.revoked_at = row.revoked_at or self._clock()
        Audit(self._session, self._clock).append("user-changed", user_id=by, detail="token revoked")
        return True


def _scopes(text: str) -> frozenset[Scope]:
    given = text.split()
    return frozenset(scope for scope in SCOPES if scope in given)
