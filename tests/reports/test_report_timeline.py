"""The chronology of a case: in order, nothing lost, what was taken back kept; its drawing says what the table says."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_report_escaping import HOSTILE

from screening.case.account import CaseFile
from screening.engine.chronology import chronology
from screening.reports.drawing import width_of, wrapped
from screening.reports.timeline import SIZE, WIDTH, arrange_timeline, timeline_html

DAY = datetime.date(2020, 6, 1)


def case(*accounts: dict[str, Any], **rest: Any) -> CaseFile:
    return CaseFile.model_validate({"case": "K-1", "accounts": list(accounts), **rest})


def account(identifier: str, on: str | None, facts: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"id": identifier, "facts": facts, **({"on": on} if on else {}), **rest}


BRUISE = {"children": {"sam": {"injuries": {"i1": {"kind": "bruise", "seen_on": "2020-05-03"}}}}}
FULL = case(
    account("gp", "2020-05-04", BRUISE, agency="gp", by="GP", source="carer", told_by="mother"),
    account("hv", "2020", {"children": {"sam": {"born": "2020-01"}}}, agency="health-visiting", source="record"),
    account("nur", "2020-05-10", BRUISE, agency="nursery", source="observed"),
    account("old", "2020-04-01", {"people": {"mother": {"isolated": True}}}, agency="gp"),
    account("later", "2020-05-11", {}, withdraws=["old"]),
    account("due", "2020-05-12", {"claims": {"c1": {"kind": "promise", "by_when": "2020-07-01"}}}),
    account("ahead", "2020-06-02", {"people": {"father": {"relationship": "father"}}}),
    facts={"people": {"gran": {"relationship": "grandparent"}}},
)


def rows(file: CaseFile, day: datetime.date = DAY) -> list[tuple[str, str, str]]:
    return [(one.when, "; ".join(one.what), one.who) for one in arrange_timeline(chronology(file, day)).rows]


def test_it_is_in_order_with_what_has_no_date_last() -> None:
    assert [(one.when, one.kind) for one in chronology(FULL, DAY).entries] == [
        ("2020-04-01", "told"),
        ("2020-05-03", "dated"),
        ("2020-05-04", "told"),
        ("2020-05-10", "told"),
        ("2020-05-11", "told"),
        ("2020-05-12", "told"),
        ("2020-07-01", "dated"),
        (None, "told"),
    ]


def test_a_date_that_lies_within_a_year_counts_from_its_last_day() -> None:
    def by_record(day: datetime.date) -> list[str | None]:
        return [one.when for one in chronology(FULL, day).entries if one.kind == "told" and one.accounts == ("hv",)]

    assert by_record(DAY) == []
    assert by_record(datetime.date(2020, 12, 31)) == ["2020"]


def test_what_was_told_later_is_not_in_it() -> None:
    assert not [text for text in rows(FULL) if "Father" in text[1]]
    assert [text for text in rows(FULL, datetime.date(2020, 6, 2)) if "Father" in text[1]]


def test_a_day_that_two_accounts_name_stands_once_with_both() -> None:
    found = [(what, re.sub("[\u2068\u2069]", "", who)) for when, what, who in rows(FULL) if when == "3 May 2020"]
    assert found == [
        ("Injury i1 of sam: bruise, seen", "Said by the mother to the GP, 4 May 2020; seen by the nursery, 10 May 2020")
    ]


def test_what_an_account_tells_of_its_own_day_stands_there_only() -> None:
    own = case(account("a", "2020-05-03", BRUISE, agency="gp", source="observed"))
    assert [one.kind for one in chronology(own, DAY).entries] == ["told"]


def test_what_was_taken_back_stays_and_says_so_and_dates_nothing() -> None:
    assert [one.taken_back for one in chronology(FULL, DAY).entries if one.accounts == ("old",)] == [True]
    assert [what for when, what, _ in rows(FULL) if when == "1 April 2020, taken back later"] == [
        "Mother: isolated: \u2068yes\u2069"
    ]
    withdrawn = case(account("a", "2020-05-04", BRUISE), account("b", "2020-05-05", {}, withdraws=["a"]))
    assert {one.kind for one in chronology(withdrawn, DAY).entries} == {"told"}


def test_what_is_still_to_come_says_so() -> None:
    assert [row[:2] for row in rows(FULL) if "still to come" in row[0]] == [
        ("1 July 2020, still to come", "Claim c1: promise, by when")
    ]


def test_notes_are_for_those_who_wrote_them() -> None:
    noted = case(account("a", "2020-05-04", {"people": {"mother": {"note": "a name"}}}, note="another"))
    assert rows(noted) == [("4 May 2020", "Nothing beside a note.", "Not said who told it")]
    assert "name" not in timeline_html(noted, DAY)


def drawing(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.findall(r"<svg.*?</svg>", html, re.DOTALL)[0])  # noqa: S314 - made here


def test_the_drawing_has_a_title_and_a_description_and_runs_and_fetches_nothing() -> None:
    html = timeline_html(FULL, DAY)
    made = drawing(html)
    assert made.get("role") == "img"
    assert [one.get("id") for one in made[:2]] == (made.get("aria-labelledby") or "").split()
    assert {one.tag for one in made.iter()} == {"svg", "title", "desc", "line", "rect", "circle", "text"}
    assert not re.search(r"<script|style=|href|url\(|@import|\son\w+=", html)


def test_the_drawing_and_the_table_hold_the_same() -> None:
    html = timeline_html(FULL, DAY)
    drawn = "".join("".join(one.itertext()) for one in drawing(html).iter("text"))
    table = html.partition("<tbody>")[2]
    assert table.count("<tr>") == len(rows(FULL))
    for when, what, who in rows(FULL):
        for part in (when, *what.split("; "), who):
            squeezed = re.sub(r"[\s\u2068\u2069]", "", part)
            assert squeezed in re.sub(r"\s", "", drawn)
            assert squeezed in re.sub(r"\s|<[^>]*>", "", table)


def test_no_two_texts_share_a_line_and_all_stay_inside() -> None:
    made = arrange_timeline(chronology(FULL, DAY))
    lines = [line for placed in made.placed for line in placed.lines]
    heights = [y for y, _, _ in lines]
    assert all(after - before >= SIZE * 1.3 for before, after in pairwise(heights))
    assert all(24 + width_of(text, SIZE) <= WIDTH for _, text, _ in lines)
    assert heights[-1] < made.height


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    def elements(word: str) -> list[str]:
        made = timeline_html(case(account("a", "2020-05-04", BRUISE, agency="gp", by=word)), DAY)
        drawing(made)
        return [one for one in re.findall(r"<(/?[a-z]+)", made) if one.strip("/") != "text"]

    assert elements(text) == elements("word")


def test_an_empty_case_says_so() -> None:
    assert "Nobody has told anything yet." in timeline_html(case(), DAY)
    assert "<svg" not in timeline_html(case(), DAY)


def test_the_same_case_gives_the_same_text() -> None:
    assert timeline_html(FULL, DAY) == timeline_html(FULL.model_copy(), DAY)


@given(st.text(max_size=120), st.integers(60, 300))
def test_broken_text_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width, 12)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 12) <= width or len(line) == 1 for line in lines)
