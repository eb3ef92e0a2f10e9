"""Reading a section of a record from what was typed. Nothing is judged here: what is vague or missing is kept as it is.

Entries in which nothing stands are left out; the others move up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from screening.supervision.written import WrittenRecord
from screening.web.form.given import Sent
from screening.web.supervision.days import typed_day
from screening.web.supervision.sections import Field, Many, Path, Section


def name_of(path: Path) -> str:
    """The name of a field in the form, which is its id on the page as well: ``actions-0-by_when``."""
    return "-".join(str(step) for step in path)


def read_section(section: Section, sent: Sent, written: WrittenRecord, *, without: int | None = None) -> dict[str, Any]:
    """The fields of ``WrittenRecord`` that belong to a section, as they were typed.

    Args:
        section: which.
        sent: the form.
        written: the record so far; what the form does not ask is taken from it.
        without: the number of an entry to leave out, counted from 0.
    """
    values: dict[str, Any] = written.model_dump(mode="json", include=set(section.holds))
    for field in section.fields:
        _put(values, field.path, _read(field, (), sent))
    if section.many is not None:
        entries = [
            {field.path[0]: text for field, text in entry if text or field.look != "hidden"}
            for number, entry in _entries(section.many, sent)
            if number != without and any(text for field, text in entry if field.look != "hidden")
        ]
        _put(values, section.many.path, entries)
    if section.key == "disagreement":
        said = values["disagreement"]
        values["disagreement"] = said if any(said.values()) else None
    return values


def offered_and_chosen(sent: Sent, offered: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was chosen to be brought in, of what the page offers."""
    chosen = set(sent.all("bring"))
    return [one for one in offered if one[0] in chosen]


def taken_out(sent: Sent) -> int | None:
    """The number of the entry whose button to take it out was pressed."""
    text = sent.one("out")
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else None


def _entries(many: Many, sent: Sent) -> Iterator[tuple[int, list[tuple[Field, str]]]]:
    for number in range(many.most):
        way = (*many.path, number)
        yield number, [(field, _read(field, way, sent)) for field in many.fields]


def _read(field: Field, way: Path, sent: Sent) -> str:
    name = name_of((*way, *field.path))
    return typed_day(sent.one, name) if field.look == "day" else sent.one(name)


def _put(values: dict[str, Any], path: Path, value: Any) -> None:
    at = values
    for step in path[:-1]:
        if at.get(str(step)) is None:
            at[str(step)] = {}
        at = at[str(step)]
    at[str(path[-1])] = value
