"""Policies and sources, each once, with the rules that name them."""

from __future__ import annotations

from collections.abc import Iterator

from screening.engine.document import Citation, Finding, Named, Screening
from screening.reports.view import Passage, PolicyUsed, SourceUsed


def policies(screening: Screening) -> tuple[PolicyUsed, ...]:
    """Every policy and contact that a finding names, those of met and disputed findings first."""
    found: dict[str, Named] = {}
    rules: dict[str, dict[str, None]] = {}
    first: set[str] = set()
    for finding, pressing in _all(screening):
        for named in _named(finding):
            kept = found.setdefault(named.id, named)
            if kept.purpose is None and named.purpose is not None:
                found[named.id] = named
            rules.setdefault(named.id, {})[finding.rule] = None
            if pressing and finding.kind != "strength":
                first.add(named.id)
    return tuple(PolicyUsed(policy=one, rules=tuple(rules[one.id]), first=one.id in first) for one in found.values())


def sources(screening: Screening) -> tuple[SourceUsed, ...]:
    """Every passage that a finding cites, by source, in the order in which the findings cite them."""
    rows: dict[str, dict[str, Citation]] = {}
    rules: dict[str, dict[str, None]] = {}
    first: set[str] = set()
    for finding, pressing in _all(screening):
        for citation in finding.citations:
            rows.setdefault(citation.cite_as, {}).setdefault(citation.row, citation)
            rules.setdefault(citation.row, {})[finding.rule] = None
            if pressing:
                first.add(citation.row)
    return tuple(
        SourceUsed(
            cite_as=cite_as,
            passages=tuple(
                Passage(
                    row=one.row,
                    locator=one.locator,
                    summary=one.summary,
                    rules=tuple(rules[one.row]),
                    first=one.row in first,
                )
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
        if finding.escalate.to.id != "emergency":
            yield finding.escalate.to
    yield from finding.policies
