"""JSON: the documents themselves, and the JSON Schema of a screening."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from screening.engine.document import Screening

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def screening_json(screening: Screening) -> str:
    """The screening as JSON, two spaces of indent, ending with a newline."""
    return document_json(screening)


def document_json(document: BaseModel) -> str:
    """Any document (a screening, a comparison, a replay) as JSON, ending with a newline."""
    return document.model_dump_json(indent=2, by_alias=True) + "\n"


def documents_json(documents: Iterable[BaseModel]) -> str:
    """Several documents, such as the explanations of one rule, as one JSON list ending with a newline."""
    values = [one.model_dump(mode="json", by_alias=True) for one in documents]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def screening_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every screening written as JSON keeps to."""
    schema = Screening.model_json_schema(mode="serialization", by_alias=True)
    described = {
        "$schema": _DIALECT,
        "title": "Screening",
        "description": "One screening: the prompts, questions and citations for one case. It prompts; people decide.",
    }
    return described | {key: value for key, value in schema.items() if key not in described}
