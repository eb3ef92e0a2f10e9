"""A record that is being written, as pages show it: fields with what stands in them and what is amiss beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from screening.reports.words import day, days_in
from screening.rulebook.local_names import resolve
from screening.services.in_use import usual_pack
from screening.supervision.amiss import Amiss
from screening.supervision.written import WrittenRecord
from screening.web.supervision.days import fields_of
from screening.web.supervision.sections import SECTIONS, Field, Many, Path, Section
from screening.web.supervision.typed import name_of


@dataclass(frozen=True)
class ShownField:
    """A field on the page; ``given`` are the three parts of a day."""

    id: str
    look: str
    label: str
    hint: str
    most: int
    value: str
    given: Mapping[str, str]
    wrong: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry of a list on the page, such as an action."""

    number: int
    title: str
    fields: tuple[ShownField, ...]
    wrong: str = ""


@dataclass(frozen=True)
class ShownSection:
    """A section on the page. ``errors``: what is amiss in it, each with the field that it is about."""

    section: Section
    fields: tuple[ShownField, ...]
    entries: tuple[ShownEntry, ...]
    errors: tuple[dict[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summed:
    """A section as it is looked over: each line with its label; entries one after the other."""

    section: Section
    status: str
    entries: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    amiss: tuple[dict[str, str], ...] = field(default=())


def shown(
    section: Section, values: Mapping[str, Any], found: Sequence[Amiss], *, more: int = 0
) -> ShownSection:  # fmt: skip
    """A section with what stands in it.

    Args:
        section: which.
        values: its fields, as ``typed.read_section`` gives them.
        found: what is amiss in it and is to be said.
        more: how many empty entries come after the others.
    """
    beside = {name_of(one.path): in_words(one) for one in reversed(found) if one.severity == "error"}
    entries: list[ShownEntry] = []
    if section.many is not None:
        there = _at(values, section.many.path) or ()
        least = 2 if section.key == "disagreement" else 1
        number = min(max(len(there) + more, least), section.many.most)
        entries = [_entry(section.many, place, there, beside) for place in range(number)]
    return ShownSection(
        section,
        tuple(_field(one, (), _at(values, one.path), beside) for one in section.fields),
        tuple(entries),
        tuple(
            {"text": in_words(one), "href": f"#{target(section, one.path)}"} for one in found if one.severity == "error"
        ),
        tuple(f"{one.message} {one.hint or ''}".strip() for one in found if one.severity == "warning"),
    )


def belonging(section: Section, found: Sequence[Amiss]) -> list[Amiss]:
    """Of everything that is amiss, what belongs to a section."""
    return [one for one in found if one.path and one.path[0] in section.holds]


def in_words(one: Amiss) -> str:
    """What is amiss, and what to write instead."""
    return days_in(f"{one.message} {one.hint or ''}".strip())


def target(section: Section, path: Path) -> str:
    """The id on the page that something amiss leads to."""
    fields = {one.path: one for one in section.fields}
    if section.many is not None:
        at = len(section.many.path)
        if path[:at] == section.many.path:
            if len(path) <= at:
                return name_of((*section.many.path, 0, *section.many.fields[0].path))
            fields = {(*path[: at + 1], *one.path): one for one in section.many.fields}
    found = fields.get(path)
    return f"{name_of(path)}-day" if found is not None and found.look == "day" else name_of(path)


def sections_of(written: WrittenRecord) -> tuple[Section, ...]:
    """The sections that a record has: why an earlier one is put right is asked only where one is."""
    return tuple(one for one in SECTIONS if one.key != "correction" or written.corrects is not None)


def summed(written: WrittenRecord, found: Sequence[Amiss], address: str) -> Iterator[Summed]:
    """Every section as it is looked over; ``address`` is where the sections are."""
    for section in sections_of(written):
        values = written.model_dump(mode="json", include=set(section.holds))
        ours = [one for one in belonging(section, found) if one.severity == "error"]
        entries = [("", tuple((one.label, _said(one, _at(values, one.path))) for one in section.fields))]
        if section.many is not None:
            there = _at(values, section.many.path) or ()
            entries += [
                (
                    f"{section.many.one} {number}",
                    tuple((one.label, _said(one, entry.get(one.path[0]))) for one in section.many.fields if one.label),
                )
                for number, entry in enumerate(there, 1)
            ]
        kept = tuple((title, lines) for title, rows in entries if (lines := tuple(row for row in rows if row[1])))
        status = f"{len(ours)} to put right" if ours else "Complete" if kept else section.empty
        yield Summed(section, status, kept, tuple(
            {"text": in_words(one), "href": f"{address}/{section.key}?check=yes#{target(section, one.path)}"}
            for one in ours
        ))  # fmt: skip


def policies() -> list[dict[str, str]]:
    """Every policy that a step can be taken under, in the words of the place; the one for escalating first."""
    return [{"value": "", "text": "Choose one"}, *({"value": id, "text": name} for id, name in _policies())]


def _policies() -> tuple[tuple[str, str], ...]:
    pack = usual_pack()
    named = [(one.id, resolve(pack.policies, pack.locality, one.id).name) for one in pack.policies.policies]
    return tuple(sorted(named, key=lambda one: ("escalat" not in one[0], one[1].casefold())))


def _entry(many: Many, place: int, there: Sequence[Mapping[str, Any]], beside: Mapping[str, str]) -> ShownEntry:
    way = (*many.path, place)
    values = there[place] if place < len(there) else {}
    fields = tuple(_field(one, way, values.get(str(one.path[0])), beside) for one in many.fields)
    return ShownEntry(place, f"{many.one} {place + 1}", fields)


def _field(one: Field, way: Path, value: str | None, beside: Mapping[str, str]) -> ShownField:
    name = name_of((*way, *one.path))
    given = fields_of(value or "") if one.look == "day" else {}
    return ShownField(name, one.look, one.label, one.hint, one.most, value or "", given, beside.get(name, ""))


def _said(one: Field, value: str | None) -> str:
    if not value or one.look == "hidden":
        return ""
    if one.look == "policy":
        return dict(_policies()).get(value, value)
    if one.look == "day":
        return day(value) if "-" in value else value
    return value


def _at(values: Mapping[str, Any], path: Path) -> Any:
    found: Any = values
    for step in path:
        if found is None:
            return None
        found = found.get(str(step))
    return found
