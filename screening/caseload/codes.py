"""What the codes of problems with the tables of a caseload stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {}
