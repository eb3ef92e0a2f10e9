"""The case now and at the last supervision: both screenings, what was told, and what has changed between them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from screening.case.dictionary import at_case_path
from screening.case.told import Told
from screening.engine.compare import Comparison, compare
from screening.engine.document import FactLine, Lens, Screening
from screening.engine.findings import fact_line
from screening.engine.lens import view
from screening.engine.screen import Second, screen
from screening.engine.wording import thing_in_words
from screening.rulebook.pack import Pack
from screening.supervision.brought import CaseForSupervision


@dataclass(frozen=True)
class Looked:
    """One case looked at on one day, for whoever needs to know more of it.

    Attributes:
        told: what counts as told on the day.
        now: the screening of the day.
        since: the day of the last supervision; None where nobody knows of one.
        changed: what has changed since then; None without such a day.
    """

    brought: CaseForSupervision
    pack: Pack
    told: Told
    now: Screening
    since: datetime.date | None
    changed: Comparison | None

    def entries(self, name: str) -> Iterator[str]:
        """The paths of the entries of a list of the case, such as ``claims.c1``."""
        return (f"{name}.{member}" for member in self.told.members.get(name, ()))

    def values(self, path: str) -> set[object]:
        """The different values that are told of a fact; empty where nobody told it."""
        return {one.value for one in self.told.of(path)}

    def day(self, path: str) -> str | None:
        """What is told of a date, the earliest where several are told; None where nobody told it."""
        return min((one.value for one in self.told.of(path)), default=None)

    def thing(self, path: str) -> str:
        """An entry in words, such as ``claim c1`` or ``plan 1``."""
        return thing_in_words(self.told, f"{path}.on")

    def lines(self, path: str, *names: str) -> tuple[FactLine, ...]:
        """What is told of some fields of one entry; those that nobody told are left out."""
        found = (fact_line(self.told, f"{path}.{name}", differs(self.told, f"{path}.{name}")) for name in names)
        return tuple(one for one in found if one is not None)


def look(brought: CaseForSupervision, pack: Pack, second: Second | None = None) -> Looked:
    """Look at a case on its day and on the day of the last supervision.

    Args:
        brought: the case.
        pack: the rules.
        second: the other channel, for the screening of the day.
    """
    told = view(brought.case.all_accounts, brought.as_of.toordinal(), Lens(), pack.header.changing_window_days)
    since = brought.since or last_supervision(told)
    now = screen(brought.case, pack, brought.as_of, second=second)
    changed = compare(screen(brought.case, pack, since), now) if since is not None else None
    return Looked(brought=brought, pack=pack, told=told, now=now, since=since, changed=changed)


def last_supervision(told: Told) -> datetime.date | None:
    """The last supervision before the day that the case tells of; of a month or year, its first day.

    Of the days that a month can mean the first is taken, so that nothing that is new goes unsaid.
    """
    days = (
        one.low for member in told.members.get("supervision", ()) for one in told.of(f"supervision.{member}.on")
    )  # fmt: skip
    found = max((day for day in days if day < told.as_of), default=None)
    return datetime.date.fromordinal(found) if found is not None else None


def differs(told: Told, path: str) -> bool:
    """Whether accounts tell a fact so that they cannot all be right.

    Several choices differ only where one account tells that there are none; dates, where no day fits them all.
    """
    tellings = told.of(path)
    if len(tellings) < 2:
        return False
    if at_case_path(path).kind in ("date", "number"):
        return max(one.low for one in tellings) > min(one.high for one in tellings)
    if isinstance(tellings[0].value, tuple):
        return len({bool(one.value) for one in tellings}) > 1
    return len({one.value for one in tellings}) > 1
