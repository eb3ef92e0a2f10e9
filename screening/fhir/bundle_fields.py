"""Fields of one FHIR resource by their path, and whether FHIR's own models take the resource."""

from __future__ import annotations

import importlib
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from screening.importing.rows import Place

_RELEASES: Final = ("", ".R4B")
"""Where the models of R5 and of R4B are; a resource may be of either."""


def placed(file: str, number: int) -> Place:
    """The place of an entry of a Bundle, counted from 1."""
    return Place(f"{file} [entry {number + 1}]")


def said(value: Any, path: str, system: str | None = None) -> list[str]:
    """Every text that stands at a path such as ``code.coding.code``; lists are stepped into.

    Args:
        value: the resource.
        path: field names with dots between.
        system: only codes of this code system, or of none that is named.
    """
    here = [value]
    for step in path.split("."):
        found = [one[step] for one in here if isinstance(one, dict) and step in one and _of(one, step, system)]
        here = [inner for one in found for inner in (one if isinstance(one, list) else [one])]
    return [_text(one) for one in here if isinstance(one, str | int | float) and _text(one)]


def resource_problem(kind: str, value: dict[str, Any]) -> str | None:
    """What FHIR has against a resource, in either release; None if one of them takes it."""
    slips: list[str] = []
    for release in _RELEASES:
        model: type[BaseModel] = getattr(importlib.import_module(f"fhir.resources{release}.{kind.lower()}"), kind)
        try:
            model.model_validate(value)
        except ValidationError as wrong:
            first = wrong.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            slips.append(f"{where}: {first['msg'].rstrip('.')}.")
        except (RecursionError, TypeError, ValueError, AttributeError):
            slips.append("its fields are not of the kinds that they should be.")
        else:
            return None
    return min(slips, key=len)


def _of(holder: dict[str, Any], step: str, system: str | None) -> bool:
    return step != "code" or system is None or holder.get("system") in (None, system)


def _text(value: str | int | float) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()
