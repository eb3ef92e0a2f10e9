"""Rows of one batch: read cell by cell, held against one another, and parted into those used and those rejected.

A row with a wrong cell is rejected as a whole. The same goes for a row whose account is not there, whose child or
person nobody tells of, that is there twice, or that tells a date after its account. The first of several rows that
are the same in every cell is kept; of rows that tell the same thing differently none is, for nobody can say which is
meant. A row about a child's injury also says that the child is there, as it does in a case file.

Of a rejected row one thing is kept where its keys are right: that the injury, person or whatever it is exists. What
it said is then not known, and asked for; without that, a list told in full would turn a rejected row into a no.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from screening.caseload.cells import Cell, cell_of
from screening.caseload.csv_lines import ROW
from screening.caseload.files import TableFile
from screening.caseload.rejects import Count, rejects
from screening.caseload.relating import MEMBER_IS_THERE, related, tell_of_parents, told_of
from screening.caseload.schema import ACCOUNTS


@dataclass
class Parted:
    """What the rows of one batch come to.

    Attributes:
        used: the rows of each table that can be used, in the types of the schema.
        rejected: the others, in the form of a rejects file; one for each thing wrong with them.
        counts: by table.
        cases: every case that the table of accounts names, also where its accounts were rejected.
    """

    used: dict[str, pl.DataFrame] = field(default_factory=dict)
    rejected: list[pl.DataFrame] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
    cases: pl.DataFrame = field(default_factory=pl.DataFrame)


@dataclass(frozen=True)
class Given:
    """The rows of one table in one batch: as read from the file, and the lines that could not be told apart."""

    file: TableFile
    rows: pl.DataFrame
    refused: pl.DataFrame


def parted(given: Iterable[Given], today: datetime.date) -> Parted:
    """Part the rows of a batch. It has to hold all rows of every case in it.

    Args:
        given: by table, accounts and the members above before what rests on them. Each is let go before the next.
        today: the day from which a date counts as future.
    """
    result = Parted()
    for one in given:
        _part(one, result, today.toordinal())
    tell_of_parents(result.used)
    return result


def _part(given: Given, result: Parted, today: int) -> None:
    file, table = given.file, given.file.table
    cells = [
        cell_of(table, column, file.types[column.name], is_csv=file.form == "csv") for column in file.columns.values()
    ]
    flags = {cell.column.name: f"?{cell.column.name}" for cell in cells}
    read = (
        given.rows.lazy()
        .select(
            pl.col(ROW),
            *(cell.value.alias(cell.column.name) for cell in cells),
            *(cell.wrong.alias(flags[cell.column.name]) for cell in cells),
        )
        .collect(engine="in-memory")
    )
    is_wrong = read.select(pl.any_horizontal(pl.col(flag).is_not_null() for flag in flags.values())).to_series()
    wrong = read.filter(is_wrong)
    good = (read.filter(~is_wrong) if wrong.height else read).drop(flags.values())
    if not given.refused.is_empty():
        result.rejected.append(rejects(given.refused.rename({ROW: "row"}), file.path))
    if not wrong.is_empty():
        result.rejected += _wrong_cells(given, cells, wrong)
    if table.name == ACCOUNTS:
        result.cases = _cases(given, read)
    good, fallen = related(good, table, result.used, today)
    result.rejected += [rejects(one.select("case", "code", row=ROW), file.path) for one in fallen]
    rejected = given.refused.height + wrong.height + sum(one.height for one in fallen)
    result.counts[table.name] = Count(given.rows.height + given.refused.height, good.height, rejected)
    result.used[table.name] = good.drop(ROW)
    if "id" in table.keys:
        keys = list(table.keys)
        told = [wrong.filter(pl.all_horizontal(pl.col(flags[key]).is_null() for key in keys)).select(keys)]
        told += [one.filter(pl.col("code").is_in(list(MEMBER_IS_THERE))).select(keys) for one in fallen]
        there = told_of(pl.concat(told), table, result.used)
        result.used[table.name] = pl.concat([result.used[table.name], there], how="diagonal")


def _wrong_cells(given: Given, cells: list[Cell], wrong: pl.DataFrame) -> list[pl.DataFrame]:
    shown = given.rows.select(pl.col(ROW), *(cell.shown.alias(f"!{cell.column.name}") for cell in cells))
    both = wrong.join(shown, on=ROW, maintain_order="left")
    case = pl.when(pl.col("?case").is_null()).then(pl.col("case"))
    found = []
    for cell in cells:
        name = cell.column.name
        here = both.filter(pl.col(f"?{name}").is_not_null())
        if not here.is_empty():
            of_cell = here.select(row=ROW, case=case, code=f"?{name}", value=f"!{name}")
            found.append(rejects(of_cell, given.file.path, cell.column))
    return found


def _cases(given: Given, read: pl.DataFrame) -> pl.DataFrame:
    refused = given.refused.select("case").drop_nulls()
    return pl.concat([read.filter(pl.col("?case").is_null()).select("case"), refused]).unique()
