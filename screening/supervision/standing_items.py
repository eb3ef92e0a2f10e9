"""What a supervisor asks of every case: taken further and no answer, promised and not seen, sent and not confirmed.

Each function reads one list of the case and gives a reason for every entry to which it applies. Only what was told
counts; where nobody told how something stands, that is said and not taken for done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.supervision.reasons import Reason, ReasonKind, State, accounts_of
from screening.supervision.since_last import Looked

CLOSING: Final = frozenset({"close", "step-down", "sign-off", "discharge", "no-further-action"})
"""Decisions with which a service ends or does less."""
STUCK: Final = frozenset({"unchanged", "overdue", "going-backwards"})
HEARD: Final = frozenset({"conversation", "meeting"})
"""Whoever was spoken to has heard it, as rule SHA-001 has it; what was written needs a word that it came."""


def no_outcome(looked: Looked) -> Iterator[Reason]:
    """Escalations and referrals of which no outcome is recorded, or only that it is awaited."""
    for one in looked.brought.awaited:
        yield Reason(
            id=f"no-outcome/{one.id}",
            kind="no-outcome",
            state="waiting",
            on=one.taken_on.isoformat(),
            by_when=one.reply_due.isoformat(),
            title=f"{one.step}, to {one.to}",
            words=one.says,
        )
    for path in looked.entries("escalations"):
        steps = looked.values(f"{path}.step")
        if steps and steps <= {"not-raised"}:
            continue
        state = _awaited(looked, f"{path}.outcome")
        if state:
            yield _reason(looked, "no-outcome", path, ("about", "raised_by", "on", "step", "outcome"), state=state)
    for path in looked.entries("referrals"):
        state = _awaited(looked, f"{path}.outcome")
        if state:
            fields = ("kind", "reasons", "made_by", "made_to", "on", "outcome", "followed_up")
            yield _reason(looked, "no-outcome", path, fields, state=state)


def _awaited(looked: Looked, path: str) -> State | None:
    told = looked.values(path)
    if not told:
        return "not-recorded"
    return "waiting" if "waiting" in told else None


def promises(looked: Looked) -> Iterator[Reason]:
    """Stated intentions with no evidence seen: their day has passed, or no day was agreed.

    A promise whose evidence nobody recorded is treated as one whose evidence nobody has seen: that is what there is to
    find out.
    """
    for path in looked.entries("claims"):
        evidence = looked.values(f"{path}.evidence")
        if evidence == {"seen"}:
            continue
        days = looked.told.of(f"{path}.by_when")
        promised = "promise" in looked.values(f"{path}.kind")
        state: State
        if days and min(one.high for one in days) < looked.told.as_of:
            state = "overdue"
        elif promised and "contradicted" in evidence:
            state = "contradicted"
        elif promised and not days:
            state = "no-day"
        else:
            continue
        fields = ("kind", "about", "by", "said_by", "on", "by_when", "evidence", "relied_on")
        yield _reason(looked, "promise", path, fields, state=state, due=f"{path}.by_when")


def receipts(looked: Looked) -> Iterator[Reason]:
    """Information that was sent in writing, or nobody told how, and whose receipt nobody confirmed.

    What the other agency is known to have acted on has arrived.
    """
    for path in looked.entries("sharing"):
        modes = looked.values(f"{path}.mode")
        if modes and modes <= HEARD | {"not-sent"}:
            continue
        if not modes and not looked.values(f"{path}.on") and not looked.values(f"{path}.receipt_confirmed"):
            continue
        confirmed = looked.values(f"{path}.receipt_confirmed")
        if confirmed == {True} or looked.values(f"{path}.acted_on") == {True}:
            continue
        state: State | None = None if confirmed else "not-recorded"
        yield _reason(looked, "receipt", path, ("about", "by", "to", "on", "mode", "receipt_confirmed"), state=state)


def plans(looked: Looked) -> Iterator[Reason]:
    """Plans in force that nothing moves, whose progress nobody recorded, or whose review is overdue."""
    for path in looked.entries("plans"):
        if looked.values(f"{path}.status") == {"ended"}:
            continue
        progress = looked.values(f"{path}.progress")
        state: State
        if progress & STUCK:
            state = "stuck"
        elif True in looked.values(f"{path}.review_overdue"):
            state = "review-overdue"
        elif not progress:
            state = "not-recorded"
        else:
            continue
        fields = ("kind", "agency", "began_on", "progress", "reviewed_on", "next_review_on", "lead_named")
        yield _reason(looked, "plan", path, fields, state=state, day=f"{path}.began_on", due=f"{path}.next_review_on")


def closings(looked: Looked) -> Iterator[Reason]:
    """Closing, stepping down or signing off that is proposed and not yet decided."""
    for path in looked.entries("decisions"):
        proposed = "proposed" in looked.values(f"{path}.stage")
        if proposed and looked.values(f"{path}.kind") & CLOSING:
            fields: tuple[str, ...] = ("kind", "agency", "on", "rests_on", "evidence_seen", "others_asked")
            yield _reason(looked, "closing", path, fields)
    for path in looked.entries("services"):
        if True in looked.values(f"{path}.closing_proposed"):
            fields = ("agency", "does", "closing_proposed", "others_told_of_ending")
            yield _reason(looked, "closing", path, fields, day=f"{path}.began_on")


def actions(looked: Looked) -> Iterator[Reason]:
    """Actions of earlier supervisions without evidence that they were done."""
    for one in looked.brought.outstanding or ():
        overdue = one.by_when is not None and one.by_when < looked.brought.as_of
        yield Reason(
            id=f"action/{one.id}",
            kind="action",
            state="told-only" if one.told_only else "overdue" if overdue else None,
            on=one.set_on.isoformat() if one.set_on else None,
            by_when=one.by_when.isoformat() if one.by_when else None,
            title=one.what,
            words=one.who,
        )


def _reason(
    looked: Looked, kind: ReasonKind, path: str, fields: tuple[str, ...], *, state: State | None = None,
    day: str | None = None, due: str | None = None,
) -> Reason:  # fmt: skip
    facts = looked.lines(path, *fields)
    return Reason(
        id=f"{kind}/{path}", kind=kind, state=state, on=looked.day(day or f"{path}.on"),
        by_when=looked.day(due) if due else None, thing=looked.thing(path), facts=facts, accounts=accounts_of(facts),
    )  # fmt: skip
