"""What to say about a finding, and what to suggest.

For somebody who knows the child and the form, not the machine: what was found, what would be right, no blame.
"""

from typing import Any

from screening.errors import did_you_mean
from screening.yamlsource import codes
from screening.yamlsource.document import Path
from screening.yamlsource.expectations import LIST, TEXT, TRUTH
from screening.yamlsource.findings import Finding
from screening.yamlsource.shapes import field_names, noun, shapes_at
from screening.yamlsource.wording import alternatives, described, listed, quoted, with_article

_TRUTH_WORDS = frozenset({"yes", "no", "on", "off", "y", "n"})


def message_of(finding: Finding, model: Any) -> str:
    """What does not fit, as one sentence or two."""
    path, value = finding.path, finding.value
    match finding.code:
        case codes.UNKNOWN_FIELD:
            return f"There is no field {quoted(str(path[-1]))} {_in_what(finding, model)}."
        case codes.MISSING_FIELD:
            return f"{quoted(finding.name or '')} is missing{_before_place(' from', path)}."
        case codes.NO_FORM_FITS:
            return f"This fits none of the forms that are allowed{_before_place(' for', path)}."
        case codes.OUT_OF_BOUNDS:
            found = "" if isinstance(value, (dict, list)) or finding.of_key else f" (found {described(value)})"
            return f"{_subject(finding)} {finding.message}{found}."
        case codes.WRONG_TYPE | codes.NOT_ALLOWED:
            return _not_what_was_expected(finding)
    return finding.message or "This value cannot be used here."


def hint_for(finding: Finding, model: Any) -> str | None:
    """What to try, as a sentence of its own; None where nothing is likely enough."""
    match finding.code:
        case codes.UNKNOWN_FIELD:
            return _field_hint(finding, model)
        case codes.NO_FORM_FITS:
            names = field_names(shapes_at(model, finding.path, finding.branches))
            meant = next((found for key in finding.value if (found := did_you_mean(key, names))), None)
            return _meant(meant) or _may_have(names)
        case codes.MISSING_FIELD if finding.allowed:
            return f"It can be one of: {listed(finding.allowed)}."
        case codes.WRONG_TYPE | codes.NOT_ALLOWED if isinstance(finding.value, str):
            if meant := did_you_mean(finding.value, finding.allowed):
                return _meant(meant)
    return finding.hint or _type_hint(finding)


def _not_what_was_expected(finding: Finding) -> str:
    path, value = finding.path, finding.value
    if finding.of_key:
        allowed = f" Allowed: {listed(finding.allowed)}." if finding.allowed else ""
        return f"{_subject(finding)} is not allowed{_before_place(' in', path[:-1])}.{allowed}"
    place = _before_place(" for", path)
    if not finding.expected and isinstance(value, str) and value:
        return f"{quoted(value)} is not allowed{place}. Allowed: {listed(finding.allowed)}."
    choices = (*finding.expected, f"one of ({listed(finding.allowed)})") if finding.allowed else finding.expected
    return f"Expected {alternatives(choices)}{place}, found {described(value)}."


def _field_hint(finding: Finding, model: Any) -> str | None:
    word, parent = str(finding.path[-1]), finding.path[:-1]
    names = field_names(shapes_at(model, parent, finding.branches))
    # Where several forms are allowed, the slip may be what made it look like this one.
    of_any_form = field_names(shapes_at(model, parent))
    return _meant(did_you_mean(word, names) or did_you_mean(word, of_any_form)) or _may_have(names)


def _type_hint(finding: Finding) -> str | None:
    value = finding.value
    if TEXT in finding.expected and isinstance(value, (bool, int, float)):
        return "Put quotes around it if it is meant as text."
    if LIST in finding.expected and isinstance(value, (str, int, float)):
        return "Put square brackets around it, even if it is the only one."
    if TRUTH in finding.expected and isinstance(value, str) and value.casefold() in _TRUTH_WORDS:
        return "Write true for yes and false for no."
    return None


def _in_what(finding: Finding, model: Any) -> str:
    parent = finding.path[:-1]
    if any(branch.depth == len(parent) for branch in finding.branches):
        return "here"
    names = {noun(shape) for shape in shapes_at(model, parent, finding.branches)}
    name = names.pop() if len(names) == 1 else None
    return f"in {with_article(name)}" if name else "here"


def _subject(finding: Finding) -> str:
    if finding.of_key:
        return f"The name {quoted(str(finding.value))}"
    place = _place(finding.path)
    return f"{place[0].upper()}{place[1:]}" if place else "This"


def _before_place(word: str, path: Path) -> str:
    place = _place(path)
    return f"{word} {place}" if place else ""


def _place(path: Path) -> str:
    if not path:
        return ""
    last, before = path[-1], path[:-1]
    if isinstance(last, str):
        return quoted(last)
    return f"item {last + 1} of {_place(before)}" if before else f"item {last + 1}"


def _meant(word: str | None) -> str | None:
    return f"Did you mean {quoted(word)}?" if word else None


def _may_have(names: list[str]) -> str | None:
    return f"It can have: {listed(names)}." if names else None
