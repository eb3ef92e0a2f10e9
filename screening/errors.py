"""Problems found in content, and the one exception that carries them.

Everything read from a file (a case, a rule, a checklist) can be wrong in several places at once. A `Problem` says
what is wrong, where, and what to try; `ProblemsFound` carries all of them together. Finding the problems, and
deciding what to do about them, is left to others.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

Severity = Literal["error", "warning"]

# Text quoted in a message comes from the file. It must not break the line, move the cursor of a terminal, turn the
# reading order round, or stop the line from being encoded.
_LINE_SPACE = re.compile(r"[\t\n\r\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

# A longer word is no slip of the fingers, and comparing it with every choice would be slow.
_LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or doubtful, in a file.

    Attributes:
        code: stable code of the kind of problem, such as "Y105".
        message: what is wrong, in plain English.
        file: the file's name as it is to be shown; None if the content came from no file.
        line: counted from 1; None if the problem belongs to no line.
        column: in characters, counted from 1; None if the problem belongs to no column.
        hint: what to try, as a sentence of its own.
        severity: "error" if the content cannot be used, "warning" if it can.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    severity: Severity = "error"

    def render(self) -> str:
        """The problem as one printable line: `case.yaml:16:8: C101 There is no field "mobilty". Did you mean ...?`."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        words = [
            f"{place}:" if place else "",
            "warning" if self.severity == "warning" else "",
            self.code,
            self.message,
            self.hint or "",
        ]
        return _printable(" ".join(word for word in words if word))

    def __str__(self) -> str:
        return self.render()

    def as_dict(self) -> dict[str, Any]:
        """Every field under its own name, ready for JSON."""
        return asdict(self)


class ProblemsFound(Exception):  # noqa: N818 -- it is not always one error: it carries everything found
    """Content that cannot be used. The one exception for content that is wrong or cannot be read.

    Args:
        problems: at least one.

    Raises:
        ValueError: no problem was given.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=_reading_order))
        if not self.problems:
            raise ValueError("ProblemsFound needs at least one problem")
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.render() for problem in self.problems)


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` is most likely a slip for, or None.

    Capitals, spaces, hyphens and underscores do not count as differences: "Not mobile" finds "not-mobile".
    """
    return _closest(word, tuple(choices))


@lru_cache(maxsize=1024)
def _closest(word: str, choices: tuple[str, ...]) -> str | None:
    if len(word) > _LONGEST_WORD or word in choices:
        return None
    by_letters = {_letters(choice): choice for choice in choices}
    found = difflib.get_close_matches(_letters(word), by_letters, n=1, cutoff=0.7)
    return by_letters[found[0]] if found else None


def _letters(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).casefold()


def _reading_order(problem: Problem) -> tuple[str, int, int, str, str]:
    return (problem.file or "", problem.line or 0, problem.column or 0, problem.code, problem.message)


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", _LINE_SPACE.sub(" ", text))
