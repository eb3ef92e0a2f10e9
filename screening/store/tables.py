"""Every table of the database. What may be done with them is left to the module that keeps each thing.

A change here needs a migration beside it; a test compares the two on every database. ``Words`` marks text that a person
wrote; a column named ``..._hash`` never holds what it was made from.
"""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.columns import Table, Words, new_id

_HASH = String(64)
_WORD = String(64)
_NAME = String(120)


class TeamRow(Table):
    """A team: people who hold cases together."""

    __tablename__ = "teams"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(_NAME, unique=True)


class UserRow(Table):
    """Somebody who can sign in; ``sign_in_name`` is the name without regard to capitals."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(_NAME)
    sign_in_name: Mapped[str] = mapped_column(String(240), unique=True)
    team_id: Mapped[str | None] = mapped_column(ForeignKey("teams.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    oidc_subject: Mapped[str | None] = mapped_column(String(600), unique=True)
    created_at: Mapped[datetime.datetime]
    disabled_at: Mapped[datetime.datetime | None]


class UserRoleRow(Table):
    """One role of one user; somebody may have several."""

    __tablename__ = "user_roles"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class LinkRow(Table):
    """A link that signs in or sets a new password, once."""

    __tablename__ = "links"

    token_hash: Mapped[str] = mapped_column(_HASH, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[str]
    expires_at: Mapped[datetime.datetime]
    used_at: Mapped[datetime.datetime | None]


class VisitRow(Table):
    """One signed-in browser, from sign-in to sign-out or expiry."""

    __tablename__ = "visits"

    token_hash: Mapped[str] = mapped_column(_HASH, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime.datetime]
    seen_at: Mapped[datetime.datetime]
    expires_at: Mapped[datetime.datetime]


class ApiTokenRow(Table):
    """A token with which a program acts for a user; ``scopes`` are words with spaces between them."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(_HASH, unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    label: Mapped[str] = mapped_column(Words)
    scopes: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime.datetime]
    expires_at: Mapped[datetime.datetime]
    revoked_at: Mapped[datetime.datetime | None]


class FailedSignInRow(Table):
    """One sign-in that failed: for which name and from which address, both hashed with the database's secret."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index(None, "name_hash", "at"), Index(None, "address_hash", "at"))

    number: Mapped[int] = mapped_column(primary_key=True)
    name_hash: Mapped[str] = mapped_column(_HASH)
    address_hash: Mapped[str] = mapped_column(_HASH)
    at: Mapped[datetime.datetime]


class CaseRow(Table):
    """A case: a reference, and who holds it. ``version`` is the number of accounts saved so far."""

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("reference", "training"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(64))
    training: Mapped[bool]
    about: Mapped[str | None] = mapped_column(Words)
    warning: Mapped[str | None] = mapped_column(Words)
    team_id: Mapped[str | None] = mapped_column(ForeignKey("teams.id"), index=True)
    holder_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"), index=True)
    version: Mapped[int]
    created_at: Mapped[datetime.datetime]
    created_by: Mapped[str | None]
    changed_at: Mapped[datetime.datetime]
    review_on: Mapped[datetime.date] = mapped_column(index=True)


class AccountRow(Table):
    """One account as it was saved: never changed, never removed but with its case.

    ``body`` is the account as JSON text, not a JSON column: a database may put a JSON column's keys in another order.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("case_id", "account_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[str] = mapped_column(_WORD)
    body: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime.datetime]
    saved_by: Mapped[str | None]


class DraftRow(Table):
    """A checklist that one user is filling in for one child of a case."""

    __tablename__ = "drafts"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True, index=True)
    checklist: Mapped[str] = mapped_column(_NAME, primary_key=True)
    child: Mapped[str] = mapped_column(_WORD, primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[datetime.datetime]


class ResponseRow(Table):
    """What somebody said to a prompt; ``subject`` is empty for the case as a whole."""

    __tablename__ = "responses"
    __table_args__ = (Index(None, "case_id", "rule", "subject"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    rule: Mapped[str] = mapped_column(_WORD)
    subject: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Words)
    due: Mapped[datetime.date | None]
    basis: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime.datetime]
    by_id: Mapped[str | None]


class GlassRow(Table):
    """Somebody looked at a case that neither they nor their team hold, and said why."""

    __tablename__ = "broken_glass"

    number: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    reason: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime.datetime]
    expires_at: Mapped[datetime.datetime]


class TombstoneRow(Table):
    """What is left of a case that was deleted: that there was one, when it went, by whom and why."""

    __tablename__ = "tombstones"

    case_id: Mapped[str] = mapped_column(primary_key=True)
    reference_hash: Mapped[str] = mapped_column(_HASH)
    at: Mapped[datetime.datetime]
    by_id: Mapped[str | None]
    reason: Mapped[str] = mapped_column(Words)


class AuditRow(Table):
    """One line of the log; ``hash`` covers the line and the hash before it. It points at ids, which may be gone."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime.datetime]
    user_id: Mapped[str | None]
    action: Mapped[str]
    case_id: Mapped[str | None] = mapped_column(index=True)
    detail: Mapped[str] = mapped_column(_WORD)
    hash: Mapped[str] = mapped_column(_HASH)


class AuditHeadRow(Table):
    """The one row that says where the log ends; writers take turns by locking it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(_HASH)


class SecretRow(Table):
    """The one row with the secret that hashes of guessable words are made with; made when the database is."""

    __tablename__ = "secret"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(_HASH)


class TrainingSessionRow(Table):
    """A training session: an exercise on a scenario, with groups. ``version`` is the number of its events."""

    __tablename__ = "training_sessions"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    label: Mapped[str] = mapped_column(Words)
    scenario: Mapped[str] = mapped_column(_NAME)
    by_id: Mapped[str | None]
    started_at: Mapped[datetime.datetime]
    ended_at: Mapped[datetime.datetime | None]
    version: Mapped[int]
    review_on: Mapped[datetime.date] = mapped_column(index=True)


class TrainingEventRow(Table):
    """One event of a training session, as JSON text. There is no time here: some events are to have none."""

    __tablename__ = "training_events"
    __table_args__ = (UniqueConstraint("session_id", "event_id"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("training_sessions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[str] = mapped_column(_WORD)
    body: Mapped[str] = mapped_column(Text)


class TrainingCodeRow(Table):
    """The code with which people join one group; ``turn`` counts how often the group was given a new one."""

    __tablename__ = "training_codes"

    session_id: Mapped[str] = mapped_column(ForeignKey("training_sessions.id"), primary_key=True)
    group_id: Mapped[str] = mapped_column(_WORD, primary_key=True)
    turn: Mapped[int]
    code_hash: Mapped[str] = mapped_column(_HASH, unique=True)
    expires_at: Mapped[datetime.datetime]


class TrainingSeatRow(Table):
    """A browser that joined a group of a training session. Who sits at it is nowhere."""

    __tablename__ = "training_seats"

    token_hash: Mapped[str] = mapped_column(_HASH, primary_key=True)
    group_id: Mapped[str] = mapped_column(_WORD, primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("training_sessions.id"), index=True)
    expires_at: Mapped[datetime.datetime]


class SupervisionRow(Table):
    """One entry of the chain of a case's supervision: never changed, never removed but with its case.

    ``body`` is text, not a JSON column: ``hash`` covers it to the last byte.
    """

    __tablename__ = "supervision"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(_HASH)
    at: Mapped[datetime.datetime]
    by_id: Mapped[str | None]


class SupervisionEndRow(Table):
    """Where the chain of a case's supervision ends: so that an entry missing at the end shows."""

    __tablename__ = "supervision_ends"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(_HASH)


class SupervisionDraftRow(Table):
    """A record of supervision that is being written, before it is kept and signed."""

    __tablename__ = "supervision_drafts"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[datetime.datetime]
    saved_by: Mapped[str | None]
