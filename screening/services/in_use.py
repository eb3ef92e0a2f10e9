"""Everything around the rules in use, opened once for a service that runs for long.

Whoever changes a rule starts the service again: two people must not be shown different rules on the same afternoon
without anybody having said so.
"""

from __future__ import annotations

from functools import cache

from screening.docgen.material import Material
from screening.services.documentation import open_material


@cache
def material() -> Material:
    """The usual pack with its rules' tests, the checklists, the scenarios, and what carries which row of learning.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    return open_material()
