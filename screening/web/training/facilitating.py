"""The trainer's page of a session, what the trainer does in it, the codes, and the page for the wall.

What cannot be undone asks once on a page of its own. The page for the wall shows only what every group may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.forms.scenario import Step
from screening.reports import words
from screening.services import training
from screening.services import training_on_the_web as service
from screening.services.training_room import Room
from screening.store.training_seats import TrainingSeats
from screening.store.training_sessions import TrainingSessions
from screening.training import exercises
from screening.training.events import COLUMNS, SeenByRules
from screening.training.pooling import not_at_the_table
from screening.training.revealing import hindsight
from screening.training.seeing import step_called
from screening.training.session import Entry, State
from screening.web.dependencies import AnyDatabase
from screening.web.form.given import Sent
from screening.web.pages import go_to, render
from screening.web.submitted import Submitted
from screening.web.training import standing, written
from screening.web.training.sessions import Held, HeldSession, SessionId, Trainer
from screening.web.training.told import together

router = APIRouter()

Name = Literal["next", "pool", "reveal", "round", "lists", "end"]


@dataclass(frozen=True)
class Act:
    """Something that the trainer does.

    Attributes:
        button: what the button says.
        asks: the question that is asked once.
        means: what it comes to.
        may: whether it can be done as the session stands.
        does: does it at the checkpoint for which it was asked.
    """

    name: Name
    button: str
    asks: str
    means: str
    may: Callable[[State], bool]
    does: Callable[[Room, str, str], State]


ACTS: Final = (
    Act(
        "next",
        "Open the next checkpoint",
        "Open the next checkpoint?",
        "Every group then sees what it knows on that day. A checkpoint cannot be closed again.",
        lambda now: now.next_step is not None,
        lambda room, id, step: training.open_step(room, id=id, step=step),
    ),
    Act(
        "pool",
        "Put together what they know",
        "Have the groups put together what they know?",
        "Every group then sees what all of them know up to this day, and which prompts open only now. What becomes "
        "known at later checkpoints is each group's own again.",
        lambda now: now.step is not None and len(now.groups) > 1,
        lambda room, id, step: training.pool(room, id=id, step=step),
    ),
    Act(
        "reveal",
        "Show what the rules opened",
        "Show what the rules opened at this checkpoint?",
        "Every group then sees what the rules have from what it knew. What a group writes about this checkpoint after "
        "that is kept, and marked as written after it.",
        lambda now: now.step is not None,
        lambda room, id, step: training.reveal(room, id=id, step=step),
    ),
    Act(
        "round",
        "Have them look again",
        "Have the groups look again at what they wrote?",
        "A new round begins. What was written stays, and can be changed.",
        lambda now: now.step is not None,
        lambda room, id, step: training.open_round(room, id=id),
    ),
    Act(
        "lists",
        "Show the list of policies",
        "Show the list of policies, and what a review said gets in the way?",
        "Do this after the groups' own answers. What is named after it is marked so.",
        lambda now: not now.lists_shown and exercises.own_answers_given(now),
        lambda room, id, step: training.show_lists(room, id=id),
    ),
    Act(
        "end",
        "End the session",
        "End the session?",
        "Nothing can be written after this, and the codes stop working. Say which prompt each entry is first: that "
        "cannot be done later.",
        lambda now: True,
        lambda room, id, step: training.end_session(room, id=id),
    ),
)
_BY_NAME: Final = {one.name: one for one in ACTS}


@dataclass(frozen=True)
class _Group:
    group: object
    columns: tuple[tuple[str, exercises.ColumnWords, tuple[Entry, ...]], ...]
    empty: str


@router.get("/training/{session_id}")
def facilitate(request: Request, held: HeldSession) -> Response:
    """The trainer's page."""
    on, now = held.on, held.on.now
    step = _step(held)
    given = [one.agency for one in now.groups]
    missing = not_at_the_table(on.scenario, step.id, [one for one in given if one]) if step and all(given) else ()
    return render(
        request,
        "training/facilitate.html",
        training=True,
        held=held,
        now=now,
        step=step,
        page=standing.fingerprint(on, None),
        said=standing.said(on),
        acts=[one for one in ACTS if one.may(now)],
        hindsight=hindsight(on.scenario, step.id, on.pack) if step else (),
        missing=tuple(words.agency(one) for one in missing),
        groups=tuple(_groups(now)),
        together=together(on),
        seen=tuple(_seen(now)),
        policies=[one for one in now.policies if not one.withdrawn],
        barriers=sorted((one for one in now.barriers if not one.withdrawn), key=lambda one: one.named.kind),
        questions=[one for one in now.questions if not one.withdrawn],
        exercises=exercises,
        new_key=written.new_key,
    )


@router.get("/training/{session_id}/state")
def state(request: Request, user: Trainer, database: AnyDatabase, session_id: SessionId) -> Response:
    """How the session stands, for the script of the page."""
    with database.reading() as session:
        kept = TrainingSessions(session).get(session_id)
        if kept is None:
            raise HTTPException(404)
        answer = standing.unchanged(request, kept.version)
        on = service.one_session(session, session_id) if answer is None else None
    return standing.standing(on, None) if on is not None else answer or Response(status_code=404)


@router.get("/training/{session_id}/wall")
def wall(request: Request, held: HeldSession) -> Response:
    """The page for the wall: what every group may see, in large letters."""
    now = held.on.now
    everybody = {one.id for one in now.groups}
    revealed = [one for one in now.revealed if one.step == now.step]
    return render(
        request,
        "training/wall.html",
        training=True,
        held=held,
        now=now,
        page=standing.fingerprint(held.on, None),
        checkpoint=standing.checkpoint(held.on),
        said=standing.said(held.on),
        address=request.app.state.settings.address,
        columns=[(one, exercises.COLUMN_WORDS[one]) for one in COLUMNS],
        together=together(held.on),
        revealed=bool(revealed),
        shared=[
            one for shown in revealed for one in shown.seen if one.how == "prompt" and everybody <= set(one.to)
        ],
    )  # fmt: skip


@router.get("/training/{session_id}/codes")
def codes(request: Request, held: HeldSession) -> Response:
    """The codes, for the wall."""
    with held.database.reading() as session:
        found = TrainingSeats(session).codes(held.on.kept.id)
    return render(
        request,
        "training/codes.html",
        training=True,
        held=held,
        address=request.app.state.settings.address,
        codes=[(one, found.get(one.id)) for one in held.on.now.groups],
    )


@router.post("/training/{session_id}/codes")
def new_code(request: Request, held: HeldSession, form: Submitted) -> Response:
    """Give a group a new code."""
    group = held.on.now.group(Sent(form).one("group"))
    if group is None or held.on.now.ended:
        raise HTTPException(404)
    with held.database.session() as session:
        TrainingSeats(session).new_code(held.on.kept.id, group.id)
    return go_to(f"{held.address}/codes")


@router.post("/training/{session_id}/withdraw")
def withdraw(request: Request, held: HeldSession, form: Submitted) -> Response:
    """Take out a barrier, such as one with a name in it; nobody else can, because nobody knows whose it is."""
    sent = Sent(form)
    of = sent.one("of")
    if of not in {one.named.id for one in held.on.now.barriers}:
        raise HTTPException(404)
    _do(held, written.key(sent), lambda room, id: training.withdraw_entry(room, id=id, of=of))
    return go_to(held.address)


@router.get("/training/{session_id}/{name}")
def ask(request: Request, held: HeldSession, name: Name) -> Response:
    """Ask once."""
    act, now = _act(held, name), held.on.now
    empty = [one.label for one in now.groups if now.step and exercises.still_empty(now, one.id, now.step)]
    return render(
        request,
        "training/act.html",
        training=True,
        held=held,
        act=act,
        at=now.next_step if name == "next" else now.step,
        empty=words.joined(tuple(empty)) if name in ("next", "reveal", "pool") else "",
        new_key=written.new_key,
    )


@router.post("/training/{session_id}/{name}")
def do(request: Request, held: HeldSession, name: Name, form: Submitted) -> Response:
    """Do it, at the checkpoint for which it was asked."""
    act, sent = _act(held, name), Sent(form)
    id = written.key(sent)
    if name == "end":
        service.end(held.database, held.on.kept.id, id, by=held.user.id)
    else:
        _do(held, id, lambda room, id: act.does(room, id, sent.one("step")))
    return go_to(held.address)


def _do(held: Held, id: str, act: service.Act) -> None:
    try:
        service.write(held.database, held.on.kept.id, id, act)
    except ProblemsFound as found:
        raise HTTPException(403, " ".join(one.message for one in found.problems)) from None


def _act(held: Held, name: Name) -> Act:
    act = _BY_NAME[name]
    if held.on.now.ended or held.on.changed:
        raise HTTPException(403, "This session is over, or its scenario was changed. Its results can still be read.")
    return act


def _step(held: Held) -> Step | None:
    step = held.on.now.step
    return step_called(held.on.scenario, step) if step is not None and not held.on.changed else None


def _groups(now: State) -> Iterator[_Group]:
    for group in now.groups:
        entries = now.entries_of(group.id)
        columns = tuple(
            (column, exercises.COLUMN_WORDS[column], tuple(one for one in entries if one.written.column == column))
            for column in COLUMNS
        )
        empty = exercises.still_empty(now, group.id, now.step) if now.step else ()
        yield _Group(group, columns, words.joined(tuple(exercises.COLUMN_WORDS[one].title.lower() for one in empty)))


def _seen(now: State) -> Iterator[tuple[SeenByRules, str]]:
    """What the rules had at the open checkpoint, and which groups could have seen it."""
    labels = {one.id: one.label for one in now.groups}
    for shown in now.revealed:
        if shown.step == now.step:
            for one in shown.seen:
                yield one, words.joined(tuple(labels[group] for group in one.to if group in labels))
