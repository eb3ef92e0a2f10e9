"""The tables of a caseload, looked up by name and described for programs that make them."""

from __future__ import annotations

from typing import Any

from screening.caseload.schema import Column, Table, tables
from screening.errors import Problem, ProblemsFound, did_you_mean


def find_tables(name: str | None) -> list[Table]:
    """All tables, or the one of this name.

    Raises:
        ProblemsFound: there is none; a near match is suggested.
    """
    known = tables()
    if name is None:
        return list(known.values())
    if name in known:
        return [known[name]]
    near = did_you_mean(name, known)
    hint = f'Did you mean "{near}"?' if near else "screening caseload schema shows them all."
    raise ProblemsFound([Problem("B112", f'There is no table "{name}".', hint=hint)])


def described(table: Table) -> dict[str, Any]:
    """One table as plain data, for programs that make such tables."""
    return {
        "table": table.name,
        "about": table.about,
        "one_row_for_each": list(table.keys),
        "belongs_to": {"column": table.parent, "table": table.parent_table} if table.parent else None,
        "columns": [_described(column) for column in table.columns],
    }


def _described(column: Column) -> dict[str, Any]:
    return {
        "column": column.name,
        "holds": column.kind,
        "help": column.help,
        "values": list(column.values) or None,
        "written_as": None if column.values or column.kind not in ("text", "texts") else column.form,
        "over_time": column.entry.fact.over_time if column.entry else None,
    }
