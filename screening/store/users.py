"""Users, what each may be, and teams. A user is somebody who signs in; what they may do is left to ``access``.

Passwords are in ``passwords``, links in ``links``, signed-in browsers in ``visits``, tokens in ``api_tokens``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.store.audit import Audit
from screening.store.clock import Clock, now
from screening.store.tables import TeamRow, UserRoleRow, UserRow

Role = Literal["practitioner", "supervisor", "trainer", "administrator"]
"""What somebody is here. One person may be several."""

ROLES: tuple[Role, ...] = get_args(Role)
LONGEST_NAME = 80


@dataclass(frozen=True)
class User:
    """Somebody who can sign in.

    Attributes:
        id: opaque.
        name: the name they sign in with, as it was written.
        roles: what they are here; at least one.
        team_id: their team, if they have one.
        disabled: whether they may not sign in any more.
        has_password: whether they sign in with a password here.
    """

    id: str
    name: str
    roles: frozenset[Role]
    team_id: str | None = None
    disabled: bool = False
    has_password: bool = False

    @property
    def with_roles(self) -> str:
        """Name and roles, as paper says who printed it; the name alone of somebody who is everything here."""
        roles = [role for role in ROLES if role in self.roles]
        return self.name if len(roles) == len(ROLES) else f"{self.name} ({', '.join(roles)})"


class Users:
    """Users and teams, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
        by: the id of the user who makes changes; None for a command run at the machine itself.
    """

    def __init__(self, session: Session, clock: Clock = now, *, by: str | None = None) -> None:
        self._session = session
        self._clock = clock
        self._by = by

    def add(
        self, name: str, roles: Iterable[Role], *, team: str | None = None, oidc_subject: str | None = None
    ) -> User:
        """Add a user; a team that is not there yet is begun.

        Args:
            name: what they sign in with; capitals make no difference.
            roles: at least one.
            team: the name of their team.
            oidc_subject: issuer and subject at an identity provider, with a space between them.

        Raises:
            ProblemsFound: the name, or the subject, is taken; or the name is empty or too long.
        """
        shown, key = shown_name(name), sign_in_name(name)
        if not key or len(shown) > LONGEST_NAME:
            raise ProblemsFound([Problem("S131", f"A name has between 1 and {LONGEST_NAME} letters.")])
        row = UserRow(
            name=shown, sign_in_name=key, team_id=self.team(team) if team else None, oidc_subject=oidc_subject,
            created_at=self._clock(),
        )  # fmt: skip
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            problem = Problem("S131", f'The name "{shown}" is taken.', hint="Choose another.")
            raise ProblemsFound([problem]) from None
        self._give_roles(row.id, roles)
        self._changed("added")
        return self._user(row)

    def get(self, user_id: str) -> User | None:
        """The user of an id."""
        return self._one(UserRow.id == user_id)

    def find(self, name: str) -> User | None:
        """The user who signs in with a name."""
        return self._one(UserRow.sign_in_name == sign_in_name(name))

    def named(self, name: str) -> User:
        """The user who signs in with a name.

        Raises:
            ProblemsFound: there is none; a near match is suggested.
        """
        found = self.find(name)
        if found is None:
            near = did_you_mean(name, [one.name for one in self.all()])
            hint = f'Did you mean "{near}"?' if near else "screening user list shows them all."
            raise ProblemsFound([Problem("S131", f'There is no user "{shown_name(name)}".', hint=hint)])
        return found

    def by_oidc(self, subject: str) -> User | None:
        """The user of an issuer and subject at an identity provider, as ``add`` was given them."""
        return self._one(UserRow.oidc_subject == subject)

    def all(self) -> tuple[User, ...]:
        """Every user, by name."""
        rows = self._session.scalars(select(UserRow).order_by(UserRow.sign_in_name)).all()
        return tuple(self._user(row) for row in rows)

    def set_roles(self, user_id: str, roles: Iterable[Role]) -> None:
        """Give a user these roles and no others."""
        self._session.execute(delete(UserRoleRow).where(UserRoleRow.user_id == user_id))
        self._give_roles(user_id, roles)
        self._changed("roles")

    def set_team(self, user_id: str, team: str | None) -> None:
        """Put a user in a team, which is begun if it is not there yet, or in none."""
        self._row(user_id).team_id = self.team(team) if team else None
        self._changed("team")

    def set_oidc_subject(self, user_id: str, subject: str) -> None:
        """Let a user sign in through an identity provider."""
        self._row(user_id).oidc_subject = subject
        self._changed("sign-in provider")

    def set_disabled(self, user_id: str, disabled: bool) -> None:
        """Let a user no longer sign in, or let them again. It counts from their next page on."""
        self._row(user_id).disabled_at = self._clock() if disabled else None
        self._changed("disabled" if disabled else "enabled")

    def team(self, name: str) -> str:
        """The id of a team, which is begun if it is not there yet."""
        shown = shown_name(name)
        if not 0 < len(shown) <= LONGEST_NAME:
            raise ProblemsFound([Problem("S131", f"The name of a team has between 1 and {LONGEST_NAME} letters.")])
        found = self._session.scalar(select(TeamRow).where(TeamRow.name == shown))
        if found is None:
            found = TeamRow(name=shown)
            self._session.add(found)
            self._session.flush()
        return found.id

    def teams(self) -> dict[str, str]:
        """The name of every team by its id."""
        return {row.id: row.name for row in self._session.scalars(select(TeamRow).order_by(TeamRow.name))}

    def _one(self, clause: ColumnElement[bool]) -> User | None:
        row = self._session.scalar(select(UserRow).where(clause))
        return self._user(row) if row is not None else None

    def _row(self, user_id: str) -> UserRow:
        return self._session.get_one(UserRow, user_id)

    def _user(self, row: UserRow) -> User:
        given = set(self._session.scalars(select(UserRoleRow.role).where(UserRoleRow.user_id == row.id)))
        roles: frozenset[Role] = frozenset(role for role in ROLES if role in given)
        disabled = row.disabled_at is not None
        return User(row.id, row.name, roles, row.team_id, disabled, row.password_hash is not None)

    def _give_roles(self, user_id: str, roles: Iterable[Role]) -> None:
        given = set(roles)
        if not given or not given <= set(ROLES):
            raise ValueError("a user has one or more of the known roles")
        self._session.execute(insert(UserRoleRow), [{"user_id": user_id, "role": role} for role in sorted(given)])

    def _changed(self, what: str) -> None:
        Audit(self._session, self._clock).append("user-changed", user_id=self._by, detail=what)


def shown_name(name: str) -> str:
    """A name without invisible characters and without more than one space in a row."""
    visible = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFKC", name))
    return " ".join(visible.split())


def sign_in_name(name: str) -> str:
    """A name as it is compared: capitals make no difference."""
    return shown_name(name).casefold()
