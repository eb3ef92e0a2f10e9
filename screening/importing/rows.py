"""What importers read, before it means anything: rows of cells that know where they stand; and what comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from screening.errors import Problem, Severity
from screening.importing.mapping import Group


class Place(NamedTuple):
    """Where something stands. ``file`` may name a sheet too; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def problem(self, code: str, message: str, hint: str | None = None, severity: Severity = "error") -> Problem:
        """A problem at this place."""
        return Problem(code, message, self.file, self.line, self.column, hint, severity)


class Cell(NamedTuple):
    """One value as it stands in the file."""

    text: str
    place: Place


@dataclass(slots=True)
class Row:
    """One record of a group: its number among those of the same child, and its cells by column.

    A column with no cells stands in the file, with nothing in it that can be used.
    """

    group: Group
    number: int
    place: Place
    cells: dict[str, list[Cell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """One child or family of the file.

    Attributes:
        reference: the agency's own; None where there is none that can be used.
        case: the case file as plain data, checked as ``screening case check`` does; None where it was set aside.
        problems: what was left out or is doubtful, each at its place in the file.
    """

    reference: str | None
    case: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


@dataclass
class Tally:
    """What was met in a file as a whole; complete once the importer has come to the end.

    Attributes:
        layout: what the file says it is, for people.
        units: what is counted, as singular and plural: child and children.
        found: children or families met.
        read: how often each column of a record told something, by the record's title and the column.
        left: how often each stood there and told nothing, as the mapping says.
        problems: with the file as a whole.
    """

    file: str
    layout: str = ""
    units: tuple[str, str] = ("child", "children")
    found: int = 0
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


class Importer(Protocol):
    """Goes once through a file and gives what it holds, child by child; ``tally`` grows meanwhile."""

    tally: Tally

    def __iter__(self) -> Iterator[Imported]:
        """Every child or family of the file, in its order.

        Raises:
            ProblemsFound: the file is of another kind, or cannot be read from its beginning.
        """
        ...
