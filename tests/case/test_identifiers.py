"""Texts that look as if they identified somebody: what is noticed, and what is left alone."""

from __future__ import annotations

import pytest

from screening.case.identifiers import identifiers_in, is_nhs_number


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("9434765919", True),
        ("943 476 5919", True),
        ("943-476-5919", True),
        ("9434765918", False),
        # The sum is a multiple of 11: the check digit would be 11, which is written 0.
        ("1000000060", True),
        ("1000000061", False),
        # The sum leaves 1: the check digit would be 10, and no number is given out with it.
        ("1000000010", False),
        ("1000000011", False),
        ("943476591", False),
        ("94347659190", False),
    ],
)
def test_the_check_digit_of_an_nhs_number(number: str, is_one: bool) -> None:
    assert is_nhs_number(number) is is_one


def test_among_ten_digits_with_the_same_first_nine_at_most_one_is_an_nhs_number() -> None:
    for first in ("943476591", "100000001", "100000006", "123456789"):
        assert sum(is_nhs_number(f"{first}{check}") for check in range(10)) <= 1
    assert not any(is_nhs_number(f"100000001{check}") for check in range(10))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lives near ME20 3AB now.", ["I101"]),
        ("m1 1ae", ["I101"]),
        ("SW1A1AA", ["I101"]),
        ("NHS number 943 476 5919", ["I102"]),
        ("number 9434765918", []),
        ("Ring 07700 900123.", ["I103"]),
        ("Ring 01632 960001 or +44 1632 960001", ["I103"]),
        ("Write to worker.one@example.org please", ["I104"]),
        ("worker@example.org, 07700 900123, ME20 3AB, 9434765919", ["I101", "I102", "I103", "I104"]),
        ("Seen on 2020-05-04 at ME20 with i1 and partner-2; two of 10.", []),
        ("K-0142", []),
        ("", []),
    ],
)
def test_what_looks_like_an_identifier_is_named_once_for_each_kind(text: str, codes: list[str]) -> None:
    assert [code for code, _ in identifiers_in(text)] == codes
