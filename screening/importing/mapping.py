"""What a mapping says: which element or column of a file tells which fact, and what such a file cannot tell.

A mapping is a YAML file of the folder ``mappings``. Nothing of a file becomes a fact but by a line of it, and an
element that is absent tells nothing. Reading files is left to the importers, making accounts to ``telling``.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from screening.case.child import Child
from screening.case.dictionary import Entry, entity_name, fields, walk
from screening.case.profile import CaseProfile
from screening.case.words import Agency, Entity
from screening.yamlsource import read_path, validated

_CONFIG = ConfigDict(frozen=True, extra="forbid")

Words = Annotated[str, StringConstraints(min_length=2, max_length=400, strip_whitespace=True)]
Value = bool | int | str | tuple[str, ...]
Years = tuple[int | None, int | None]
"""First and last year in which something stands in the layout; None where it is not known to begin or end."""

FOLDER = Path(__file__).parent / "mappings"
NAMES = ("cin", "annex-a", "fhir")
"""The mappings that come along, by name."""


class Column(BaseModel):
    """One element of a record or column of a list.

    Attributes:
        means: what it says.
        kind: how its values are read; a yes-no comes out as the code ``yes`` or ``no``.
        codes: the codes that can stand in it, each with what it means.
        written: other ways in which a code is written in such files.
        system: the code system that its codes belong to; codes of others tell nothing.
        others: codes that are not listed may stand in it too, and tell nothing.
        many: it can hold several values.
        also: other names that the element or column goes by.
        years, code_years: in which years' layouts it, or one of its codes, stands.
        died: it says that the child has died.
        left: why nothing of it is taken over; it has no kind then.
    """

    model_config = _CONFIG

    means: Words
    kind: Literal["date", "code", "yes-no", "number", "id"] | None = None
    codes: dict[str, Words] = Field(default_factory=dict)
    written: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    system: str | None = None
    others: bool = False
    many: bool = False
    also: tuple[str, ...] = ()
    years: Years = (None, None)
    code_years: dict[str, Years] = Field(default_factory=dict)
    died: bool = False
    left: Words | None = None

    @model_validator(mode="after")
    def _is_read_or_left(self) -> Self:
        if (self.kind is None) == (self.left is None):
            raise ValueError("A column has a kind, or a reason why it is left; not both.")
        if (self.kind == "code") != bool(self.codes):
            raise ValueError("A column of codes lists them, and no other does.")
        if unknown := (set(self.written) | set(self.code_years)) - set(self.codes):
            raise ValueError(f"These codes are not listed: {sorted(unknown)}.")
        return self

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every way in which a code may be written, in small letters, with the code."""
        known = {code.casefold(): code for code in self.codes}
        return known | {one.casefold(): code for code, ways in self.written.items() for one in ways}


class Source(BaseModel):
    """Where the value of one fact comes from.

    Attributes:
        is_: a value that holds wherever the telling is made.
        from_: the column; its own value is taken, unless ``values`` gives one for each code.
        values: by code. A code that is not here tells nothing about this fact.
        at_least: ``is_`` holds only where the number in the column is at least this.
    """

    model_config = _CONFIG

    is_: Value | None = Field(default=None, alias="is")
    from_: str | None = Field(default=None, alias="from")
    values: dict[str, Value] | None = None
    at_least: int | None = None


class Telling(BaseModel):
    """Facts about one thing, told together, where at least one of them comes from a column that holds something.

    Attributes:
        of: ``child``, or a list such as ``case.referrals`` of which one entry is told.
        id: how the ids of its entries begin; tellings that share it speak of the same entry of a row.
        each: one entry for every code of this column that the facts have a value for.
        dated: the column that gives the day of the account; the day of the file where it holds none.
        needs: it is made only where each of these columns holds a value that can be used; what always holds is then
            told as well.
        unless: it is not made where one of these columns holds anything at all.
    """

    model_config = _CONFIG

    of: str = "child"
    id: str | None = None
    each: str | None = None
    dated: str | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    facts: Annotated[dict[str, tuple[Source, ...]], Field(min_length=1)]

    @cached_property
    def entity(self) -> type[Entity]:
        """The entity whose facts are told."""
        if self.of == "child":
            return Child
        return _list(self.of).member or CaseProfile

    def entry(self, fact: str) -> Entry:
        """The fact of the dictionary that a field of this telling is.

        Raises:
            KeyError: the entity has no such fact.
        """
        return fields(self.entity)[fact]

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.needs and all(source.from_ is None for sources in self.facts.values() for source in sources):
            raise ValueError("A telling of what always holds names the columns that it needs.")
        return self


class Group(BaseModel):
    """One kind of record in the file: an element that may repeat, a list of a workbook, a kind of resource.

    Attributes:
        at: where it stands in the file.
        by: who wrote it down, as the accounts say it; the title of the mapping where it is not given.
        skip: by column, values with which a record is not read at all.
        left: why nothing of it is taken over.
    """

    model_config = _CONFIG

    at: str
    title: Words
    by: Annotated[str, StringConstraints(max_length=120)] = ""
    columns: dict[str, Column]
    skip: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    tellings: tuple[Telling, ...] = ()
    left: Words | None = None

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Every name that a column goes by, with the name it has here."""
        return {name: own for own, column in self.columns.items() for name in (own, *column.also)}


class Mapping(BaseModel):
    """How one kind of file becomes case files.

    Attributes:
        agency: whose record the file is; None where the file does not say.
        reference: the column that holds the agency's own reference for the child.
        years: first and last year whose layout is known.
        established: what the mapping was made from, so that somebody can check it.
        cannot_tell: what stays not known, in plain words.
    """

    model_config = _CONFIG

    mapping: str
    title: Words
    about: Words
    agency: Agency | None = None
    reference: str
    years: tuple[int, int] | None = None
    established: Words
    cannot_tell: tuple[Words, ...]
    groups: tuple[Group, ...]


@cache
def read_mapping(name: str) -> Mapping:
    """A mapping that comes along.

    Raises:
        ProblemsFound: with every mistake in its file.
    """
    return validated(read_path(FOLDER / f"{name}.yaml"), Mapping, prefix="M")


def fact_of(telling: Telling, field: str) -> str:
    """A fact as the dictionary names it, such as ``referral.made_by``."""
    return f"{entity_name(telling.entity)}.{field}"


def _list(path: str) -> Entry:
    root, _, rest = path.partition(".")
    return walk(Child if root == "child" else CaseProfile, rest)
