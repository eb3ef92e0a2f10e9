"""``screening import``: what is written, counted and said, and with which code it leaves."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from importing_files import census, child

from screening.case.reading import read_case
from screening.cli.running import run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "census.xml"


def test_case_files_are_written_that_pass_the_check(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(census(child("K1"), child("K2", born="2019-01-01")))
    folder = tmp_path / "new" / "cases"
    assert run(["import", "cin", str(source), "--output", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("If a child is in immediate danger, call 999")
    assert "2 children found: 2 case files written" in said
    assert "UPN (2)" in said
    assert sorted(path.name for path in folder.iterdir()) == ["K1.yaml", "K2.yaml"]
    assert all(read_case(path).warnings == () for path in folder.iterdir())
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir()))


def test_what_was_left_out_is_in_the_file_of_problems_and_in_the_exit_code(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = '=HYPERLINK("http://x","sign in")'
    source.write_text(
        census(child("K1", born="never"), child("")).replace("WBRI", "WBRI</Ethnicity>" + evil + "<Ethnicity>x")
    )
    assert run(["import", "cin", str(source), "-o", str(tmp_path / "out")]) == 1
    assert "2 children found: 1 case file written" in capsys.readouterr().out
    with (tmp_path / "out" / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = list(csv.reader(file))
    assert {row[heads.index("code")] for row in rows} == {"M210", "M220", "M223"}
    assert all(row[heads.index("row or line")] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_file_name_cannot_lead_elsewhere_or_hide_another(source: Path, tmp_path: Path) -> None:
    references = ["../../evil", "a/b", "A/B", "a b", "CON", "problems.csv", ".hidden", "ß", "K1"]
    source.write_text(census(*(child(one) for one in references)))
    folder = tmp_path / "out"
    assert run(["import", "cin", str(source), "-o", str(folder)]) == 0
    names = [path.name for path in folder.iterdir()]
    assert len(names) == len({name.casefold() for name in names}) == len(references)
    assert sorted(read_case(folder / name).case.case for name in names) == sorted(references)
    assert {path.name for path in tmp_path.iterdir()} == {"census.xml", "out"}


def test_many_cases_go_into_one_file(source: Path, tmp_path: Path) -> None:
    source.write_text(census(*(child(f"K{number}") for number in range(30))))
    assert run(["import", "cin", str(source), "-o", str(tmp_path / "out"), "--jsonl"]) == 0
    lines = (tmp_path / "out" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["case"] for line in lines] == [f"K{number}" for number in range(30)]
    first = tmp_path / "first.json"
    first.write_text(lines[0])
    assert read_case(first).warnings == ()


def test_a_folder_that_holds_something_is_left_alone(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(census(child()))
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("x")
    assert run(["import", "cin", str(source), "-o", str(mine)]) == 1
    assert "D204" in capsys.readouterr().err
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


def test_a_file_that_is_refused_leaves_no_folder(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text("<html/>")
    assert run(["import", "cin", str(source), "-o", str(tmp_path / "out")]) == 1
    assert "M202" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_template_is_made_filled_in_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    path = tmp_path / "t.xlsx"
    arguments = ["import", "template", "--checklist", "mark-on-a-baby", "--output", str(path)]
    assert run(arguments) == 0
    book = openpyxl.load_workbook(path)
    book["children"].append(["K-1", None, "sam"])
    book["child-injuries"].append(["K-1", None, "sam", "i1", "bruise"])
    assert book["child-injuries"]["E1"].value == "kind"
    book.save(path)
    assert run(["import", "csv", str(path), "-o", str(tmp_path / "out")]) == 0
    assert read_case(tmp_path / "out" / "K-1.yaml").case.case == "K-1"
    assert run(arguments) == 1, "what somebody filled in is not overwritten"
    assert "D202" in capsys.readouterr().err
    assert run(["import", "template", "--format", "csv", "--output", str(tmp_path / "tables")]) == 0
    assert (tmp_path / "tables" / "children.csv").is_file()


def test_wrong_use_is_told_from_wrong_content(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "cin", str(source)]) == 2
    assert run(["import", "annex-a", "x.xlsx", "-o", str(tmp_path / "o"), "--on", "2999-01-01"]) == 2
    assert run(["import", "template", "--output", str(tmp_path / "t.xlsx"), "--checklist", "mark-on-a-babby"]) == 1
    assert "mark-on-a-baby" in capsys.readouterr().err
    for name in ("cin", "annex-a", "csv", "fhir", "template"):
        assert run(["import", name, "--help"]) == 0
        assert f"screening import {name}" in capsys.readouterr().out


def test_screening_a_case_loads_nothing_that_only_imports_need() -> None:
    code = (
        "import sys; from screening.cli.running import run; run(['screen', '--help']);"
        "import screening.cli.commands.importing; run(['import', '--help']);"
        "print(sorted({'lxml', 'openpyxl', 'fhir', 'screening.importing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
