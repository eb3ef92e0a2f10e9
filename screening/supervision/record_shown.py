"""A record as it is shown on a day: with who has signed, what became of its actions and escalations, and what is older.

It is the document that every format takes. A record is the same on every day; what has become of it is not.
"""

from __future__ import annotations

import datetime

from screening.supervision.casebook import Casebook, Kept
from screening.supervision.escalating import Waiting, waiting, waiting_for
from screening.supervision.evidence import Outstanding, evidence_of, outstanding
from screening.supervision.record import Action, Evidence, Part


class ShownAction(Part):
    """An action, and what is known of it by the day."""

    action: Action
    evidence: tuple[Evidence, ...]
    done: bool
    age: str


class ShownRecord(Part):
    """A record as it is shown.

    Attributes:
        training: whether nothing in the case is about a living family.
        as_of: the day.
        kept: the record, its hash and its signatures.
        actions: its own.
        waiting: how its own escalations stand.
        earlier_actions: of other records of the case, without evidence.
        earlier_waiting: escalations of other records that are still open.
        of: how many records the case has.
    """

    training: bool
    as_of: datetime.date
    kept: Kept
    actions: tuple[ShownAction, ...]
    waiting: tuple[Waiting, ...]
    earlier_actions: tuple[Outstanding, ...]
    earlier_waiting: tuple[Waiting, ...]
    of: int


def show_record(
    book: Casebook, as_of: datetime.date, number: int | None = None, *, training: bool = False
) -> ShownRecord:
    """A record as it is shown on a day.

    Args:
        book: the records of the case.
        as_of: the day.
        number: which record; None for the last one.
        training: whether it is a training case.

    Raises:
        ProblemsFound: there is no such record.
    """
    kept = book.find(number)
    here = kept.record.number
    open_ = outstanding(book, as_of)
    actions = []
    for action in kept.record.actions:
        known = evidence_of(book, kept, action, as_of)
        actions.append(
            ShownAction(
                action=action, evidence=known, done=any(one.kind != "told-only" for one in known),
                age=next((one.age for one in open_ if (one.record, one.id) == (here, action.id)), ""),
            )
        )  # fmt: skip
    return ShownRecord(
        training=training,
        as_of=as_of,
        kept=kept,
        actions=tuple(actions),
        waiting=tuple(waiting_for(book, kept, step, as_of) for step in kept.record.escalations),
        earlier_actions=tuple(one for one in open_ if one.record != here),
        earlier_waiting=tuple(one for one in waiting(book, as_of) if one.record != here and one.open),
        of=len(book.records),
    )
