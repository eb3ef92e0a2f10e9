"""Case files made up over the whole fact dictionary, and small folders of tables."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from screening.case.account import Account, CaseFile
from screening.case.dictionary import Entry, at_case_path, fields
from screening.case.profile import CaseProfile
from screening.case.words import Entity, NotKnownReason, Source

IDS = ("robyn", "1", "2", "partner-2", "A_b")
_AGENCIES = ("gp", "health-visiting", "police")
_DATES = ("2019", "2020-02", "2020-02-29", "2021-12-31")


def facts(rng: random.Random, model: type[Entity], depth: int = 0) -> dict[str, Any]:
    """Some facts of an entity, of every kind that the dictionary has."""
    told = [entry for entry in fields(model).values() if entry.derived is None]
    return {entry.name: _value(rng, entry, depth) for entry in rng.sample(told, min(len(told), rng.randint(0, 5)))}


def _value(rng: random.Random, entry: Entry, depth: int) -> Any:
    simple: dict[str, tuple[Any, ...]] = {
        "yes-no": (True, False), "number": (0, 7, 40), "date": _DATES, "word": _AGENCIES, "reference": IDS,
        "text": ("Words that no rule reads.",), "choice": entry.values,
    }  # fmt: skip
    if entry.kind in simple:
        return rng.choice(simple[entry.kind])
    if entry.member is None:
        values = entry.values or (_AGENCIES if entry.kind == "words" else IDS)
        return rng.sample(values, rng.randint(0, min(3, len(values))))
    if entry.kind == "entity":
        return facts(rng, entry.member, depth + 1)
    members = [facts(rng, entry.member, depth + 1) for _ in range(rng.randint(0, 3))]
    return members if rng.random() < 0.3 else dict(zip(rng.sample(IDS, len(members)), members, strict=True))


def whole_case(rng: random.Random, reference: str = "K-1") -> CaseFile:
    """A case file with everything that an account can have; not all of it makes sense together."""
    accounts = [_account(rng, number) for number in range(rng.randint(0, 4))]
    written: dict[str, Any] = {"case": reference, "training": rng.random() < 0.2, "accounts": accounts}
    if rng.random() < 0.3:
        written["facts"] = facts(rng, CaseProfile)
    return CaseFile.model_validate(written)


def _account(rng: random.Random, number: int) -> dict[str, Any]:
    account: dict[str, Any] = {"facts": facts(rng, CaseProfile), "note": "Words that no rule reads."}
    more: dict[str, Any] = {
        "id": f"t{number}", "on": rng.choice(_DATES), "agency": rng.choice(_AGENCIES), "by": "health visitor",
        "source": rng.choice(get_args(Source)), "told_by": rng.choice(IDS), "known_to": rng.sample(_AGENCIES, 2),
        "corroborated_by": ["t0"], "withdraws": ["t1", "t2"],
        "complete": ["people", "children.robyn.injuries", "children.robyn.disability"],
        "not_known": {
            path: rng.choice(get_args(NotKnownReason))
            for path in ("record.genogram", "children.1", "people.1.appointments.2.outcome", "children.1.age_months")
        },
    }  # fmt: skip
    return account | {name: value for name, value in more.items() if rng.random() < 0.5}


def told(case: CaseFile) -> list[Any]:
    """Everything about a case that a rule may read, in a form that can be compared."""
    return [case.case, case.training, *(_told_by(account) for account in case.all_accounts)]


def _told_by(account: Account) -> Any:
    flat = account.flattened
    values = {path: value for path, value in flat.values if at_case_path(path).kind not in ("list", "text")}
    about = account.model_dump(exclude={"facts", "note", "complete", "basis", "cites"})
    return about, values, sorted(flat.members), flat.in_full


def folder_of(place: Path, files: Mapping[str, str]) -> Path:
    """A folder of CSV tables, each given as its text."""
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return place
