"""A copy of the small pack with a changelog and a lock, which a test may change and lock again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.errors import Problem, ProblemsFound
from screening.rulebook.lock import LOCK_FILE
from screening.rulebook.pack import read_pack
from screening.services.locking import lock_text

TINY = Path(__file__).parents[1] / "packs" / "tiny"
MARK = "marks/MAR-001-mark.yaml"


def changelog_of(folder: Path) -> str:
    """A changelog with one line for each rule, as for a pack that is new."""
    rules = read_pack(folder)[0].rules.values()
    return "## 1.2.3 - unreleased\n\n" + "".join(f"- **{rule.id}** v{rule.version}: {rule.title}\n" for rule in rules)


def locked(folder: Path) -> Path:
    """The small pack copied to a folder, told of in its changelog and locked; the path has a space in it."""
    pack: Path = shutil.copytree(TINY, folder / "a pack")
    (pack / "CHANGELOG.md").write_text(changelog_of(pack), encoding="utf-8")
    lock(pack)
    return pack


def lock(pack: Path) -> None:
    """Write the lock, as the command does."""
    (pack / LOCK_FILE).write_text(lock_text(pack), encoding="utf-8")


def change(pack: Path, name: str, old: str, new: str) -> None:
    """Write something else in a file of the pack."""
    text = (pack / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (pack / name).write_text(text.replace(old, new), encoding="utf-8")


def tell(pack: Path, line: str) -> None:
    """Add a line to the changelog."""
    path = pack / "CHANGELOG.md"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def refused(pack: Path) -> list[tuple[str, str]]:
    """The codes for which the pack may not be locked, each with the line in its file that it points at."""
    with pytest.raises(ProblemsFound) as caught:
        lock_text(pack)
    return [(one.code, pointed_at(one)) for one in caught.value.problems]


def pointed_at(problem: Problem) -> str:
    """The line that a problem points at, as it is written."""
    assert problem.file is not None
    assert problem.line is not None
    return Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1].strip()
