"""What the roles and policies that rules name are called in a place, and what people there have to look up.

Rules name a role or a policy by its general id. Here the id is turned into the name, the address or the number that the
locality has for it; where no source document gave one, it reads "look this up locally", so that nobody reads a guess as
a fact. How a finding shows these is left to the reports.
"""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.errors import Problem, ProblemsFound
from screening.rulebook.localities import Locality
from screening.rulebook.policies import UNKNOWN_POLICY, Policies, Slug, WebAddress, unknown
from screening.rulebook.sources import Text

UNKNOWN_ROLE: Final = "P203"

LOOK_UP: Final = "look this up locally"
EVERYONE: Final = "everyone"
"""Stands among the roles that use a policy when every role does."""


class Resolved(BaseModel):
    """A policy or a role as it is called in a place.

    Attributes:
        id: of the policy or role that stands for it here.
        look_up: it has to be looked up locally.
        belongs_to: id of the other area whose own form it is; none if it is this area's or nobody's in particular.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    name: Text
    address: WebAddress | None = None
    telephone: Text | None = None
    look_up: bool = False
    belongs_to: Slug | None = None

    @property
    def where(self) -> str:
        """Where to find it, in words: a telephone number, an address, that it must be looked up, or nothing."""
        return self.telephone or self.address or (LOOK_UP if self.look_up else "")


def resolve(policies: Policies, locality: Locality, policy_id: str) -> Resolved:
    """What the policy of that id is called in the locality, and where it is.

    What is another area's own keeps its name only and has to be looked up: the place will have something of the kind
    under another name, or nothing. A published review is the exception, since it reads the same everywhere.

    Raises:
        ProblemsFound: there is no such policy.
    """
    policy = policies.find(policy_id)
    local = locality.policies.get(policy_id)
    if local is not None and local.name is not None:
        return Resolved(id=policy.id, name=local.name, address=local.address, look_up=local.look_up)
    if local is not None and local.policy is not None:
        policy = policies.find(local.policy)
    elsewhere = policy.area if policy.area is not None and policy.area not in locality.areas else None
    if elsewhere and policy.kind != "review":
        return Resolved(id=policy.id, name=policy.name, look_up=True, belongs_to=elsewhere)
    return Resolved(
        id=policy.id, name=policy.name, address=policy.address, look_up=policy.look_up, belongs_to=elsewhere
    )


def resolve_role(locality: Locality, role: str) -> Resolved:
    """Whom a role means in the locality.

    Raises:
        ProblemsFound: there is no such role.
    """
    for role_id, contact in locality.roles.items():
        if role in (role_id, *contact.also_called):
            return Resolved(
                id=role_id,
                name=contact.name,
                address=contact.address,
                telephone=contact.telephone,
                look_up=contact.look_up,
            )
    raise ProblemsFound([unknown(UNKNOWN_ROLE, "role", role, _role_ids(locality))])


def _role_ids(locality: Locality) -> list[str]:
    return [word for role_id, contact in locality.roles.items() for word in (role_id, *contact.also_called)]


def dangling(policies: Policies, locality: Locality) -> list[Problem]:
    """Names that lead nowhere: policies that the locality maps or maps to, and roles that the policies name."""
    ids = [policy.id for policy in policies.policies]
    mapped = [*locality.policies, *(local.policy for local in locality.policies.values() if local.policy)]
    roles = {role for policy in policies.policies for role in policy.used_by} - {EVERYONE}
    known_roles = _role_ids(locality)
    return [
        *(unknown(UNKNOWN_POLICY, "policy", name, ids) for name in mapped if name not in ids),
        *(unknown(UNKNOWN_ROLE, "role", name, known_roles) for name in sorted(roles) if name not in known_roles),
    ]


def to_look_up(policies: Policies, locality: Locality) -> list[Resolved]:
    """What people in the locality have to look up, roles first; a partnership fills these in for its own locality.

    A service that is a role as well as a policy comes once, as the role. Policies that are another area's own are left
    out: nobody has to look up what Kent calls its forms.
    """
    roles = [resolve_role(locality, role) for role in locality.roles]
    here = [resolve(policies, locality, policy.id) for policy in policies.policies]
    found: dict[str, Resolved] = {}
    for entry in [*roles, *here]:
        if entry.look_up and entry.belongs_to is None:
            found.setdefault(entry.id, entry)
    return list(found.values())
