"""Problems in three forms: lines for people, JSON for programs, annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from screening.errors import Problem


def rendered(problems: Iterable[Problem], form: str) -> str:
    """Problems as text in one of the forms.

    Args:
        problems: in the order in which they are to be shown.
        form: "text", "json" or "github".

    Raises:
        KeyError: there is no such form.
    """
    return _FORMS[form](problems)


def as_text(problems: Iterable[Problem]) -> str:
    """One line for each problem, and its hint under it; at the end how many there are."""
    listed = list(problems)
    lines = []
    for problem in listed:
        lines.append(replace(problem, hint=None).render())
        if problem.hint:
            lines.append(f"    {problem.hint}")
    lines.append(_summary(listed))
    return "\n".join(lines) + "\n"


def as_json(problems: Iterable[Problem]) -> str:
    """An object with the counts and all problems, each with every field under its own name."""
    listed = list(problems)
    document = {"errors": _errors(listed), "warnings": len(listed) - _errors(listed),
                "problems": [problem.as_dict() for problem in listed]}  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """One workflow command for each problem, so that it is shown beside the line in a pull request."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    file = _from_here(problem.file) if problem.file else None
    places = {"file": file, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in places.items() if value is not None)
    message = f"{problem.message} {problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {properties}::{_data(message)}"


def _from_here(file: str) -> str:
    """A path as GitHub wants it, from the folder in which the command runs."""
    path, here = Path(file), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _errors(problems: list[Problem]) -> int:
    return sum(problem.severity == "error" for problem in problems)


def _summary(problems: list[Problem]) -> str:
    if not problems:
        return "Lint found nothing."
    errors, warnings = _errors(problems), len(problems) - _errors(problems)
    return f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}."


_FORMS: Final[dict[str, Callable[[Iterable[Problem]], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
