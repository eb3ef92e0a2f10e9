"""A caseload screened on Spark: rows checked here, rules worked out on the cluster, results read back part by part.

The check of rows is the same as in this process, so that there is one: what it lets through is written as Parquet into
a scratch folder beside the output, which every machine of the cluster has to see. The folder is gone afterwards.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from screening.caseload.compiling import Compiled
from screening.caseload.parts import Engine, Part
from screening.caseload.reading import Reading
from screening.caseload.rejects import no_rejects
from screening.caseload.results import columns, wide
from screening.caseload.running import Run
from screening.caseload.schema import ACCOUNTS, CASE, tables
from screening.caseload.spark_backend import OnSpark
from screening.caseload.spark_session import spark_session
from screening.caseload.spark_tables import spark_tables
from screening.caseload.tables import Tables

_PART = "part"


def on_spark(compiled: Compiled, as_of: datetime.date, beside: Path) -> Engine:
    """Spark; ``beside`` is a folder that every machine of the cluster sees under this path."""

    def parts(read: Reading) -> Iterator[Part]:
        session = spark_session()
        scratch = Path(tempfile.mkdtemp(prefix=".caseload-", dir=beside))
        try:
            yield from _parts(read, compiled, as_of, session, scratch.resolve())
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    return parts


def _parts(read: Reading, compiled: Compiled, as_of: datetime.date, session: Any, scratch: Path) -> Iterator[Part]:
    without = []
    # Reading, working out and reading back: the bar moves with the batches of the first and the last.
    of = 2 * read.batches + 1
    for batch in read:
        store(batch.tables, scratch / "tables", batch.number)
        without.append(batch.without)
        yield Part(None, batch.tables, batch.rejected, batch.without, batch.number, of)
        del batch  # Let go before the next is read, so that there are never two.
    run = Run(compiled, spark_tables(session, (scratch / "tables").as_uri()), as_of.toordinal(), OnSpark(session))
    for about, frame in columns(run, compiled.rules).items():
        parted = frame.to_native().selectExpr("*", f"pmod(xxhash64(`case`), {read.batches}) as {_PART}")
        parted.write.partitionBy(_PART).parquet((scratch / about).as_uri())
    every = pl.concat(without)
    yield Part(None, None, no_rejects(), every.clear(), read.batches + 1, of)
    for number in range(read.batches):
        by = {about: _read(scratch / about, number, compiled, about) for about in ("case", "child")}
        found = wide(by, compiled.rules)
        own = every.join(found.cases.to_frame("case"), on="case", how="semi")
        yield Part(found, None, no_rejects(), own, read.batches + 2 + number, of)


def store(of: Tables, folder: Path, number: int) -> None:
    """Write the checked rows of a batch as one more part of each table's Parquet."""
    for name, table in tables().items():
        rows: pl.LazyFrame = of[name].to_native().select(column.name for column in table.columns)
        if name == ACCOUNTS:
            # A case of which nobody told anything has a row without an account.
            silent = of.cases.to_native().join(rows.select(CASE), on=CASE, how="anti")
            rows = pl.concat([rows, silent], how="diagonal")
        place = folder / f"{name}.parquet"
        place.mkdir(parents=True, exist_ok=True)
        rows.collect().write_parquet(place / f"part-{number:06}.parquet")


def _read(folder: Path, number: int, compiled: Compiled, about: str) -> pl.DataFrame:
    files = sorted((folder / f"{_PART}={number}").glob("*.parquet"))
    if files:
        rows: pl.DataFrame = pl.read_parquet(files, hive_partitioning=False)
        return rows
    rules = [one.rule for one in compiled.rules if one.about == about]
    kinds = {name: kind for rule in rules for name, kind in ((rule, pl.Int8), (f"{rule} open", pl.Boolean))}
    return pl.DataFrame(schema={"case": pl.String, "child": pl.String, **kinds})
