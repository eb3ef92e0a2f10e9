"""``screening caseload screen``: every case as the single-case engine has it, and no row lost without a word."""

from __future__ import annotations

import csv
import datetime
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from whole_cases import folder_of

from screening.case.reading import read_case
from screening.caseload.reading import reading
from screening.cli.running import run
from screening.engine.screen import screen
from screening.packs import checklists_folder, pack_folder
from screening.rulebook.loading import open_pack
from screening.services.caseload_screening import Wanted, open_screening

DAY = datetime.date(2026, 3, 1)
ACCOUNTS = "case,account,on,agency\nL-1,a,2026-01-05,gp\nL-2,a,2026-01-05,gp\nL-3,a,2026-01-05,gp\n"
CHILDREN = "case,account,id,mobility\nL-1,a,sam,not-mobile\nL-2,a,robyn,flying\nL-3,a,kim,walking\n"
INJURIES = "case,account,child,id,kind\nL-1,a,sam,i1,bruise\nL-2,a,robyn,i1,bruise\nL-3,a,kim,i1,bruise\n"


def tables(place: Path) -> Path:
    return folder_of(place, {"accounts": ACCOUNTS, "children": CHILDREN, "children.injuries": INJURIES})


def screened(*arguments: str) -> int:
    return run(["caseload", "screen", *arguments, "--as-of", DAY.isoformat()])


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """Tables of the training cases and of the ordinary families, and their files."""
    place = tmp_path_factory.mktemp("shipped")
    (place / "cases").mkdir()
    families = Path(__file__).parents[1] / "families"
    paths = [*sorted((checklists_folder() / "scenarios").glob("*.yaml")), *sorted(families.glob("*.yaml"))]
    for path in paths:
        shutil.copy(path, place / "cases")
    assert run(["caseload", "tables", str(place / "cases"), "--output", str(place / "tables")]) == 0
    return place / "tables", paths


def test_standings_and_findings_are_those_of_single_screenings(
    shipped: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    folder, paths = shipped
    pack = open_pack(pack_folder())
    output = tmp_path / "standings.parquet"
    assert screened(str(folder), "--output", str(output)) == 0
    rows = pl.read_parquet(output).select("case", "child", "rule", "standing", "open").rows()
    found = pl.read_parquet(tmp_path / "standings-findings.parquet").select("case", "child", "rule", "found").rows()
    expected: set[tuple[object, ...]] = set()
    expected_found: set[tuple[object, ...]] = set()
    for path in paths:
        one = screen(read_case(path).case, pack, DAY)
        expected |= {(one.case, each.subject, each.rule, each.standing, each.open) for each in one.standings}
        for each in (*one.findings, *one.strengths):
            expected_found.add((one.case, each.subject, each.rule, each.standing))
        expected_found |= {(one.case, each.subject, each.rule, "open question") for each in one.cannot_rule_out}
    assert len(rows) == len(set(rows))
    assert set(rows) == expected
    assert set(found) == expected_found
    assert len(found) == len(expected_found)


def test_a_bad_row_is_set_aside_and_counted_and_its_case_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "s.csv"
    assert screened(str(tables(tmp_path / "t")), "--output", str(output)) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0] == "If a child is in immediate danger, call 999 now."
    assert "9 rows in = 8 screened + 1 rejected." in captured.out
    assert "3 cases screened, 1 of them without some of their rows." in captured.out
    with (tmp_path / "s-rejects.csv").open(encoding="utf-8", newline="") as file:
        (rejected,) = csv.DictReader(file)
    assert (rejected["file"], rejected["row"], rejected["column"]) == ("children.csv", "3", "mobility")
    without = pl.read_csv(output).select("case", "rows_set_aside").unique().sort("case").rows()
    assert without == [("L-1", 0), ("L-2", 1), ("L-3", 0)]
    standings = {row[:3]: row[3] for row in pl.read_csv(output).select("case", "child", "rule", "standing").rows()}
    assert standings["L-1", "sam", "INJ-001"] != "not_met"
    # What the row said is not known, and not no.
    assert standings["L-2", "robyn", "INJ-001"] == "not_known"


def test_batches_do_not_change_what_comes_out(
    shipped: tuple[Path, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from screening.caseload import results
    from screening.services import caseload_screening

    folder, _ = shipped
    whole = open_screening(Wanted(folder, tmp_path / "one.parquet", DAY))
    assert list(whole.steps()) == [(1, 1)]
    small: Any = reading
    monkeypatch.setattr(caseload_screening, "reading", lambda place: small(place, rows_in_a_batch=400))
    monkeypatch.setattr(results, "_AT_A_TIME", 3)
    parts = open_screening(Wanted(folder, tmp_path / "many.parquet", DAY))
    assert len(list(parts.steps())) > 3
    for name in ("", "-findings"):
        one, many = (pl.read_parquet(tmp_path / f"{which}{name}.parquet") for which in ("one", "many"))
        assert one.sort(one.columns).equals(many.sort(many.columns))
    assert parts.result.summary == whole.result.summary
    assert parts.result.total == whole.result.total


def test_a_screening_that_is_stopped_leaves_no_file(
    shipped: tuple[Path, list[Path]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from screening.caseload import parts

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(parts, "screened", stopped)
    (tmp_path / "s.parquet").write_text("what stood there before")
    assert screened(str(shipped[0]), "--output", str(tmp_path / "s.parquet")) == 130
    assert [one.name for one in tmp_path.iterdir()] == ["s.parquet"]
    assert (tmp_path / "s.parquet").read_text() == "what stood there before"
    assert "Stopped" in capsys.readouterr().err


def test_a_workbook_says_beforehand_how_much_it_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from screening.caseload import writing_out

    folder = tables(tmp_path / "t")
    assert screened(str(folder), "--output", str(tmp_path / "s.xlsx")) == 1
    assert "sheet" not in capsys.readouterr().err
    sheet = openpyxl.load_workbook(tmp_path / "s-findings.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["case", "child", "rule"]
    monkeypatch.setattr(writing_out, "ROWS_OF_A_SHEET", 100)
    assert screened(str(folder), "--output", str(tmp_path / "s.xlsx")) == 1
    assert "A sheet of a workbook holds 100 rows, and there will be about 411 standings." in capsys.readouterr().err
    assert len(openpyxl.load_workbook(tmp_path / "s.xlsx").sheetnames) == 5


def test_a_name_that_says_no_form_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screened(str(tables(tmp_path / "t")), "--output", str(tmp_path / "s.txt")) == 1
    assert "B111" in capsys.readouterr().err


def test_a_formula_in_a_reference_stays_text(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "t", {"accounts": "case,account\n=cmd|x,a\n", "children": "case,account,id\n=cmd|x,a,sam\n"}
    )
    assert screened(str(folder), "--output", str(tmp_path / "s.csv")) == 0
    lines = (tmp_path / "s.csv").read_text().splitlines()[1:]
    assert lines
    assert all(line.startswith("'=cmd|x,") for line in lines)


def test_ended_from_outside_no_copy_of_a_case_stays_behind(tmp_path: Path) -> None:
    scratch, output = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    output.mkdir()
    # A line that is cut short: the others are copied without it.
    folder = folder_of(tmp_path / "tables", {"accounts": ACCOUNTS + "L-9\n", "children": CHILDREN})
    command = [sys.executable, "-m", "screening", "caseload", "screen", str(folder)]
    started = subprocess.Popen(
        [*command, "--output", str(output / "standings.parquet")],
        env={**os.environ, "TMPDIR": str(scratch)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not any(path.is_file() for path in scratch.rglob("*")) and time.monotonic() < until:
        time.sleep(0.01)
    assert any(scratch.rglob("*")), "nothing was copied: the test would say nothing"
    started.send_signal(signal.SIGTERM)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 128 + signal.SIGTERM
    assert said.splitlines()[-1] == "Stopped from outside."
    assert [*scratch.iterdir(), *output.iterdir()] == []
