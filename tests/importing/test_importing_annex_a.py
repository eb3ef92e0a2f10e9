"""The inspection lists: joined by child, known by their headings, and never worked out or unpacked beyond bounds."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

import pytest
from importing_files import SHARED, TODAY, case_of, codes, told, workbook

from screening.errors import ProblemsFound
from screening.importing import tables
from screening.importing.annex_a import AnnexA
from screening.importing.mapping import read_mapping

PLAN = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Does the Child have a Disability",
    "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
    "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference",
    "Child Protection Plan End Date", "Number of Previous Child Protection Plans", "Allocated Team", "Allocated Worker",
)  # fmt: skip
REFERRAL = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Date of Referral", "Referral Source",
            "Referral NFA?", "Allocated Team", "Allocated Worker")  # fmt: skip


def plan(reference: object, **given: object) -> list[object]:
    row = {"Date of Birth": datetime.datetime(2018, 5, 4), "Child Protection Plan Start Date": "01/02/2026",
           "Initial Category of Abuse": "Physical abuse", "Allocated Worker": "Ezra Marker"}  # fmt: skip
    row |= {"Child Unique ID": reference, **{name.replace("_", " "): value for name, value in given.items()}}
    return [row.get(name) for name in PLAN]


def test_the_eleven_lists_of_others_are_joined_by_child() -> None:
    shared = SHARED / "annex-a-sample.xlsx"
    if not shared.is_file():
        pytest.skip("the sample data is not on this machine")
    importer = AnnexA(shared, TODAY, datetime.date(2021, 3, 31))
    found = {one.reference: one for one in importer}
    assert "11 of 11 lists" in importer.tally.layout
    assert len(found) == importer.tally.found == 48
    both = told(found["6537810"])
    assert both["referrals.referral-1.on"] == both["meetings.strategy-discussion-1.on"] == "2020-09-16"
    assert told(found["10721552"])["children.child.contacts.visit-1.child_alone"] is True
    assert told(found["16036763"])["children.child.contacts.visit-1.child_alone"] is False
    assert "children.child.seen_alone" not in told(found["16036763"])
    assert told(found["1761444"])["children.child.placement"] == "foster-care"
    assert codes(importer, found.values()).count("M227") == 6
    everything = str([one.case for one in found.values()])
    assert not any(secret in everything for secret in ("Hazlett", "T28 2WB", "Locality", "14159183"))


def test_a_sheet_is_known_by_its_headings_wherever_they_stand(tmp_path: Path) -> None:
    heads = ["CHILD UNIQUE ID", *(f" {name.lower()} " for name in REFERRAL[1:]), "Our own column"]
    row = [17.0, "F", "WBRI", "04/05/2018", 8, datetime.date(2026, 2, 1), "q) 6: Police", "b) No", "Team", "Name", "x"]
    path = workbook(tmp_path / "a.xlsx", {
        "Front page": [["Inspection 2026"]],
        "Whatever": [["Referrals"], [], heads, row],
    })  # fmt: skip
    importer = AnnexA(path, TODAY)
    (one,) = importer
    assert one.reference == "17"
    assert told(one)["referrals.referral-1.made_by"] == "police"
    assert sorted(codes(importer, [one])) == ["M206", "M221"]


def test_what_a_cell_says_wrong_is_left_out_with_sheet_row_and_column(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"List 7": [PLAN, plan(
        1, Date_of_Birth="4th of May", Initial_Category_of_Abuse="Fysical abuse", Was_the_Child_Seen_Alone_="x",
    ), plan(2), plan(None)]})  # fmt: skip
    importer = AnnexA(path, TODAY)
    first, second, aside = importer
    at = {problem.column: problem for problem in first.problems}
    assert at[4].file is not None
    assert at[4].file.endswith("[List 7]")
    assert (at[4].line, at[4].code, at[8].code) == (2, "M223", "M224")
    assert "Physical abuse" in (at[8].hint or "")
    assert told(first)["plans.protection-plan-1.began_on"] == "2026-02-01"
    assert told(second)["children.child.legal_status"] == ("child-protection-plan",)
    assert (aside.case, [problem.code for problem in aside.problems]) == (None, ["M210"])
    assert importer.tally.found == 3
    assert "Marker" not in str([first.case, second.case])


@pytest.mark.parametrize(
    ("written", "placement", "problems"),
    [("a) U1: Foster placement - relatives - long term", "foster-care", []), ("o) K1: Secure home", "secure", []),
     ("l) P2: Independent", None, []), ("r) R2: NHS/Health Trust", None, []), ("K3", None, []),
     ("Z11", None, ["M224"])],
)  # fmt: skip
def test_a_placement_is_told_no_closer_than_its_code_says(
    tmp_path: Path, written: str, placement: str | None, problems: list[str]
) -> None:
    given = {"Child Unique ID": 1, "Date of Birth": datetime.datetime(2018, 5, 4), "Placement Type": written,
             "Date Started to be Looked After": "01/02/2026", "Child's Legal Status": "C1: ICO"}  # fmt: skip
    heads = next(list(group.columns) for group in read_mapping("annex-a").groups if group.at == "List 8")
    rows: list[list[object]] = [[*heads], [given.get(name) for name in heads]]
    importer = AnnexA(workbook(tmp_path / "a.xlsx", {"List 8": rows}), TODAY)
    (one,) = importer
    assert told(one).get("children.child.placement") == placement
    assert "interim-care-order" in told(one)["children.child.legal_status"]
    assert [problem.code for problem in one.problems] == problems


def test_a_formula_is_refused_and_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"7": [
        PLAN, plan(1, Child_Protection_Plan_End_Date="=G2+30"), plan("=HYPERLINK(1)"),
    ]})  # fmt: skip
    one, aside = AnnexA(path, TODAY)
    assert [problem.code for problem in one.problems] == ["M227"]
    assert "children.child.legal_status" not in told(one), "nobody knows whether the plan has ended"
    assert aside.case is None


def test_rows_that_differ_about_a_child_stay_two_accounts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"List 7": [
        PLAN, plan(1, Does_the_Child_have_a_Disability="a) Yes"), plan(1, Does_the_Child_have_a_Disability="b) No"),
    ]})  # fmt: skip
    (one,) = AnnexA(path, TODAY)
    tellings = [value for account in case_of(one).accounts for name, value in account.flattened.values
                if name == "children.child.disability"]  # fmt: skip
    assert tellings == [("other",), ()]


def test_no_account_is_dated_before_what_it_tells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"List 7": [PLAN, plan(1)]})
    (one,) = AnnexA(path, TODAY, datetime.date(2017, 1, 1))
    assert one.problems == ()
    assert told(one)["children.child.born"] == "2018-05-04"


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", {"List 7": [PLAN, plan(1)]})
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(good.read_bytes()[:-400])
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    protected = tmp_path / "protected.xlsx"
    protected.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000)
    other = archive(tmp_path / "other.xlsx", {"hello.txt": b"hello"})
    for path in (cut, empty, protected, other, tmp_path / "none.xlsx"):
        with pytest.raises(ProblemsFound, match="M201"):
            list(AnnexA(path, TODAY))
    lists = workbook(tmp_path / "lists.xlsx", {"Sheet1": [["Name", "Age"], ["x", 1]]})
    with pytest.raises(ProblemsFound, match="M202"):
        list(AnnexA(lists, TODAY))


def with_part(good: Path, path: Path, name: str, change: object) -> Path:
    with zipfile.ZipFile(good) as archived:
        parts = {one: archived.read(one) for one in archived.namelist()}
    parts[name] = change(parts[name])  # type: ignore[operator]
    return archive(path, parts)


def test_a_workbook_that_could_do_harm_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = workbook(tmp_path / "good.xlsx", {"List 7": [PLAN, plan(1)]})
    sheet = "xl/worksheets/sheet1.xml"
    entities = b'<!DOCTYPE w [<!ENTITY a "b">]>'
    for number, change in enumerate((
        lambda part: entities + part,
        lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b"<broken"),
    )):  # fmt: skip
        with pytest.raises(ProblemsFound, match=r"M20[13]"):
            list(AnnexA(with_part(good, tmp_path / f"{number}.xlsx", sheet, change), TODAY))
    monkeypatch.setattr(tables, "MOST_BYTES", 1_000_000)
    bomb = with_part(good, tmp_path / "bomb.xlsx", sheet, lambda part: part + b" " * 2_000_000)
    assert bomb.stat().st_size < 20_000
    with pytest.raises(ProblemsFound, match="M204"):
        list(AnnexA(bomb, TODAY))


def test_a_sheet_with_too_many_rows_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    importer = AnnexA(workbook(tmp_path / "a.xlsx", {"List 7": [PLAN, plan(1), plan(2), plan(3)]}), TODAY)
    assert [one.reference for one in importer] == ["1"]
    assert [problem.code for problem in importer.tally.problems] == ["M204"]


def test_what_a_sheet_says_about_its_size_is_not_believed(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", {"List 7": [PLAN, plan(1)]})
    for number, size in enumerate((b'ref="A1:XFD1048576"', b'ref="A1"')):
        path = with_part(
            good, tmp_path / f"{number}.xlsx", "xl/worksheets/sheet1.xml",
            lambda part, size=size: re.sub(rb'ref="A1:[A-Z]+\d+"', size, part, count=1),
        )  # fmt: skip
        importer = AnnexA(path, TODAY)
        assert [one.reference for one in importer] == ["1"]
        assert importer.tally.problems == []
