"""What the codes of problems with a record of supervision stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {}
