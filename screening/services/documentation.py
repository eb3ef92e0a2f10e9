"""Builds the site of documentation into a folder, and into no folder that holds anything else.

A list of what was written stays in the folder. It marks the folder as ours and says which pages to take away when
they are no longer made; whatever else somebody put there since is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from screening.docgen.material import Material
from screening.docgen.site import page_count, site
from screening.errors import Problem, ProblemsFound
from screening.forms.checklist import read_checklists
from screening.forms.scenario import read_scenarios
from screening.packs import checklists_folder, pack_folder
from screening.rulebook.history import CHANGELOG, read_history
from screening.rulebook.pack import read_pack
from screening.writing import write_whole

MARKER: Final = ".screening-docs"
"""The file that lists the pages, one to a line."""


@dataclass(frozen=True)
class Building:
    """A site that is to be written into a folder."""

    folder: Path
    material: Material

    def __len__(self) -> int:
        return page_count(self.material)

    def each(self) -> Iterator[str]:
        """Writes the pages one after another and gives the path of each; at the end, takes away those of before.

        Raises:
            ProblemsFound: the folder cannot be written to, or holds something that was not written by this.
        """
        before = _written_before(self.folder)
        marker = self.folder / MARKER
        written: set[str] = set()
        for path, html in site(self.material):
            if not written:
                # A run that is broken off leaves a folder that the next run knows as its own.
                _make(self.folder)
                write_whole(marker, _listed(before))
            _make((self.folder / path).parent)
            write_whole(self.folder / path, html)
            written.add(path)
            yield path
        for path in before - written:
            (self.folder / path).unlink(missing_ok=True)
        write_whole(marker, _listed(written))


def open_material(pack: str | None = None, locality: str | None = None, checklists: str | None = None) -> Material:
    """All that the site shows.

    Args:
        pack: folder of a pack; the one that came along if not given.
        locality: in whose words; the pack's own choice if not given.
        checklists: folder of checklists with ``scenarios`` in it; the one that came along if not given.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    folder = pack_folder(pack)
    opened, _ = read_pack(folder, locality)
    lists = checklists_folder(checklists)
    return Material(
        pack=opened,
        checklists=read_checklists(lists),
        scenarios=read_scenarios(lists / "scenarios"),
        history=read_history(folder) if (folder / CHANGELOG).is_file() else None,
    )


def _written_before(folder: Path) -> set[str]:
    """The pages that an earlier run wrote.

    Raises:
        ProblemsFound: the folder is none of ours, or no folder.
    """
    if not folder.exists():
        return set()
    hint = "Name a folder that is new or empty, or one that was built before."
    if not folder.is_dir():
        raise ProblemsFound([Problem("D203", "This is no folder.", str(folder), hint=hint)])
    marker = folder / MARKER
    if marker.is_file():
        return {line for line in marker.read_text(encoding="utf-8").splitlines() if _is_a_page(line)}
    if any(folder.iterdir()):
        message = "This folder holds files that are no built documentation. Nothing in it was touched."
        raise ProblemsFound([Problem("D203", message, str(folder), hint=hint)])
    return set()


def _is_a_page(line: str) -> bool:
    """Whether a line of the list can be a page of ours; nothing outside the folder is ever taken away."""
    path = PurePosixPath(line)
    return path.suffix == ".html" and not path.is_absolute() and ".." not in path.parts


def _listed(paths: set[str]) -> str:
    return "".join(f"{path}\n" for path in sorted(paths))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        message = f"The folder cannot be made: {wrong.strerror}."
        raise ProblemsFound([Problem("D201", message, str(folder))]) from None
