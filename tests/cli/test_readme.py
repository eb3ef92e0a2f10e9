"""What the README shows is what the commands do now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.cli.running import run
from screening.packs import checklists_folder

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_screening_shown_is_the_screening_as_it_looks(capsys: pytest.CaptureFixture[str]) -> None:
    shown = README[README.index("<!-- screening:start -->") : README.index("<!-- screening:end -->")]
    written = [line for line in shown.split("```text\n")[1].split("```")[0].splitlines() if line.strip()]
    robyn = str(checklists_folder() / "scenarios" / "robyn.yaml")
    assert run(["screen", robyn, "--as-of", "2014-08-16", "--locality", "leicester"]) == 0
    lines = iter(capsys.readouterr().out.splitlines())
    hashes = re.compile(r"sha256 [0-9a-f]+")
    for line in written:
        if line.strip() == "...":
            continue
        wanted = hashes.sub("sha256", line)
        assert any(hashes.sub("sha256", one) == wanted for one in lines), f"no longer in the output: {line}"
