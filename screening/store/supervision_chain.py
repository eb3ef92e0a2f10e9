"""The chain of what is kept about one case's supervision: each entry carries a hash over itself and the one before.

The same chain holds a folder of files and the database together, so that what was signed can be moved from one to the
other and still be followed. It needs no database. What an entry says is left to ``supervision``; here it is text.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, get_args

EntryKind = Literal["record", "signature", "evidence", "reply"]
"""A record of one supervision, a signature under one, evidence that an action was done, a reply to an escalation."""

ENTRY_KINDS: Final[tuple[EntryKind, ...]] = get_args(EntryKind)

START: Final = "0" * 64


def canonical(value: Any) -> str:
    """Plain data as JSON text, the one way in which it is kept: so that a changed byte shows."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One thing that was kept.

    Attributes:
        number: counted from 1 within the case, without gaps.
        kind: what it is.
        at: when it was kept, in UTC.
        by: the id of the user who kept it; None for a command run at the machine itself.
        body: what it says, as ``canonical`` text.
        hash: over all this and the hash of the entry before, as hexadecimal digits.
    """

    number: int
    kind: EntryKind
    at: datetime.datetime
    by: str | None
    body: str
    hash: str

    def hash_after(self, before: str) -> str:
        """What the hash has to be, after an entry with the hash ``before``."""
        return digest(canonical([before, self.number, self.kind, moment(self.at), self.by, self.body]))


@dataclass(frozen=True)
class End:
    """Where a chain ends, noted apart from it: so that entries missing at the end show.

    Attributes:
        number: of the last entry; 0 for none.
        hash: of the last entry; ``START`` for none.
    """

    number: int = 0
    hash: str = START


@dataclass(frozen=True)
class Broken:
    """The first place at which a chain does not hold together.

    Attributes:
        number: of the entry.
        why: what is wrong there, as a sentence.
    """

    number: int
    why: str


class Ledger(Protocol):
    """Where one case's chain is kept."""

    @property
    def case(self) -> str:
        """The reference of the case."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Keep others from adding to the chain meanwhile."""
        ...

    def entries(self) -> tuple[Entry, ...]:
        """Every entry in order, as it is kept; whether they hold together is for the caller to see."""
        ...

    def end(self) -> End:
        """Where the chain ended when it was last added to."""
        ...

    def append(self, kind: EntryKind, body: str, by: str | None) -> Entry:
        """Add an entry; only while alone."""
        ...


def moment(at: datetime.datetime) -> str:
    """A time as the chain writes it: ISO 8601 in UTC, to the microsecond."""
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def following(end: End, kind: EntryKind, at: datetime.datetime, by: str | None, body: str) -> Entry:
    """The entry that comes after an end."""
    entry = Entry(end.number + 1, kind, at, by, body, "")
    return Entry(entry.number, kind, at, by, body, entry.hash_after(end.hash))


def first_break(entries: Sequence[Entry], end: End) -> Broken | None:
    """The first entry that does not follow from the one before it, or is missing; None if the chain holds together.

    A chain may be longer than the note of its end says: a crash can come between the two, and then nobody was told that
    the last entry was kept.
    """
    before = START
    for number, entry in enumerate(entries, 1):
        if entry.number != number:
            return Broken(number, "This entry is missing.")
        if entry.hash != entry.hash_after(before):
            return Broken(number, "This entry was changed, or one before it was.")
        before = entry.hash
        if number == end.number and entry.hash != end.hash:
            return Broken(number, "This entry is not the one that was kept here.")
    if len(entries) < end.number:
        return Broken(len(entries) + 1, f"Entries are missing at the end: there were {end.number}.")
    return None
