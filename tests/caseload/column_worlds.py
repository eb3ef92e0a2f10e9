"""Cases and conditions made up for the column engine; what it and the evaluator come to, held against each other."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from screening.case.account import CaseFile
from screening.case.dictionary import Entry, entity_name, fields
from screening.case.profile import CaseProfile
from screening.case.told import fold
from screening.case.words import Entity
from screening.caseload.backends import Backend
from screening.caseload.compiling import Compiled, Compiler
from screening.caseload.converting import tables_of
from screening.caseload.polars_backend import InProcess
from screening.caseload.results import columns
from screening.caseload.running import Run
from screening.caseload.tables import Tables
from screening.conditions.binding import Binder
from screening.conditions.bound import Bound
from screening.conditions.evaluate import Scope
from screening.conditions.tree import Condition
from screening.engine.outcome import UNNAMED, look, subjects
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Rule

DAY = datetime.date(2026, 3, 1)
WINDOW = 28
_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)

Cell = tuple[str, str | None, str]
"""A case, a child or nobody, and a rule."""


@dataclass(frozen=True)
class Ruled:
    """A rule, with the condition that it comes down to."""

    rule: Rule
    bound: Bound


def ruled(written: dict[str, Any], number: int = 1, about: str = "child", opened_by: Sequence[str] = ()) -> Ruled:
    """A rule made up around a condition."""
    binder = Binder()
    bound = binder.bind(_CONDITION.validate_python(written), about)
    assert bound is not None, binder.slips
    rule = Rule.model_validate(
        {"id": f"TST-{number:03}", "version": 1, "title": "A rule made up for a test", "about": about,
         "kind": "concern", "urgency": "refer", "summary": "Made up.", "why": "Made up.", "learning": ["TST-001"],
         "when": written, "opened_by": list(opened_by), "prompts": [{"ask": "Made up?"}], "escalate": "none",
         "limits": ["Made up."], "status": "active", "review": {"due": "2027-01-01"}},
    )  # fmt: skip
    return Ruled(rule, bound)


def compiled(rules: Iterable[Ruled]) -> Compiled:
    """The rules as columns."""
    compiler = Compiler()
    judged = [
        compiler.rule(one.rule.id, one.rule.about, one.bound, frozenset(one.rule.opened_by), one.rule.always_ask)
        for one in rules
    ]
    return compiler.compiled(judged, WINDOW)


def rules_of(pack: Pack) -> list[Ruled]:
    """The rules of a pack that are in use."""
    return [Ruled(rule, pack.bound[rule.id]) for rule in pack.rules.values() if rule.status != "retired"]


def by_columns(
    of: Compiled, tables: Tables, day: datetime.date = DAY, backend: Backend | None = None
) -> dict[Cell, tuple[int, bool]]:
    """What the column engine comes to: the standing and whether the rule is open, for every cell."""
    found: dict[Cell, tuple[int, bool]] = {}
    engine = backend or InProcess()
    run = Run(of, tables, day.toordinal(), engine)
    for about, frame in columns(run, of.rules).items():
        for values in engine.rows(frame):
            row = dict(zip(frame.columns, values, strict=True))
            for one in of.rules:
                if one.about == about:
                    found[row["case"], row["child"], one.rule] = (row[one.rule], row[f"{one.rule} open"])
    return found


def by_evaluator(
    rules: Sequence[Ruled], cases: Iterable[CaseFile], day: datetime.date = DAY
) -> dict[Cell, tuple[int, bool]]:
    """What the evaluator comes to, one case at a time."""
    found: dict[Cell, tuple[int, bool]] = {}
    for case in cases:
        told = fold(case.all_accounts, day.toordinal(), WINDOW)
        for one in rules:
            for subject in subjects(one.rule, told):
                outcome = look(one.rule, one.bound, told, subject)
                child = None if subject == UNNAMED else subject
                found[case.case, child, one.rule.id] = (outcome.standing.value, outcome.open)
    return found


def differences(
    rules: Sequence[Ruled], cases: Sequence[CaseFile], day: datetime.date = DAY
) -> dict[Cell, tuple[object, object]]:
    """The cells in which the two differ: what the columns say, and what the evaluator says."""
    theirs = by_columns(compiled(rules), tables_of(cases), day)
    ours = by_evaluator(rules, cases, day)
    return {cell: (theirs.get(cell), ours.get(cell)) for cell in {*theirs, *ours} if theirs.get(cell) != ours.get(cell)}


def standing_of(written: dict[str, Any], *accounts: dict[str, Any], about: str = "child") -> str:
    """What the column engine makes of a condition in one case; checked to be what the evaluator makes of it."""
    one = ruled(written, about=about)
    case = CaseFile.model_validate({"case": "K-1", "accounts": list(accounts)})
    assert differences([one], [case]) == {}
    told = fold(case.all_accounts, DAY.toordinal(), WINDOW)
    subject = subjects(one.rule, told)[0]
    return look(one.rule, one.bound, told, subject).standing.word


def scope_of(case: CaseFile) -> Scope:
    """The scope of the first child of a case."""
    return Scope(fold(case.all_accounts, DAY.toordinal(), WINDOW), "children.c1.")


# Cases in which much is told that rules read, by several accounts of which some differ.

_NEAR = ("2026-03-01", "2026-02-28", "2026-02-15", "2026-02-01", "2026-01-20", "2025-12-01", "2026-02", "2026-03",
         "2025", "2026", "2025-09-01", "2024-02-29", "2026-03-20", "2025-03-01")  # fmt: skip
_AGENCIES = ("gp", "midwifery", "nursery", "police", "social-care", "health-visiting")
_IDS = ("m1", "m2", "m3")
_MANY = frozenset({"choices", "words", "references"})


def told_case(rng: random.Random, reference: str, read: frozenset[str], rows: float = 0.5) -> CaseFile:
    """A case in which facts that are read are told, some of them by several accounts.

    Args:
        rng: where chance comes from.
        reference: of the case.
        read: facts by their path in the dictionary, such as ``injury.kind``.
        rows: how likely each of them is told in each account that speaks of the member.
    """
    accounts = [_account(rng, number, read, rows) for number in range(rng.choice([0, 1, 2, 3, 4, 6, 10]))]
    return CaseFile.model_validate({"case": reference, "accounts": accounts})


def _account(rng: random.Random, number: int, read: frozenset[str], rows: float) -> dict[str, Any]:
    account: dict[str, Any] = {"id": f"a{number}", "facts": _entity(rng, CaseProfile, read, rows)}
    if rng.random() < 0.9:
        account["on"] = rng.choice(_NEAR[:-3])
    if rng.random() < 0.8:
        account["source"] = rng.choice(["observed", "child", "carer", "family", "professional", "record"])
    if rng.random() < 0.8:
        account["agency"] = rng.choice(_AGENCIES)
    if rng.random() < 0.5:
        account["told_by"] = rng.choice(_IDS)
    if rng.random() < 0.2:
        account["corroborated_by"] = [f"a{rng.randint(0, 4)}"]
    if number and rng.random() < 0.15:
        account["withdraws"] = [f"a{rng.randrange(number)}"]
    paths = ("people", "services", "children.m1.injuries", "children.m1.disability", "people.m1.appointments",
             "children", "people.m1.childhood_adversity", "meetings")  # fmt: skip
    if rng.random() < 0.4:
        account["complete"] = rng.sample(paths, 2)
    if rng.random() < 0.4:
        asked = ("children.m1.mobility", "services", "people.m1.history", "children.m1.injuries", "record.chronology")
        account["not_known"] = {rng.choice(asked): rng.choice(["declined", "not-asked", "awaiting"])}
    return account


def _entity(rng: random.Random, model: type[Entity], read: frozenset[str], rows: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in fields(model).values():
        if entry.derived is not None:
            continue
        if entry.kind == "list" and entry.member is not None:
            if any(path.startswith(f"{entity_name(entry.member)}.") for path in read) and rng.random() < 0.6:
                chosen = rng.sample(_IDS, rng.choice([0, 1, 1, 2, 3]))
                members = {one: _entity(rng, entry.member, read, rows) for one in chosen}
                found[entry.name] = members or []
        elif entry.kind == "entity" and entry.member is not None:
            found[entry.name] = _entity(rng, entry.member, read, rows)
        elif entry.path in read and rng.random() < rows:
            found[entry.name] = _value(rng, entry)
    return found


def _value(rng: random.Random, entry: Entry) -> Any:
    if entry.kind == "yes-no":
        return rng.random() < 0.5
    if entry.kind == "number":
        return rng.choice([0, 1, 2, 3, 6, 20, 36, 37])
    if entry.kind == "date":
        return rng.choice(_NEAR)
    values = entry.values or (_IDS if entry.kind.startswith("reference") else _AGENCIES)
    if entry.kind in _MANY:
        return rng.sample(values, rng.randint(0, min(3, len(values))))
    return rng.choice(values)


# Conditions of kinds that the generator of the conformance suite does not write.


def telling_condition(rng: random.Random) -> dict[str, Any]:
    """A condition about who told, what was given, members of members, and numbers that are one of several."""
    person = {"fact": rng.choice(["relationship", "history", "lives_with_child", "childhood_adversity", "born"])}
    asked = rng.choice(
        [
            {**person, "told_by": rng.sample(["mother", "father", "carer", "lodger"], 2)},
            {**person, "source_in": ["carer", "family"]},
            {**person, "corroborated": rng.random() < 0.5},
            {**person, "given": True},
            {**person, "not_given": rng.choice([True, ["declined"], ["not-asked", "awaiting"]])},
            {"fact": "age_years", rng.choice(["is", "is_not"]): rng.choice([0, 1, 2])},
            {"fact": "age_years", "above": 0},
            {rng.choice(["exists", "every"]): "appointments", "where": {"fact": "not_kept", "is": rng.random() < 0.5}},
            {"count": "appointments", "where": {"fact": "outcome", "is_not": "attended"}, "at_least": 2},
            {"exists": "case.children", "where": {"fact": "age_months", "below": 12}},
        ]
    )
    whole = rng.choice(
        [
            {"exists": "case.people", "where": asked},
            {"every": "case.people", "where": {"any": [asked, {"fact": "child.born_at_weeks", "is": 36}]}},
            {"count": "case.people", "where": asked, "at_most": 1, "distinct": "relationship"},
        ]
    )
    beside = rng.choice(
        [
            {"fact": "case.services", rng.choice(["given", "not_given"]): True},
            {"fact": "child.injuries", "not_given": rng.choice([True, ["declined"]])},
            {"fact": "case.record.chronology", "given": True},
            {"fact": "child.age_months", rng.choice(["given", "not_given"]): True},
            {"fact": "child.unborn", "is": rng.random() < 0.5},
            {"fact": "child.weeks_pregnant", "at_least": 30},
            {"fact": "child.born", "corroborated": rng.random() < 0.5},
            {"fact": "child.disability", "source_in": ["observed", "record"]},
            {"fact": "child.days_since_seen", rng.choice(["above", "at_most"]): 20},
            {"count": "case.services", "at_least": 2, "distinct": "agency"},
            {"fact": "case.agencies_involved", "is": 1},
        ]
    )
    both = {rng.choice(["all", "any"]): [whole, beside]}
    return {"not": both} if rng.random() < 0.4 else both


TELLING_FACTS = frozenset(
    {"person.relationship", "person.history", "person.lives_with_child", "person.childhood_adversity", "person.born",
     "appointment.outcome", "appointment.on", "child.born", "child.due", "child.born_at_weeks", "child.disability",
     "child.last_seen_on", "contact.child_seen", "contact.on", "service.status", "service.agency", "injury.kind",
     "record.chronology"},
)  # fmt: skip
"""What those conditions read."""
