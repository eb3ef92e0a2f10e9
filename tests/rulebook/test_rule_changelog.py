"""The changelog of a pack: what an entry says, and where one is not written in its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import ProblemsFound
from screening.rulebook.history import History, read_history


def history(folder: Path, text: str) -> History:
    (folder / "CHANGELOG.md").write_text(text, encoding="utf-8")
    return read_history(folder)


def test_entries_are_read_with_their_version_of_the_pack_and_their_line(tmp_path: Path) -> None:
    read = history(tmp_path, """# What became of the rules

Words to the reader, in which a - dash means nothing.

## 0.2.0 - unreleased

### Injury

- **INJ-001** v2: A swelling counts
  as a mark too.
- **pack**: Accounts count for six weeks.

## 0.1.0 - 2026-05-01

- **INJ-001** v1: The first.
- **INJ-011** gone: asked twice; see SUP-003
- **INJ-012** gone: nobody needed it
""")  # fmt: skip
    assert read.versions == ("0.2.0", "0.1.0")
    told = [(one.pack_version, one.name, one.version, one.words, one.line) for one in read.entries[:2]]
    assert told == [
        ("0.2.0", "INJ-001", 2, "A swelling counts as a mark too.", 9),
        ("0.2.0", "pack", None, "Accounts count for six weeks.", 11),
    ]
    assert {name: entry.instead for name, entry in read.gone().items()} == {"INJ-011": "SUP-003", "INJ-012": None}
    assert read.tells_of("INJ-001", 2)
    assert not read.tells_of("INJ-001", 3)
    assert not read.tells_of("INJ-011", 1)


@pytest.mark.parametrize(
    "line",
    [
        "- INJ-001 v2: not in bold",
        "- **INJ-001**: no version",
        "- **INJ-001** v0: no such version",
        "- **INJ-001** v2:",
        "- **INJ-1** v2: no such id",
        "- **pack** v2: a pack has its version in the heading",
        "* **pack** gone: a pack is not gone",
        "## 0.2 - unreleased",
        "## 0.2.0 - in May",
    ],
)
def test_what_is_not_written_in_its_form_is_shown_with_its_line(line: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        history(tmp_path, f"## 0.1.0 - unreleased\n\n- **INJ-001** v1: fine\n{line}\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("R402", 4)
    assert problem.hint is not None


def test_an_entry_stands_under_a_version(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        history(tmp_path, "- **INJ-001** v1: under no heading\n")
    assert [one.code for one in caught.value.problems] == ["R402"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_changelog_that_is_not_there_or_cannot_be_read_is_said(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "CHANGELOG.md").write_bytes(content)
    with pytest.raises(ProblemsFound) as caught:
        read_history(tmp_path)
    assert [one.code for one in caught.value.problems] == ["R401"]
