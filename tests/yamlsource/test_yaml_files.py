"""Files and standard input."""

import io
import os
import sys
from pathlib import Path

import pytest

from screening.errors import Problem, ProblemsFound
from screening.yamlsource import read_path


def problem(path: Path | str) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        read_path(path)
    (only,) = found.value.problems
    return only


def test_a_file_is_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "my case.yaml"
    path.write_text("a: é", encoding="utf-8")
    assert read_path(path).value == read_path(str(path)).value == {"a": "é"}
    assert read_path(path).file == str(path)


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "william.yaml").touch()
    found = problem(tmp_path / "wiliam.yml")
    assert (found.code, found.file) == ("Y121", str(tmp_path / "wiliam.yml"))
    assert found.hint == f'Did you mean "{tmp_path / "william.yaml"}"?'


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    found = problem(tmp_path / "nowhere" / "case.yaml")
    assert found.code == "Y121"
    assert str(tmp_path / "nowhere") in found.message


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").touch()
    assert problem(tmp_path / "case.yaml" / "x").code == "Y121"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert problem(tmp_path).code == "Y122"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.touch(mode=0o000)
    assert problem(path).code == "Y123"


def test_no_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "case.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)
    found = problem(path)
    assert found.code == "Y123"
    assert "permission" in found.message


def test_a_name_that_no_file_can_have() -> None:
    assert problem("a\0b").code == "Y123"
    assert problem("x" * 5_000).code == "Y123"


def test_an_empty_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").touch()
    assert problem(tmp_path / "case.yaml").code == "Y102"


def test_a_file_without_end_is_not_waited_for() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no /dev/zero here")
    assert problem("/dev/zero").code == "Y109"


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("a: é".encode()), encoding="ascii"))
    document = read_path("-")
    assert document.value == {"a": "é"}
    assert document.file == "standard input"


def test_no_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert problem("-").code == "Y123"
