"""The trainer's sessions: the list, a new one with its groups, keeping one on, and deleting one."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Path
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.forms.scenario import Scenario
from screening.reports.words import agency, day
from screening.services import training_on_the_web as service
from screening.services.training_on_the_web import OnTheWeb
from screening.store.database import Database
from screening.store.training_sessions import TrainingSessions
from screening.store.users import User
from screening.training.seeing import agencies_in
from screening.web.dependencies import AnyDatabase, require
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted

router = APIRouter()

Trainer = Annotated[User, Depends(require("training-session"))]
SessionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
DELETED = Notice("training-deleted", "The session is deleted, with everything that was written in it.")
KEPT_ON = Notice("training-kept-on", "The session is kept for another year.")
WHOLE: Final = "whole-case"
MOST_GROUPS: Final = 8
_LONGEST_LABEL: Final = 120


@dataclass(frozen=True)
class Held:
    """A session that a trainer has opened.

    Attributes:
        database: to read or change it.
        user: the trainer.
        on: the session as it stands.
    """

    database: Database
    user: User
    on: OnTheWeb

    @property
    def address(self) -> str:
        """The start of this session's addresses."""
        return f"/training/{self.on.kept.id}"


def held(user: Trainer, database: AnyDatabase, session_id: SessionId) -> Held:
    """The session named by ``{session_id}`` in the address.

    Raises:
        HTTPException: 404, where there is none.
    """
    on = service.load(database, session_id)
    if on is None:
        raise HTTPException(404)
    return Held(database, user, on)


HeldSession = Annotated[Held, Depends(held)]


@dataclass(frozen=True)
class _Line:
    id: str
    label: str
    scenario: str
    started: str
    standing: str
    review: str
    due: bool


@router.get("/training")
def every_session(request: Request, user: Trainer, database: AnyDatabase) -> Response:
    """The sessions, the last begun first."""
    with database.reading() as session:
        kept = TrainingSessions(session).all()
    titles = {name: one.title for name, one in service.scenarios().items()}
    today = datetime.date.today()
    lines = [
        _Line(
            one.id,
            one.label,
            titles.get(one.scenario, one.scenario),
            day(one.started_at.astimezone().date().isoformat()),
            "ended" if one.ended_at else "open",
            day(one.review_on.isoformat()),
            one.review_on <= today,
        )
        for one in kept
    ]
    return render(request, "training/sessions.html", lines=lines, enough=len(lines) > 1)


@router.get("/training/new")
def choose(request: Request, user: Trainer) -> Response:
    """The scenarios to choose from."""
    return render(request, "training/choose.html", scenarios=service.scenarios().values(), training=True)


@router.get("/training/new/{name}")
def ask_new(request: Request, user: Trainer, name: str) -> Response:
    """The form for a new session of a scenario."""
    return _form(request, _scenario(name), {}, {})


@router.post("/training/new/{name}")
def begin(request: Request, user: Trainer, database: AnyDatabase, name: str, form: Submitted) -> Response:
    """Begin a session with its groups. Sent twice, it is begun once."""
    scenario = _scenario(name)
    given = {key: Sent(form).one(key) for key in form}
    groups, wrong = _groups(scenario, form)
    label = given.get("label", "")
    if not 0 < len(label) <= _LONGEST_LABEL:
        wrong["label"] = f"Say in at most {_LONGEST_LABEL} letters which event this is."
    if wrong:
        return _form(request, scenario, given, wrong)
    session_id = given.get("id", "")
    if len(session_id) != len(uuid.uuid4().hex) or not session_id.isalnum():
        raise HTTPException(400)
    try:
        service.begin(database, session_id, label, scenario, groups, by=user.id)
    except ProblemsFound as found:
        return _form(request, scenario, given, {"label": found.problems[0].message})
    return go_to(f"/training/{session_id}/codes")


@router.get("/training/{session_id}/delete")
def ask_delete(request: Request, session: HeldSession) -> Response:
    """The page that asks once before a session is deleted."""
    return render(request, "training/delete.html", held=session, training=True)


@router.post("/training/{session_id}/delete")
def delete(request: Request, session: HeldSession) -> Response:
    """Delete a session."""
    with session.database.session() as writing:
        TrainingSessions(writing).delete(session.on.kept.id, by=session.user.id)
    response = go_to("/training")
    flash(request, response, DELETED)
    return response


@router.post("/training/{session_id}/keep")
def keep_on(request: Request, session: HeldSession) -> Response:
    """Keep a session for another year."""
    with session.database.session() as writing:
        TrainingSessions(writing).keep_on(session.on.kept.id, by=session.user.id)
    response = go_to("/training")
    flash(request, response, KEPT_ON)
    return response


def _scenario(name: str) -> Scenario:
    found = service.scenarios().get(name)
    if found is None:
        raise HTTPException(404)
    return found


def _groups(scenario: Scenario, form: FormData) -> tuple[list[tuple[str, str | None]], dict[str, str]]:
    """The label and the agency of each group, and what is wrong with them."""
    known = agencies_in(scenario)
    sent = Sent(form)
    groups: list[tuple[str, str | None]] = []
    wrong: dict[str, str] = {}
    for number in range(1, MOST_GROUPS + 1):
        sees = sent.one(f"sees-{number}")
        if not sees:
            continue
        if sees != WHOLE and sees not in known:
            wrong[f"sees-{number}"] = "Choose what this group is given."
            continue
        label = sent.one(f"label-{number}") or f"Group {number}"
        if len(label) > _LONGEST_LABEL:
            wrong[f"label-{number}"] = f"Call the group something of at most {_LONGEST_LABEL} letters."
        groups.append((label, None if sees == WHOLE else sees))
    if not groups and not wrong:
        wrong["sees-1"] = "Choose for at least one group what it is given."
    labels = [label for label, _ in groups]
    if len(set(labels)) < len(labels):
        wrong["label-1"] = "Two groups are called the same. Call one of them something else."
    return groups, wrong


def _form(request: Request, scenario: Scenario, given: dict[str, str], wrong: dict[str, str]) -> Response:
    return render(
        request,
        "training/new.html",
        status=400 if wrong else 200,
        training=True,
        scenario=scenario,
        sees=[(WHOLE, "The whole case"), *((one, f"Only what {agency(one)} knew") for one in agencies_in(scenario))],
        numbers=range(1, MOST_GROUPS + 1),
        new_id=uuid.uuid4().hex,
        given=given,
        wrong=wrong,
        errors=[{"text": text, "href": f"#{field}"} for field, text in wrong.items()],
    )
