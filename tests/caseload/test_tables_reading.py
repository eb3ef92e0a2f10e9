"""What is wrong in a table is set aside with its place and reason, and silences no concern."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from whole_cases import folder_of, whole_case

from screening.case.account import CaseFile
from screening.caseload import ranges
from screening.caseload import reading as reading_module
from screening.caseload.cells import cell_of
from screening.caseload.converting import frames_of
from screening.caseload.dealing import deal
from screening.caseload.reading import Batch, Reading, reading
from screening.caseload.schema import tables
from screening.errors import ProblemsFound

TODAY = datetime.date(2026, 3, 1)
ACCOUNTS = "case,account,on,agency\nK-1,a1,2026-02-01,gp\nK-1,a2,,gp\nK-2,a1,2025,police\n"
CHILDREN = "case,account,id,mobility,born\nK-1,a1,robyn,walking,2024\nK-2,a1,sam,,2020-05-04\n"


def read(folder: Path, **how: Any) -> tuple[Batch, Reading]:
    with reading(folder, today=TODAY, **how) as opened:
        (batch,) = opened
    return batch, opened


def rejected(batch: Batch) -> list[tuple[Any, ...]]:
    return batch.rejected.select("file", "row", "case", "column", "value", "code").rows()


def rows(batch: Batch, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(batch.tables[table].collect().to_native().select(columns).rows())


WRONG_ROWS = [
    ("children", "K-1,a2,robyn,flying,", "mobility", "flying", "B202"),
    ("children", "K-1,a2,robyn,,2020-13", "born", "2020-13", "B204"),
    ("children", "K-1,a2,robyn,,04/05/2020", "born", "04/05/2020", "B204"),
    ("children", "K-1,,robyn,walking,", "account", None, "B201"),
    ("children", "K-1,a2,Robyn Smith,walking,", "id", "(text of 11 characters)", "B206"),
    ("children", "K-1,a9,robyn,walking,", None, None, "B211"),
    ("children", "K-1,a1,robyn,walking,2024", None, None, "B213"),
    ("children", "K-1,a1,robyn,walking,2026-02-02", None, None, "B214"),
    ("children", "K-1,a1,anna,walking,1980", None, None, "B219"),
    ("accounts", "K-1,a3,2026-03-02,gp", None, None, "B215"),
    ("accounts", "K-1,a3,2026-03,gp", None, None, "B215"),
    ("accounts", "K-1,a3,2026,Health Visiting", "agency", "(text of 15 characters)", "B206"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "code"), WRONG_ROWS)
def test_a_wrong_row_is_rejected_with_its_place_and_its_case_is_marked(
    table: str, row: str, column: str | None, value: str | None, code: str, tmp_path: Path
) -> None:
    files = {"accounts": ACCOUNTS, "children": CHILDREN}
    files[table] += row + "\n"
    batch, opened = read(folder_of(tmp_path, files))
    line = files[table].count("\n")
    found = [one for one in rejected(batch) if one[1] == line]
    assert found == [(f"{table}.csv", line, "K-1", column, value, code)]
    assert dict(batch.without.rows())["K-1"] == opened.counts[table].rejected
    assert opened.counts[table].rows == line - 1
    assert not opened.complete
    assert sorted(batch.tables.cases.collect().to_native().get_column("case")) == ["K-1", "K-2"]


MORE = [
    ("children.injuries", "case,account,child,id\nK-1,a1,robin,i1\n", [("B212", None)]),
    ("children.injuries", "case,account,child,id,several\nK-1,a1,robyn,i1,maybe\n", [("B205", "several")]),
    ("children", "case,account,id,born_at_weeks\nK-1,a1,x,3.5\nK-1,a1,y,12\n", [("B203", "born_at_weeks"),
                                                                              ("B208", "born_at_weeks")]),
    ("in_full", "case,account,path\nK-1,a1,children.robyn\nK-1,a1,childen\nK-1,a1,people\n", [("B207", "path")] * 2),
    ("not_known", "case,account,path,reason\nK-1,a1,children.robyn,declined\nK-1,a1,record,no\n", [("B202", "reason")]),
    ("children", "case,account,id,health_needs\nK-1,a1,x,other;flying\n", [("B202", "health_needs")]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "codes"), MORE)
def test_every_kind_of_mistake_has_its_reason(
    table: str, text: str, codes: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    files = {"accounts": ACCOUNTS, "children": CHILDREN} | {table: text}
    batch, _ = read(folder_of(tmp_path, files))
    found = [(one[5], one[3]) for one in rejected(batch) if one[0] == f"{table}.csv"]
    assert sorted(found, key=str) == sorted(codes, key=str)


def test_a_rejected_row_still_says_that_the_injury_and_the_child_are_there(tmp_path: Path) -> None:
    """Otherwise a list told in full would turn it into a no."""
    injuries = "case,account,child,id,kind,seen_on\nK-1,a1,robyn,i1,bruise,yesterday\nK-1,a2,robyn,i2,bite,\n"
    children = "case,account,id,mobility\nK-1,a1,robyn,hopping\n"
    files = {"accounts": ACCOUNTS, "children": children, "children.injuries": injuries}
    batch, opened = read(folder_of(tmp_path, files))
    assert rows(batch, "children.injuries", "account", "child", "id", "kind") == [
        ("a1", "robyn", "i1", None), ("a2", "robyn", "i2", "bite"),
    ]  # fmt: skip
    # The second account tells of an injury of robyn's, and so of robyn.
    assert rows(batch, "children", "account", "id", "mobility") == [("a1", "robyn", None), ("a2", "robyn", None)]
    assert opened.total.rejected == 2
    assert opened.total.used == 3 + 1


def test_a_case_whose_only_account_is_rejected_is_still_screened_and_marked(tmp_path: Path) -> None:
    files = {"accounts": "case,account,on\nK-3,a1,2020-15\n", "children": "case,account,id\nK-3,a1,robyn\n"}
    batch, opened = read(folder_of(tmp_path, files))
    assert batch.tables.cases.collect().to_native().get_column("case").to_list() == ["K-3"]
    assert batch.tables["accounts"].collect().to_native().is_empty()
    assert batch.without.rows() == [("K-3", 2)]
    assert opened.not_screened == 0


def test_a_case_named_in_rejected_rows_only_is_counted_as_not_screened(tmp_path: Path) -> None:
    children = CHILDREN + "K-O1,a1,robyn,walking,\n"
    batch, opened = read(folder_of(tmp_path, {"accounts": ACCOUNTS, "children": children}))
    assert opened.not_screened == 1
    assert "K-O1" not in batch.tables.cases.collect().to_native().get_column("case")


def test_of_the_same_row_twice_one_is_used_and_of_rows_that_differ_none(tmp_path: Path) -> None:
    children = "case,account,id,mobility\n" + "K-1,a1,robyn,walking\n" * 3 + "K-2,a1,sam,walking\nK-2,a1,sam,crawling\n"
    batch, opened = read(folder_of(tmp_path, {"accounts": ACCOUNTS, "children": children}))
    assert rows(batch, "children", "case", "mobility") == [("K-1", "walking"), ("K-2", None)]
    assert [one[1] for one in rejected(batch)] == [3, 4, 5, 6]
    assert opened.counts["children"].used == 1


def test_a_choice_that_was_misspelt_gets_a_suggestion(tmp_path: Path) -> None:
    children = "case,account,id,mobility,health_needs\nK-1,a1,robyn,Not mobile,regular-medecine;other\n"
    batch, _ = read(folder_of(tmp_path, {"accounts": ACCOUNTS, "children": children}))
    reasons = batch.rejected.get_column("reason").to_list()
    assert any(one.endswith('Did you mean "not-mobile"?') for one in reasons)
    assert any(one.endswith('Did you mean "regular-medicine"?') for one in reasons)


def test_a_column_or_table_that_is_named_like_none_is_set_aside_loudly(tmp_path: Path) -> None:
    files = {"accounts": ACCOUNTS, "children": "case,account,id,mobilty\nK-1,a1,robyn,walking\n", "childern": "x\n"}
    batch, opened = read(folder_of(tmp_path, files))
    assert [(one.code, one.hint) for one in opened.aside] == [
        ("B102", 'It was set aside. Did you mean "children"?'), ("B107", 'It was set aside. Did you mean "mobility"?'),
    ]  # fmt: skip
    assert batch.rejected.get_column("code").to_list() == ["B102", "B107"]
    assert rows(batch, "children", "id", "mobility") == [("robyn", None)]
    assert "mobility" not in batch.tables.told["children"]
    assert not opened.complete


def test_a_column_of_another_kind_of_thing_is_set_aside(tmp_path: Path) -> None:
    pl.DataFrame({"case": ["K-1"], "account": ["a1"], "agency": [1.5]}).write_parquet(tmp_path / "accounts.parquet")
    _, opened = read(tmp_path)
    assert [one.code for one in opened.aside] == ["B108"]


STOPPING = [
    ({}, "B101"),
    ({"children": CHILDREN}, "B105"),
    ({"accounts": "case;account\nK-1;a1\n"}, "B106"),
    ({"accounts": "case,on\nK-1,2020\n"}, "B106"),
    ({"accounts": ""}, "B106"),
]


@pytest.mark.parametrize(("files", "code"), STOPPING)
def test_without_what_says_which_row_is_which_nothing_is_read(files: dict[str, str], code: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found, reading(folder_of(tmp_path / "t", files)):
        pass
    assert code in {one.code for one in found.value.problems}


def test_a_damaged_file_is_named_and_nothing_of_what_it_holds_is(tmp_path: Path) -> None:
    folder_of(tmp_path, {"accounts": ACCOUNTS})
    pl.DataFrame({"case": ["K-1"], "account": ["secret"], "id": ["x"]}).write_parquet(tmp_path / "children.parquet")
    whole = (tmp_path / "children.parquet").read_bytes()
    for damaged in (whole[:-30], whole[: len(whole) // 2], b"", b"case,account\n"):
        (tmp_path / "children.parquet").write_bytes(damaged)
        with pytest.raises(ProblemsFound) as found, reading(tmp_path) as opened:
            list(opened)
        assert [(one.code, "secret" in str(one)) for one in found.value.problems] == [("B104", False)]
    (tmp_path / "children.csv").write_text(CHILDREN)
    with pytest.raises(ProblemsFound) as found, reading(tmp_path):
        pass
    assert "B103" in {one.code for one in found.value.problems}


def test_types_of_other_systems_are_understood(tmp_path: Path) -> None:
    folder_of(tmp_path, {"accounts": ACCOUNTS})
    pl.DataFrame(
        {"case": ["K-1", "K-1", "K-1"], "account": ["a1", "a1", "a1"], "id": ["x", "y", "z"],
         "born": [datetime.date(2024, 5, 4), None, None], "born_at_weeks": [38.0, 38.5, float("nan")],
         "mobility": pl.Series(["walking", None, ""], dtype=pl.Categorical),
         "interpreter_needed": ["Yes", "FALSE", " "], "health_needs": [["other"], [], None], "move_on": [None] * 3}
    ).write_parquet(tmp_path / "children.parquet")  # fmt: skip
    batch, _ = read(tmp_path)
    assert [(one[1], one[5]) for one in rejected(batch)] == [(2, "B203"), (3, "B203")]
    first = batch.tables["children"].collect().to_native().filter(pl.col("id") == "x").to_dicts()[0]
    assert (first["born"], first["born_at_weeks"], first["interpreter_needed"]) == ("2024-05-04", 38, True)
    assert first["health_needs"] == ["other"]


@pytest.mark.parametrize(
    ("form", "order"), [("parquet", "sorted"), ("parquet", "as told"), ("parquet", "one not"), ("csv", "sorted")]
)
def test_batches_hold_whole_cases_and_together_the_same_as_one(
    form: str, order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(20260301)
    dealt = Mock(wraps=deal)
    monkeypatch.setattr(ranges, "_PIECE", 17)
    monkeypatch.setattr(reading_module, "deal", dealt)
    for name, frame in frames_of(whole_case(rng, f"K-{number}") for number in range(40)).items():
        path = tmp_path / f"{name}.{form}"
        frame = frame.sort("case") if order == "sorted" or (order == "one not" and name != "people") else frame
        if name == "accounts":
            wrong = pl.int_range(pl.len()) % 20 == 7
            frame = frame.with_columns(pl.when(wrong).then(pl.lit("x")).otherwise("on").alias("on"))
        plain = frame.with_columns(pl.col(pl.List(pl.String)).list.join(";"))
        plain.write_csv(path) if form == "csv" else frame.write_parquet(path)
    if form == "csv":
        with (tmp_path / "accounts.csv").open("a") as file:
            file.write("K-1,short\nK-2,short\n")
    found = []
    for size in (10**6, 250):
        with reading(tmp_path, rows_in_a_batch=size, today=TODAY) as opened:
            batches = list(opened)
        cases = [set(one.tables.cases.collect().to_native().get_column("case")) for one in batches]
        assert sum(map(len, cases)) == len(set().union(*cases)) == 40
        assert size == 10**6 or len(batches) > 2
        everything: dict[str, Any] = {
            name: pl.concat([one.tables[name].collect().to_native() for one in batches]).sort(table.keys)
            for name, table in tables().items()
        }
        marked = pl.concat([one.without for one in batches]).sort("case").rows()
        places = sorted(rejected_places for one in batches for rejected_places in rejected(one))
        found.append((everything, marked, places, opened.counts, opened.not_screened))
    assert all(found[0][0][name].equals(found[1][0][name]) for name in tables())
    assert found[0][1:] == found[1][1:]
    assert found[0][2]
    assert dealt.called == (form == "csv" or order != "sorted")


_TEXTS = st.text("aZ9-_ .\u00e9\n", max_size=70) | st.from_regex(r"[a-z0-9-]{1,66}", fullmatch=True)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["case", "account", "agency", "by"]), st.lists(_TEXTS, min_size=1, max_size=40))
def test_a_text_fits_a_table_where_it_fits_a_case_file(name: str, texts: list[str]) -> None:
    accounts = tables()["accounts"]
    cell = cell_of(accounts, accounts.column(name), pl.String(), is_csv=False)
    fits = pl.DataFrame({name: texts}, schema={name: pl.String}).select(cell.wrong.is_null()).to_series()
    for text, one in zip(texts, fits, strict=True):
        text = text.strip(" \t\r\n")
        if text:
            key = "id" if name == "account" else name
            case: dict[str, Any] = {"case": text} if name == "case" else {"case": "K", "accounts": [{key: text}]}
            try:
                CaseFile.model_validate(case)
            except ValidationError:
                assert not one, text
            else:
                assert one, text
