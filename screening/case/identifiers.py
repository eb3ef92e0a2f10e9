"""Warns where free text looks as if it identified somebody: references, not names. It never blocks.

Looks for a full postcode, an NHS number (with its check digit), a telephone number and an e-mail address. Names cannot
be told from other words, so a clean result is no proof that a text names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
_TELEPHONE = re.compile(r"(?<![\d-])\(?(?:\+44\s?\(?0?\)?|0)(?:[\s()-]{0,2}\d){9,10}(?![\d-])")
_E_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")


def is_nhs_number(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (weights 10 to 2, modulus 11)."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)


def identifiers_in(text: str) -> Iterator[tuple[str, str]]:
    """What in a text looks like an identifier, as code and words; each kind at most once."""
    if _POSTCODE.search(text):
        yield "I101", "a full postcode"
    if any(is_nhs_number(found.group()) for found in _TEN_DIGITS.finditer(text)):
        yield "I102", "an NHS number"
    if _TELEPHONE.search(text):
        yield "I103", "a telephone number"
    if _E_MAIL.search(text):
        yield "I104", "an e-mail address"
