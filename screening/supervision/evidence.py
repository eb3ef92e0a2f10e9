"""What was agreed and is not known to be done: it returns on every agenda until somebody has seen, found or heard it.

"Said to be done" is kept and is no evidence: reviews found plans that rested on what somebody said had happened. What
the child said counts as evidence of what the child said; it is for people to judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from screening.engine.wording import day_in_words
from screening.errors import Problem, ProblemsFound
from screening.supervision.ages import away
from screening.supervision.amiss import Amiss, refuse
from screening.supervision.casebook import NO_SUCH, Casebook, Kept
from screening.supervision.record import Action, Evidence, EvidenceKind, Part
from screening.supervision.smart import MISSING, vague

TOO_SOON = "U315"


class Outstanding(Part):
    """An action without evidence that it was done.

    Attributes:
        case, record: where it was agreed.
        id, who, what, by_when, how_we_will_know: the action.
        agreed_on: the day of the supervision.
        draft: whether the record is not signed by both yet.
        told_only: what was said about it and is no evidence.
        age: how long ago it was agreed and how its day stands, as a sentence.
    """

    case: str
    record: int
    id: str
    who: str
    what: str
    by_when: datetime.date
    how_we_will_know: str
    agreed_on: datetime.date
    draft: bool
    told_only: tuple[Evidence, ...]
    age: str


def evidence_for(
    book: Casebook, number: int | None, action: str, kind: EvidenceKind, on: datetime.date, what: str, by: str
) -> Evidence:
    """Evidence of an action.

    Args:
        book: the records of the case.
        number: of the record in which the action was agreed; None for the last one.
        action: its id there.
        kind: how somebody knows.
        on: the day on which it was seen, found or said.
        what: what was seen, found or said.
        by: the role that saw, found or heard it.

    Raises:
        ProblemsFound: there is no such action, or it does not say what was seen and by whom.
    """
    kept = book.find(number)
    known = [one.id for one in kept.record.actions]
    if action not in known:
        hint = f"It has {', '.join(known)}." if known else "It has no actions."
        raise ProblemsFound([Problem(NO_SUCH, f'Record {kept.record.number} has no action "{action}".', hint=hint)])
    refuse(_amiss(kept, kind, on, what.strip(), by.strip()))
    return Evidence(record=kept.record.number, action=action, kind=kind, on=on, what=what, by=by)


def _amiss(kept: Kept, kind: EvidenceKind, on: datetime.date, what: str, by: str) -> Iterator[Amiss]:
    if not what:
        yield Amiss(("what",), MISSING, "This does not say what was seen, found or said.")
    elif kind != "told-only":
        yield from vague("seen", what, ("what",))
    if not by:
        yield Amiss(("by",), MISSING, "This does not say who saw, found or heard it.", 'A role: "health visitor".')
    if on < kept.record.held_on:
        message = "This day lies before the supervision in which the action was agreed."
        yield Amiss(("on",), TOO_SOON, message)


def counting(book: Casebook) -> Iterator[Kept]:
    """The records whose actions and escalations count.

    A record that was put right stands until both have signed the one that does so: nothing disappears on one person's
    word. From then on the later one counts in its place.
    """
    gone = {earlier.record.number for kept in book.records if kept.signed for earlier in book.corrected(kept)}
    for kept in book.records:
        if kept.record.number not in gone and (kept.signed or kept.record.corrects is None):
            yield kept


def evidence_of(book: Casebook, kept: Kept, action: Action, as_of: datetime.date) -> tuple[Evidence, ...]:
    """What is known of an action by a day, evidence given under an earlier form of its record among it.

    That counts on where the action says the same: what is to be done and how we will know.
    """
    same = {kept.record.number}
    for earlier in book.corrected(kept):
        same |= {
            earlier.record.number
            for one in earlier.record.actions
            if (one.id, one.what, one.how_we_will_know) == (action.id, action.what, action.how_we_will_know)
        }
    return tuple(one for one in book.evidence if one.action == action.id and one.record in same and one.on <= as_of)


def outstanding(book: Casebook, as_of: datetime.date) -> tuple[Outstanding, ...]:
    """Every action that was agreed by a day and of which nobody had evidence by then, the longest agreed first."""
    found = []
    for kept in counting(book):
        record = kept.record
        if record.held_on > as_of:
            continue
        for action in record.actions:
            known = evidence_of(book, kept, action, as_of)
            if any(one.kind != "told-only" for one in known):
                continue
            found.append(
                Outstanding(
                    case=book.case, record=record.number, **action.model_dump(), agreed_on=record.held_on,
                    draft=not kept.signed, told_only=known, age=_age(action, record.held_on, as_of),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.agreed_on, one.record)))


def _age(action: Action, agreed_on: datetime.date, as_of: datetime.date) -> str:
    day = day_in_words(action.by_when.isoformat())
    passed = action.by_when < as_of
    stands = f"its day was {day}, {away(action.by_when, as_of)}" if passed else f"its day is {day}"
    if not passed:
        stands += f", {away(action.by_when, as_of)}"
    return f"Agreed {away(agreed_on, as_of)}; {stands}."
