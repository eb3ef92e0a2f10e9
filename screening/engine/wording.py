"""Facts in words: whose a fact is, what it is called, what was told, and when, as a practitioner would read it."""

from __future__ import annotations

import datetime

from screening.case.account import Account
from screening.case.dictionary import Entry, at_case_path
from screening.case.told import Telling, Told

_AGENCIES = {"gp": "GP", "camhs": "CAMHS", "ey1": "EY1", "ey2": "EY2", "ent": "ENT", "nhs": "NHS", "mimhs": "MIMHS"}


def day_in_words(text: str) -> str:
    """``2020-05-04`` as 4 May 2020, ``2020-05`` as May 2020, ``2020`` as it is."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = datetime.date(2000, int(parts[1]), 1).strftime("%B")
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def span_in_words(first: int, last: int) -> str:
    """The days from one ordinal to another as a day, a month or a year: ``2025``, ``May 2020``, ``4 May 2020``."""
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    if start == end:
        return day_in_words(start.isoformat())
    return str(start.year) if start.month != end.month else day_in_words(f"{start:%Y-%m}")


def agency_in_words(agency: str) -> str:
    """``health-visiting`` as health visiting, ``gp`` as GP."""
    return " ".join(_AGENCIES.get(word, word) for word in agency.split("-"))


def how_told(account: Account) -> str:
    """Who told it, how they know and when: ``health visitor, seen by themselves, 4 May 2020``."""
    who = account.by or (agency_in_words(account.agency) if account.agency else None)
    how = {
        "observed": "seen by them",
        "child": "said by the child",
        "carer": f"said by {account.told_by or 'a parent or carer'}",
        "family": f"said by {account.told_by or 'a family member'}",
        "professional": "told by another professional",
        "record": "from a record",
        None: f"said by {account.told_by}" if account.told_by else None,
    }[account.source]
    when = day_in_words(account.on) if account.on else None
    return ", ".join(part for part in (who, how, when) if part) or "not said who told it"


def thing_in_words(told: Told, path: str) -> str:
    """Whose a fact is: ``robyn``, ``injury 1 of robyn``, ``partner-2 (father)``, ``the record``, ``the family``."""
    parts = path.split(".")[:-1]
    things: list[str] = []
    for size in range(2, len(parts) + 1, 2):
        above = ".".join(parts[: size - 1])
        entry = at_case_path(above)
        if entry.member is None:
            break
        things.insert(0, _thing(told, above, entry, parts[size - 1]))
    if len(parts) % 2:
        return f"the {parts[-1].replace('_', ' ')}"
    return " of ".join(things) or "the family"


def _thing(told: Told, above: str, entry: Entry, member: str) -> str:
    if entry.name == "children":
        return "the child" if member in ("?", "child", "1") else member
    if entry.name == "people":
        path = f"{above}.{member}.relationship"
        roles = {at_case_path(path).label(telling.value) for telling in told.of(path)}
        role = next(iter(roles)) if len(roles) == 1 else None
        return member if role is None or role == member.replace("-", " ") else f"{member} ({role})"
    kind = entry.member.__name__.lower() if entry.member else entry.name
    # An entry that was named by its kind and a number is not called by its kind twice.
    number = member.removeprefix(f"{kind}-")
    return f"{kind} {number if number.isdecimal() else member}"


def label_in_words(entry: Entry) -> str:
    """What a fact is called in a line of text."""
    return entry.name.replace("_", " ")


def value_in_words(entry: Entry, telling: Telling) -> str:
    """What one telling says."""
    if entry.kind == "date" and isinstance(telling.value, str):
        return day_in_words(telling.value)
    if entry.kind in ("word", "words"):
        values = telling.value if isinstance(telling.value, tuple) else (telling.value,)
        return ", ".join(agency_in_words(value) for value in values) or "none"
    return entry.label(telling.value)


def age_in_words(told: Told, child: str) -> str | None:
    """A child's age on the day: ``4 months``, ``3 years``, ``not yet born, 24 weeks into the pregnancy``."""
    weeks = told.of(f"children.{child}.weeks_pregnant")
    if weeks:
        return f"not yet born, {weeks[0].value} weeks into the pregnancy"
    months = told.of(f"children.{child}.age_months")
    if not months:
        return None
    if len({telling.value for telling in months}) > 1:
        return "age told differently"
    one = months[0]
    if one.high < 2:
        value = told.of(f"children.{child}.age_weeks")[0].value
        return f"{value} week{'' if value == 1 else 's'}"
    if one.high < 24:
        return f"{one.value} months"
    value = told.of(f"children.{child}.age_years")[0].value
    return f"{value} years"
