"""Tables are written whole or not at all, and hold nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.caseload import writing_out
from screening.caseload.guarding import guarded, guarded_text, unguarded
from screening.caseload.rejects import SCHEMA, rejects_of
from screening.caseload.writing_out import written
from screening.errors import Problem, ProblemsFound

NASTY = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "\uff1d1",
    "K,1",
    'a"b',
    "plain",
    "café",
]
FRAME = pl.DataFrame(
    {"case": NASTY, "number": [-1] * 12, "several": [["=1", "b"], [], None] * 4, "yes": [True, False, None] * 4}
)


def write(path: Path, frame: pl.DataFrame = FRAME, pieces: int = 1) -> None:
    with written(path, dict(frame.schema)) as writer:
        for _ in range(pieces):
            writer.add(frame)


def cells_of(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [[one or None for one in row] for row in csv.reader(file)]
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_begins_a_formula_and_no_text_is_lost(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"standings.{form}"
    write(path)
    _, *rows = cells_of(path)
    texts = [text for row in rows for text in (row[0], row[2]) if text is not None]
    assert all(not str(text).startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")) for text in texts)
    back = pl.DataFrame({"case": [row[0] for row in rows]}).select(unguarded(pl.col("case"))).to_series().to_list()
    # A workbook writes a line end in its own way.
    assert [text.replace("\n", "\r") for text in back] == NASTY
    assert {str(row[1]) for row in rows} == {"-1"}
    assert [row[2] for row in rows[:3]] == ["'=1;b", ";", None]


def test_a_cell_of_a_workbook_is_text_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "standings.xlsx"
    write(path, pl.DataFrame({"=1+1": ["=1+1", "a\x0bb"]}))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_what_was_rejected_is_written_as_safely(tmp_path: Path) -> None:
    problem = Problem("Y101", "=HYPERLINK(1)", "@file.yaml", 3)
    for form in ("csv", "xlsx"):
        path = tmp_path / f"rejects.{form}"
        write(path, rejects_of([problem]))
        (_, row) = cells_of(path)
        assert (row[0], row[5]) == ("'@file.yaml", "'=HYPERLINK(1)")
    assert list(rejects_of([problem]).schema) == list(SCHEMA)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("'=+-@\t\rab", max_size=5), min_size=1))
def test_a_text_made_harmless_comes_back_as_it_was(texts: list[str]) -> None:
    frame = pl.DataFrame({"text": texts}).with_columns(safe=guarded(pl.col("text")))
    assert frame.select(unguarded(pl.col("safe"))).to_series().to_list() == texts
    assert frame.get_column("safe").to_list() == [guarded_text(text) for text in texts]
    assert not any(safe.startswith(("=", "+", "-", "@", "\t", "\r")) for safe in frame.get_column("safe"))


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_forms_of_column_engines_keep_everything_as_it_is(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"standings.{form}"
    write(path, pieces=3)
    back = pl.read_parquet(path) if form == "parquet" else pl.read_ipc(path)
    assert back.equals(pl.concat([FRAME] * 3))


@pytest.mark.parametrize("form", writing_out.WRITTEN)
def test_a_result_without_rows_has_its_heading(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"standings.{form}"
    write(path, pieces=0)
    if form in ("csv", "xlsx"):
        assert cells_of(path) == [["case", "number", "several", "yes"]]
    else:
        back = pl.read_parquet(path) if form == "parquet" else pl.read_ipc(path)
        assert back.schema == FRAME.schema


def test_what_a_sheet_cannot_hold_goes_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_out, "ROWS_OF_A_SHEET", 6)
    path = tmp_path / "standings.xlsx"
    write(path)
    book = openpyxl.load_workbook(path)
    heights = [sheet.max_row for sheet in book]
    assert heights == [6, 6, 3]
    assert {sheet["A1"].value for sheet in book} == {"case"}


@pytest.mark.parametrize("form", writing_out.WRITTEN)
def test_a_run_that_fails_leaves_what_was_there_and_nothing_else(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"standings.{form}"
    path.write_text("what was there")

    def fail() -> None:
        with written(path, dict(FRAME.schema)) as writer:
            writer.add(FRAME)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [(path.name, "what was there")]


def test_a_name_that_says_no_form_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "standings.ods", tmp_path / "nowhere" / "standings.csv"):
        with pytest.raises(ProblemsFound) as found:
            write(path)
        assert [one.code for one in found.value.problems] == ["B111"]
