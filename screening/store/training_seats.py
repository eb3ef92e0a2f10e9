"""How people without a user join a group of a training session: a code that is said aloud, and then a seat.

A code opens one group of one session and nothing else. It is worked out from the database's own secret, so that the
trainer can be shown it again for somebody who comes late; what is kept is its hash. Whoever gives it gets a seat: a
random token for their browser, kept as a hash, with nothing about who they are. Both end with the session.
"""

from __future__ import annotations

import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from screening.store.clock import Clock, now
from screening.store.secret import guessable_hash, new_token, token_hash
from screening.store.tables import TrainingCodeRow, TrainingSeatRow

LASTS: Final = datetime.timedelta(days=14)
"""How long a code and a seat work where nobody ends the session: our choice, for codes printed some days before."""

_LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
"""What a code is made of: nothing that is mistaken for something else when it is read from a wall."""
_LENGTH: Final = 10
_GROUPED: Final = 5


class TrainingSeats:
    """Codes and seats, within a session of the database.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def new_code(self, session_id: str, group_id: str) -> str:
        """Give a group a code. An earlier one stops working; whoever has a seat keeps it."""
        row = self._session.get(TrainingCodeRow, (session_id, group_id))
        turn = row.turn + 1 if row is not None else 1
        code = self._code(session_id, group_id, turn)
        hashed, expires_at = self._hash(code), self._clock() + LASTS
        self._session.merge(
            TrainingCodeRow(
                session_id=session_id, group_id=group_id, turn=turn, code_hash=hashed, expires_at=expires_at
            )
        )
        self._session.flush()
        return code

    def codes(self, session_id: str) -> dict[str, str]:
        """The code of each group that has one which works, by the group's id."""
        asked = select(TrainingCodeRow).where(
            TrainingCodeRow.session_id == session_id, TrainingCodeRow.expires_at > self._clock()
        )
        return {row.group_id: self._code(session_id, row.group_id, row.turn) for row in self._session.scalars(asked)}

    def opens(self, code: str) -> tuple[str, str] | None:
        """The session and the group that a code opens, as it was typed; None if it opens none."""
        asked = select(TrainingCodeRow).where(
            TrainingCodeRow.code_hash == self._hash(code), TrainingCodeRow.expires_at > self._clock()
        )
        row = self._session.scalar(asked)
        return (row.session_id, row.group_id) if row is not None else None

    def sit_down(self, session_id: str, group_id: str, token: str | None) -> str:
        """Take a seat in a group.

        Args:
            session_id: of which session.
            group_id: in which group.
            token: of this browser, where it has a seat somewhere already; a made-up one is not taken on.

        Returns:
            The token for the browser; it is not kept.
        """
        at = self._clock()
        self._session.execute(delete(TrainingSeatRow).where(TrainingSeatRow.expires_at <= at))
        if token is None or not self._knows(token):
            token = new_token()
        if self.session_of(token, group_id) is None:
            self._session.add(
                TrainingSeatRow(
                    token_hash=token_hash(token), group_id=group_id, session_id=session_id, expires_at=at + LASTS
                )
            )
            self._session.flush()
        return token

    def session_of(self, token: str, group_id: str) -> str | None:
        """The session in which a browser has a seat in this group; None if it has none."""
        row = self._session.get(TrainingSeatRow, (token_hash(token), group_id))
        return row.session_id if row is not None and row.expires_at > self._clock() else None

    def _knows(self, token: str) -> bool:
        asked = select(TrainingSeatRow.group_id).where(TrainingSeatRow.token_hash == token_hash(token)).limit(1)
        return self._session.scalar(asked) is not None

    def _code(self, session_id: str, group_id: str, turn: int) -> str:
        number = int(guessable_hash(self._session, "training code", f"{session_id}\n{group_id}\n{turn}"), 16)
        letters = []
        for _ in range(_LENGTH):
            number, letter = divmod(number, len(_LETTERS))
            letters.append(_LETTERS[letter])
        return "".join(letters[:_GROUPED]) + "-" + "".join(letters[_GROUPED:])

    def _hash(self, code: str) -> str:
        typed = "".join(letter for letter in code.lower() if letter in _LETTERS)
        return guessable_hash(self._session, "training code typed", typed)
