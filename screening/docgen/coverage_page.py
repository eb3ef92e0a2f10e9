"""The matrix of learning: from each row to all that carries it, and back from rules and policies to their rows.

It is one page that can be handed to somebody by itself; as a page of the site its links lead to the other pages.
Whether a row is carried is settled in ``learning.coverage``.
"""

from __future__ import annotations

from collections.abc import Iterator

from screening.docgen.places import Place, Target, on_this_page
from screening.docgen.templating import View, render
from screening.learning.carriers import CARRIER_KINDS, Carrier, CarrierKind
from screening.learning.coverage import CarriedRow, Count, Coverage
from screening.rulebook.pack import Pack

HEADINGS: dict[CarrierKind, str] = {
    "rule": "Rules", "strength": "Strengths", "question": "Questions of checklists", "item": "Things to do",
    "section": "Checklists and their sections", "step": "Steps of scenarios", "policy": "Policies",
    "governance": "Governance",
}  # fmt: skip
"""What carriers of a kind are called over a list of them."""

TARGETS: dict[CarrierKind, Target] = {
    "rule": "rule", "strength": "rule", "question": "checklist", "item": "checklist", "section": "checklist",
    "step": "scenario", "policy": "policy", "governance": "governance",
}  # fmt: skip
"""What a carrier of a kind is linked to."""


class SourceRows(View):
    """The rows of one source with all that carries them."""

    id: str
    title: str
    rows: tuple[CarriedRow, ...]


class CarryingRule(View):
    """A rule with the rows that it cites, its tests by name and its policies by id and name."""

    id: str
    title: str
    rows: tuple[str, ...]
    tests: tuple[str, ...]
    policies: tuple[tuple[str, str], ...]


class CarryingPolicy(View):
    """A policy with the rows that name it, and the rules and checklists that lead to it."""

    id: str
    name: str
    rows: tuple[str, ...]
    rules: tuple[str, ...]
    checklists: tuple[str, ...]


def coverage_page(pack: Pack, coverage: Coverage, place: Place | None = None) -> str:
    """The matrix as one HTML page that fetches nothing.

    Args:
        pack: with the rules' tests.
        coverage: of all sources of the pack or of one.
        place: where it is a page of the site; without it, links lead to places on the page itself.
    """
    sources = tuple(_sources(pack, coverage))
    rules = tuple(_rules(pack, coverage))
    policies = tuple(_policies(pack, coverage))
    here: set[tuple[Target, str]] = {("row", one.row.id) for one in coverage.rows}
    here |= {("rule", one.id) for one in rules} | {("policy", one.id) for one in policies}
    return render(
        "coverage.html.j2",
        pack,
        sources=sources,
        counts=coverage.counts,
        kinds=CARRIER_KINDS,
        headings=HEADINGS,
        carried=by_kind,
        total=_total,
        uncovered=coverage.uncovered,
        unknown=coverage.unknown,
        rules=rules,
        policies=policies,
        targets=TARGETS,
        link=place.link if place is not None else on_this_page(here),
        place=place,
    )


def by_kind(row: CarriedRow) -> tuple[tuple[CarrierKind, tuple[Carrier, ...]], ...]:
    """What carries a row, kind by kind; kinds that do not are left out."""
    return tuple((kind, row.by(kind)) for kind in CARRIER_KINDS if row.by(kind))


def _total(counts: tuple[Count, ...]) -> Count:
    """The counts of one source together; the kind is that of the first and means nothing."""
    return counts[0].model_copy(
        update={
            "rows": sum(one.rows for one in counts),
            "carried_by": {kind: sum(one.carried_by[kind] for one in counts) for kind in CARRIER_KINDS},
            "declined": sum(one.declined for one in counts),
            "uncovered": sum(one.uncovered for one in counts),
        }
    )


def _sources(pack: Pack, coverage: Coverage) -> Iterator[SourceRows]:
    for source in dict.fromkeys(one.source for one in coverage.rows):
        rows = tuple(one for one in coverage.rows if one.source == source)
        yield SourceRows(id=source, title=pack.sources[source].title, rows=rows)


def _rules(pack: Pack, coverage: Coverage) -> Iterator[CarryingRule]:
    cited = {carrier.where for one in coverage.rows for carrier in (*one.by("rule"), *one.by("strength"))}
    for rule_id in sorted(cited):
        rule = pack.rules[rule_id]
        policies = next(
            carrier.policies for one in coverage.rows for carrier in one.carriers if carrier.where == rule_id
        )
        yield CarryingRule(
            id=rule_id,
            title=rule.title,
            rows=rule.learning,
            tests=tuple(test.name for test in rule.tests),
            policies=tuple((name, pack.policies.find(name).name) for name in policies),
        )


def _policies(pack: Pack, coverage: Coverage) -> Iterator[CarryingPolicy]:
    rules: dict[str, dict[str, None]] = {}
    checklists: dict[str, dict[str, None]] = {}
    for one in coverage.rows:
        for carrier in one.carriers:
            found = rules if TARGETS[carrier.kind] == "rule" else checklists if carrier.kind == "section" else {}
            for name in carrier.policies:
                found.setdefault(name, {})[carrier.where] = None
    shown = {one.row.id for one in coverage.rows}
    for policy in sorted(pack.policies.policies, key=lambda one: one.name.casefold()):
        rows = tuple(row for row in policy.learning if row in shown)
        if rows or policy.id in rules or policy.id in checklists:
            yield CarryingPolicy(
                id=policy.id,
                name=policy.name,
                rows=rows,
                rules=tuple(rules.get(policy.id, ())),
                checklists=tuple(checklists.get(policy.id, ())),
            )
