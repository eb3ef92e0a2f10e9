"""Two events on the same scenario side by side. It says what differs and names no winner.

The reflective review that the exercises come from set out to see whether practice had changed; its own caution is that
an exercise shows what people would do (PLS-030). Nothing here is added up into one figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from screening.errors import Problem, ProblemsFound
from screening.training.events import BarrierKind, PolicyName, RuleKey
from screening.training.measuring import BarrierUse, Concern, PolicyUse, Results


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ConcernRow(RuleKey):
    """One concern at both events; None where the event neither opened nor found it."""

    title: str
    before: Concern | None
    after: Concern | None


class PolicyRow(_Part):
    """One policy at both events; ``name`` is the pack's, or what a group called it."""

    name: str
    policy: PolicyName | None
    before: PolicyUse | None
    after: PolicyUse | None


class BarrierRow(_Part):
    """Barriers of one kind at both events."""

    kind: BarrierKind
    before: BarrierUse | None
    after: BarrierUse | None


class SideBySide(_Part):
    """Two events.

    Attributes:
        notes: what makes the two hard to compare, such as other rules.
    """

    scenario: str
    before: Results
    after: Results
    concerns: tuple[ConcernRow, ...]
    policies: tuple[PolicyRow, ...]
    barriers: tuple[BarrierRow, ...]
    notes: tuple[str, ...]


def side_by_side(before: Results, after: Results) -> SideBySide:
    """Two events on the same scenario.

    Raises:
        ProblemsFound: they are on two scenarios.
    """
    if before.scenario != after.scenario:
        message = f"These are events on two scenarios, {before.scenario} and {after.scenario}."
        raise ProblemsFound([Problem("T120", message, hint="Only events on the same scenario can be compared.")])
    return SideBySide(
        scenario=before.scenario,
        before=before,
        after=after,
        concerns=tuple(_concerns(before, after)),
        policies=tuple(_policies(before, after)),
        barriers=tuple(_barriers(before, after)),
        notes=tuple(_notes(before, after)),
    )


def _concerns(before: Results, after: Results) -> Iterator[ConcernRow]:
    first = {(one.rule, one.subject): one for one in before.concerns}
    second = {(one.rule, one.subject): one for one in after.concerns}
    rows = [
        ConcernRow(
            rule=key[0],
            subject=key[1],
            title=(second.get(key) or first[key]).title,
            before=first.get(key),
            after=second.get(key),
        )
        for key in dict.fromkeys([*first, *second])
    ]
    yield from sorted(rows, key=lambda row: (_opened(row), row.rule, row.subject or ""))


def _opened(row: ConcernRow) -> int:
    return min((one.opened or 0 for one in (row.before, row.after) if one is not None), default=0)


def _policies(before: Results, after: Results) -> Iterator[PolicyRow]:
    first, second = ({_name(one): one for one in event.policies} for event in (before, after))
    for name in sorted({*first, *second}):
        one = first.get(name) or second[name]
        yield PolicyRow(name=name, policy=one.policy, before=first.get(name), after=second.get(name))


def _name(one: PolicyUse) -> str:
    return one.policy.name if one.policy else one.words[0]


def _barriers(before: Results, after: Results) -> Iterator[BarrierRow]:
    first, second = ({one.kind: one for one in event.barriers} for event in (before, after))
    for kind in sorted({*first, *second}):
        yield BarrierRow(kind=kind, before=first.get(kind), after=second.get(kind))


def _notes(before: Results, after: Results) -> Iterator[str]:
    if before.scenario_sha256 != after.scenario_sha256:
        yield "The scenario was changed between the two events, so a difference may come from that."
    if before.pack.sha256 != after.pack.sha256:
        yield "The rules were changed between the two events, so a difference may come from that."
    if before.revealed != after.revealed:
        yield "The two events did not get through the same checkpoints."
    if before.views != after.views:
        yield "The groups were not given the same knowledge: another number of groups, or other agencies."
