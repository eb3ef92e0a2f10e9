"""What the codes of problems with a training session or a scenario to be stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {}
