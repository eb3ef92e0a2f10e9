"""Training sessions in the database, where a trainer and several groups write at once.

What can be done is in ``training``, the same as on the command line; here are the journal that it writes to, one turn
at a time, and what a page needs to know of a session. What is shown is worked out once for all who see the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from screening.engine.second.opinion import second_opinion
from screening.errors import Problem, ProblemsFound
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack
from screening.services import training
from screening.services.in_use import material, usual_pack
from screening.services.training_room import Room
from screening.store.database import Database, Session
from screening.store.training_seats import TrainingSeats
from screening.store.training_sessions import KeptSession, TrainingSessions
from screening.training.events import EVENT, Event
from screening.training.pooling import Pooling, pooled
from screening.training.revealing import Reveal, reveal
from screening.training.seeing import agencies_in, pools_for
from screening.training.session import Pool, State, state

Act = Callable[[Room, str], State]
"""Something done in a session under an id, such as ``lambda room, id: training.pool(room, id=id)``."""

_SAID_OTHERWISE = "T114"


class StoredJournal:
    """The events of one session in the database, within a session of the database.

    Args:
        session: of the database; to append, one that holds the session of training.
        session_id: whose events.
    """

    def __init__(self, session: Session, session_id: str) -> None:
        self._kept = TrainingSessions(session)
        self._id = session_id

    def events(self) -> Sequence[Event]:
        """Every event, in its order."""
        return tuple(EVENT.validate_json(body) for body in self._kept.events(self._id))

    def append(self, event: Event) -> None:
        """Keep one more; it is safe when the session of the database has ended."""
        self._kept.append(self._id, event.id, event.model_dump_json(exclude_none=True))


@dataclass(frozen=True)
class OnTheWeb:
    """A session as it stands.

    Attributes:
        kept: what it is called, when it began, how many events it has.
        now: what its events come to.
        scenario: what it is about, as it is now.
    """

    kept: KeptSession
    now: State
    scenario: Scenario

    @cached_property
    def pack(self) -> Pack:
        """The rules, in the words of the session's locality."""
        return usual_pack(self.now.started.locality)

    @property
    def changed(self) -> bool:
        """Whether the scenario was changed since, so that only results can be read."""
        return self.now.started.scenario_sha256 != _fingerprint(self.kept.scenario)


def scenarios() -> dict[str, Scenario]:
    """Every scenario by its name."""
    return dict(material().scenarios)


def load(database: Database, session_id: str) -> OnTheWeb | None:
    """A session; None if there is none."""
    with database.reading() as session:
        return one_session(session, session_id)


def one_session(session: Session, session_id: str) -> OnTheWeb | None:
    """A session, within a session of the database; None if there is none, or no such scenario any more."""
    kept = TrainingSessions(session).get(session_id)
    if kept is None or kept.scenario not in scenarios():
        return None
    return OnTheWeb(kept, state(StoredJournal(session, session_id).events()), scenarios()[kept.scenario])


def begin(
    database: Database,
    session_id: str,
    label: str,
    scenario: Scenario,
    groups: Iterable[tuple[str, str | None]],
    *,
    by: str | None,
) -> None:
    """Begin a session with its groups, and give each a code. Begun again under the same id, it stays as it is.

    Args:
        database: where it is kept.
        session_id: chosen by whoever begins it.
        label: what the trainer calls the event.
        scenario: what it is about.
        groups: each group's label, and its agency or None for the whole case.
        by: the id of the user.

    Raises:
        ProblemsFound: a label is too long, an agency is none of the scenario's, or an account of it has no date.
    """
    with database.session() as session:
        if not TrainingSessions(session).start(session_id, label, scenario.scenario, by=by):
            return
        room = training.start_session(
            StoredJournal(session, session_id), scenario, usual_pack(), id=session_id, label=label
        )
        for number, (called, agency) in enumerate(groups, 1):
            group = hashlib.sha256(f"{session_id} {number}".encode()).hexdigest()[:32]
            training.join_group(room, id=group, label=called, agency=agency)
            TrainingSeats(session).new_code(session_id, group)


def write(database: Database, session_id: str, id: str, act: Act, *, said: str = "") -> None:
    """Do something in a session, after whoever is doing something in it now.

    Args:
        database: where it is kept.
        session_id: which session.
        id: of what is done, chosen by whoever does it; done again it changes nothing.
        act: what is done.
        said: what was typed. Where something else was written under the id before, because somebody went back in
            their browser and wrote anew, it is written under an id worked out from this: neither is lost.

    Raises:
        ProblemsFound: it does not fit the session as it stands, or there is none.
    """
    with database.session() as session:
        room = _room(session, session_id)
        try:
            act(room, id)
        except ProblemsFound as found:
            if not said or [one.code for one in found.problems] != [_SAID_OTHERWISE]:
                raise
            act(room, hashlib.sha256(f"{id} {said}".encode()).hexdigest()[:32])


def end(database: Database, session_id: str, id: str, *, by: str | None) -> None:
    """End a session: nothing is written after this, and its codes stop working.

    Raises:
        ProblemsFound: there is none.
    """
    with database.session() as session:
        room = _room(session, session_id)
        if not room.now.ended:
            training.end_session(room, id=id)
        TrainingSessions(session).end(session_id, by=by)


def reveal_to(on: OnTheWeb, group: str, step: str) -> Reveal | None:
    """What the rules have from what a group knew; None before the trainer has shown it. Both channels are asked."""
    sits = on.now.group(group)
    if sits is None or not on.now.is_revealed(step):
        return None
    pools, at_the_end = pools_for(on.now, group, step), on.now.next_step is None
    return _reveal(on.kept.scenario, on.now.started.locality, step, sits.agency, pools, at_the_end)


def pooling_of(on: OnTheWeb, pool: Pool) -> Pooling:
    """What putting their knowledge together brought those at the table."""
    return _pooling(on.kept.scenario, on.now.started.locality, pool.step, pool.agencies or agencies_in(on.scenario))


def _room(session: Session, session_id: str) -> Room:
    kept = TrainingSessions(session).hold(session_id)
    if kept is None or kept.scenario not in scenarios():
        raise ProblemsFound([Problem("S122", "There is no such session.")])
    return training.open_session(StoredJournal(session, session_id), scenarios()[kept.scenario], usual_pack())


@lru_cache(maxsize=256)
def _reveal(
    scenario: str, locality: str, step: str, agency: str | None, pools: tuple[Pool, ...], at_the_end: bool
) -> Reveal:
    # A whole room loads the page at the moment of the reveal.
    pack = usual_pack(locality)
    return reveal(scenarios()[scenario], step, pack, agency, pools, second_opinion, at_the_end=at_the_end)


@lru_cache(maxsize=64)
def _pooling(scenario: str, locality: str, step: str, agencies: tuple[str, ...]) -> Pooling:
    return pooled(scenarios()[scenario], step, agencies, usual_pack(locality))


@lru_cache(maxsize=64)
def _fingerprint(scenario: str) -> str:
    return training.scenario_fingerprint(scenarios()[scenario])
