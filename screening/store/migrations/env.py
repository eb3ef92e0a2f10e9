"""Run by Alembic for every upgrade, within the transaction that the caller has begun."""

from __future__ import annotations

from alembic import context

from screening.store.tables import TeamRow

context.configure(
    connection=context.config.attributes["connection"], target_metadata=TeamRow.metadata, render_as_batch=True,
    transactional_ddl=True,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
