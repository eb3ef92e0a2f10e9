"""The pages that lead to the others: the start, rules by topic and by urgency, scenarios, governance, and how to adopt.

Each shows what it lists in a line or two; the rest is on the page that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.docgen.material import Material
from screening.docgen.places import Place
from screening.docgen.rule_index import topic_in_words
from screening.docgen.templating import View, render
from screening.reports.words import MEANING, URGENCY
from screening.rulebook.governance import GovernanceItem
from screening.rulebook.rule import URGENCIES, Rule

_FOR: Final = {"partnership": "For the partnership", "manager": "For managers", "trainer": "For trainers"}


class RuleGroup(View):
    """Rules under one heading.

    Attributes:
        id: of the topic or the rung; the place on the page is called by it.
        about: what belongs here, where the heading does not say it.
    """

    id: str
    heading: str
    about: str | None
    rules: tuple[Rule, ...]


class GovernanceGroup(View):
    """What one kind of reader sees to. An item for several stands with the first; ``also`` names it for the others."""

    heading: str
    items: tuple[GovernanceItem, ...]
    also: tuple[GovernanceItem, ...]


def start_page(material: Material, place: Place) -> str:
    """What this is, and how much of it there is."""
    return _render("start.html.j2", material, place, sizes=material,
                   questions=sum(len(section.questions) for one in material.checklists.values()
                                 for section in one.sections),
                   tests=sum(len(rule.tests) for rule in material.pack.rules.values()))  # fmt: skip


def topics_page(material: Material, place: Place) -> str:
    """Every rule under its topic."""
    topics: dict[str, list[Rule]] = {}
    for rule in _in_order(material):
        topics.setdefault(rule.topic, []).append(rule)
    groups = [
        RuleGroup(id=topic, heading=topic_in_words(topic), about=None, rules=tuple(rules))
        for topic, rules in sorted(topics.items())
    ]
    return _render("topics.html.j2", material, place, groups=groups)


def urgency_page(material: Material, place: Place) -> str:
    """Every rule on its rung, the most urgent first; strengths apart."""
    return _render("urgency.html.j2", material, place, groups=list(_rungs(material)))


def scenarios_page(material: Material, place: Place) -> str:
    """Every scenario with its warning, and the rows that each step brings out."""
    return _render("scenarios.html.j2", material, place, scenarios=material.scenarios.values())


def governance_page(material: Material, place: Place) -> str:
    """What a partnership, managers and trainers are to see to."""
    names = {one.id: one.name for one in material.pack.policies.policies}
    return _render("governance.html.j2", material, place, groups=list(_governance(material)), names=names)


def adopting_page(material: Material, place: Place) -> str:
    """How a partnership makes a pack its own."""
    return _render("adopting.html.j2", material, place, locality=material.pack.locality.name)


def _render(template: str, material: Material, place: Place, **given: object) -> str:
    return render(template, material.pack, place=place, link=place.link, **given)


def _in_order(material: Material) -> list[Rule]:
    return sorted(material.pack.rules.values(), key=lambda one: one.id)


def _rungs(material: Material) -> Iterator[RuleGroup]:
    asking = [rule for rule in _in_order(material) if rule.kind != "strength"]
    for urgency in URGENCIES:
        yield RuleGroup(
            id=urgency,
            heading=URGENCY[urgency],
            about=MEANING[urgency],
            rules=tuple(rule for rule in asking if rule.urgency == urgency),
        )
    yield RuleGroup(
        id="strengths",
        heading="Strengths",
        about="What is going well. It is shown beside the rest, to be kept and built on.",
        rules=tuple(rule for rule in _in_order(material) if rule.kind == "strength"),
    )


def _governance(material: Material) -> Iterator[GovernanceGroup]:
    for reader, heading in _FOR.items():
        for_them = [item for item in material.pack.governance if reader in item.for_]
        yield GovernanceGroup(
            heading=heading,
            items=tuple(item for item in for_them if item.for_[0] == reader),
            also=tuple(item for item in for_them if item.for_[0] != reader),
        )
