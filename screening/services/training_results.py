"""The results of a training event, from the file of its session or from results that were kept."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from screening.errors import Problem, ProblemsFound
from screening.training.journal import FileJournal
from screening.training.measuring import Results, results
from screening.training.session import state


def read_results(path: Path) -> Results:
    """The results that a file holds, or those of the session that it holds.

    Raises:
        ProblemsFound: it can be read as neither.
    """
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise ProblemsFound([Problem("T115", f"The file cannot be read: {wrong.strerror}.", str(path))]) from None
    try:
        return Results.model_validate_json(content)
    except ValidationError:
        return results(state(FileJournal(path).events()))
