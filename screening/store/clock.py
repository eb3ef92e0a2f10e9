"""What time it is, as something that can be handed in, so that a test can say what time it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable

Clock = Callable[[], datetime.datetime]
"""Gives the time now, in UTC, with its time zone."""


def now() -> datetime.datetime:
    """The time now, in UTC, with its time zone."""
    return datetime.datetime.now(datetime.UTC)
