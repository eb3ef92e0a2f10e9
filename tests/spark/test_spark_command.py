"""``screening caseload screen --engine spark`` gives the files that the engine in this process gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from screening.cli.running import run
from screening.packs import checklists_folder


def test_both_engines_write_the_same(spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cases").mkdir()
    for name in ("robyn", "william"):
        shutil.copy(checklists_folder() / "scenarios" / f"{name}.yaml", tmp_path / "cases")
    assert run(["caseload", "tables", str(tmp_path / "cases"), "--output", str(tmp_path / "t"), "--format", "csv"]) == 0
    with (tmp_path / "t" / "children.csv").open("a", encoding="utf-8") as file:
        file.write("T-ROBYN,nobody,robyn\n")
    said = {}
    for engine in ("polars", "spark"):
        capsys.readouterr()
        output = str(tmp_path / f"{engine}.parquet")
        code = run(["caseload", "screen", str(tmp_path / "t"), "--output", output, "--as-of", "2026-03-01",
                    "--engine", engine])  # fmt: skip
        assert code == 1
        said[engine] = capsys.readouterr().out.replace(engine, "")
    assert said["polars"] == said["spark"]
    for name in ("", "-findings"):
        one, other = (pl.read_parquet(tmp_path / f"{engine}{name}.parquet") for engine in ("polars", "spark"))
        assert one.sort(one.columns).equals(other.sort(other.columns))
    assert not [one.name for one in tmp_path.iterdir() if one.name.startswith(".")]
