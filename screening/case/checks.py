"""Checks that one field alone cannot make: ids that lead somewhere, dates in an order that can be, texts without names.

Every check looks at the whole case file and yields all that it finds; none stops at the first. What a single field may
hold is the models' task.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from screening.case.account import Account, CaseFile
from screening.case.dictionary import Entry, UnknownFactError, at_case_path, fields
from screening.case.identifiers import identifiers_in
from screening.case.profile import CaseProfile
from screening.case.words import Entity, date_span
from screening.errors import Problem, did_you_mean
from screening.yamlsource import Document

Place = tuple[str | int, ...]

ADULT_YEARS, OLDEST_YEARS = 18, 25
"""From 18 a child is an adult; services for care leavers go on to 25."""
POSSIBLE = {"child.born_at_weeks": range(20, 46), "child.involvement_years": range(26)}
"""What a number can be, where not every number can."""
ONLY_AFTER_BIRTH = frozenset(
    {
        "mobility",
        "injuries",
        "communication",
        "last_seen_on",
        "last_seen_by",
        "seen_alone",
        "education",
        "views_recorded",
    }
)

CODES = {
    "C201": "Two accounts have the same id.",
    "C202": "An account names another account that is not there, or itself.",
    "C203": "An account was told by somebody who is not among the people of the case.",
    "C204": "A path in complete or not_known leads to no fact, or to one that is no list.",
    "C205": "A fact refers to a person or child who is not in the case.",
    "C206": "An account tells a date that lies after the account itself.",
    "C207": "An account is dated in the future, or to a month or year that is not over yet.",
    "C208": "A child is older than a child can be here.",
    "C209": "An account tells of a child's life before the child was born.",
    "C210": "A number cannot be right.",
    "C211": "Two accounts tell a list without ids, so nobody can say which entries are the same.",
    "I101": "A text looks as if it held a full postcode.",
    "I102": "A text looks as if it held an NHS number.",
    "I103": "A text looks as if it held a telephone number.",
    "I104": "A text looks as if it held an e-mail address.",
}
"""What each code stands for, for the docs."""


def check(case: CaseFile, document: Document, today: datetime.date, at: Place = ()) -> list[Problem]:
    """Everything wrong or doubtful about a case file that stands at ``at``; warnings carry their severity."""
    return list(_Checks(case, document, today, at).run())


class _Checks:
    def __init__(self, case: CaseFile, document: Document, today: datetime.date, at: Place) -> None:
        self.case = case
        self.document = document
        self.today = today
        self.at = at
        self.places: list[tuple[Place, Account]] = [
            (("accounts", index), account) for index, account in enumerate(case.accounts)
        ]
        if case.facts is not None:
            self.places.append(((), case.all_accounts[-1]))
        self.ids = {account.id for account in case.all_accounts if account.id}
        self.members: dict[str, set[str]] = {}
        for account in case.all_accounts:
            for path, member in account.flattened.members:
                self.members.setdefault(path, set()).add(member)

    def run(self) -> Iterator[Problem]:
        yield from self._identifiers((), ("case",), self.case.case)
        yield from self._repeated_ids()
        yield from self._lists_without_ids()
        for place, account in self.places:
            yield from self._links(place, account)
            yield from self._paths(place, account)
            yield from self._dates(place, account)
            yield from self._identifiers((*place, "by"), (), account.by)
            yield from self._identifiers((*place, "note"), (), account.note)
            yield from self._values((*place, "facts"), account.facts, account)
        yield from self._ages()

    def _problem(self, place: Place, code: str, message: str, hint: str | None = None, warn: bool = False) -> Problem:
        return self.document.problem(
            code, message, (*self.at, *place), hint=hint, severity="warning" if warn else "error"
        )

    def _repeated_ids(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for place, account in self.places:
            if account.id and account.id in seen:
                yield self._problem((*place, "id"), "C201", f"There are two accounts with the id {account.id}.")
            if account.id:
                seen.add(account.id)

    def _lists_without_ids(self) -> Iterator[Problem]:
        told: dict[str, int] = {}
        for place, account in self.places:
            for path in sorted(_told_as_lists(account)):
                told[path] = told.get(path, 0) + 1
                if told[path] == 2:
                    yield self._problem(
                        (*place, "facts"),
                        "C211",
                        f"More than one account tells {path} as a list without ids.",
                        "Give each entry an id, so that two accounts of the same thing can be told apart.",
                    )

    def _links(self, place: Place, account: Account) -> Iterator[Problem]:
        for name in ("withdraws", "corroborated_by"):
            for index, other in enumerate(getattr(account, name)):
                spot = (*place, name, index)
                if other == account.id:
                    yield self._problem(spot, "C202", f"The account {other} cannot name itself.")
                elif other not in self.ids:
                    yield self._problem(spot, "C202", f'There is no account "{other}".', self._near(other, self.ids))
        people = self.members.get("people", set()) | self.members.get("children", set())
        if account.told_by and account.told_by not in people:
            message = f'"{account.told_by}" is not among the people of the case.'
            hint = self._near(account.told_by, people) or "Add them to people, with what they are to the child."
            yield self._problem((*place, "told_by"), "C203", message, hint, warn=True)

        if account.id not in account.withdraws and account.id in self._withdrawn_through(account):
            yield self._problem((*place, "withdraws"), "C202", "These accounts withdraw each other in a circle.")

    def _withdrawn_through(self, account: Account) -> set[str]:
        by_id = {one.id: one for one in self.case.all_accounts}
        reached: set[str] = set()
        pending = list(account.withdraws)
        while pending:
            identifier = pending.pop()
            if identifier not in reached:
                reached.add(identifier)
                pending.extend(by_id[identifier].withdraws if identifier in by_id else ())
        return reached

    def _near(self, word: str, known: set[str]) -> str | None:
        near = did_you_mean(word, sorted(known))
        return f'Did you mean "{near}"?' if near else None

    def _paths(self, place: Place, account: Account) -> Iterator[Problem]:
        paths: list[tuple[Place, str, bool]] = [
            ((*place, "complete", index), path, True) for index, path in enumerate(account.complete)
        ]
        paths += [((*place, "not_known", path), path, False) for path in account.not_known]
        for spot, path, must_be_list in paths:
            try:
                entry = at_case_path(path)
            except UnknownFactError as unknown:
                near = did_you_mean(unknown.part, unknown.known)
                yield self._problem(spot, "C204", f"{path}: {unknown}", f'Did you mean "{near}"?' if near else None)
                continue
            is_member = path.rpartition(".")[2] != entry.name
            if must_be_list and (is_member or entry.kind not in ("list", "choices", "words", "references")):
                yield self._problem(spot, "C204", f"{path} is not a list, so it cannot be told in full.")

    def _dates(self, place: Place, account: Account) -> Iterator[Problem]:
        if account.on is None:
            return
        first, last = date_span(account.on)
        today = self.today.toordinal()
        if first > today:
            yield self._problem((*place, "on"), "C207", f"This account is dated {account.on}, which is still to come.")
        elif last > today:
            message = f"This account is dated {account.on}, which is not over yet."
            yield self._problem((*place, "on"), "C207", message, "Give the day on which it was told.")

    def _values(self, place: Place, entity: Entity, account: Account) -> Iterator[Problem]:
        entries = fields(type(entity))
        for name in sorted(entity.model_fields_set):
            value = getattr(entity, name)
            if value is None:
                continue
            spot = (*place, name)
            if isinstance(value, Entity):
                yield from self._values(spot, value, account)
            elif isinstance(value, dict):
                for key, member in value.items():
                    yield from self._values((*spot, key), member, account)
            elif isinstance(value, list) and value and isinstance(value[0], Entity):
                for index, member in enumerate(value):
                    yield from self._values((*spot, index), member, account)
            else:
                yield from self._value(spot, entries[name], value, account)

    def _value(self, spot: Place, entry: Entry, value: Any, account: Account) -> Iterator[Problem]:
        if entry.kind == "text":
            yield from self._identifiers(spot, (), value)
        elif entry.kind == "date" and not entry.fact.future:
            latest = account.day if account.day is not None else self.today.toordinal()
            if date_span(value)[0] > latest:
                yield self._problem(
                    spot,
                    "C206",
                    f"{value} lies after the account that tells it{f' ({account.on})' if account.on else ''}.",
                )
        elif entry.fact.refers_to:
            known = self.members.get(entry.fact.refers_to, set())
            if entry.fact.refers_to == "people":
                known = known | self.members.get("children", set())
            for one in value if isinstance(value, list) else [value]:
                if one not in known:
                    yield self._problem(
                        spot,
                        "C205",
                        f'"{one}" is not among the {entry.fact.refers_to} of the case.',
                        self._near(one, known),
                        warn=True,
                    )
        elif entry.path in POSSIBLE and value not in POSSIBLE[entry.path]:
            possible = POSSIBLE[entry.path]
            label = entry.name.replace("_", " ")
            yield self._problem(
                spot, "C210", f"{value} cannot be right for {label}.", f"Between {possible[0]} and {possible[-1]}."
            )

    def _ages(self) -> Iterator[Problem]:
        births: dict[str, tuple[int, int]] = {}
        for place, account in self.places:
            for path, value in account.flattened.values:
                if path.startswith("children.") and path.endswith(".born") and path.count(".") == 2:
                    child = path.split(".")[1]
                    births.setdefault(child, date_span(value))
                    yield from self._age((*place, "facts", "children", _written(account, child), "born"), child, value)
        for place, account in self.places:
            for path, _ in account.flattened.values:
                parts = path.split(".")
                if (
                    parts[0] != "children"
                    or len(parts) < 3
                    or parts[2] not in ONLY_AFTER_BIRTH
                    or parts[1] not in births
                ):
                    continue
                if account.day is not None and account.day < births[parts[1]][0]:
                    spot = (*place, "facts", parts[0], _written(account, parts[1]), parts[2])
                    message = (
                        f"This account of {account.on} tells {parts[1]}'s {parts[2]}, but the child was born later."
                    )
                    yield self._problem(spot, "C209", message)

    def _age(self, spot: Place, child: str, born: str) -> Iterator[Problem]:
        years = (self.today - datetime.date.fromordinal(date_span(born)[1])).days / 365.25
        if self.case.training or years < ADULT_YEARS + 1:
            return
        too_old = years > OLDEST_YEARS
        yield self._problem(
            spot,
            "C208",
            f"{child} would now be {int(years)} years old.",
            "Check the year of birth." if too_old else "Right for a care leaver; otherwise check the year of birth.",
            warn=not too_old,
        )

    def _identifiers(self, place: Place, more: Place, text: str | None) -> Iterator[Problem]:
        for code, what in identifiers_in(text or ""):
            yield self._problem(
                (*place, *more),
                code,
                f"This text looks as if it held {what}.",
                "Use references, not names or numbers that identify.",
                warn=True,
            )


def _written(account: Account, child: str) -> str | int:
    """Where a child stands in an account's children: under its id, or at its place in a list."""
    return int(child) - 1 if isinstance(account.facts.children, list) else child


def _told_as_lists(account: Account) -> set[str]:
    found: set[str] = set()

    def walk(prefix: str, entity: Entity) -> None:
        for name in entity.model_fields_set:
            value = getattr(entity, name)
            path = prefix + name
            if isinstance(value, list) and value and isinstance(value[0], Entity):
                found.add(path)
                value = {str(number): member for number, member in enumerate(value, 1)}
            if isinstance(value, dict):
                for key, member in value.items():
                    walk(f"{path}.{key}.", member)

    walk("", account.facts if isinstance(account.facts, CaseProfile) else CaseProfile())
    return found
