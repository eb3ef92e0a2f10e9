"""The guide to writing a scenario, done as it is written: its commands in their order, its changes, what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.cli.running import run

GUIDE = Path(__file__).parents[2] / "docs" / "write-a-scenario.md"
_BLOCK = re.compile(r"^    (screening [^\n#]+)|^```(yaml|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks() -> Iterator[tuple[str, str]]:
    """Commands, changes and what is to be seen, in the order of the guide; the part about live cases is left out."""
    guide, _, _ = GUIDE.read_text(encoding="utf-8").partition("## A case from your own work")
    for found in _BLOCK.finditer(guide):
        yield ("command", found[1].strip()) if found[1] else (found[2], found[3])


def test_a_trainer_who_does_what_the_guide_says_gets_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "two-visits.yaml"
    said, find, done = "", None, []
    for kind, text in blocks():
        if kind == "command":
            code = run(shlex.split(text)[1:])
            out = capsys.readouterr()
            said = re.sub(r"\s+", " ", out.out + out.err)
            slip = file.exists() and "not-contactd" in file.read_text(encoding="utf-8")
            assert code == (1 if slip else 0), (text, said)
            done.append(text.split()[2])
        elif kind == "yaml" and find is None:
            find = text.rstrip("\n")
        elif kind == "yaml":
            before = file.read_text(encoding="utf-8")
            assert before.count(find or "") == 1, find
            file.write_text(before.replace(find or "", text.rstrip("\n")), encoding="utf-8")
            find = None
        else:
            at = 0
            for line in text.splitlines():
                wanted = re.sub(r"\s+", " ", line)
                assert wanted in said[at:], (wanted, said)
                at = said.index(wanted, at) + len(wanted)
    assert find is None
    assert {"new", "check", "preview", "test", "pack", "projector"} <= set(done)
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")
    assert "Two visits" not in (tmp_path / "projector.html").read_text(encoding="utf-8")
