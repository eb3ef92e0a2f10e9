"""Ids, folders and file names that do not belong together."""

from __future__ import annotations

import shutil
from pathlib import Path

from changed_pack import ENG, INJ, MINIMAL, STR, TODAY

from screening.lint import lint
from screening.rulebook.pack import read_pack


def found_after_moving(folder: Path, old: str, new: str) -> dict[str, str]:
    """What lint says, by code, once a file of the minimal pack has another name."""
    pack = folder / "pack"
    shutil.copytree(MINIMAL, pack)
    (pack / new).parent.mkdir(exist_ok=True)
    (pack / old).rename(pack / new)
    return {problem.code: problem.message for problem in lint(*read_pack(pack), TODAY)}


def test_a_folder_has_one_prefix(tmp_path: Path) -> None:
    found = found_after_moving(tmp_path, ENG, "injury/ENG-001-run-of-missed-appointments.yaml")
    assert found == {"L001": "Rules in injury/ begin with ENG, this one with INJ."}


def test_a_prefix_has_one_folder(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(MINIMAL, pack)
    text = (pack / STR).read_text(encoding="utf-8").replace("id: STR-001", "id: ENG-002")
    (pack / STR).unlink()
    (pack / "strengths/ENG-002-child-seen-alone.yaml").write_text(text, encoding="utf-8")
    found = [problem for problem in lint(*read_pack(pack), TODAY) if problem.code == "L001"]
    assert [problem.message for problem in found] == ["Rules that begin with ENG are in engagement/."]


def test_a_file_begins_with_the_id_of_its_rule(tmp_path: Path) -> None:
    found = found_after_moving(tmp_path, INJ, "injury/INJ-002-mark-on-a-child-who-cannot-move.yaml")
    assert set(found) == {"L002"}


def test_a_file_is_named_in_lower_case_after_the_id(tmp_path: Path) -> None:
    found = found_after_moving(tmp_path, INJ, "injury/INJ-001-Mark-on-a-child.yaml")
    assert set(found) == {"L002"}


def test_a_file_is_called_after_the_title(tmp_path: Path) -> None:
    found = found_after_moving(tmp_path, INJ, "injury/INJ-001-bedroom-never-visited.yaml")
    assert found == {"L003": "The name of the file speaks of bedroom, never, visited; the title does not."}
