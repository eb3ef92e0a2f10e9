"""The changelog of a pack: what became of each rule, version by version, in words that a practitioner reads.

It is Markdown kept by people. Headings name a version of the pack; under them, each rule that is new, was raised or is
gone has one entry. Whether the entries that are needed are there is left to ``locking``.

    ## 0.2.0 - unreleased

    - **INJ-001** v2: A swelling counts as a mark too.
    - **INJ-011** gone: SUP-003 asks the same of more cases; see SUP-003
    - **pack**: Accounts count for six weeks, no longer four.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.errors import Problem, ProblemsFound

CHANGELOG = "CHANGELOG.md"

WHOLE_PACK = "pack"
"""Stands in the place of a rule's id where an entry is about a choice that holds for all rules."""

_HEADING = re.compile(r"## (?P<version>\d+\.\d+\.\d+) - (?P<day>\d{4}-\d{2}-\d{2}|unreleased)")
_ENTRY = re.compile(
    r"- \*\*(?P<name>[A-Z]{3}-\d{3}|pack)\*\*(?: (?:v(?P<version>[1-9]\d*)|(?P<gone>gone)))?: (?P<words>\S.{2,})"
)
_INSTEAD = re.compile(r"; see ([A-Z]{3}-\d{3})\.?$")


@dataclass(frozen=True)
class Entry:
    """What happened to one rule, or to the pack as a whole.

    Attributes:
        pack_version: of the heading that it stands under.
        name: the rule's id, or ``WHOLE_PACK``.
        version: of the rule; None where the rule is gone and for the whole pack.
        gone: the rule is no longer there.
        instead: id of the rule that took the place of one that is gone.
        line: in the changelog, counted from 1.
    """

    pack_version: str
    name: str
    version: int | None
    gone: bool
    words: str
    instead: str | None
    line: int


@dataclass(frozen=True)
class History:
    """A changelog that has been read.

    Attributes:
        file: its name as it is to be shown.
        versions: of the pack, in the order of the headings.
    """

    file: str
    versions: tuple[str, ...]
    entries: tuple[Entry, ...]

    def tells_of(self, rule_id: str, version: int) -> bool:
        """Whether an entry says what this version of a rule brought."""
        return any(one.name == rule_id and one.version == version for one in self.entries)

    def gone(self) -> dict[str, Entry]:
        """The entries of rules that are gone, by id."""
        return {one.name: one for one in self.entries if one.gone}


def read_history(folder: Path) -> History:
    """The changelog of the pack in a folder.

    Raises:
        ProblemsFound: there is none, or headings or entries are not written as the module's first paragraphs show.
    """
    path = folder / CHANGELOG
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        hint = "Start it with a heading such as: ## 0.1.0 - unreleased"
        raise ProblemsFound([Problem("R401", f"The pack has no {CHANGELOG}.", str(path), hint=hint)]) from None
    except (OSError, UnicodeDecodeError):
        raise ProblemsFound([Problem("R401", "The changelog cannot be read as UTF-8 text.", str(path))]) from None
    return _history(str(path), text.splitlines())


def _history(file: str, lines: Sequence[str]) -> History:
    versions: list[str] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, (line, words) in enumerate(_unwrapped(lines), 1):
        if line.startswith("## "):
            heading = _HEADING.fullmatch(line.rstrip())
            if heading is None:
                hint = "Write it like: ## 0.2.0 - 2026-05-01, or: ## 0.2.0 - unreleased"
                problems.append(Problem("R402", "This heading names no version of the pack.", file, number, 1, hint))
            else:
                versions.append(heading["version"])
        elif line.startswith(("- ", "* ")):
            entry = _entry(words, versions[-1] if versions else None, number)
            if entry is None:
                hint = "Write it like: - **INJ-001** v2: what changed, and stand it under a heading of a version."
                problems.append(Problem("R402", "This is no entry about a rule.", file, number, 1, hint))
            else:
                entries.append(entry)
    if problems:
        raise ProblemsFound(problems)
    return History(file, tuple(versions), tuple(entries))


def _unwrapped(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Each line, and what it says together with the indented lines that go on from it."""
    said: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        more = []
        for following in lines[number + 1 :]:
            if not following.startswith("  ") or not following.strip():
                break
            more.append(following.strip())
        said.append((line, " ".join([line.rstrip(), *more])))
    return said


def _entry(words: str, pack_version: str | None, line: int) -> Entry | None:
    found = _ENTRY.fullmatch(words)
    if found is None or pack_version is None:
        return None
    version, gone = found["version"], found["gone"] is not None
    if (found["name"] == WHOLE_PACK) != (version is None and not gone):
        return None
    instead = _INSTEAD.search(found["words"]) if gone else None
    return Entry(
        pack_version=pack_version,
        name=found["name"],
        version=int(version) if version else None,
        gone=gone,
        words=found["words"],
        instead=instead[1] if instead else None,
        line=line,
    )
