"""Why a program's request was not done: RFC 9457 problem details, with the codes of the mistakes and where each stands.

A mistake is located by a JSON pointer into what was sent, since a program has no lines. A route that is made with
``ProblemRoute`` answers every refusal in this form.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screening.case.account import Account
from screening.errors import Problem, ProblemsFound, Severity
from screening.store.cases import Outdated
from screening.yamlsource import Document, Path

_CONFIG = ConfigDict(frozen=True, extra="forbid")

MEDIA_TYPE: Final = "application/problem+json"

_TITLES: Final = {
    400: "This could not be read",
    401: "A token is needed",
    403: "The token or the user may not do this",
    404: "There is nothing here for you",
    405: "This address does not do that",
    409: "Somebody else was there before",
    412: "Something is missing that this needs",
    415: "Send JSON",
    422: "There are mistakes in what was sent",
    503: "The service cannot do this now",
}
_STATUS: Final = {"P202": 422, "S121": 409, "S122": 404, "S123": 409, "S124": 422}
"""What problems are answered with where the letter of their code does not say it."""
_OF_WHAT_WAS_SENT: Final = ("A", "C", "H", "I", "V", "Y")
"""The letters of codes of mistakes in what was sent. All others are the service's own, and its operator's to read."""

_LOG: Final = logging.getLogger("screening.web")


class Mistake(BaseModel):
    """One thing that is wrong or doubtful.

    Attributes:
        code: of the kind of mistake; the same codes as everywhere.
        at: JSON pointer into what was sent; None where it belongs to no place.
    """

    model_config = _CONFIG
    code: str
    message: str
    hint: str | None = None
    at: str | None = None
    severity: Severity = "error"


class ProblemDetails(BaseModel):
    """Problem details as in RFC 9457.

    Attributes:
        problems: every mistake, where there are several or they have codes.
        current_version: of the case, where somebody else has added to it.
        added_since: what they added.
    """

    model_config = _CONFIG
    type: str = "about:blank"
    title: str
    status: int
    detail: str
    problems: tuple[Mistake, ...] = ()
    current_version: int | None = None
    added_since: tuple[Account, ...] | None = None


class Refused(Exception):  # noqa: N818 -- it is no error of this program
    """A request is not done. ``headers`` go with the answer."""

    def __init__(self, details: ProblemDetails, headers: dict[str, str] | None = None) -> None:
        super().__init__(details.status)
        self.details, self.headers = details, headers


def refused(status: int, detail: str, problems: Iterable[Problem] = (), **headers: str) -> Refused:
    """A refusal in plain words; an underscore in the name of a header stands for a hyphen."""
    details = ProblemDetails(
        type="about:blank", title=_TITLES[status], status=status, detail=detail, problems=mistakes(problems)
    )
    return Refused(details, {name.replace("_", "-"): value for name, value in headers.items()})


def mistakes(problems: Iterable[Problem]) -> tuple[Mistake, ...]:
    """Problems as a program is told them: the place is a pointer, never a line."""
    return tuple(
        Mistake(code=one.code, message=one.message, hint=one.hint, at=_pointer(one.file), severity=one.severity)
        for one in problems
    )


def _pointer(place: str | None) -> str | None:
    """The place of a problem if it is a JSON pointer, and not the name of something else that was read."""
    return place if place is not None and place[:1] in ("", "/") else None


class Pointed(Document):
    """What a program sent. A problem in it is located by a JSON pointer, which stands where a file's name would."""

    def __init__(self, value: Any) -> None:
        super().__init__("", value, "", (), {})

    def problem(
        self, code: str, message: str, path: Path = (), *, at_key: bool = False, hint: str | None = None,
        severity: Severity = "error",
    ) -> Problem:  # fmt: skip
        """A problem with what stands at a path."""
        pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
        return Problem(code, message, pointer, hint=hint, severity=severity)


class ProblemRoute(APIRoute):
    """A route for programs: whatever is refused is answered with problem details."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with refusals answered."""
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handler(request)
            except (Refused, Outdated, ProblemsFound, RequestValidationError, HTTPException) as why:
                refusal = _refusal(why)
                body = refusal.details.model_dump_json(exclude_none=True, exclude_unset=True)
                return Response(body, refusal.details.status, refusal.headers, MEDIA_TYPE)

        return answered


def _refusal(why: Exception) -> Refused:
    if isinstance(why, Refused):
        return why
    if isinstance(why, Outdated):
        details = ProblemDetails(
            type="about:blank", title=_TITLES[409], status=409,
            current_version=why.current_version, added_since=why.added_since,
            detail="Somebody has added to the case since. Look at it; then send yours again, with merge set to true.",
        )  # fmt: skip
        return Refused(details)
    if isinstance(why, ProblemsFound):
        return _of_content(why)
    if isinstance(why, RequestValidationError):
        return _of_address(why)
    status = why.status_code if isinstance(why, HTTPException) and why.status_code in _TITLES else 400
    return refused(status, "It is not there, or not this user's to see." if status == 404 else _TITLES[status])


def _of_content(why: ProblemsFound) -> Refused:
    """Mistakes in what was sent; where it is the service that is in trouble, no more than that."""
    codes = [one.code for one in why.problems]
    if not all(code in _STATUS or code.startswith(_OF_WHAT_WAS_SENT) for code in codes):
        _LOG.error("A program was not answered: %s", " ".join(codes))
        return refused(503, "Nothing was saved. Try again in a minute; if it stays so, tell whoever looks after this.")
    status = next((_STATUS[code] for code in codes if code in _STATUS), 422)
    return refused(status, why.problems[0].message, why.problems)


def _of_address(why: RequestValidationError) -> Refused:
    """What is wrong with the address: its path leads nowhere, or one of its options cannot be so."""
    errors = why.errors()
    if any(tuple(one["loc"])[:1] == ("path",) for one in errors):
        return refused(404, "It is not there, or not this user's to see.")
    wrong = [Problem("A101", f"{one['loc'][-1]}: {one['msg']}.") for one in errors]
    return refused(422, "An option in the address cannot be so.", wrong)
