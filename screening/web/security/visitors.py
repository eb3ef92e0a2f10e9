"""Who asks: the user of the sign-in whose cookie the browser sends, and how a sign-in begins and ends."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from screening.store.audit import Audit
from screening.store.database import Database, Session
from screening.store.users import User
from screening.store.visits import Visits
from screening.web.pages import go_to
from screening.web.security import cookies

BY_ITSELF: Final = "X-By-Itself"
"""The header of requests that a page makes by itself: they do not keep a sign-in going, for nobody may be there."""

_LOCAL_PATH: Final = re.compile(r"/(?!/)[^\\\x00-\x20\x7f-\uffff]*")


def who(request: Request, database: Database) -> User | None:
    """The user who is signed in, if anybody is; the sign-in then goes on."""
    token = cookies.read(request, "session")
    if token is None:
        return None
    with database.reading() as session:
        visit = Visits(session).find(token)
    if visit is None:
        return None
    if visit.to_be_noted and BY_ITSELF not in request.headers:
        with database.session() as session:
            Visits(session).seen(token)
    return visit.user


def begin(request: Request, session: Session, user_id: str, how: str, path: str) -> Response:
    """Sign somebody in, and send the browser on. Whatever secret it had before is forgotten.

    Args:
        request: the browser's.
        session: for writing.
        user_id: who it is.
        how: for the log: ``password``, ``link`` or ``openid``.
        path: where to, as the browser said; anything but a path on this service becomes the start page.
    """
    before = cookies.read(request, "session")
    if before is not None:
        Visits(session).end(before)
    token = Visits(session).begin(user_id)
    Audit(session).append("signed-in", user_id=user_id, detail=how)
    response: RedirectResponse = go_to(local_path(path))
    cookies.put(request, response, "session", token)
    cookies.drop(request, response, "visit")
    cookies.drop(request, response, "return")
    return response


def end(request: Request, database: Database) -> Response:
    """Sign out whoever is signed in, and have the browser drop what it may have kept."""
    token = cookies.read(request, "session")
    if token is not None:
        with database.session() as session:
            visit = Visits(session).find(token)
            if visit is not None:
                Visits(session).end(token)
                Audit(session).append("signed-out", user_id=visit.user.id)
    response: RedirectResponse = go_to("/sign-in")
    cookies.drop(request, response, "session")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def local_path(given: str) -> str:
    """A path on this service; the start page for anything else.

    A path that begins with two slashes, or has a backslash or a blank in it, could be read as another site's address.
    """
    return given if _LOCAL_PATH.fullmatch(given) and not given.startswith("/sign-in") else "/"
