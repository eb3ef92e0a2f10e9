"""Twins of a case: the same telling about the same days, but for one thing that must not matter.

Every twin is made from the case file as data, account by account, so that nothing else can change with it. Looking at
the twins with the rules is left to the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from screening.case.account import CaseFile

Telling = dict[str, Any]
"""One entity, for instance a person, as one account tells of it."""
Change = Callable[[Telling, str, bool], None]
"""Changes a telling in place; given the relationship that the case tells of it, and whether it is the first telling."""

SWAPPED = {
    "mother": "father",
    "father": "mother",
    "mothers-partner": "fathers-partner",
    "fathers-partner": "mothers-partner",
}
OTHER_SEX = {"female": "male", "male": "female"}
PARENTS = {*SWAPPED, "parent", "step-parent"}


def origin(background: str, came_as: str, new_community: bool) -> Mapping[str, Change]:
    """Another ethnicity, faith and language, and another way of having come to the country."""

    def child(one: Telling, _: str, first: bool) -> None:
        if first or "background" in one:
            one["background"] = background
        if first or "came_as" in one:
            one["came_as"] = came_as

    def household(one: Telling, _: str, first: bool) -> None:
        if first or "new_community" in one:
            one["new_community"] = new_community

    return {"children": child, "households": household}


def interpreter(needed: bool) -> Mapping[str, Change]:
    """Everybody needs an interpreter, or nobody does. Who interpreted stays as it was told."""

    def anybody(one: Telling, _: str, first: bool) -> None:
        if first or "interpreter_needed" in one:
            one["interpreter_needed"] = needed

    return {"children": anybody, "people": anybody}


def other_sex() -> Mapping[str, Change]:
    """Women are men and men are women; who they are to the child stays."""

    def person(one: Telling, _: str, __: bool) -> None:
        if "sex" in one:
            one["sex"] = OTHER_SEX[one["sex"]]

    return {"people": person}


def mothers_as_fathers() -> Mapping[str, Change]:
    """Mothers are fathers and fathers are mothers, their partners likewise, and their sex goes with it."""

    def person(one: Telling, relationship: str, _: bool) -> None:
        if "relationship" in one:
            one["relationship"] = SWAPPED.get(one["relationship"], one["relationship"])
        if relationship in SWAPPED and "sex" in one:
            one["sex"] = OTHER_SEX[one["sex"]]

    return {"people": person}


def care(experience: str) -> Mapping[str, Change]:
    """Every parent and parent's partner had this experience of care as a child."""

    def person(one: Telling, relationship: str, first: bool) -> None:
        if relationship in PARENTS and (first or "care_experience" in one):
            one["care_experience"] = experience

    return {"people": person}


def twin(case: CaseFile, changes: Mapping[str, Change]) -> CaseFile:
    """The case with every telling of these lists changed."""
    data = case.model_dump(exclude_unset=True)
    accounts: list[Telling] = [dict(one) for one in data.get("accounts", ())]
    tellings = [*accounts, data] if "facts" in data else accounts
    relationships: dict[str, str] = {}
    for facts in (one.get("facts") or {} for one in tellings):
        for key, person in _members(facts, "people"):
            relationships.setdefault(key, person.get("relationship", ""))
    seen: set[tuple[str, str]] = set()
    for facts in (one.get("facts") or {} for one in tellings):
        for name, change in changes.items():
            for key, one in _members(facts, name):
                change(one, relationships.get(key, ""), (name, key) not in seen)
                seen.add((name, key))
    return CaseFile.model_validate({**data, "accounts": accounts})


def _members(facts: Mapping[str, Any], name: str) -> Iterator[tuple[str, Telling]]:
    told = facts.get(name) or {}
    return iter(told.items() if isinstance(told, dict) else ((str(n), one) for n, one in enumerate(told, 1)))
