"""The cookies: each holds a random id, the name of a fixed message or a path on this service, and nothing else.

No script can read them, no other site can have them sent along with a form, and behind https they stay there.
"""

from __future__ import annotations

import secrets
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import Response

Kind = Literal["session", "visit", "notice", "return", "seat"]
"""``session``: signed in. ``visit``: not yet. ``notice``: what the next page says. ``return``: where to go then.
``seat``: for the groups of training sessions that this browser joined, without anybody signing in."""

_DAY: Final = 24 * 60 * 60
_LIFE: Final[dict[Kind, int | None]] = {"session": None, "visit": None, "notice": 60, "return": 600, "seat": _DAY}


def name_of(kind: Kind, *, secure: bool) -> str:
    """The cookie's name; the prefix has the browser refuse it from any other host or without https."""
    return f"__Host-screening-{kind}" if secure else f"screening-{kind}"


def read(request: Request, kind: Kind) -> str | None:
    """What the browser sent, or None."""
    return request.cookies.get(name_of(kind, secure=_secure(request))) or None


def put(request: Request, response: Response, kind: Kind, value: str) -> None:
    """Have the browser keep a value: until it is closed, or for the little time that the kind is needed."""
    secure = _secure(request)
    response.set_cookie(
        name_of(kind, secure=secure), value, max_age=_LIFE[kind], path="/", secure=secure, httponly=True, samesite="lax"
    )


def drop(request: Request, response: Response, kind: Kind) -> None:
    """Have the browser forget a value."""
    secure = _secure(request)
    response.delete_cookie(name_of(kind, secure=secure), path="/", secure=secure, httponly=True, samesite="lax")


def browser_secret(request: Request) -> str | None:
    """What only this browser has: the id of its sign-in, or else of its visit."""
    return read(request, "session") or read(request, "visit")


def new_secret() -> str:
    """A secret that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def _secure(request: Request) -> bool:
    secure: bool = request.app.state.settings.secure
    return secure
