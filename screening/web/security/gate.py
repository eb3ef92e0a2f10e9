"""Turns away, before anything is read: requests for another host's name, and requests that are too long.

It also catches what nobody foresaw. The log then gets the kind of fault and the place in the program, never the
fault's own words, because these may quote a case.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("screening.web")
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::[0-9]{1,5})?")


class Gate:
    """The gate before all pages.

    Args:
        app: what is inside.
        hosts: the names by which the service may be asked, without ports. Another name means that somebody's browser
            was led here by a name that is not ours.
        body_limit: bytes. What does not say its length is counted further in.
        answer: makes the page that says no, from the request and a status code.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], body_limit: int, answer: Callable[[Request, int], Response]
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._limit = body_limit
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = self._refused(Headers(scope=scope))
        if status is not None:
            await self._answer(Request(scope, receive), status)(scope, receive, send)
            return
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as fault:
            _LOG.error("A page failed: %s", where(fault))
            if begun:
                # Half a page cannot be taken back; the connection is cut so that it does not look whole.
                raise ConnectionAbortedError("the page failed while it was being sent") from None
            await self._answer(Request(scope, receive), 500)(scope, receive, send)

    def _refused(self, headers: Headers) -> int | None:
        if _name(headers.get("host", "")) not in self._hosts:
            return 400
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400
        return 413 if int(length) > self._limit else None


def where(fault: BaseException) -> str:
    """The kind of a fault and the places in the program that it went through, without its words."""
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return f"{type(fault).__name__} at " + " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames)
    )


def _name(host: str) -> str | None:
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]) if found else None
