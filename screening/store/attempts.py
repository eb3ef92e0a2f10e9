"""Sign-ins that failed, so that nobody can go on guessing. Counted by name and by network address, both as hashes."""

from __future__ import annotations

import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from screening.store.clock import Clock, now
from screening.store.secret import guessable_hash
from screening.store.tables import FailedSignInRow
from screening.store.users import sign_in_name

WINDOW = datetime.timedelta(minutes=15)
MOST_FOR_NAME = 5
MOST_FROM_ADDRESS = 20
"""How many may fail within the window before the next is refused unseen: our choice. A team may share an address."""


class Attempts:
    """Failed sign-ins, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def too_many(self, name: str, address: str) -> bool:
        """Whether a sign-in is to be refused without looking at the password."""
        by_name, by_address = self._hashes(name, address)
        return (
            self._count(FailedSignInRow.name_hash == by_name) >= MOST_FOR_NAME
            or self._count(FailedSignInRow.address_hash == by_address) >= MOST_FROM_ADDRESS
        )

    def failed(self, name: str, address: str) -> None:
        """Note that a sign-in failed. What is older than the window is forgotten."""
        at = self._clock()
        self._session.execute(delete(FailedSignInRow).where(FailedSignInRow.at <= at - WINDOW))
        by_name, by_address = self._hashes(name, address)
        self._session.add(FailedSignInRow(name_hash=by_name, address_hash=by_address, at=at))

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failed sign-ins for a name; those from the address stay, whoever they were for."""
        by_name, _ = self._hashes(name, address)
        self._session.execute(delete(FailedSignInRow).where(FailedSignInRow.name_hash == by_name))

    def _count(self, clause: ColumnElement[bool]) -> int:
        asked = select(func.count()).select_from(FailedSignInRow)
        return self._session.scalar(asked.where(clause, FailedSignInRow.at > self._clock() - WINDOW)) or 0

    def _hashes(self, name: str, address: str) -> tuple[str, str]:
        return (
            guessable_hash(self._session, "name", sign_in_name(name)),
            guessable_hash(self._session, "address", address),
        )
