"""Writing a file in whole or not at all: beside its place first, then put there in one move.

A full disk or a crash never leaves half a document under a name, and what stood there before is only replaced by
something complete.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from screening.errors import Problem, ProblemsFound


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file, as UTF-8 with line feeds; an existing file keeps its permissions.

    Raises:
        ProblemsFound: the file cannot be written.
    """
    write_whole_bytes(path, text.encode("utf-8"))


def write_whole_bytes(path: Path, content: bytes) -> None:
    """Write a file that is no text; an existing file keeps its permissions.

    Raises:
        ProblemsFound: the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except OSError as wrong:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        hint = "Choose a folder that you may write to."
        problem = Problem("D201", f"The file cannot be written: {wrong.strerror}.", str(path), hint=hint)
        raise ProblemsFound([problem]) from None


def check_private(folder: Path) -> None:
    """Make sure that a folder is new or empty, before anything is made for it.

    Raises:
        ProblemsFound: it holds something already, or is no folder.
    """
    hint = "Name a folder that is not there yet, or an empty one."
    if folder.exists() and not folder.is_dir():
        raise ProblemsFound([Problem("D204", "This is no folder.", str(folder), hint=hint)])
    if folder.is_dir() and any(folder.iterdir()):
        raise ProblemsFound(
            [Problem("D204", "This folder is not empty, and was left as it is.", str(folder), hint=hint)]
        )


def write_private(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that only their owner may read into a folder that is new or empty; all of them or none.

    Raises:
        ProblemsFound: the folder holds something already, or the files cannot be written.
    """
    check_private(folder)
    written: list[Path] = []
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                written.append(path)
                file.write(content)
    except OSError as wrong:
        for path in written:
            path.unlink(missing_ok=True)
        hint = "Choose a folder that you may write to."
        problem = Problem("D201", f"The files cannot be written: {wrong.strerror}.", str(folder), hint=hint)
        raise ProblemsFound([problem]) from None
