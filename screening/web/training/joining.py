"""Joining a group of a training session with its code, and finding the seat again with every page after that.

Nobody signs in and nobody gives a name. A code opens one group's page in this browser and nothing else of the service;
codes that open nothing are counted like sign-ins that failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.services.training_on_the_web import OnTheWeb, one_session
from screening.store.attempts import Attempts
from screening.store.database import Database
from screening.store.training_seats import TrainingSeats
from screening.training.events import GroupJoined
from screening.web.dependencies import AnyDatabase
from screening.web.form.given import Sent
from screening.web.pages import go_to, render
from screening.web.security import cookies
from screening.web.submitted import Submitted

router = APIRouter()

_OPENS_NOTHING: Final = "This code opens no group. Check it letter by letter, or ask the trainer for a new one."
_TOO_MANY: Final = "Too many codes that open nothing came from this place. Wait a quarter of an hour, then try again."
_NO_SEAT: Final = (
    "This browser is not in the group, or the session was deleted. To join, open the address that ends in /join and "
    "type the code that the trainer shows."
)
CHANGED: Final = "The scenario was changed since this session began. The trainer can still read its results."
_LONGEST: Final = 64


@router.get("/join")
def ask(request: Request) -> Response:
    """The form for a code."""
    return _form(request, "", None)


@router.get("/join/{code}")
def by_link(request: Request, code: Annotated[str, Path(max_length=_LONGEST)]) -> Response:
    """The same form with the code in it. Opening the link joins nothing: programs that look at links do that too."""
    return _form(request, code, None)


@router.post("/join")
def join(request: Request, database: AnyDatabase, form: Submitted) -> Response:
    """Take a seat in the group that the code opens."""
    code = Sent(form).one("code")[:_LONGEST]
    # Counted apart from sign-ins: a room that mistypes its codes must not keep its trainer out.
    address = f"joining from {request.client.host if request.client else ''}"
    with database.reading() as session:
        if Attempts(session).too_many(code, address):
            raise HTTPException(429, _TOO_MANY)
        opened = TrainingSeats(session).opens(code)
    with database.session() as session:
        if opened is None:
            Attempts(session).failed(code, address)
        else:
            token = TrainingSeats(session).sit_down(*opened, cookies.read(request, "seat"))
    if opened is None:
        return _form(request, code, _OPENS_NOTHING)
    response = go_to(f"/groups/{opened[1]}")
    cookies.put(request, response, "seat", token)
    return response


def _form(request: Request, code: str, wrong: str | None) -> Response:
    errors = [{"text": wrong, "href": "#code"}] if wrong else []
    status = 400 if wrong else 200
    return render(request, "training/join.html", status=status, code=code, wrong=wrong, errors=errors, training=True)


@dataclass(frozen=True)
class Seat:
    """A browser in its group.

    Attributes:
        database: to read or change it.
        on: the session as it stands.
        group: the group, with the agency whose knowledge it is given.
    """

    database: Database
    on: OnTheWeb
    group: GroupJoined

    @property
    def address(self) -> str:
        """The start of this group's addresses."""
        return f"/groups/{self.group.id}"


def seat(request: Request, database: AnyDatabase, group_id: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]) -> Seat:
    """The seat that this browser has in the group named by ``{group_id}`` in the address.

    Raises:
        HTTPException: 404, where it has none, or there is no such group: the answer does not tell the two apart.
    """
    token = cookies.read(request, "seat")
    with database.reading() as session:
        session_id = TrainingSeats(session).session_of(token, group_id) if token is not None else None
        on = one_session(session, session_id) if session_id is not None else None
    group = on.now.group(group_id) if on is not None else None
    if on is None or group is None:
        raise HTTPException(404, _NO_SEAT)
    if on.changed:
        raise HTTPException(403, CHANGED)
    return Seat(database, on, group)
