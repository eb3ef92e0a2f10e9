"""Training sessions: their events, the codes that people join with, and the browsers that joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_SESSION = "training_sessions"


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        _SESSION,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("scenario", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_sessions")),
    )
    op.create_index(op.f("ix_training_sessions_review_on"), _SESSION, ["review_on"], unique=False)
    op.create_table(
        "training_events",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], [f"{_SESSION}.id"], name=op.f("fk_training_events_session_id_training_sessions")
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_training_events")),
        sa.UniqueConstraint("session_id", "event_id", name=op.f("uq_training_events_session_id_event_id")),
    )
    op.create_table(
        "training_codes",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], [f"{_SESSION}.id"], name=op.f("fk_training_codes_session_id_training_sessions")
        ),
        sa.PrimaryKeyConstraint("session_id", "group_id", name=op.f("pk_training_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_training_codes_code_hash")),
    )
    op.create_table(
        "training_seats",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("group_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], [f"{_SESSION}.id"], name=op.f("fk_training_seats_session_id_training_sessions")
        ),
        sa.PrimaryKeyConstraint("token_hash", "group_id", name=op.f("pk_training_seats")),
    )
    op.create_index(op.f("ix_training_seats_session_id"), "training_seats", ["session_id"], unique=False)
