"""Opens a pack fast: from a copy of its parsed files where the files have not changed since, else from the files.

Reading a hundred YAML files takes longer than everything else that a screening does. The copy holds what the files
hold, less the rules' own tests, under the fingerprint of the files.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

from screening import __version__, copies
from screening.rulebook.pack import Pack, assemble_pack, fingerprint, read_pack


def open_pack(folder: Path, locality: str | None = None) -> Pack:
    """The pack in a folder, in the words of a locality; its rules may come without their tests.

    Raises:
        ProblemsFound: with every mistake in every file, or where there is no such locality.
    """
    sha256 = fingerprint(folder)
    name = f"pack-{__version__}-{sha256[:32]}.json"
    values = copies.stored(name)
    if isinstance(values, dict):
        pack = assemble_pack(values, sha256, locality)
    else:
        pack, files = read_pack(folder, locality)
        copies.store(name, {name: _without_tests(document.value) for name, document in files.documents.items()})
    # A pack lives as long as the process. Left to the garbage collector, it would be searched again and again while a
    # screening is made, which takes longer than the screening itself.
    gc.freeze()
    return replace(pack, kept_as=f"{sha256[:32]}-{pack.locality.id}")


def _without_tests(value: Any) -> Any:
    if isinstance(value, dict) and "tests" in value:
        return {key: one for key, one in value.items() if key != "tests"}
    return value
