"""The page of facts: everything that can be told about a family, who could tell it, and which rules read it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping

from screening.case.dictionary import Entry, entities, entity_name, fields
from screening.docgen.markdown import bullets, page, text
from screening.docgen.reads import readers
from screening.rulebook.pack import Pack

_INTRODUCTION = """\
The closed list of facts. A case file can tell these and no others, and a rule can test these and no others. Nothing has
a value unless somebody told it. Which words of the registers each fact carries is in
[facts-from-needs.yaml](facts-from-needs.yaml)."""

_OVER_TIME = {
    "enduring": "every account of it counts, however old",
    "changing": "the latest account counts, and any told shortly before it",
    "step": "only the latest account counts",
}

_KINDS = {
    "yes-no": "yes or no",
    "number": "a whole number",
    "date": "a date, to the day, the month or the year",
    "word": "one word, such as the name of an agency",
    "words": "several words, such as the names of agencies",
    "text": "a note for people; no rule reads it",
}

_WHO = {"gp": "GP", "own-record": "one's own record"}


def facts_page(pack: Pack) -> str:
    """The page of facts."""
    read_by = readers(pack)
    known = entities()
    contents = bullets(f"[{name}](#{name})" for name in known)
    words = "How a fact behaves over time:\n\n" + bullets(
        f"**{word}**: {meaning}." for word, meaning in _OVER_TIME.items()
    )
    parts: list[str] = []
    for name, model in known.items():
        about = inspect.cleandoc(model.__doc__ or "").splitlines()[0]
        parts.append(f"## {name}\n\n{text(about)}")
        parts.extend(_fact(entry, read_by) for entry in fields(model).values())
    return page("Facts", _INTRODUCTION, words, contents, *parts)


def _fact(entry: Entry, read_by: Mapping[str, tuple[str, ...]]) -> str:
    help_text = f" {text(entry.fact.help)}" if entry.fact.help else ""
    heading = f"### {entry.path}\n\n**{text(entry.fact.question)}**{help_text}"
    return f"{heading}\n\n{bullets(_lines(entry, read_by))}"


def _lines(entry: Entry, read_by: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield f"What is told: {_kind(entry)}"
    if entry.derived is not None:
        inputs = ", ".join(f"`{entry.entity}.{name}`" for name in entry.derived.inputs)
        yield f"Worked out, never told{f', from {inputs}' if inputs else ''}: {text(entry.derived.how)}"
    if not entry.fact.private and entry.kind not in ("list", "entity"):
        yield f"Over time: {entry.fact.over_time}"
    yield f"Who could answer: {', '.join(_WHO.get(one, one.replace('-', ' ')) for one in entry.fact.ask)}"
    if entry.fact.identifies:
        yield "Only says who somebody is, so on its own it opens no rule"
    if entry.fact.future:
        yield "May lie ahead"
    if not entry.fact.private:
        rules = ", ".join(f"[{rule}](rules.md#{rule.lower()})" for rule in read_by.get(entry.path, ()))
        yield f"Read by: {rules or 'no rule yet'}"


def _kind(entry: Entry) -> str:
    if entry.kind in ("choice", "choices"):
        values = ", ".join(_value(entry, value) for value in entry.values)
        return f"{'one' if entry.kind == 'choice' else 'any number'} of {values}"
    if entry.kind in ("reference", "references"):
        number = "the id of one" if entry.kind == "reference" else "the ids of any"
        return f"{number} of `{entry.fact.refers_to}`" if entry.fact.refers_to else f"{number} in the case"
    if entry.member is not None:
        name = entity_name(entry.member)
        link = f"[{name}](#{name})"
        return f"any number of {link}" if entry.kind == "list" else f"what is under {link}"
    return _KINDS[entry.kind]


def _value(entry: Entry, value: str) -> str:
    label = entry.label(value)
    return f"`{value}`" if label == value.replace("-", " ") else f"`{value}` ({text(label)})"
