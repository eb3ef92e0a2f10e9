"""The family map: who is told of and who is not, in words as in the drawing; boxes apart, lines between them."""

from __future__ import annotations

import datetime
import re
from html import unescape
from itertools import combinations, pairwise
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_report_escaping import HOSTILE

from screening.case.account import CaseFile
from screening.case.dictionary import at_case_path
from screening.engine.family import Family, family
from screening.reports.drawing import width_of
from screening.reports.family import PAD, SIZE, FamilyMap, arrange_family, family_html

DAY = datetime.date(2020, 6, 1)
RELATIONS = at_case_path("people.x.relationship").values


def case(*accounts: dict[str, Any]) -> CaseFile:
    return CaseFile.model_validate({"case": "K-1", "accounts": list(accounts)})


def told(facts: dict[str, Any], on: str = "2020-05-01", **rest: Any) -> dict[str, Any]:
    return {"on": on, "facts": facts, **rest}


def known(people: dict[str, Any] | None = None, **facts: Any) -> Family:
    base: dict[str, Any] = {"children": {"sam": {"born": "2020-01"}}}
    return family(case(told(base | ({"people": people} if people else {}) | facts)), DAY)


def drawn(found: Family) -> FamilyMap:
    return arrange_family(found)


def member(found: Family, identifier: str) -> Any:
    return next(one for one in found.members if one.id == identifier)


@pytest.mark.parametrize(
    ("facts", "unknown"),
    [
        ({"relationship": "mothers-partner"}, True),
        ({"relationship": "mothers-partner", "sex": "male", "contact": "stays-over"}, True),
        ({"relationship": "father", "spoken_to": "not-contacted", "history": "not-checked"}, True),
        ({"relationship": "father", "spoken_to": "met"}, False),
        ({"relationship": "father", "history": "checked"}, False),
        ({"relationship": "father", "offending": ["violence"]}, False),
        ({"relationship": "father", "identified": True}, False),
        ({"relationship": "grandparent", "identified": False, "born": "1950"}, True),
        ({"relationship": "mother"}, False),
        ({"relationship": "not-known-yet"}, True),
        ({"sex": "male"}, True),
    ],
)
def test_somebody_of_whom_hardly_anything_is_told_is_unknown(facts: dict[str, Any], unknown: bool) -> None:
    assert member(known({"p": facts}), "p").unknown is unknown


def test_an_unknown_man_is_called_so_in_a_broken_frame() -> None:
    card = next(one for one in drawn(known({"p2": {"relationship": "mothers-partner", "sex": "male"}})).cards
                if one.id == "p2")  # fmt: skip
    assert card.title == "Unknown man: \u2068p2\u2069"
    assert (card.sign, card.dashed) == ("man", True)


@pytest.mark.parametrize(
    ("people", "without"),
    [
        ({}, ("sam",)),
        ({"mother": {"relationship": "mother", "parent_of": ["sam"]}}, ("sam",)),
        ({"p": {"relationship": "mothers-partner", "sex": "male"}}, ("sam",)),
        ({"f": {"relationship": "father"}}, ()),
        ({"f": {"relationship": "father", "parent_of": ["sam"]}}, ()),
        ({"f": {"relationship": "father", "parent_of": ["kim"]}}, ("sam",)),
        ({"f": {"sex": "male", "parent_of": ["sam"]}}, ()),
        ({"a": {"relationship": "mother", "parent_of": ["sam"]}, "b": {"parent_of": ["sam"]}}, ()),
    ],
)  # fmt: skip
def test_a_child_of_whom_no_father_is_told_is_named(people: dict[str, Any], without: tuple[str, ...]) -> None:
    assert known(people).fatherless == without


def test_a_father_of_whom_nobody_told_is_an_empty_box_with_the_question() -> None:
    made = drawn(known({"mother": {"relationship": "mother", "parent_of": ["sam"]}}))
    box = next(one for one in made.boxes if one.card.sign == "nobody")
    assert box.card.dashed
    text = " ".join(text for _, text, _ in box.texts)
    assert text == "Nobody has told of a father of sam Who is he, and who could say?"
    assert [line.dashed for line in made.lines] == [False, True]
    assert not [one for one in drawn(known({"f": {"relationship": "father"}})).cards if one.sign == "nobody"]


def test_generations_stand_in_rows_from_the_oldest() -> None:
    made = drawn(known({"lodger": {"relationship": "lodger"}, "gran": {"relationship": "grandparent"},
                        "f": {"relationship": "father"}}))  # fmt: skip
    assert [one.card.id for one in sorted(made.boxes, key=lambda one: (one.y, one.x))] == ["gran", "f", "sam", "lodger"]
    assert [one.text for one in made.captions] == ["Grandparents", "Parents and carers", "Children", "Others told of"]


def test_a_home_holds_those_who_are_told_to_live_there() -> None:
    found = known({"mother": {"relationship": "mother", "lives_with_child": True}, "f": {"lives_with_child": False}},
                  households={"flat": {"members": ["gran"], "everyone_known": False}})  # fmt: skip
    assert [(one.id, one.main, one.members) for one in found.homes] == [("flat", True, ("gran", "mother", "sam"))]
    assert drawn(found).homes == (
        "Home A, \u2068flat\u2069 (where the children mostly live): \u2068gran\u2069, \u2068mother\u2069 and "
        "\u2068sam\u2069, as told 1 May 2020. Not everybody who lives there is known.",
    )


def test_a_child_placed_elsewhere_is_in_no_home_of_the_family() -> None:
    found = family(case(told({"children": {"sam": {"placement": "foster-care"}},
                              "households": {"flat": {"main_home": True, "members": ["mother"]}}})), DAY)  # fmt: skip
    assert found.homes[0].members == ("mother",)
    assert member(found, "sam").told == ("lives: foster care",)


def test_living_together_is_shown_where_no_home_was_told() -> None:
    found = known({"mother": {"lives_with_child": True}, "f": {"lives_with_child": False}})
    assert [one.members for one in found.homes] == [("mother", "sam")]
    assert "the children's home" in drawn(found).homes[0]


def test_accounts_that_differ_are_both_said() -> None:
    people = [
        {"relationship": "father", "lives_with_child": True},
        {"relationship": "lodger", "lives_with_child": False},
    ]
    file = case(*(told({"people": {"p": one}}, f"2020-05-0{day}") for day, one in enumerate(people, 1)))
    one = member(family(file, DAY), "p")
    assert one.part == "father / lodger"
    assert one.told == ("told differently whether they live with the child",)


def test_only_what_was_told_by_the_day_is_in_it() -> None:
    file = case(told({"people": {"p": {"relationship": "father"}}}, "2020-06-02"))
    assert family(file, DAY).members == ()
    assert "Nobody has told of anyone yet." in family_html(file, DAY)


def test_it_asks_who_else_there_is_unless_somebody_told_all() -> None:
    asked = "Nobody has said that this is everybody."
    assert asked in family_html(case(told({"people": {"p": {}}})), DAY)
    assert asked not in family_html(case(told({"people": {"p": {}}}, complete=["people"])), DAY)


def drawing(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.findall(r"<svg.*?</svg>", html, re.DOTALL)[0])  # noqa: S314 - made here


def test_the_drawing_is_described_explained_and_closed() -> None:
    html = family_html(case(told({"children": {"sam": {}}, "people": {"p": {"relationship": "mothers-partner"}}})), DAY)
    made = drawing(html)
    assert made.get("role") == "img"
    assert [one.get("id") for one in made[:2]] == (made.get("aria-labelledby") or "").split()
    assert all(sign in html for sign in ("Square: a man", "Circle: a woman", "Diamond:", "broken frame"))
    assert not re.search(r"<script|style=|href|url\(|@import|\son\w+=", html)
    assert {one.get("fill") for one in made.iter("rect")} == {"#ffffff"}


def test_the_list_holds_what_the_boxes_hold() -> None:
    partner = {"relationship": "mothers-partner", "contact": "visits"}
    file = case(told({"children": {"sam": {}}, "people": {"p2": partner}}))
    made, html = drawn(family(file, DAY)), family_html(file, DAY)
    listed = unescape(re.sub(r"\s|<[^>]*>", "", html.partition('<ul class="family-list">')[2]))
    for box in made.boxes:
        for part in (box.card.title, *box.card.lines):
            squeezed = re.sub(r"[\s\u2068\u2069]", "", part)
            assert squeezed in listed
            assert squeezed in "".join(text.replace(" ", "") for _, text, _ in box.texts)


PERSON = st.fixed_dictionaries(
    {},
    optional={
        "relationship": st.sampled_from(RELATIONS),
        "sex": st.sampled_from(["female", "male"]),
        "parent_of": st.lists(st.sampled_from(["c0", "c1", "c2", "c3"]), max_size=4, unique=True),
        "lives_with_child": st.booleans(),
        "contact": st.sampled_from(["visits", "contact-elsewhere", "none"]),
        "identified": st.booleans(),
    },
)
IDS = st.text("abcdefghijklmnopqrstuvwxyzWM-_0123456789", min_size=1, max_size=64).map(lambda text: f"p{text}"[:64])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(IDS, PERSON, max_size=11), st.integers(1, 4))
def test_boxes_stand_apart_texts_inside_and_lines_between(people: dict[str, Any], children: int) -> None:
    file = case(told({"children": {f"c{number}": {} for number in range(children)}, "people": people}))
    made = drawn(family(file, DAY))
    for one, other in combinations(made.boxes, 2):
        apart = (
            one.x + one.width < other.x
            or other.x + other.width < one.x
            or one.y + one.height < other.y
            or other.y + other.height < one.y
        )
        assert apart
    for box in made.boxes:
        assert box.x >= 0
        assert box.x + box.width <= made.width
        assert box.y + box.height <= made.height
        for y, text, _ in box.texts:
            assert box.y < y - SIZE * 0.8
            assert y < box.y + box.height
            assert width_of(text, SIZE) <= box.width - 2 * PAD or len(text) == 1
    for line in made.lines:
        assert all(0 <= x <= made.width for x, _ in line.points)
        for (x1, y1), (x2, y2) in pairwise(line.points):
            assert not [box for box in made.boxes if min(x1, x2) < box.x + box.width and max(x1, x2) > box.x
                        and min(y1, y2) < box.y + box.height and max(y1, y2) > box.y]  # fmt: skip
    captions = [(one.y - SIZE, one.y) for one in made.captions]
    assert not [box for box in made.boxes for top, bottom in captions if top < box.y + box.height and bottom > box.y]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    # Ids cannot hold such text, so the document is made by hand.
    def elements(word: str) -> list[str]:
        from screening.engine.family import Home, Member
        from screening.reports.templating import page_templates

        one = Member(id=word, part=word, generation="parents", sex=None, unknown=True, homes=("h",),
                     parent_of=(word,), told=(word,))  # fmt: skip
        found = Family(case="K", training=False, as_of="2020-06-01", members=(one,), fatherless=(word,), in_full=False,
                       homes=(Home(id="h", main=True, members=(word,), on=None, everyone_known=None),))  # fmt: skip
        made = page_templates().get_template("family.html.j2").render(map=drawn(found), signs=())
        drawing(made)
        return [one for one in re.findall(r"<(/?[a-z]+)", made) if one.strip("/") not in ("text", "rect")]

    assert elements(text) == elements("word")


def test_the_same_case_gives_the_same_text() -> None:
    file = case(told({"children": {"sam": {}}, "people": {"a": {}, "b": {"relationship": "father"}}}))
    assert family_html(file, DAY) == family_html(file.model_copy(), DAY)


def test_every_part_that_can_be_told_has_a_row() -> None:
    from screening.engine.family import Generation

    for relation in RELATIONS:
        assert member(known({"p": {"relationship": relation}}), "p").generation in get_args(Generation)
    assert member(known({"p": {"relationship": "sibling"}}), "p").generation == "children"
