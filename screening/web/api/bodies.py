"""What a program sends, read strictly: JSON only, no key twice, no text for a number, every mistake at once.

And how an operation is described in OpenAPI: what it takes, what it answers, and that every refusal is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ValidationError
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.web.api.problems import MEDIA_TYPE, Pointed, ProblemDetails, refused
from screening.yamlsource import read_text
from screening.yamlsource.explaining import explained

Model = TypeVar("Model", bound=BaseModel)

JSON: Final = "application/json"

_DESCRIBED: Final[dict[str, type[BaseModel]]] = {"ProblemDetails": ProblemDetails}
"""Every model that an operation takes or answers."""

_REFUSALS: Final = {
    400: "What was sent is no JSON, has a key twice in one place, or holds a character that may not stand there.",
    401: "No token was sent, or it is unknown, over or revoked.",
    403: "The token does not allow this, or the user's role does not.",
    404: "It is not there, or not this user's to see; the answer does not tell the two apart.",
    409: "Somebody else was there before: a reference in use, or accounts added meanwhile.",
    412: "Something is missing that this needs.",
    413: "More was sent than this service takes at once.",
    415: "What was sent is not said to be JSON.",
    422: "There are mistakes in what was sent; each is told, with its place.",
    503: "The service cannot do this now, for instance because the database does not answer.",
}


def body_of(model: type[Model]) -> Callable[[Request], Coroutine[Any, Any, Model]]:
    """A dependency that gives what was sent as a model.

    Ask for the caller before it: FastAPI goes by the order of the arguments, and nothing is read for nobody.

    Raises:
        Refused: 415 where it is not said to be JSON, 400 where it is none, when called by a request.
        ProblemsFound: it does not fit the model, when called by a request.
    """

    async def read(request: Request) -> Model:
        raw = await json_sent(request)
        return await run_in_threadpool(_validated, raw, model)

    return read


async def json_sent(request: Request) -> bytes:
    """What was sent, if it is said to be JSON.

    Raises:
        Refused: 415.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON and not (kind.startswith("application/") and kind.endswith("+json")):
        raise refused(415, "The field Content-Type has to say application/json.")
    return await request.body()


def pointed(raw: bytes) -> Pointed:
    """What was sent, with pointers for places.

    Raises:
        Refused: 400, it is no JSON, or a key stands twice in one place.
    """
    if raw.lstrip()[:1] not in (b"{", b"["):
        raise refused(400, "The body is no JSON object.")
    try:
        document = read_text(raw, "")
    except ProblemsFound as found:
        raise refused(400, found.problems[0].message, found.problems) from None
    return Pointed(document.value)


def _validated(raw: bytes, model: type[Model]) -> Model:
    document = pointed(raw)
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as wrong:
        if any(one["type"] == "json_invalid" for one in wrong.errors(include_input=False, include_url=False)):
            raise refused(400, "The body is no JSON.") from None
        found = explained(wrong, model, document, prefix="C", at=(), data=document.value)
        raise ProblemsFound(found) from None


def operation(
    *, takes: type[BaseModel] | None = None, answers: type[BaseModel] | None = None, status: int = 200,
    refusals: tuple[int, ...] = (401, 403, 422), media_type: str = JSON, sent_as: str = JSON,
) -> dict[str, Any]:  # fmt: skip
    """The description of an operation, for the decorator of its route.

    Args:
        takes: what is sent; None for nothing.
        answers: what is answered; None for JSON of a form that is described elsewhere.
        status: the status code of a request that was done.
        refusals: status codes of requests that are not done.
        media_type: of the answer.
        sent_as: media type of what is sent.
    """
    every = {*refusals, *((503,) if refusals else ()), *((400, 413, 415, 422) if takes is not None else ())}
    problem = {MEDIA_TYPE: {"schema": _reference(ProblemDetails)}}
    responses: dict[int | str, Any] = {
        one: {"description": _REFUSALS[one], "content": problem} for one in sorted(every)
    }
    schema = _reference(answers) if answers is not None else {"type": "object"}
    responses[status] = {"description": "Done.", "content": {media_type: {"schema": schema}}}
    described: dict[str, Any] = {
        "responses": responses, "response_model": None, "response_class": Response, "status_code": status
    }  # fmt: skip
    if takes is not None:
        sent = {sent_as: {"schema": _reference(takes)}}
        described["openapi_extra"] = {"requestBody": {"required": True, "content": sent}}
    return described


def _reference(model: type[BaseModel]) -> dict[str, str]:
    known = _DESCRIBED.setdefault(model.__name__, model)
    if known is not model:
        raise ValueError(f"two models of the interface are called {model.__name__}")
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def schemas() -> dict[str, Any]:
    """The JSON Schemas of everything that is taken and answered, by name."""
    inputs: list[tuple[type[BaseModel], Any]] = [(model, "validation") for model in _DESCRIBED.values()]
    _, found = models_json_schema(inputs, by_alias=True, ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = found["$defs"]
    return definitions


def answer(model: BaseModel, status: int = 200, **headers: str) -> Response:
    """A model as JSON; an underscore in the name of a header stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(model.model_dump_json(by_alias=True, exclude_unset=True), status, named, JSON)
