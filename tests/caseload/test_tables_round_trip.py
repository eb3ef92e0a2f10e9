"""Case files become tables and come back, and nothing that a rule may read is lost or changed on the way."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from whole_cases import IDS, told, whole_case

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.case.words import date_span
from screening.caseload.cells import cell_of
from screening.caseload.converting import case_files, frames_of, tables_of
from screening.caseload.reading import reading
from screening.caseload.schema import tables
from screening.caseload.storing import storing
from screening.caseload.tables import first_day, last_day
from screening.packs import checklists_folder

TODAY = datetime.date(2030, 1, 1)


def shipped() -> list[CaseFile]:
    families = Path(__file__).parents[1] / "families"
    places = [*sorted((checklists_folder() / "scenarios").glob("*.yaml")), *sorted(families.glob("*.yaml"))]
    return [read_case(place).case for place in places]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_a_case_file_comes_back_from_its_tables(rng: random.Random) -> None:
    case = whole_case(rng)
    (back,) = case_files(frames_of([case]))
    assert told(back) == told(case)


def test_every_shipped_case_comes_back_from_tables_together_with_the_others() -> None:
    cases = shipped()
    assert [told(back) for back in case_files(frames_of(cases))] == [told(case) for case in cases]


@pytest.mark.parametrize("form", ["parquet", "csv", "arrow"])
def test_the_tables_read_from_files_are_the_tables_in_memory(form: str, tmp_path: Path) -> None:
    rng = random.Random(20260301)
    cases = [*shipped(), *(whole_case(rng, f"={number}'") for number in range(40))]
    with storing(tmp_path, form) as store:
        assert all(store.add(case, "made up") for case in cases)
    with reading(tmp_path, today=TODAY) as read:
        (batch,) = read
    # Numbers that cannot be right are the only thing wrong in what is made up.
    wrong = set(batch.rejected.get_column("code"))
    assert wrong <= {"B208", "B214", "B212"}
    spoilt = set(batch.without.get_column("case"))
    good = [case for case in cases if case.case not in spoilt]
    assert len(good) > 20
    expected = tables_of(good)
    for name in tables():
        keys = list(tables()[name].keys)
        frames = [
            one[name].collect().to_native().filter(~pl.col("case").is_in(spoilt)).sort(keys)
            for one in (batch.tables, expected)
        ]
        assert frames[0].equals(frames[1]), name


def test_a_case_of_which_nobody_told_anything_is_still_a_case() -> None:
    made = tables_of([CaseFile(case="K-1"), whole_case(random.Random(1), "K-2")])
    assert set(made.cases.collect().to_native().get_column("case")) == {"K-1", "K-2"}
    assert "K-1" not in made["accounts"].collect().to_native().get_column("case")


def test_a_path_is_taken_apart_into_fact_and_ids() -> None:
    paths = {
        "record.genogram": ("record.genogram", None, None),
        "people": ("people", None, None),
        "children.robyn": ("children", "robyn", None),
        "children.robyn.injuries": ("children.injuries", "robyn", None),
        "people.1.appointments.2.outcome": ("people.appointments.outcome", "1", "2"),
    }
    account = {"id": "a", "not_known": dict.fromkeys(paths, "declined")}
    made = tables_of([CaseFile.model_validate({"case": "K-1", "accounts": [account]})])
    rows = made["not_known"].collect().to_native().select("path", "fact", "member", "inner").rows()
    assert {row[0]: row[1:] for row in rows} == paths


_DATES = st.one_of(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)).map(str),
    st.builds(lambda year, month: f"{year}-{month:02}", st.integers(1899, 2201), st.integers(1, 13)),
    st.integers(1890, 2210).map(str),
    st.text("123456789-", max_size=11),
    st.sampled_from(["2021-02-29", "2020-02-29", "2020-1-1", "20200101", "+2020", "x", "2020-13-01", "2020-01-32"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | _DATES, max_size=60))
@example([None, None])
def test_dates_are_understood_as_in_a_case_file(dates: list[str | None]) -> None:
    children = tables()["children"]
    cell = cell_of(children, children.column("born"), pl.String(), is_csv=False)
    frame = pl.DataFrame({"born": dates}, schema={"born": pl.String()})
    spans = frame.select(cell.wrong.is_null(), low=first_day(pl.col("born")), high=last_day(pl.col("born")))
    for text, (fits, low, high) in zip(dates, spans.rows(), strict=True):
        if text is None:
            assert (fits, low, high) == (True, None, None)
        elif fits and text:
            assert (low, high) == date_span(text)
        elif text:
            with pytest.raises(ValueError, match=r"."):
                date_span(text)


def test_the_makers_reach_every_table() -> None:
    rng = random.Random(7)
    reached = set(frames_of([whole_case(rng, f"K-{number}") for number in range(400)]))
    assert reached == set(tables())
    assert len(IDS) > 3
