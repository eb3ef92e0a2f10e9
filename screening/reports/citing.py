"""Policies and sources, each once, with the rules that name them."""

from __future__ import annotations

from collections.abc import Iterator

from screening.engine.document import Citation, Finding, Named, Screening
from screening.reports.plain import sentence
from screening.reports.view import Passage, PolicyUsed, SourceUsed


def policies(screening: Screening) -> tuple[PolicyUsed, ...]:
    """Every policy that a finding names, those of met and disputed findings first; then whom they send to."""
    found: dict[str, Named] = {}
    rules: dict[str, dict[str, None]] = {}
    first: set[str] = set()
    named_by = [(named, *one) for one in _all(screening) for named in _named(one[0])]
    named_by += [(one[0].escalate.to, *one) for one in _all(screening) if one[0].escalate]
    for named, finding, pressing in named_by:
        if named.id != "emergency":
            if named.id not in found or found[named.id].purpose is None:
                found[named.id] = named.model_copy(update={"name": sentence(named.name)})
            rules.setdefault(named.id, {})[finding.rule] = None
            if pressing and finding.kind != "strength":
                first.add(named.id)
    return tuple(PolicyUsed(policy=one, rules=tuple(rules[one.id]), first=one.id in first) for one in found.values())


def sources(screening: Screening) -> tuple[SourceUsed, ...]:
    """Every passage that a finding cites, by source, in the order in which the findings cite them."""
    rows: dict[str, dict[str, Citation]] = {}
    rules: dict[str, dict[str, None]] = {}
    for finding, _ in _all(screening):
        for citation in finding.citations:
            rows.setdefault(citation.cite_as, {}).setdefault(citation.row, citation)
            rules.setdefault(citation.row, {})[finding.rule] = None
    return tuple(
        SourceUsed(
            cite_as=cite_as,
            passages=tuple(
                Passage(row=one.row, locator=one.locator, summary=one.summary, rules=tuple(rules[one.row]))
                for one in cited.values()
            ),
        )
        for cite_as, cited in rows.items()
    )


def _all(screening: Screening) -> Iterator[tuple[Finding, bool]]:
    """Every finding with whether it says something about what is, and not only about what may be."""
    yield from ((one, True) for one in (*screening.findings, *screening.strengths))
    yield from ((one, False) for one in screening.cannot_rule_out)


def _named(finding: Finding) -> Iterator[Named]:
    if finding.escalate is not None:
        if finding.escalate.policy is not None:
            yield finding.escalate.policy
        yield from finding.escalate.also
    yield from finding.policies
