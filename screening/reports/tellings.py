"""Who told something, how they know and when, in a few words: ``seen by the out-of-hours GP, 16 August 2014``."""

from __future__ import annotations

from screening.engine.document import AccountLine
from screening.reports import words
from screening.reports.plain import theirs

_WITH_ARTICLE = ("the ", "a ", "an ", "our ", "my ", "your ")
_KIN = frozenset(
    {"mother", "father", "parent", "step-parent", "stepmother", "stepfather", "grandmother", "grandfather",
     "grandparent", "aunt", "uncle", "brother", "sister", "sibling", "carer", "foster-carer", "partner", "family"}
)  # fmt: skip
_PLACES = frozenset({"nursery", "school", "college", "hospital", "gp", "police", "court", "out-of-hours-gp"})
"""Agencies that one speaks of with *the*: the nursery, but health visiting."""
NOT_SAID = "not said who told it or when"


def telling(account: AccountLine | None) -> str:
    """Who told it, how they know and when, for one account; None is an account that the document does not hold."""
    if account is None:
        return NOT_SAID
    who = _how_they_know(account)
    when = words.day(account.on) if account.on else None
    if who is None:
        return f"not said who told it, {when}" if when else NOT_SAID
    return f"{who}, {when}" if when else f"{who}, no date given"


def saying(account: AccountLine | None, value: str) -> str:
    """What one account says where accounts differ: ``the mother says none (to the health visitor, 3 May 2020)``."""
    if account is None:
        return f"somebody says {theirs(value)} ({NOT_SAID})"
    writer = _writer(account)
    speaker = _speaker(account)
    how = {
        "observed": "seen by them",
        "record": "from a record",
        "professional": "told by another professional",
    }.get(account.source or "")
    if speaker is not None and writer is not None:
        how = f"to {writer}"
    when = words.day(account.on) if account.on else "no date given"
    return f"{speaker or writer or 'somebody'} says {theirs(value)} ({', '.join(filter(None, (how, when)))})"


def _how_they_know(account: AccountLine) -> str | None:
    writer = _writer(account)
    speaker = _speaker(account)
    if account.source == "observed":
        return f"seen by {writer}" if writer else "seen, not said by whom"
    if account.source == "record":
        return _record_of(account)
    if account.source == "professional":
        return f"told to {writer} by another professional" if writer else "told by another professional"
    if speaker is not None:
        return f"said by {speaker} to {writer}" if writer else f"said by {speaker}"
    return f"written down by {writer}" if writer else None


def _writer(account: AccountLine) -> str | None:
    if account.by:
        return theirs(account.by) if account.by.lower().startswith(_WITH_ARTICLE) else f"the {theirs(account.by)}"
    if not account.agency:
        return None
    named = theirs(words.agency(account.agency))
    return f"the {named}" if account.agency in _PLACES else named


def _speaker(account: AccountLine) -> str | None:
    """Who said it, where it is somebody's word and not what a professional saw or read."""
    if account.source == "child":
        return "the child"
    if account.source in ("observed", "record", "professional"):
        return None
    if account.told_by:
        named = account.told_by.lower()
        return f"the {theirs(account.told_by.replace('-', ' '))}" if named in _KIN else theirs(account.told_by)
    return {"carer": "a parent or carer", "family": "a family member"}.get(account.source or "")


def _record_of(account: AccountLine) -> str:
    writer = _writer(account)
    if writer is None:
        return "from a record"
    if not account.by:
        return f"from the record of {writer}"
    if "record" in account.by.lower():
        return f"from {writer}"
    ending = "'" if account.by.endswith("s") else "'s"
    return f"{writer}{ending} record"
