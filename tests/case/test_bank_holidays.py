"""Bank holidays in England: the dates that are kept as data, held against the library that they come from."""

from __future__ import annotations

import datetime
from importlib.util import find_spec

import pytest

from screening.case.bank_holidays import bank_holidays, is_day_off


@pytest.mark.skipif(find_spec("holidays") is None, reason="the library that the dates come from is not installed")
def test_the_dates_are_those_of_the_library() -> None:
    import holidays

    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2000, 2051))
    assert bank_holidays() == frozenset(theirs)


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2026-04-03", True),  # Good Friday
        ("2026-04-06", True),  # Easter Monday
        ("2026-12-28", True),  # for Boxing Day, which is a Saturday
        ("2022-09-19", True),  # proclaimed for one year only
        ("2026-11-30", False),  # Saint Andrew's Day, kept in Scotland
        ("2026-08-03", False),  # summer bank holiday, kept in Scotland
        ("2026-07-13", False),  # kept in Northern Ireland
        ("2026-03-07", True),  # a Saturday
        ("2026-03-08", True),  # a Sunday
        ("2026-03-09", False),
    ],
)
def test_days_off_are_weekends_and_the_bank_holidays_of_england(day: str, off: bool) -> None:
    assert is_day_off(datetime.date.fromisoformat(day).toordinal()) is off


def test_no_year_from_2000_to_2050_lacks_its_eight_days() -> None:
    years = [day.year for day in bank_holidays()]
    assert [year for year in range(2000, 2051) if years.count(year) < 8] == []
