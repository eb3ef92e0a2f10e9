"""``screening caseload tables``: case files in a folder become tables, and those with mistakes are listed."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from screening.cli.running import run
from screening.packs import checklists_folder
from screening.services import caseload_tables

GOOD = {"case": "L-1", "accounts": [{"agency": "gp", "facts": {"children": {"robyn": {"mobility": "walking"}}}}]}


def cases(place: Path, *lines: str) -> Path:
    place.mkdir()
    shutil.copy(checklists_folder() / "scenarios" / "robyn.yaml", place)
    (place / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return place


def rejects(folder: Path) -> list[dict[str, str]]:
    with (folder / "rejects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_of_case_files_becomes_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = cases(tmp_path / "cases", json.dumps(GOOD), "", json.dumps({"case": "L-2"}))
    (folder / "deeper").mkdir()
    (folder / "deeper" / "one.yml").write_text("case: L-3\nfacts: {children: {sam: {}}}\n")
    (folder / "readme.txt").write_text("Nothing.")
    (folder / ".hidden.yaml").write_text("Nothing.")
    target = tmp_path / "tables"
    assert run(["caseload", "tables", str(folder), "--output", str(target)]) == 0
    said = capsys.readouterr().out
    assert "4 case files read: 4 converted, 0 left out." in said
    assert "Passed over, not being case files: readme.txt." in said
    found = pl.read_parquet(target / "accounts.parquet")
    assert set(found.get_column("case")) == {"T-ROBYN", "L-1", "L-2", "L-3"}
    assert not (target / "rejects.csv").exists()
    assert target.stat().st_mode & 0o077 == 0


def test_a_case_file_with_a_mistake_is_listed_with_its_line_and_the_others_are_converted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = json.dumps({"case": "L-4", "facts": {"childs": {}}})
    twice = '{"case": "L-5", "facts": {}, "facts": {}}'
    folder = cases(tmp_path / "cases", json.dumps(GOOD), unknown, '{"case": "L', json.dumps(GOOD), twice, "[]")
    (folder / "bad.yaml").write_text('case: X-1\naccounts:\n  - agency: gp\n    on: "20x"\n')
    target = tmp_path / "tables"
    assert run(["caseload", "tables", str(folder), "--output", str(target), "--format", "csv"]) == 1
    captured = capsys.readouterr()
    assert "8 case files read: 2 converted, 6 left out." in captured.out
    assert str(target / "rejects.csv") in captured.err
    found = rejects(target)
    assert {(one["file"], one["row"], one["code"]) for one in found} >= {
        ("bad.yaml", "4", "C105"), ("lines.jsonl", "2", "C101"), ("lines.jsonl", "3", "B303"),
        ("lines.jsonl", "4", "B301"),
    }  # fmt: skip
    assert {one["row"] for one in found if one["file"] == "lines.jsonl"} == {"2", "3", "4", "5", "6"}
    assert 'Did you mean "children"?' in next(one["reason"] for one in found if one["code"] == "C101")


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    folder = cases(tmp_path / "cases", json.dumps(GOOD))
    assert run(["caseload", "tables", str(folder), "--output", str(tmp_path)]) == 1
    assert "D204" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cases", "mine.txt"]


def test_where_there_are_no_case_files_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("Nothing.")
    for place in (tmp_path, tmp_path / "nowhere"):
        assert run(["caseload", "tables", str(place), "--output", str(tmp_path / "tables")]) == 1
        assert "B302" in capsys.readouterr().err
    assert not (tmp_path / "tables").exists()


def test_a_run_that_is_stopped_leaves_no_half_tables(tmp_path: Path) -> None:
    folder = cases(tmp_path / "cases", *(json.dumps(GOOD | {"case": f"L-{number}"}) for number in range(5)))
    made = caseload_tables.conversion(folder, tmp_path / "tables", "csv")
    steps = made.steps()
    next(steps)
    next(steps)
    steps.close()
    assert list((tmp_path / "tables").iterdir()) == []
