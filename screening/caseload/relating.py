"""Rows held against the other tables and against each other, one question after the other.

Each question gives the rows that it speaks against and the code for it. A row that falls at one question is not asked
the next. Wrong cells have been dealt with before.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from screening.case.checks import OLDEST_YEARS
from screening.caseload.csv_lines import ROW
from screening.caseload.schema import ACCOUNTS, Table, tables
from screening.caseload.tables import first_day, last_day

Used = dict[str, pl.DataFrame]
"""The rows that can be used, by table, of the tables dealt with so far."""

_DAYS_IN_A_YEAR: Final = 365.25
MEMBER_IS_THERE: Final = frozenset({"B213", "B214", "B219"})
"""Rows rejected for these still say that the injury, person or whatever it is exists."""


def related(rows: pl.DataFrame, table: Table, used: Used, today: int) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows that stand up to every question, and the others with the ``code`` of the one at which they fell.

    Args:
        rows: of one table, with ``ROW``, in the types of the schema.
        table: which.
        used: the tables that this one rests on: ``accounts``, and that of the members above.
        today: the day from which a date counts as future, as an ordinal.
    """
    fallen: list[pl.DataFrame] = []

    def set_aside(wrong: pl.DataFrame, code: str) -> None:
        nonlocal rows
        if not wrong.is_empty():
            rows = rows.join(wrong.select(ROW), on=ROW, how="anti", maintain_order="left")
            fallen.append(wrong.with_columns(pl.lit(code).alias("code")))

    if table.name == ACCOUNTS:
        if "on" in rows.columns:
            set_aside(rows.filter(last_day(pl.col("on")) > today), "B215")
    else:
        days = _days_of_accounts(rows, used, today)
        set_aside(rows.filter(days.is_null()), "B211")
        days = days.drop_nulls()
        late = _too_late(rows, table, days)
        if table.parent:
            nobody = _of_nobody(rows, table, used)
            set_aside(nobody, "B212")
            late = late.join(nobody.select(ROW), on=ROW, how="anti")
        set_aside(late, "B214")
    if table.name == "children" and "born" in rows.columns:
        set_aside(_too_old(rows, used, today), "B219")
    set_aside(_twice(rows, table), "B213")
    return rows, fallen


def told_of(keys: pl.DataFrame, table: Table, used: Used) -> pl.DataFrame:
    """Rows without facts for members of whom only rejected rows tell: something is known to be there, and no more.

    Args:
        keys: the key columns of rejected rows whose keys are right.
        table: a table of members.
        used: with the rows of this table that can be used.
    """
    if keys.is_empty():
        return keys
    there = keys.unique()
    there = there.join(_of_no_account(there, used), on=list(table.keys), how="anti")
    if table.parent:
        there = there.join(_of_nobody(there, table, used), on=list(table.keys), how="anti")
    return there.join(used[table.name], on=list(table.keys), how="anti")


def tell_of_parents(used: Used) -> None:
    """Adds a row without facts where an account tells of a child's injury and not, by itself, of the child."""
    for name, table in tables().items():
        if table.parent and table.parent_table and name in used:
            above = used[table.parent_table]
            told = used[name].select("case", "account", pl.col(table.parent).alias("id")).unique()
            more = told.join(above, on=["case", "account", "id"], how="anti")
            used[table.parent_table] = pl.concat([above, more], how="diagonal")


def _of_no_account(rows: pl.DataFrame, used: Used) -> pl.DataFrame:
    return rows.join(used[ACCOUNTS], on=["case", "account"], how="anti")


def _of_nobody(rows: pl.DataFrame, table: Table, used: Used) -> pl.DataFrame:
    above = used.get(table.parent_table or "")
    if above is None or table.parent is None:
        return rows
    return rows.join(above, left_on=["case", table.parent], right_on=["case", "id"], how="anti")


def _days_of_accounts(rows: pl.DataFrame, used: Used, today: int) -> pl.Series:
    """For each row the last day that its account's date can mean, or today; empty where there is no such account."""
    accounts = used[ACCOUNTS]
    on = last_day(pl.col("on")).fill_null(today) if "on" in accounts.columns else pl.lit(today, pl.Int32)
    days = accounts.select("case", "account", on.alias("day"))
    keys = rows.select("case", "account")
    return keys.join(days, on=["case", "account"], how="left", maintain_order="left").get_column("day")


def _too_late(rows: pl.DataFrame, table: Table, days: pl.Series) -> pl.DataFrame:
    dates = [
        column.name
        for column in table.facts
        if column.kind == "date" and column.entry and not column.entry.fact.future and column.name in rows.columns
    ]
    if not dates:
        return rows.clear()
    latest = rows.select(pl.max_horizontal(first_day(pl.col(name)) for name in dates)).to_series()
    return rows.filter(latest > days)


def _too_old(rows: pl.DataFrame, used: Used, today: int) -> pl.DataFrame:
    accounts = used[ACCOUNTS]
    old = rows.filter((today - last_day(pl.col("born"))) / _DAYS_IN_A_YEAR > OLDEST_YEARS)
    if "training" in accounts.columns:
        old = old.join(accounts.filter(pl.col("training")), on="case", how="anti")
    return old


def _twice(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    keys = list(table.keys)
    again = rows.filter(pl.struct(keys).is_duplicated())
    if again.is_empty():
        return again
    told = [name for name in rows.columns if name not in (ROW, *keys)]
    same = pl.struct(told).n_unique().over(keys) == 1 if told else pl.lit(value=True)
    return again.filter(~(same & (pl.col(ROW) == pl.col(ROW).min().over(keys))))
