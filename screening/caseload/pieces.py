"""Rows kept in a scratch file, piece by piece, and read back in the same order; memory depends on the piece."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl


class Pieces:
    """Rows of one table in one scratch file.

    Args:
        path: of the file; nothing is written before there is a row.
        schema: of the rows.
    """

    def __init__(self, path: Path, schema: pl.Schema) -> None:
        self.schema = schema
        self._path = path
        self._places: list[tuple[int, int]] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Keep some more rows.

        Raises:
            OSError: the file cannot be written.
        """
        with self._path.open("ab") as file:
            begin = file.tell()
            # In the newer form a few rows would bring along all texts of the rows that they were parted from.
            rows.write_ipc_stream(file, compression="lz4", compat_level=pl.CompatLevel.oldest())
            self._places.append((begin, file.tell()))

    def __iter__(self) -> Iterator[pl.DataFrame]:
        for begin, end in self._places:
            with self._path.open("rb") as file:
                file.seek(begin)
                kept = file.read(end - begin)
            yield pl.read_ipc_stream(io.BytesIO(kept))

    def whole(self) -> pl.DataFrame:
        """All the rows."""
        rows: pl.DataFrame = pl.concat([pl.DataFrame(schema=self.schema), *self])
        return rows

    def scan(self) -> pl.LazyFrame:
        """All the rows, for a sink that takes them one piece after the other."""
        from polars.io.plugins import register_io_source

        def source(
            with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
        ) -> Iterator[pl.DataFrame]:
            for piece in self:
                rows = piece if with_columns is None else piece.select(with_columns)
                yield rows if predicate is None else rows.filter(predicate)

        rows: pl.LazyFrame = register_io_source(source, schema=self.schema)
        return rows
