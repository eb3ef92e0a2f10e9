"""Where the data folders are: the pack of rules, and the checklists with their scenarios.

A folder named on the command line comes first, then the copy that an installed product carries, then the checkout.
"""

from __future__ import annotations

from pathlib import Path

from screening.errors import Problem, ProblemsFound

_HERE = Path(__file__).resolve().parent


def pack_folder(named: str | None = None) -> Path:
    """The folder of the pack of rules.

    Raises:
        ProblemsFound: the named folder is not there, or no pack was installed.
    """
    return _find("rules", named)


def checklists_folder(named: str | None = None) -> Path:
    """The folder of the checklists; ``scenarios`` lies in it.

    Raises:
        ProblemsFound: the named folder is not there, or none was installed.
    """
    return _find("checklists", named)


def _find(name: str, named: str | None) -> Path:
    if named is not None:
        folder = Path(named)
        if not folder.is_dir():
            raise ProblemsFound([Problem("D101", "There is no such folder.", named)])
        return folder
    for folder in (_HERE / "_data" / name, _HERE.parent / name):
        if folder.is_dir():
            return folder
    raise ProblemsFound([Problem("D102", f"The {name} that belong to this product are missing; install it again.")])
