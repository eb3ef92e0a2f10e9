"""The JSON Schemas agree with reading: what can be read is valid, and what a schema refuses cannot be read."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from screening.case.account import CaseFile
from screening.docgen.schemas import schemas
from screening.engine.screen import screen
from screening.rulebook.pack import DATA_FOLDERS, read_pack
from screening.rulebook.rule import Rule
from screening.yamlsource import read_path

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "tests" / "packs" / "minimal"


def rule_paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*.yaml") if path.parent.name not in DATA_FOLDERS)


RULES = [*rule_paths(ROOT / "rules"), *rule_paths(MINIMAL)]
CHECKLISTS = sorted((ROOT / "checklists").glob("*.yaml"))
SCENARIOS = sorted((ROOT / "checklists" / "scenarios").glob("*.yaml"))


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    return {name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()}


@pytest.fixture(scope="module")
def by_name(read: dict[str, Any]) -> dict[str, Draft202012Validator]:
    return {name: Draft202012Validator(schema) for name, schema in read.items()}


def wrong(validator: Draft202012Validator, value: Any) -> list[str]:
    """What a schema finds wrong with a value, with the place of each."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", ["case", "checklist", "rule", "scenario", "screening"])
def test_each_is_a_schema_of_its_draft(name: str, read: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(read[name])
    assert read[name]["$id"] == f"urn:screening:schema:{name}"


def test_every_rule_is_valid(by_name: dict[str, Draft202012Validator]) -> None:
    assert [found for path in RULES for found in wrong(by_name["rule"], read_path(path).value)] == []


def test_every_scenario_and_its_case_are_valid(by_name: dict[str, Draft202012Validator]) -> None:
    assert SCENARIOS
    for path in SCENARIOS:
        value = read_path(path).value
        assert wrong(by_name["case"], value["case"]) == []
        assert wrong(by_name["scenario"], value) == []


def test_every_checklist_is_valid(by_name: dict[str, Draft202012Validator]) -> None:
    for path in CHECKLISTS:
        assert wrong(by_name["checklist"], read_path(path).value) == []


def test_a_screening_is_valid(by_name: dict[str, Draft202012Validator]) -> None:
    pack, _ = read_pack(MINIMAL)
    case = CaseFile.model_validate(
        {"case": "T-1", "facts": {"children": {"a": {"mobility": "rolling", "injuries": {"i1": {"kind": "bruise"}}}}}}
    )
    found = screen(case, pack, datetime.date(2026, 3, 1))
    assert wrong(by_name["screening"], json.loads(found.model_dump_json())) == []


CASES: list[dict[str, Any]] = [
    {"case": "K-1", "facts": {"children": {"a": {"mobilty": "rolling"}}}},
    {"case": "K-1", "facts": {"children": {"a": {"mobility": "running"}}}},
    {"case": "K-1", "facts": {"children": {"a": {"born": "May 2020"}}}},
    {"case": "K-1", "accounts": [{"on": "2020-05-04", "source": "rumour"}]},
    {"facts": {}},
]


@pytest.mark.parametrize("value", CASES)
def test_a_case_that_cannot_be_read_is_refused(value: dict[str, Any], by_name: dict[str, Draft202012Validator]) -> None:
    assert wrong(by_name["case"], value)
    with pytest.raises(ValidationError):
        CaseFile.model_validate(value)


@pytest.mark.parametrize(
    "change",
    [
        {"tpic": "injury"},
        {"when": {"fact": "child.mobility"}},
        {"when": {"fact": "child.mobility", "is": "rolling", "in": ["rolling"]}},
        {"when": {"all": [], "any": []}},
        {"urgency": "urgent"},
        {"tests": [{"name": "A slip in a fact", "given": {"child": {"mobilty": "rolling"}}, "expect": "met"}]},
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused(
    change: dict[str, Any], by_name: dict[str, Draft202012Validator]
) -> None:
    value = {**read_path(rule_paths(MINIMAL)[0]).value, **change}
    assert wrong(by_name["rule"], value)
    with pytest.raises(ValidationError):
        Rule.model_validate(value)


def test_a_fact_is_explained_by_its_question(read: dict[str, Any]) -> None:
    child = read["case"]["$defs"]["Child"]["properties"]
    assert child["mobility"]["description"].startswith("How does the child get about?")
