"""A record of supervision, arranged: what was said and decided, what became of it, and who has signed.

The order is that of the conversation. What an action still lacks stands with the action, in words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from screening.reports import words
from screening.reports.outline import Entry, Outline, Part
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.view import Labelled
from screening.supervision.casebook import Kept
from screening.supervision.escalating import Waiting
from screening.supervision.evidence import Outstanding
from screening.supervision.record import SIGNERS, Disagreement, Evidence, Signatory
from screening.supervision.record_shown import ShownAction, ShownRecord

NO_EVIDENCE = "No evidence yet that it was done."
TOLD_ONLY = "Somebody's word is no evidence: it stays on the agenda until somebody has seen it."
DRAFT = "DRAFT. It counts as agreed once both have signed it."
BY_THE_SUPERVISOR = "The day for the reply was set by the supervisor; look in the policy for its own times."

_KNOWN = {"seen": "Seen", "record": "Found in a record", "child-said": "Said by the child", "told-only": "Only told"}


def arrange_record(shown: ShownRecord) -> Outline:
    """A record as it is read from top to bottom."""
    shown = cleaned(shown)
    kept, record = shown.kept, shown.kept.record
    return Outline(
        title=f"Record of supervision {record.number} of {shown.of}",
        case=theirs(record.case),
        about=(
            Labelled(label="Held on", text=_day(record.held_on)),
            Labelled(label="Practitioner", text=_who(record.practitioner)),
            Labelled(label="Supervisor", text=_who(record.supervisor)),
            Labelled(label="As known on", text=_day(shown.as_of)),
        ),
        notices=tuple(_notices(shown)),
        parts=tuple(
            one
            for one in (
                Part(title="What was discussed", entries=_points((one.about, one.said) for one in record.discussed)),
                Part(
                    title="What was decided",
                    entries=_points((one.decided, f"Because: {theirs(one.because)}") for one in record.decisions),
                    empty="Nothing was decided.",
                ),
                Part(
                    title="Actions", entries=tuple(_action(one) for one in shown.actions),
                    empty="No action was agreed.",
                ),
                Part(title="Escalation", entries=tuple(_escalation(one) for one in shown.waiting)),
                Part(title="What is seen differently", entries=_disagreement(record.disagreement)),
                Part(title="Reflection", entries=_points((one.prompt, one.answer) for one in record.reflection)),
                Part(
                    title="Still open from other records of this case",
                    entries=(
                        *(_earlier(one) for one in shown.earlier_actions),
                        *(_escalation(one, f"Record {one.record}, ") for one in shown.earlier_waiting),
                    ),
                ),
                Part(title="Who has signed", entries=tuple(_signatures(kept))),
            )
            if one.entries or one.empty
        ),
    )  # fmt: skip


def _notices(shown: ShownRecord) -> Iterator[str]:
    kept = shown.kept
    if shown.training:
        yield words.TRAINING
    if kept.missing:
        yield f"{DRAFT} Still to sign: the {' and the '.join(kept.missing)}."
    if kept.corrected_by is not None:
        yield f"Record {kept.corrected_by} puts this one right. Read that one."
    correction = kept.record.corrects
    if correction is not None:
        yield f"This puts record {correction.record} right, because: {theirs(correction.because)}"


def _points(pairs: Iterable[tuple[str, str]]) -> tuple[Entry, ...]:
    return tuple(
        Entry(text=theirs(first), more=(Entry(text=second if second.startswith("Because: ") else theirs(second)),))
        for first, second in pairs
    )


def _action(shown: ShownAction) -> Entry:
    action = shown.action
    more = [Entry(text=f"How we will know: {theirs(action.how_we_will_know)}")]
    more += [Entry(text=_evidence(one)) for one in shown.evidence]
    if not shown.done:
        more.append(Entry(text=f"{NO_EVIDENCE} {shown.age}".strip()))
    return Entry(
        mark=f"{action.id}, by {_day(action.by_when)}", text=f"{theirs(action.who)}: {theirs(action.what)}",
        more=tuple(more),
    )  # fmt: skip


def _evidence(one: Evidence) -> str:
    ends = f" {TOLD_ONLY}" if one.kind == "told-only" else ""
    return f"{_KNOWN[one.kind]} on {_day(one.on)}, {theirs(one.by)}: {_stopped(one.what)}{ends}"


def _earlier(one: Outstanding) -> Entry:
    draft = " That record is not signed by both yet." if one.draft else ""
    return Entry(
        mark=f"Record {one.record}, {one.id}",
        text=f"{theirs(one.who)}: {theirs(one.what)}",
        more=(
            Entry(text=f"{NO_EVIDENCE} {one.age}{draft}"),
            *(Entry(text=_evidence(told)) for told in one.told_only),
        ),
    )


def _escalation(one: Waiting, lead: str = "") -> Entry:
    step = one.step
    replies = (
        Entry(text=f"Reply on {_day(reply.on)}, {theirs(reply.by)}: {theirs(reply.said)}") for reply in one.replies
    )
    return Entry(
        mark=f"{lead}{step.id}, {_day(step.taken_on)}",
        text=f"{theirs(step.step)}. To: {theirs(step.to)}. Under: {theirs(step.policy_name)}",
        more=(
            Entry(text=f"Because: {theirs(step.because)}"),
            *replies,
            Entry(text=one.says),
            *((Entry(text=BY_THE_SUPERVISOR),) if one.open and not one.replies else ()),
        ),
    )


def _disagreement(one: Disagreement | None) -> tuple[Entry, ...]:
    if one is None:
        return ()
    views = (Entry(mark=theirs(sentence(view.held_by)), text=theirs(view.in_their_words)) for view in one.views)
    return (Entry(text=theirs(one.about), more=(*views, Entry(text=f"How it was left: {theirs(one.left_as)}"))),)


def _signatures(kept: Kept) -> Iterator[Entry]:
    given = {one.signer: one for one in kept.signatures}
    for signer in SIGNERS:
        who = _who(kept.record.signatory(signer))
        if signer in given:
            yield Entry(mark=sentence(signer), text=f"{who} signed on {_day(given[signer].on)}")
        else:
            yield Entry(mark=sentence(signer), text=f"{who} has not signed yet")
    yield Entry(text=f"What they sign: sha256 {kept.sha256}")
    if kept.record.previous is not None:
        yield Entry(text=f"The record before it: sha256 {kept.record.previous}")


def _who(one: Signatory) -> str:
    return f"{theirs(one.role)} ({theirs(one.reference)})"


def _stopped(text: str) -> str:
    return f"{theirs(text)}{'' if text.endswith(('.', '!', '?')) else '.'}"


def _day(day: datetime.date) -> str:
    return words.day(day.isoformat())
