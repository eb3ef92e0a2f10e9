"""Days on pages of supervision: three fields of a form, or of an address, and one day."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from screening.forms.answers import read_date
from screening.web.form.given import Sent

PARTS = ("day", "month", "year")
_FULL = len("2026-01-01")
HOW = "Write the day as day, month and year, such as 27 3 2026."


def typed_day(one: Callable[[str], str], name: str) -> str:
    """A day in ISO form; what was typed, with strokes between the parts, where that is no day; empty for nothing."""
    parts = [one(f"{name}-{part}") for part in PARTS]
    if not any(parts):
        return ""
    typed = (" " if parts[1].isalpha() else "/").join(parts)
    as_typed = "/".join(parts).rstrip("/")
    try:
        iso = read_date(typed, datetime.date.today())
    except ValueError:
        return as_typed
    return iso if len(iso) == _FULL else as_typed


def fields_of(text: str) -> dict[str, str]:
    """The three parts of a day that ``typed_day`` gave."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return dict(zip(PARTS, (*text.split("/"), "", "", "")[:3], strict=True))
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def day_from(
    sent: Sent, name: str, wrong: dict[str, str], *, missing: str, latest: datetime.date | None = None
) -> datetime.date:
    """A day of a form; what is wrong with it goes into ``wrong`` under its first field.

    Args:
        sent: the form.
        name: of the field.
        wrong: what is wrong, by field.
        missing: said where there is none.
        latest: the last day that it can be.
    """
    text = typed_day(sent.one, name)
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        wrong[f"{name}-day"] = HOW if text else missing
        return datetime.date.today()
    if latest is not None and day > latest:
        wrong[f"{name}-day"] = "This day is still to come."
    return day
