"""Conformance: do both channels come to the same standing, on the cases that came along and on generated ones?

Generated worlds are drawn from the fact dictionary with a seed: a few facts and lists, conditions over them of every
kind that a rule may use, and cases that tell them in several accounts, with gaps, disagreements, dates known only to
the month or year, and lists told in full or in part.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from screening.case.account import CaseFile
from screening.case.child import Child
from screening.case.dictionary import Entry, fields
from screening.case.profile import CaseProfile
from screening.case.told import fold
from screening.conditions.binding import Binder
from screening.conditions.bound import Bound
from screening.conditions.evaluate import Scope, evaluate
from screening.conditions.standing import Standing
from screening.conditions.tree import Condition
from screening.engine.second.frames import Decide, Frame, run

DAY = datetime.date(2026, 3, 1)
_LISTS = ("child.injuries", "child.appointments", "case.people", "case.services", "case.claims", "case.meetings")
_AGENCIES = ("gp", "midwifery", "nursery", "police", "social-care")
_DATES = ("2024", "2025", "2025-09", "2025-12", "2026-02", "2025-03-01", "2025-02-28", "2025-08-31", "2025-09-01",
          "2025-12-01", "2026-01-15", "2026-01-20", "2026-02-01", "2026-02-15", "2026-02-28", "2026-03-01")  # fmt: skip
_PERIODS = ("10 days", "2 weeks", "28 days", "6 months", "12 months")
_NUMBERS = (20, 33, 36, 37, 38, 45)

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


@dataclass(frozen=True)
class Difference:
    """One condition on which the channels differ in one generated case."""

    condition: dict[str, Any]
    case: dict[str, Any]
    evaluator: Standing
    durable: Standing


@dataclass(frozen=True)
class World:
    """The facts and lists that one generated pack and its cases speak of."""

    child: tuple[Entry, ...]
    case: tuple[Entry, ...]
    lists: dict[str, tuple[Entry, ...]]


def world(rng: random.Random) -> World:
    """A few facts of the child and the case, and three lists with a few fields each."""
    chosen = rng.sample(_LISTS, 3)
    return World(
        child=tuple(rng.sample(_usable(fields(Child)), 7)),
        case=tuple(rng.sample([one for one in fields(CaseProfile).values() if one.derived], 1)),
        lists={path: _list_fields(rng, path) for path in chosen},
    )


def _usable(entries: Mapping[str, Entry]) -> list[Entry]:
    kinds = ("choice", "choices", "yes-no", "number", "date", "word")
    return [one for one in entries.values() if one.kind in kinds and not one.fact.private]


def _list_fields(rng: random.Random, path: str) -> tuple[Entry, ...]:
    root, name = path.split(".")
    member = fields(Child if root == "child" else CaseProfile)[name].member
    usable = _usable(fields(member)) if member is not None else []
    dates = [one for one in usable if one.kind == "date" and one.derived is None][:1]
    return tuple(dict.fromkeys([*dates, *rng.sample(usable, min(4, len(usable)))]))


def condition(rng: random.Random, of: World, depth: int = 3) -> dict[str, Any]:
    """A condition over a world, as a rule would write it."""
    shape = rng.random()
    if depth == 0 or shape < 0.35:
        return _test(rng, rng.choice(of.child), "child.") if rng.random() < 0.9 else _test(rng, of.case[0], "case.")
    if shape < 0.6:
        return _tally(rng, of, depth)
    parts = [condition(rng, of, depth - 1) for _ in range(rng.randint(2, 4))]
    if shape < 0.72:
        return {"all": parts}
    if shape < 0.84:
        return {"any": parts}
    if shape < 0.93:
        return {"not": parts[0]}
    return {"at_least": rng.randint(1, len(parts)), "of": parts}


def _tally(rng: random.Random, of: World, depth: int) -> dict[str, Any]:
    path = rng.choice([*of.lists, "case.children"])
    where = _where(rng, of, path, depth)
    key = rng.choice(["exists", "every", "count", "count"])
    if key == "every":
        return {"every": path, "where": where or _where(rng, of, path, 0, always=True)}
    written: dict[str, Any] = {key: path} | ({"where": where} if where else {})
    if key == "exists":
        return written
    written[rng.choice(["at_least", "at_most"])] = rng.randint(1, 3)
    entries = of.lists.get(path, ())
    dates = [one.name for one in entries if one.kind == "date" and one.derived is None]
    values = [one.name for one in entries if one.kind in ("choice", "word")]
    if dates and rng.random() < 0.4:
        written |= {"within_any": rng.choice(_PERIODS), "dated_by": dates[0]}
    if values and rng.random() < 0.3:
        written["distinct"] = rng.choice(values)
    return written


def _where(rng: random.Random, of: World, path: str, depth: int, *, always: bool = False) -> dict[str, Any] | None:
    if not always and rng.random() < 0.15:
        return None
    if path == "case.children":
        inner = [one for one in of.lists if one.startswith("child.")]
        if inner and depth > 1 and rng.random() < 0.7:
            name = rng.choice(inner)
            return {"exists": name.partition(".")[2], "where": _test(rng, rng.choice(of.lists[name]), "")}
        return _test(rng, rng.choice(of.child), "")
    tests = [_test(rng, rng.choice(of.lists[path]), "") for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.2:
        tests.append(_test(rng, rng.choice(of.child), "child."))
    return tests[0] if len(tests) == 1 else {rng.choice(["all", "any"]): tests}


def _test(rng: random.Random, entry: Entry, prefix: str) -> dict[str, Any]:
    written: dict[str, Any] = {"fact": prefix + entry.name}
    if rng.random() < 0.08:
        name, operand = rng.choice(
            [("given", True), ("not_given", True), ("corroborated", rng.random() < 0.5),
             ("source_in", ["carer", "family"]), ("not_given", ["declined"])]
        )  # fmt: skip
        return written | {name: operand}
    if entry.kind == "yes-no":
        return written | {rng.choice(["is", "is_not"]): rng.random() < 0.5}
    if entry.kind in ("choice", "word"):
        values = entry.values or _AGENCIES
        several = rng.sample(values, min(len(values), rng.randint(1, 3)))
        name = rng.choice(["is", "is_not", "in", "not_in"])
        return written | {name: several if name in ("in", "not_in") else several[0]}
    if entry.kind == "choices":
        several = rng.sample(entry.values, rng.randint(1, min(3, len(entry.values))))
        return written | rng.choice([{"includes": several[0]}, {"includes_any": several}])
    if entry.kind == "number":
        return written | {rng.choice(["below", "at_most", "above", "at_least"]): rng.choice([0, 1, 6, 12, *_NUMBERS])}
    if rng.random() < 0.6:
        return written | {rng.choice(["within_last", "not_within_last"]): rng.choice(_PERIODS)}
    return written | {rng.choice(["before", "after"]): rng.choice(_DATES)}


def case_of(rng: random.Random, of: World) -> dict[str, Any]:
    """A case file over a world: up to five accounts, with gaps and disagreements."""
    accounts = []
    for number in range(rng.randint(0, 5)):
        account: dict[str, Any] = {
            "id": f"a{number}",
            "on": rng.choice([*_DATES[3:], "2026-03-01"]),
            "agency": rng.choice(_AGENCIES),
            "facts": _facts(rng, of),
        }
        if rng.random() < 0.8:
            account["source"] = rng.choice(["observed", "carer", "family", "professional", "record"])
        if number and rng.random() < 0.1:
            account["withdraws"] = ["a0"]
        if rng.random() < 0.2:
            account["complete"] = [
                rng.choice([one.replace("child.", "children.c1.").replace("case.", "") for one in of.lists])
            ]
        if rng.random() < 0.2:
            account["not_known"] = {f"children.c1.{rng.choice(of.child).name}": "declined"}
        accounts.append(account)
    return {"case": "generated", "accounts": accounts}


def _facts(rng: random.Random, of: World) -> dict[str, Any]:
    child = _entity(rng, of.child)
    facts: dict[str, Any] = {}
    for path, entries in of.lists.items():
        if rng.random() < 0.3:
            continue
        members = {f"m{index}": _entity(rng, entries) for index in range(rng.randint(0, 4)) if rng.random() < 0.8}
        root, name = path.split(".")
        (child if root == "child" else facts)[name] = members or []
    facts["children"] = {"c1": child} | ({"c2": _entity(rng, of.child)} if rng.random() < 0.3 else {})
    return facts


def _entity(rng: random.Random, entries: Sequence[Entry]) -> dict[str, Any]:
    told = [one for one in entries if one.derived is None and rng.random() < 0.6]
    return {one.name: _value(rng, one) for one in told}


def _value(rng: random.Random, entry: Entry) -> Any:
    if entry.kind == "yes-no":
        return rng.random() < 0.5
    if entry.kind == "number":
        return rng.choice(_NUMBERS)
    if entry.kind == "date":
        return rng.choice(_DATES)
    if entry.kind == "choices":
        return rng.sample(entry.values, rng.randint(0, min(3, len(entry.values))))
    return rng.choice(entry.values or _AGENCIES)


def bound_of(written: dict[str, Any]) -> Bound:
    """A generated condition, bound; a condition that cannot be bound is a fault of the generator."""
    binder = Binder()
    bound = binder.bind(_CONDITION.validate_python(written), "child")
    if bound is None:
        raise AssertionError(f"{written}: {binder.slips}")
    return bound


def generated(
    seed: int, cases: int, decide: Decide, *, conditions: int = 12, each: int = 25
) -> Iterator[list[Difference]]:
    """Compare the channels on generated cases; yields the differences of one case at a time, an empty list for none."""
    rng = random.Random(seed)  # noqa: S311 -- test data, not secrets
    done = 0
    while done < cases:
        of = world(rng)
        written = [condition(rng, of) for _ in range(conditions)]
        bounds = [bound_of(one) for one in written]
        frame = Frame()
        for bound in bounds:
            frame.add(bound)
        for _ in range(min(each, cases - done)):
            done += 1
            case = case_of(rng, of)
            told = fold(CaseFile.model_validate(case).all_accounts, DAY.toordinal())
            scope = Scope(told, "children.c1.")
            first = [evaluate(bound, scope).standing for bound in bounds]
            (second,) = run(frame.decide([scope]), decide)
            yield [
                Difference(one, case, mine, other)
                for one, mine, other in zip(written, first, second, strict=True)
                if mine != other
            ]
