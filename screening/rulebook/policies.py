"""The policies, procedures, tools and services that the sources name and that rules point to.

A rule names a policy by its id, mostly a general one such as ``escalation-and-challenge``. An address stands in an
entry only where a source document gives it; what a practitioner has to find without one is marked to be looked up.
What stands for a general entry in a place is left to ``localities``.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.rulebook.sources import RowId, Text

UNKNOWN_POLICY: Final = "P201"

PolicyKind = Literal[
    "law", "guidance", "procedure", "tool", "service", "meeting", "plan", "training", "review", "record"
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


def unknown(code: str, what: str, name: str, known: Iterable[str]) -> Problem:
    """The problem that there is no ``what`` called ``name``, with the nearest of the known names as its hint."""
    near = did_you_mean(name, known)
    return Problem(code, f'There is no {what} "{name}".', hint=f'Did you mean "{near}"?' if near else None)


class Reachable(BaseModel):
    """Something that has an address or has to be looked up locally, never both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: WebAddress | None = None
    look_up: bool = False
    note: Text | None = None

    @model_validator(mode="after")
    def _address_or_look_up(self) -> Self:
        if self.address and self.look_up:
            raise ValueError("Give an address or say look_up: true, not both.")
        return self


class Policy(Reachable):
    """A policy, procedure, tool or service.

    Attributes:
        name: as a practitioner would say it.
        also_called: other names under which the sources speak of it.
        purpose: what it is for, in one or two plain sentences of our own.
        used_by: roles whose work it is part of, as the localities name them; ``everyone`` for all.
        address: only where a source document gives one.
        area: id of the locality whose own form of a policy this is; ``england`` for what is national; else none.
        checked: when the entry was last compared with the source documents; none if no source names it.
        learning: rows of the sources that name it.
        from_sources: whether a source document names it. If not, ``note`` says why it is here.
        look_up: whether a practitioner has to find the local form of it.
    """

    id: Slug
    name: Text
    also_called: tuple[Text, ...] = ()
    kind: PolicyKind
    purpose: Text
    used_by: tuple[Slug, ...] = Field(min_length=1)
    area: Slug | None
    checked: datetime.date | None
    learning: tuple[RowId, ...]
    from_sources: bool = True

    @model_validator(mode="after")
    def _origin_is_stated(self) -> Self:
        if self.from_sources and self.checked is None:
            raise ValueError("An entry that a source names says when it was last compared with it (checked).")
        if not self.from_sources and (self.checked or self.learning or not self.note):
            raise ValueError("An entry that no source names has no checked date and no learning; its note says why.")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, its own first."""
        return (self.name, *self.also_called)


class Policies(BaseModel):
    """Every entry of a pack. No two share an id or a name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    policies: tuple[Policy, ...]

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        ids = Counter(policy.id for policy in self.policies)
        names = Counter(name.casefold() for policy in self.policies for name in policy.names)
        twice = sorted(word for word, count in [*ids.items(), *names.items()] if count > 1)
        if twice:
            raise ValueError(f"Each entry has an id and names of its own; used more than once: {', '.join(twice)}.")
        return self

    @cached_property
    def _by_id(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in self.policies}

    def find(self, policy_id: str) -> Policy:
        """The entry of that id.

        Raises:
            ProblemsFound: there is none.
        """
        if policy_id not in self._by_id:
            raise ProblemsFound([unknown(UNKNOWN_POLICY, "policy", policy_id, self._by_id)])
        return self._by_id[policy_id]

    def named(self, name: str) -> Policy:
        """The entry that goes by that name in any source, whatever its capitals.

        Raises:
            ProblemsFound: there is none.
        """
        by_name = {known.casefold(): policy for policy in self.policies for known in policy.names}
        if name.casefold() not in by_name:
            known_names = [known for policy in self.policies for known in policy.names]
            raise ProblemsFound([unknown(UNKNOWN_POLICY, "policy called", name, known_names)])
        return by_name[name.casefold()]
