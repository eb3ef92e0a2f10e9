"""The four standings and their one order: ``not_met < not_known < disputed < met``.

``all`` is the weakest of its parts and ``any`` the strongest; ``not`` swaps met and not_met and leaves the other two.
Restricted to three values this is Kleene's strong logic. ``disputed`` is what this field needs on top: two accounts
differ, and a concern that holds on somebody's account must not be silenced by somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NoReturn


class Standing(IntEnum):
    """What a condition comes to. It has no truth value: not known must never be taken for no."""

    NOT_MET = 0
    NOT_KNOWN = 1
    DISPUTED = 2
    MET = 3

    def __bool__(self) -> NoReturn:
        raise TypeError("A standing is neither true nor false; compare it with one of the four.")

    @property
    def word(self) -> str:
        """The standing as rules and documents write it, for example ``not_known``."""
        return self.name.lower()

    @classmethod
    def of_word(cls, word: str) -> Standing:
        """The standing that a word names."""
        return cls[word.upper()]


_SWAPPED = (Standing.MET, Standing.NOT_KNOWN, Standing.DISPUTED, Standing.NOT_MET)


def swapped(standing: Standing) -> Standing:
    """The standing of the opposite: met and not_met change places, the other two stay."""
    return _SWAPPED[standing]


def of_judgements(judgements: Iterable[bool | None]) -> Standing:
    """What the tellings of a fact come to: met if all say yes, not_met if all say no, disputed if they differ.

    None is a telling that cannot settle the test (a date known only to the year, a list not told in full): it is
    silent. Without any that can, the standing is not_known.
    """
    yes = no = False
    for judgement in judgements:
        if judgement is None:
            continue
        if judgement:
            yes = True
        else:
            no = True
    if yes:
        return Standing.DISPUTED if no else Standing.MET
    return Standing.NOT_MET if no else Standing.NOT_KNOWN
