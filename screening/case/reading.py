"""Reads a case file from YAML or JSON: the file, the models, the checks, and all mistakes at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from screening.case.account import CaseFile
from screening.case.checks import check
from screening.errors import Problem, ProblemsFound
from screening.yamlsource import Document, read_path, validated


@dataclass(frozen=True)
class ReadCase:
    """A case file that can be used, and what is doubtful about it."""

    case: CaseFile
    document: Document
    warnings: tuple[Problem, ...]


def read_case(path: Path | str, today: datetime.date | None = None) -> ReadCase:
    """Read a case file, or the case of a scenario file; ``-`` reads standard input.

    Args:
        path: the file.
        today: the day that a date counts as future from; the real day if not given.

    Raises:
        ProblemsFound: with every mistake in the file.
    """
    document = read_path(path)
    is_scenario = isinstance(document.value, dict) and "scenario" in document.value and "case" in document.value
    return case_in(document, ("case",) if is_scenario else (), today)


def case_in(document: Document, at: tuple[str | int, ...] = (), today: datetime.date | None = None) -> ReadCase:
    """The case file that stands at a place of a document.

    Raises:
        ProblemsFound: with every mistake in it.
    """
    case = validated(document, CaseFile, prefix="C", at=at)
    found = [*document.warnings, *check(case, document, today or datetime.date.today(), at)]
    if any(problem.severity == "error" for problem in found):
        raise ProblemsFound(found)
    return ReadCase(case, document, tuple(found))
