"""What was known of a family when the work was taken on: the record as it stood then, and what only came later.

Reviews find history that was there and not read, and history that nobody had asked for. Both are shown apart: what had
been told by the day of allocation, and what was told later about the time before it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final, Literal

from screening.case.told import Told, fold
from screening.case.words import date_span
from screening.engine.chronology import Chronology, Entry, chronology
from screening.engine.document import AccountLine, FactLine
from screening.engine.family import Family, family
from screening.engine.findings import fact_line
from screening.supervision.reasons import Part
from screening.supervision.since_last import Looked

OF_A_PERSON: Final = (
    "history", "earlier_child_harmed", "childhood_adversity", "care_experience", "domestic_abuse", "mental_health",
    "perinatal", "substances", "offending", "convicted", "court_orders", "found_a_risk", "risk_known_to",
)  # fmt: skip
OF_A_CHILD: Final = ("earlier_involvement", "involvement_years", "domestic_abuse_exposure", "losses")
OF_A_HOME: Final = ("earlier_involvement", "older_child_elsewhere")
OF_THE_RECORD: Final = ("history_read", "goes_back_far_enough", "parents_history_recorded", "chronology")
"""What the dictionary holds of the past, and of whether anybody has read it."""


class AtAllocation(Part):
    """A family's history on the day on which the work was taken on.

    Attributes:
        on: that day, in ISO form.
        day_from: where the day comes from: asked for, told in the case, or not known, so that it is the day of looking.
        before: everything told by then, in order.
        family: who had been told of by then.
        history: what had been told by then of the past of people, children and homes, and of who has read the record.
        told_later: what is dated before that day and was told only after it.
        accounts: that ``history`` and ``told_later`` rest on.
    """

    on: str
    day_from: Literal["given", "told", "not-known"]
    before: Chronology
    family: Family
    history: tuple[FactLine, ...]
    told_later: tuple[Entry, ...]
    accounts: tuple[AccountLine, ...]


def at_allocation(looked: Looked, allocated: datetime.date | None = None) -> AtAllocation:
    """The history as it stood when the work was taken on.

    Args:
        looked: the case on the day of supervision.
        allocated: the day on which it was taken on; the last allocation that the case tells of if not given.
    """
    told_day = _allocation(looked.told)
    day = allocated or told_day or looked.brought.as_of
    case = looked.brought.case
    before = chronology(case, day)
    now = chronology(case, looked.brought.as_of)
    known_then = {one.id for one in before.accounts}
    accounts = {one.id: one for one in now.accounts}
    then = fold(case.all_accounts, day.toordinal(), looked.pack.header.changing_window_days)
    history = tuple(_history(then))
    later = tuple(
        one
        for one in now.entries
        if one.kind == "dated" and one.when and date_span(one.when)[1] < day.toordinal()
        and not known_then.intersection(one.accounts)
    )  # fmt: skip
    named = {told.account for one in history for told in one.told} | {name for one in later for name in one.accounts}
    return AtAllocation(
        on=day.isoformat(),
        day_from="given" if allocated else "told" if told_day else "not-known",
        before=before,
        family=family(case, day),
        history=history,
        told_later=later,
        accounts=tuple(one for name, one in accounts.items() if name in named),
    )


def _allocation(told: Told) -> datetime.date | None:
    """The last allocation that is told with its day; of a month or year, its last day."""
    days = [
        one.high
        for member in told.members.get("events", ())
        if any(kind.value == "allocation" for kind in told.of(f"events.{member}.kind"))
        for one in told.of(f"events.{member}.on")
        if one.high <= told.as_of
    ]
    return datetime.date.fromordinal(max(days)) if days else None


def _history(told: Told) -> Iterator[FactLine]:
    wanted = (
        *((f"people.{one}", OF_A_PERSON) for one in told.members.get("people", ())),
        *((f"children.{one}", OF_A_CHILD) for one in told.members.get("children", ())),
        *((f"households.{one}", OF_A_HOME) for one in told.members.get("households", ())),
        ("record", OF_THE_RECORD),
    )
    for path, names in wanted:
        for name in names:
            line = fact_line(told, f"{path}.{name}")
            if line is not None:
                yield line
