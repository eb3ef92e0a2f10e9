"""An account in words, as it is shown before it is added, to somebody who is told what others added, and afterwards.

How it looks on a page or on paper is left to the pages and the reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.case.account import Account
from screening.case.dictionary import Entry, at_case_path
from screening.case.told import Telling, fold, standing_accounts
from screening.engine.wording import (
    agency_in_words,
    day_in_words,
    how_told,
    label_in_words,
    thing_in_words,
    value_in_words,
)
from screening.forms import phrases
from screening.services.offered import written


@dataclass(frozen=True)
class Line:
    """One thing told.

    Attributes:
        thing: whose fact it is.
        fact: what is told of it, as a question.
        value: in words.
    """

    thing: str
    fact: str
    value: str


@dataclass(frozen=True)
class Words:
    """One account.

    Attributes:
        number: counted from 1 in the order in which accounts were saved; 0 before that.
        title: what it came from: a checklist's title, or that it takes another back.
        how: who told it, how they know and when.
        lines: what was told.
        known_to: other agencies that knew.
        note: for people.
        taken_back: whether it has been withdrawn.
        takes_back: the numbers of accounts that it withdraws.
    """

    number: int
    title: str
    how: str
    lines: tuple[Line, ...]
    known_to: str
    note: str
    taken_back: bool
    takes_back: tuple[int, ...]


def in_words(accounts: Sequence[Account], wanted: Sequence[int], new: Sequence[Account] = ()) -> tuple[Words, ...]:
    """Some accounts of a case in words.

    Args:
        accounts: every account of the case, in the order in which they were saved.
        wanted: the numbers of those to put in words, counted from 1.
        new: accounts that are not saved yet; they come last.
    """
    every = (*accounts, *new)
    told = fold(every, _last_day(every))
    standing = {id(one) for one in standing_accounts(every)}
    numbers = {one.id: number for number, one in enumerate(accounts, 1)}
    found = []
    for number, account in [*((one, accounts[one - 1]) for one in wanted), *((0, one) for one in new)]:
        lines = [
            Line(thing_in_words(told, path), at_case_path(path).fact.question, told_value(at_case_path(path), value))
            for path, value in account.flattened.values
        ]
        lines += [
            Line(thing_in_words(told, path), at_case_path(path).fact.question, f"{phrases.NOT_KNOWN}. {why}")
            for path, why in ((path, phrases.REASONS[reason]) for path, reason in account.not_known.items())
        ]
        lines += [
            Line(thing_in_words(told, path), at_case_path(path).fact.question, "Looked or asked, and there are none")
            for path in sorted(account.flattened.in_full)
            if at_case_path(path).kind == "list" and path not in {one for one, _ in account.flattened.members}
        ]
        takes_back = tuple(numbers[one] for one in account.withdraws if one in numbers)
        found.append(
            Words(
                number=number,
                title=_title(account, lines, takes_back),
                how=how_told(account),
                lines=tuple(lines),
                known_to=", ".join(agency_in_words(one) for one in account.known_to),
                note=account.note or "",
                taken_back=id(account) not in standing,
                takes_back=takes_back,
            )
        )
    return tuple(found)


def told_value(entry: Entry, value: object) -> str:
    """A value as people read it."""
    words = value_in_words(entry, Telling(value, Account()))
    return words if entry.kind == "text" else capital(words)


def capital(words: str) -> str:
    """The words with a capital letter in front."""
    return words[:1].upper() + words[1:]


def done_on(accounts: Sequence[Account]) -> dict[str, str]:
    """The day on which each checklist was last told to a case, in words, by the checklist's name."""
    last: dict[str, str] = {}
    for account in standing_accounts(accounts):
        name = _checklist(account)
        if name is not None and account.on is not None:
            last[name] = max(account.on, last.get(name, ""))
    return {name: day_in_words(on) for name, on in last.items()}


def _checklist(account: Account) -> str | None:
    """The checklist that an account came from: its id begins with the checklist's name and the day."""
    stem, on, _ = (account.id or "").partition(f"-{account.on}-")
    return stem if on and stem in written() else None


def _title(account: Account, lines: Sequence[Line], takes_back: Sequence[int]) -> str:
    name = _checklist(account)
    if name is not None:
        return written()[name].title
    if takes_back and not lines:
        return "An account taken back"
    labels = [label_in_words(at_case_path(path)) for path, _ in account.flattened.values]
    return ", ".join(dict.fromkeys(labels[:3])).capitalize() or "Who is in the family"


def _last_day(accounts: Sequence[Account]) -> int:
    return max((one.day for one in accounts if one.day is not None), default=1)
