"""The DOCX: what a word processor and a case system can use, with the same text as the PDF."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from made_documents import FINDINGS, OPEN, STRENGTH, disagreeing, quiet, screening
from test_report_escaping import HOSTILE, hostile

from screening.cli.running import run
from screening.engine.document import Screening
from screening.reports.docx import screening_docx
from screening.reports.plain import unmarked
from screening.reports.printing import on_paper

DAY = datetime.date(2026, 3, 1)


def opened(document: Screening, printed_by: str | None = None, printed_on: datetime.date | None = None) -> Document:
    return docx.Document(io.BytesIO(screening_docx(document, printed_by, printed_on)))


def words_of(document: Document) -> list[str]:
    """Every paragraph and cell, in order."""
    texts: list[str] = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            texts += [cell.text for row in part.rows for cell in row.cells]
        else:
            texts.append(part.text)
    return texts


def test_it_has_headings_lists_and_two_kinds_of_table() -> None:
    made = opened(screening())
    levels = [int(one.style.name[-1]) for one in made.paragraphs if one.style and one.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {one.style.name for one in made.paragraphs if one.style} >= {"List Bullet", "List Bullet 2"}
    heads = [tuple(cell.text for cell in table.rows[0].cells) for table in made.tables]
    assert heads[0] == ("How soon", "What to do", "Policies", "Prompts")
    assert set(heads[1:]) == {("Question", "About it", "Answer")}
    assert all("tblHeader" in table.rows[0]._tr.xml for table in made.tables)


def test_what_to_do_is_a_row_each_with_the_soonest_first() -> None:
    table = opened(screening()).tables[0]
    assert [row.cells[0].text for row in table.rows[1:]] == ["today", "today", "by the next working day"]
    assert "INJ-001" in table.rows[1].cells[3].text


@pytest.mark.parametrize("make", [screening, quiet, disagreeing])
def test_it_begins_with_999_and_ends_with_what_it_is_not(make: Callable[[], Screening]) -> None:
    texts = words_of(opened(make()))
    assert texts[0] == "If a child is in immediate danger, call 999 now."
    assert texts[-1].endswith("what is not listed is not evidence of safety.")


@pytest.mark.parametrize("make", [screening, quiet, disagreeing])
def test_everything_that_goes_on_paper_is_in_it(make: Callable[[], Screening]) -> None:
    made = opened(make())
    shown = "\n".join([*words_of(made), made.sections[0].footer.paragraphs[0].text])
    sheet = on_paper(make())
    assert [text for text in leaves(sheet.model_dump(exclude={"title"})) if unmarked(text) not in shown] == []


def leaves(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a paper, without what only says how it looks."""
    if isinstance(value, str) and name not in ("kind", "look", "link"):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, key)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)


def test_it_says_what_the_pdf_says_of_each_finding() -> None:
    text = "\n".join(words_of(opened(screening())))
    assert all(one.title in text for one in (*FINDINGS, OPEN, STRENGTH))
    assert FINDINGS[0].limits[0] in text
    assert OPEN.summary not in text


def test_its_properties_name_no_person_and_no_case() -> None:
    about = opened(screening(), "duty social worker").core_properties
    assert about.title == "Screening, as known on 16 August 2014"
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.language == "en-GB"


def test_the_foot_of_every_page_says_what_it_belongs_to() -> None:
    foot = opened(screening(), "duty social worker", DAY).sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Case R-2014, as known on 16 August 2014. Leicester. Learning 0.1.0.")
    assert "Printed by duty social worker on 1 March 2026. This is not evidence of safety. Page" in foot.text
    assert re.findall(r'w:instr="(\w+)"', foot._p.xml) == ["PAGE", "NUMPAGES"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert screening_docx(screening(), "somebody", DAY) == screening_docx(screening(), "somebody", DAY)
    with zipfile.ZipFile(io.BytesIO(screening_docx(screening()))) as made:
        assert {one.date_time for one in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", [*HOSTILE, "{{ 7 * 7 }}", "a\x00b\ufffe", "]]>", "<w:p/>"])
def test_text_stays_text(text: str) -> None:
    made, plain = opened(hostile(text), text), opened(hostile("word"), "word")
    shown = "\n".join(words_of(made)).replace("\u2068", "").replace("\u2069", "")
    kept = text.replace("\x00", "\\u0000").replace("\ufffe", "\\ufffe")
    assert f"Screening of case {kept}" in shown
    assert len(made.element.xpath("//*")) == len(plain.element.xpath("//*"))


def test_the_command_writes_it(tmp_path: Path) -> None:
    case, out = tmp_path / "case.yaml", tmp_path / "out.docx"
    case.write_text("case: K-1\nfacts: {children: {sam: {mobility: not-mobile}}}\n", encoding="utf-8")
    assert run(["screen", str(case), "--as-of", "2026-01-01", "--format", "docx", "--output", str(out)]) == 0
    assert "Screening of case K-1" in words_of(docx.Document(str(out)))
