"""The history of a family as it stood when the work was taken on, as topics of a page."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from screening.reports import words
from screening.reports.plain import theirs
from screening.reports.supervision_page import Point, Topic, facts_in_words
from screening.reports.timeline import arrange_timeline
from screening.supervision.history import AtAllocation

NO_HISTORY: Final = "Nothing of anybody's past had been told by then. That is not to say that there was nothing."
NO_DAY: Final = "No day is told on which the work was taken on, so this is what is known today."
NOBODY: Final = "Nobody had been told of by then."
NOTHING_TOLD: Final = "Nothing had been told by then."
NOTHING_LATER: Final = "Nothing from before that day was told only afterwards, as far as days are known."


def history_topics(history: AtAllocation) -> tuple[Topic, ...]:
    """What had been told of the past by that day, who had been told of, all of it in order, and what came later."""
    day = words.day(history.on)
    from_told = {"given": f"As known on {day}, the day that was given.", "told": f"Taken on {day}, as the case tells."}
    past = []
    for _, same in groupby(history.history, key=lambda one: one.thing):
        told = facts_in_words(tuple(same), history.accounts or history.before.accounts)
        past.append(Point(text=told[0], under=told[1:]))
    rows = arrange_timeline(history.before).rows
    later = arrange_timeline(
        history.before.model_copy(update={"entries": history.told_later, "accounts": history.accounts})
    ).rows
    return (
        Topic(
            title="Told of the past by then", note=from_told.get(history.day_from, NO_DAY), points=tuple(past),
            empty=NO_HISTORY,
        ),
        Topic(
            title="Who had been told of",
            points=tuple(
                Point(
                    text=f"{theirs(one.id)}: {'; '.join((theirs(one.part), *map(theirs, one.told)))}"
                    f"{'; hardly anything is told of this person' if one.unknown else ''}"
                )
                for one in history.family.members
            ),
            empty=NOBODY,
        ),
        Topic(
            title="What had been told, in order",
            points=tuple(
                Point(lead=f"{row.when}{', told' if row.told else ''}:", text=f"{'; '.join(row.what)} ({row.who})")
                for row in rows
            ),
            empty=NOTHING_TOLD,
        ),
        Topic(
            title="From before that day, and told only later",
            points=tuple(Point(lead=f"{row.when}:", text=f"{'; '.join(row.what)} ({row.who})") for row in later),
            empty=NOTHING_LATER,
        ),
    )  # fmt: skip
