"""A comparison of two packs as lines of text: what differs in the rules, then what stands differently in cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screening.engine.impact import StandingChange
    from screening.rulebook.differences import ConceptChange, Differences, FieldChange, RuleChange
    from screening.services.rule_diff import RuleDiff


def diff_in_lines(found: RuleDiff) -> Iterator[str]:
    """The whole comparison, line by line."""
    packs = found.packs
    yield f"{packs.before} ({packs.rules_before} rules) to {packs.after} ({packs.rules_after} rules)"
    yield from _choices(packs)
    for rule in packs.rules:
        yield ""
        yield from _rule(rule)
    for concept in packs.concepts:
        yield ""
        yield from _concept(concept)
    if not (packs.rules or packs.concepts or packs.definitions or packs.window_before != packs.window_after):
        yield "No difference in rules, concepts, definitions or window."
    if found.looked_at is not None:
        yield ""
        yield from _standings(found.looked_at, found.standings)


def _choices(packs: Differences) -> Iterator[str]:
    if packs.window_before != packs.window_after:
        yield f"The window of accounts: {packs.window_before} days to {packs.window_after} days; every rule reads it."
    for one in packs.definitions:
        yield f"{one.definition} in {one.locality}: {_values(one.before)} to {_values(one.after)}"


def _values(values: tuple[str, ...] | None) -> str:
    return "not set" if values is None else f"[{', '.join(values)}]"


def _rule(rule: RuleChange) -> Iterator[str]:
    versions = [f"v{one}" for one in (rule.version_before, rule.version_after) if one is not None]
    raised = " to ".join(dict.fromkeys(versions))
    kind: str = rule.how
    if rule.version_before is not None and rule.version_after is not None:
        kind += ": when it opens or where it leads" if rule.decides else ": words or tests only"
    yield f"{rule.rule} {raised} {kind}.  {rule.title}"
    yield from _fields(rule.fields)


def _concept(concept: ConceptChange) -> Iterator[str]:
    yield f"Concept {concept.concept} {concept.how}.  {concept.title}"
    yield f"    used by: {', '.join(concept.rules) or 'no rule'}"
    yield from _fields(concept.fields)


def _fields(fields: Iterable[FieldChange]) -> Iterator[str]:
    for one in fields:
        if one.before is not None or one.after is not None:
            yield f"    {one.field}: {one.before or 'nothing'}"
            yield f"    {'to':>{len(one.field)}}: {one.after or 'nothing'}"
            continue
        rows = [*one.lines, *(f"- {text}" for text in one.removed), *(f"+ {text}" for text in one.added),
                *(f"~ {text}" for text in one.altered)]  # fmt: skip
        yield f"    {one.field}:{'' if rows else ' the same in another order'}"
        yield from (f"      {row}" for row in rows)


def _standings(looked_at: int, standings: tuple[StandingChange, ...]) -> Iterator[str]:
    shown = sum(one.prompt is not None for one in standings)
    yield f"Cases and days looked at: {looked_at}"
    yield f"Standings that differ: {len(standings)}, of which {shown} bring a prompt or take one away"
    # A rule that only one of the packs has stands somewhere in every case. Readers look for what they would be shown.
    told = [one for one in standings if one.prompt is not None or None not in (one.before, one.after)]
    for (case, day), changes in groupby(told, key=lambda one: (one.case, one.as_of)):
        yield f"{case} on {day}"
        for one in changes:
            who = f" {one.subject}" if one.subject else ""
            prompt = f"; its prompt is {one.prompt}" if one.prompt else ""
            yield f"    {one.rule}{who}: {one.before or 'no such rule'} to {one.after or 'no such rule'}{prompt}"
    if len(told) < len(standings):
        yield f"{len(standings) - len(told)} more are of rules that only one pack uses, and show nobody a prompt."
