"""What a training session comes to: a pure fold of its events, in the order in which they came in.

The same events always give the same state, and an event that comes in twice counts once. It is the one place that says
what counts: an entry that was taken back or replaced is still there, and marked. Whether an event may be added is left
to ``admission``; where events are kept, to whoever keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from screening.errors import Problem, ProblemsFound
from screening.training.events import (
    BarrierNamed,
    Ended,
    EntryLinked,
    EntryWritten,
    Event,
    FamilyQuestion,
    GroupJoined,
    ListsShown,
    PolicyLinked,
    PolicyName,
    PolicyNamed,
    Pooled,
    Revealed,
    RoundOpened,
    RuleKey,
    SessionStarted,
    StepOpened,
    Withdrawn,
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Part):
    """An entry as it stands.

    Attributes:
        written: the entry itself; ``written.id`` is its id.
        round: counted from 1.
        after_reveal: it came in after the rules' prompts of its checkpoint were shown, so it is not the group's own
            find; it is kept all the same.
        withdrawn: it was taken back.
        replaced_by: the entry that took its place.
        links: the prompts that people say it is the same as; empty: the rules did not see it; None: nobody has said.
    """

    written: EntryWritten
    round: int
    after_reveal: bool
    withdrawn: bool = False
    replaced_by: str | None = None
    links: tuple[RuleKey, ...] | None = None

    @property
    def counts(self) -> bool:
        """Whether it stands: neither taken back nor replaced."""
        return not self.withdrawn and self.replaced_by is None


class Policy(_Part):
    """A policy that a group named.

    Attributes:
        after_list: it was named after the list of policies was shown.
        linked: people have said which policy of the pack was meant: ``policy``, or None for none of them.
    """

    named: PolicyNamed
    after_list: bool
    withdrawn: bool = False
    linked: bool = False
    policy: PolicyName | None = None


class Barrier(_Part):
    """A barrier, with nothing about who named it."""

    named: BarrierNamed
    after_hints: bool
    withdrawn: bool = False


class Question(_Part):
    """What a group thinks the family would have wanted to be asked."""

    asked: FamilyQuestion
    withdrawn: bool = False


class Pool(_Part):
    """What was put together, and by whom.

    Attributes:
        groups: the groups that were at the table then.
        agencies: whose knowledge they had; empty where a group had been given the whole case.
    """

    step: str
    groups: tuple[str, ...]
    agencies: tuple[str, ...]


class State(_Part):
    """A session as it stands.

    Attributes:
        opened: the checkpoints opened so far, in the scenario's order.
        revealed: what the rules had, for each checkpoint that was revealed, in the scenario's order.
        pools: each time that the groups put together what they know.
        round: counted from 1.
        seen: the ids of every event that counted.
    """

    started: SessionStarted
    groups: tuple[GroupJoined, ...] = ()
    opened: tuple[str, ...] = ()
    revealed: tuple[Revealed, ...] = ()
    pools: tuple[Pool, ...] = ()
    round: int = 1
    entries: tuple[Entry, ...] = ()
    policies: tuple[Policy, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    questions: tuple[Question, ...] = ()
    lists_shown: bool = False
    ended: bool = False
    seen: frozenset[str] = frozenset()

    @property
    def step(self) -> str | None:
        """The checkpoint that is open, the latest of those opened; None before the first."""
        return self.opened[-1] if self.opened else None

    @property
    def next_step(self) -> str | None:
        """The checkpoint that comes next; None after the last. For the facilitator alone."""
        later = self.started.steps[self.place(self.step) if self.step else 0 :]
        return later[0] if later else None

    def place(self, step: str) -> int:
        """Where a checkpoint stands in the scenario, counted from 1; 0 for one that the scenario does not have."""
        return self.started.steps.index(step) + 1 if step in self.started.steps else 0

    def group(self, group: str) -> GroupJoined | None:
        """The group with this id."""
        return next((one for one in self.groups if one.id == group), None)

    def is_revealed(self, step: str) -> bool:
        """Whether the prompts of a checkpoint have been shown."""
        return any(one.step == step for one in self.revealed)

    def entries_of(self, group: str) -> tuple[Entry, ...]:
        """What a group has written that stands, in the order in which it came in."""
        return tuple(one for one in self.entries if one.counts and one.written.group == group)


def state(events: Iterable[Event]) -> State:
    """What the events come to.

    Raises:
        ProblemsFound: the first event does not start a session.
    """
    listed = list(events)
    first = listed[0] if listed else None
    if not isinstance(first, SessionStarted):
        raise ProblemsFound([Problem("T101", "These events do not begin with the start of a session.")])
    now = State(started=first, seen=frozenset({first.id}))
    for event in listed[1:]:
        now = after(now, event)
    return now


def after(now: State, event: Event) -> State:
    """The state after one more event; an event that has counted already changes nothing."""
    if event.id in now.seen:
        return now
    return now.model_copy(update={**_changes(now, event), "seen": now.seen | {event.id}})


def _changes(now: State, event: Event) -> dict[str, object]:
    """The parts of the state that an event changes."""
    match event:
        case SessionStarted():
            return {}
        case GroupJoined():
            return {"groups": (*now.groups, event)}
        case StepOpened():
            order = now.started.steps
            opened = {*now.opened, event.step}
            return {"opened": tuple(one for one in order if one in opened)}
        case RoundOpened():
            return {"round": now.round + 1}
        case EntryWritten():
            entry = Entry(written=event, round=now.round, after_reveal=now.is_revealed(event.step))
            before = tuple(
                one.model_copy(update={"replaced_by": event.id}) if one.written.id == event.changed_from else one
                for one in now.entries
            )
            return {"entries": (*before, entry)}
        case PolicyNamed():
            return {"policies": (*now.policies, Policy(named=event, after_list=now.lists_shown))}
        case BarrierNamed():
            return {"barriers": (*now.barriers, Barrier(named=event, after_hints=now.lists_shown))}
        case FamilyQuestion():
            return {"questions": (*now.questions, Question(asked=event))}
        case Withdrawn():
            return _withdrawn(now, event.of)
        case Revealed():
            others = [one for one in now.revealed if one.step != event.step]
            return {"revealed": tuple(sorted((*others, event), key=lambda one: now.place(one.step)))}
        case Pooled():
            return {"pools": (*now.pools, _pool(now, event.step))}
        case EntryLinked():
            return {
                "entries": tuple(
                    one.model_copy(update={"links": event.rules}) if one.written.id == event.of else one
                    for one in now.entries
                )
            }
        case PolicyLinked():
            return {
                "policies": tuple(
                    one.model_copy(update={"linked": True, "policy": event.policy}) if one.named.id == event.of else one
                    for one in now.policies
                )
            }
        case ListsShown():
            return {"lists_shown": True}
        case Ended():
            return {"ended": True}


def _pool(now: State, step: str) -> Pool:
    whole = any(one.agency is None for one in now.groups)
    agencies = () if whole else tuple(sorted({one.agency for one in now.groups if one.agency}))
    return Pool(step=step, groups=tuple(one.id for one in now.groups), agencies=agencies)


def _withdrawn(now: State, of: str) -> dict[str, object]:
    back = {"withdrawn": True}
    return {
        "entries": tuple(one.model_copy(update=back) if one.written.id == of else one for one in now.entries),
        "policies": tuple(one.model_copy(update=back) if one.named.id == of else one for one in now.policies),
        "barriers": tuple(one.model_copy(update=back) if one.named.id == of else one for one in now.barriers),
        "questions": tuple(one.model_copy(update=back) if one.asked.id == of else one for one in now.questions),
    }
