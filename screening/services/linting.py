"""Linting a pack together with the checklists that ask for its facts."""

from __future__ import annotations

import datetime

from screening.errors import Problem
from screening.forms.checklist import read_checklist
from screening.lint import lint, to_look_up_report
from screening.packs import checklists_folder, pack_folder
from screening.rulebook.pack import read_pack
from screening.yamlsource import read_path


def lint_folder(
    pack: str | None = None, locality: str | None = None, checklists: str | None = None
) -> tuple[Problem, ...]:
    """Everything that lint finds.

    Args:
        pack: folder of a pack; the one that came along if not given.
        locality: in whose words.
        checklists: folder of checklists; those that came along if neither they nor a pack are named.

    Raises:
        ProblemsFound: a file cannot be read.
    """
    opened, files = read_pack(pack_folder(pack), locality)
    folder = checklists_folder(checklists) if checklists is not None or pack is None else None
    paths = sorted(folder.glob("*.yaml")) if folder is not None else []
    read = {f"checklists/{path.name}": (read_checklist(path), read_path(path)) for path in paths}
    return (*lint(opened, files, datetime.date.today(), read), *to_look_up_report(opened, files))
