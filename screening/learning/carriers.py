"""What carries a row of learning: rules, strengths, checklists, scenario steps, policies and governance items.

A row reaches people only through something that cites it. Whether the citation is deserved is for readers to judge;
here is who cites what. What follows for the register is left to ``coverage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from screening.forms.checklist import Checklist, asked
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack

CarrierKind = Literal["rule", "strength", "question", "item", "section", "step", "policy", "governance"]

CARRIER_KINDS: tuple[CarrierKind, ...] = (
    "rule", "strength", "question", "item", "section", "step", "policy", "governance",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Carrier:
    """One thing that cites a row.

    Attributes:
        kind: a ``section`` is a whole checklist or a section of it.
        where: the rule, checklist, scenario, policy or governance item.
        part: the place in a checklist or scenario, such as the title of a section or the id of a step.
        words: what it is or asks, in a line.
        tests: of a rule, how many tests it carries.
        policies: ids of the policies that it leads to.
    """

    kind: CarrierKind
    where: str
    part: str | None
    words: str
    tests: int = 0
    policies: tuple[str, ...] = ()


def carriers(
    pack: Pack, checklists: Iterable[Checklist], scenarios: Iterable[Scenario]
) -> Mapping[str, tuple[Carrier, ...]]:
    """Everything that cites a row, by the id of the row; also rows that no source has."""
    found: dict[str, list[Carrier]] = {}
    sources = (_of_rules(pack), _of_checklists(checklists), _of_scenarios(scenarios), _of_registers(pack))
    for cited in sources:
        for row, carrier in cited:
            if carrier not in found.setdefault(row, []):
                found[row].append(carrier)
    return {row: tuple(ones) for row, ones in found.items()}


_Cited = Iterator[tuple[str, Carrier]]


def _of_rules(pack: Pack) -> _Cited:
    for rule in sorted(pack.rules.values(), key=lambda one: one.id):
        if rule.status == "retired":
            continue
        kind: CarrierKind = "strength" if rule.kind == "strength" else "rule"
        named = (rule.escalate.policy,) if rule.escalate != "none" and rule.escalate.policy else ()
        policies = tuple(dict.fromkeys((*named, *rule.policies)))
        carrier = Carrier(kind, rule.id, None, rule.title, len(rule.tests), policies)
        for row in rule.learning:
            yield row, carrier


def _of_checklists(checklists: Iterable[Checklist]) -> _Cited:
    for checklist in checklists:
        name = checklist.checklist
        for row in checklist.learning:
            yield row, Carrier("section", name, None, checklist.title, policies=checklist.policies)
        for section in checklist.sections:
            for row in section.learning:
                yield row, Carrier("section", name, section.title, section.title)
            for question in section.questions:
                for row in question.learning:
                    yield row, Carrier("question", name, section.title, asked(section, question))
            for item in section.items:
                for row in item.learning:
                    yield row, Carrier("item", name, section.title, item.do)


def _of_scenarios(scenarios: Iterable[Scenario]) -> _Cited:
    for scenario in scenarios:
        for step in scenario.steps:
            for row in step.learning:
                yield row, Carrier("step", scenario.scenario, step.id, step.title)


def _of_registers(pack: Pack) -> _Cited:
    for policy in pack.policies.policies:
        for row in policy.learning:
            yield row, Carrier("policy", policy.id, None, policy.name)
    for item in pack.governance:
        for row in item.learning:
            yield row, Carrier("governance", item.id, None, item.title, policies=item.policies)
