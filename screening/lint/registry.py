"""Every lint there is, in the order of its code, and running them all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from screening.errors import Problem
from screening.forms.checklist import Checklist
from screening.lint import (
    asking,
    concepts,
    coverage,
    logic,
    naming,
    needed,
    ownership,
    places,
    references,
    registers,
    review,
    shape,
    urgency,
    wording,
)
from screening.lint.linting import Lint, Linting
from screening.rulebook.pack import Pack, PackFiles
from screening.yamlsource import Document

_TOPICS = (
    naming,
    references,
    registers,
    places,
    logic,
    shape,
    concepts,
    coverage,
    needed,
    ownership,
    wording,
    urgency,
    review,
    asking,
)

LINTS: Final[tuple[Lint, ...]] = tuple(
    sorted((one for topic in _TOPICS for one in topic.LINTS), key=lambda one: one.code)
)


def lint(
    pack: Pack,
    files: PackFiles,
    today: datetime.date,
    checklists: Mapping[str, tuple[Checklist, Document]] | None = None,
) -> list[Problem]:
    """Everything that lint finds in a pack that could be read, in the order of files and lines.

    Args:
        pack: read in whichever locality; its definitions apply.
        files: the same pack's files.
        today: the day from which a review counts as overdue.
        checklists: those that ask for the pack's facts, with their documents, by path; none to lint the pack alone.
    """
    read = checklists or {}
    listed, documents = {name: one for name, (one, _) in read.items()}, {name: one for name, (_, one) in read.items()}
    linting = Linting(pack, files, today, listed, documents)
    found = [problem for one in LINTS for problem in one.problems(linting)]
    return sorted(found, key=lambda one: (one.file or "", one.line or 0, one.column or 0, one.code, one.message))
