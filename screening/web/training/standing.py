"""How a session stands, as a page asks for it again and again: a number, a fingerprint, and a sentence to be read out.

The number is that of the events so far, so asking costs one look at one row as long as nothing has happened.
"""

from __future__ import annotations

import hashlib
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from screening.services.training_on_the_web import OnTheWeb
from screening.training.session import State


def fingerprint(on: OnTheWeb, group: str | None) -> str:
    """Changes when what the page of a group shows has changed; without a group, with every event."""
    shown: Any = on.kept.version if group is None else _shown_to(on.now, group)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def tag(version: int) -> str:
    """The ETag of a session with this many events."""
    return f'"{version}"'


def unchanged(request: Request, version: int) -> Response | None:
    """The answer that nothing has happened since; None if something has."""
    if request.headers.get("if-none-match") != tag(version):
        return None
    return Response(status_code=304, headers={"ETag": tag(version)})


def standing(on: OnTheWeb, group: str | None) -> Response:
    """The answer with the fingerprint."""
    body = {"page": fingerprint(on, group), "ended": on.now.ended}
    return JSONResponse(body, headers={"ETag": tag(on.kept.version)})


def checkpoint(on: OnTheWeb) -> str:
    """Which checkpoint is open, in words."""
    step = on.now.step
    if step is None:
        return "Before the first checkpoint"
    number, of = on.now.place(step), len(on.scenario.checkpoints)
    return f"Checkpoint {number} of {of}" if number <= of else "Debrief"


def said(on: OnTheWeb) -> str:
    """How the session stands, for whoever does not see the page change."""
    now = on.now
    if now.ended:
        return "The session has ended."
    if now.step is None:
        return "The first checkpoint is not open yet."
    parts = [f"{checkpoint(on)} is open."]
    if any(one.step == now.step for one in now.pools):
        parts.append("The groups have put together what they know.")
    if now.is_revealed(now.step):
        parts.append("What the rules opened is shown.")
    if now.round > 1:
        parts.append(f"It is round {now.round}: look again at what you wrote.")
    if now.lists_shown:
        parts.append("The list of policies is shown.")
    return " ".join(parts)


def _shown_to(now: State, group: str) -> tuple[Any, ...]:
    return (
        now.opened,
        now.revealed,
        now.pools,
        now.round,
        now.lists_shown,
        now.ended,
        [one for one in now.entries if one.written.group == group],
        [one for one in now.policies if one.named.group == group],
        [one for one in now.questions if one.asked.group == group],
    )
