"""Whatever is sent to a form page, the answer is a page: kept, or what is wrong with it; never a fault."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.forms.made import tellable
from screening.services.offered import name_for_fact
from screening.store.database import Database

from .browsing import new_case
from .conftest import Browser
from .filling import Filling, add, begin, token

EDGES = st.sampled_from(
    [
        *(
            "",
            " ",
            "0",
            "-1",
            "216",
            "999999",
            "1000000",
            "2026",
            "1899",
            "2201",
            "31",
            "29",
            "2",
            "13",
            "٤",
            "Ⅳ",
            "May",
        ),
        *("today", "\x00", "\ud7ff", "\u202e", "a" * 5000, ",", ",,", "-", "--", "-leave", "-none", "-not-known"),
        *(
            "-another",
            "-no-more",
            "-else",
            "-go-on",
            "not-known",
            "awaiting",
            "mother",
            "sam",
            "i1",
            "none",
            "yes",
            "no",
        ),
        *("bruise", "not-mobile", "é", "people.mother", "{{7*7}}", "<b>", "1e5", "True", "null", "[]", "GP, nursery"),
    ]
)
TEXT = EDGES | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace").decode())
FIELDS = ("answer", "day", "month", "year", "instead", "else", "reason", "word", "note", "known-to", "told-by-carer",
          "told-by-family", "remove", "seen", "from", "version")  # fmt: skip
SENT = st.dictionaries(st.sampled_from(FIELDS), st.lists(TEXT, max_size=3), max_size=6)
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def form(browser: Browser, database: Database) -> Filling:
    case_id = new_case(database, "practitioner")
    add(database, case_id, {"children": {"sam": {"born": "2026-09-01"}}, "people": {"mother": {}}})
    form = begin(browser("practitioner"), case_id, "mark-on-a-baby").open("What was seen")
    return form.answer(answer="-another").answer(answer="bruise")


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.lists(SENT, min_size=1, max_size=3), st.integers(0, 200))
def test_no_answer_to_any_page_is_a_fault(form: Filling, sent: list[dict[str, list[str]]], place: int) -> None:
    pages = sorted({one for one in form.seen if "/pages/" in one})
    address = pages[place % len(pages)]
    for fields in sent:
        answer = form.client.post(address, data={"csrf_token": token(form), **fields})
        assert answer.status_code in (303, 400, 409)
    assert form.client.get(form.home).status_code == 200
    assert form.client.get(f"{form.home}/check").status_code == 200


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.sampled_from(tellable()), SENT)
def test_no_answer_to_any_fact_is_a_fault(form: Filling, fact: str, fields: dict[str, list[str]]) -> None:
    case = form.home.partition("/forms/")[0]
    one = begin(form.client, case.rpartition("/")[2], name_for_fact(fact))
    assert "/pages/" in one.at
    answer = form.client.post(one.at, data={"csrf_token": token(form), **fields})
    assert answer.status_code in (303, 400, 409)
    for page in (one.home, f"{one.home}/check", case):
        assert form.client.get(page).status_code == 200
    form.client.post(f"{one.home}/drop", data={"csrf_token": token(form)})


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.dictionaries(st.sampled_from(["child", "agency", "by", "on-day", "on-month", "on-year"]), TEXT))
def test_no_way_to_begin_is_a_fault(form: Filling, fields: dict[str, str]) -> None:
    start = f"{form.home.partition('/forms/')[0]}/start/pre-birth"
    answer = form.client.post(start, data={"csrf_token": token(form), **fields})
    assert answer.status_code in (303, 400)
