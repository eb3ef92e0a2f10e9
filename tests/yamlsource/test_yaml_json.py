"""JSON, which is read by the YAML parser and must be read as JSON."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ProblemsFound
from screening.yamlsource import read_text
from screening.yamlsource.characters import CONTROL

texts = st.text().filter(lambda text: not CONTROL.search(text))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(
    st.lists(plain, max_size=3) | st.dictionaries(texts, plain, max_size=3),
    st.booleans(),
    st.sampled_from([None, 2, "\t"]),
    st.sampled_from([(",", ":"), (", ", " : "), ("\t,\n", "\n:\t")]),
)
def test_json_is_read_as_json(value: Any, ascii_only: bool, indent: int | str | None, between: tuple[str, str]) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, separators=between)
    assert read_text(f"\t\n{text}\n\t").value == value


def test_pairs_of_escapes_are_one_character_and_move_nothing() -> None:
    document = read_text('{"\\ud83d\\ude00a": "\\/\\\\ud83d", "b\u2028": ["\\uD83D\\uDE00", 1],\t"c"\n: 2, "d": 3}')
    assert document.value == {"😀a": "/\\ud83d", "b\u2028": ["😀", 1], "c": 2, "d": 3}
    assert document.key_position(("😀a",)) == (1, 2)
    assert document.position(("😀a",)) == (1, 19)
    assert document.key_position(("b\u2028",)) == (1, 32)
    assert document.position(("b\u2028", 0)) == (1, 39)
    assert document.position(("b\u2028", 1)) == (1, 55)
    assert document.key_position(("c",)) == (1, 59)
    assert document.key_position(("d",)) == (2, 6)


def test_a_long_key_is_a_key() -> None:
    key = "k" * 5_000
    document = read_text(json.dumps({key: 1, "b": 2}))
    assert document.value == {key: 1, "b": 2}
    assert document.position((key,)) == (1, 5_006)
    assert document.key_position((key,)) == (1, 2)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ('["a", "x\\ud83d"]', "Y111", 9),
        ('["\\ude00\\ud83d"]', "Y111", 3),
        ('["😀", "\\u0000"]', "Y112", 7),
        ('{"a": 1, "a": 2}', "Y105", 10),
        ('{"\\u0061": 1, "a": 2}', "Y105", 15),
    ],
)
def test_what_json_takes_and_we_do_not(text: str, code: str, column: int) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_text(text)
    assert (found.value.problems[0].code, found.value.problems[0].column) == (code, column)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_refused(number: float) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_text(json.dumps({"a": "NaN", "b": [0, number], "c": 1, "c ": number}))
    assert [(problem.code, problem.column) for problem in found.value.problems] == [
        ("Y113", 23),
        ("Y113", 23 + len(json.dumps(number)) + len('], "c": 1, "c ": ')),
    ]


def test_yaml_that_starts_like_json_is_yaml() -> None:
    assert read_text("{a: it's, b: 5\" long, c: [x y, NaN]}  # note\n").value == {
        "a": "it's",
        "b": '5" long',
        "c": ["x y", "NaN"],
    }
