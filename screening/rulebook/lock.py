"""The lock of a pack: which version of each rule decides what, held by fingerprint so that no rule changes unnoticed.

Two fingerprints stand for each rule. ``decides`` is over all that settles when it opens and where it leads: whom it is
about, kind, urgency, the condition with every concept that it uses and the values that the pack's own locality gives
to the definitions it names, what opens it, whom to go to, and whether it is retired. ``says`` is over its words. What
another locality counts under a definition is that place's to set and not locked. How a value is written and the order
of parts and lists makes no difference to ``decides``.

Whether a new lock may take the place of the old one is left to ``locking``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from screening.conditions.tree import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Every,
    Exists,
    FactTest,
    IsMet,
    NotOf,
    SomeOf,
)
from screening.rulebook.history import History
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Concept, Rule, RuleId
from screening.rulebook.sources import Sha256
from screening.yamlsource import Document, read_path, validated

LOCK_FILE = "rules.lock.json"

_SAYS = frozenset({"title", "summary", "why", "prompts", "policies", "learning", "innocent_explanations", "limits",
                   "chosen_by_us"})  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LockedRule(_Frozen):
    """A rule as it stood when the pack was locked; the fingerprints are as the module's first paragraphs say."""

    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "active", "retired"]
    decides: Sha256
    says: Sha256


class GoneRule(_Frozen):
    """A rule that is no longer there, and the one that took its place, if any did. Its id is never used again."""

    renamed_to: RuleId | None


class Lock(_Frozen):
    """``rules.lock.json``.

    Attributes:
        pack_version: of the pack when it was locked.
        changing_window_days: the pack's choice that bears on every rule.
    """

    pack_version: str
    changing_window_days: int
    rules: dict[RuleId, LockedRule]
    gone: dict[RuleId, GoneRule]


def lock_of(pack: Pack, history: History, before: Lock | None) -> Lock:
    """The lock of a pack as it stands now.

    Args:
        pack: read in its own locality.
        history: its changelog, which says what took the place of a rule that is gone.
        before: the lock until now, whose ids stay taken.
    """
    told = history.gone()
    taken = {*(before.gone if before else ()), *told} - set(pack.rules)
    return Lock(
        pack_version=pack.header.version,
        changing_window_days=pack.header.changing_window_days,
        rules={
            rule.id: LockedRule(version=rule.version, status=rule.status, decides=decides(pack, rule), says=says(rule))
            for rule in sorted(pack.rules.values(), key=lambda one: one.id)
        },
        gone={
            name: GoneRule(renamed_to=told[name].instead) if name in told or before is None else before.gone[name]
            for name in sorted(taken)
        },
    )


def as_text(lock: Lock) -> str:
    """The lock as its file holds it."""
    return json.dumps(lock.model_dump(mode="json"), indent=2) + "\n"


def read_lock(folder: Path) -> tuple[Lock, Document] | None:
    """The lock of the pack in a folder, with the places in its file; None where the pack has never been locked.

    Raises:
        ProblemsFound: the file is there and is no lock.
    """
    path = folder / LOCK_FILE
    if not path.is_file():
        return None
    document = read_path(path)
    return validated(document, Lock, prefix="R"), document


def decides(pack: Pack, rule: Rule) -> str:
    """SHA-256 over all that settles when a rule opens and where it leads."""
    used = sorted(concepts_used(rule.when, pack.concepts))
    conditions = [rule.when, *(pack.concepts[name].when for name in used)]
    defined = {test.in_definition for one in conditions for test in _tests(one) if test.in_definition is not None}
    return _fingerprint(
        _in_one_order(
            {
                "about": rule.about,
                "kind": rule.kind,
                "urgency": rule.urgency,
                "when": plain(rule.when),
                "concepts": {name: plain(pack.concepts[name].when) for name in used},
                "definitions": {name: pack.locality.definitions[name] for name in defined},
                "opened_by": rule.opened_by,
                "always_ask": rule.always_ask,
                "escalate": rule.escalate if rule.escalate == "none" else plain(rule.escalate),
                "retired": rule.status == "retired",
            }
        )
    )


def says(rule: Rule) -> str:
    """SHA-256 over the words of a rule and what it cites."""
    return _fingerprint({name: one for name, one in plain(rule).items() if name in _SAYS})


def plain(written: BaseModel) -> dict[str, Any]:
    """A part of a rule as plain data with the keys of the file, without what is left at its default."""
    return written.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def concepts_used(condition: Condition, concepts: Mapping[str, Concept]) -> set[str]:
    """Ids of the concepts that a condition uses, directly or through another concept."""
    found: set[str] = set()
    for node in _nodes(condition):
        if isinstance(node, IsMet) and node.is_met not in found:
            found |= {node.is_met, *concepts_used(concepts[node.is_met].when, concepts)}
    return found


def _tests(condition: Condition) -> Iterator[FactTest]:
    return (node for node in _nodes(condition) if isinstance(node, FactTest))


def _nodes(node: Condition) -> Iterator[Condition]:
    yield node
    inside: tuple[Condition | None, ...] = ()
    if isinstance(node, AllOf):
        inside = node.all
    elif isinstance(node, AnyOf):
        inside = node.any
    elif isinstance(node, SomeOf):
        inside = node.of
    elif isinstance(node, NotOf):
        inside = (node.not_,)
    elif isinstance(node, Exists | Every | Count):
        inside = (node.where,)
    for part in inside:
        if part is not None:
            yield from _nodes(part)


def _in_one_order(value: Any) -> Any:
    """The same with every list sorted; no list in what a rule decides means anything by its order."""
    if isinstance(value, dict):
        return {key: _in_one_order(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return sorted((_in_one_order(one) for one in value), key=_as_json)
    return value


def _as_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _fingerprint(value: Any) -> str:
    return hashlib.sha256(_as_json(value).encode()).hexdigest()
