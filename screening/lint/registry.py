"""Every lint there is, in the order of its code, and running them all."""

from __future__ import annotations

import datetime
from typing import Final

from screening.errors import Problem
from screening.lint import (
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
)

LINTS: Final[tuple[Lint, ...]] = tuple(
    sorted((one for topic in _TOPICS for one in topic.LINTS), key=lambda one: one.code)
)


def lint(pack: Pack, files: PackFiles, today: datetime.date) -> list[Problem]:
    """Everything that lint finds in a pack that could be read, in the order of files and lines.

    Args:
        pack: read in whichever locality; its definitions apply.
        files: the same pack's files.
        today: the day from which a review counts as overdue.
    """
    linting = Linting(pack, files, today)
    found = [problem for one in LINTS for problem in one.problems(linting)]
    return sorted(found, key=lambda one: (one.file or "", one.line or 0, one.column or 0, one.code, one.message))
