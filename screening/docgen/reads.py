"""Which rules read which facts, directly or through what is worked out from them."""

from __future__ import annotations

from collections.abc import Iterator

from screening.case.dictionary import Entry, entity_name
from screening.conditions.bound import Bound, tallies_of, tests_of
from screening.rulebook.pack import Pack


def readers(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Ids of rules by fact, such as ``injury.kind``; facts that no rule reads are left out."""
    found: dict[str, dict[str, None]] = {}
    for rule_id in sorted(pack.rules):
        for fact in _facts(pack.bound[rule_id]):
            found.setdefault(fact, {})[rule_id] = None
    return {fact: tuple(rules) for fact, rules in found.items()}


def _facts(bound: Bound) -> Iterator[str]:
    for test in tests_of(bound):
        yield from _with_inputs(test.entry)
    for tally in tallies_of(bound):
        yield from _with_inputs(tally.entry)
        for name in (tally.distinct, tally.dated_by):
            if name is not None and tally.entry.member is not None:
                yield f"{entity_name(tally.entry.member)}.{name}"


def _with_inputs(entry: Entry) -> Iterator[str]:
    yield entry.path
    if entry.derived is not None:
        yield from (f"{entry.entity}.{name}" for name in entry.derived.inputs)
