"""Whether an event may be added to a session: one place for what has to hold, whoever keeps the events.

An event that has come in already is let through, because it changes nothing. Nothing that somebody typed is refused
for coming in late: an entry for an earlier checkpoint, or after a reveal, is kept and marked by the fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from screening.errors import Problem, ProblemsFound
from screening.training.events import (
    EntryLinked,
    EntryWritten,
    Event,
    FamilyQuestion,
    ListsShown,
    PolicyLinked,
    PolicyNamed,
    Pooled,
    Revealed,
    SessionStarted,
    StepOpened,
    Withdrawn,
)
from screening.training.exercises import own_answers_given
from screening.training.session import State

CanSee = Callable[[str, str], frozenset[str]]
"""The case paths that a group (first) can see at a checkpoint (second) that is open."""


def admit(now: State, event: Event, can_see: CanSee) -> None:
    """Refuse an event that does not fit the session as it stands.

    Raises:
        ProblemsFound: with everything that does not fit.
    """
    if event.id in now.seen:
        return
    problems = list(_problems(now, event, can_see))
    if problems:
        raise ProblemsFound(problems)


def _problems(now: State, event: Event, can_see: CanSee) -> Iterator[Problem]:
    if now.ended:
        yield Problem("T106", "This session is over.", hint="Start another one.")
        return
    match event:
        case SessionStarted():
            yield Problem("T107", "This session has been started already.")
        case StepOpened():
            if event.step in now.opened or event.step != now.next_step:
                yield from _order(now, event.step)
        case EntryWritten():
            yield from _group(now, event.group)
            yield from _open(now, event.step)
            if event.changed_from is not None and event.changed_from not in {one.written.id for one in now.entries}:
                yield Problem("T110", "The entry that this one takes the place of is not there.")
            if event.step in now.opened and now.group(event.group) is not None:
                for path in sorted(set(event.facts) - can_see(event.group, event.step)):
                    yield Problem("T111", f'The group cannot see a fact "{path}" at this checkpoint.')
        case PolicyNamed():
            yield from _group(now, event.group)
            yield from _open(now, event.step)
        case FamilyQuestion():
            yield from _group(now, event.group)
            if event.step is not None:
                yield from _open(now, event.step)
        case Pooled():
            yield from _open(now, event.step)
            if len(now.groups) < 2:
                yield Problem("T112", "Pooling needs at least two groups at the table.")
        case Revealed():
            yield from _open(now, event.step)
        case EntryLinked():
            yield from _there(event.of, {one.written.id for one in now.entries}, "entry")
            had = {(one.rule, one.subject) for shown in now.revealed for one in shown.seen}
            for key in event.rules:
                if (key.rule, key.subject) not in had:
                    yield Problem("T119", f"The rules had no {key.rule} at the checkpoints shown so far.")
        case PolicyLinked():
            yield from _there(event.of, {one.named.id for one in now.policies}, "policy")
        case Withdrawn():
            everything = (
                {one.written.id for one in now.entries}
                | {one.named.id for one in now.policies}
                | {one.named.id for one in now.barriers}
                | {one.asked.id for one in now.questions}
            )
            yield from _there(event.of, everything, "entry, policy, barrier or question")
        case ListsShown():
            if not own_answers_given(now):
                yield Problem(
                    "T113",
                    "Nobody has named a policy or a barrier yet.",
                    hint="The lists are shown after the groups' own answers.",
                )
        case _:
            return


def _order(now: State, step: str) -> Iterator[Problem]:
    if now.place(step) == 0:
        yield Problem("T103", f'This scenario has no checkpoint "{step}".')
    elif step not in now.opened:
        yield Problem("T108", "Checkpoints are opened one at a time, in their order.")


def _group(now: State, group: str) -> Iterator[Problem]:
    if now.group(group) is None:
        yield Problem("T109", "There is no such group in this session.")


def _open(now: State, step: str) -> Iterator[Problem]:
    if now.place(step) == 0:
        yield Problem("T103", f'This scenario has no checkpoint "{step}".')
    elif step not in now.opened:
        yield Problem("T108", "This checkpoint is not open yet.", hint="Open the ones before it first.")


def _there(of: str, known: set[str], what: str) -> Iterator[Problem]:
    if of not in known:
        yield Problem("T110", f"There is no such {what} in this session.")
