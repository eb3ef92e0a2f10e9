"""The day that lies a period after another, as a column expression: ``screening.conditions.bound.on_from``.

Months are counted in years that begin in March, so that the odd month comes last; only whole-number arithmetic is used,
which every column engine does alike.
"""

from __future__ import annotations

import narwhals as nw

from screening.conditions.tree import period_parts

_BEFORE_MARCH = 306
"""Days from the first of March of the year 0 to the first of January of the year 1, which is ordinal 1."""


def days_after(day: nw.Expr, period: str) -> nw.Expr:
    """The day (an ordinal, Int32) that lies a period after a day; a month that is too short gives its last day."""
    count, unit = period_parts(period)
    if unit == "day":
        return day + count
    if unit == "week":
        return day + 7 * count
    since = day + (_BEFORE_MARCH - 1)
    of_era = since % 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day_of_month = of_year - (153 * month + 2) // 5
    then = (400 * (since // 146097) + year_of_era) * 12 + month + count
    first = _first_of(then)
    return nw.min_horizontal(first + day_of_month, _first_of(then + 1) - 1).cast(nw.Int32)


def _first_of(month: nw.Expr) -> nw.Expr:
    """The first day of a month that is counted from March of the year 0."""
    year, of_year = month // 12, month % 12
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * of_year + 2) // 5
    return days - (_BEFORE_MARCH - 1)
