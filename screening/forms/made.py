"""Checklists made from the fact dictionary: the whole profile, one question by itself, the facts of one account.

A written checklist is made for an occasion and says things better for its readers. These are for everything else that
can be told, in the dictionary's own words, grouped by what the facts are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from screening.case.child import Child
from screening.case.dictionary import Entry, Kind, at_case_path, fields
from screening.case.profile import CaseProfile
from screening.case.words import Entity
from screening.forms.checklist import Checklist, Question, Section

WHOLE_PROFILE: Final = "whole-profile"

_IF_MISSING: Final[dict[Kind, str]] = {
    "choice": "Choose one, or choose not known yet.",
    "choices": "Tick what fits, tick none of these, or choose not known yet.",
    "yes-no": "Say yes or no, or choose not known yet.",
    "number": "Write a number, or choose not known yet.",
    "date": "Enter the day, or the month or year alone, or choose not known yet.",
    "text": "Write what is to be kept in mind, or choose not known yet.",
}
_OTHERWISE: Final = "Write a word or two, or choose not known yet."
_TITLES: Final = {
    "child": "The child", "case": "Who is in the family", "case.record": "The record", "case.people": "People",
    "case.sharing": "Information passed on", "case.supervision": "Supervision",
}  # fmt: skip
_MINUTES: Final = 60


@cache
def tellable() -> tuple[str, ...]:
    """The rule path of every fact that can be told, section by section; the child's own come first."""
    return ("case.children", *_paths("child", Child), *_paths("case", CaseProfile))


@cache
def whole_profile() -> Checklist:
    """Every fact that can be told, as one checklist."""
    about = "Everything that a case can hold. Fill in what you know, and leave the rest."
    return checklist_of(WHOLE_PROFILE, "The whole profile", about, tellable())


def checklist_of(name: str, title: str, about: str, paths: Iterable[str]) -> Checklist:
    """A checklist that asks for some facts.

    Args:
        name: its name; accounts get it in their ids.
        title: as people read it.
        about: as people read it.
        paths: rule paths out of ``tellable``, at least one.
    """
    wanted = set(paths)
    for outer in {place_of(place_of(path)) for path in wanted} - {"", "child", "case"}:
        # What belongs to an entry is asked only where the entry has come up.
        wanted |= {next(path for path in tellable() if place_of(path) == outer)}
    grouped: dict[str, list[str]] = {}
    for path in tellable():
        if path in wanted:
            grouped.setdefault(place_of(path), []).append(path)
    minutes = min(max(1, len(wanted) // 4), _MINUTES)
    return Checklist.model_validate(
        {
            "checklist": name,
            "title": title,
            "for": ("practitioner",),
            "about": about,
            "minutes": minutes,
            "sections": tuple(_section(place, some) for place, some in grouped.items()),
        }
    )


def rule_path(case_path: str) -> str:
    """``children.sam.injuries.i1.kind`` becomes ``child.injuries.kind``; ``people`` becomes ``case.people``.

    Raises:
        UnknownFactError: the path leads to no fact.
    """
    at_case_path(case_path)
    parts = case_path.split(".")
    words = ["case"]
    while parts:
        words.append(parts.pop(0))
        reached = _reached(".".join(words))
        if reached.kind == "list" and parts:
            parts.pop(0)
            if words == ["case", "children"]:
                words = ["child"]
    return ".".join(words)


def place_of(path: str) -> str:
    """Where a rule path is asked: ``child``, ``case``, ``case.record``, or the list that its fact belongs to."""
    return path.rpartition(".")[0]


def _reached(path: str) -> Entry:
    root, _, rest = path.partition(".")
    model: type[Entity] = Child if root == "child" else CaseProfile
    entry: Entry | None = None
    for word in rest.split("."):
        entry = fields(model)[word]
        model = entry.member or model
    if entry is None:
        raise AssertionError("a path has at least one word after its root")
    return entry


def _paths(root: str, model: type[Entity]) -> Iterator[str]:
    """Every field of an entity that holds a value, then those of the lists inside it."""
    inner: list[tuple[str, type[Entity]]] = []
    for name, entry in fields(model).items():
        if entry.derived is not None:
            continue
        if entry.member is None:
            yield f"{root}.{name}"
        elif entry.path != "case.children":
            inner.append((f"{root}.{name}", entry.member))
    for path, member in inner:
        yield from _paths(path, member)


def _section(place: str, paths: Iterable[str]) -> Section:
    listed = place not in ("child", "case", "case.record")
    last = place.rpartition(".")[2].replace("_", " ")
    of = {"child": "of the child", "case.people": "of one person"}.get(place_of(place)) if listed else None
    title = _TITLES.get(place) or " ".join(filter(None, (last.capitalize(), of)))
    questions = tuple(_question(path.rpartition(".")[2] if listed else path, _reached(path)) for path in paths)
    about = _reached(place).fact.question if place not in ("child", "case") else None
    return Section(title=title, about=about, each=place if listed else None, questions=questions)


def _question(fact: str, entry: Entry) -> Question:
    return Question(fact=fact, if_missing=_IF_MISSING.get(entry.kind, _OTHERWISE))
