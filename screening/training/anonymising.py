"""A live case made into one for training: nothing in it says whose it was, and a person has confirmed each step.

Only what the fact dictionary has words for is carried over: choices, numbers, yes and no, and dates that have all been
moved alike. Every id and reference is replaced, every free text dropped. The result is built anew from what may stay,
so that a field that nobody thought of is left out and not let through. Asking the person is left to the command.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from screening.case.account import Account, CaseFile
from screening.case.dictionary import Entry, UnknownFactError, at_case_path, fields
from screening.case.words import Entity, date_span
from screening.errors import Problem, ProblemsFound
from screening.training.rare_values import rare_values
from screening.training.replacing import Replacements

STEPS: Final[dict[str, str]] = {
    "reference": "the case reference replaced",
    "ids": "every id of a child, a person or a thing replaced",
    "dates": "all dates moved by one secret number of weeks",
    "texts": "all free text dropped",
    "services": "the names of local services replaced",
    "rare": "unusual facts looked at one by one",
    "read": "the whole of it read by a person",
    "agreed": "its use for training agreed by whoever is responsible for information governance",
}
"""Every step in its order, as the scenario will say that it was taken. None may be left out."""

FEWEST_WEEKS, MOST_WEEKS = 53, 52 * 12
"""How far back the dates are moved: more than one year, at most twelve. Our choice."""
_HALF_A_YEAR = 182


class Confirmed(BaseModel):
    """What a person confirmed, step by step.

    Attributes:
        steps: the steps of ``STEPS`` that were confirmed.
        taken_out: keys of the rare values that go.
        kept: keys of the rare values that the person looked at and kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def secret_weeks(case: CaseFile) -> int:
    """By how many weeks the dates of this case go back: drawn anew each time, and to be kept nowhere.

    Whole weeks, so that a Saturday stays a Saturday. What is left over beside whole years is less than half a year, so
    that a date of which only the year is known stays close. Where it can be had, no date becomes another date of the
    same case, so that none of its dates stands in the result.
    """
    dates = {str(value) for value in _dates(case)}
    possible = [
        weeks for weeks in range(FEWEST_WEEKS, MOST_WEEKS) if _beyond_whole_years(weeks) <= _HALF_A_YEAR
    ]  # fmt: skip
    secrets.SystemRandom().shuffle(possible)
    return min(possible, key=lambda weeks: len(dates & {moved(one, weeks) for one in dates}))


def _beyond_whole_years(weeks: int) -> float:
    """How many days later than whole years back the moved dates lie."""
    return -(weeks * 7) % 365.25


def moved(date: str, weeks: int) -> str:
    """A date as far back as that; a month or year becomes the one in which its first day then lies.

    So nothing is dated after the account that tells it. Ages and intervals stay to the day; where only a month was
    known, to the month; where only a year was, to half a year.
    """
    first = datetime.date.fromordinal(max(date_span(date)[0] - weeks * 7, datetime.date(1900, 1, 1).toordinal()))
    return first.isoformat()[: len(date)]


def anonymised(case: CaseFile, confirmed: Confirmed, weeks: int, reference: str) -> CaseFile:
    """The case for training.

    Args:
        case: the live case; it is not changed.
        confirmed: every step, and a decision on every rare value.
        weeks: by how much the dates go back; from ``secret_weeks``.
        reference: of the new case.

    Raises:
        ProblemsFound: a step was not confirmed, or a rare value not decided on.
    """
    _check_confirmed(case, confirmed)
    gone: dict[str, set[str | None]] = {}
    for one in rare_values(case):
        if one.key in confirmed.taken_out:
            for path in one.paths:
                gone.setdefault(path, set()).add(one.value)
    work = _Work(Replacements(case, gone), weeks, gone)
    return CaseFile(case=reference, training=True, accounts=tuple(work.account(one) for one in case.all_accounts))


def _check_confirmed(case: CaseFile, confirmed: Confirmed) -> None:
    problems = [
        Problem(
            "T221", f"This step has not been confirmed: {words}.", hint="Every step is needed; none can be skipped."
        )
        for step, words in STEPS.items()
        if step not in confirmed.steps
    ]
    decided = {*confirmed.taken_out, *confirmed.kept}
    problems += [
        Problem("T222", f"Nobody has decided on this unusual fact: {one.what}", hint="Take it out or keep it.")
        for one in rare_values(case)
        if one.key not in decided
    ]
    if problems:
        raise ProblemsFound(problems)


def _dates(case: CaseFile) -> Iterable[str]:
    for account in case.all_accounts:
        if account.on:
            yield account.on
        for path, value in account.flattened.values:
            if at_case_path(path).kind == "date":
                yield value


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


class _Work:
    """One case being built anew."""

    def __init__(self, replacements: Replacements, weeks: int, gone: Mapping[str, set[str | None]]) -> None:
        self.replacements = replacements
        self.weeks = weeks
        self.gone = gone

    def account(self, account: Account) -> Account:
        """An account with what may stay.

        One dated to a month or year gets the last day that it can mean: from that day on the rules count it, and the
        order of the accounts is kept.
        """
        new = self.replacements
        self.in_full: list[str] = []
        facts = self._entity(account.facts, "")
        complete = [path for one in account.complete if (path := self._path(one))]
        return Account.model_validate(
            {
                "id": new.account(account.id),
                "on": _day(account.day - self.weeks * 7) if account.day is not None else None,
                "agency": new.agency(account.agency) if account.agency else None,
                "source": account.source,
                "told_by": new.person(account.told_by) if account.told_by else None,
                "known_to": tuple(new.agency(one) for one in account.known_to),
                "corroborated_by": tuple(new.account(one) for one in account.corroborated_by),
                "withdraws": tuple(new.account(one) for one in account.withdraws),
                "complete": tuple(dict.fromkeys((*complete, *self.in_full))),
                "not_known": {path: why for one, why in account.not_known.items() if (path := self._path(one))},
                "basis": "derived",
                "facts": facts,
            }
        )

    def _entity(self, entity: Entity, above: str) -> dict[str, Any]:
        entries = fields(type(entity))
        kept: dict[str, Any] = {}
        for name in sorted(entity.model_fields_set):
            value = getattr(entity, name)
            path = f"{above}.{name}" if above else name
            if value is None:
                continue
            new = self._value(entries[name], value, path)
            if new is not None:
                kept[name] = new
        return kept

    def _value(self, entry: Entry, value: Any, path: str) -> Any:
        if isinstance(value, Entity):
            return self._entity(value, path)
        if isinstance(value, list) and value and isinstance(value[0], Entity):
            # A list without ids tells them all. It gets ids here, and says so in words.
            self.in_full.extend(filter(None, [self._path(path)]))
            value = {str(number): member for number, member in enumerate(value, 1)}
        if isinstance(value, dict):
            return {
                self.replacements.member(path, key): self._entity(member, f"{path}.{key}")
                for key, member in value.items()
                if f"{path}.{key}" not in self.gone
            }
        return self._fact(entry, value, path)

    def _fact(self, entry: Entry, value: Any, path: str) -> Any:
        """A single fact, or None where it goes. A kind that is not named here goes."""
        new = self.replacements
        taken = self.gone.get(path, set())
        if None in taken:
            return None
        if entry.kind in ("choices", "references", "words"):
            if entry.kind == "words":
                left = [new.agency(one) for one in value]
            elif entry.kind == "references":
                left = [one for word in value if (one := new.referred(entry.fact.refers_to, word))]
            else:
                left = [one for one in value if one not in taken]
            # An empty list says that there are none; that is only true where it said so before.
            return list(dict.fromkeys(left)) if left or not value else None
        if str(value) in taken:
            return None
        if entry.kind == "date":
            return moved(value, self.weeks)
        if entry.kind == "word":
            return new.agency(value)
        if entry.kind == "reference":
            return new.referred(entry.fact.refers_to, value)
        return value if entry.kind in ("choice", "yes-no", "number") else None

    def _path(self, path: str) -> str | None:
        """A case path with its ids replaced; None where it leads to something that goes."""
        try:
            entry = at_case_path(path)
        except UnknownFactError:
            return None
        if entry.kind == "text" or path in self.gone:
            return None
        parts = path.split(".")
        for size in range(2, len(parts) + 1, 2):
            if ".".join(parts[:size]) in self.gone:
                return None
        return self.replacements.path(path)
