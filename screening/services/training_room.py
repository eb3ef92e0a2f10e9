"""The room that a training session takes place in: where its events are kept, what it is about, and how one is added.

What can be done in it stands in ``training``, one function each.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from screening.engine.screen import Second
from screening.errors import Problem, ProblemsFound
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack
from screening.training.admission import admit
from screening.training.events import BarrierNamed, EntryWritten, Event, FamilyQuestion, PolicyNamed
from screening.training.seeing import view_of
from screening.training.session import State, after, state

E = TypeVar("E", bound=BaseModel)

TYPED = (EntryWritten, PolicyNamed, BarrierNamed, FamilyQuestion)
"""Events that hold what somebody typed. Two different ones under one id would lose words, so that is said."""


class Journal(Protocol):
    """Where the events of one session are kept."""

    def events(self) -> Sequence[Event]:
        """Every event, in the order in which it came in."""

    def append(self, event: Event) -> None:
        """Keep one more. It is safe when this comes back; one whose id is there already may be left out."""


@dataclass(frozen=True)
class Room:
    """A session with what it is about.

    Attributes:
        second: the other channel for what groups are shown; None to do without.
    """

    journal: Journal
    scenario: Scenario
    pack: Pack
    second: Second | None = None

    @property
    def now(self) -> State:
        """The session as it stands.

        Raises:
            ProblemsFound: it has not been started.
        """
        return state(self.journal.events())


def add(room: Room, id: str, make: Callable[[State], Event]) -> State:
    """Add an event to a session, unless there is one of its id already.

    Args:
        room: the session.
        id: of the event.
        make: makes the event from the session as it stands.

    Raises:
        ProblemsFound: it does not fit the session, or something else was written under its id.
    """
    events = room.journal.events()
    now = state(events)
    if id in now.seen:
        _check_same(events, id, make, now)
        return now
    event = make(now)
    admit(now, event, lambda group, step: _paths(now, room.scenario, group, step))
    room.journal.append(event)
    return after(now, event)


def _paths(now: State, scenario: Scenario, group: str, step: str) -> frozenset[str]:
    seen = view_of(now, scenario, group, step)
    return seen.paths if seen is not None else frozenset()


def _check_same(events: Sequence[Event], id: str, make: Callable[[State], Event], now: State) -> None:
    kept = next(one for one in events if one.id == id)
    if not isinstance(kept, TYPED):
        return
    again = make(now).model_dump(exclude={"at"})
    if again != kept.model_dump(exclude={"at"}):
        hint = "Nothing was changed. Send it with an id of its own."
        raise ProblemsFound([Problem("T114", "Something else has been written under this id.", hint=hint)])


def made(kind: type[E], /, **given: Any) -> E:
    """An event; what is wrong with it is said of its fields.

    Raises:
        ProblemsFound: with everything that is missing, too long or of the wrong kind.
    """
    try:
        return kind(**given)
    except ValidationError as wrong:
        raise ProblemsFound([_problem(one["loc"], one["msg"]) for one in wrong.errors()]) from None


def _problem(place: tuple[int | str, ...], message: str) -> Problem:
    words = message.removeprefix("Value error, ")
    field = str(place[0]).replace("_", " ") if place else ""
    return Problem("T102", f"{field}: {words}" if field else words)


def clock() -> datetime.datetime:
    """What time it is."""
    return datetime.datetime.now(datetime.UTC)
