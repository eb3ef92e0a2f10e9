"""What a result cites, to be read in the service: rules, learning rows, sources, policies, facts and checklists.

The pages are those of the documentation, put within a page of the service. There is no case in them, so whoever is
signed in may read them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, HTTPException
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from screening.docgen.checklist_pages import checklist_page, checklists_page
from screening.docgen.index_pages import topics_page
from screening.docgen.material import Material
from screening.docgen.places import Place, Target
from screening.docgen.register_pages import facts_page, policies_page
from screening.docgen.rule_page import rule_page
from screening.docgen.source_pages import row_page, source_page, sources_page
from screening.services.in_use import material
from screening.web.dependencies import SignedIn
from screening.web.pages import render

router = APIRouter()

_LISTS: Final[dict[str, tuple[str, Callable[[Material, Place], str]]]] = {
    "rules": ("Rules", topics_page),
    "sources": ("Sources", sources_page),
    "policies": ("Policies", policies_page),
    "facts": ("Facts", facts_page),
    "checklists": ("Checklists", checklists_page),
}
"""The lists, by their address: the title, and what makes the page."""

_PAGES: Final[dict[Target, str]] = {
    "rule": "/rules/", "row": "/learning/", "source": "/sources/", "checklist": "/checklists/",
    "policy": "/policies#policy-", "fact": "/facts#fact-", "topic": "/rules#topic-",
}  # fmt: skip
"""Where each thing stands, its id left out. Of scenarios and governance there is no page here."""


def address_of(kind: Target, name: str) -> str | None:
    """The address of a thing in this service; None where it has no page here."""
    start = _PAGES.get(kind)
    return f"{start}{name}" if start is not None else None


def _list(request: Request, user: SignedIn) -> Response:
    name = request.url.path.strip("/")
    title, made = _LISTS[name]
    return _page(request, title, made(material(), Place(address_of, name, within=True)))


for _name in _LISTS:
    router.add_api_route(f"/{_name}", _list, name=_name)


@router.get("/rules/{rule_id}")
def rule(request: Request, user: SignedIn, rule_id: str) -> Response:
    """One rule: what it looks for, in words, where it comes from and what it cannot see."""
    found = material().pack.rules.get(rule_id)
    if found is None:
        raise HTTPException(404)
    return _page(request, "A rule", rule_page(material(), found, Place(address_of, "topics", within=True)))


@router.get("/learning/{row_id}")
def learning(request: Request, user: SignedIn, row_id: str) -> Response:
    """One row of learning: its place in the source, what it teaches, and what carries it."""
    if row_id not in material().pack.learning:
        raise HTTPException(404)
    return _page(request, "A row of learning", row_page(material(), row_id, Place(address_of, "sources", within=True)))


@router.get("/sources/{source_id}")
def source(request: Request, user: SignedIn, source_id: str) -> Response:
    """One source with every row."""
    found = material().pack.sources.get(source_id)
    if found is None:
        raise HTTPException(404)
    return _page(request, "A source", source_page(material(), found, Place(address_of, "sources", within=True)))


@router.get("/checklists/{name}")
def checklist(request: Request, user: SignedIn, name: str) -> Response:
    """One checklist, to be read."""
    found = material().checklists.get(name)
    if found is None:
        raise HTTPException(404)
    return _page(request, found.title, checklist_page(material(), found, Place(address_of, "checklists", within=True)))


def _page(request: Request, title: str, made: str) -> Response:
    lists = {f"/{name}": shown for name, (shown, _) in _LISTS.items()}
    # Made and escaped by the documentation.
    return render(request, "result/reading.html", title=title, made=Markup(made), lists=lists)  # noqa: S704 -- made by a template that escapes
