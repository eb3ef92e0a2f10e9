"""Records of supervision: a chain for each case, its end, and the draft that is being written.

An entry that was kept cannot be changed: the database refuses it, whoever asks.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)

_REFUSED = "an entry of supervision is never changed"
_ON_SQLITE = f"""\
CREATE TRIGGER supervision_never_changed BEFORE UPDATE ON supervision
BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END
"""
_ON_POSTGRESQL = (
    f"""\
CREATE FUNCTION supervision_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$
""",
    "CREATE TRIGGER supervision_never_changed BEFORE UPDATE ON supervision "
    "FOR EACH ROW EXECUTE FUNCTION supervision_never_changed()",
)


def upgrade() -> None:
    """Make the tables, and what keeps entries from being changed."""
    op.create_table(
        "supervision",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supervision_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_supervision")),
    )
    op.create_table(
        "supervision_ends",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supervision_ends_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_supervision_ends")),
    )
    op.create_table(
        "supervision_drafts",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.Column("saved_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supervision_drafts_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_supervision_drafts")),
    )
    on_a_server = op.get_bind().dialect.name == "postgresql"
    for statement in _ON_POSTGRESQL if on_a_server else (_ON_SQLITE,):
        op.execute(statement)
