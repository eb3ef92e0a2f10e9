"""The minimal pack with something changed in it, and what lint says of that."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from screening.errors import Problem
from screening.lint import lint
from screening.rulebook.pack import read_pack

MINIMAL = Path(__file__).parents[1] / "packs" / "minimal"
TODAY = datetime.date(2026, 6, 1)

INJ = "injury/INJ-001-mark-on-a-child-who-cannot-move.yaml"
ENG = "engagement/ENG-001-run-of-missed-appointments.yaml"
STR = "strengths/STR-001-child-seen-alone.yaml"
CONCEPTS = "concepts/child.yaml"

Change = tuple[str, str, str]
"""A file of the pack, what stands there, and what is to stand there instead."""


def changed_pack(folder: Path, *changes: Change) -> Path:
    """The minimal pack, copied to a folder and changed."""
    pack = folder / "pack"
    shutil.copytree(MINIMAL, pack)
    for file, old, new in changes:
        text = (pack / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")
    return pack


def found_in(folder: Path, *changes: Change) -> list[Problem]:
    """What lint finds in the minimal pack with something changed in it."""
    return lint(*read_pack(changed_pack(folder, *changes)), TODAY)


def codes_in(folder: Path, *changes: Change) -> set[str]:
    """The codes of what lint finds."""
    return {problem.code for problem in found_in(folder, *changes)}


def line_at(problem: Problem) -> str:
    """The text at which a problem points, to the end of its line."""
    assert problem.file is not None
    assert problem.line is not None
    assert problem.column is not None
    return Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1][problem.column - 1 :]
