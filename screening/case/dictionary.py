"""The fact dictionary: every entity and field, read from the models, so that there is one list and one place.

Rules, forms, schemas, importers and the docs page of facts all ask here. A *rule path* names a fact as a rule does
(``child.injuries.kind``, ``case.people.history``); a *case path* names it in one case
(``children.robyn.injuries.i1.kind``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from screening.case.derived import DERIVED, Derived
from screening.case.profile import CaseProfile
from screening.case.words import Entity, Fact, Written

Kind = Literal["choice", "choices", "yes-no", "number", "date", "reference", "references", "word", "words", "text",
               "list", "entity"]  # fmt: skip
"""What a fact's value is. ``choices``, ``references`` and ``words`` hold several at once; ``list`` holds entities."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One fact of the dictionary.

    Attributes:
        path: the rule path, for example ``child.injuries.kind``.
        entity: the entity that has the field, for example ``injury``.
        name: the field, for example ``kind``.
        kind: see ``Kind``.
        values: allowed values of a choice, in the order of the model.
        member: for a list, the entity of its members.
        fact: question, help and the rest.
        derived: set where the fact is worked out and never told.
    """

    path: str
    entity: str
    name: str
    kind: Kind
    values: tuple[str, ...]
    member: type[Entity] | None
    fact: Fact
    derived: Derived | None = None

    def label(self, value: object) -> str:
        """A value in words: ``not-mobile`` becomes ``not yet moving about``."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple | list):
            return ", ".join(self.label(one) for one in value) or "none"
        text = str(value)
        return dict(self.fact.labels).get(text, text if self.kind in ("number", "date") else text.replace("-", " "))


def entity_name(model: type[Entity]) -> str:
    """The word by which an entity is known: ``case`` for the profile, else the class name in lower case."""
    return "case" if model is CaseProfile else model.__name__.lower()


def _unwrap(annotation: Any) -> tuple[list[Any], list[Any]]:
    """All type arguments and all metadata found inside an annotation, unions and Annotated opened."""
    types: list[Any] = []
    metadata: list[Any] = []
    pending = [annotation]
    while pending:
        one = pending.pop(0)
        if get_origin(one) is Annotated:
            inner, *more = get_args(one)
            pending.append(inner)
            metadata.extend(more)
        elif get_origin(one) in (Union, UnionType):
            pending.extend(get_args(one))
        elif one is not NoneType:
            types.append(one)
    return types, metadata


def _kind(annotation: Any) -> tuple[Kind, tuple[str, ...], type[Entity] | None]:
    types, metadata = _unwrap(annotation)
    first = types[0]
    if get_origin(first) is dict:
        member = get_args(first)[1]
        return "list", (), member
    if isinstance(first, type) and issubclass(first, Entity):
        return "entity", (), first
    if get_origin(first) is Literal:
        return "choice", tuple(get_args(first)), None
    if get_origin(first) is list:
        inner = get_args(first)[0]
        if isinstance(inner, type) and issubclass(inner, Entity):
            return "list", (), inner
        kind, values, _ = _kind(inner)
        several: dict[Kind, Kind] = {"choice": "choices", "reference": "references", "word": "words"}
        return several[kind], values, None
    if first is bool:
        return "yes-no", (), None
    if first is int:
        return "number", (), None
    return _text_kind(metadata), (), None


def _text_kind(metadata: list[Any]) -> Kind:
    return next(one.kind for one in metadata if isinstance(one, Written))


@cache
def fields(model: type[Entity]) -> dict[str, Entry]:
    """The facts of one entity by name, told and derived; paths are relative to the entity's own word."""
    own = entity_name(model)
    found: dict[str, Entry] = {}
    for name, info in model.model_fields.items():
        fact = next(one for one in info.metadata if isinstance(one, Fact))
        kind, values, member = _kind(info.rebuild_annotation())
        found[name] = Entry(f"{own}.{name}", own, name, kind, values, member, fact)
    for derived in DERIVED:
        if derived.entity == own:
            found[derived.name] = Entry(f"{own}.{derived.name}", own, derived.name, derived.kind, (), None,
                                        derived.fact, derived)  # fmt: skip
    return found


class UnknownFactError(LookupError):
    """A path that names no fact. ``part`` is the word that fails, ``known`` the words that would do there."""

    def __init__(self, part: str, known: tuple[str, ...], inside: str) -> None:
        super().__init__(f'There is no "{part}" in a {inside}.')
        self.part, self.known, self.inside = part, known, inside


def walk(model: type[Entity], dotted: str) -> Entry:
    """The fact that a path of field names leads to from an entity; lists are stepped into without ids.

    Raises:
        UnknownFactError: a word of the path is no field at its place.
    """
    entry: Entry | None = None
    here: type[Entity] | None = model
    for part in dotted.split("."):
        known = fields(here) if here else {}
        if part not in known:
            inside = entity_name(here) if here else f"{entry.name if entry else dotted}, which has no parts"
            raise UnknownFactError(part, tuple(known), inside)
        entry = known[part]
        here = entry.member
    if entry is None:
        raise UnknownFactError(dotted, tuple(fields(model)), entity_name(model))
    return entry


@lru_cache(maxsize=16384)
def at_case_path(path: str) -> Entry:
    """The fact at a case path such as ``children.robyn.mobility`` or ``people``.

    Raises:
        UnknownFactError: the path leads to no fact.
    """
    here: type[Entity] | None = CaseProfile
    entry: Entry | None = None
    parts = path.split(".")
    while parts:
        part = parts.pop(0)
        known = fields(here) if here else {}
        if part not in known:
            raise UnknownFactError(part, tuple(known), entity_name(here) if here else path)
        entry = known[part]
        here = entry.member
        if entry.kind == "list" and parts:
            parts.pop(0)
    if entry is None:
        raise UnknownFactError(path, tuple(fields(CaseProfile)), "case")
    return entry


def entities() -> dict[str, type[Entity]]:
    """Every entity by its word, the case first, then in the order in which the profile reaches them."""
    found: dict[str, type[Entity]] = {}
    pending: list[type[Entity]] = [CaseProfile]
    while pending:
        model = pending.pop(0)
        if entity_name(model) in found:
            continue
        found[entity_name(model)] = model
        pending.extend(entry.member for entry in fields(model).values() if entry.member)
    return found


def all_entries() -> Iterator[Entry]:
    """Every fact of every entity."""
    for model in entities().values():
        yield from fields(model).values()
