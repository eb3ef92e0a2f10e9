"""How a condition is written in a rule: plain data, no expressions, no templates.

Each node is told apart by the key that names it (``all``, ``any``, ``not``, ``at_least ... of``, ``exists``,
``every``, ``count``, ``is_met`` or ``fact``), so that a slip gives one clear message. Whether the facts and values
exist is checked in ``binding``.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from screening.case.words import NotKnownReason, Source, When

_PERIOD = re.compile(r"^([1-9]\d{0,3}) (day|week|month)s?$")
_CONFIG = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def period_parts(text: str) -> tuple[int, str]:
    """``12 months`` as (12, "month").

    Raises:
        ValueError: the text is no period.
    """
    match = _PERIOD.match(text)
    if not match:
        raise ValueError('A period is written like "10 days", "2 weeks" or "12 months".')
    return int(match.group(1)), match.group(2)


def _period(text: str) -> str:
    period_parts(text)
    return text


Period = Annotated[str, AfterValidator(_period)]

Scalar = bool | int | str

OPERATORS = (
    "is", "is_not", "in", "not_in", "in_definition", "below", "at_most", "above", "at_least", "before", "after",
    "within_last", "not_within_last", "includes", "includes_any", "given", "not_given", "told_by", "source_in",
    "corroborated",
)  # fmt: skip


class FactTest(BaseModel):
    """A test on one fact: the path and exactly one operator."""

    model_config = _CONFIG

    fact: str
    is_: Annotated[Scalar | None, Field(alias="is")] = None
    is_not: Scalar | None = None
    in_: Annotated[tuple[Scalar, ...] | None, Field(alias="in", min_length=1)] = None
    not_in: Annotated[tuple[Scalar, ...] | None, Field(min_length=1)] = None
    in_definition: Annotated[str | None, Field(description="A list of values that a locality may set.")] = None
    below: int | None = None
    at_most: int | None = None
    above: int | None = None
    at_least: int | None = None
    before: When | None = None
    after: When | None = None
    within_last: Period | None = None
    not_within_last: Period | None = None
    includes: str | None = None
    includes_any: Annotated[tuple[str, ...] | None, Field(min_length=1)] = None
    given: Literal[True] | None = None
    not_given: Literal[True] | tuple[NotKnownReason, ...] | None = None
    told_by: Annotated[tuple[str, ...] | None, Field(min_length=1, description="Relationships to the child.")] = None
    source_in: Annotated[tuple[Source, ...] | None, Field(min_length=1)] = None
    corroborated: bool | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> FactTest:
        if len(self.model_fields_set - {"fact"}) != 1 or self.operand is None:
            raise ValueError(f"A test on a fact has exactly one of: {', '.join(OPERATORS)}.")
        return self

    @property
    def operator(self) -> str:
        """The operator's word."""
        return next(iter(self.model_fields_set - {"fact"})).rstrip("_")

    @property
    def operand(self) -> Any:
        """What the operator is given."""
        name = next(iter(self.model_fields_set - {"fact"}))
        return getattr(self, name)


class AllOf(BaseModel):
    """Every part; the weakest counts."""

    model_config = _CONFIG
    all: Annotated[tuple[Condition, ...], Field(min_length=1)]


class AnyOf(BaseModel):
    """One part is enough; the strongest counts."""

    model_config = _CONFIG
    any: Annotated[tuple[Condition, ...], Field(min_length=1)]


class NotOf(BaseModel):
    """The opposite; it is pushed down onto the tests."""

    model_config = _CONFIG
    not_: Annotated[Condition, Field(alias="not")]


class SomeOf(BaseModel):
    """At least so many of the parts: the n-th strongest counts."""

    model_config = _CONFIG
    at_least: Annotated[int, Field(ge=1)]
    of: Annotated[tuple[Condition, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _reachable(self) -> SomeOf:
        if self.at_least > len(self.of):
            raise ValueError(f"at_least {self.at_least} can never be met by {len(self.of)} parts.")
        return self


class Exists(BaseModel):
    """At least one member of a list meets ``where``."""

    model_config = _CONFIG
    exists: str
    where: Condition | None = None


class Every(BaseModel):
    """Each member of a list meets ``where``."""

    model_config = _CONFIG
    every: str
    where: Condition


class Count(BaseModel):
    """So many members meet ``where``; ``distinct`` counts different values of a field instead of members.

    ``within_any`` asks for so many within any period of that length (first to last, both ends counted), by the date
    field that ``dated_by`` names.
    """

    model_config = _CONFIG
    count: str
    where: Condition | None = None
    distinct: str | None = None
    at_least: Annotated[int | None, Field(ge=1)] = None
    at_most: Annotated[int | None, Field(ge=0)] = None
    within_any: Period | None = None
    dated_by: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Count:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("A count has either at_least or at_most.")
        if (self.within_any is None) != (self.dated_by is None):
            raise ValueError("within_any and dated_by go together.")
        return self


class IsMet(BaseModel):
    """A named concept of the pack."""

    model_config = _CONFIG
    is_met: str


_KINDS = ("all", "any", "not", "of", "exists", "every", "count", "is_met", "fact")
"""The keys that tell the nodes apart, in the order in which they are looked for."""


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return next((key for key in _KINDS if key in value), "fact")
    kinds: dict[type, str] = {
        AllOf: "all",
        AnyOf: "any",
        NotOf: "not",
        SomeOf: "of",
        Exists: "exists",
        Every: "every",
        Count: "count",
        IsMet: "is_met",
    }
    return kinds.get(type(value), "fact")


Condition = Annotated[
    Annotated[FactTest, Tag("fact")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NotOf, Tag("not")]
    | Annotated[SomeOf, Tag("of")]
    | Annotated[Exists, Tag("exists")]
    | Annotated[Every, Tag("every")]
    | Annotated[Count, Tag("count")]
    | Annotated[IsMet, Tag("is_met")],
    Discriminator(_kind),
]

for _model in (AllOf, AnyOf, NotOf, SomeOf, Exists, Every, Count):
    _model.model_rebuild(_types_namespace={"Condition": Condition})
