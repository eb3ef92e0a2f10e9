"""Case files one after the other: a folder of YAML and JSON files, JSON lines with one case to a line, or one file.

Whatever is wrong with one of them is given in its place, and the next is read; nothing stops the run. What a case file
may hold is settled by the models and checks of a single case; here it is only made fast for JSON.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from screening.case.account import CaseFile
from screening.case.checks import check
from screening.case.reading import case_in, read_case
from screening.errors import Problem, ProblemsFound
from screening.yamlsource import Document, read_text

_DOCUMENTS: Final = (".yaml", ".yml", ".json")
_LINES: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True)
class Source:
    """A file with case files in it.

    Attributes:
        path: where it is.
        name: as shown in messages.
        cases: how many it holds: one, or as many as there are lines.
    """

    path: Path
    name: str
    cases: int


@dataclass(frozen=True)
class Read:
    """One case file: the case, or everything that is wrong with it; and how much about it is doubtful.

    ``line`` says where it stands among others in one file.
    """

    case: CaseFile | None
    problems: tuple[Problem, ...] = ()
    doubts: int = 0
    line: int | None = None


def sources_in(place: Path) -> tuple[list[Source], list[str]]:
    """The files with case files at a place, in the order of their names, and the names of those passed over.

    Args:
        place: a folder, looked through to the bottom, or one file.

    Raises:
        ProblemsFound: there is nothing to read.
    """
    if place.is_file():
        return [_source(place, place.name)], []
    found, over = [], []
    for path in sorted(place.rglob("*")) if place.is_dir() else ():
        name = str(path.relative_to(place))
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(place).parts):
            continue
        if path.suffix.lower() in (*_DOCUMENTS, *_LINES):
            found.append(_source(path, name))
        else:
            over.append(name)
    if not found:
        message = "There are no case files here." if place.is_dir() else "There is no such file or folder."
        hint = f"Case files end in {', '.join((*_DOCUMENTS, *_LINES))}."
        raise ProblemsFound([Problem("B302", message, str(place), hint=hint)])
    return found, over


def _source(path: Path, name: str) -> Source:
    if path.suffix.lower() not in _LINES:
        return Source(path, name, 1)
    try:
        with path.open("rb") as file:
            return Source(path, name, sum(1 for line in file if line.strip()))
    except OSError:
        # What is wrong with it is said when it is read.
        return Source(path, name, 1)


def cases_in(source: Source, today: datetime.date) -> Iterator[Read]:
    """The case files of one source; as many as it said, each good or not.

    Args:
        source: of ``sources_in``.
        today: the day from which a date counts as future.
    """
    if source.path.suffix.lower() in _LINES:
        yield from _lines(source, today)
        return
    try:
        read = read_case(source.path, today)
    except ProblemsFound as found:
        yield Read(None, tuple(replace(one, file=source.name) for one in found.problems if one.severity == "error"))
    else:
        yield Read(read.case, doubts=len(read.warnings))


def _lines(source: Source, today: datetime.date) -> Iterator[Read]:
    try:
        with source.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield replace(_quick(line, today) or _thorough(line, number, source.name, today), line=number)
    except OSError as wrong:
        yield Read(None, (Problem("B104", f"This file cannot be read: {wrong.strerror}.", source.name),))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object has the same name twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _quick(line: bytes, today: datetime.date) -> Read | None:
    """The case where nothing is wrong with it; none where it has to be looked at closely."""
    if rb"\u" in line:
        return None
    try:
        value = json.loads(line.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        case = CaseFile.model_validate(value)
    except (ValueError, RecursionError, ValidationError):
        return None
    problems = check(case, _nowhere(), today)
    return None if any(one.severity == "error" for one in problems) else Read(case, doubts=len(problems))


@cache
def _nowhere() -> Document:
    """A document for problems whose place does not matter."""
    return read_text("{}")


def _thorough(line: bytes, number: int, name: str, today: datetime.date) -> Read:
    """The case read like a file of its own, with the place of every mistake."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        hint = "Each line holds one whole case file, as JSON in UTF-8."
        return Read(None, (Problem("B303", "This line is no JSON, or was cut short.", name, number, hint=hint),))
    try:
        read = case_in(read_text(line.strip(), name), today=today)
    except ProblemsFound as found:
        return Read(None, tuple(replace(one, line=number) for one in found.problems if one.severity == "error"))
    return Read(read.case, doubts=len(read.warnings))
