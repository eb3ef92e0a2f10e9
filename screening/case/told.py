"""Folding accounts into told values: which tellings of a fact count on a given day.

The rules of folding are the design's: an enduring fact takes every account of it; a changing fact takes the latest
account and any other told within a window before it (28 days unless the pack says otherwise, our choice); a step
(something done once, such as a referral's outcome) takes the latest account only. An account may withdraw an earlier
one. Accounts of the same date have no order among themselves. What the tellings come to for a rule is left to the
conditions package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from screening.case.account import Account
from screening.case.derived import DERIVED_BY_ENTITY
from screening.case.dictionary import at_case_path
from screening.case.words import NotKnownReason, date_span

WINDOW_DAYS = 28


@dataclass(slots=True)
class Telling:
    """One account's word on one fact.

    Attributes:
        value: what was told; several choices as a tuple.
        account: who told it, when and how they know.
        low, high: for numbers the value; for dates the first and last day as ordinals; otherwise 0.
        in_full: for several choices: the account told them all.
    """

    value: Any
    account: Account
    low: int = 0
    high: int = 0
    in_full: bool = True


@dataclass(slots=True)
class Told:
    """What counts as told on one day: tellings by case path, members of lists, and lists told in full."""

    as_of: int
    tellings: dict[str, tuple[Telling, ...]] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    in_full: dict[str, tuple[Account, ...]] = field(default_factory=dict)
    not_known: dict[str, tuple[tuple[NotKnownReason, Account], ...]] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    _worked_out: dict[str, tuple[Telling, ...]] = field(default_factory=dict)

    def of(self, path: str) -> tuple[Telling, ...]:
        """The tellings that count for one fact; empty where nobody told it. Derived facts are worked out on demand."""
        found = self.tellings.get(path)
        if found is None:
            found = self._worked_out.get(path)
        if found is None:
            found = self._worked_out[path] = self._derive(path)
        return found

    def supposing(self, path: str, value: Any, account: Account) -> Told:
        """What would count as told if one fact had this one value; everything else stays."""
        return replace(self, tellings={**self.tellings, path: (telling(path, value, account),)}, _worked_out={})

    def supposing_in_full(self, path: str, account: Account) -> Told:
        """What would count as told if a list were told in full, with no further members."""
        return replace(self, in_full={**self.in_full, path: (account,)}, _worked_out={})

    def _derive(self, path: str) -> tuple[Telling, ...]:
        prefix, _, name = path.rpartition(".")
        candidates = DERIVED_BY_ENTITY.get(name)
        if candidates is None:
            return ()
        if not prefix:
            entity = "case"
        else:
            above = at_case_path(prefix)
            if above.member is None:
                return ()
            entity = above.member.__name__.lower()
        derived = candidates.get(entity)
        if derived is None:
            return ()
        return tuple(Telling(value, account, low, high) for value, low, high, account in derived.work_out(self, prefix))


def telling(path: str, value: Any, account: Account, in_full: bool = True) -> Telling:
    """One telling of a fact, with the span of a date or the value of a number worked out."""
    kind = at_case_path(path).kind
    if kind == "date":
        return Telling(value, account, *date_span(value))
    if kind == "number":
        return Telling(value, account, value, value)
    return Telling(value, account, in_full=in_full or not isinstance(value, tuple))


def standing_accounts(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts that no other account has withdrawn, in order of date and then id.

    A withdrawal that has itself been withdrawn takes nothing back. Accounts that withdraw each other in a circle have
    all been taken back.
    """
    listed = list(accounts)
    by: dict[str, list[Account]] = {}
    for account in listed:
        for identifier in account.withdraws:
            by.setdefault(identifier, []).append(account)
    decided: dict[str | None, bool] = {}

    def stands(account: Account) -> bool:
        if account.id not in decided:
            decided[account.id] = False
            decided[account.id] = not any(stands(other) for other in by.get(account.id or "", ()))
        return decided[account.id]

    kept = [account for account in listed if account.id not in by or stands(account)]
    return tuple(sorted(kept, key=lambda account: (account.day is None, account.day or 0, account.id or "")))


def fold(accounts: Iterable[Account], as_of: int, window_days: int = WINDOW_DAYS) -> Told:
    """Fold accounts into what counts as told on the day ``as_of`` (an ordinal).

    Accounts without a date count as told on that day. Accounts dated later are left out, and withdraw nothing yet; one
    dated to a month or year counts from its last day on, so that nobody is held to have known it earlier.
    """
    counted = standing_accounts(one for one in accounts if one.day is None or one.day <= as_of)
    told = Told(as_of=as_of, accounts=counted)
    by_path: dict[str, list[tuple[int, Any, Account, bool]]] = {}
    first_told: dict[str, dict[str, int]] = {}
    in_full: dict[str, list[tuple[int, Account]]] = {}
    for account in counted:
        day = as_of if account.day is None else account.day
        flat = account.flattened
        for path, value in flat.values:
            by_path.setdefault(path, []).append((day, value, account, path in flat.in_full))
        for path, member in flat.members:
            first_told.setdefault(path, {}).setdefault(member, day)
        for path in flat.in_full:
            in_full.setdefault(path, []).append((day, account))
        for path, reason in account.not_known.items():
            told.not_known[path] = (*told.not_known.get(path, ()), (reason, account))
    for path, rows in by_path.items():
        told.tellings[path] = _counting(path, rows, window_days)
    for path, members in first_told.items():
        told.members[path] = tuple(members)
    for path, tellings in in_full.items():
        # A list told in full stays so until a later account adds a member to it.
        last_full = max(day for day, _ in tellings)
        if all(day <= last_full for day in first_told.get(path, {}).values()):
            told.in_full[path] = tuple(account for day, account in tellings if day == last_full)
    return told


def _counting(path: str, rows: Sequence[tuple[int, Any, Account, bool]], window_days: int) -> tuple[Telling, ...]:
    entry = at_case_path(path)
    over_time = entry.fact.over_time
    if over_time != "enduring":
        latest = max(row[0] for row in rows)
        earliest = latest if over_time == "step" else latest - window_days
        rows = [row for row in rows if row[0] >= earliest]
    tellings = [telling(path, value, account, full) for _, value, account, full in rows]
    if entry.kind != "date":
        return tuple(tellings)
    # A date known only to the month or year says nothing beside a closer date that lies within it.
    spans = {(one.low, one.high) for one in tellings}
    return tuple(
        one
        for one in tellings
        if not any(one.low <= low and high <= one.high and (low, high) != (one.low, one.high) for low, high in spans)
    )
