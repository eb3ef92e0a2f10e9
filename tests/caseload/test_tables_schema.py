"""The schema of the tables follows from the models, and everything else follows from the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from screening.case.account import Account
from screening.case.dictionary import all_entries, entity_name, fields
from screening.case.profile import CaseProfile
from screening.case.words import Entity
from screening.caseload.converting import place_of
from screening.caseload.schema import ACCOUNTS, CASE, tables
from screening.cli.running import run

DOCS = Path(__file__).parents[2] / "docs" / "caseload-tables.md"


def paths_of(model: type[Entity], prefix: str) -> list[tuple[str, Any]]:
    """Every case path that a case file can tell, with its entry; members are called m."""
    found = []
    for entry in fields(model).values():
        if entry.derived is not None:
            continue
        path = prefix + entry.name
        found.append((path, entry))
        if entry.member is not None:
            found += paths_of(entry.member, path + (".m." if entry.kind == "list" else "."))
    return found


def test_every_fact_that_a_rule_may_read_has_one_column_and_nothing_else_has() -> None:
    expected = {}
    for path, entry in paths_of(CaseProfile, ""):
        if entry.kind not in ("list", "entity") and not entry.fact.private:
            place = place_of(path)
            expected[place.table, place.column] = entry.path
    found = {
        (table.name, column.name): column.entry.path
        for table in tables().values()
        for column in table.facts
        if column.entry
    }
    assert found == expected
    assert {entry.path for entry in all_entries() if entry.derived or entry.fact.private}.isdisjoint(found.values())


def test_a_list_has_a_table_and_one_below_it_says_to_whom_a_row_belongs() -> None:
    lists = {place_of(path + ".m").table for path, entry in paths_of(CaseProfile, "") if entry.kind == "list"}
    assert lists == set(tables()) - {ACCOUNTS, CASE, "in_full", "not_known"}
    assert tables()["children.injuries"].keys == ("case", "account", "child", "id")
    assert tables()["people.appointments"].keys == ("case", "account", "person", "id")
    assert tables()["people.appointments"].parent_table == "people"


def test_the_account_columns_are_those_of_an_account_but_for_what_no_rule_reads() -> None:
    of_account = set(Account.model_fields) - {"id", "complete", "not_known", "facts", "note", "basis", "cites"}
    assert {column.name for column in tables()[ACCOUNTS].columns} == of_account | {"case", "account", "training"}


def test_no_fact_is_named_like_a_key_and_paths_can_be_taken_apart() -> None:
    keys = {key for table in tables().values() for key in table.keys}
    assert not keys & {entry.name for entry in all_entries()}
    for path, entry in paths_of(CaseProfile, ""):
        # Ids stand at every second place of a path, except below an entity that is no list; those stand at the top.
        assert entry.kind != "entity" or "." not in path
        assert entry.kind != "list" or path.count(".m.") == path.count(".") / 2
    assert {entity_name(CaseProfile)} == {CASE}


def test_the_command_shows_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["caseload", "schema", "--format", "json"]) == 0
    shown = {one["table"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(shown) == list(tables())
    injuries = {one["column"]: one for one in shown["children.injuries"]["columns"]}
    assert injuries["kind"]["values"][0] == "bruise"
    assert injuries["body_part"]["holds"] == "texts"
    assert run(["caseload", "schema", "children"]) == 0
    words = capsys.readouterr().out
    assert all(column.name in words for column in tables()["children"].columns)


def test_a_table_that_is_not_there_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["caseload", "schema", "childern"]) == 1
    assert 'Did you mean "children"?' in capsys.readouterr().err


def test_the_guide_names_every_table() -> None:
    assert set(re.findall(r"^\| `([a-z._]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)) == set(tables())
