"""A training session from its start to its results: what a facilitator and groups do, one function each.

The same functions serve the terminal and the web. Each reads the events, makes one more, sees whether it fits, and
keeps it. What is done comes with an id chosen by whoever does it; done again with the same id it changes nothing and
answers as before. Where events are kept is a ``Journal``: a file, or a table.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from screening.engine.document import PackLine
from screening.engine.screen import Second
from screening.errors import Problem, ProblemsFound
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack
from screening.services.training_room import Journal, Room, add, clock, made
from screening.training.events import (
    BarrierKind,
    BarrierNamed,
    Column,
    CouldFind,
    Ended,
    EntryLinked,
    EntryWritten,
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
from screening.training.matching import Match, match
from screening.training.measuring import Results
from screening.training.measuring import results as _results
from screening.training.pooling import Pooling, pooled
from screening.training.revealing import Reveal, reveal_for, seen_by_rules
from screening.training.seeing import GroupView, agencies_in, check_agency, check_dated
from screening.training.seeing import view_of as _view_of
from screening.training.session import State, state


def start_session(
    journal: Journal, scenario: Scenario, pack: Pack, *, id: str, label: str, second: Second | None = None
) -> Room:
    """Start a session on a scenario, in a journal that holds nothing yet.

    Raises:
        ProblemsFound: the scenario has accounts that no checkpoint can open, or the journal holds another session.
    """
    check_dated(scenario)
    if journal.events():
        room = open_session(journal, scenario, pack, second=second)
        if room.now.started.id != id:
            raise ProblemsFound([Problem("T107", "This session has been started already.")])
        return room
    line = PackLine(id=pack.header.id, title=pack.header.title, version=pack.header.version, sha256=pack.sha256)
    journal.append(
        made(
            SessionStarted, id=id, at=clock(), label=label, scenario=scenario.scenario,
            scenario_sha256=scenario_fingerprint(scenario), steps=tuple(one.id for one in scenario.steps),
            pack=line, locality=pack.locality.id,
        )
    )  # fmt: skip
    return Room(journal, scenario, pack, second)


def open_session(journal: Journal, scenario: Scenario, pack: Pack, *, second: Second | None = None) -> Room:
    """Go on with a session.

    Raises:
        ProblemsFound: it is on another scenario, or on another version of this one.
    """
    started = state(journal.events()).started
    if started.scenario != scenario.scenario:
        message = f"This session is on the scenario {started.scenario}, not on {scenario.scenario}."
        raise ProblemsFound([Problem("T118", message)])
    if started.scenario_sha256 != scenario_fingerprint(scenario):
        message = f"The scenario {scenario.scenario} has changed since this session was started."
        hint = "Its results can still be read; start another session to go on."
        raise ProblemsFound([Problem("T118", message, hint=hint)])
    return Room(journal, scenario, pack, second)


def scenario_fingerprint(scenario: Scenario) -> str:
    """SHA-256 over what a scenario says, whatever way it was written."""
    said = scenario.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def join_group(room: Room, *, id: str, label: str, agency: str | None = None) -> State:
    """A group sits down; its id is ``id``. Without an agency it is given the whole case.

    Raises:
        ProblemsFound: no account is from or known to the agency, or the session is over.
    """
    if agency is not None:
        check_agency(room.scenario, agency)
    return add(room, id, lambda now: made(GroupJoined, id=id, at=clock(), label=label, agency=agency))


def open_step(room: Room, *, id: str, step: str | None = None) -> State:
    """Open a checkpoint; the next one if none is named. For the facilitator.

    Raises:
        ProblemsFound: it is not the next one, or there is none.
    """

    def next_one(now: State) -> StepOpened:
        wanted = step or now.next_step
        if wanted is None:
            raise ProblemsFound([Problem("T108", "Every checkpoint is open already.")])
        return made(StepOpened, id=id, at=clock(), step=wanted)

    return add(room, id, next_one)


def open_round(room: Room, *, id: str, note: str | None = None) -> State:
    """Have the groups look again at what they wrote. For the facilitator."""
    return add(room, id, lambda now: made(RoundOpened, id=id, at=clock(), note=note))


def write_entry(
    room: Room,
    *,
    id: str,
    group: str,
    step: str,
    column: Column,
    text: str,
    facts: Sequence[str] = (),
    holder: str | None = None,
    question: str | None = None,
    owner: str | None = None,
    due: str | None = None,
    role: str | None = None,
    changed_from: str | None = None,
) -> State:
    """A group writes an entry; its id is ``id``. ``changed_from`` is the entry that it takes the place of.

    Raises:
        ProblemsFound: something that its column needs is missing, the group cannot see a fact that it names, or the
            checkpoint is not open.
    """
    return add(
        room,
        id,
        lambda now: made(
            EntryWritten, id=id, at=clock(), group=group, step=step, column=column, text=text, facts=tuple(facts),
            holder=holder, question=question, owner=owner, due=due, role=role, changed_from=changed_from,
        ),
    )  # fmt: skip


def withdraw_entry(room: Room, *, id: str, of: str) -> State:
    """Take back an entry, a policy, a barrier or a family's question. It stays in the journal.

    Raises:
        ProblemsFound: there is none.
    """
    return add(room, id, lambda now: made(Withdrawn, id=id, at=clock(), of=of))


def reveal(room: Room, *, id: str, step: str | None = None) -> State:
    """Show every group what the rules have at a checkpoint, the open one if none is named. For the facilitator.

    Raises:
        ProblemsFound: the checkpoint is not open.
    """

    def shown(now: State) -> Revealed:
        at = _at(now, step)
        return made(
            Revealed, id=id, at=clock(), step=at, seen=seen_by_rules(now, room.scenario, at, room.pack)
        )  # fmt: skip

    return add(room, id, shown)


def pool(room: Room, *, id: str, step: str | None = None) -> State:
    """Have the groups at the table put together what they know. For the facilitator.

    Raises:
        ProblemsFound: fewer than two groups are at the table, or the checkpoint is not open.
    """
    return add(room, id, lambda now: made(Pooled, id=id, at=clock(), step=_at(now, step)))


def name_policy(
    room: Room,
    *,
    id: str,
    group: str,
    step: str,
    policy: str,
    role: str,
    could_find: CouldFind,
    link: str | None = None,
    supports: str | None = None,
) -> State:
    """A group names a policy that it would use, in its own words, and says whether it could find it there and then."""
    return add(
        room,
        id,
        lambda now: made(
            PolicyNamed, id=id, at=clock(), group=group, step=step, policy=policy, role=role, could_find=could_find,
            link=link, supports=supports,
        ),
    )  # fmt: skip


def name_barrier(
    room: Room,
    *,
    id: str,
    kind: BarrierKind,
    words: str,
    policy: str | None = None,
    setting: str | None = None,
    who_could_remove_it: str | None = None,
    suggestion: str | None = None,
) -> State:
    """Somebody says what gets in the way of using a policy. Nothing is kept about who, or when."""
    return add(
        room,
        id,
        lambda now: made(
            BarrierNamed, id=id, kind=kind, words=words, policy=policy, setting=setting,
            who_could_remove_it=who_could_remove_it, suggestion=suggestion,
        ),
    )  # fmt: skip


def family_question(room: Room, *, id: str, group: str, words: str, step: str | None = None) -> State:
    """A group says what the family would have wanted to be asked."""
    return add(room, id, lambda now: made(FamilyQuestion, id=id, at=clock(), group=group, words=words, step=step))


def link_entry(room: Room, *, id: str, of: str, rules: Sequence[RuleKey], group: str | None = None) -> State:
    """People say which of what the rules had an entry is the same as; none: the rules did not see it.

    Args:
        room: the session.
        id: of this decision.
        of: the entry.
        rules: what it is the same as; empty makes it an idea for a rule.
        group: the group that says so; None for the facilitator.

    Raises:
        ProblemsFound: there is no such entry, or the rules had nothing of the kind at a checkpoint that was revealed.
    """
    return add(room, id, lambda now: made(EntryLinked, id=id, at=clock(), of=of, rules=tuple(rules), group=group))


def link_policy(room: Room, *, id: str, of: str, policy: str | None) -> State:
    """People say which policy of the pack was meant by its id; None: none of them.

    Raises:
        ProblemsFound: there is no such policy.
    """
    found = room.pack.policies.find(policy) if policy is not None else None
    name = PolicyName(id=found.id, name=found.name) if found is not None else None
    return add(room, id, lambda now: made(PolicyLinked, id=id, at=clock(), of=of, policy=name))


def show_lists(room: Room, *, id: str) -> State:
    """Show the list of policies and the hints about barriers, after the groups' own answers. For the facilitator.

    Raises:
        ProblemsFound: nobody has named a policy or a barrier yet.
    """
    return add(room, id, lambda now: made(ListsShown, id=id, at=clock()))


def end_session(room: Room, *, id: str) -> State:
    """End the session; nothing is written after this. For the facilitator."""
    return add(room, id, lambda now: made(Ended, id=id, at=clock()))


def view_of(room: Room, group: str, step: str | None = None) -> GroupView | None:
    """What a group sees at a checkpoint that is open, the latest if none is named; None where there is nothing yet."""
    return _view_of(room.now, room.scenario, group, step)


def reveal_of(room: Room, group: str, step: str) -> Reveal | None:
    """What a group is shown of what the rules have; None before the facilitator has shown it."""
    return reveal_for(room.now, room.scenario, room.pack, group, step, room.second)


def match_of(room: Room, group: str, step: str) -> Match | None:
    """A group's entries beside what the rules had; None before the facilitator has shown it."""
    return match(room.now, group, step)


def pooling_of(room: Room, step: str) -> Pooling | None:
    """What putting together what they know brought the groups at a checkpoint; None where they did not."""
    pools = [one for one in room.now.pools if one.step == step]
    if not pools:
        return None
    return pooled(room.scenario, step, pools[-1].agencies or agencies_in(room.scenario), room.pack)


def results(room: Room) -> Results:
    """What the session comes to so far, without names."""
    return _results(room.now)


def _at(now: State, step: str | None) -> str:
    at = step or now.step
    if at is None:
        raise ProblemsFound([Problem("T108", "No checkpoint is open yet.", hint="Open the first one.")])
    return at
