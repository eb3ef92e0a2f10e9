"""Answers as people type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.case.dictionary import at_case_path
from screening.case.words import date_span
from screening.forms.answers import read_date, value_of

TODAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4/5/2026", "2026-05-04"),
        ("04.05.2026", "2026-05-04"),
        ("4 May 2026", "2026-05-04"),
        ("4th September, 2025", "2025-09-04"),
        ("Sept 2025", "2025-09"),
        ("5/2026", "2026-05"),
        ("2026", "2026"),
        ("2026-05-04", "2026-05-04"),
        ("today", "2026-03-01"),
        ("Yesterday", "2026-02-28"),
    ],
)
def test_a_date_as_people_write_it(typed: str, meant: str) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31/2/2026", "13/2026", "May", "4 Foo 2026", "last week", "", "1/2/26"])
def test_what_is_no_date_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(ValueError, match="Write a date like"):
        read_date(typed, TODAY)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)))
def test_every_day_written_day_first_is_that_day(day: datetime.date) -> None:
    assert date_span(read_date(f"{day.day}/{day.month}/{day.year}", TODAY)) == (day.toordinal(), day.toordinal())


def test_words_become_words_of_a_case_file() -> None:
    assert value_of(at_case_path("meetings.m.invited"), "Health visiting, GP,  gp", TODAY) == ("health-visiting", "gp")
    assert value_of(at_case_path("children.sam.last_seen_by"), "Health Visitor", TODAY) == "health-visitor"


@pytest.mark.parametrize(("path", "typed"), [
    ("children.sam.born_at_weeks", "thirty"), ("children.sam.last_seen_by", "  !"), ("meetings.m.invited", " , "),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_way_to_write_it(path: str, typed: str) -> None:
    with pytest.raises(ValueError, match="Write "):
        value_of(at_case_path(path), typed, TODAY)
