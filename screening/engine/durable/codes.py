"""Short made-up names for fields, so that no word of a case file or a rule ever reaches the C engine.

The engine compares field names by a 32-bit hash only: a rule about one field would fire on another whose name has the
same hash. So every name given out here is checked against all names in use and against the engine's own words.
"""

from __future__ import annotations

SENTINEL = "s"
"""The field that every fact has and that the control rule of every ruleset tests."""

_OWN_WORDS = (
    *("id", "sid", "$s", "$i", "$forward", "$time", "$timerName", "$baseTime", "m", "name"),
    *("all", "any", "pri", "count", "cap", "dist"),
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex"),
    *("$or", "$and", "$m", "$add", "$sub", "$mul", "$div", "$l", "$r"),
    SENTINEL,
)


def name_hash(name: str) -> int:
    """The engine's hash of a field name: 32-bit FNV-1a."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


OWN_HASHES = frozenset(map(name_hash, _OWN_WORDS))
"""Hashes of the words that mean something to the engine, and of the sentinel."""


class Codes:
    """Gives out field names (``f0``, ``f1``, ...): no two with one hash, none with the hash of a word of the engine."""

    def __init__(self) -> None:
        self._taken = set(OWN_HASHES)
        self._next = 0

    def new(self) -> str:
        """The next free name. One that would collide is passed over."""
        while True:
            name = f"f{self._next}"
            self._next += 1
            if (value := name_hash(name)) not in self._taken:
                self._taken.add(value)
                return name
