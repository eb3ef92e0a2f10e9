"""What is written reads back the same, here and mostly elsewhere too."""

import enum
import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from screening.yamlsource import dump, read_text
from screening.yamlsource.characters import CONTROL

awkward = st.sampled_from(
    ["on", "2020-07-14", "1e3", "", " x", "x ", "~", "no", "null", "010", "-", "- a", "a: b", "a:", "a #b", "<<", "=",
     "...", "---", "--- a", "|", "{{x}}", "a\n", "\n", "a\n\nb", " a\nb", "a\n  b\n\n", "a\n \nb", "a\tb\n\tc",
     "\u2028", "\ufeff", "\uffff", "\u202e", "\xa0", "a\r\nb", "😀", "12", ".5", ".inf", "!x", "&x", "*x", "%x",
     "k" * 1200, "'", '"', "\\", "?", "? a", "a\n# b", "a\n---\nb"]
)  # fmt: skip
texts = awkward | st.text(st.sampled_from(" \n\t:#-'\"ab|")) | st.text().filter(lambda text: not CONTROL.search(text))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_what_is_written_reads_back_equal(value: Any) -> None:
    read = read_text(dump(value)).value
    assert read == value
    assert repr(read) == repr(value)  # 1 is no True and 1.0 is no 1, and keys keep their order


@given(st.lists(texts | st.booleans() | st.none() | st.integers(), min_size=1))
def test_values_mean_the_same_to_other_readers(value: list[Any]) -> None:
    assert yaml.safe_load(dump(value)) == value


def test_it_is_written_for_people() -> None:
    value = {
        "case": "K-0142",
        "accounts": [
            {"on": "2020-07-14", "by": "health visitor", "note": "Seen at home.\nSaid: fell.\n", "known_to": ["gp"]},
            {"told": {}, "list": [], "nested": [["a", 1], [None, True]]},
        ],
        "name": "Zoë 😀",
    }
    assert dump(value) == (
        "case: K-0142\n"
        "accounts:\n"
        '  - on: "2020-07-14"\n'
        "    by: health visitor\n"
        "    note: |\n"
        "      Seen at home.\n"
        "      Said: fell.\n"
        "    known_to:\n"
        "      - gp\n"
        "  - told: {}\n"
        "    list: []\n"
        "    nested:\n"
        "      - - a\n"
        "        - 1\n"
        "      - - null\n"
        "        - true\n"
        "name: Zoë 😀\n"
    )


def test_characters_that_turn_the_text_are_written_so_that_they_can_be_seen() -> None:
    assert dump({"a": "x\u202ey"}) == 'a: "x\\u202ey"\n'


class _Word(enum.StrEnum):
    ONE = "one"


@pytest.mark.parametrize("value", [{1: "a"}, {"a": (1, 2)}, object(), _Word.ONE, {"a": b"x"}])
def test_only_plain_data_is_written(value: Any) -> None:
    with pytest.raises(TypeError):
        dump(value)


def _deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [math.nan, -math.inf, "\x00", "a\x1bb", {"\x85": 1}, "\ud83d", 10**300, _deep(41), {"a": _deep(40)}]
)
def test_what_could_not_be_read_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        dump(value)


def test_the_deepest_and_longest_that_is_written_is_read() -> None:
    for value in (_deep(40), 10**299 - 1, -(10**299) + 1, {"a": _deep(39)}):
        assert read_text(dump(value)).value == value
