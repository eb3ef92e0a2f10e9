"""The laws of the four standings, over conditions and cases that hypothesis makes up.

Each made-up condition is put to the engine as a rule would write it, in a case where every fact stands as the law
needs it: met where it was told so, disputed where two accounts differ, not known where nobody told it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from screening.case.account import CaseFile
from screening.case.told import Told, fold
from screening.conditions.binding import Binder
from screening.conditions.evaluate import Scope, evaluate
from screening.conditions.standing import Standing, swapped
from screening.conditions.tree import Condition

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
DAY = datetime.date(2026, 3, 1).toordinal()

CHILD = ("seen_alone", "seen_regularly", "harm_seen", "sibling_needs")
CONTACT = ("child_seen", "child_awake", "advice")

Written = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """How each fact stands: of the child, and of each of its contacts; and whether the contacts were told in full."""

    child: tuple[Standing, ...]
    contacts: tuple[tuple[Standing, ...], ...]
    full: bool

    def told(self) -> Told:
        """Two accounts after which the facts stand so."""
        one, other = ({"contacts": {}, **_facts(CHILD, self.child, side)} for side in (0, 1))
        for number, standings in enumerate(self.contacts):
            one["contacts"][f"k{number}"] = _facts(CONTACT, standings, 0)
            other["contacts"][f"k{number}"] = _facts(CONTACT, standings, 1)
        complete = ["children.c.contacts"] if self.full else []
        accounts = [{"complete": complete, "facts": {"children": {"c": facts}}} for facts in (one, other)]
        return fold(CaseFile.model_validate({"case": "K-1", "accounts": accounts}).all_accounts, DAY)


def _facts(names: Sequence[str], standings: Sequence[Standing], side: int) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, standing in zip(names, standings, strict=True):
        if standing == Standing.DISPUTED:
            told[name] = side == 0
        elif standing != Standing.NOT_KNOWN:
            told[name] = standing == Standing.MET
    return told


def came_to(written: Written, told: Told) -> Standing:
    binder = Binder()
    bound = binder.bind(CONDITION.validate_python(written), "child")
    assert bound is not None, binder.slips
    return evaluate(bound, Scope(told, "children.c.")).standing


def meaning(written: Written, standings: Mapping[str, Standing], case: Case) -> Standing:
    """What the design says that a condition comes to, worked out without the engine."""

    def each(parts: Sequence[Written]) -> list[Standing]:
        return sorted(meaning(part, standings, case) for part in parts)

    match written:
        case {"fact": path}:
            return standings[path] if written["is"] else swapped(standings[path])
        case {"not": {"fact": path, "is": value}}:
            return meaning({"fact": path, "is": not value}, standings, case)
        case {"not": {"not": inner}}:
            return meaning(inner, standings, case)
        case {"not": {"all": parts}}:
            return each(opposite(parts))[-1]
        case {"not": {"any": parts}}:
            return each(opposite(parts))[0]
        case {"not": {"at_least": n, "of": parts}}:
            return each(opposite(parts))[int(n) - 1]
        case {"all": parts}:
            return each(parts)[0]
        case {"any": parts}:
            return each(parts)[-1]
        case {"at_least": n, "of": parts}:
            return each(parts)[-int(n)]
        case {"count": _, "at_least": n, "where": where}:
            pad = Standing.NOT_MET if case.full else Standing.NOT_KNOWN
            members = [meaning(where, dict(zip(CONTACT, one, strict=True)), case) for one in case.contacts]
            return sorted([*members, *([pad] * n)])[-int(n)]
        case {"count": _, "at_most": n, "where": where}:
            # Fewer than n + 1: the opposites of the members, the (n + 1)-th weakest of them.
            pad = Standing.MET if case.full else Standing.NOT_KNOWN
            members = [meaning({"not": where}, dict(zip(CONTACT, one, strict=True)), case) for one in case.contacts]
            return sorted([*members, *([pad] * (int(n) + 1))])[int(n)]
        case {"exists": path, "where": where}:
            return meaning({"count": path, "at_least": 1, "where": where}, standings, case)
        case {"every": path, "where": where}:
            return meaning({"count": path, "at_most": 0, "where": {"not": where}}, standings, case)
        case {"not": {"exists": path, "where": where}}:
            return meaning({"count": path, "at_most": 0, "where": where}, standings, case)
        case {"not": {"every": path, "where": where}}:
            return meaning({"exists": path, "where": {"not": where}}, standings, case)
        case {"not": {"count": path, "at_least": n, "where": where}}:
            return meaning({"count": path, "at_most": int(n) - 1, "where": where}, standings, case)
        case {"not": {"count": path, "at_most": n, "where": where}}:
            return meaning({"count": path, "at_least": int(n) + 1, "where": where}, standings, case)
    raise AssertionError(written)


def opposite(parts: Sequence[Written]) -> list[Written]:
    return [{"not": part} for part in parts]


STANDINGS = st.sampled_from(list(Standing))
CASES = st.builds(
    Case,
    st.tuples(*[STANDINGS] * len(CHILD)),
    st.lists(st.tuples(*[STANDINGS] * len(CONTACT)), max_size=3).map(tuple),
    st.booleans(),
)


def on_facts(names: Sequence[str], values: st.SearchStrategy[bool]) -> st.SearchStrategy[Written]:
    return st.builds(lambda name, value: {"fact": name, "is": value}, st.sampled_from(names), values)


def gates(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    several = st.lists(parts, min_size=2, max_size=4)
    some = several.flatmap(lambda of: st.integers(1, len(of)).map(lambda n: {"at_least": n, "of": of}))
    return st.builds(lambda all_: {"all": all_}, several) | st.builds(lambda any_: {"any": any_}, several) | some


def opposites(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return gates(parts) | st.builds(lambda part: {"not": part}, parts)


CHILD_PATHS = [f"child.{name}" for name in CHILD]
FLAT = st.recursive(on_facts(CHILD_PATHS, st.booleans()), opposites, max_leaves=8)
UN_NEGATED = st.recursive(on_facts(CHILD_PATHS, st.just(value=True)), gates, max_leaves=6)


def lists(where: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    exists = st.builds(lambda one: {"exists": "child.contacts", "where": one}, where)
    return exists | st.builds(
        lambda one, n: {"count": "child.contacts", "at_least": n, "where": one}, where, st.integers(1, 3)
    )


def lists_either_way(where: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    every = st.builds(lambda one: {"every": "child.contacts", "where": one}, where)
    few = st.builds(lambda one, n: {"count": "child.contacts", "at_most": n, "where": one}, where, st.integers(0, 2))
    either = lists(where) | every | few
    return either | st.builds(lambda one: {"not": one}, either)


def with_lists(tests: st.SearchStrategy[Written], within: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.recursive(tests | lists(within), gates, max_leaves=6)


ANY_WHERE = st.recursive(on_facts(CONTACT, st.booleans()), opposites, max_leaves=4)
UN_NEGATED_WHERE = st.recursive(on_facts(CONTACT, st.just(value=True)), gates, max_leaves=4)
CONDITIONS = st.recursive(FLAT | lists_either_way(ANY_WHERE), opposites, max_leaves=6)
UN_NEGATED_WITH_LISTS = with_lists(UN_NEGATED, UN_NEGATED_WHERE)


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, CASES)
def test_the_engine_means_what_the_design_says(written: Written, case: Case) -> None:
    standings = dict(zip(CHILD_PATHS, case.child, strict=True))
    assert came_to(written, case.told()) == meaning(written, standings, case)


@settings(max_examples=150, deadline=None)
@given(FLAT, FLAT, FLAT, CASES)
def test_the_laws_of_a_distributive_lattice(a: Written, b: Written, c: Written, case: Case) -> None:
    told = case.told()

    def both(*parts: Written) -> Written:
        return {"all": list(parts)}

    def either(*parts: Written) -> Written:
        return {"any": list(parts)}

    for one, join in ((both, either), (either, both)):
        same(told, one(a, b), one(b, a))
        same(told, one(a, one(b, c)), one(one(a, b), c), one(a, b, c))
        same(told, one(a, a), a, one(a))
        same(told, one(a, join(a, b)), a)
        same(told, one(a, join(b, c)), join(one(a, b), one(a, c)))


@settings(max_examples=150, deadline=None)
@given(FLAT, FLAT, CASES)
def test_de_morgan_and_double_negation(a: Written, b: Written, case: Case) -> None:
    told = case.told()
    same(told, {"not": {"not": a}}, a)
    same(told, {"not": {"all": [a, b]}}, {"any": [{"not": a}, {"not": b}]})
    same(told, {"not": {"any": [a, b]}}, {"all": [{"not": a}, {"not": b}]})


@settings(max_examples=100, deadline=None)
@given(st.lists(FLAT, min_size=2, max_size=5), CASES)
def test_at_least_n_of_some_is_their_nth_strongest(parts: list[Written], case: Case) -> None:
    told = case.told()
    ranked = sorted((came_to(part, told) for part in parts), reverse=True)
    for n, standing in enumerate(ranked, 1):
        assert came_to({"at_least": n, "of": parts}, told) == standing
        opposite = {"at_least": len(parts) - n + 1, "of": [{"not": part} for part in parts]}
        same(told, {"not": {"at_least": n, "of": parts}}, opposite)


def same(told: Told, *conditions: Written) -> None:
    standings = {came_to(one, told) for one in conditions}
    assert len(standings) == 1, conditions


@settings(max_examples=300, deadline=None)
@given(UN_NEGATED_WITH_LISTS, CASES, st.data())
def test_raising_one_test_never_lowers_an_un_negated_whole(written: Written, case: Case, data: st.DataObject) -> None:
    before = came_to(written, case.told())
    raised = data.draw(st.sampled_from(raised_once(case)))
    assert came_to(written, raised.told()) >= before


def raised_once(case: Case) -> list[Case]:
    """Every case in which one fact stands higher, and the one in which there may be more contacts."""
    raised = [replace(case, child=one) for one in _raised(case.child)]
    for number, contact in enumerate(case.contacts):
        for one in _raised(contact):
            raised.append(replace(case, contacts=(*case.contacts[:number], one, *case.contacts[number + 1 :])))
    return [*raised, replace(case, full=False)]


def _raised(standings: tuple[Standing, ...]) -> list[tuple[Standing, ...]]:
    return [
        (*standings[:place], higher, *standings[place + 1 :])
        for place, standing in enumerate(standings)
        for higher in Standing
        if higher > standing
    ]
