"""JSON: the documents themselves. Their schema is made where all schemas are."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import BaseModel

from screening.engine.document import Screening


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
