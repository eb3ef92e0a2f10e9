"""The plain template: which sheets and columns a spreadsheet of cases has, drawn from the fact dictionary.

One sheet for the accounts and one for each kind of thing; a row of a sheet is one thing as one account tells it.
Writing it down is left to ``template_files``, reading it back to ``plain_tables``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from screening.case.dictionary import Entry, entity_name, fields
from screening.case.profile import CaseProfile
from screening.case.words import Entity
from screening.forms.checklist import Checklist, entry_of, list_of

ACCOUNTS: Final = "accounts"
CASE, ACCOUNT, ID = "case", "account", "id"
LIST_MARK: Final = ";"
"""Stands between several values in one cell."""
COMMENT: Final = "#"
"""A row whose first cell begins with it explains, and is not read."""

ABOUT_ACCOUNTS: Final[dict[str, str]] = {
    CASE: "Your own reference for the family. Never a name.",
    ACCOUNT: "A word for this telling, such as a1. Other sheets name it where a case has several.",
    "on": "The day on which it was told or seen, such as 31/05/2026.",
    "agency": "Who wrote it down, such as health-visiting, gp or nursery.",
    "by": "The role that wrote it down, such as health visitor. Never a name.",
    "source": "How they know.",
    "told_by": "Who said it: the id of a row in people or children.",
    "known_to": "Other agencies that knew it then, with ; between them.",
    "complete": "Lists told in full here, with ; between them, such as people; children.sam.injuries.",
}
"""The columns of the accounts, each with what belongs there."""

WHOSE: Final[dict[str, str]] = {"child": "children", "person": "people"}
"""The column that names the child or person that a thing belongs to, with the list that they stand in."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: the list that its rows are entries of, and a column for each fact.

    Attributes:
        name: of the sheet or CSV file, such as ``children`` or ``child-injuries``.
        list: the field that holds the entries: ``children``, or ``injuries`` of a child.
        owner: ``child`` or ``person`` where each entry belongs to one.
        single: there is one such thing in a case, so its rows have no id.
        facts: the columns after those that say whose row it is.
    """

    name: str
    list: str
    owner: str | None
    single: bool
    entity: type[Entity]
    facts: tuple[Entry, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns that say whose row it is."""
        return (CASE, ACCOUNT, *((self.owner,) if self.owner else ()), *(() if self.single else (ID,)))


def sheets(only: frozenset[str] | None = None) -> tuple[Sheet, ...]:
    """The sheets of a template.

    Args:
        only: facts such as ``injury.kind`` to which it is limited. A sheet without any is left out, but not that of
            the children.
    """
    return tuple(one for one in _all_sheets(only) if one.facts or one.name == "children")


def facts_of(checklists: Iterable[Checklist]) -> frozenset[str]:
    """The facts that checklists ask for, with the day of birth, by which so much is judged."""
    found = {"child.born"}
    for checklist in checklists:
        for section in checklist.sections:
            if section.each is not None:
                member = list_of(section).member
                found |= {"person.relationship"} if member is not None and entity_name(member) == "person" else set()
            found |= {entry_of(section, question).path for question in section.questions}
    return frozenset(found)


def _all_sheets(only: frozenset[str] | None) -> Iterator[Sheet]:
    for top in fields(CaseProfile).values():
        if top.member is None:
            continue
        yield _sheet(top.name, top, None, only)
        owner = entity_name(top.member)
        for inner in fields(top.member).values():
            if inner.member is not None:
                yield _sheet(f"{owner}-{inner.name}", inner, owner, only)


def _sheet(name: str, entry: Entry, owner: str | None, only: frozenset[str] | None) -> Sheet:
    if entry.member is None:
        raise AssertionError("only lists and parts of a case have sheets")
    facts = tuple(
        one
        for one in fields(entry.member).values()
        if one.member is None and one.derived is None and (only is None or one.path in only)
    )
    return Sheet(name, entry.name, owner, entry.kind == "entity", entry.member, facts)


def help_text(entry: Entry) -> str:
    """What to put into a column: the question, its help, and the values that it can have."""
    parts = [entry.fact.question, entry.fact.help, values_text(entry)]
    return " ".join(part for part in parts if part)


def values_text(entry: Entry) -> str:
    """The values that a fact can have, in words."""
    match entry.kind:
        case "choice":
            return f"One of: {', '.join(entry.values)}."
        case "choices":
            return f"Any of: {', '.join(entry.values)}; with {LIST_MARK} between them. none: looked at, and none."
        case "yes-no":
            return "yes or no."
        case "date":
            return "A date such as 31/05/2026, 2026-05 or 2026."
        case "number":
            return "A whole number."
        case "reference" | "references":
            return f"The id of a row in {entry.fact.refers_to or 'the case'}."
        case "word":
            return "A word such as health-visiting."
        case "words":
            return f"Words such as gp; with {LIST_MARK} between them. none: asked about, and none."
        case _:
            return "A note for people. No rule reads it."
