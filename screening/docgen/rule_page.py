"""The page of one rule, under the same headings in the same order for every rule.

What is not there is said, and not left out: a reader who looks for the limits of a rule finds the heading every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.docgen.in_words import Part, wording_of
from screening.docgen.material import Material
from screening.docgen.places import Place
from screening.docgen.rule_index import KINDS, topic_in_words
from screening.docgen.templating import View, render
from screening.errors import ProblemsFound
from screening.reports.words import STANDING, URGENCY, WITHIN, day, joined
from screening.rulebook.local_names import Resolved, resolve, resolve_role
from screening.rulebook.pack import Pack
from screening.rulebook.rule import ChosenByUs, Related, Rule
from screening.rulebook.sources import LearningRow

HEADINGS: Final = (
    "What it looks for", "Why", "In words", "What it asks", "Where it leads", "Sources", "Innocent explanations",
    "Limits", "Chosen by us", "Related rules", "Tests", "History",
)  # fmt: skip
"""The headings of every page, in order."""

STATUS: Final = {
    "draft": "Draft: nobody has signed this rule off.",
    "active": "In use: a named person has signed this rule off.",
    "retired": "Retired: this rule is no longer asked.",
}
"""What the status of a rule means, in a sentence."""


class Leads(View):
    """Whom a rule sends to, how soon, and what goes with it."""

    to: Resolved
    within: str
    policy: Resolved | None
    also: tuple[Resolved, ...]


class CitedRow(View):
    """A row that the rule cites and the source that it stands in."""

    source: str
    cite_as: str
    row: LearningRow


class ShownTest(View):
    """A test by its name, what it expects in words, and the facts that it wants asked for."""

    name: str
    expect: str
    ask: tuple[str, ...]


class Chapter(View):
    """An entry of the changelog about the rule."""

    pack_version: str
    version: int | None
    words: str


class RulePage(View):
    """Everything on the page.

    Attributes:
        facts_opening: facts that have to be told of before the rule is asked about; none for the usual way.
        policies: those to which it leads beside whom to go to, each with its purpose.
        signed: who signed it off and when, and when it is to be read again, in sentences.
    """

    rule: Rule
    topic: str
    kind: str
    urgency: str
    status: str
    condition: Part
    facts_opening: tuple[str, ...]
    leads: Leads | None
    policies: tuple[tuple[Resolved, str], ...]
    cited: tuple[CitedRow, ...]
    chosen: tuple[ChosenByUs, ...]
    related: tuple[tuple[str, Related], ...]
    tests: tuple[ShownTest, ...]
    signed: str
    history: tuple[Chapter, ...]


def rule_page(material: Material, rule: Rule, place: Place) -> str:
    """The page of a rule as HTML."""
    return render("rule.html.j2", material.pack, page=arrange_rule(material, rule), headings=HEADINGS,
                  link=place.link, place=place)  # fmt: skip


def arrange_rule(material: Material, rule: Rule) -> RulePage:
    """Everything that the page of a rule shows."""
    pack = material.pack
    entries = material.history.entries if material.history is not None else ()
    return RulePage(
        rule=rule,
        topic=topic_in_words(rule.topic),
        kind=KINDS[rule.kind],
        urgency=URGENCY[rule.urgency],
        status=STATUS[rule.status],
        condition=wording_of(pack).part(rule.when, rule.about),
        facts_opening=rule.opened_by,
        leads=_leads(pack, rule),
        policies=tuple((resolve(pack.policies, pack.locality, one), pack.policies.find(one).purpose)
                       for one in rule.policies),
        cited=tuple(_cited(pack, rule)),
        chosen=rule.chosen_by_us,
        related=tuple((pack.rules[one.rule].title, one) for one in rule.related if one.rule in pack.rules),
        tests=tuple(_tests(rule)),
        signed=_signed(rule),
        history=tuple(Chapter(pack_version=one.pack_version, version=one.version, words=one.words)
                      for one in entries if one.name == rule.id),
    )  # fmt: skip


def _leads(pack: Pack, rule: Rule) -> Leads | None:
    if rule.escalate == "none":
        return None
    escalate = rule.escalate
    return Leads(
        to=resolve_role(pack.locality, escalate.to),
        within=WITHIN[escalate.within],
        policy=resolve(pack.policies, pack.locality, escalate.policy) if escalate.policy else None,
        also=tuple(_role_or_policy(pack, one) for one in escalate.also),
    )


def _role_or_policy(pack: Pack, name: str) -> Resolved:
    try:
        return resolve_role(pack.locality, name)
    except ProblemsFound:
        return resolve(pack.policies, pack.locality, name)


def _cited(pack: Pack, rule: Rule) -> Iterator[CitedRow]:
    for name in rule.learning:
        if name in pack.learning:
            source, row = pack.learning[name]
            yield CitedRow(source=source.id, cite_as=source.cite_as, row=row)


def _tests(rule: Rule) -> Iterator[ShownTest]:
    for test in rule.tests:
        expect = STANDING[test.expect]
        if test.open is not None:
            expect += ", and it asks" if test.open else ", and it stays quiet"
        yield ShownTest(name=test.name, expect=expect, ask=test.ask)


def _signed(rule: Rule) -> str:
    review = rule.review
    parts = [f"by {review.by}"] if review.by else []
    parts += [f"on {day(review.on)}"] if review.on else []
    signed = f"Signed off {joined(tuple(parts))}." if parts else "Nobody has signed it off."
    return f"{signed} It is due to be read again by {day(review.due)}."
