"""Copies everything from one database into another of the same tables, whichever kind each is."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, MetaData, Table, delete, func, insert, select, text

_AT_ONCE = 500
_NOT_COPIED = "alembic_version"


def replace_all(source: Connection, target: Connection, progress: Callable[[str, int], None]) -> int:
    """Empty every table of the target and fill it with the rows of the source, within the target's transaction.

    Args:
        source: where the rows come from. It should see one moment only.
        target: where they go; it has the same tables.
        progress: called with the name of a table and how many rows of it were copied last.

    Returns:
        How many rows were copied.
    """
    # By the tables as they are, not as this version has them: a backup is made before an upgrade.
    tables = MetaData()
    tables.reflect(source)
    ordered = [table for table in tables.sorted_tables if table.name != _NOT_COPIED]
    for table in reversed(ordered):
        target.execute(delete(table))
    copied = 0
    for table in ordered:
        rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings()
        for some in rows.partitions():
            target.execute(insert(table), [_fit(dict(row), target) for row in some])
            copied += len(some)
            progress(table.name, len(some))
        if target.dialect.name == "postgresql":
            _count_on(table, target)
    return copied


def _fit(row: dict[str, Any], target: Connection) -> dict[str, Any]:
    for name, value in row.items():
        if isinstance(value, datetime.datetime):
            value = value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)
            row[name] = value.replace(tzinfo=None) if target.dialect.name == "sqlite" else value
    return row


def _count_on(table: Table, target: Connection) -> None:
    # PostgreSQL counts in a sequence beside the table, which knows nothing of rows that came with their number.
    if "number" not in table.c:
        return
    asked = text("SELECT pg_get_serial_sequence(:table, 'number')")
    sequence = target.execute(asked, {"table": table.name}).scalar()
    last = target.execute(select(func.max(table.c.number))).scalar()
    if sequence is not None and last is not None:
        target.execute(text("SELECT setval(CAST(:sequence AS regclass), :last)"), {"sequence": sequence, "last": last})
