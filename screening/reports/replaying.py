"""A replay as an outline: for each date what was told, what opened or changed, and who could have raised it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine
from screening.reports import words
from screening.reports.comparing import account_entry, change
from screening.reports.outline import Entry, Outline, Part
from screening.reports.plain import cleaned, theirs
from screening.reports.view import Labelled

if TYPE_CHECKING:
    from screening.engine.replay import Held, Moment, Replay

NOTHING_CHANGED = "No prompt stands differently from the date before."


def arrange_replay(replay: Replay) -> Outline:
    """The case from its first date to its last."""
    replay = cleaned(replay)
    days = [one.on for one in replay.moments]
    span = f"{words.day(days[0])} to {words.day(days[-1])}" if days else "nothing told yet"
    return Outline(
        title="What could be known, date by date",
        case=theirs(replay.case),
        about=(Labelled(label="Dates", text=span),),
        notices=(words.TRAINING,) if replay.training else (),
        parts=tuple(_moments(replay)),
    )


def _moments(replay: Replay) -> Iterator[Part]:
    accounts: dict[str, AccountLine] = {}
    for moment in replay.moments:
        accounts |= {one.id: one for one in moment.accounts}
        yield Part(title=words.day(moment.on), entries=tuple(_entries(moment, accounts)))


def _entries(moment: Moment, accounts: dict[str, AccountLine]) -> Iterator[Entry]:
    if moment.accounts:
        yield Entry(mark="TOLD", text=words.counted(len(moment.accounts), "account"),
                    more=tuple(account_entry(one) for one in moment.accounts))  # fmt: skip
    if not moment.changes:
        yield Entry(text=NOTHING_CHANGED)
    held = {(one.rule, one.subject): one for one in moment.held}
    for one in moment.changes:
        entry = change(one, accounts)
        who = held.get((one.rule, one.subject))
        yield entry.model_copy(update={"more": (*entry.more, *_held(who))}) if who else entry


def _held(held: Held) -> tuple[Entry, ...]:
    alone = tuple(theirs(words.agency(one)) for one in held.alone)
    together = tuple(theirs(words.agency(one)) for one in held.together)
    if alone:
        own = "from what it knew itself" if len(alone) == 1 else "each from what it knew itself"
        return (Entry(mark="Could be raised by", text=f"{words.joined(alone)}, {own}"),)
    if len(together) > 1:
        return (Entry(mark="Only together", text=f"{words.joined(together)} each held a part"),)
    return (Entry(mark="Only together", text="no agency alone held all of it"),)
