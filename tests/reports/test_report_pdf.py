"""The PDF: closed, tagged, the same each time, cut like paper, and nothing in it is ever taken for markup."""

from __future__ import annotations

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import FINDINGS, OPEN, STRENGTH, disagreeing, fact, finding, question, quiet, screening
from printed_text import opened, pages, roles, squeezed
from test_report_escaping import HOSTILE, hostile

from screening.case.reading import read_case
from screening.cli.running import run
from screening.engine.document import Ground, Named, Screening
from screening.engine.screen import screen
from screening.packs import checklists_folder, pack_folder
from screening.reports.pdf import SHOWN, printable, screening_pdf
from screening.rulebook.loading import open_pack

TYPST = [
    "#panic()", '#read("/etc/passwd")', "*x* _y_ $ z $", "= heading", "@label <label>", "\\ \\u{41} ~ --", "]#[", '"',
]  # fmt: skip
RIGHT_TO_LEFT = "\u05e8\u05d5\u05d1\u05d9\u05df"
ONE_LINE = FINDINGS[3]
DAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def full() -> bytes:
    return screening_pdf(screening(), "duty social worker", DAY)


def test_it_is_tagged_in_british_english_for_pdf_ua(full: bytes) -> None:
    with opened(full) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_its_title_holds_no_case_and_its_properties_no_person_and_no_clock(full: bytes) -> None:
    with opened(full) as document:
        assert str(document.docinfo["/Title"]) == "Screening, as known on 16 August 2014"
        assert not {"/Author", "/CreationDate", "/ModDate"} & set(document.docinfo.keys())
        assert b"R-2014" not in document.Root.Metadata.read_bytes()


def test_the_same_document_gives_the_same_bytes(full: bytes) -> None:
    assert screening_pdf(screening(), "duty social worker", DAY) == full


def test_headings_go_down_one_step_at_a_time_and_start_with_one_main_one(full: bytes) -> None:
    levels = [int(role[2:]) for role in roles(full) if role in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("document", [screening(), quiet(), disagreeing()])
def test_it_begins_with_999_and_ends_with_what_it_is_not(document: Screening) -> None:
    text = "".join(pages(screening_pdf(document)))
    assert text.startswith(squeezed("If a child is in immediate danger, call 999 now."))
    assert squeezed("what is not listed is not evidence of safety.") in text


def test_where_nothing_is_found_it_says_what_that_means() -> None:
    assert squeezed("Nothing recorded so far opens a prompt. This is not evidence of safety.") in "".join(
        pages(screening_pdf(quiet()))
    )


def test_every_page_says_what_it_belongs_to(full: bytes) -> None:
    sheets = pages(full)
    assert len(sheets) > 1
    for number, text in enumerate(sheets, 1):
        for wanted in (
            "Case R-2014, as known on 16 August 2014. Leicester. Learning 0.1.0.",
            "38 of 38 rules not signed off. Printed by duty social worker on 1 March 2026.",
            "This is not evidence of safety.",
            f"Page {number} of {len(sheets)}",
            "call 999 now.",
        ):
            assert squeezed(wanted) in text


def test_what_is_opened_out_is_in_full_and_the_rest_in_one_line(full: bytes) -> None:
    text = "".join(pages(full))
    for one in (FINDINGS[0], FINDINGS[2], FINDINGS[4]):
        wanted = [one.title, one.summary, one.why, *one.limits, *one.innocent_explanations, one.prompts[0].ask]
        assert [part for part in wanted if squeezed(part) not in text] == []
    for one in (ONE_LINE, OPEN):
        assert squeezed(one.title) in text
        assert squeezed(one.summary) not in text
    assert squeezed(STRENGTH.summary) in text
    assert squeezed(STRENGTH.limits[0]) not in text


def test_all_first_questions_and_three_more_of_each_person_are_printed(full: bytes) -> None:
    text = "".join(pages(full))
    assert [number for number in range(1, 13) if squeezed(f"Question number {number}?") in text] == [1, 2, 3, 4]


def test_accounts_that_differ_stand_one_under_the_other(full: bytes) -> None:
    text = "".join(pages(full))
    assert squeezed("the nursery says bruise (seen by them, 16 August 2014)") in text
    assert squeezed("the mother says none (to the GP, August 2014)") in text


@pytest.mark.parametrize("text", [*TYPST, *(one for one in HOSTILE if one.isascii())])
def test_text_stays_text(text: str) -> None:
    made = screening_pdf(hostile(text), text)
    shown = "".join(pages(made))
    assert squeezed(f"Screening of case {text}") in shown
    assert squeezed(f"Printed by {text}") in shown
    assert roles(made).count("/H1") == 1


def test_text_from_right_to_left_is_shown_in_its_own_letters() -> None:
    shown = "".join(pages(screening_pdf(hostile(RIGHT_TO_LEFT))))
    # A page is painted from left to right.
    assert RIGHT_TO_LEFT in shown or RIGHT_TO_LEFT[::-1] in shown


def test_only_web_addresses_are_links() -> None:
    wrong = Named(id="p", name="Wrong", address="javascript:alert(1)")
    right = Named(id="q", name="Right", address="https://example.org/?a=1&b=2")
    with opened(screening_pdf(screening(findings=(finding(policies=(wrong, right)),)))) as document:
        actions = [one.A for page in document.pages for one in page.get("/Annots", []) if "/A" in one]
        links = {str(action.URI) for action in actions if "/URI" in action}
    assert right.address in links
    assert not [link for link in links if not link.startswith("https://")]


def test_every_letter_that_is_said_to_be_shown_can_be() -> None:
    letters = "".join(f"{chr(code)} " for first, last in SHOWN[:-1] for code in range(first, last + 1))
    told = Ground(facts=(fact("children.robyn.mobility", "child.mobility", letters, "hv"),))
    assert screening_pdf(screening(findings=(finding(because=(told,)),)))


def test_letters_without_a_font_are_spelt_out() -> None:
    assert printable("a\u4e2d\U0001f600b") == "a\\u4e2d\\u1f600b"
    assert squeezed("Screening of case \\u4e2d") in "".join(pages(screening_pdf(screening(case="\u4e2d"))))


def test_a_long_word_can_be_broken_and_is_not_changed_otherwise() -> None:
    assert printable("x" * 60).replace("\u200b", "") == "x" * 60
    assert max(len(part) for part in printable("x" * 60).split("\u200b")) <= 24
    assert printable("a usual sentence, health-visiting") == "a usual sentence, health-visiting"


LETTERS = "".join(chr(code) for first, last in SHOWN for code in range(first, last + 1))
TEXT = st.one_of(st.text(min_size=1, max_size=64), st.text(LETTERS, min_size=1, max_size=64))


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_no_text_stops_it(text: str) -> None:
    assert screening_pdf(screening(case=text, questions=(question(1, ask=text),)), text)


def test_a_long_case_stays_within_a_few_pages() -> None:
    case = read_case(checklists_folder() / "scenarios" / "william.yaml").case
    last = max(one.day for one in case.all_accounts if one.day)
    document = screen(case, open_pack(pack_folder(None), None), datetime.date.fromordinal(last))
    assert len(pages(screening_pdf(document, "supervisor"))) <= 9


def test_the_command_writes_it_to_a_file_and_to_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("case: K-1\nfacts: {children: {sam: {mobility: not-mobile}}}\n", encoding="utf-8")
    assert run(["screen", str(case), "--format", "pdf"]) == 2
    assert "--output" in capsys.readouterr().err
    out = tmp_path / "out.pdf"
    assert run(["screen", str(case), "--as-of", "2026-01-01", "--format", "pdf", "--output", str(out)]) == 0
    assert squeezed("Screening of case K-1") in "".join(pages(out.read_bytes()))
