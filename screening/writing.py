"""Writing a file in whole or not at all: beside its place first, then put there in one move.

A full disk or a crash never leaves half a document under a name, and what stood there before is only replaced by
something complete.
"""

from __future__ import annotations

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
