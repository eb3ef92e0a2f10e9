"""The whole site: every page by its path. The same pack, checklists and scenarios always give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from screening.docgen.checklist_pages import checklist_page, checklists_page
from screening.docgen.coverage_page import coverage_page
from screening.docgen.index_pages import (
    adopting_page,
    governance_page,
    scenarios_page,
    start_page,
    topics_page,
    urgency_page,
)
from screening.docgen.material import Material
from screening.docgen.places import Place, across_pages, addresses_of
from screening.docgen.register_pages import facts_page, policies_page
from screening.docgen.rule_page import rule_page
from screening.docgen.sheet import sheet_page
from screening.docgen.source_pages import source_page, sources_page

_MENU: Final[dict[str, Callable[[Material, Place], str]]] = {
    "index": start_page, "topics": topics_page, "urgency": urgency_page, "sources": sources_page,
    "policies": policies_page, "facts": facts_page, "checklists": checklists_page, "scenarios": scenarios_page,
    "governance": governance_page, "adopting": adopting_page,
    "coverage": lambda material, place: coverage_page(material.pack, material.coverage, place),
}  # fmt: skip

_Page = tuple[str, str, str | None, Callable[[Place], str]]
"""Path, page of the menu that it stands under, its title below that, and what makes it."""


def page_count(material: Material) -> int:
    """How many pages there are."""
    return sum(1 for _ in _pages(material))


def site(material: Material) -> Iterator[tuple[str, str]]:
    """Each page's path within the site and its HTML, one after another.

    Raises:
        ProblemsFound: a rule or a checklist names a role or a policy that the pack does not have.
    """
    addresses = addresses_of(material)
    for path, above, title, made in _pages(material):
        yield path, made(Place(across_pages(addresses, path), above, title))


def _pages(material: Material) -> Iterator[_Page]:
    pack = material.pack
    for name, page in _MENU.items():
        yield f"{name}.html", name, None, partial(page, material)
    for rule_id, rule in sorted(pack.rules.items()):
        yield f"rules/{rule_id}.html", "topics", rule_id, partial(rule_page, material, rule)
    for source in pack.sources.values():
        yield f"sources/{source.id}.html", "sources", source.cite_as, partial(source_page, material, source)
    for name, checklist in material.checklists.items():
        title = checklist.title
        yield f"checklists/{name}.html", "checklists", title, partial(checklist_page, material, checklist)
        yield f"sheets/{name}.html", "checklists", f"{title}: sheet", partial(sheet_page, checklist, pack)
