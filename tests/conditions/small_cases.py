"""Small cases for the tests of conditions: what was told of one child, ``c``, on one day, and what it comes to."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from screening.case.account import CaseFile
from screening.case.told import Told, fold
from screening.conditions.binding import Binder, ConceptToBind, Slip
from screening.conditions.bound import Bound
from screening.conditions.evaluate import Scope, Trace, evaluate
from screening.conditions.tree import Condition

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
DAY = "2026-03-01"

Concepts = Mapping[str, tuple[str, Mapping[str, Any]]]
"""By id: what a concept is about, and its condition."""


def told(*accounts: Mapping[str, Any], on: str = DAY) -> Told:
    """What counts as told; accounts without a date are told on the day."""
    case = CaseFile.model_validate({"case": "K-1", "accounts": [dict(one) for one in accounts]})
    return fold(case.all_accounts, datetime.date.fromisoformat(on).toordinal())


def child(*, account: Mapping[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """An account that tells facts of the child."""
    return {**(account or {}), "facts": {"children": {"c": facts}}}


def tried(
    written: Mapping[str, Any],
    about: str = "child",
    concepts: Concepts | None = None,
    definitions: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Bound | None, list[Slip]]:
    """A written condition bound, and the slips found in it."""
    known = {
        name: ConceptToBind(name, of, CONDITION.validate_python(when)) for name, (of, when) in (concepts or {}).items()
    }
    binder = Binder(known, definitions or {})
    return binder.bind(CONDITION.validate_python(written), about), binder.slips


def bound(written: Mapping[str, Any], about: str = "child", concepts: Concepts | None = None) -> Bound:
    """A written condition bound; it must have no slip."""
    found, slips = tried(written, about, concepts)
    assert found is not None, slips
    assert slips == []
    return found


def trace(written: Mapping[str, Any], *accounts: Mapping[str, Any], on: str = DAY, **binding: Any) -> Trace:
    """How a condition about the child came to its standing."""
    return evaluate(bound(written, **binding), Scope(told(*accounts, on=on), "children.c."))


def standing(written: Mapping[str, Any], *accounts: Mapping[str, Any], on: str = DAY, **binding: Any) -> str:
    """What a condition about the child comes to, as a word."""
    return trace(written, *accounts, on=on, **binding).standing.word
