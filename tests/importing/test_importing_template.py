"""The plain template: what is written into it is read back, and what is wrong is said cell by cell."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from importing_files import TODAY, case_of, codes, told

from screening.case.dictionary import all_entries
from screening.errors import ProblemsFound
from screening.forms.checklist import read_checklists
from screening.importing.plain_tables import PlainTables
from screening.importing.rows import Imported
from screening.importing.template import ACCOUNTS, COMMENT, facts_of, sheets
from screening.importing.template_files import LISTS, LONGEST_INLINE, csv_files, workbook
from screening.importing.values import is_formula
from screening.packs import checklists_folder

FILLED: dict[str, list[dict[str, Any]]] = {
    ACCOUNTS: [
        {"case": "K-1", "account": "a1", "on": "31/05/2026", "agency": "health-visiting", "by": "health visitor",
         "source": "observed", "known_to": "gp; nursery", "complete": "people"},
        {"case": "K-1", "account": "a2", "on": "2026-06", "agency": "gp", "source": "record"},
    ],
    "children": [{"case": "K-1", "account": "a1", "id": "sam", "born": "2026-01-04", "mobility": "Not yet moving about",
                  "disability": "none", "health_needs": "regular medicine; other"}],
    "child-injuries": [{"case": "K-1", "account": "a1", "child": "sam", "id": "i1", "kind": "bruise",
                        "body_part": "face;ear", "several": "no"}],
    "people": [{"case": "K-1", "account": "a1", "id": "mother", "relationship": "mother", "parent_of": "sam"},
               {"case": "K-2", "id": "aunt", "relationship": "other-relative"}],
    "record": [{"case": "K-1", "account": "a2", "chronology": "thin"}],
}  # fmt: skip


def as_workbook(path: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheets())))
    for name, filled in rows.items():
        heads = [str(cell.value) for cell in book[name][1]]
        for row in filled:
            assert set(row) <= set(heads)
            book[name].append([row.get(head) for head in heads])
    book.save(path)
    return path


def as_csv(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    folder.mkdir()
    for name, content in csv_files(sheets()).items():
        heads = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        with (folder / name).open("wb") as file:
            file.write(content)
            text = io.StringIO()
            csv.writer(text).writerows([row.get(head) for head in heads] for row in rows.get(Path(name).stem, ()))
            file.write(text.getvalue().encode())
    return folder


def read(path: Path) -> tuple[PlainTables, list[Imported]]:
    importer = PlainTables(path, TODAY)
    found = list(importer)
    assert importer.tally.found == len(found)
    return importer, found


@pytest.mark.parametrize("write", [as_workbook, as_csv])
def test_what_is_filled_in_is_read_back(tmp_path: Path, write: Any) -> None:
    importer, (first, second) = read(write(tmp_path / "team.xlsx", FILLED))
    assert codes(importer, [first, second]) == []
    facts = told(first)
    assert facts["children.sam.mobility"] == "not-mobile"
    assert facts["children.sam.disability"] == ()
    assert facts["children.sam.health_needs"] == ("regular-medicine", "other")
    assert facts["children.sam.injuries.i1.body_part"] == ("face", "ear")
    assert facts["children.sam.injuries.i1.several"] is False
    assert facts["record.chronology"] == "thin"
    a1, a2 = case_of(first).accounts
    assert (a1.on, a1.known_to, a1.complete, a2.on) == ("2026-05-31", ("gp", "nursery"), ("people",), "2026-06")
    assert told(second) == {"people.aunt.relationship": "other-relative"}


def test_every_fact_that_can_be_told_has_one_column_with_help() -> None:
    columns = [one.path for sheet in sheets() for one in sheet.facts]
    told_facts = {one.path for one in all_entries() if one.derived is None and one.member is None}
    assert set(columns) == told_facts
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheets())))
    for sheet in sheets():
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [*sheet.heads, *(one.name for one in sheet.facts)]
        assert all(cell.comment is not None for cell in page[1])
        offered = sum(one.kind in ("choice", "yes-no") for one in sheet.facts)
        assert len(page.data_validations.dataValidation) == offered


def test_choices_too_long_for_a_cell_of_their_own_go_onto_a_hidden_sheet() -> None:
    (children, *_) = sheets()
    mobility = next(one for one in children.facts if one.name == "mobility")
    many = tuple(f"a-rather-long-answer-{number}" for number in range(20))
    assert len(",".join(many)) > LONGEST_INLINE
    longer = replace(children, facts=(replace(mobility, values=many), replace(mobility, values=many[::-1])))
    book = openpyxl.load_workbook(io.BytesIO(workbook([longer])))
    assert book[LISTS].sheet_state == "hidden"
    rules = book["children"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ["'lists'!$A$1:$A$20", "'lists'!$B$1:$B$20"]
    assert tuple(row[1] for row in book[LISTS].iter_rows(values_only=True)) == many[::-1]


def test_a_checklist_limits_the_template_to_what_it_asks() -> None:
    checklists = read_checklists(checklists_folder())
    for checklist in checklists.values():
        chosen = sheets(facts_of([checklist]))
        asked = {one.path for sheet in chosen for one in sheet.facts}
        assert asked >= {"child.born"}
        assert sum(len(sheet.facts) for sheet in chosen) < 100
    chosen = sheets(facts_of([checklists["mark-on-a-baby"]]))
    assert {"children", "child-injuries"} <= {sheet.name for sheet in chosen}


def test_wrong_cells_are_left_out_with_a_suggestion_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = as_workbook(tmp_path / "team.xlsx", {
        "children": [{"case": "K-1", "id": "sam", "mobility": "not-mobil", "born": "31/02/2026", "born_at_weeks": 3,
                      "seen_alone": "maybe", "communication": "no words"}],
        "people": [{"case": "K-1", "id": "my mother", "relationship": "mother"},
                   {"case": "K-1", "relationship": "father"}],
        "contacts": [{"case": "K-1", "id": "c1", "agency": "Health Visiting", "child_seen": "yes"}],
    })  # fmt: skip
    _importer, (one,) = read(path)
    found: dict[str, list[tuple[int | None, str, str | None]]] = {}
    for problem in one.problems:
        sheet = (problem.file or "").partition("[")[2]
        found.setdefault(sheet, []).append((problem.line, problem.code, problem.hint))
    codes_of_children = sorted(code for _, code, _ in found["children]"])
    assert codes_of_children == ["C210", "M232", "M232", "M232"]
    assert any(hint == 'Did you mean "not-mobile"?' for *_, hint in found["children]"])
    assert sorted(code for _, code, _ in found["people]"]) == ["M231", "M232"]
    assert [line for line, *_ in found["contacts]"]] == [3]
    assert told(one) == {"children.sam.communication": "no-words", "contacts.c1.child_seen": True}


def test_formulas_are_refused_in_every_sheet(tmp_path: Path) -> None:
    rows = {"children": [{"case": "K-1", "id": "sam", "note": '=HYPERLINK("http://x")', "education": "school"}],
            "people": [{"case": "=1+1", "id": "mother"}]}  # fmt: skip
    for path in (as_workbook(tmp_path / "t.xlsx", rows), as_csv(tmp_path / "t", rows)):
        importer, (one, aside) = read(path)
        assert told(one) == {"children.sam.education": "school"}
        assert sorted(codes(importer, [one, aside])) == ["M210", "M227", "M227"]
    for sign in ("+1+cmd|x", "-2+3+cmd|x", "@SUM(A1)", "\t=1"):
        assert is_formula(sign)
    for harmless in ("-1", "+44", "a=b", "gp", "2026-01-01"):
        assert not is_formula(harmless)


def test_nothing_of_the_template_itself_can_be_taken_for_a_formula() -> None:
    for content in csv_files(sheets()).values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            assert not any(is_formula(cell) for cell in row)


def test_it_must_be_clear_which_account_a_row_belongs_to(tmp_path: Path) -> None:
    importer, (one,) = read(as_workbook(tmp_path / "t.xlsx", {
        ACCOUNTS: [{"case": "K-1", "account": name} for name in ("a1", "a2", "a2")],
        "children": [{"case": "K-1", "id": "sam", "education": "school"},
                     {"case": "K-1", "account": "a3", "id": "sam", "education": "school"},
                     {"case": "K-1", "account": "a1", "id": "sam", "education": "school"},
                     {"case": "K-1", "account": "a1", "id": "sam", "education": "not-yet"}],
    }))  # fmt: skip
    assert sorted(codes(importer, [one])) == ["M211", "M222", "M231", "M231"]
    assert told(one) == {"children.sam.education": "school"}


def test_one_sheet_alone_is_enough_and_columns_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "children.csv"
    path.write_text("case;id;mobility\nK-1;sam;walking\n", encoding="utf-8")
    _, (one,) = read(path)
    assert told(one) == {"children.sam.mobility": "walking"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("case,id,mobility\nK-1,sam,caf\xe9\n".encode("latin-1"), "M201"),
        ("case,id,mobility\nK-1,sam,walking\n".encode("utf-16"), "M201"),
        (b'case,id,mobility\nK-1,sam,"wal', "M201"),
        (b"", "M202"),
    ],
)
def test_a_damaged_csv_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "children.csv"
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as refused:
        read(path)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_what_is_no_sheet_of_the_template_is_pointed_out(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    with pytest.raises(ProblemsFound, match="M202"):
        read(folder)
    (folder / "childen.csv").write_text("case,id\nK-1,sam\n")
    with pytest.raises(ProblemsFound, match="M202"):
        read(folder)
    (folder / "people.csv").write_text("Case,id,relation\n# help,,\nK-1,mum,mother\n")
    importer, (one,) = read(folder)
    (sheet, column) = importer.tally.problems
    assert (sheet.code, sheet.hint) == ("M206", 'Did you mean "children"?')
    assert (column.code, column.line, column.column, column.hint) == ("M221", 1, 3, 'Did you mean "relationship"?')
    assert one.case is not None


def test_the_comment_sign_begins_a_row_that_is_not_read() -> None:
    assert all(content.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith(COMMENT)
               for content in csv_files(sheets()).values())  # fmt: skip
