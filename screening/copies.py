"""Copies of what takes long to make and can always be made again: the parsed pack, and its compiled second channel.

They lie in the user's cache folder (``SCREENING_CACHE_DIR`` puts it elsewhere), hold no case data, are never needed and
may be deleted at any time. A copy is found by a name that holds a fingerprint of everything it was made from.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def stored(name: str) -> Any | None:
    """What was stored under a name; None where there is nothing, or not what was stored."""
    try:
        digest, _, body = (_folder() / name).read_bytes().partition(b"\n")
        return json.loads(body) if hashlib.sha256(body).hexdigest().encode() == digest else None
    except (OSError, ValueError):
        return None


def store(name: str, value: Any) -> None:
    """Keep a JSON value under a name, if the folder can be written to."""
    # A copy that cannot be kept only costs time. Writing beside and renaming keeps a half-written one from use.
    with contextlib.suppress(OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=folder, prefix=".part-")
        body = json.dumps(value, ensure_ascii=False).encode()
        with os.fdopen(handle, "wb") as file:
            # The first line tells a copy that was spoilt later from the one that was written.
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(beside).replace(folder / name)


def fingerprint_of(files: Iterable[Path]) -> str:
    """Sixteen hexadecimal digits over the contents of files, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _folder() -> Path:
    named = os.environ.get("SCREENING_CACHE_DIR")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("screening", appauthor=False))
