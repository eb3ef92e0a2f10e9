"""Holds the shape of the code: small modules that say what they are for, and models that assume nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from screening.case.dictionary import entities

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "screening").rglob("*.py"))
LONGEST = 400


def test_there_are_modules_to_check() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "a module opens with the need that it serves"
    assert docstring.strip().endswith((".", "?"))


def test_no_field_of_a_case_has_a_value_that_nobody_told() -> None:
    for name, model in entities().items():
        for field, info in model.model_fields.items():
            assert info.default is None, f"{name}.{field} would be told by nobody"
            assert info.default_factory is None


def test_what_is_installed_carries_the_rules_and_the_checklists(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("rules", "checklists"):
        for path in (ROOT / folder).rglob("*.yaml"):
            assert f"screening/_data/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "screening").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
