"""The pages that go from a policy or a fact back to everything that speaks of it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from screening.case.dictionary import Entry, entities, fields
from screening.docgen.material import Material
from screening.docgen.places import Place
from screening.docgen.templating import View, render
from screening.reports.words import WHO
from screening.rulebook.local_names import Resolved, resolve
from screening.rulebook.policies import Policy
from screening.rulebook.rule import Rule


class ShownPolicy(View):
    """A policy, what stands for it here, and the ids of the rules, checklists and governance items that lead to it."""

    policy: Policy
    here: Resolved
    rules: tuple[str, ...]
    checklists: tuple[str, ...]
    governance: tuple[str, ...]


class ShownFact(View):
    """A fact with its question, the answers that it knows, who could tell, and the rules and checklists about it.

    Attributes:
        worked_out: of a fact that is never told, how it is worked out.
    """

    path: str
    question: str
    help: str
    answers: tuple[str, ...]
    who: tuple[str, ...]
    worked_out: str | None
    rules: tuple[str, ...]
    checklists: tuple[str, ...]


class ShownEntity(View):
    """The facts of one kind of thing."""

    name: str
    about: str
    facts: tuple[ShownFact, ...]


def policies_page(material: Material, place: Place) -> str:
    """Every policy, by name."""
    by_name = sorted(material.pack.policies.policies, key=lambda one: one.name.casefold())
    policies = [_policy(material, one) for one in by_name]
    return render("policies.html.j2", material.pack, policies=policies, place=place, link=place.link)


def facts_page(material: Material, place: Place) -> str:
    """Every fact, by what it is a fact of."""
    shown = [
        ShownEntity(
            name=name,
            about=inspect.cleandoc(model.__doc__ or "").splitlines()[0].replace("`", ""),
            facts=tuple(_fact(material, entry) for entry in fields(model).values()),
        )
        for name, model in entities().items()
    ]
    return render("facts.html.j2", material.pack, entities=shown, place=place, link=place.link)


def policies_of(rule: Rule) -> tuple[str, ...]:
    """The ids of all policies that a rule names, that under which it sends somebody on first."""
    named: Iterable[str] = ()
    if rule.escalate != "none":
        named = (*((rule.escalate.policy,) if rule.escalate.policy else ()), *rule.escalate.also)
    return tuple(dict.fromkeys((*named, *rule.policies)))


def _policy(material: Material, policy: Policy) -> ShownPolicy:
    pack = material.pack
    return ShownPolicy(
        policy=policy,
        here=resolve(pack.policies, pack.locality, policy.id),
        rules=tuple(sorted(rule.id for rule in pack.rules.values() if policy.id in policies_of(rule))),
        checklists=tuple(name for name, one in material.checklists.items() if policy.id in one.policies),
        governance=tuple(item.id for item in pack.governance if policy.id in item.policies),
    )


def _fact(material: Material, entry: Entry) -> ShownFact:
    answers = (True, False) if entry.kind == "yes-no" else entry.values
    return ShownFact(
        path=entry.path,
        question=entry.fact.question,
        help=entry.fact.help,
        answers=tuple(entry.label(one) for one in answers),
        who=tuple(WHO[one] for one in entry.fact.ask),
        worked_out=entry.derived.how if entry.derived is not None else None,
        rules=material.read_by.get(entry.path, ()),
        checklists=material.asked_by.get(entry.path, ()),
    )
