"""What a partnership, a manager or a trainer should do so that the learning reaches practice.

Some of what the sources teach is no question to ask about one child: it speaks of how services are run, audited and
taught. A pack carries it as items of a governance page, each citing its rows. Whether every row is carried is left to
``learning``.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from screening.rulebook.sources import RowId

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Sentence = Annotated[str, StringConstraints(min_length=12, max_length=600, strip_whitespace=True)]


class GovernanceItem(BaseModel):
    """One thing to do.

    Attributes:
        title: what it is about, in a line.
        for_: who has to see to it.
        do: what to do.
        why: what the sources found.
        known_by: how one would know that it is done, or works.
        policies: ids of policies, procedures, tools and services that it speaks of.
        learning: the rows that it carries.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    title: Annotated[str, StringConstraints(min_length=8, max_length=110, strip_whitespace=True)]
    for_: Annotated[tuple[Literal["partnership", "manager", "trainer"], ...], Field(alias="for", min_length=1)]
    do: Sentence
    why: Sentence
    known_by: Sentence
    policies: tuple[Slug, ...] = ()
    learning: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Governance(BaseModel):
    """``governance.yaml``: every item of a pack. No two share an id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: tuple[GovernanceItem, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        twice = sorted(one for one, count in Counter(item.id for item in self.items).items() if count > 1)
        if twice:
            raise ValueError(f"Each item has an id of its own; used more than once: {', '.join(twice)}.")
        return self
