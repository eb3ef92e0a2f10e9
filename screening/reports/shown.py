"""Findings of the document, put into words; what one rule finds for several children is one thing to read.

Which findings are opened out is decided by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from screening.case.dictionary import UnknownFactError, at_case_path
from screening.engine.document import EscalationLine, Finding, PromptLine, Question, Screening
from screening.reports import sentences, words
from screening.reports.plain import sentence, theirs
from screening.reports.view import Ask, Shown


def shown(screening: Screening, findings: Iterable[Finding], opened: frozenset[str] = frozenset()) -> tuple[Shown, ...]:
    """Findings in the document's order, each rule once; those whose ``place`` is in ``opened`` are opened out."""
    accounts = {one.id: one for one in screening.accounts}
    questions = frozenset(one.path for one in screening.questions)
    several = len(screening.children) > 1
    return tuple(_shown(alike, accounts, questions, several, opened) for alike in together(findings))


def together(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings of the same rule with the same standing, for whichever children, put together."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.standing), []).append(finding)
    return tuple(tuple(ones) for ones in groups.values())


def place(finding: Finding) -> str:
    """An id of the finding for links within one page."""
    child = re.sub(r"[^A-Za-z0-9_-]", "-", finding.subject or "")
    return f"{finding.rule}-{child}" if child else finding.rule


def step(escalation: EscalationLine) -> str:
    """Whom to go to: ``Speak to children's social care``."""
    return f"{'Call' if escalation.to.id == 'emergency' else 'Speak to'} {escalation.to.name}"


def chosen(finding: Finding) -> tuple[str, ...]:
    """What was chosen and why, each as sentences."""
    return tuple(sentence(one.replace(".: ", ". ")) for one in finding.chosen_by_us)


def _shown(
    alike: tuple[Finding, ...],
    accounts: sentences.Accounts,
    questions: frozenset[str],
    several_children: bool,
    opened: frozenset[str],
) -> Shown:
    finding = alike[0]
    where = place(finding)
    # Where it is about one child, that child is not named again with every fact.
    child = finding.subject if len(alike) == 1 else None
    subjects = tuple(theirs(one.subject) for one in alike if one.subject)
    grounds = tuple(ground for one in alike for ground in one.because)
    asks = tuple(dict.fromkeys(path for one in alike for path in one.asks))
    return Shown(
        place=where,
        rule=finding.rule,
        version=finding.version,
        draft=finding.status == "draft",
        of_work=finding.kind == "practice",
        title=finding.title,
        subject=words.joined(subjects) if subjects and several_children else None,
        urgency=words.URGENCY[finding.urgency],
        disputed=finding.standing == "disputed",
        opened=where in opened,
        summary=finding.summary,
        why=finding.why,
        grounds=sentences.lines(grounds, accounts, child),
        prompts=tuple(_ask(prompt) for prompt in finding.prompts),
        escalation=_escalation(finding.escalate) if finding.escalate else None,
        innocent=finding.innocent_explanations,
        limits=finding.limits,
        chosen_by_us=chosen(finding),
        policies=finding.policies,
        citations=finding.citations,
        asked=sum(path in questions for path in asks),
        missing=tuple(_missing(path, child) for path in asks if path not in questions),
    )


def _ask(prompt: PromptLine) -> Ask:
    return Ask(text=prompt.ask, for_supervision=prompt.for_ == ("supervisor",))


def _escalation(escalation: EscalationLine) -> str:
    under = f", under: {escalation.policy.name}" if escalation.policy else ""
    return f"{step(escalation)} {words.WITHIN[escalation.within]}{under}"


def _missing(path: str, subject: str | None) -> str:
    """What to ask for a fact that is missing and that no question of the document asks for."""
    owner = path.split(".")[-2::-2]
    about = theirs(owner[0]) if owner and owner[0] != subject else None
    try:
        ask = at_case_path(path).fact.question
    except UnknownFactError:
        ask = f"{theirs(path)} is not known."
    return f"{ask} ({about})" if about else ask


def whose(question: Question, subject: str | None) -> str | None:
    """Whose the answer is, unless it is plainly the child in hand: ``injury i1``, ``partner-2 (father)``."""
    thing = question.thing
    if thing in ("the family", "the child", subject):
        return None
    return theirs(thing.removesuffix(f" of {subject}") if subject else thing)
