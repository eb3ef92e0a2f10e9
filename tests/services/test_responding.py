"""What silences a prompt, and what brings it back: only a change in what it rests on, or a day that has passed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from screening.engine.document import FactLine, Finding, Ground, ToldValue
from screening.engine.finding_basis import as_text, basis_of, changes
from screening.services.responding import mark_of, read_reply

TODAY = datetime.date(2026, 11, 21)
BRUISE = "children.sam.injuries.i1.kind"
MOBILITY = "children.sam.mobility"
AGE = "children.sam.age_months"


def fact(path: str, **told: str) -> FactLine:
    """A fact as accounts tell it: ``fact(BRUISE, gp="bruise")``."""
    values = tuple(ToldValue(account=account, value=value) for account, value in told.items())
    label = path.rpartition(".")[2].replace("_", " ")
    return FactLine(
        path=path, fact="child." + label, thing="sam", label=label, value=" / ".join(sorted(set(told.values()))),
        disputed=False, told=values,
    )  # fmt: skip


def finding(*facts: FactLine, about: str | None = None, **changed: Any) -> Finding:
    because = tuple(Ground(facts=(one,)) for one in facts)
    if about is not None:
        because = (*because, Ground(about=about, facts=()))
    values: dict[str, Any] = {
        "rule": "INJ-001", "version": 1, "title": "A mark", "topic": "injury", "theme": "Injury", "kind": "concern",
        "urgency": "refer", "status": "draft", "subject": "sam", "standing": "met", "summary": "A mark was seen.",
        "why": "Reviews found it.", "because": because,
    }  # fmt: skip
    return Finding(**(values | changed))


THEN = finding(fact(BRUISE, gp="bruise"), fact(MOBILITY, hv="not yet moving about"), fact(AGE, hv="4"))


def changed(now: Finding, then: Finding = THEN) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    found = changes(as_text(basis_of(then)), basis_of(now))
    return [(one.how, one.label, one.before, one.now, one.accounts) for one in found]


def test_nothing_changes_while_the_same_is_told_in_another_order() -> None:
    again = finding(fact(AGE, hv="4"), fact(MOBILITY, hv="not yet moving about"), fact(BRUISE, gp="bruise"))
    assert changed(again) == []
    assert mark_of([again]) == mark_of([THEN])


def test_growing_older_is_no_change_but_another_date_of_birth_is() -> None:
    older = finding(fact(BRUISE, gp="bruise"), fact(MOBILITY, hv="not yet moving about"), fact(AGE, hv="5"))
    assert changed(older) == []
    retold = finding(fact(BRUISE, gp="bruise"), fact(MOBILITY, hv="not yet moving about"), fact(AGE, gp="5"))
    assert changed(retold) == [("told-anew", "age months", "", "", ("gp",))]


def test_each_way_of_changing_names_the_fact_and_who_told_it() -> None:
    now = finding(
        fact(BRUISE, gp="bruise", nursery="bruise"), fact(MOBILITY, hv2="crawling"),
        fact("children.sam.injuries.i2.kind", gp="bite"),
    )  # fmt: skip
    assert sorted(changed(now)) == [
        ("different", "mobility", "not yet moving about", "crawling", ("hv2",)),
        ("gone", "age months", "", "", ("hv",)),
        ("new", "kind", "", "bite", ("gp",)),
        ("told-anew", "kind", "bruise", "bruise", ("nursery",)),
    ]


def test_an_account_that_is_taken_back_is_a_change() -> None:
    both = finding(fact(BRUISE, gp="bruise", nursery="bruise"))
    assert changed(finding(fact(BRUISE, gp="bruise")), both) == [
        ("told-anew", "kind", "bruise", "bruise", ("nursery",))
    ]


def test_that_something_is_now_recorded_is_a_change() -> None:
    silent = finding(fact(BRUISE, gp="bruise"), about="nothing is recorded about: procedure")
    assert [one[0] for one in changed(finding(fact(BRUISE, gp="bruise")), silent)] == ["gone"]


def test_the_mark_changes_with_what_a_prompt_rests_on() -> None:
    assert mark_of([finding(fact(BRUISE, gp="bite"))]) != mark_of([finding(fact(BRUISE, gp="bruise"))])


@pytest.mark.parametrize(
    ("kind", "text", "due", "fields"),
    [
        ("", "", "", {"kind"}),
        ("ignore", "because", "", {"kind"}),
        ("done", "  ", "", {"text"}),
        ("disagree", "", "", {"text"}),
        ("not-applicable", "x" * 2001, "", {"text"}),
        ("doing", "", "", {"text", "due"}),
        ("doing", "health visitor", "31/2/2027", {"due"}),
        ("doing", "health visitor", "3/2027", {"due"}),
        ("doing", "health visitor", "20/11/2026", {"due"}),
    ],
)
def test_a_response_that_says_too_little_is_sent_back(kind: str, text: str, due: str, fields: set[str]) -> None:
    reply, wrong = read_reply(kind, text, due, TODAY)
    assert reply is None
    assert set(wrong) == fields


def test_a_response_keeps_its_day_only_where_something_is_being_done() -> None:
    doing, _ = read_reply("doing", " health visitor ", "21/11/2026", TODAY)
    assert doing is not None
    assert (doing.text, doing.due) == ("health visitor", TODAY)
    done, _ = read_reply("done", "referral 12", "21/11/2026", TODAY)
    assert done is not None
    assert done.due is None
    supervision, wrong = read_reply("supervision", "", "", TODAY)
    assert supervision is not None
    assert wrong == {}
