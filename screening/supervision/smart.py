"""Is an action one that can be seen done: who, what, by when, and how will we know?

Each part that is missing or vague is said in words, with a better example, all of them at once. An action that leaves
one open is refused and never quietly dropped: whoever wrote it reads what to add. A review found plans without these
drifting, and supervision that gave no direction (LEI-106, LEI-107, LEI-113). The words that count as vague are ours.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from screening.supervision.amiss import Amiss
from screening.supervision.vague import Field, vague_in
from screening.supervision.written import WrittenAction
from screening.yamlsource import Path

MISSING, VAGUE, NO_DAY, TOO_EARLY = "U301", "U302", "U303", "U304"

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

LEAST_WORDS: Final = 3
"""An action of fewer words says what but not to or with whom: our choice."""

_MISSING: Final[tuple[tuple[Field, str, str], ...]] = (
    ("who", "This does not say who will do it.", 'One role, such as "health visitor".'),
    ("what", "This does not say what will be done.", 'Such as "See the baby awake and undressed at home".'),
    (
        "how_we_will_know",
        "This does not say how we will know that it was done.",
        'What somebody will see or find, such as "the reply is in the record".',
    ),
)


def not_smart(action: WrittenAction, path: Path, held_on: datetime.date | None) -> Iterator[Amiss]:
    """Everything that an action leaves open.

    Args:
        action: as it was written.
        path: the way to it, for messages.
        held_on: the day of the supervision; None while that cannot be read itself.
    """
    for field, missing, hint in _MISSING:
        text: str = getattr(action, field)
        if not text:
            yield Amiss((*path, field), MISSING, missing, hint)
            continue
        yield from vague(field, text, (*path, field))
        if field == "what" and len(text.split()) < LEAST_WORDS and vague_in(field, text) is None:
            message = f'"{text}" says too little for somebody else to see it done.'
            yield Amiss((*path, field), VAGUE, message, "Say what, with whom and where.")
    yield from _by_when(action.by_when, (*path, "by_when"), held_on)


def vague(field: Field, text: str, path: Path) -> Iterator[Amiss]:
    """The vague words that stand in a text, if any."""
    found = vague_in(field, text)
    if found is not None:
        word, kind = found
        yield Amiss(path, VAGUE, f'"{word}" {kind.says}.', f"Better: {kind.better}.")


def _by_when(text: str, path: Path, held_on: datetime.date | None) -> Iterator[Amiss]:
    example = ((held_on or datetime.date(2026, 3, 1)) + datetime.timedelta(days=7)).isoformat()
    if not text:
        yield Amiss(path, MISSING, "This does not say by when.", f"Write the day, such as {example}.")
        return
    day = day_of(text)
    if day is None:
        yield Amiss(path, NO_DAY, f'"{text}" is not a day.', f"Write the day, such as {example}.")
    elif held_on is not None and day <= held_on:
        message = "This day does not lie after the supervision."
        yield Amiss(path, TOO_EARLY, message, f"If it is done already, write it as decided. A day ahead: {example}.")


def day_of(text: str) -> datetime.date | None:
    """The day that a text such as ``2026-03-01`` means; None for anything else."""
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
