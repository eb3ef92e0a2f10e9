"""What to do now: the escalations of all findings that are met or disputed, merged by whom to go to and how soon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from screening.engine.document import EscalationLine, Finding, Named
from screening.reports import words
from screening.reports.shown import step
from screening.reports.view import Action
from screening.rulebook.rule import Within

SOONEST_FIRST: tuple[Within, ...] = get_args(Within)


def actions(findings: Iterable[Finding]) -> tuple[Action, ...]:
    """Whom to go to, the soonest first; within one time, in the order of the findings."""
    merged: dict[tuple[str, Within], list[tuple[str, EscalationLine]]] = {}
    for finding in findings:
        if finding.escalate is not None:
            key = (finding.escalate.to.id, finding.escalate.within)
            merged.setdefault(key, []).append((finding.rule, finding.escalate))
    ordered = sorted(merged.items(), key=lambda item: SOONEST_FIRST.index(item[0][1]))
    return tuple(_action(within, asked) for (_, within), asked in ordered)


def _action(within: Within, asked: list[tuple[str, EscalationLine]]) -> Action:
    lines = [line for _, line in asked]
    policies = _once(line.policy for line in lines)
    named = {one.id for one in policies} | {lines[0].to.id}
    return Action(
        soon=words.WITHIN[within],
        step=step(lines[0]),
        to=lines[0].to,
        policies=policies,
        also=tuple(one for one in _once(one for line in lines for one in line.also) if one.id not in named),
        rules=tuple(dict.fromkeys(rule for rule, _ in asked)),
    )


def _once(named: Iterable[Named | None]) -> tuple[Named, ...]:
    return tuple({one.id: one for one in named if one is not None}.values())
