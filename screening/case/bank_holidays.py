"""Bank holidays in England, for telling whether a day is a working day.

The dates are kept as data because the library that they come from takes half a second to load; a test holds them
against it. Days proclaimed later than the library knew of are missing until the file is made anew.
"""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import files


@cache
def bank_holidays() -> frozenset[datetime.date]:
    """Every bank holiday in England from 2000 to 2050, days observed instead of a weekend included."""
    text = files("screening.case").joinpath("bank-holidays.txt").read_text(encoding="utf-8")
    return frozenset(datetime.date.fromisoformat(line) for line in text.split() if line)


def is_day_off(day: int) -> bool:
    """Whether a day (an ordinal) is a Saturday, a Sunday or a bank holiday in England."""
    date = datetime.date.fromordinal(day)
    return date.weekday() >= 5 or date in bank_holidays()
