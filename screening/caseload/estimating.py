"""How many rows a screening of a caseload will give, counted before it begins.

A workbook has room for so many rows on a sheet, and whoever asks for one should know beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from screening.caseload.compiling import Judged
from screening.caseload.files import files_in
from screening.caseload.schema import ACCOUNTS, CASE


@dataclass(frozen=True)
class Expected:
    """What there will be about, as far as no row is set aside."""

    cases: int
    children: int
    standings: int


def expected(folder: Path, rules: Iterable[Judged]) -> Expected:
    """How many cases and children there are in the tables of a folder, and how many standings they will have.

    Raises:
        ProblemsFound: there are no tables, or they cannot be read at all.
    """
    files = {file.table.name: file.path for file in files_in(folder)[0]}
    cases = _different(files[ACCOUNTS], [CASE])
    children = max(_different(files["children"], [CASE, "id"]) if "children" in files else 0, cases)
    about = [one.about for one in rules]
    return Expected(cases, children, cases * about.count("case") + children * about.count("child"))


def _different(path: Path, columns: list[str]) -> int:
    if path.suffix == ".csv":
        rows = pl.scan_csv(path, infer_schema=False)
    else:
        rows = pl.scan_parquet(path) if path.suffix == ".parquet" else pl.scan_ipc(path)
    return int(rows.select(pl.struct(columns).n_unique()).collect(engine="streaming").item())
