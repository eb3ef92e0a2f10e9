"""One of pydantic's errors as a `Finding`: what it comes to, where it belongs, and what would have been right."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from screening.yamlsource import codes
from screening.yamlsource.expectations import EXPECTED, FIELDS, bound_broken
from screening.yamlsource.findings import Finding
from screening.yamlsource.locating import Way, value_at, way_to
from screening.yamlsource.shapes import allowed_values, shapes_at

_OF_KEY = "[key]"
_TOLD_APART_BY_FIELD = re.compile(r"'([^']+)'")


def finding_of(details: ErrorDetails, model: Any, data: Any) -> Finding:
    """The finding for one error of validating `data` as `model`."""
    kind, loc, refused = details["type"], details["loc"], details["input"]
    context = details.get("ctx", {})
    if kind == "missing":
        way = way_to(loc[:-1], refused, data)
        return Finding(codes.MISSING_FIELD, way.path, way.branches, way.end, name=str(loc[-1]))
    of_key = bool(loc) and loc[-1] == _OF_KEY
    way = way_to(loc[:-1] if of_key else loc, refused, data)
    value = way.path[-1] if of_key and way.path else way.end
    if kind.startswith("union_tag_"):
        return _form_not_told(kind, context, way, model)
    code: str = codes.CHECK_FAILED
    expected: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    message: str | None = None
    hint: str | None = None
    if kind == "extra_forbidden":
        code = codes.UNKNOWN_FIELD
    elif kind in ("literal_error", "enum"):
        code = codes.NOT_ALLOWED
        shapes = shapes_at(model, way.path, way.branches, of_key=of_key)
        allowed = allowed_values(shapes) or (str(context["expected"]),)
    elif kind in EXPECTED:
        code, expected = codes.WRONG_TYPE, (EXPECTED[kind],)
    elif broken := bound_broken(kind, context):
        code, message = codes.OUT_OF_BOUNDS, broken
        hint = f"The form is given by the pattern {context['pattern']}" if "pattern" in context else None
    else:
        # A check of our own raises ValueError, and its words are for the reader; pydantic puts some before them.
        message = str(context["error"]) if kind in ("value_error", "assertion_error") else details["msg"]
    return Finding(code, way.path, way.branches, value, expected, allowed, message, of_key=of_key, hint=hint)


def _form_not_told(kind: str, context: dict[str, Any], way: Way, model: Any) -> Finding:
    """Of several forms, told apart by a field or by a function, it cannot be said which one this is."""
    field = _TOLD_APART_BY_FIELD.search(context["discriminator"])
    if not isinstance(way.end, dict):
        return Finding(codes.WRONG_TYPE, way.path, way.branches, way.end, expected=(FIELDS,))
    if field is None:
        return Finding(codes.NO_FORM_FITS, way.path, way.branches, way.end)
    name = field[1]
    path = (*way.path, name)
    allowed = allowed_values(shapes_at(model, path, way.branches))
    if kind == "union_tag_not_found":
        return Finding(codes.MISSING_FIELD, way.path, way.branches, way.end, allowed=allowed, name=name)
    return Finding(codes.NOT_ALLOWED, path, way.branches, value_at(way.end, (name,)), allowed=allowed)
