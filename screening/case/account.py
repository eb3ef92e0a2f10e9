"""Accounts and the case file: who told what, when, and how they know.

An account is one telling. It is flattened here, once, into facts by path; which accounts count on a given day is
decided in ``told``. Whether ids and paths make sense is checked in ``checks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from screening.case.profile import CaseProfile
from screening.case.words import Agency, Entity, Id, Note, NotKnownReason, Source, When, date_span

Reference = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\s].*$")]
"""The agency's own reference for a family. Never a name."""


@dataclass(frozen=True, slots=True)
class Flattened:
    """One account's facts by path, for example ``children.robyn.injuries.i1.kind``.

    Attributes:
        values: path and value, lists as tuples.
        members: path of a list and the id of a member that the account speaks of.
        in_full: paths of lists that the account tells in full.
    """

    values: tuple[tuple[str, Any], ...]
    members: tuple[tuple[str, str], ...]
    in_full: frozenset[str]


class Account(BaseModel):
    """One telling: when, by which agency, how they know, who said it, and the facts."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Id | None = None
    on: Annotated[When | None, Field(description="When it was told or seen. Without it: the day of the screening.")] = (
        None
    )
    agency: Annotated[Agency | None, Field(description="The agency that wrote it down.")] = None
    by: Annotated[str | None, Field(max_length=120, description="The role that wrote it down.")] = None
    source: Annotated[Source | None, Field(description="How they know.")] = None
    told_by: Annotated[Id | None, Field(description="The id of the person who said it.")] = None
    known_to: Annotated[tuple[Agency, ...], Field(description="Other agencies that knew it then.")] = ()
    corroborated_by: Annotated[tuple[Id, ...], Field(description="Ids of accounts that bear it out.")] = ()
    complete: Annotated[tuple[str, ...], Field(description="Paths of lists told in full here.")] = ()
    not_known: Annotated[
        dict[str, NotKnownReason], Field(description="Paths asked for and not known, with the reason.")
    ] = Field(default_factory=dict)
    withdraws: Annotated[tuple[Id, ...], Field(description="Ids of earlier accounts that this one takes back.")] = ()
    basis: Annotated[
        Literal["stated", "derived", "invented"] | None,
        Field(description="For training cases: does a source state it, is it worked out from one, or invented?"),
    ] = None
    cites: Annotated[str | None, Field(max_length=200, description="For training cases: the place in the source.")] = (
        None
    )
    note: Note | None = None
    facts: CaseProfile = CaseProfile()

    @cached_property
    def day(self) -> int | None:
        """The last day that ``on`` can mean, as an ordinal; None where the account carries no date."""
        return date_span(self.on)[1] if self.on else None

    @cached_property
    def flattened(self) -> Flattened:
        """The account's facts by path."""
        values: list[tuple[str, Any]] = []
        members: list[tuple[str, str]] = []
        in_full = set(self.complete)
        _flatten("", self.facts, values, members, in_full)
        return Flattened(tuple(values), tuple(members), frozenset(in_full))


def _flatten(
    prefix: str, entity: Entity, values: list[tuple[str, Any]], members: list[tuple[str, str]], in_full: set[str]
) -> None:
    for name in sorted(entity.model_fields_set):
        value = getattr(entity, name)
        path = prefix + name
        if value is None:
            continue
        if isinstance(value, Entity):
            _flatten(path + ".", value, values, members, in_full)
        elif isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], Entity)):
            if isinstance(value, list):
                in_full.add(path)
                value = {str(number): member for number, member in enumerate(value, 1)}
            for key, member in value.items():
                members.append((path, key))
                _flatten(f"{path}.{key}.", member, values, members, in_full)
        elif isinstance(value, list):
            if not value:
                in_full.add(path)
            values.append((path, tuple(value)))
        else:
            values.append((path, value))


class CaseFile(BaseModel):
    """Everything told about one family: a reference and a list of accounts."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    case: Reference
    training: Annotated[bool, Field(description="A training case: nothing in it is about a living family.")] = False
    about: Annotated[str | None, Field(max_length=2000, description="For training cases: what the case is.")] = None
    warning: Annotated[
        str | None, Field(max_length=600, description="For training cases: what readers may find hard.")
    ] = None
    accounts: tuple[Account, ...] = ()
    facts: Annotated[CaseProfile | None, Field(description="Short form: one account without date or author.")] = None

    @cached_property
    def all_accounts(self) -> tuple[Account, ...]:
        """Every account with an id; the short form ``facts`` is one of them."""
        accounts = list(self.accounts)
        if self.facts is not None:
            accounts.append(Account(id="facts", facts=self.facts))
        taken = {account.id for account in accounts}
        named: list[Account] = []
        number = 0
        for account in accounts:
            if account.id is None:
                number += 1
                while f"a{number}" in taken:
                    number += 1
                account = account.model_copy(update={"id": f"a{number}"})
            named.append(account)
        return tuple(named)
