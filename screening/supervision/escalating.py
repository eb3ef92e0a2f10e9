"""The clock of an escalation: a reply is due by a day, and has come or has not.

The policies of the pack name steps in no order and give no time, so none is invented here: the day is the one that the
supervisor set in the record. A reply that does not settle the worry leaves it open, and says so.
"""

from __future__ import annotations

import datetime

from screening.engine.wording import day_in_words
from screening.errors import Problem, ProblemsFound
from screening.supervision.ages import away
from screening.supervision.amiss import Amiss, refuse
from screening.supervision.casebook import NO_SUCH, Casebook, Kept
from screening.supervision.evidence import TOO_SOON, counting
from screening.supervision.record import EscalationStep, Part, Reply
from screening.supervision.smart import MISSING


class Waiting(Part):
    """How an escalation stands.

    Attributes:
        case, record: where it was recorded.
        step: the step that was taken.
        replies: what came back by the day, in order.
        open: whether no reply has settled it.
        says: how its clock stands, as a sentence.
    """

    case: str
    record: int
    step: EscalationStep
    replies: tuple[Reply, ...]
    open: bool
    says: str


def reply_to(
    book: Casebook, number: int | None, escalation: str, on: datetime.date, by: str, said: str, settles: bool
) -> Reply:
    """A reply to an escalation.

    Args:
        book: the records of the case.
        number: of the record with the step; None for the last one.
        escalation: the id of the step there.
        on: the day on which the reply came.
        by: the role that gave it.
        said: what it says.
        settles: whether it settles the worry.

    Raises:
        ProblemsFound: there is no such step, or it does not say who replied and what.
    """
    kept = book.find(number)
    steps = {one.id: one for one in kept.record.escalations}
    if escalation not in steps:
        hint = f"It has {', '.join(steps)}." if steps else "It has none."
        message = f'Record {kept.record.number} has no escalation "{escalation}".'
        raise ProblemsFound([Problem(NO_SUCH, message, hint=hint)])
    found = []
    if not by.strip():
        found.append(Amiss(("by",), MISSING, "This does not say who replied.", 'A role: "team manager".'))
    if not said.strip():
        found.append(Amiss(("said",), MISSING, "This does not say what the reply was."))
    if on < steps[escalation].taken_on:
        found.append(Amiss(("on",), TOO_SOON, "A reply cannot have come before the step was taken."))
    refuse(found)
    return Reply(record=kept.record.number, escalation=escalation, on=on, by=by, said=said, settles=settles)


def waiting(book: Casebook, as_of: datetime.date) -> tuple[Waiting, ...]:
    """How every escalation that was taken by a day stood then."""
    return tuple(
        waiting_for(book, kept, step, as_of)
        for kept in counting(book)
        for step in kept.record.escalations
        if step.taken_on <= as_of
    )


def waiting_for(book: Casebook, kept: Kept, step: EscalationStep, as_of: datetime.date) -> Waiting:
    """How one escalation of a record stood on a day."""
    numbers = {kept.record.number} | {
        earlier.record.number
        for earlier in book.corrected(kept)
        for one in earlier.record.escalations
        if (one.id, one.policy, one.taken_on) == (step.id, step.policy, step.taken_on)
    }
    replies = tuple(
        one for one in book.replies if one.record in numbers and one.escalation == step.id and one.on <= as_of
    )
    settled = any(one.settles for one in replies)
    return Waiting(
        case=book.case, record=kept.record.number, step=step, replies=replies, open=not settled,
        says=_says(step, replies, as_of),
    )  # fmt: skip


def _says(step: EscalationStep, replies: tuple[Reply, ...], as_of: datetime.date) -> str:
    due = day_in_words(step.reply_due.isoformat())
    for reply in reversed(replies):
        came = day_in_words(reply.on.isoformat())
        if reply.settles:
            return f"A reply came on {came}. It settles the worry."
    if replies:
        came = day_in_words(replies[-1].on.isoformat())
        return f"A reply came on {came}. It does not settle the worry: look in the policy for the next step."
    when = away(step.reply_due, as_of)
    if step.reply_due >= as_of:
        return f"A reply is due by {due}, {when}; it has not come."
    return f"A reply was due by {due}, {when}; it has not come. Look in the policy for the next step."
