"""Explains outcomes: from traces to findings, questions and what rests on one person's word, with citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from screening.case.dictionary import at_case_path
from screening.case.told import Told
from screening.conditions.bound import Tally, Test, facts_read
from screening.conditions.evaluate import Trace
from screening.conditions.standing import Standing
from screening.conditions.trace import Reason, reasons
from screening.engine import wording
from screening.engine.document import (
    Citation,
    EscalationLine,
    FactLine,
    Finding,
    Ground,
    Named,
    PromptLine,
    Question,
    RestsOnOne,
    SmallestSet,
    ToldValue,
)
from screening.engine.lens import at_face_value, rests_on_own_word
from screening.engine.outcome import UNNAMED, Outcome, look
from screening.engine.questions import Settling, Smallest
from screening.errors import ProblemsFound
from screening.rulebook.local_names import Resolved, resolve, resolve_role
from screening.rulebook.pack import Pack
from screening.rulebook.rule import URGENCIES, Escalate


def finding(pack: Pack, outcome: Outcome) -> Finding:
    """One outcome with its reasons, prompts, policies and citations."""
    rule = outcome.rule
    told = outcome.scope.told
    return Finding(
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        topic=rule.topic,
        theme=pack.header.theme_of(rule.topic),
        kind=rule.kind,
        urgency=rule.urgency,
        status=rule.status,
        subject=None if outcome.subject == UNNAMED else outcome.subject,
        standing=outcome.standing.word,
        summary=rule.summary,
        why=rule.why,
        because=_because(told, outcome),
        asks=outcome.can_be_asked() if outcome.standing == Standing.NOT_KNOWN else (),
        prompts=tuple(PromptLine(ask=prompt.ask, for_=prompt.for_) for prompt in rule.prompts),
        escalate=None if rule.escalate == "none" else _escalation(pack, rule.escalate),
        policies=tuple(_policy(pack, policy) for policy in rule.policies),
        citations=tuple(citation(pack, row) for row in rule.learning),
        innocent_explanations=rule.innocent_explanations,
        limits=rule.limits,
        chosen_by_us=tuple(f"{one.what}: {one.why}" for one in rule.chosen_by_us),
    )


@lru_cache(maxsize=2048)
def citation(pack: Pack, row_id: str) -> Citation:
    """The citation of one row of learning."""
    source, row = pack.learning[row_id]
    return Citation(row=row.id, source=source.id, cite_as=source.cite_as, locator=row.locator, summary=row.summary)


@lru_cache(maxsize=2048)
def _policy(pack: Pack, policy_id: str) -> Named:
    found = resolve(pack.policies, pack.locality, policy_id)
    return _named(found, pack.policies.find(found.id).purpose)


def _named(found: Resolved, purpose: str | None = None) -> Named:
    return Named(
        id=found.id,
        name=found.name,
        purpose=purpose,
        address=found.address,
        telephone=found.telephone,
        look_up=found.look_up,
    )


@lru_cache(maxsize=2048)
def _escalation(pack: Pack, escalate: Escalate) -> EscalationLine:
    return EscalationLine(
        to=_named(resolve_role(pack.locality, escalate.to)),
        within=escalate.within,
        policy=_policy(pack, escalate.policy) if escalate.policy else None,
        also=tuple(_role_or_policy(pack, one) for one in escalate.also),
    )


def _role_or_policy(pack: Pack, name: str) -> Named:
    try:
        return _policy(pack, name)
    except ProblemsFound:
        return _named(resolve_role(pack.locality, name))


def _because(told: Told, outcome: Outcome) -> tuple[Ground, ...]:
    """The reasons of a met or disputed outcome; for one that is not known, what was told that opens it."""
    if outcome.standing >= Standing.DISPUTED:
        found = tuple(_grounds(told, reasons(outcome.trace)))
        if found:
            return found
    return tuple(_grounds(told, _told_so_far(outcome.trace)))


def _told_so_far(trace: Trace) -> tuple[Reason, ...]:
    if isinstance(trace.node, Test):
        return (Reason(trace),) if trace.standing >= Standing.DISPUTED and trace.tellings else ()
    if isinstance(trace.node, Tally) and not trace.node.negated and trace.node.where is not None:
        members = tuple(
            (member, found)
            for member, part in zip(trace.members, trace.parts, strict=True)
            if (found := _told_so_far(part)) and part.standing != Standing.NOT_MET
        )
        return (Reason(trace, members),) if members else ()
    return tuple(reason for part in trace.parts for reason in _told_so_far(part))


def _grounds(told: Told, found: Iterable[Reason]) -> Iterable[Ground]:
    seen: set[tuple[str, ...]] = set()
    for reason in found:
        for ground in _ground(told, reason):
            key = tuple(fact.path for fact in ground.facts) or (ground.about or "",)
            if key not in seen:
                seen.add(key)
                yield ground


def _ground(told: Told, reason: Reason) -> Iterable[Ground]:
    trace = reason.trace
    if isinstance(trace.node, Test):
        line = fact_line(told, trace.path, trace.standing == Standing.DISPUTED)
        if line is not None:
            yield Ground(about=reason.concept, facts=(line,))
        else:
            # Met because nobody told it: there is no telling to show, only that it is not recorded.
            yield Ground(about=f"nothing is recorded about: {_asked(trace)}", facts=())
    elif reason.members:
        for _, inner in reason.members:
            facts = [fact for one in inner for ground in _ground(told, one) for fact in ground.facts]
            yield Ground(about=reason.concept, facts=tuple({fact.path: fact for fact in facts}.values()))
    elif trace.members and not (isinstance(trace.node, Tally) and trace.node.negated):
        for member in trace.members:
            lines = [fact_line(told, path) for path in told.tellings if path.startswith(f"{trace.path}.{member}.")]
            yield Ground(about=reason.concept, facts=tuple(line for line in lines[:3] if line is not None))
    else:
        yield Ground(about=_nothing_such(told, trace), facts=())


def _asked(trace: Trace) -> str:
    return wording.label_in_words(at_case_path(trace.path))


def _nothing_such(told: Told, trace: Trace) -> str:
    label = wording.label_in_words(at_case_path(trace.path))
    by = sorted({wording.how_told(account) for account in told.in_full.get(trace.path, ())})
    return f"no such entry among the {label}, which were told in full ({'; '.join(by)})" if by else f"the {label}"


def fact_line(told: Told, path: str, disputed: bool = False) -> FactLine | None:
    """One fact with everything that counts as told of it; None where nobody told it."""
    tellings = told.of(path)
    if not tellings:
        return None
    entry = at_case_path(path)
    values = tuple(
        ToldValue(account=one.account.id or "", value=wording.value_in_words(entry, one)) for one in tellings
    )
    return FactLine(
        path=path,
        fact=entry.path,
        thing=wording.thing_in_words(told, path),
        label=wording.label_in_words(entry),
        value=" / ".join(dict.fromkeys(one.value for one in values)),
        disputed=disputed,
        told=values,
    )


def name_of(outcome: Outcome) -> str:
    """A rule, with its child where it is about one: ``INJ-001 robyn``."""
    return outcome.rule.id if outcome.subject in (None, UNNAMED) else f"{outcome.rule.id} {outcome.subject}"


def question(told: Told, path: str, settlings: Sequence[Settling]) -> Question:
    """One question, with what it could settle and why it is not known."""
    entry = at_case_path(path)
    reasons_given = told.not_known.get(path, ())
    return Question(
        path=path,
        fact=entry.path,
        thing=wording.thing_in_words(told, path),
        ask=entry.fact.question,
        help=entry.fact.help,
        who=entry.fact.ask,
        settles=tuple(name_of(one.outcome) for one in settlings),
        urgency=URGENCIES[min(URGENCIES.index(one.outcome.rule.urgency) for one in settlings)],
        reason=reasons_given[-1][0] if reasons_given else None,
    )


def smallest_set(found: Smallest | None) -> SmallestSet | None:
    """The smallest set as the document shows it."""
    if found is None:
        return None
    return SmallestSet(
        urgency=found.urgency,
        questions=found.questions,
        settles=tuple(name_of(one.outcome) for one in found.settles),
        method="exact" if found.exact else "greedy",
    )


def rests_on_one(pack: Pack, told: Told, decided: Sequence[Outcome]) -> tuple[RestsOnOne, ...]:
    """Facts that rest on a carer's or family member's word alone, and the rules that would stand differently without.

    The rules are looked at again with all such facts set aside together; a change is put down to those facts that the
    rule's condition reads.
    """
    own_word = [path for path in told.tellings if rests_on_own_word(told, path)]
    if not own_word:
        return ()
    without = at_face_value(told)
    changes: dict[str, list[str]] = {path: [] for path in own_word}
    set_aside = {at_case_path(path).path for path in own_word}
    for before in decided:
        bound = pack.bound[before.rule.id]
        read = facts_read(bound)
        if read.isdisjoint(set_aside):
            continue
        after = look(before.rule, bound, without, before.subject)
        if after.standing == before.standing:
            continue
        for path in own_word:
            if at_case_path(path).path in read and _about(path, before.subject):
                changes[path].append(
                    f"{name_of(before)}: {before.standing.word} with it, {after.standing.word} without it"
                )
    lines = [(fact_line(told, path), changed) for path, changed in changes.items() if changed]
    return tuple(RestsOnOne(fact=line, without_it=tuple(changed)) for line, changed in lines if line is not None)


def _about(path: str, subject: str | None) -> bool:
    return subject is None or not path.startswith("children.") or path.startswith(f"children.{subject}.")


def strengthened(outcome: Outcome, standing: Standing) -> Outcome:
    """The outcome at the stronger of its own standing and another channel's."""
    stronger = max(outcome.standing, standing)
    return replace(outcome, trace=replace(outcome.trace, standing=stronger), open=True)
