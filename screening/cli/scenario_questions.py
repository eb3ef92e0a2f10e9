"""The few questions that a new scenario can begin with; everything else is changed in the file."""

from __future__ import annotations

import datetime

import click

from screening.cli.conversation import say, typed, until
from screening.training.writing_scenarios import Begun


def begun_with_a_person(name: str) -> Begun:
    """Ask a person for the title, the warning, what the scenario is about and its days."""
    say("Six questions; press Enter to leave one for later. Make people up: never describe a family that you know.")
    click.echo()
    texts = {
        "title": typed("A short title that gives nothing away:"),
        "warning": typed("What may people find hard in it?"),
        "about": typed("What is the group to find? Only you read this."),
    }
    empty = Begun(name=name)
    born = until(lambda: typed("In which month was the child born?", default=empty.born), _no_month)
    first = until(
        lambda: typed("On which day is the first point?", default=empty.first.isoformat()),
        lambda text: _no_day(text) or _before_birth(born, text),
    )
    second = until(
        lambda: typed("On which day is the second point?", default=empty.second.isoformat()),
        lambda text: _no_day(text) or _not_after(first, text),
    )
    return Begun(
        name=name,
        born=born,
        first=datetime.date.fromisoformat(first),
        second=datetime.date.fromisoformat(second),
        **{field: text for field, text in texts.items() if text},
    )


def _no_day(text: str) -> str | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return "Write it like 2025-03-14: year, month, day."
    return "An account cannot be told on a day that is still to come." if day > datetime.date.today() else None


def _no_month(text: str) -> str | None:
    return None if _no_day(f"{text}-01") is None else "Write it like 2025-01: year and month, not in the future."


def _before_birth(born: str, first: str) -> str | None:
    return None if f"{born}-01" <= first else f"The child is born by then ({born})."


def _not_after(first: str, second: str) -> str | None:
    if second <= first:
        return f"The second point comes after the first ({first})."
    return None
