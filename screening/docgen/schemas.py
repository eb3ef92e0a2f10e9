"""JSON Schemas of the files that people and programs write and read: cases, rules, checklists, scenarios, screenings.

An editor that is given one completes fields and explains them. They are made from the models, so they are as strict as
reading is, save for what several fields decide together.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from screening.case.account import CaseFile
from screening.case.dictionary import entities, fields
from screening.case.words import Entity
from screening.engine.document import Screening
from screening.forms.checklist import Checklist
from screening.forms.scenario import Scenario
from screening.rulebook.rule import Rule

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FACTS_OF_TEST = "FactsOfTest"


def schemas() -> dict[str, str]:
    """Each schema as JSON text, by the name of its file."""
    return {f"{name}.json": json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n" for name in _SCHEMAS}


def schema_of(name: str) -> Schema:
    """The JSON Schema (2020-12) of one kind of file: case, checklist, rule, scenario or screening.

    Raises:
        KeyError: there is no such kind.
    """
    return {"$schema": DRAFT, "$id": f"urn:screening:schema:{name}", **_SCHEMAS[name]()}


def _of(model: type[BaseModel], mode: JsonSchemaMode = "validation") -> Schema:
    schema = model.model_json_schema(by_alias=True, mode=mode)
    definitions = schema.get("$defs", {})
    for one in (schema, *definitions.values()):
        if "description" in one:
            # The rest of a docstring explains attributes to programmers; here each property speaks for itself.
            one["description"] = " ".join(one["description"].split("\n\n")[0].split())
    for entity in entities().values():
        if entity.__name__ in definitions:
            _explain(definitions[entity.__name__]["properties"], entity)
    if "FactTest" in definitions:
        # A fact and exactly one operator.
        definitions["FactTest"] |= {"minProperties": 2, "maxProperties": 2}
    return schema


def _explain(properties: Schema, entity: type[Entity]) -> None:
    """Gives each fact its question."""
    for name in entity.model_fields:
        fact = fields(entity)[name].fact
        properties[name]["description"] = " ".join(part for part in (fact.question, fact.help) if part)


def _rule() -> Schema:
    """A rule as it stands in its file: the folder gives its topic, and its tests may speak of ``child``."""
    schema = _of(Rule)
    del schema["properties"]["topic"]
    definitions = schema["$defs"]
    profile = definitions["CaseProfile"]
    child = {"$ref": "#/$defs/Child", "description": "Short for the one child of the case."}
    definitions[_FACTS_OF_TEST] = {**profile, "properties": {**profile["properties"], "child": child}}
    facts = {"$ref": f"#/$defs/{_FACTS_OF_TEST}"}
    definitions["Account"]["properties"]["facts"] = facts
    definitions["RuleTest"]["properties"]["given"] = facts
    return schema


_SCHEMAS: Final[dict[str, Callable[[], Schema]]] = {
    "case": lambda: _of(CaseFile),
    "checklist": lambda: _of(Checklist),
    "rule": _rule,
    "scenario": lambda: _of(Scenario),
    "screening": lambda: _of(Screening, "serialization"),
}
