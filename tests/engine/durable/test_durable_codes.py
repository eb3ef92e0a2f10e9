"""Names given to the engine, which tells names apart by a 32-bit hash only."""

from __future__ import annotations

import pytest

from screening.engine.durable.codes import OWN_HASHES, Codes, name_hash


@pytest.mark.parametrize(
    ("name", "expected"),
    [("id", 926444256), ("sid", 3593476751), ("$forward", 739185624), ("$and", 3746487396), ("all", 321211332)],
)
def test_the_hash_is_the_engines(name: str, expected: int) -> None:
    """The numbers are constants of the engine's C source."""
    assert name_hash(name) == expected
    assert expected in OWN_HASHES


def test_a_name_that_would_collide_is_passed_over() -> None:
    assert name_hash("f264602") == name_hash("f6059")  # the first real collision among f0, f1, ...
    codes = Codes()
    names = {codes.new() for _ in range(264_603)}
    assert "f6059" in names
    assert "f264602" not in names
