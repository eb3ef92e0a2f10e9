"""A text that has been read: its plain value, and where each part of it stands.

What the value means, and whether it is right, is left to `validation` and to the models.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from screening.errors import Problem, Severity
from screening.yamlsource.lines import Position

Path = tuple[str | int, ...]
"""The way to a part of a document: keys of fields, and places in lists counted from 0."""


class Mark(NamedTuple):
    """Where one value stands and, if it has a key, where the key stands."""

    value: Position
    key: Position | None


@dataclass(frozen=True, slots=True)
class Document:
    """What one file or text holds.

    Attributes:
        file: the file's name as it is to be shown.
        value: plain data: None, bool, int, finite float, str, and lists and dicts (with text keys) of these.
        sha256: of the bytes that were read, in hexadecimal.
        warnings: what is doubtful but does not stop the document from being used.
    """

    file: str
    value: Any
    sha256: str
    warnings: tuple[Problem, ...]
    _marks: Mapping[Path, Mark] = field(repr=False, compare=False)

    def position(self, path: Path = ()) -> Position:
        """Where the value at `path` starts; if there is none, where its nearest ancestor starts."""
        return self._nearest(path).value

    def key_position(self, path: Path = ()) -> Position:
        """Where the key of the value at `path` stands.

        An item of a list, and the whole document, have no key: then where the value starts. If there is nothing at
        `path`, the same for its nearest ancestor.
        """
        mark = self._nearest(path)
        return mark.key or mark.value

    def problem(
        self,
        code: str,
        message: str,
        path: Path = (),
        *,
        at_key: bool = False,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """A problem with what stands at `path`, located at its value or, with `at_key`, at its key."""
        place = self.key_position(path) if at_key else self.position(path)
        return Problem(code, message, self.file, place.line, place.column, hint, severity)

    def _nearest(self, path: Path) -> Mark:
        while path and path not in self._marks:
            path = path[:-1]
        return self._marks[path]
