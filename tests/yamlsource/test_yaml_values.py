"""What a text is read as, and where its parts stand."""

import hashlib
from typing import Any

import pytest
import yaml

from screening.yamlsource import Position, building, read_text


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was installed without LibYAML the parser in Python does the work."""
    monkeypatch.setattr(building, "_PARSER", getattr(yaml, request.param))


@pytest.mark.parametrize(
    "word",
    [
        "on", "off", "yes", "no", "y", "2020-07-14", "2020-07-14T10:00:00Z", "010", "0x1F", "0o17", "1_000", "1:30",
        "+447700900123", "nan", "inf", "1e", "-", "--1", "1.2.3", "٣", "tRUE",
    ],
)  # fmt: skip
def test_words_that_other_readers_take_for_something_else_stay_text(word: str) -> None:
    assert read_text(f"a: {word}" if word != "-" else 'a: "-"').value == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None), ("~", None), ("null", None), ("true", True), ("False", False), ("0", 0), ("-12", -12),
        ("1.5", 1.5), ("-0.25", -0.25), (".5", 0.5), ("1e3", 1000.0), ("2E-2", 0.02),
    ],
)  # fmt: skip
def test_nothing_truth_values_and_numbers(word: str, value: Any) -> None:
    read = read_text(f"a: {word}").value["a"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("quoted", ['"12"', "'12'", '"true"', "'~'", '""', "|-\n  12", ">-\n  null"])
def test_what_is_quoted_or_a_block_is_text(quoted: str) -> None:
    assert isinstance(read_text(f"a: {quoted}").value["a"], str)


def test_keys_are_text_as_they_were_typed() -> None:
    read = read_text("on: 1\n12: 2\nnull: 3\n~: 4\ntrue: 5\n1.50: 6\n2020-07-14: 7\n'<<': 8\n")
    assert list(read.value) == ["on", "12", "null", "~", "true", "1.50", "2020-07-14", "<<"]


@pytest.mark.usefixtures("_either_parser")
def test_every_part_has_its_place() -> None:
    document = read_text(
        "# a note\nfacts:\n  William: {born: 2020, marks: [x, ärm, z]}\n  list:\n    - a: 1\n      b:\n"
    )
    assert document.value == {
        "facts": {"William": {"born": 2020, "marks": ["x", "ärm", "z"]}, "list": [{"a": 1, "b": None}]}
    }
    assert document.position() == (2, 1)
    assert document.position(("facts", "William", "born")) == Position(line=3, column=19)
    assert document.key_position(("facts", "William", "born")) == (3, 13)
    assert document.position(("facts", "William", "marks", 2)) == (3, 41)
    assert document.position(("facts", "list", 0, "a")) == (5, 10)
    assert document.key_position(("facts", "list", 0)) == (5, 7)
    assert document.key_position(("facts", "list", 0, "b")) == (6, 7)


def test_what_is_not_there_has_the_place_of_its_nearest_ancestor() -> None:
    document = read_text("a:\n  b: [1]\n")
    assert document.position(("a", "b", 5, "c")) == document.position(("a", "b")) == (2, 6)
    assert document.key_position(("a", "missing")) == (1, 1)
    assert document.position(("nowhere",)) == (1, 1)


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_anywhere(end: str) -> None:
    document = read_text(end.join(["a:", "  b: one", "  c: |", "    x", "    y", "d: 2", ""]))
    assert document.value == {"a": {"b": "one", "c": "x\ny\n"}, "d": 2}
    assert document.position(("d",)) == (6, 4)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    data = b"\xef\xbb\xbfa: \xc3\xa9"
    document = read_text(data)
    assert document.value == {"a": "é"}
    assert document.key_position(("a",)) == (1, 1)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert read_text("\ufeffa: é") == document


def test_right_to_left_text_is_ordinary_text() -> None:
    document = read_text("ملاحظة: قالت الأم إنه سقط\nnote: אמא אמרה\n")
    assert document.value == {"ملاحظة": "قالت الأم إنه سقط", "note": "אמא אמרה"}
    assert document.warnings == ()


@pytest.mark.parametrize("text", ["a: x\u202ey\u2066", 'a: "x\\u202ey\\u2066"', "a: 1 # x\u202e"])
def test_turned_text_is_kept_with_a_warning(text: str) -> None:
    document = read_text(text)
    assert {warning.code for warning in document.warnings} == {"Y131"}
    assert all(warning.severity == "warning" and warning.line == 1 for warning in document.warnings)
    assert document.value["a"] in ("x\u202ey\u2066", 1)


def test_tabs_may_stand_between_words_and_in_text() -> None:
    assert read_text('a:\tone\tword\nb:\t"x\ty"\n').value == {"a": "one\tword", "b": "x\ty"}


def test_depth_40_is_read() -> None:
    value = read_text("[" * 40 + "]" * 40).value
    for _ in range(39):
        (value,) = value
    assert value == []
