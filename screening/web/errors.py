"""Pages for what cannot be done: what happened and what to do next, in plain words, for every status code.

A program that asks gets the same as ``application/problem+json``. A page never repeats what was sent.
"""

from __future__ import annotations

import logging
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from screening.errors import ProblemsFound
from screening.store.cases import Outdated
from screening.web.pages import go_to, render

PROGRAMS: Final = ("/api/", "/cds-services", "/fhir/")

_LOG = logging.getLogger("screening.web")
_STATUS: Final = {"S108": 503, "S109": 503, "S122": 404}
"""What a page answers to problems of the database; their words are for who looks after it."""
_WITHIN: Final = ("S10", "S11", "W")
"""Codes of problems with the service itself, which are nobody else's to know."""


class SignInNeeded(Exception):  # noqa: N818 -- it is no error: somebody has to sign in first
    """Nobody is signed in, or no longer."""


class _Words(NamedTuple):
    title: str
    happened: str
    next: str


_WORDS: Final = {
    400: _Words(
        "This could not be understood",
        "What your browser sent is not what this page needs. Nothing was changed.",
        "Go back, load the page again and try once more.",
    ),
    401: _Words("Sign in first", "Nobody is signed in here, or no longer.", "Sign in, then try again."),
    403: _Words(
        "This was not done",
        "The form did not come from a page of this service that is still open in this browser, or what it asks for is "
        "not part of your role. Nothing was changed.",
        "Go back, load the page again and try once more. If it happens again, ask whoever looks after this service.",
    ),
    404: _Words(
        "There is no such page for you",
        "The address is mistyped, or what was here is gone, or it is not yours to see.",
        "Go to your cases. If you need a case that another team holds, ask your supervisor.",
    ),
    405: _Words("This address does not do that", "Nothing was changed.", "Go to your cases and start from there."),
    409: _Words(
        "Somebody else saved in the meantime",
        "Nothing of theirs or yours is lost.",
        "Go back to the case, look at what was added, and save again.",
    ),
    413: _Words(
        "This is too long",
        "More was sent than this service takes at once. Nothing was saved.",
        "Go back and shorten it, or send it in several parts.",
    ),
    429: _Words(
        "Too many attempts",
        "Somebody tried to sign in with this name, or from this place, too often.",
        "Wait a quarter of an hour, then try again. If it was not you, tell whoever looks after this service.",
    ),
    502: _Words(
        "Another service did not answer",
        "This page needs a service of your organisation that did not answer.",
        "Try again in a few minutes.",
    ),
    503: _Words(
        "The database did not answer",
        "It is in use for something that takes long, or it cannot be reached. Nothing of this page was saved.",
        "Go back and try again in a minute. If it happens again, tell whoever looks after this service.",
    ),
    500: _Words(
        "Something went wrong in this program",
        "It was not your doing. What a page said was saved is saved.",
        "Go back and try once more. If it happens again, note the time and tell whoever looks after this service.",
    ),
}


def for_programs(request: Request) -> bool:
    """Whether a program asks, by the address that it asks at."""
    path: str = request.scope["path"]
    return path.startswith(PROGRAMS)


def problem_page(request: Request, status: int, message: str | None = None) -> Response:
    """The page, or for programs the JSON, that says why something was not done.

    Args:
        request: what was asked.
        status: the status code of HTTP.
        message: what happened in this case, in a sentence or two, instead of the usual words.
    """
    if for_programs(request):
        return problem_data(status, message)
    words = _words(status)
    return render(
        request,
        "layout/problem.html",
        status=status,
        title=words.title,
        happened=message or words.happened,
        next_step=words.next,
    )


def problem_data(status: int, message: str | None = None, **more: Any) -> JSONResponse:
    """The answer to a program, as ``application/problem+json`` (RFC 9457).

    Args:
        status: the status code of HTTP.
        message: what happened in this case, instead of the usual words.
        **more: further members, such as ``problems``.
    """
    words = _words(status)
    body = {"type": "about:blank", "title": words.title, "status": status, "detail": message or words.happened, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def _words(status: int) -> _Words:
    return _WORDS.get(status) or _WORDS[400 if status < 500 else 500]


def add_error_pages(app: FastAPI) -> None:
    """Have the service answer with these pages; what nobody foresaw is caught by the gate.

    A program is told more than a page is: which field of what it sent is wrong, with our codes for the content of
    files, and after a save beside somebody else's what was added meanwhile.
    """

    @app.exception_handler(HTTPException)
    async def refused(request: Request, why: HTTPException) -> Response:
        usual = why.detail == HTTPException(why.status_code).detail
        response = problem_page(request, why.status_code, None if usual else why.detail)
        response.headers.update(why.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    async def not_understood(request: Request, why: RequestValidationError) -> Response:
        # An address with something in it that is no id leads nowhere.
        if any(tuple(one["loc"])[:1] == ("path",) for one in why.errors()):
            return problem_page(request, 404)
        if not for_programs(request):
            return problem_page(request, 400)
        wrong = [{"where": [str(part) for part in one["loc"]], "message": one["msg"]} for one in why.errors()]
        return problem_data(422, problems=wrong)

    @app.exception_handler(Outdated)
    async def added_meanwhile(request: Request, why: Outdated) -> Response:
        if not for_programs(request):
            return problem_page(request, 409)
        added = [account.model_dump(mode="json", exclude_unset=True) for account in why.added_since]
        return problem_data(409, current_version=why.current_version, added_since=added)

    @app.exception_handler(ProblemsFound)
    async def not_possible(request: Request, why: ProblemsFound) -> Response:
        codes = [problem.code for problem in why.problems]
        status = next((_STATUS[code] for code in codes if code in _STATUS), None)
        if status is None and for_programs(request) and not any(code.startswith(_WITHIN) for code in codes):
            told = [{"code": one.code, "message": one.message, "hint": one.hint} for one in why.problems]
            return problem_data(422, problems=told)
        if status is None or status >= 500:
            _LOG.error("A page could not be made: %s", " ".join(codes))
        return problem_page(request, status or 500)

    @app.exception_handler(SignInNeeded)
    async def sign_in_first(request: Request, why: SignInNeeded) -> Response:
        if for_programs(request):
            return problem_data(401)
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return go_to(f"/sign-in?next={quote(path, safe='')}" if path != "/" else "/sign-in")
