"""Everything about a case on paper: nothing is left out, third parties are marked, and no text is taken for markup."""

from __future__ import annotations

import datetime
from typing import Any

from printed_text import opened, pages, roles, squeezed

from screening.case.account import CaseFile
from screening.engine.chronology import chronology
from screening.reports.everything import FOR_REDACTION, Everything, Told, everything_on_paper
from screening.reports.paper import Group, Paragraph, Points
from screening.reports.pdf import paper_pdf

DAY = datetime.date(2026, 3, 1)
HOSTILE = '#panic("x") *b* <script>alert(1)</script> \\u{1}'
CASE = CaseFile.model_validate({"case": "K-1", "accounts": [
    {"id": "hv", "on": "2026-01-02", "agency": "health-visiting", "source": "observed",
     "facts": {"children": {"sam": {"mobility": "not-mobile"}}}},
    {"id": "dad", "on": "2026-02-03", "agency": "gp", "source": "carer", "told_by": "father",
     "facts": {"children": {"sam": {"injuries": {"i1": {"kind": "bruise", "seen_on": "2026-01-30"}}}}}},
]})  # fmt: skip


def told(**changes: Any) -> Told:
    values: dict[str, Any] = {
        "id": "hv", "heading": "Account 1: A mark on a baby", "how": "health visiting, seen by them, 2 January 2026",
        "lines": ("sam: Does the child move about? Not yet",), "around": ("Saved on 2 January 2026 by Ann.",),
        "note": "", "redact": (),
    }  # fmt: skip
    return Told(**(values | changes))


def everything(**changes: Any) -> Everything:
    values: dict[str, Any] = {
        "reference": "K-1", "training": False, "made_on": DAY, "made_by": "Sue", "request_from": ("sam",),
        "about": (("Held by", "Ann"),), "chronology": chronology(CASE, DAY),
        "accounts": (
            told(),
            told(id="dad", heading="Account 2: Kind", redact=("told by father",), note="By the door."),
        ),
        "responses": ("Ann, to INJ-001 about sam: done: in the notes",),
        "supervision": (("Record 1, held on 2 March 2026", ("Actions: the midwife rings the ward",)),),
        "drafts": ("mark-on-a-baby, about sam",),
        "emergencies": ("Bob: a child at the door",), "log": ("Sue: read",),
    }  # fmt: skip
    return Everything(**(values | changes))


def test_nothing_of_it_is_left_out_and_the_paper_is_tagged() -> None:
    made = paper_pdf(everything_on_paper(everything()))
    text = "".join(pages(made))
    for said in (
        "Everything kept about case K-1", "Held by", "sam: Does the child move about? Not yet", "By the door.",
        "Saved on 2 January 2026 by Ann.", "in the notes", "the midwife rings the ward",
        "mark-on-a-baby", "a child at the door", "Sue: read",
        "Printed by Sue on 1 March 2026", "30 January 2026", "call 999", "This is not evidence of safety.", "of 1",
    ):  # fmt: skip
        assert squeezed(said) in text, said
    assert {"/H1", "/H2", "/H3", "/L"} <= set(roles(made))
    with opened(made) as document:
        # The title shows in windows and lists.
        assert "K-1" not in str(document.docinfo["/Title"])


def test_the_same_gives_the_same_bytes() -> None:
    assert paper_pdf(everything_on_paper(everything())) == paper_pdf(everything_on_paper(everything()))


def test_what_others_told_is_marked_in_the_account_and_in_the_chronology() -> None:
    paper = everything_on_paper(everything())
    first, second = (one for one in paper.blocks if isinstance(one, Group) and one.look == "finding")

    def marks(group: Group) -> list[str]:
        paragraphs = [one for one in group.blocks if isinstance(one, Paragraph)]
        return ["".join(span.text for span in one.text) for one in paragraphs if one.text[0].text == FOR_REDACTION]

    assert marks(first) == []
    (why,) = marks(second)
    assert "told by father" in why
    listed = next(one for one in paper.blocks if isinstance(one, Points))
    lines = ["".join(span.text for span in one.text) for one in listed.points]
    assert [FOR_REDACTION in line for line in lines] == ["30 January" in line or "3 February" in line for line in lines]
    assert any("2 January" in line for line in lines)


def test_where_nobody_asked_the_paper_says_that_everything_is_marked() -> None:
    said = "Nobody is named as the person who asked"
    assert any(isinstance(one, Paragraph) and said in one.text[0].text
               for one in everything_on_paper(everything(request_from=())).blocks)  # fmt: skip
    assert not any(isinstance(one, Paragraph) and said in one.text[0].text
                   for one in everything_on_paper(everything()).blocks)  # fmt: skip


def test_text_is_shown_and_never_run() -> None:
    hostile = told(heading=HOSTILE, how=HOSTILE, lines=(HOSTILE,), note=HOSTILE, redact=(HOSTILE,), around=(HOSTILE,))
    made = paper_pdf(everything_on_paper(everything(
        reference="K-#1", made_by=HOSTILE, accounts=(hostile,), responses=(HOSTILE,), drafts=(HOSTILE,),
        emergencies=(HOSTILE,), log=(HOSTILE,), request_from=(HOSTILE,),
    )))  # fmt: skip
    assert "".join(pages(made)).count(squeezed('#panic("x") *b* <script>alert(1)</script>')) >= 11
