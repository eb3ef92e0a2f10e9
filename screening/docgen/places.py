"""Where everything has its place in the site, and how one page links to another, so that no link leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from screening.case.dictionary import all_entries
from screening.docgen.material import Material

Target = Literal["page", "rule", "topic", "source", "row", "policy", "fact", "checklist", "sheet", "scenario",
                 "governance"]  # fmt: skip
"""What a link can lead to."""

Link = Callable[[Target, str], str | None]
"""Gives the address of a thing by its kind and id, as seen from the page that it is made for; None without one."""

MENU: Final = {
    "index": "Start", "topics": "Rules by topic", "urgency": "Rules by urgency", "sources": "Sources",
    "policies": "Policies", "facts": "Facts", "checklists": "Checklists", "scenarios": "Scenarios",
    "governance": "Governance", "coverage": "What carries what", "adopting": "Adopting a pack",
}  # fmt: skip
"""The pages that every page leads to, by the name of their file."""


@dataclass(frozen=True)
class Place:
    """Where a page stands in the site.

    Attributes:
        link: links of this page.
        above: name of the page of the menu under which it stands; the page itself where it is one of them.
        title: of a page below one of the menu, what it is called in the way to it; None for one of the menu.
        within: only the heading and the main part are made, to stand within a page of somebody else's.
    """

    link: Link
    above: str
    title: str | None = None
    within: bool = False

    @property
    def menu(self) -> Mapping[str, str]:
        """The pages that every page leads to."""
        return MENU


def anchor(kind: Target, name: str) -> str:
    """The id that a thing has on a page which holds several: ``row-LEI-040``."""
    return f"{kind}-{name}"


def on_this_page(things: Collection[tuple[Target, str]]) -> Link:
    """Links of a page that stands alone: to what it holds itself."""
    return lambda kind, name: f"#{anchor(kind, name)}" if (kind, name) in things else None


def across_pages(addresses: Mapping[tuple[Target, str], str], path: str) -> Link:
    """Links of the page at a path of the site, to the addresses of ``addresses_of``."""
    up = "../" * path.count("/")

    def link(kind: Target, name: str) -> str | None:
        address = addresses.get((kind, name))
        return up + address if address is not None else None

    return link


def addresses_of(material: Material) -> dict[tuple[Target, str], str]:
    """The address of everything that the site has a place for, as seen from its root."""
    pack = material.pack
    found: dict[tuple[Target, str], str] = {("page", name): f"{name}.html" for name in MENU}

    def on(page: str, kind: Target, name: str) -> None:
        found[(kind, name)] = f"{page}.html#{anchor(kind, name)}"

    for rule in pack.rules.values():
        found[("rule", rule.id)] = f"rules/{rule.id}.html"
        on("topics", "topic", rule.topic)
    for source in pack.sources.values():
        found[("source", source.id)] = f"sources/{source.id}.html"
        for row in source.learning:
            on(f"sources/{source.id}", "row", row.id)
    for policy in pack.policies.policies:
        on("policies", "policy", policy.id)
    for entry in all_entries():
        on("facts", "fact", entry.path)
    for name in material.checklists:
        found[("checklist", name)] = f"checklists/{name}.html"
        found[("sheet", name)] = f"sheets/{name}.html"
    for name in material.scenarios:
        on("scenarios", "scenario", name)
    for item in pack.governance:
        on("governance", "governance", item.id)
    return found
