"""pydantic's errors as problems, at the line and column where each belongs.

Which error belongs where is settled by `locating`, what it comes to by `classifying`, which of them to tell by
`findings`, and the words by `phrasing`.
"""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from screening.errors import Problem
from screening.yamlsource.classifying import finding_of
from screening.yamlsource.codes import UNKNOWN_FIELD
from screening.yamlsource.document import Document, Path
from screening.yamlsource.findings import Finding, closest
from screening.yamlsource.phrasing import hint_for, message_of

# Looking for similar words takes time, and nobody reads this many hints.
_MOST_HINTS = 200


def explained(
    error: ValidationError, model: Any, document: Document, *, prefix: str, at: Path, data: Any
) -> list[Problem]:
    """A problem for everything that `error` says, except for forms of a value that were plainly not meant.

    Args:
        error: from validating `data` as `model`.
        model: a model or a TypeAdapter.
        document: where `data` came from.
        prefix: the letter before the codes.
        at: the path in `document` at which `data` stands.
        data: what was validated.
    """
    errors = _without_echoes(error.errors(include_url=False))
    findings = closest(finding_of(details, model, data) for details in errors)
    problems = [
        document.problem(
            prefix + finding.code,
            message_of(finding, model),
            (*at, *finding.path),
            at_key=_belongs_to_key(finding),
            hint=hint_for(finding, model) if number < _MOST_HINTS else None,
        )
        for number, finding in enumerate(findings)
    ]
    return list(dict.fromkeys(problems))


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    # pydantic counts only the items that fit, and so calls a list too short where one of its items is wrong.
    around = {details["loc"][:length] for details in errors for length in range(len(details["loc"]))}
    return [details for details in errors if details["type"] != "too_short" or details["loc"] not in around]


def _belongs_to_key(finding: Finding) -> bool:
    # Lists and fields usually start on the line after their name; the name is where one looks.
    return finding.of_key or finding.code == UNKNOWN_FIELD or isinstance(finding.value, (dict, list))
