"""A place's overlay: whom the roles that rules name mean there, what stands for the policies, and its words.

A locality is written as what differs from another that it extends. It can only rename the roles, definitions and words
that the other has, so rules mean the same everywhere; it is never a fork of the rules. Looking a name up in a locality
is left to ``local_names``; where the files are and which locality applies, to the pack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from screening.errors import Problem, ProblemsFound
from screening.rulebook.policies import Reachable, Slug, unknown
from screening.rulebook.sources import Text

UNKNOWN_LOCALITY: Final = "P202"
EXTENDS_ITSELF: Final = "P204"
NOT_IN_BASE: Final = "P205"
NEW_ROLE_ID: Final = "P206"

Term = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]


class Contact(Reachable):
    """Whom a role means in a place.

    Attributes:
        also_called: further ids under which rules may name the role. They are given where the role is first defined and
            hold in every locality that extends that one.
    """

    name: Text
    telephone: Text | None = None
    also_called: tuple[Slug, ...] = ()


class LocalPolicy(Reachable):
    """What a place has for a general policy: an entry of its own among the policies, or only a name."""

    policy: Slug | None = None
    name: Text | None = None

    @model_validator(mode="after")
    def _entry_or_name(self) -> Self:
        if (self.policy is None) == (self.name is None):
            raise ValueError("Give either the policy that stands for it here or the name that it has here.")
        if self.policy and (self.address or self.look_up):
            raise ValueError("The address, or that it must be looked up, stands with the policy itself.")
        return self


class LocalityFile(BaseModel):
    """A locality as it is written: what differs from the one it extends.

    Attributes:
        roles: role id to whom it means here.
        policies: id of a general policy to what stands for it here.
        definitions: what counts as something here: the values of a fact that do.
        words: what a term is called here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    name: Text
    note: Text
    extends: Slug | None = None
    roles: dict[Slug, Contact] = {}
    policies: dict[Slug, LocalPolicy] = {}
    definitions: dict[Term, tuple[str, ...]] = {}
    words: dict[Term, Text] = {}

    @model_validator(mode="after")
    def _role_ids_are_unique(self) -> Self:
        seen: set[str] = set()
        for role, contact in self.roles.items():
            again = seen & {role, *contact.also_called}
            if again:
                raise ValueError(f"Each role id stands for one role; used more than once: {', '.join(sorted(again))}.")
            seen |= {role, *contact.also_called}
        return self


class Locality(LocalityFile):
    """A locality with all that it takes over. ``areas`` are the ids whose policies are its own, its own id first."""

    areas: tuple[Slug, ...]


def assemble(files: Mapping[str, LocalityFile], locality_id: str) -> Locality:
    """The locality of that id with all that it takes over; ``files`` are by id.

    Raises:
        ProblemsFound: it, or one that it extends, is not among the files; localities extend each other in a circle; or
            one speaks of roles, definitions or words that the one it extends does not have, or gives further role ids.
    """
    return _assemble(files, locality_id, ())


def _assemble(files: Mapping[str, LocalityFile], locality_id: str, above: tuple[str, ...]) -> Locality:
    if locality_id in above:
        circle = " > ".join((*above, locality_id))
        raise ProblemsFound([Problem(EXTENDS_ITSELF, f"Localities extend each other in a circle: {circle}.")])
    if locality_id not in files:
        raise ProblemsFound([unknown(UNKNOWN_LOCALITY, "locality", locality_id, files)])
    own = files[locality_id]
    if own.extends is None:
        return Locality(**dict(own), areas=(own.id,))
    base = _assemble(files, own.extends, (*above, locality_id))
    _only_renames(own, base)
    return Locality(
        id=own.id,
        name=own.name,
        note=own.note,
        extends=own.extends,
        roles={**base.roles, **{role: _with_ids_of(base.roles[role], own.roles[role]) for role in own.roles}},
        policies={**base.policies, **own.policies},
        definitions={**base.definitions, **own.definitions},
        words={**base.words, **own.words},
        areas=(own.id, *base.areas),
    )


def _only_renames(own: LocalityFile, base: Locality) -> None:
    parts: tuple[tuple[str, Iterable[str], Collection[str]], ...] = (
        ("role", own.roles, base.roles),
        ("definition", own.definitions, base.definitions),
        ("word", own.words, base.words),
    )
    problems = [
        unknown(NOT_IN_BASE, f'{what} in "{base.id}", which "{own.id}" extends, called', name, known)
        for what, names, known in parts
        for name in names
        if name not in known
    ]
    problems += [
        Problem(NEW_ROLE_ID, f'"{own.id}" gives the role "{role}" further ids; only the locality it extends can.')
        for role, contact in own.roles.items()
        if contact.also_called
    ]
    if problems:
        raise ProblemsFound(problems)


def _with_ids_of(base: Contact, own: Contact) -> Contact:
    return own.model_copy(update={"also_called": base.also_called})
