"""The page on importing: how it is done, what each kind of file tells, fact by fact, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.docgen.markdown import bullets, page, table, text
from screening.importing.mapping import NAMES, Column, Group, Mapping, Source, Telling, fact_of, read_mapping
from screening.importing.template import ABOUT_ACCOUNTS

_INTRODUCTION: Final = """\
Case files can be made from files that authorities and services already have:

    screening import cin census.xml --output cases
    screening import annex-a lists.xlsx --output cases --on 2026-03-31
    screening import fhir bundle.json --output cases --agency gp
    screening import csv team.xlsx --output cases

Each writes one case file for each child or family into a folder that is new or empty, readable by you alone. With
`--jsonl` all cases go into one file, one to a line, which suits a whole county. The same folder can be turned into the
tables of a caseload."""

_PROMISES: Final = (
    "**What a file does not say stays not known.** Nothing that is absent is taken for a no. A no or a none is told "
    "only where the file says so.",
    "**References, never names.** The authority's own id for the child becomes the reference of the case. Names, pupil "
    "numbers, NHS numbers and addresses are not taken over.",
    "**Every account says where it comes from**: the agency, the kind of record, and the day. What has a day of its "
    "own counts from that day on, the rest from the day of the file.",
    "**Nothing is dropped silently.** What cannot be used is left out and written to `problems.csv` with its file, row "
    "or line, column, and what to try; everything beside it is kept. A child without a usable reference is set aside. "
    "What was found is what was written and what was set aside.",
    "**Every case file that is written passes** `screening case check`.",
    "**A file can do no harm.** Entities and document types in XML are refused, formulas in cells are neither worked "
    "out nor taken over, and a file that unfolds to more than is read is not opened.",
)

_CODES: Final = """\
The command leaves with 0 where everything could be used, and with 1 where anything was left out or set aside. What each
code of a problem stands for is on [the page of problem codes](problem-codes.md)."""

_TEMPLATE: Final = """\
For a team that keeps its work in a spreadsheet:

    screening import template --output team.xlsx
    screening import template --output injuries.xlsx --checklist mark-on-a-baby
    screening import template --format csv --output tables

There is a sheet for the accounts and one for each kind of thing, a column for each fact, a drop-down list where the
answers are given, and help in each column. `--checklist` limits it to what one checklist asks for, and is the way to
begin: the whole dictionary is large. Sheets and columns that are not needed may go. Several answers in one cell have a
semicolon between them; `none` says that somebody looked and there is none; an empty cell says nothing at all."""

_PLAIN_GAPS: Final = (
    "Why something is not known. An empty cell has no reason; a case file can give one.",
    "That an account takes back an earlier one, or is borne out by another. Add that to the case file.",
    "A list told in full, unless the column `complete` of its account names it.",
)


def importing_page() -> str:
    """The page on importing."""
    about = table(
        ("Column", "What belongs there"), ((f"`{name}`", text(words)) for name, words in ABOUT_ACCOUNTS.items())
    )
    return page(
        "Importing",
        _INTRODUCTION,
        bullets(_PROMISES),
        _CODES,
        *(part for name in NAMES for part in _mapping(read_mapping(name))),
        f"## The plain template\n\n{_TEMPLATE}",
        f"### The sheet of accounts\n\n{about}",
        f"### What the template cannot tell\n\n{bullets(_PLAIN_GAPS)}",
    )


def _mapping(mapping: Mapping) -> Iterator[str]:
    years = f" Layouts of {mapping.years[0]} to {mapping.years[1]}." if mapping.years else ""
    yield f"## {mapping.title}\n\n{text(mapping.about)}{years}"
    yield f"### What it cannot tell\n\n{bullets(text(one) for one in mapping.cannot_tell)}"
    yield f"What this was made from: {text(mapping.established)}"
    for group in mapping.groups:
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    yield f"### {group.title}"
    if group.left:
        yield f"Nothing of it is taken over: {text(group.left)}"
        return
    if group.skip:
        skipped = "; ".join(f"`{path}` is {' or '.join(values)}" for path, values in group.skip.items())
        yield f"Not read where {skipped}."
    rows = [row for telling in group.tellings for row in _facts(group, telling)]
    yield table(("From", "Fact", "What it tells"), rows)
    left = [f"`{name}`{_years(column)}: {text(column.left)}" for name, column in group.columns.items() if column.left]
    left += [
        f"`{name}`, of its codes: {', '.join(silent)}"
        for name, column in group.columns.items()
        if (silent := _silent(group, name, column))
    ]
    if left:
        yield f"Not taken over:\n\n{bullets(left)}"


def _silent(group: Group, name: str, column: Column) -> list[str]:
    """The codes of a column that tell nothing at all."""
    sources = [
        one for telling in group.tellings for each in telling.facts.values() for one in each if one.from_ == name
    ]
    told = {code for source in sources for code in source.values or column.codes}
    return [_code(code, column) for code in column.codes if code not in told]


def _facts(group: Group, telling: Telling) -> Iterator[tuple[str, str, str]]:
    columns = dict.fromkeys(source.from_ for sources in telling.facts.values() for source in sources if source.from_)
    always = ", ".join(f"`{name}`" for name in telling.needs) or " or ".join(f"`{name}`" for name in columns)
    unless = f", unless there is `{'` or `'.join(telling.unless)}`" if telling.unless else ""
    for name, sources in telling.facts.items():
        for source in sources:
            column = group.columns.get(source.from_ or "")
            told_from = f"`{source.from_}`{_years(column)}" if source.from_ and column else always
            yield f"{told_from}{unless}", f"`{fact_of(telling, name)}`", _tells(source, column)


def _tells(source: Source, column: Column | None) -> str:
    if source.values is not None and column is not None:
        return "<br>".join(f"{_code(code, column)}: {_value(value)}" for code, value in source.values.items())
    if source.is_ is None:
        return "as it stands"
    return f"{_value(source.is_)}{f', where it is at least {source.at_least}' if source.at_least is not None else ''}"


def _code(code: str, column: Column) -> str:
    first, last = column.code_years.get(code, (None, None))
    years = f" {_between(first, last)}" if first or last else ""
    meaning = column.codes.get(code, "")
    return f"{code}{years}{f' ({text(meaning.rstrip(chr(46)))})' if meaning else ''}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return f"`{'yes' if value else 'no'}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value) or "told that there is none"
    return f"`{value}`"


def _years(column: Column | None) -> str:
    first, last = column.years if column else (None, None)
    return f" ({_between(first, last)})" if first or last else ""


def _between(first: int | None, last: int | None) -> str:
    return f"from {first} on" if first and not last else f"until {last}" if last and not first else f"{first} to {last}"
