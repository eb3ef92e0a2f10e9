"""Prompts to talk about: what opened since last time, and what nobody has responded to.

A response answers a prompt until something that the prompt rests on has changed, or until the day has passed by which
it was to be done. A case file keeps no responses: then every prompt stands as one of which nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.engine.document import FactLine, Finding
from screening.engine.finding_basis import basis_of, changes
from screening.supervision.brought import PromptResponse
from screening.supervision.reasons import Reason, ReasonKind, State, accounts_of
from screening.supervision.since_last import Looked


def opened(looked: Looked) -> Iterator[Reason]:
    """Prompts that were not met or disputed at the last supervision, and are now."""
    if looked.changed is None:
        return
    newly = {
        (one.rule, one.subject)
        for one in looked.changed.changes
        if one.how in ("opened", "stronger") and one.after in ("met", "disputed")
    }
    new_accounts = {one.id for one in looked.changed.new_accounts}
    for finding in looked.now.findings:
        if (finding.rule, finding.subject) in newly:
            facts = _facts(finding)
            since = tuple(one for one in facts if new_accounts.intersection(told.account for told in one.told))
            yield _reason("opened", finding, since or facts, *answer(looked, finding))


def not_answered(looked: Looked, newly: Sequence[Reason] = ()) -> Iterator[Reason]:
    """Prompts that nobody has answered, whose answer no longer holds, or that a worker brought to supervision.

    Args:
        looked: the case.
        newly: what opened since last time; that stands by itself already.
    """
    already = {one.id.partition("/")[2] for one in newly}
    for finding in looked.now.findings:
        state, response = answer(looked, finding)
        if state != "answered" and _name(finding) not in already:
            yield _reason("no-response", finding, _facts(finding), state, response)


def _reason(
    kind: ReasonKind, finding: Finding, facts: tuple[FactLine, ...], state: State, response: PromptResponse | None
) -> Reason:
    return Reason(
        id=f"{kind}/{_name(finding)}", kind=kind, state=state, title=finding.title, rules=(_name(finding),),
        urgency=finding.urgency, facts=facts, accounts=accounts_of(facts),
        on=response.on.isoformat() if response else None,
        by_when=response.due.isoformat() if response and response.due else None,
        words=(response.text or None) if response else None,
    )  # fmt: skip


def _name(finding: Finding) -> str:
    return f"{finding.rule} {finding.subject}" if finding.subject else finding.rule


def _facts(finding: Finding) -> tuple[FactLine, ...]:
    return tuple({fact.path: fact for ground in finding.because for fact in ground.facts}.values())


def answer(looked: Looked, finding: Finding) -> tuple[State, PromptResponse | None]:
    """How it stands with the response to a prompt, and the response itself where there is one."""
    if looked.brought.responses is None:
        return "responses-not-known", None
    for one in looked.brought.responses:
        if (one.rule, one.subject) == (finding.rule, finding.subject):
            if changes(one.basis, basis_of(finding)):
                return "changed", one
            if one.kind == "supervision":
                return "brought", one
            overdue = one.due is not None and one.due < looked.brought.as_of
            return ("overdue" if overdue else "answered"), one
    return "nobody", None
