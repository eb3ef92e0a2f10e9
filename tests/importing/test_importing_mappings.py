"""Every line of every mapping holds against the fact dictionary, and the page about them is current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from screening.case.words import Id
from screening.docgen.importing_page import importing_page
from screening.importing.mapping import FOLDER, NAMES, Group, Source, Telling, Value, read_mapping

MAPPINGS = {name: read_mapping(name) for name in NAMES}
GROUPS = [(name, group) for name, mapping in MAPPINGS.items() for group in mapping.groups]
TELLINGS = [(name, group, telling) for name, group in GROUPS for telling in group.tellings]
SOURCES = [
    (name, group, telling, field, source)
    for name, group, telling in TELLINGS
    for field, sources in telling.facts.items()
    for source in sources
]


def _codes(group: Group, column: str) -> set[str]:
    found = group.columns[column]
    return {"yes", "no"} if found.kind == "yes-no" else set(found.codes)


@pytest.mark.parametrize(("name", "group", "telling", "field", "source"), SOURCES)
def test_a_fact_and_each_of_its_values_are_in_the_dictionary(
    name: str, group: Group, telling: Telling, field: str, source: Source
) -> None:
    entry = telling.entry(field)
    assert entry.derived is None
    assert not entry.fact.private, "what is imported carries no notes"
    own = TypeAdapter(telling.entity.model_fields[field].rebuild_annotation())
    values: list[Value] = [one for one in (source.is_, *(source.values or {}).values()) if one is not None]
    for value in values:
        try:
            own.validate_python(list(value) if isinstance(value, tuple) else value)
        except ValidationError:
            pytest.fail(f"{entry.path} cannot be {value!r}")
    if not values:
        assert group.columns[source.from_ or ""].kind == {"date": "date", "references": "id"}[entry.kind]


@pytest.mark.parametrize(("name", "group", "telling"), TELLINGS)
def test_a_telling_names_columns_and_codes_that_there_are(name: str, group: Group, telling: Telling) -> None:
    columns = set(group.columns)
    sources = [source for each in telling.facts.values() for source in each]
    named = {telling.dated, telling.each, *telling.needs, *telling.unless, *(one.from_ for one in sources)} - {None}
    assert named <= columns
    assert telling.of == "child" or telling.id is not None
    TypeAdapter(Id).validate_python(f"{telling.id or 'child'}-1")
    for source in sources:
        assert source.from_ is None or group.columns[source.from_].kind is not None
        if source.values is not None:
            assert set(source.values) <= _codes(group, source.from_ or "")
    if telling.dated:
        assert group.columns[telling.dated].kind == "date"


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_every_column_is_either_used_or_left_with_a_reason(name: str, group: Group) -> None:
    used = {
        one
        for telling in group.tellings
        for one in (
            telling.dated, telling.each, *telling.needs, *telling.unless,
            *(source.from_ for each in telling.facts.values() for source in each),
        )
    }  # fmt: skip
    for column_name, column in group.columns.items():
        assert column.left is not None or column_name in used, column_name
        for first, last in (column.years, *column.code_years.values()):
            known = MAPPINGS[name].years
            assert known is not None or (first, last) == (None, None)
            assert not known or (known[0] < (first or 9999) and (last or 0) < known[1])


def test_two_tellings_of_one_entry_do_not_contradict_each_other_by_themselves() -> None:
    for name, group in GROUPS:
        always: dict[tuple[str, str | None, str], set[object]] = {}
        for telling in group.tellings:
            for field, sources in telling.facts.items():
                if telling.entry(field).fact.over_time == "enduring" and telling.entry(field).kind == "choice":
                    for source in sources:
                        if source.from_ is None:
                            always.setdefault((telling.of, telling.id, field), set()).add(source.is_)
        assert all(len(values) == 1 for values in always.values()), name


def test_identifiers_are_never_taken_over() -> None:
    identifying = re.compile(r"upn|postcode|\burn\b|worker|advisor|name\.|identifier", re.IGNORECASE)
    columns = [(column, found) for _, group in GROUPS for column, found in group.columns.items()]
    chosen = [(column, found) for column, found in columns if identifying.search(column)]
    assert len(chosen) > 10
    assert [column for column, found in chosen if found.left is None] == []


def test_every_mapping_that_comes_along_is_known_and_says_what_it_cannot_tell() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(NAMES)
    assert all(len(mapping.cannot_tell) >= 5 for mapping in MAPPINGS.values())


def test_the_page_about_importing_is_current() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "importing.md"
    assert page.read_text(encoding="utf-8") == importing_page(), "make docs renews it"
