"""Families as they are: unborn babies, twins, siblings, several homes, dates to the year, no child told of yet."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from screening.case.reading import case_in
from screening.engine.document import Screening
from screening.engine.screen import screen
from screening.rulebook.pack import Pack, read_pack
from screening.yamlsource import read_text

DAY = datetime.date(2026, 3, 1)


@cache
def tiny() -> Pack:
    return read_pack(Path(__file__).parents[1] / "packs" / "tiny")[0]


def screened(text: str) -> Screening:
    read = case_in(read_text(dedent(text)), today=DAY)
    assert read.warnings == ()
    return screen(read.case, tiny(), DAY)


def standings(screening: Screening, rule: str) -> dict[str | None, str]:
    return {one.subject: one.standing for one in screening.standings if one.rule == rule}


def ages(screening: Screening) -> dict[str, str | None]:
    return {child.id: child.age for child in screening.children}


def test_an_unborn_baby_is_a_child_of_the_case() -> None:
    found = screened(
        """
        case: K-1
        facts:
          children: {baby: {due: "2026-06-01"}}
          people: {mother: {relationship: mother, perinatal: pregnant, parent_of: [baby]}}
        """
    )
    assert ages(found) == {"baby": "not yet born, 26 weeks into the pregnancy"}
    assert standings(found, "MAR-001") == {"baby": "not_known"}


def test_a_rule_about_a_child_is_looked_at_for_each_twin_by_itself() -> None:
    found = screened(
        """
        case: K-1
        facts:
          children:
            twin-1: {born: "2025-11-20", mobility: not-mobile, injuries: {i1: {kind: bruise}}}
            twin-2: {born: "2025-11-20", mobility: not-mobile, injuries: []}
        """
    )
    assert standings(found, "MAR-001") == {"twin-1": "met", "twin-2": "not_met"}
    assert [(one.rule, one.subject) for one in found.findings] == [("MAR-001", "twin-1")]
    assert ages(found) == {"twin-1": "3 months", "twin-2": "3 months"}


def test_an_injury_of_one_sibling_is_not_the_other_s() -> None:
    found = screened(
        """
        case: K-1
        facts:
          children:
            older: {born: "2015", injuries: {i1: {kind: bruise, explanation_fits: does-not-fit}}}
            younger: {born: "2024-01", injuries: {i1: {kind: none}}}
        """
    )
    assert standings(found, "MAR-002") == {"older": "met", "younger": "not_known"}
    assert ages(found) == {"older": "10 to 11 years", "younger": "2 years"}


def test_people_in_several_homes() -> None:
    found = screened(
        """
        case: K-1
        facts:
          children: {c: {born: "2020-01-01"}}
          people:
            mother: {relationship: mother, lives_with_child: true, history: checked}
            father: {relationship: father, lives_with_child: false, history: not-checked}
            partner: {relationship: mothers-partner, lives_with_child: true, history: not-checked}
          households:
            hers: {main_home: true, members: [mother, partner]}
            his: {main_home: false, members: [father]}
        """
    )
    assert standings(found, "HOM-001") == {None: "met"}
    (finding,) = [one for one in found.findings if one.rule == "HOM-001"]
    assert {fact.path.split(".")[1] for ground in finding.because for fact in ground.facts} == {"partner"}


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2022", "3 to 4 years"),
        ("2022-03", "3 to 4 years"),
        ("2022-02", "4 years"),
        ("2025-12", "2 to 3 months"),
        ("2026-01-05", "7 weeks"),
        ("2026-02-20", "1 week"),
        ("2026-03-01", "0 weeks"),
    ],
)
def test_birth_dates_to_the_day_the_month_and_the_year(born: str, age: str) -> None:
    found = screened(f"case: K-1\nfacts: {{children: {{c: {{born: '{born}'}}}}}}\n")
    assert ages(found) == {"c": age}


def test_two_birth_dates_are_an_age_told_differently() -> None:
    found = screened(
        """
        case: K-1
        accounts:
          - facts: {children: {c: {born: "2020-01-01"}}}
          - facts: {children: {c: {born: "2021-01-01"}}}
        """
    )
    assert ages(found) == {"c": "age told differently"}


@pytest.mark.parametrize(
    "text", ["case: K-1\n", "case: K-1\naccounts: []\n", "case: K-1\nfacts: {people: {m: {sex: female}}}\n"]
)
def test_a_case_with_no_child_yet_is_screened_as_one_child_of_whom_nothing_is_known(text: str) -> None:
    found = screened(text)
    assert found.children == ()
    assert standings(found, "MAR-001") == {None: "not_known"}
    assert set(standings(found, "HOM-001").values()) == {"not_known"}
    assert found.findings == ()


def test_what_is_always_asked_is_asked_where_no_child_was_told_of() -> None:
    found = screened("case: K-1\n")
    assert [one.rule for one in found.cannot_rule_out] == ["CAR-002"]
    (question,) = found.questions
    assert (question.fact, question.thing, question.settles) == ("case.children", "the family", ("CAR-002",))


def test_children_told_as_a_list_are_numbered() -> None:
    found = screened(
        """
        case: K-1
        facts:
          children:
            - {born: "2025-12-20", injuries: [{kind: bruise}]}
            - {born: "2020-01-01"}
        """
    )
    assert ages(found) == {"1": "2 months", "2": "6 years"}
    assert standings(found, "MAR-001") == {"1": "met", "2": "not_known"}
