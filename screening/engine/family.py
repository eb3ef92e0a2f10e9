"""``family``: who is told of in and around a child's life on one day: who they are, whose parent, in which home.

Nothing is concluded about anybody. Somebody of whom hardly anything is told is called unknown, and where nobody has
told of a father that is said, because he is then easily left out. How it is drawn is left to the reports.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import Told, fold
from screening.engine import wording

Generation = Literal["grandparents", "parents", "children", "others"]

GENERATION: Final[dict[str, Generation]] = {
    "grandparent": "grandparents", "great-grandparent": "grandparents", "mother": "parents", "father": "parents",
    "parent": "parents", "step-parent": "parents", "mothers-partner": "parents", "fathers-partner": "parents",
    "former-partner": "parents", "foster-carer": "parents", "carer": "parents", "sibling": "children",
}  # fmt: skip
"""The row in which somebody stands; whoever is not in it stands with the others."""
MAN: Final = frozenset({"father"})
WOMAN: Final = frozenset({"mother"})
EASILY_UNKNOWN: Final = frozenset(
    {"father", "parent", "step-parent", "mothers-partner", "fathers-partner", "former-partner", "lodger", "visitor",
     "friend-of-family", "not-known-yet"}
)  # fmt: skip
"""Parts that somebody can be told of in a word without anybody knowing who it is."""
SAYS_LITTLE: Final = frozenset(
    {"relationship", "sex", "parent_of", "parentage", "identified", "lives_with_child", "contact", "other_homes",
     "history", "spoken_to", "views_recorded", "role_in_care_recorded", "health_history_recorded",
     "relationship_began_on"}
)  # fmt: skip
"""Facts that can be told of somebody of whom nobody knows more than that there is such a person."""
ELSEWHERE: Final = frozenset({"foster-care", "residential", "secure", "hospital", "adoptive-family"})
"""Placements with which a child does not live in the family's home."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Member(_Part):
    """Somebody in the family or around it.

    Attributes:
        part: what the person is to the child, in words; several where accounts differ; for a child the age.
        sex: as told, or as the words mother and father say; None where nobody told it.
        unknown: hardly anything is told of this person, or it is told that nobody knows who it is.
        homes: ids of the homes in which somebody told that this person lives.
        parent_of: ids of the children.
        told: what else is told of where the person lives and of contact, in words.
    """

    id: str
    part: str
    generation: Generation
    sex: Literal["female", "male"] | None
    unknown: bool
    homes: tuple[str, ...]
    parent_of: tuple[str, ...]
    told: tuple[str, ...]


class Home(_Part):
    """A home.

    Attributes:
        main: the one in which the children mostly live, or the only one told of.
        on: when it was last told who lives there.
        everyone_known: whether it is told that everybody who lives there is known.
    """

    id: str
    main: bool
    members: tuple[str, ...]
    on: str | None
    everyone_known: bool | None


class Family(_Part):
    """Everybody told of on one day.

    Attributes:
        fatherless: ids of the children of whom nobody has told a father, or a second parent.
        in_full: an account told all the people.
    """

    case: str
    training: bool
    as_of: str
    members: tuple[Member, ...]
    homes: tuple[Home, ...]
    fatherless: tuple[str, ...]
    in_full: bool


CHILDS_HOME: Final = "home-of-the-children"
"""The home that is meant by *lives with the child* where no home of the children is told."""


def family(case_file: CaseFile, as_of: datetime.date) -> Family:
    """Everybody told of by a day, and how they belong together as far as anybody told."""
    told = fold(case_file.all_accounts, as_of.toordinal())
    homes = _homes(told)
    members = (*_people(told, homes), *_children(told, homes))
    order: tuple[Generation, ...] = ("grandparents", "parents", "children", "others")
    return Family(
        case=case_file.case,
        training=case_file.training,
        as_of=as_of.isoformat(),
        members=tuple(sorted(members, key=lambda one: order.index(one.generation))),
        homes=homes,
        fatherless=tuple(_fatherless(told)),
        in_full="people" in told.in_full,
    )


def _people(told: Told, homes: tuple[Home, ...]) -> Iterator[Member]:
    for person in told.members.get("people", ()):
        path = f"people.{person}"
        parts = _values(told, f"{path}.relationship")
        yield Member(
            id=person,
            part=_words(told, f"{path}.relationship"),
            generation=GENERATION.get(parts[0], "others") if parts else "others",
            sex=_sex(told, path, parts),
            unknown=_unknown(told, path, parts),
            homes=_lives_in(homes, person),
            parent_of=_parent_of(told, person),
            told=tuple(_contact(told, path)),
        )


def _children(told: Told, homes: tuple[Home, ...]) -> Iterator[Member]:
    for child in told.members.get("children", ()):
        placement = _words(told, f"children.{child}.placement")
        yield Member(
            id=child,
            part=wording.age_in_words(told, child) or "age not known",
            generation="children",
            sex=None,
            unknown=False,
            homes=_lives_in(homes, child),
            parent_of=(),
            told=(f"lives: {placement}",) if placement else (),
        )


def _sex(told: Told, path: str, parts: list[Any]) -> Literal["female", "male"] | None:
    found = set(_values(told, f"{path}.sex"))
    if not found and parts:
        found = {"male"} if set(parts) <= MAN else {"female"} if set(parts) <= WOMAN else set()
    return next(iter(found)) if len(found) == 1 else None


def _unknown(told: Told, path: str, parts: list[Any]) -> bool:
    identified = _values(told, f"{path}.identified")
    if identified:
        return True not in identified
    if not set(parts) & EASILY_UNKNOWN and parts:
        return False
    if {"met", "spoken-to"} & set(_values(told, f"{path}.spoken_to")) or {"checked", "partly-checked"} & set(
        _values(told, f"{path}.history")
    ):
        return False
    names = {one.split(".")[2] for one in told.tellings if one.startswith(f"{path}.")}
    return names <= SAYS_LITTLE


def _parent_of(told: Told, person: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(child for value in _values(told, f"people.{person}.parent_of") for child in value))


def _contact(told: Told, path: str) -> Iterator[str]:
    lives = set(_values(told, f"{path}.lives_with_child"))
    if lives:
        yield {
            (True,): "lives with the child", (False,): "does not live with the child",
        }.get(tuple(lives), "told differently whether they live with the child")  # fmt: skip
    contact = _words(told, f"{path}.contact")
    if contact:
        yield f"contact: {contact}"
    if "disputed" in _values(told, f"{path}.parentage"):
        yield "parentage disputed"


def _homes(told: Told) -> tuple[Home, ...]:
    """The homes told of; children and whoever lives with them stand in the main one, or in the only one."""
    ids = told.members.get("households", ())
    mains = [one for one in ids if True in _values(told, f"households.{one}.main_home")] or list(ids)[: len(ids) == 1]
    main = mains[0] if mains else None
    with_child = (
        *(one for one in told.members.get("people", ()) if True in _values(told, f"people.{one}.lives_with_child")),
        *(one for one in told.members.get("children", ()) if not _placed_elsewhere(told, one)),
    )
    homes = [_home(told, one, with_child if one == main else (), one == main) for one in ids]
    if main is None and any(one in told.members.get("people", ()) for one in with_child):
        homes.append(Home(id=CHILDS_HOME, main=True, members=with_child, on=None, everyone_known=None))
    return tuple(homes)


def _home(told: Told, home: str, with_child: tuple[str, ...], main: bool) -> Home:
    tellings = told.of(f"households.{home}.members")
    listed = (who for one in tellings for who in one.value)
    known = _values(told, f"households.{home}.everyone_known")
    return Home(
        id=home,
        main=main,
        members=tuple(dict.fromkeys((*listed, *with_child))),
        on=max((one.account.on for one in tellings if one.account.on), default=None),
        everyone_known=all(known) if known else None,
    )


def _placed_elsewhere(told: Told, child: str) -> bool:
    placements = set(_values(told, f"children.{child}.placement"))
    return bool(placements) and placements <= ELSEWHERE


def _lives_in(homes: tuple[Home, ...], who: str) -> tuple[str, ...]:
    return tuple(one.id for one in homes if who in one.members)


def _fatherless(told: Told) -> Iterator[str]:
    """Children without a father told: neither a father of theirs, nor a man or a second person told as their parent."""
    people = told.members.get("people", ())
    for child in told.members.get("children", ()):
        parents = [one for one in people if child in _parent_of(told, one)]
        fathers = [
            one
            for one in people
            if "father" in _values(told, f"people.{one}.relationship") and (one in parents or not _parent_of(told, one))
        ]
        men = [one for one in parents if "male" in _values(told, f"people.{one}.sex")]
        if not (fathers or men or len(parents) > 1):
            yield child


def _values(told: Told, path: str) -> list[Any]:
    return list(dict.fromkeys(one.value for one in told.of(path)))


def _words(told: Told, path: str) -> str:
    return " / ".join(dict.fromkeys(at_case_path(path).label(one.value) for one in told.of(path)))
