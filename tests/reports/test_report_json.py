"""JSON is the document itself, and its schema accepts every document and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from made_documents import disagreeing, quiet, screening

from screening.docgen.schemas import schemas
from screening.engine.document import Screening
from screening.reports.as_json import documents_json, screening_json

SCHEMA = json.loads(schemas()["screening.json"])


def told(document: Screening) -> Any:
    return json.loads(screening_json(document))


@pytest.mark.parametrize("document", [screening(), quiet(), disagreeing()])
def test_what_is_written_can_be_read_back_and_is_the_same(document: Screening) -> None:
    text = screening_json(document)
    assert Screening.model_validate_json(text) == document
    assert text.endswith("}\n")
    assert text.startswith('{\n  "')


def test_prompts_use_the_word_that_rules_use() -> None:
    assert told(screening())["findings"][0]["prompts"][0]["for"] == ["practitioner"]


def test_the_schema_is_2020_12_and_holds_for_every_document() -> None:
    schema = SCHEMA
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for document in (screening(), quiet(), disagreeing()):
        assert list(validator.iter_errors(told(document))) == []


@pytest.mark.parametrize("change", [{"score": 7}, {"as_of": None}, {"findings": [{"rule": "INJ-001"}]}])
def test_the_schema_refuses_what_is_no_screening(change: dict[str, Any]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(told(screening()) | change)


def test_several_documents_are_one_list() -> None:
    assert json.loads(documents_json([screening(), quiet()])) == [told(screening()), told(quiet())]
