"""Peace for ordinary families: thin, half-filled, imperfect records about children nobody worries about stay quiet.

Each family is looked at on the day of its last account with everything known. A file that opens too much is a reason to
look at the rule. A family is never smoothed to please a rule.
"""

from __future__ import annotations

from functools import cache
from statistics import median

import pytest
from ordinary_families import FILES, family, last_day, pack, read

from screening.engine.document import Screening
from screening.engine.screen import screen

FEWEST_FAMILIES = 28
FEWEST_ACCOUNTS, FEWEST_FACTS = 2, 12
MEDIAN_PROMPTS, MOST_PROMPTS, MOST_QUESTIONS = 2, 5, 6
GRAVE = ("immediate", "refer")

GRAVE_QUESTIONS_ANYBODY_WOULD_ASK: dict[str, dict[str, str]] = {}
"""Family -> rule -> why: rules of the two gravest urgencies that may stay open there for want of an answer."""

QUESTIONS_READ = {
    "record.history_read",
    "record.parents_history_recorded",
    "plan.actions_checkable",
    "plan.progress",
    "plan.next_review_on",
    "household.conditions",
    "child.health_needs",
    "child.legal_status",
    "child.important_people_recorded",
    "assessment.siblings_included",
    "case.services",
}
"""The questions that these families are asked. Each was read in its place and found worth a worker's minute:

- Something is known of what a parent has been through, or services were there before: has anybody read it, and is it
  on the record?
- A plan is in force: can its actions be checked, is anything changing, when is it looked at again?
- A damp home or little money with a small child, and nobody wrote what the home is like.
- Health needs of a child born early, told months ago; a child who waits for therapy, and whether there is a plan.
- A placement three weeks old: is it written down who matters to the child?
- An assessment in a pregnancy: does it think of brothers, sisters and the baby?
- A child is sad and has had a loss: which services work with the family?

Another question may be as good. Read it in its family before adding it here.
"""


@cache
def screened(name: str) -> Screening:
    case = family(name)
    return screen(case, pack(), last_day(case))


def prompts(name: str) -> list[str]:
    return [f"{one.rule} {one.subject or ''}".strip() for one in screened(name).findings]


def questions(name: str) -> list[str]:
    return [one.path for one in screened(name).questions]


def distribution() -> str:
    lines = (
        f"{len(prompts(name))} prompts {prompts(name)}, {len(questions(name))} questions {questions(name)}: {name}"
        for name in FILES
    )
    return "\n" + "\n".join(sorted(lines, reverse=True))


every_family = pytest.mark.parametrize("name", FILES)


def test_there_are_enough_families_and_each_has_a_reference_of_its_own() -> None:
    assert len(FILES) >= FEWEST_FAMILIES
    assert len({family(name).case for name in FILES}) == len(FILES)


@every_family
def test_a_family_is_told_by_several_accounts_with_enough_in_them(name: str) -> None:
    case = family(name)
    assert case.training
    assert case.about
    assert len(case.all_accounts) >= FEWEST_ACCOUNTS
    assert len({account.day for account in case.all_accounts}) >= FEWEST_ACCOUNTS
    assert sum(len(account.flattened.values) for account in case.all_accounts) >= FEWEST_FACTS
    assert read(name).warnings == ()


def test_the_families_are_as_imperfect_as_real_files_are() -> None:
    told = [
        (path, value) for name in FILES for one in family(name).all_accounts for path, value in one.flattened.values
    ]
    left_open = sum(value is False for _, value in told)
    not_asked = sum(len(one.not_known) for name in FILES for one in family(name).all_accounts)
    not_kept = sum(value in ("was-not-brought", "rearranged", "cancelled-by-family") for _, value in told)
    poor_papers = sum(path.startswith("record.") and value in ("none", "thin", "out-of-date") for path, value in told)
    assert left_open >= 60
    assert not_asked >= 8
    assert not_kept >= 8
    assert poor_papers >= 10


@every_family
def test_nothing_grave_is_said_about_an_ordinary_family(name: str) -> None:
    grave = [f"{one.rule} {one.standing}: {one.title}" for one in screened(name).findings if one.urgency in GRAVE]
    assert grave == [], distribution()


@every_family
def test_nothing_grave_is_left_open_unless_anybody_would_ask(name: str) -> None:
    left = {one.rule for one in screened(name).cannot_rule_out if one.urgency in GRAVE}
    assert left == set(GRAVE_QUESTIONS_ANYBODY_WOULD_ASK.get(name, {})), distribution()


def test_half_of_the_families_have_few_prompts_and_none_has_many() -> None:
    counts = [len(prompts(name)) for name in FILES]
    assert median(counts) <= MEDIAN_PROMPTS, distribution()
    assert max(counts) <= MOST_PROMPTS, distribution()


@every_family
def test_an_ordinary_family_is_asked_few_questions(name: str) -> None:
    assert len(questions(name)) <= MOST_QUESTIONS, distribution()


def test_every_question_asked_has_been_read_and_none_is_listed_that_nobody_is_asked() -> None:
    asked = {one.fact for name in FILES for one in screened(name).questions}
    assert asked == QUESTIONS_READ, distribution()
