"""Asked for Spark where it is not there, the command says what to install and writes nothing."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from whole_cases import folder_of

from screening.cli.running import run


@pytest.mark.parametrize(("missing", "told"), [("pyspark", "pip install '.[spark]'"), ("java", "default-jre-headless")])
def test_what_to_install_is_said(
    missing: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PYSPARK_GATEWAY_PORT", raising=False)
    real = importlib.util.find_spec

    def find_spec(name: str, package: str | None = None) -> object:
        return (None if missing == name else object()) if name == "pyspark" else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None if name == missing else "/usr/bin")
    folder = folder_of(tmp_path / "t", {"accounts": "case,account\nL-1,a\n"})
    output = tmp_path / "s.parquet"
    assert run(["caseload", "screen", str(folder), "--output", str(output), "--engine", "spark"]) == 1
    assert told in capsys.readouterr().err
    assert not output.exists()
