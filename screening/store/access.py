"""Who may do what with which case: the policy, as one table.

Access to a child's record follows the work: those who hold a case, and their team. Training cases and live cases are
kept apart. Whoever looks after users has no need to read a case. In an emergency a practitioner can open a case that
they do not hold ("break the glass"): with a reason, for a day, and in the log; ``break_glass`` keeps that.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, Protocol, get_args

from screening.store.users import Role

CaseAction = Literal[
    "read", "write", "respond", "print", "export", "disclose", "assign", "delete", "supervise", "record", "break-glass"
]
"""What can be done with a case.

``respond``: answer a prompt. ``export``: take out the case file and the result as data. ``disclose``: take out
everything about it, for a family's request or to move it: also who looked, and what nobody has added yet. ``assign``:
give it to another holder or team, or set its review date. ``supervise``: prepare and hold supervision of it, and keep
a record of that. ``record``: read and sign the records of its supervision, write in one before it is kept, and say what
became of its actions. ``break-glass``: open it although neither they nor their team hold it.
"""

OtherAction = Literal["new-case", "new-training-case", "training-session", "users", "audit"]
"""What can be done without a case.

``training-session``: hold an exercise with groups. ``users``: add, change, disable. ``audit``: check and export the
log.
"""

Action = Literal[CaseAction, OtherAction]

Reach = Literal["own", "team", "training", "live"]
"""Which cases: those they hold; those their team holds; training cases, all of them; live cases, all of them."""

CASE_ACTIONS: Final[tuple[CaseAction, ...]] = get_args(CaseAction)

_OWN: Final[frozenset[Reach]] = frozenset({"own", "team"})
_TRAINING: Final[frozenset[Reach]] = frozenset({"training"})
_LIVE: Final[frozenset[Reach]] = frozenset({"live"})
_WORK: Final[Mapping[CaseAction, frozenset[Reach]]] = {
    "read": _OWN, "write": _OWN, "respond": _OWN, "print": _OWN, "export": _OWN, "break-glass": _LIVE,
}  # fmt: skip

WITH_CASES: Final[Mapping[Role, Mapping[CaseAction, frozenset[Reach]]]] = MappingProxyType({
    # A record says what a worker thought aloud, so it is for them and their supervisor, not for the whole team.
    "practitioner": {**_WORK, "record": frozenset({"own"})},
    "supervisor": {**_WORK, "disclose": _OWN, "assign": _OWN, "delete": _OWN, "supervise": _OWN, "record": _OWN},
    "trainer": {action: _TRAINING for action in CASE_ACTIONS if action != "break-glass"},
    "administrator": {},
})  # fmt: skip
"""Role, action, and which cases. What is not here may not be done."""

WITHOUT_CASES: Final[Mapping[Role, frozenset[OtherAction]]] = MappingProxyType({
    "practitioner": frozenset[OtherAction]({"new-case"}),
    "supervisor": frozenset[OtherAction]({"new-case"}),
    "trainer": frozenset[OtherAction]({"new-training-case", "training-session"}),
    "administrator": frozenset[OtherAction]({"users", "audit"}),
})  # fmt: skip
"""Role and what it may do that is about no case. What is not here may not be done."""

THROUGH_GLASS: Final[frozenset[CaseAction]] = frozenset({"read", "write", "respond", "print"})
"""What may be done with a case after breaking the glass: enough to keep a child safe tonight, and no more."""


class Person(Protocol):
    """What has to be known of a user."""

    @property
    def id(self) -> str: ...  # noqa: D102 -- as its name says
    @property
    def roles(self) -> frozenset[Role]: ...  # noqa: D102 -- as its name says
    @property
    def team_id(self) -> str | None: ...  # noqa: D102 -- as its name says
    @property
    def disabled(self) -> bool: ...  # noqa: D102 -- as its name says


class Held(Protocol):
    """What has to be known of a case."""

    holder_id: str | None
    team_id: str | None
    training: bool


def may(user: Person, action: Action, case: Held | None = None, *, glass: bool = False) -> bool:
    """Whether a user may do something.

    Args:
        user: who.
        action: what.
        case: with which case; None for what is about no case.
        glass: whether they have broken the glass for this case within the last day.
    """
    if user.disabled:
        return False
    if case is None:
        return any(action in WITHOUT_CASES[role] for role in user.roles)
    if glass and action in THROUGH_GLASS and _within(user, case, reaches(user, "break-glass")):
        return True
    return _within(user, case, reaches(user, action))


def reaches(user: Person, action: Action) -> frozenset[Reach]:
    """Which cases a user may do something with, over all of their roles."""
    if user.disabled:
        return frozenset()
    found: set[Reach] = set()
    for role in user.roles:
        for known, reach in WITH_CASES[role].items():
            if known == action:
                found |= reach
    return frozenset(found)


def _within(user: Person, case: Held, allowed: frozenset[Reach]) -> bool:
    return (
        ("own" in allowed and case.holder_id == user.id)
        or ("team" in allowed and user.team_id is not None and case.team_id == user.team_id)
        or ("training" in allowed and case.training)
        or ("live" in allowed and not case.training)
    )
