"""One cell of the plain template as the value of a fact, or why it cannot be: the models of the case decide."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from screening.case.dictionary import Entry
from screening.case.words import Entity
from screening.errors import did_you_mean
from screening.importing.template import LIST_MARK
from screening.importing.values import as_date, shown

_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_NONE = ("none", "[]")


class Refused(ValueError):  # noqa: N818 -- it is the value that is refused; nothing has gone wrong here
    """A cell that cannot be used; the message says why, ``hint`` what to try."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def valid(adapter: TypeAdapter[Any], value: Any) -> Any:
    """A value as a type of the case takes it.

    Raises:
        Refused: it does not.
    """
    try:
        return adapter.validate_python(value)
    except ValidationError as wrong:
        message = wrong.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
        raise Refused(message if message.endswith((".", "?")) else f"{message}.") from None


def fact_value(entity: type[Entity], entry: Entry, text: str) -> Any:
    """What a cell says about a fact.

    Raises:
        Refused: it is no value that this fact can have.
    """
    match entry.kind:
        case "choice":
            return _chosen(entry, text)
        case "choices":
            return [] if text.casefold() in _NONE else [_chosen(entry, part) for part in _parts(text)]
        case "yes-no":
            if text.casefold() not in _YES_NO:
                raise Refused(f"{shown(text)} is neither yes nor no.", "Leave it empty where it is not known.")
            return _YES_NO[text.casefold()]
        case "number":
            if not (text.isascii() and text.isdigit() and len(text) <= 6):
                raise Refused(f"{shown(text)} is no whole number.")
            return valid(_adapter(entity, entry.name), int(text))
        case "date":
            try:
                return as_date(text)
            except ValueError as wrong:
                raise Refused(f"{shown(text)}: {wrong}") from None
        case "references" | "words":
            return [] if text.casefold() in _NONE else valid(_adapter(entity, entry.name), _parts(text))
        case _:
            return valid(_adapter(entity, entry.name), text)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(LIST_MARK) if part.strip()]


def _chosen(entry: Entry, text: str) -> str:
    by_word = {entry.label(value).casefold(): value for value in entry.values}
    by_word |= {value.casefold(): value for value in entry.values}
    found = by_word.get(text.casefold())
    if found is None:
        near = did_you_mean(text, entry.values)
        hint = f'Did you mean "{near}"?' if near else f"It can be: {', '.join(entry.values)}."
        raise Refused(f"{shown(text)} is no answer to this.", hint)
    return found


@cache
def _adapter(entity: type[Entity], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(entity.model_fields[name].rebuild_annotation())
