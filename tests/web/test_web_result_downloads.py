"""What is taken out is in the log, is named without anything of the case, and reads back; and who may take it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.engine.document import Screening
from screening.reports.words import day
from screening.store.audit import Audit
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.store.database import Database

from .browsing import user_named
from .conftest import Browser
from .result_cases import REFERENCE, TODAY, marked_baby

DOWNLOADS = {
    "result.pdf": ("printed", "pdf"),
    "result.docx": ("printed", "docx"),
    "data/result.json": ("exported", "screening"),
    "data/case.yaml": ("exported", "case file"),
    "data/case.json": ("exported", "case file"),
}
PAGES = ("result", "chronology", "family", f"prompts/{'0' * 16}")


def logged(database: Database, case_id: str, name: str) -> list[tuple[str, str]]:
    user = user_named(database, name)
    with database.reading() as session:
        found = [one for one in Audit(session).entries(case_id) if one.user_id == user.id]
        return [(one.action, one.detail) for one in found if one.action in ("printed", "exported", "refused")]


def test_each_is_in_the_log_and_its_name_says_nothing(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("practitioner")
    for path in DOWNLOADS:
        answer = client.get(f"/cases/{case_id}/{path}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        stem, _, ending = path.rpartition("/")[2].partition(".")
        name = f"{stem}-{case_id[:8]}-{TODAY.isoformat()}.{ending}"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert logged(database, case_id, "practitioner") == list(DOWNLOADS.values())


def test_paper_says_who_printed_it_and_data_reads_back(browser: Browser, database: Database, tmp_path: Path) -> None:
    case_id = marked_baby(database)
    client = browser("practitioner")
    assert client.get(f"/cases/{case_id}/result.pdf").content.startswith(b"%PDF-")
    document = zipfile.ZipFile(io.BytesIO(client.get(f"/cases/{case_id}/result.docx").content))
    foot = "".join(document.read(one).decode() for one in document.namelist() if "footer" in one)
    said = f"Printed by practitioner (practitioner) on {day(TODAY.isoformat())}. This is not evidence of safety."
    assert said in foot
    screening = Screening.model_validate_json(client.get(f"/cases/{case_id}/data/result.json").content)
    assert screening.case == REFERENCE
    assert screening.checked.channels == 2 or screening.checked.note
    with database.reading() as session:
        file = Cases(session).file(case_id)
    path = tmp_path / "case.yaml"
    path.write_bytes(client.get(f"/cases/{case_id}/data/case.yaml").content)
    assert read_case(path).case == file
    assert CaseFile.model_validate(json.loads(client.get(f"/cases/{case_id}/data/case.json").content)) == file


def test_a_view_is_taken_out_as_it_is_shown(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    client = browser("practitioner")
    page = client.get(f"/cases/{case_id}/result?face=yes").text
    assert f'href="/cases/{case_id}/data/result.json?face=yes"' in page
    taken = Screening.model_validate_json(client.get(f"/cases/{case_id}/data/result.json?face=yes").content)
    assert taken.lens.face_value


@pytest.mark.parametrize(
    ("name", "live", "training"),
    [
        ("practitioner", 200, 200), ("colleague", 200, 200), ("supervisor", 200, 200), ("stranger", 404, 404),
        ("trainer", 404, 200), ("administrator", 404, 404),
    ],
)  # fmt: skip
def test_who_may_see_and_take_what(browser: Browser, database: Database, name: str, live: int, training: int) -> None:
    client = browser(name)
    for status, is_training in ((live, False), (training, True)):
        case_id = marked_baby(database, training=is_training)
        for path in ("result", "chronology", "family", "data/result.json", "data/case.yaml"):
            assert client.get(f"/cases/{case_id}/{path}").status_code == status, path
        assert client.get(f"/cases/{case_id}/prompts/{'0' * 16}").status_code == (303 if status == 200 else 404)
        if status == 404:
            assert client.get(f"/cases/{case_id}/result.pdf").status_code == 404
            assert {deed for deed, _ in logged(database, case_id, name)} == {"refused"}


def test_nobody_sees_anything_without_signing_in(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    for path in (*PAGES, *DOWNLOADS):
        assert browser().get(f"/cases/{case_id}/{path}").headers["location"].startswith("/sign-in?next=")


def test_behind_broken_glass_one_may_read_and_print_and_not_export(browser: Browser, database: Database) -> None:
    case_id = marked_baby(database)
    stranger = user_named(database, "stranger")
    with database.session() as session:
        BreakGlass(session).open(stranger.id, case_id, "the child is in our ward tonight")
    client = browser("stranger")
    page = client.get(f"/cases/{case_id}/result")
    assert page.status_code == 200
    assert "result.pdf" in page.text
    assert "data/case.yaml" not in page.text
    assert client.get(f"/cases/{case_id}/data/case.yaml").status_code == 404
    assert client.get(f"/cases/{case_id}/result.docx").status_code == 200
