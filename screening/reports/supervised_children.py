"""Every child of a family side by side, as a table of one row for each question and one column for each child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from screening.engine.document import AccountLine, FactLine
from screening.reports import words
from screening.reports.plain import sentence, theirs
from screening.reports.supervision_page import Point, Table, Topic, facts_in_words
from screening.supervision.siblings import InTheSweep, OfSomeOnly, Sweep

NO_CHILDREN: Final = "No child is told of yet."
LOOKED: Final = "Somebody looked and found none"
NOT_TOLD: Final = "nobody told"
ONE_CHILD: Final = "One child is told of. Ask whether there are brothers, sisters or other children in the home."
NOT_IN_FULL: Final = "Nobody has told that these are all the children."


def sweep_topics(sweep: Sweep, accounts: Sequence[AccountLine]) -> tuple[Topic, ...]:
    """The table, then what is told of some children only, then who else there may be."""
    if not sweep.children:
        return (Topic(title="The children", empty=NO_CHILDREN),)
    rows = (
        ("Seen", *(_cell(one.seen, accounts, one.child) for one in sweep.children)),
        ("Heard", *(_cell(one.voice, accounts, one.child) for one in sweep.children)),
        ("Marks and injuries", *(_injuries(one, accounts) for one in sweep.children)),
        ("Appointments", *(_appointments(one, accounts) for one in sweep.children)),
        ("Prompts", *(_prompts(one) for one in sweep.children)),
    )
    head = ("What", *(f"{theirs(one.child)}, {one.age or 'age not known'}" for one in sweep.children))
    found = [Topic(title="Side by side", table=Table(caption="What is told of each child", head=head, rows=rows))]
    if sweep.of_some_only:
        found.append(Topic(title="Told of one and not of another", points=tuple(_some_only(sweep.of_some_only))))
    found.append(Topic(title="Who else", points=tuple(_others(sweep)), empty="All the children are told of."))
    return tuple(found)


def _cell(facts: Sequence[FactLine], accounts: Sequence[AccountLine], child: str) -> str:
    told = facts_in_words(facts, accounts, child)
    return ". ".join(one.rstrip(".") for one in told) if told else sentence(NOT_TOLD)


def _entries(entries: Sequence[tuple[FactLine, ...]], accounts: Sequence[AccountLine], child: str) -> str:
    return ". ".join(_cell(one, accounts, child).rstrip(".") for one in entries)


def _injuries(one: InTheSweep, accounts: Sequence[AccountLine]) -> str:
    if one.injuries:
        return _entries(one.injuries, accounts, one.child)
    return LOOKED if one.looked_for_injuries else f"{sentence(NOT_TOLD)} of any, or of looking"


def _appointments(one: InTheSweep, accounts: Sequence[AccountLine]) -> str:
    if one.appointments:
        return _entries(one.appointments, accounts, one.child)
    return "Told that there were none" if one.appointments_in_full else sentence(NOT_TOLD)


def _prompts(one: InTheSweep) -> str:
    return "; ".join(f"{title} ({rule})" for title, rule in one.prompts) or "None met. This is not evidence of safety."


def _some_only(found: Sequence[OfSomeOnly]) -> Iterator[Point]:
    """Facts with the same children on either side together."""
    ordered = sorted(found, key=lambda one: (one.of, tuple(child for child, _ in one.not_of)))
    for (of, not_of), same in groupby(ordered, key=lambda one: (one.of, tuple(child for child, _ in one.not_of))):
        ones = list(same)
        labels = ", ".join(one.label for one in ones)
        reasons = tuple(
            f"{theirs(child)}, {one.label}: {words.REASON[reason]}"
            for one in ones
            for child, reason in one.not_of
            if reason
        )
        yield Point(
            text=f"Told of {words.joined(tuple(map(theirs, of)))}, and not of "
            f"{words.joined(tuple(map(theirs, not_of)), 'or')}: {labels}",
            under=reasons,
        )


def _others(sweep: Sweep) -> Iterator[Point]:
    for one in sweep.others:
        yield Point(text=f"{theirs(one)} is told of as a brother or sister, and nothing as of a child in the home.")
    if len(sweep.children) == 1:
        yield Point(text=ONE_CHILD)
    elif not sweep.in_full:
        yield Point(text=NOT_IN_FULL)
