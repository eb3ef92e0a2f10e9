"""Files to be imported, written by the tests: census XML, workbooks and Bundles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from screening.case.account import CaseFile
from screening.case.reading import case_in
from screening.importing.rows import Imported, Importer
from screening.yamlsource import dump, read_text

TODAY = datetime.date(2026, 11, 21)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def census(*children: str, year: int | str = 2024, day: str = "2024-03-31", kind: str = "CIN") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Message><Header><CollectionDetails><Collection>{kind}</Collection><Year>{year}</Year>"
        f"<ReferenceDate>{day}</ReferenceDate></CollectionDetails></Header>\n"
        f"<Children>\n{chr(10).join(children)}\n</Children></Message>"
    )


def child(reference: str = "K1", *, born: str = "2018-05-04", more: str = "", episode: str = "") -> str:
    return (
        f"<Child><ChildIdentifiers><LAchildID>{reference}</LAchildID><UPN>A123456789012</UPN>"
        f"<PersonBirthDate>{born}</PersonBirthDate></ChildIdentifiers>"
        f"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity>{more}</ChildCharacteristics>"
        f"<CINdetails><CINreferralDate>2023-05-01</CINreferralDate><ReferralSource>6</ReferralSource>{episode}"
        "</CINdetails></Child>"
    )


def workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def case_of(one: Imported) -> CaseFile:
    """The case file as a person would read it back, with every check; fails on any mistake."""
    assert one.case is not None, [str(problem) for problem in one.problems]
    return case_in(read_text(dump(one.case), "case.yaml"), today=TODAY).case


def told(one: Imported) -> dict[str, Any]:
    """Every fact that a case tells, by path; of several tellings the last in the file."""
    return {path: value for account in case_of(one).all_accounts for path, value in account.flattened.values}


def codes(importer: Importer, found: Iterable[Imported]) -> list[str]:
    return [problem.code for one in found for problem in one.problems] + [one.code for one in importer.tally.problems]
