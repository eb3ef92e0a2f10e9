"""What the codes of problems with a file to be imported stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {}
