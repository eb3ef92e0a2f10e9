"""What in a case could point to one family although nobody is named: unusual facts, and unusual shapes of a family.

Which facts count as unusual is our choice, made wide on purpose: a question too many costs a keypress. Each is put to
a person, who knows the area; taking it out of the case is left to ``anonymising``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.case.dictionary import Entry, at_case_path

_FEW = "Few children in one area live with it, and people know them."
_HEARD_OF = "Neighbours, staff or the press may have heard of it."
_COURT = "Courts and the press tell of it; somebody can look it up."
_COMMUNITY = "In a small community it can point to one family."
_HOME = "It can point to one building or one service."

RARE: Final[dict[str, tuple[frozenset[str] | None, str]]] = {
    "child.born_at_weeks": (None, _FEW),
    "child.disability": (None, _FEW),
    "child.health_needs": (frozenset({"life-limiting", "other"}), _FEW),
    "child.communication": (frozenset({"signs-or-symbols", "device", "no-words"}), _FEW),
    "child.interpreter_needed": (frozenset({"True"}), _COMMUNITY),
    "child.came_as": (frozenset({"came-with-family", "came-alone", "refugee", "trafficked"}), _COMMUNITY),
    "child.legal_status": (frozenset({"adopted", "special-guardianship"}), _FEW),
    "child.placement": (frozenset({"residential", "secure", "adoptive-family"}), _HOME),
    "child.losses": (frozenset({"bereavement", "adoption-breakdown", "left-home-country"}), _HEARD_OF),
    "child.exploitation": (None, _HEARD_OF),
    "child.sexual_abuse_concern": (frozenset({"sign", "child-has-said"}), _COURT),
    "person.interpreter_needed": (frozenset({"True"}), _COMMUNITY),
    "person.mental_health": (frozenset({"psychosis", "eating-disorder", "other"}), _HEARD_OF),
    "person.offending": (None, _COURT),
    "person.court_orders": (None, _COURT),
    "person.found_a_risk": (frozenset({"court-finding", "conviction"}), _COURT),
    "person.earlier_child_harmed": (frozenset({"True"}), _COURT),
    "person.support_needs": (frozenset({"young-parent"}), _FEW),
    "household.housing": (frozenset({"no-lift", "hostel"}), _HOME),
    "household.money": (frozenset({"no-recourse-to-public-funds"}), _COMMUNITY),
    "household.new_community": (frozenset({"True"}), _COMMUNITY),
    "injury.kind": (frozenset({"bite", "burn", "fracture", "eye-bleeding"}), _HEARD_OF),
    "injury.body_part": (frozenset({"genitals"}), _HEARD_OF),
    "event.kind": (
        frozenset({"child-found-alone", "restraint", "overdose", "bereavement", "arrest", "serious-incident"}),
        _HEARD_OF,
    ),
    "flag.kind": (frozenset({"mappa"}), _COURT),
}  # fmt: skip
"""Facts, the values of them that are unusual (None: any), and why. ``True`` stands for yes."""

MOST_CHILDREN: Final = 3
"""A family with more children than this is put to the person child by child."""


class Rare(BaseModel):
    """One thing to be taken out or kept.

    Attributes:
        key: names it; the same for the same case.
        what: in words, without any id of the case.
        why: what could make it point to one family.
        paths: case paths of the facts, or of the members of a list, that go if it is taken out.
        value: where only one of several values of a fact goes: which.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    what: str
    why: str
    paths: tuple[str, ...]
    value: str | None = None


def rare_values(case: CaseFile) -> tuple[Rare, ...]:
    """Everything in a case that is to be asked about, facts first, then the shape of the family."""
    return (*_facts(case), *_shape(case))


def _facts(case: CaseFile) -> Iterator[Rare]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    entries: dict[str, Entry] = {}
    for account in case.all_accounts:
        for path, told in account.flattened.values:
            entry = at_case_path(path)
            if entry.path not in RARE:
                continue
            entries[entry.path] = entry
            for value in told if isinstance(told, tuple) else (told,):
                if _is_rare(entry.path, value):
                    found.setdefault((entry.path, str(value)), {})[path] = None
    for (fact, value), paths in found.items():
        entry = entries[fact]
        yield Rare(
            key=f"{fact}={value}",
            what=f"{entry.fact.question} {_in_words(entry, value)}",
            why=RARE[fact][1],
            paths=tuple(paths),
            value=value,
        )


def _is_rare(fact: str, value: Any) -> bool:
    values = RARE[fact][0]
    return values is None or str(value) in values


def _in_words(entry: Entry, value: str) -> str:
    return "Yes." if value == "True" else f"{entry.label(value).capitalize()}."


def _shape(case: CaseFile) -> Iterator[Rare]:
    children = list(
        dict.fromkeys(one for told in case.all_accounts for path, one in told.flattened.members if path == "children")
    )
    for number, child in enumerate(children[MOST_CHILDREN:], MOST_CHILDREN + 1):
        yield Rare(
            key=f"child-{number}",
            what=f"There are {len(children)} children. This is about child {number}, with everything told of them.",
            why="A large family is easy to tell from others.",
            paths=(f"children.{child}",),
        )
    born: dict[str, str] = {}
    for account in case.all_accounts:
        for path, value in account.flattened.values:
            if path.startswith("children.") and path.count(".") == 2 and path.endswith(".born") and len(value) == 10:
                child = path.split(".")[1]
                if value in born and born[value] != child:
                    yield Rare(
                        key=f"twin-{children.index(child) + 1}",
                        what="Two children were born on the same day. This is about the day of the second one.",
                        why="Twins are known.",
                        paths=(path,),
                    )
                born.setdefault(value, child)
