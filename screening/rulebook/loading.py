"""Opens a pack fast: from a copy of its parsed files where the files have not changed since, else from the files.

Reading half a hundred YAML files takes longer than everything else that a screening does. The copy holds what the files
hold, less the rules' own tests, under the fingerprint of the files, in the user's cache folder; it is never needed and
may be deleted. ``SCREENING_CACHE_DIR`` puts it elsewhere.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from screening import __version__
from screening.rulebook.pack import Pack, assemble_pack, fingerprint, read_pack


def open_pack(folder: Path, locality: str | None = None) -> Pack:
    """The pack in a folder, in the words of a locality; its rules may come without their tests.

    Raises:
        ProblemsFound: with every mistake in every file, or where there is no such locality.
    """
    sha256 = fingerprint(folder)
    copy = _cache_folder() / f"pack-{__version__}-{sha256[:32]}.json"
    values = _stored(copy)
    if values is not None:
        pack = assemble_pack(values, sha256, locality)
    else:
        pack, files = read_pack(folder, locality)
        _store(copy, {name: _without_tests(document.value) for name, document in files.documents.items()})
    # A pack lives as long as the process. Left to the garbage collector, it would be searched again and again while a
    # screening is made, which takes longer than the screening itself.
    gc.freeze()
    return pack


def _without_tests(value: Any) -> Any:
    if isinstance(value, dict) and "tests" in value:
        return {key: one for key, one in value.items() if key != "tests"}
    return value


def _cache_folder() -> Path:
    named = os.environ.get("SCREENING_CACHE_DIR")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("screening", appauthor=False))


def _stored(copy: Path) -> dict[str, Any] | None:
    try:
        values = json.loads(copy.read_bytes())
    except (OSError, ValueError):
        return None
    return values if isinstance(values, dict) else None


def _store(copy: Path, values: dict[str, Any]) -> None:
    # A cache that cannot be written only costs time. Writing beside and renaming keeps a half-written copy from use.
    with contextlib.suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=copy.parent, prefix=".pack-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False)
        Path(name).replace(copy)
