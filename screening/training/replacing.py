"""New words for every id, reference and local service of a case: children get a number, people what they are to them.

A new word is made from the dictionary's own words and a number, never from the old one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from screening.case.account import Account, CaseFile
from screening.case.dictionary import at_case_path, entity_name

COMMON_SERVICES: Final = frozenset(
    {
        "adult-mental-health", "adult-social-care", "ambulance", "audiology", "camhs", "child-development",
        "childrens-centre", "childrens-social-care", "college", "community-paediatrics", "counselling", "court",
        "debt-advice", "domestic-abuse-service", "early-help", "education", "ent-clinic", "family-support",
        "fire-service", "gp", "health-visiting", "hospital", "housing", "housing-support", "leaving-care", "mash",
        "mental-health", "midwifery", "midwifery-safeguarding", "minor-injury-unit", "nursery", "out-of-hours",
        "out-of-hours-gp", "out-of-hours-social-care", "parenting-course", "perinatal-mental-health", "play-group",
        "police", "probation", "safeguarding-lead", "safeguarding-partnership", "school", "school-nursing",
        "social-care", "special-school", "speech-therapy", "substance-misuse", "youth-justice", "youth-work",
    }
)  # fmt: skip
"""Services that are much the same everywhere. Any other word may be the name of one place and is replaced."""


class Replacements:
    """The new word for each old one of a case.

    Args:
        case: as it was told.
        without: case paths of members of lists, such as ``children.sam``, that get no new word because they go.
    """

    def __init__(self, case: CaseFile, without: Collection[str] = ()) -> None:
        accounts = case.all_accounts
        self._accounts = {account.id: f"a{number}" for number, account in enumerate(accounts, 1)}
        self._members: dict[str, dict[str, str]] = {}
        self._agencies: dict[str, str] = {}
        relationships: dict[str, str] = {}
        members: dict[str, dict[str, None]] = {}
        for account in accounts:
            for path, member in account.flattened.members:
                if f"{path}.{member}" not in without:
                    members.setdefault(path, {})[member] = None
            for path, value in account.flattened.values:
                parts = path.split(".")
                if parts[0] == "people" and parts[2:] == ["relationship"]:
                    relationships.setdefault(parts[1], value)
        for path, old in members.items():
            if path == "people":
                self._members[path] = _by_relationship(old, relationships)
            else:
                self._members[path] = _numbered(path, old)
        for agency in (one for account in accounts for one in _services(account)):
            self.agency(agency)

    def ids(self) -> tuple[tuple[str, str], ...]:
        """Every old id of a child or person with its new one."""
        return tuple((old, new) for path in ("children", "people") for old, new in self._members.get(path, {}).items())

    def services(self) -> tuple[tuple[str, str], ...]:
        """Every local service with its new word."""
        return tuple(self._agencies.items())

    def account(self, old: str | None) -> str:
        """The new id of an account."""
        return self._accounts[old]

    def member(self, path: str, old: str) -> str:
        """The new id of a member of the list at a case path (with the old ids in it)."""
        return self._members[path][old]

    def person(self, old: str) -> str | None:
        """The new id of a person or child; None where the case has none of this id."""
        return self._members.get("people", {}).get(old) or self._members.get("children", {}).get(old)

    def referred(self, to: str | None, old: str) -> str | None:
        """The new id of what a fact refers to; None where the case does not have it."""
        if to == "people":
            return self.person(old)
        return self._members.get(to or "", {}).get(old)

    def agency(self, old: str) -> str:
        """The word for a service: the same where it is common, else ``service-1`` and so on."""
        if old in COMMON_SERVICES:
            return old
        return self._agencies.setdefault(old, f"service-{len(self._agencies) + 1}")

    def path(self, old: str) -> str | None:
        """A case path with its ids replaced; None where it names a member that the case does not have."""
        parts = old.split(".")
        new = list(parts)
        for place in range(1, len(parts)):
            above = ".".join(parts[:place])
            if place % 2 and at_case_path(above).kind == "list":
                renamed = self._members.get(above, {}).get(parts[place])
                if renamed is None:
                    return None
                new[place] = renamed
        return ".".join(new)


def _numbered(path: str, old: dict[str, None]) -> dict[str, str]:
    entry = at_case_path(path)
    word = entity_name(entry.member) if entry.member else entry.name
    if word == "child" and len(old) == 1:
        return dict.fromkeys(old, "child")
    return {one: f"{word}-{number}" for number, one in enumerate(old, 1)}


def _by_relationship(old: dict[str, None], relationships: dict[str, str]) -> dict[str, str]:
    words = {one: relationships.get(one, "adult").replace("not-known-yet", "adult") for one in old}
    of_a_kind = Counter(words.values())
    seen: Counter[str] = Counter()
    new: dict[str, str] = {}
    for one, word in words.items():
        seen[word] += 1
        new[one] = f"{word}-{seen[word]}" if of_a_kind[word] > 1 else word
    return new


def _services(account: Account) -> Iterator[str]:
    yield from (one for one in (account.agency, *account.known_to) if one)
    for path, value in account.flattened.values:
        if at_case_path(path).kind in ("word", "words"):
            yield from value if isinstance(value, tuple) else (value,)
