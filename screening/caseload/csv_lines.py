"""CSV files, line by line: which lines can be read as rows, and which cannot be told apart into cells.

A column engine fills up a short line with empty cells and stops at a quotation mark out of place. The first would lose
facts without a word, the second a whole run. So lines are looked at before they are read; a cell holds no line break.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from screening.caseload.files import TableFile, unreadable

ROW: Final = "?row"
"""The name of the column with a row's number; no fact is called so."""

_QUOTED: Final = r'"(?:[^"]|"")*"'
_WELL_FORMED: Final = rf'^(?:{_QUOTED}|[^",]*)(?:,(?:{_QUOTED}|[^",]*))*$'
_UNREADABLE: Final = "\ufffd"


@dataclass(frozen=True)
class CsvRows:
    """What a CSV file comes to.

    Attributes:
        rows: the lines that can be read, with ``ROW`` (the line's number in the file) and all columns, as text.
        refused: the others: ``ROW``, ``case`` where it can be seen, and the ``code`` of what is wrong.
    """

    rows: pl.LazyFrame
    refused: pl.DataFrame


def csv_rows(file: TableFile, scratch: Path) -> CsvRows:
    """Read the lines of a CSV file; empty lines are passed over.

    Args:
        file: the file.
        scratch: a folder for a copy, made only where lines have to be left out.

    Raises:
        ProblemsFound: the file cannot be read at all.
    """
    names = [file.columns[place].name if place in file.columns else f"?{place}" for place in range(file.width)]
    try:
        readable = _in_utf8(file.path, scratch / f"{file.table.name}.utf8")
        refused = _refused(readable, names)
        if refused.is_empty():
            return CsvRows(_scan(readable, names, first=2), refused)
        kept = scratch / f"{file.table.name}.lines"
        _copy_without(readable, refused.get_column(ROW), kept)
        # Each line kept begins with its number in the file that it comes from.
        return CsvRows(_scan(kept, [ROW, *names], first=None), refused)
    except (pl.exceptions.PolarsError, OSError):
        raise unreadable(file.path) from None


def _scan(path: Path, names: list[str], first: int | None) -> pl.LazyFrame:
    rows = pl.scan_csv(
        path, has_header=False, skip_lines=0 if first is None else 1, schema=dict.fromkeys(names, pl.String()),
        row_index_name=None if first is None else ROW, row_index_offset=first or 0, glob=False, raise_if_empty=False,
    )  # fmt: skip
    rows = rows.with_columns(pl.col(ROW).cast(pl.Int64))
    return rows.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names if name != ROW))


def _refused(path: Path, names: list[str]) -> pl.DataFrame:
    line = pl.col("line").str.strip_suffix("\r")
    commas = line.str.replace_all(_QUOTED, "").str.count_matches(",", literal=True)
    code = (
        pl.when(line.str.contains(_UNREADABLE, literal=True))
        .then(pl.lit("B218"))
        .when(~line.str.contains(_WELL_FORMED))
        .then(pl.lit("B217"))
        .when(commas != len(names) - 1)
        .then(pl.lit("B216"))
    )
    case = line.str.extract(r'^([^",]{1,64}),') if names[0] == "case" else pl.lit(None, pl.String())
    lines = pl.scan_lines(path, row_index_name=ROW, row_index_offset=1, glob=False)
    return (
        lines.select(pl.col(ROW).cast(pl.Int64), case.str.strip_chars().alias("case"), code.alias("code"), line)
        .filter(pl.col(ROW) > 1, pl.col("line") != "", pl.col("code").is_not_null())
        .drop("line")
        .collect(engine="streaming")
    )


def _copy_without(path: Path, refused: pl.Series, target: Path) -> None:
    lines = pl.scan_lines(path, row_index_name=ROW, row_index_offset=1, glob=False)
    (
        lines.filter(pl.col(ROW) > 1, ~pl.col(ROW).is_in(refused.implode()), pl.col("line").str.strip_chars() != "")
        .select(pl.concat_str(pl.col(ROW).cast(pl.String), pl.lit(","), pl.col("line").str.strip_suffix("\r")))
        .sink_csv(target, include_header=False, quote_style="never", check_extension=False)
    )


def _in_utf8(path: Path, target: Path) -> Path:
    """The file itself where it is UTF-8; else a copy in which what cannot be read is marked."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        with (
            path.open(encoding="utf-8", errors="replace", newline="") as source,
            target.open("w", encoding="utf-8", newline="") as copy,
        ):
            while text := source.read(1 << 20):
                copy.write(text)
        return target
    return path
