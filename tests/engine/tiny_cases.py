"""Small cases for the tests of the engine, screened with the small invented pack."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from screening.case.account import CaseFile
from screening.case.told import Told, fold
from screening.engine.document import Finding, Lens, Screening
from screening.engine.outcome import Outcome, look, subjects
from screening.engine.screen import Second, screen
from screening.rulebook.pack import Pack, read_pack

DAY = datetime.date(2026, 3, 1)
FOLDER = Path(__file__).parents[1] / "packs" / "tiny"


@cache
def tiny(locality: str | None = None) -> Pack:
    """The small invented pack."""
    return read_pack(FOLDER, locality)[0]


def case(*accounts: Mapping[str, Any], **more: Any) -> CaseFile:
    """A case file with these accounts."""
    return CaseFile.model_validate({"case": "K-1", "accounts": [dict(one) for one in accounts], **more})


def child(*, account: Mapping[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """An account that tells facts of one child, ``c``."""
    return {**(account or {}), "facts": {"children": {"c": facts}}}


def people(*, account: Mapping[str, Any] | None = None, **listed: Mapping[str, Any]) -> dict[str, Any]:
    """An account that tells of people."""
    return {**(account or {}), "facts": {"people": {name: dict(facts) for name, facts in listed.items()}}}


def told(*accounts: Mapping[str, Any], on: datetime.date = DAY) -> Told:
    """What counts as told."""
    return fold(case(*accounts).all_accounts, on.toordinal())


def screened(
    *accounts: Mapping[str, Any],
    on: datetime.date = DAY,
    lens: Lens | None = None,
    second: Second | None = None,
    pack: Pack | None = None,
) -> Screening:
    """A case screened; everything told, with the small pack, unless said otherwise."""
    return screen(case(*accounts), pack or tiny(), on, lens or Lens(), second)


def standings(screening: Screening, subject: str | None = "c") -> dict[str, str]:
    """The standing of each rule for one child, and of those about the case."""
    return {one.rule: one.standing for one in screening.standings if one.subject in (subject, None)}


def finding(screening: Screening, rule: str) -> Finding:
    """The finding of one rule, wherever in the document it stands."""
    (found,) = [
        one for one in (*screening.findings, *screening.cannot_rule_out, *screening.strengths) if one.rule == rule
    ]
    return found


def outcome(rule: str, *accounts: Mapping[str, Any], on: datetime.date = DAY) -> Outcome:
    """What one rule comes to for its first subject."""
    known = told(*accounts, on=on)
    one = tiny().rules[rule]
    return look(one, tiny().bound[rule], known, subjects(one, known)[0])
