"""How long ago, in words: somebody reads "5 weeks ago" faster than two dates."""

from __future__ import annotations

import datetime
from typing import Final

_WEEKS_FROM, _MONTHS_FROM = 14, 90
_DAYS_OF_A_MONTH: Final = 30.44


def span(days: int) -> str:
    """A number of days in words: ``1 day``, ``9 days``, ``5 weeks``, ``4 months``."""
    if days < _WEEKS_FROM:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < _MONTHS_FROM:
        return f"{days // 7} weeks"
    return f"{round(days / _DAYS_OF_A_MONTH)} months"


def away(day: datetime.date, as_of: datetime.date) -> str:
    """How far a day is from another: ``today``, ``5 weeks ago``, ``in 3 days``."""
    days = (as_of - day).days
    if days == 0:
        return "today"
    return f"{span(days)} ago" if days > 0 else f"in {span(-days)}"
