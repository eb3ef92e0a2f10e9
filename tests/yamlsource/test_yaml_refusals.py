"""What is refused, in what words, and how fast."""

import time
from pathlib import Path

import pytest
import yaml

from screening.errors import Problem, ProblemsFound
from screening.yamlsource import building, read_text
from screening.yamlsource.codes import READING


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        read_text(text, "f.yaml")
    return found.value.problems


def places(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.line, problem.column) for problem in problems(text)]


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_PARSER", getattr(yaml, request.param))


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!str 12", [("Y103", 1, 4)]),
        ("a: !x {b: 1}\nc: ! 2", [("Y103", 1, 4), ("Y103", 2, 4)]),
        ("a: !e!x y", [("Y103", 1, 4)]),
        ("%TAG ! tag:x,2020:\n---\na: 1", [("Y103", 1, 1)]),
        ("a: &x 1\nb: *x", [("Y104", 1, 4), ("Y104", 2, 4)]),
        ("*x : 1", [("Y104", 1, 1)]),
        ("a: 1\nb: {c: 1, c: 2}\na: 3", [("Y105", 2, 11), ("Y105", 3, 1)]),
        ("'1': a\n1: b", [("Y105", 2, 1)]),
        ("a: {b: 1, b: {c: 1, c: 2}}", [("Y105", 1, 11), ("Y105", 1, 21)]),
        ("a:\n  <<: {b: 1}", [("Y106", 2, 3)]),
        ("a: 1\n---\nb: 2", [("Y107", 2, 1)]),
        ("a: 1\n...\nb: 2", [("Y107", 3, 1)]),
        ("[" * 41 + "]" * 41, [("Y108", 1, 41)]),
        ("a: .inf\nb: [-.INF, .nan, 1e999]", [("Y113", 1, 4), ("Y113", 2, 5), ("Y113", 2, 12), ("Y113", 2, 18)]),
        ("a: " + "9" * 5000, [("Y113", 1, 4)]),
        ("? [1]\n: 2", [("Y114", 1, 3)]),
        ("a: {{ name }}", [("Y114", 1, 5)]),
        ("a: 1\n?\n: 2", [("Y114", 2, 2)]),
        ("a: \x07\x00b\nc: \x9f", [("Y112", 1, 4), ("Y112", 2, 4)]),
        ('a: "\\x1b[2J"\nb: "\\0"', [("Y112", 1, 4), ("Y112", 2, 4)]),
        ("a: b\u2028c", [("Y112", 1, 5)]),
        ("", [("Y102", None, None)]),
        ("# only a note\n\n", [("Y102", None, None)]),
        ("---\n", [("Y102", None, None)]),
        ("a: b\nc\nd: 1", [("Y101", 2, 1)]),
        ('a: "x\nb: 1\n', [("Y101", 1, 4)]),
        ("a: [1,\n2\n", [("Y101", 1, 4)]),
        ("a:\n\tb: 1", [("Y101", 2, 1)]),
        ("a: one: two", [("Y101", 1, 7)]),
        ("a: @here", [("Y101", 1, 4)]),
        ("a: **bold**", [("Y101", 1, 4)]),
        ('a: "x" y', [("Y101", 1, 8)]),
    ],
)  # fmt: skip
def test_each_refusal_has_its_code_and_place(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert places(text) == expected


def test_everything_wrong_is_told_at_once() -> None:
    text = "a: !x 1\nb: &y 2\nc:\n  d: 1\n  d: 2\nc: .nan\n? {}\n: \x01\ne: [1\n"
    assert [problem.code for problem in problems(text)] == ["Y103", "Y104", "Y105", "Y105", "Y113", "Y114", "Y112"]


def test_a_second_key_says_where_the_first_one_is() -> None:
    (problem,) = problems("a: 1\nb: 2\na: {b: 3}\n")
    assert str(problem).startswith('f.yaml:3:1: Y105 The key "a" stands here a second time; the first is in line 1.')


def test_warnings_are_told_beside_errors() -> None:
    assert [problem.severity for problem in problems("a: \u202e\na: 1")] == ["warning", "error"]


def test_an_open_bracket_is_told_where_something_is_missing() -> None:
    (problem,) = problems('a: [1,\n  "x" y]\n')
    assert (problem.line, problem.column) == (2, 7)
    assert '"," or "]" is missing' in problem.message
    assert "line 1" in problem.message


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a:\n\tb: 1", "tab"),
        ("a: @x", '"@"'),
        ('a: "x" y', "closing quote"),
        ('a: "C:\\Users"', "backslash"),
        ("a: 1\nb", '":" is missing'),
        ("a: - b", "-"),
    ],
)
def test_slips_are_told_in_plain_words(text: str, word: str) -> None:
    (problem,) = problems(text)
    assert word in problem.message
    assert not {"token", "mapping", "scalar", "node", "sequence"} & set(problem.message.split())


def test_a_python_object_is_never_made(tmp_path: Path) -> None:
    target = tmp_path / "made"
    assert places(f'!!python/object/apply:os.system ["touch {target}"]') == [("Y103", 1, 1)]
    assert not target.exists()


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found, seconds = _timed("\n".join(lines))
    assert {problem.code for problem in found} == {"Y104", "Y115"}
    assert seconds < 1


def _timed(text: str | bytes) -> tuple[tuple[Problem, ...], float]:
    start = time.process_time()
    found = problems(text)
    return found, time.process_time() - start


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a: b\n" * 2_000_000, "Y109", id="10 MB of text"),
        pytest.param(b"\xff" * 10_000_000, "Y109", id="10 MB of bytes"),
        pytest.param("é" * 1_500_000, "Y109", id="3 MB in 1.5 million characters"),
        pytest.param("[" * 10_000, "Y108", id="10,000 lists deep"),
        pytest.param('{"a":' * 10_000 + "1" + "}" * 10_000, "Y108", id="10,000 fields deep in JSON"),
        pytest.param("- " * 10_000 + "x", "Y108", id="10,000 hyphens deep"),
        pytest.param("".join(f"%TAG !{n}! x\n" for n in range(100_000)) + "---\na", "Y103", id="100,000 directives"),
        pytest.param("a: 1\n" * 300_000, "Y105", id="300,000 keys alike"),
    ],
)
def test_hostile_texts_are_answered_at_once(text: str | bytes, code: str) -> None:
    found, seconds = _timed(text)
    assert found[0].code == code
    assert len(found) <= 101
    assert seconds < 1


def test_a_quarter_of_a_megabyte_is_read_in_a_moment() -> None:
    entry = '- id: a{0}\n  on: "2020-07-14"\n  facts: {{children: {{w: {{born: "2020-05-04", mobility: rolling}}}}}}\n'
    text = "accounts:\n" + "".join(entry.format(n) for n in range(2_600))
    assert len(text) > 250_000

    def seconds() -> float:
        start = time.process_time()
        read_text(text)
        return time.process_time() - start

    # It takes a tenth of a second; a slow machine that measures coverage as well is allowed more.
    assert min(seconds() for _ in range(3)) < 0.7


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("a: 1\nb: é".encode("cp1252"), (2, 4), "E9"),
        ("é: 1\nü: é".encode()[:-1], (2, 4), "C3"),
        (b"a: \xed\xa0\x80", (1, 4), "ED"),
        ("a: b".encode("utf-16"), (None, None), "UTF-16"),
        ("a: some more words".encode("utf-16-be"), (None, None), "UTF-16"),
    ],
)
def test_other_encodings_are_named_not_guessed_at(
    data: bytes, place: tuple[int | None, int | None], words: str
) -> None:
    (problem,) = problems(data)
    assert (problem.code, problem.line, problem.column) == ("Y110", *place)
    assert words in problem.message


@pytest.mark.parametrize("text", ["a: \ud83d", 'a: "\\ud83d"', 'a: "\\ud83d\\ude00"', '"\\uDC00"'])
def test_half_a_character_is_refused(text: str) -> None:
    (problem,) = problems(text)
    assert problem.code == "Y111"
    assert problem.line == 1


def test_every_code_is_explained() -> None:
    assert all(code.startswith("Y") and reason.endswith(".") for code, reason in READING.items())
    assert len(READING) == len(set(READING.values()))
