"""Lenses: what an agency knew, what is left at face value, and what would be if a fact were otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from tiny_cases import DAY, case, child, finding, people, screened, standings, told

from screening.case.dictionary import at_case_path
from screening.engine.document import Lens, Screening
from screening.engine.lens import at_face_value, rests_on_own_word, value_of, view
from screening.errors import ProblemsFound

BRUISE = {"i1": {"kind": "bruise"}}


def seen(*accounts: dict[str, Any], **lens: Any) -> Any:
    return view(case(*accounts).all_accounts, DAY.toordinal(), Lens(**lens), 28)


def test_an_agency_sees_what_it_told_and_what_it_knew() -> None:
    accounts = (
        {"id": "a", "agency": "gp", **child(mobility="not-mobile")},
        {"id": "b", "agency": "nursery", "known_to": ["gp", "police"], **child(injuries=BRUISE)},
        {"id": "d", "agency": "nursery", **child(seen_alone=True)},
        {"id": "e", **child(born="2025")},
    )
    assert [one.id for one in seen(*accounts, known_to=("gp",)).accounts] == ["a", "b"]
    assert [one.id for one in seen(*accounts, known_to=("police",)).accounts] == ["b"]
    assert [one.id for one in seen(*accounts, known_to=("gp", "nursery")).accounts] == ["a", "b", "d"]
    assert [one.id for one in seen(*accounts).accounts] == ["a", "b", "d", "e"]


def test_a_prompt_that_exists_only_when_information_is_put_together() -> None:
    accounts = (
        {"id": "a", "agency": "gp", **child(mobility="not-mobile")},
        {"id": "b", "agency": "nursery", **child(injuries=BRUISE)},
    )

    def mark(*agencies: str) -> str:
        return standings(screened(*accounts, lens=Lens(known_to=agencies)))["MAR-001"]

    assert (mark("gp"), mark("nursery"), mark("gp", "nursery"), mark()) == ("not_known", "not_known", "met", "met")


@pytest.mark.parametrize(
    ("accounts", "own_word"),
    [
        ([{"source": "carer"}], True),
        ([{"source": "family"}], True),
        ([{"source": "carer", "told_by": "m"}, {"source": "carer", "told_by": "m"}], True),
        ([{"source": "carer", "told_by": "m"}, {"source": "family", "told_by": "g"}], False),
        ([{"source": "carer"}, {"source": "observed"}], False),
        ([{"source": "carer", "corroborated_by": ["a2"]}, {}], False),
        ([{"source": "child"}], False),
        ([{"source": "professional"}], False),
        ([{}], False),
    ],
)
def test_what_rests_on_a_carer_s_or_family_member_s_word_alone(accounts: list[dict[str, Any]], own_word: bool) -> None:
    known = told(*({**one, **child(mobility="walking")} for one in accounts))
    assert rests_on_own_word(known, "children.c.mobility") is own_word
    assert bool(at_face_value(known).of("children.c.mobility")) is not own_word


def test_at_face_value_sets_aside_a_fact_and_keeps_what_others_told() -> None:
    accounts = (
        {"source": "carer", **child(mobility="walking", seen_alone=True)},
        {"source": "observed", **child(mobility="walking")},
    )
    left = seen(*accounts, face_value=True)
    assert [len(left.of(f"children.c.{name}")) for name in ("mobility", "seen_alone")] == [2, 0]


def test_at_face_value_what_a_fact_is_worked_out_from_is_set_aside_too() -> None:
    known = told({"source": "carer", **child(born="2026-01-01")})
    assert known.of("children.c.age_months")
    assert at_face_value(known).of("children.c.age_months") == ()


@pytest.mark.parametrize(
    ("account", "whole"),
    [
        ({"source": "carer"}, False),
        ({"source": "carer", "corroborated_by": ["a2"]}, True),
        ({"source": "record"}, True),
    ],
)
def test_at_face_value_a_list_is_whole_only_where_somebody_else_says_so(account: dict[str, Any], whole: bool) -> None:
    known = told({**account, "complete": ["people"], "facts": {"people": {"m": {}}}}, {})
    assert ("people" in at_face_value(known).in_full) is whole


def test_a_reassurance_that_rests_on_one_word_is_gone_at_face_value() -> None:
    accounts = (
        {"source": "observed", **child(injuries=BRUISE)},
        {"source": "carer", "told_by": "m", **child(mobility="walking")},
    )
    assert standings(screened(*accounts))["MAR-001"] == "not_met"
    assert standings(screened(*accounts, lens=Lens(face_value=True)))["MAR-001"] == "not_known"


def what_if(*supposed: tuple[str, str]) -> Screening:
    accounts = {"agency": "gp", **child(mobility="walking", injuries=BRUISE)}, people(m={"relationship": "mother"})
    return screened(*accounts, lens=Lens(what_if=supposed))


def test_what_if_a_fact_were_otherwise() -> None:
    assert standings(what_if())["MAR-001"] == "not_met"
    found = what_if(("children.c.mobility", "not-mobile"))
    assert standings(found)["MAR-001"] == "met"
    told_by = {
        one.account for ground in finding(found, "MAR-001").because for fact in ground.facts for one in fact.told
    }
    assert "what-if" in told_by


def test_what_if_a_derived_fact_s_input_were_otherwise() -> None:
    found = screened(child(born="2020-01-01", injuries=BRUISE), lens=Lens(what_if=(("children.c.born", "2026-02-01"),)))
    assert standings(found)["MAR-001"] == "met"


def test_what_if_there_were_one_more() -> None:
    found = what_if(("people.m.lives_with_child", "yes"), ("people.x.bail", "no-contact-with-child"),
                    ("people.x.lives_with_child", "true"))  # fmt: skip
    assert standings(found)["HOM-002"] == "met"
    assert standings(what_if(("children.d.injuries.new.kind", "bite")), "d")["MAR-001"] == "not_known"


def test_what_if_tells_it_in_place_of_what_was_told() -> None:
    found = seen({"source": "observed", **child(mobility="walking")}, what_if=(("children.c.mobility", "rolling"),))
    assert [one.value for one in found.of("children.c.mobility")] == ["rolling"]


@pytest.mark.parametrize(
    ("path", "text", "code", "hint"),
    [
        ("children.c.mobilty", "walking", "V101", 'Did you mean "mobility"?'),
        ("peple.m.sex", "male", "V101", 'Did you mean "people"?'),
        ("children.c.age_months", "3", "V102", None),
        ("children.c.injuries", "none", "V102", None),
        ("children.c", "x", "V102", None),
        ("record", "x", "V102", None),
        ("children.c.note", "x", "V102", None),
        ("children.c.mobility", "wakling", "V103", 'Did you mean "walking"?'),
        ("children.c.seen_alone", "perhaps", "V103", None),
        ("children.c.born_at_weeks", "early", "V103", None),
        ("children.c.born", "yesterday", "V103", None),
        ("children.c.disability", "physical, sensry", "V103", None),
    ],
)
def test_a_supposition_that_cannot_be_is_refused(path: str, text: str, code: str, hint: str | None) -> None:
    with pytest.raises(ProblemsFound) as caught:
        what_if((path, text))
    (problem,) = caught.value.problems
    assert problem.code == code
    if hint:
        assert problem.hint == hint


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("children.c.seen_alone", "yes", True),
        ("children.c.seen_alone", "True", True),
        ("children.c.seen_alone", "NO", False),
        ("children.c.born_at_weeks", "36", 36),
        ("children.c.born", "2026-01", "2026-01"),
        ("children.c.mobility", "walking", "walking"),
        ("children.c.last_seen_by", "a-new-service", "a-new-service"),
        ("children.c.disability", "physical, sensory", ("physical", "sensory")),
        ("children.c.disability", "", ()),
        ("meetings.m.invited", "gp,police", ("gp", "police")),
    ],
)
def test_the_value_that_a_typed_word_stands_for(path: str, text: str, value: object) -> None:
    assert value_of(at_case_path(path), text) == value


def test_lenses_work_together() -> None:
    accounts = (
        {"agency": "gp", "source": "observed", **child(injuries=BRUISE)},
        {"agency": "gp", "source": "carer", **child(mobility="walking")},
        {"agency": "nursery", "source": "observed", **child(mobility="walking")},
    )
    both = Lens(known_to=("gp",), face_value=True)
    assert standings(screened(*accounts, lens=Lens(known_to=("gp",))))["MAR-001"] == "not_met"
    assert standings(screened(*accounts, lens=both))["MAR-001"] == "not_known"
    supposed = both.model_copy(update={"what_if": (("children.c.mobility", "rolling"),)})
    assert standings(screened(*accounts, lens=supposed))["MAR-001"] == "met"
