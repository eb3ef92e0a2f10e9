"""Text as it may be shown: on one line, with nothing that moves a cursor or turns the reading order.

What somebody wrote into a case file (a reference, an id, a role) is *theirs*. It is marked by ``theirs`` when a line is
made and each renderer turns the marks into what its format has for it. A document is cleaned once, before anything is
made from it, so that no mark can come from the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

DocumentT = TypeVar("DocumentT", bound=BaseModel)

OPEN, CLOSE = "\u2068", "\u2069"
"""First strong isolate and its end: the characters that Unicode has for text whose direction is its own."""

_SPACE = re.compile(r"[\s\u2028\u2029]+")
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_THEIRS = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def clean(text: str) -> str:
    r"""The text on one line; what moves a cursor or turns the reading order is spelt out, as ``\u001b``."""
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", _SPACE.sub(" ", text).strip())


def cleaned(document: DocumentT) -> DocumentT:
    """The document with every text in it cleaned."""
    return type(document).model_validate(_clean_values(document.model_dump(by_alias=True)))


def _clean_values(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean_values(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_clean_values(one) for one in value)
    return value


def theirs(text: str) -> str:
    """Text from a case file, marked as such; cleaned text only."""
    return f"{OPEN}{text}{CLOSE}"


def unmarked(text: str) -> str:
    """The text without marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is theirs."""
    end = 0
    for found in _THEIRS.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[1], True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def runs_right_to_left(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def sentence(text: str) -> str:
    """The text with its first letter in upper case, unless that letter is theirs."""
    return text[:1].upper() + text[1:]
