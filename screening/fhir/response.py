"""The answers of a QuestionnaireResponse, held against the outline of the checklist that they answer.

FHIR's own models find what is no QuestionnaireResponse at all, but let pass a link that no question has. So here each
item must be one of the outline's at its place, with answers of its type, no more of them than it takes, and only those
that it allows. What the answers mean together is left to ``drafting``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from screening.case.words import date_span
from screening.errors import Problem, did_you_mean
from screening.fhir.codes import Option
from screening.fhir.outline import Item, Kind, every
from screening.yamlsource import Document, Path

Value = str | int | Option

_FIELDS: Final[dict[Kind, str]] = {
    "coding": "valueCoding", "string": "valueString", "text": "valueString", "date": "valueDate",
    "integer": "valueInteger",
}  # fmt: skip
_WORDS: Final[dict[Kind, str]] = {
    "coding": "one of the answers given for it", "string": "a word or two", "text": "a text", "date": "a date",
    "integer": "a whole number",
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """One item that was answered, or a group with what was answered in it.

    Attributes:
        values: the answers, each of the item's type; none for a group.
        place: where it stands in the document.
    """

    item: Item
    values: tuple[Value, ...]
    place: Path
    items: tuple[Given, ...] = ()


def shape_problems(document: Document) -> list[Problem]:
    """What is wrong with a document as a QuestionnaireResponse, whatever it answers."""
    from fhir.resources.questionnaireresponse import QuestionnaireResponse
    from pydantic import ValidationError

    value = document.value
    if not isinstance(value, dict) or value.get("resourceType") != "QuestionnaireResponse":
        hint = "A QuestionnaireResponse says so in its field resourceType."
        return [document.problem("H101", "This is no QuestionnaireResponse.", hint=hint)]
    empty = list(_empty(value, ()))
    if empty:
        return [document.problem("H101", "FHIR does not take null for an answer or a field.", one) for one in empty]
    try:
        QuestionnaireResponse.model_validate(value)
    except ValidationError as wrong:
        return [
            document.problem("H101", f"FHIR does not take this: {one['msg']}.", _place(one["loc"]))
            for one in wrong.errors(include_input=False, include_url=False)
        ]
    if value["status"] not in ("completed", "amended"):
        hint = "A finished one has the status completed or amended."
        return [document.problem("H102", "These answers are not finished.", ("status",), hint=hint)]
    return []


def _empty(value: Any, place: Path) -> Iterator[Path]:
    """Where ``null`` stands. FHIR's models let it pass for a field that is left out."""
    if value is None:
        yield place
    elif isinstance(value, dict):
        for key, inside in value.items():
            # Lists that go with a list of plain values hold nulls, and what is contained is not read here.
            if not key.startswith("_") and key != "contained":
                yield from _empty(inside, (*place, key))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _empty(inside, (*place, number))


def _place(loc: Sequence[str | int]) -> Path:
    return tuple(part for part in loc if isinstance(part, int) or part.isidentifier())


class Reading:
    """Reads the items of one document; what is wrong is collected in ``problems``."""

    def __init__(self, document: Document, outline: tuple[Item, ...]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._outline = outline
        self._known = [item.link for item in every(outline) if item.kind != "display"]

    def given(self) -> tuple[Given, ...]:
        """Everything that was answered and could be read."""
        return self._items(self.document.value.get("item", []), self._outline, ("item",))

    def _items(self, raw: list[dict[str, Any]], here: tuple[Item, ...], place: Path) -> tuple[Given, ...]:
        by_link = {item.link: item for item in here}
        found: list[Given] = []
        seen: set[str] = set()
        for number, one in enumerate(raw):
            spot = (*place, number)
            link = one["linkId"]
            item = by_link.get(link)
            if item is None:
                self._unknown(link, by_link, spot)
                continue
            if link in seen and not (item.kind == "group" and item.several):
                self._wrong("H106", f'"{link}" stands here twice.', spot, "Put all of its answers into one item.")
                continue
            seen.add(link)
            read = self._item(one, item, spot)
            if read is not None:
                found.append(read)
        return tuple(found)

    def _item(self, raw: dict[str, Any], item: Item, place: Path) -> Given | None:
        answers = raw.get("answer", [])
        if item.kind == "display":
            if answers or raw.get("item"):
                self._wrong("H105", f'"{item.link}" is no question, so it has no answer.', place)
            return None
        if item.kind == "group":
            if answers:
                self._wrong("H105", f'"{item.link}" is a group; answers belong to the questions in it.', place)
            return Given(item, (), place, self._items(raw.get("item", []), item.items, (*place, "item")))
        inside = [*raw.get("item", []), *(more for answer in answers for more in answer.get("item", []))]
        for more in inside:
            self._unknown(more["linkId"], {one.link: one for one in item.items}, place)
        if len(answers) > 1 and not item.several:
            self._wrong("H106", f'"{item.link}" takes one answer, and there are {len(answers)}.', (*place, "answer"))
            return None
        values = [self._value(one, item, (*place, "answer", at)) for at, one in enumerate(answers)]
        return Given(item, tuple(dict.fromkeys(one for one in values if one is not None)), place)

    def _value(self, answer: dict[str, Any], item: Item, place: Path) -> Value | None:
        field = _FIELDS[item.kind]
        value = answer.get(field)
        if value is None or (item.kind == "integer" and isinstance(value, bool)):
            given = next((key for key in answer if key.startswith("value")), "no value")
            self._wrong("H105", f'"{item.link}" asks for {_WORDS[item.kind]} ({field}), and got {given}.', place)
            return None
        if item.kind == "coding":
            return self._option(value, item, (*place, field))
        if item.kind == "date":
            try:
                date_span(value)
            except ValueError as wrong:
                self._wrong("H108", f'"{item.link}": {wrong}', (*place, field))
                return None
        plain: str | int = value.strip() if isinstance(value, str) else value
        return plain if plain != "" else None

    def _option(self, coding: dict[str, Any], item: Item, place: Path) -> Option | None:
        system, code = coding.get("system"), coding.get("code")
        for option in item.options:
            if (option.system, option.code) == (system, code):
                return option
        systems = {option.system for option in item.options}
        if system not in systems:
            hint = f"Its answers come from: {', '.join(sorted(systems))}."
        else:
            allowed = [option.code for option in item.options if option.system == system]
            near = did_you_mean(str(code), allowed)
            hint = f'Did you mean "{near}"?' if near else f"It can be: {', '.join(allowed)}."
        self._wrong("H107", f'"{item.link}" has no such answer.', place, hint)
        return None

    def _unknown(self, link: str, here: dict[str, Item], place: Path) -> None:
        if link in self._known:
            self._wrong("H104", f'"{link}" does not belong here.', place, "It stands elsewhere in this checklist.")
            return
        near = did_you_mean(link, [one for one, item in here.items() if item.kind != "display"])
        hint = f'Did you mean "{near}"?' if near else None
        self._wrong("H104", f'No item of this checklist has the linkId "{link}".', place, hint)

    def _wrong(self, code: str, message: str, place: Path, hint: str | None = None) -> None:
        self.problems.append(self.document.problem(code, message, place, hint=hint))


def day_of(text: str) -> datetime.date | None:
    """The day that a text names; None if it names a month, a year or nothing."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
