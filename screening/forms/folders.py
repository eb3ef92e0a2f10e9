"""Reading every file of a folder of checklists or of scenarios, with every mistake in any of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from screening.errors import Problem, ProblemsFound

Form = TypeVar("Form")


def read_all(folder: Path, read: Callable[[Path], Form], name_of: Callable[[Form], str], twice: str) -> dict[str, Form]:
    """Every YAML file of a folder by its own name, in the order of the files' names.

    Args:
        folder: with the files in it.
        read: reads one file; raises ``ProblemsFound``.
        name_of: the name that a form gives itself.
        twice: the code of the problem that two files give the same name.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    found: dict[str, Form] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            one = read(path)
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
            continue
        if name_of(one) in found:
            problems.append(Problem(twice, f"Another file here has the name {name_of(one)} already.", str(path)))
        found[name_of(one)] = one
    if problems:
        raise ProblemsFound(problems)
    return found
