"""What each of pydantic's kinds of error expects, in plain words.

Only the words; which error belongs where, and what else to say, is decided in `explaining`.
"""

from collections.abc import Mapping
from typing import Any, Final

TEXT: Final = "text"
TRUTH: Final = "true or false"
LIST: Final = "a list"
FIELDS: Final = "fields (name: value)"

_DATE = "a date such as 2020-07-14"
_DATE_AND_TIME = "a date and time such as 2020-07-14T09:30"
_TIME = "a time such as 09:30"

EXPECTED: Final[dict[str, str]] = {
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode", "bytes_type"), TEXT),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), "a whole number"),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing"), "a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), TRUTH),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), LIST),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"), FIELDS),
    "none_required": "nothing",
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DATE),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), _DATE_AND_TIME),
    **dict.fromkeys(("time_type", "time_parsing"), _TIME),
    **dict.fromkeys(("time_delta_type", "time_delta_parsing"), "a length of time"),
    **dict.fromkeys(("url_type", "url_parsing", "url_syntax_violation", "url_scheme"), "a full web address"),
}
"""By kind of error: the kind of value that was expected."""

_BOUNDS: Final[dict[str, str]] = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "multiple_of": "must be a multiple of {multiple_of}",
    "finite_number": "must be a finite number",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "is not written in the form that is expected",
    "too_short": "must hold at least {min_length}, but holds {actual_length}",
    "too_long": "must hold at most {max_length}, but holds {actual_length}",
    "date_past": "must be in the past",
    "date_future": "must be in the future",
    "datetime_past": "must be in the past",
    "datetime_future": "must be in the future",
}


def bound_broken(kind: str, context: Mapping[str, Any]) -> str | None:
    """What the value must be, as the end of a sentence, if the error is of a limit that it breaks; else None."""
    if kind in ("string_too_short", "too_short") and context.get("min_length") == 1:
        return "must not be empty"
    template = _BOUNDS.get(kind)
    return template.format(**{name: _short(limit) for name, limit in context.items()}) if template else None


def _short(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit
