"""``chronology``: what was told and what is dated in a case file, in order, without any rule.

An entry is either an account (somebody told something that day) or something that happened on a day that an account
names. What carries no date stands at the end. How it is drawn is left to the reports.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from screening.case.account import Account, CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import Told, fold, telling
from screening.case.words import date_span
from screening.engine import wording
from screening.engine.document import AccountLine, FactLine, ToldValue

WHAT_IT_IS = ("kind", "purpose", "service", "mode", "about", "outcome", "status", "stage")
"""Facts that say what a dated thing is, in the order in which they are read."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Entry(_Part):
    """One entry.

    Attributes:
        when: the day, month or year in ISO form; None where none is known.
        kind: ``told``: an account of that day; ``dated``: something that an account dates to it.
        facts: for an account everything that it told; for something dated what it is, the date itself last.
        accounts: ids of the accounts that told it.
        taken_back: every account that told it was withdrawn later.
        ahead: it lies after the day of the chronology, such as a day on which something is due.
    """

    when: str | None
    kind: Literal["told", "dated"]
    facts: tuple[FactLine, ...]
    accounts: tuple[str, ...]
    taken_back: bool = False
    ahead: bool = False


class Chronology(_Part):
    """Everything dated of one case as known on one day, the earliest first, what has no date last."""

    case: str
    training: bool
    as_of: str
    entries: tuple[Entry, ...]
    accounts: tuple[AccountLine, ...]


def chronology(case_file: CaseFile, as_of: datetime.date) -> Chronology:
    """The chronology of a case as known on a day. Accounts told later are left out."""
    day = as_of.toordinal()
    accounts = [one for one in case_file.all_accounts if one.day is None or one.day <= day]
    told = fold(accounts, day)
    standing = {one.id for one in told.accounts}
    entries = [_account(told, one, one.id not in standing) for one in accounts]
    entries += _dated(told, [one for one in accounts if one.id in standing])
    return Chronology(
        case=case_file.case,
        training=case_file.training,
        as_of=as_of.isoformat(),
        entries=tuple(sorted(entries, key=_order)),
        accounts=tuple(_line(one) for one in accounts),
    )


def _order(entry: Entry) -> tuple[int, int, bool, tuple[str, ...], str]:
    """By the last day that a date can mean, as everywhere; what happened before what was told of it."""
    first, last = date_span(entry.when) if entry.when else (datetime.date.max.toordinal(),) * 2
    path = entry.facts[-1].path if entry.facts else ""
    return last, first, entry.kind == "told", entry.accounts, path


def _account(told: Told, account: Account, taken_back: bool) -> Entry:
    return Entry(
        when=account.on,
        kind="told",
        facts=tuple(
            _fact(told, path, value, (account,)) for path, value in account.flattened.values if not _private(path)
        ),
        accounts=(account.id or "",),
        taken_back=taken_back,
    )


def _dated(told: Told, accounts: list[Account]) -> Iterator[Entry]:
    """One entry for each date that anybody told of each thing, whoever told it.

    What an account tells of its own day is read in that account and stands nowhere else.
    """
    tellers: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        for path, value in account.flattened.values:
            if at_case_path(path).kind == "date":
                tellers.setdefault((path, value), []).append(account)
    for (path, when), by in tellers.items():
        if any(one.on == when for one in by):
            continue
        yield Entry(
            when=when,
            kind="dated",
            facts=(*_what_it_is(told, path), _fact(told, path, when, tuple(by))),
            accounts=tuple(one.id or "" for one in by),
            ahead=date_span(when)[0] > told.as_of,
        )


def _what_it_is(told: Told, path: str) -> Iterator[FactLine]:
    thing = path.rpartition(".")[0]
    for name in WHAT_IT_IS:
        for one in told.of(f"{thing}.{name}")[-1:]:
            yield _fact(told, f"{thing}.{name}", one.value, (one.account,))


def _private(path: str) -> bool:
    return at_case_path(path).fact.private


def _fact(told: Told, path: str, value: object, accounts: tuple[Account, ...]) -> FactLine:
    entry = at_case_path(path)
    said = wording.value_in_words(entry, telling(path, value, accounts[0]))
    return FactLine(
        path=path,
        fact=entry.path,
        thing=wording.thing_in_words(told, path),
        label=wording.label_in_words(entry),
        value=said,
        disputed=False,
        told=tuple(ToldValue(account=one.id or "", value=said) for one in accounts),
    )


def _line(account: Account) -> AccountLine:
    return AccountLine(
        id=account.id or "", on=account.on, agency=account.agency, by=account.by, source=account.source,
        told_by=account.told_by, known_to=account.known_to,
    )  # fmt: skip
