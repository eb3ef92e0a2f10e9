"""Passwords: kept only as Argon2 hashes, and checked in the same time whether or not there is such a user."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.errors import Problem, ProblemsFound
from screening.store.audit import Audit
from screening.store.clock import Clock, now
from screening.store.tables import UserRow
from screening.store.users import User, Users, sign_in_name
from screening.store.visits import Visits

SHORTEST, LONGEST = 12, 200
"""Letters in a password: our choice. The longest keeps somebody from making the server hash a book."""

_HASHER = PasswordHasher()


class Passwords:
    """Passwords, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def set(self, user_id: str, password: str, *, by: str | None) -> None:
        """Give a user a new password; every browser that they are signed in with is signed out.

        Raises:
            ProblemsFound: the password is too short or too long, or is the user's name.
        """
        row = self._session.get_one(UserRow, user_id)
        problem = unfit(password, row.name)
        if problem is not None:
            raise ProblemsFound([problem])
        row.password_hash = _HASHER.hash(password)
        self._session.flush()
        Visits(self._session, self._clock).end_all(user_id)
        Audit(self._session, self._clock).append("user-changed", user_id=by, detail="password")

    def check(self, name: str, password: str) -> User | None:
        """The user, if the name and the password belong together and the user is not disabled; else None.

        It takes about a tenth of a second: ask in a session that only reads.
        """
        asked = select(UserRow).where(UserRow.sign_in_name == sign_in_name(name))
        row = self._session.scalar(asked)
        kept = row.password_hash if row is not None else None
        fits = _fits(kept or _nobodys(), password[: LONGEST + 1])
        if row is None or kept is None or not fits or row.disabled_at is not None:
            return None
        return Users(self._session, self._clock).get(row.id)


def unfit(password: str, name: str) -> Problem | None:
    """What is wrong with a password, if anything is."""
    hint = "Three or four words that have nothing to do with each other are easy to remember and hard to guess."
    if not SHORTEST <= len(password) <= LONGEST:
        return Problem("S132", f"A password has between {SHORTEST} and {LONGEST} letters.", hint=hint)
    if sign_in_name(password) == sign_in_name(name) or len(set(password)) < 4:
        return Problem("S132", "This password would be guessed at once.", hint=hint)
    return None


def _fits(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")
