"""What is amiss with something that was written, by field: for a form beside the field, for a file with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.errors import Problem, ProblemsFound, Severity
from screening.yamlsource import Document, Path


@dataclass(frozen=True)
class Amiss:
    """One thing that is missing, vague or cannot be.

    Attributes:
        path: the way to the field: ``("actions", 0, "by_when")``.
        code: stable code of the kind of problem.
        message: what is wrong, as a sentence.
        hint: what to write instead, as a sentence.
        severity: "error" if nothing can be kept like this, "warning" if it can.
    """

    path: Path
    code: str
    message: str
    hint: str | None = None
    severity: Severity = "error"

    @property
    def field(self) -> str:
        """The field as people would call it: ``action 1, by_when``."""
        return ", ".join(self._steps())

    def _steps(self) -> Iterable[str]:
        at = 0
        while at < len(self.path):
            step = self.path[at]
            following = self.path[at + 1] if at + 1 < len(self.path) else None
            if isinstance(following, int):
                yield f"{_ONE_OF.get(str(step), str(step))} {following + 1}"
                at += 2
            else:
                yield str(step)
                at += 1


_ONE_OF = {"actions": "action", "decisions": "decision", "escalations": "escalation", "views": "view"}


def problem(amiss: Amiss, document: Document | None = None) -> Problem:
    """A problem that names its field, and its line where it stands in a document."""
    message = f"{amiss.field}: {amiss.message}" if amiss.path else amiss.message
    if document is None:
        return Problem(amiss.code, message, hint=amiss.hint, severity=amiss.severity)
    return document.problem(amiss.code, message, amiss.path, hint=amiss.hint, severity=amiss.severity)


def refuse(found: Iterable[Amiss], document: Document | None = None) -> None:
    """Stop where anything is an error.

    Raises:
        ProblemsFound: with all of them.
    """
    problems = [problem(one, document) for one in found]
    if any(one.severity == "error" for one in problems):
        raise ProblemsFound(problems)
