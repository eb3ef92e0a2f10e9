"""What if one fact had been otherwise, and which single facts would move one rule. From what a group knew only."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from screening.engine.compare import Comparison, compare
from screening.engine.document import FactLine, Finding, Lens, Screening
from screening.engine.explain import Explanation, explain
from screening.engine.findings import fact_line
from screening.engine.lens import view
from screening.engine.screen import screen
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack, find_rule
from screening.training.seeing import case_for, step_called
from screening.training.session import Pool


class WhatIf(BaseModel):
    """One fact supposed to be otherwise, and what would stand differently then.

    Attributes:
        was: the fact as it was told; None where nobody told it.
        supposed: the fact as it is supposed to be.
        changes: what opens, closes or changes.
        findings: what the changed prompts rest on then; where one closed, what it rested on before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    as_of: str
    was: FactLine | None
    supposed: FactLine
    changes: Comparison
    findings: tuple[Finding, ...]


def what_if(
    scenario: Scenario,
    step: str,
    path: str,
    value: str,
    pack: Pack,
    agency: str | None = None,
    pools: Iterable[Pool] = (),
) -> WhatIf:
    """What opens or closes at a checkpoint if one fact is supposed to be otherwise.

    Args:
        scenario: the scenario.
        step: the checkpoint.
        path: where the fact is in the case, such as ``children.child.mobility``.
        value: as typed: ``yes``, ``crawling``, ``2019-01-14``.
        pack: the rules.
        agency: whose knowledge; None for the whole case.
        pools: what was put together with the group at the table.

    Raises:
        ProblemsFound: there is no such checkpoint, agency or fact, or it cannot have that value.
    """
    at = step_called(scenario, step)
    case = case_for(scenario, step, agency, pools)
    lens = Lens(what_if=((path, value),))
    before, after = screen(case, pack, at.as_of), screen(case, pack, at.as_of, lens)
    day, window = at.as_of.toordinal(), pack.header.changing_window_days
    supposed = fact_line(view(case.all_accounts, day, lens, window), path)
    if supposed is None:
        raise AssertionError("a fact that was supposed is told")
    changed = compare(before, after)
    found = {**_by_key(before), **_by_key(after)}
    return WhatIf(
        number=scenario.steps.index(at) + 1,
        as_of=at.as_of.isoformat(),
        was=fact_line(view(case.all_accounts, day, Lens(), window), path),
        supposed=supposed,
        changes=changed,
        findings=tuple(found[one.rule, one.subject] for one in changed.changes),
    )


def nearest(
    scenario: Scenario,
    step: str,
    rule: str,
    pack: Pack,
    agency: str | None = None,
    pools: Iterable[Pool] = (),
) -> tuple[Explanation, ...]:
    """The single facts whose change would move a rule at a checkpoint: ``would_change`` of each explanation.

    One explanation for each child that the rule is about, or one for the case.

    Raises:
        ProblemsFound: there is no such checkpoint, agency or rule.
    """
    at = step_called(scenario, step)
    return explain(case_for(scenario, step, agency, pools), pack, find_rule(pack, rule), at.as_of, Lens())


def _by_key(found: Screening) -> dict[tuple[str, str | None], Finding]:
    everything = (*found.findings, *found.cannot_rule_out, *found.strengths)
    return {(one.rule, one.subject): one for one in everything}
