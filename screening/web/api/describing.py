"""What programs can ask for: as OpenAPI, and as a plain page of the same that needs no script.

Both are made from the routes themselves, and come from this service alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from screening import __version__
from screening.store.api_tokens import SCOPES
from screening.web.api import cases, cds, content, fhir, screenings
from screening.web.api.bodies import schemas
from screening.web.pages import render

router = APIRouter(include_in_schema=False)

ROUTERS: Final = (cases.router, screenings.router, content.router, fhir.router, cds.router)

_ABOUT: Final = (
    "Prompts drawn from published reviews, for a case that is kept here or sent along. It asks questions and cites "
    "where they come from; it never scores and never decides. Nothing found is not evidence of safety. If a child is "
    "in immediate danger, call 999. Addresses hold no case data: a case is named by an id that says nothing."
)
_METHODS: Final = ("get", "post")


@router.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The description in OpenAPI 3.1."""
    return JSONResponse(described())


@router.get("/api/v1/")
def operations(request: Request) -> Response:
    """The page of the operations."""
    paths: dict[str, dict[str, Any]] = described()["paths"]
    listed = [
        {"method": method.upper(), "path": path, **_words(one)}
        for path, methods in paths.items()
        for method, one in methods.items()
        if method in _METHODS
    ]
    groups = list(dict.fromkeys(one["tag"] for one in listed))
    return render(
        request, "api/operations.html", about=_ABOUT, scopes=SCOPES,
        groups=[(group, [one for one in listed if one["tag"] == group]) for group in groups],
    )  # fmt: skip


@cache
def described() -> dict[str, Any]:
    """The description, with every schema that an operation names."""
    together = APIRouter()
    for one in ROUTERS:
        together.include_router(one)
    found = get_openapi(
        title="Screening", version=__version__, description=_ABOUT, routes=together.routes,
        separate_input_output_schemas=False,
    )  # fmt: skip
    for methods in found["paths"].values():
        for one in methods.values():
            # FastAPI's own refusal, which it adds wherever an address has parts, and which is never given here.
            if "HTTPValidationError" in str(one["responses"].get("422", "")):
                del one["responses"]["422"]
    found.setdefault("components", {})["schemas"] = dict(sorted(schemas().items()))
    return found


def _words(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "tag": one["tags"][0],
        "summary": one["summary"],
        "about": one.get("description", ""),
        "options": [
            {"name": option["name"], "about": option.get("description", ""), "needed": option.get("required", False)}
            for option in one.get("parameters", [])
        ],
        "takes": _names(one.get("requestBody", {})),
        "answers": [(code, reply["description"], _names(reply)) for code, reply in one["responses"].items()],
    }


def _names(described_part: dict[str, Any]) -> list[tuple[str, str]]:
    """Media types, and the name of the schema of each."""
    return [
        (kind, content_.get("schema", {}).get("$ref", "").rpartition("/")[2])
        for kind, content_ in described_part.get("content", {}).items()
    ]
