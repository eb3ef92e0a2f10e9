"""All, any, some and not: the order of the four standings, and negation pushed down onto the tests."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from small_cases import bound, child, standing

from screening.conditions import bound as nodes
from screening.conditions.standing import Standing, of_judgements, swapped

WORDS = ("not_met", "not_known", "disputed", "met")
FACTS = ("seen_alone", "seen_regularly", "harm_seen")
TESTS = [{"fact": f"child.{name}", "is": True} for name in FACTS]


def telling(*words: str) -> tuple[dict[str, Any], ...]:
    """Two accounts after which each fact in turn stands as the word says."""
    one: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for name, word in zip(FACTS, words, strict=False):
        one |= {} if word == "not_known" else {name: word != "not_met"}
        other |= {name: False} if word == "disputed" else {}
    return child(**one), child(**other)


TRIPLES = [(words, sorted(map(WORDS.index, words))) for words in product(WORDS, repeat=3)]


def test_all_is_the_weakest_and_any_the_strongest_of_every_three() -> None:
    for words, ranks in TRIPLES:
        accounts = telling(*words)
        assert standing({"all": TESTS}, *accounts) == WORDS[ranks[0]], words
        assert standing({"any": TESTS}, *accounts) == WORDS[ranks[2]], words


def test_some_is_the_nth_strongest_of_every_three() -> None:
    for words, ranks in TRIPLES:
        for n in (1, 2, 3):
            assert standing({"at_least": n, "of": TESTS}, *telling(*words)) == WORDS[ranks[3 - n]], (n, words)


def test_not_is_pushed_down_onto_the_tests() -> None:
    opposites = [{"not": test} for test in TESTS]
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"not": {"all": TESTS}}, {"any": opposites}),
        ({"not": {"any": TESTS}}, {"all": opposites}),
        ({"not": {"at_least": 2, "of": TESTS}}, {"at_least": 2, "of": opposites}),
        ({"not": {"at_least": 1, "of": TESTS}}, {"at_least": 3, "of": opposites}),
        ({"not": {"not": {"all": TESTS}}}, {"all": TESTS}),
        ({"not": {"all": [TESTS[0], {"not": {"any": TESTS[1:]}}]}}, {"any": [opposites[0], {"any": TESTS[1:]}]}),
    ]
    for words, _ in TRIPLES:
        for left, right in pairs:
            assert standing(left, *telling(*words)) == standing(right, *telling(*words)), (left, words)


def test_after_binding_only_tests_and_lists_are_negated() -> None:
    gate = bound({"not": {"all": [TESTS[0], {"any": TESTS[1:]}, {"exists": "child.injuries"}]}})
    assert isinstance(gate, nodes.Gate)
    first, second, third = gate.parts
    assert gate.n == 1
    assert isinstance(first, nodes.Test)
    assert isinstance(second, nodes.Gate)
    assert isinstance(third, nodes.Tally)
    assert first.negated
    assert third.negated
    assert second.n == 2
    assert all(isinstance(part, nodes.Test) and part.negated for part in second.parts)


def test_not_of_a_disputed_or_unknown_test_stays_as_it_is() -> None:
    for word, opposite in zip(WORDS, ("met", "not_known", "disputed", "not_met"), strict=True):
        assert standing({"not": TESTS[0]}, *telling(word)) == opposite
        assert swapped(Standing.of_word(word)).word == opposite


def test_not_known_and_nothing_told_never_make_a_concern_go_away() -> None:
    for written in ({"any": TESTS}, {"at_least": 2, "of": TESTS}, {"not": {"all": TESTS}}):
        assert standing(written) == "not_known"


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([], "not_known"),
        ([None], "not_known"),
        ([True], "met"),
        ([False], "not_met"),
        ([True, None], "met"),
        ([None, False], "not_met"),
        ([True, False], "disputed"),
        ([False, None, True, True], "disputed"),
    ],
)
def test_what_the_tellings_of_a_fact_come_to(judgements: list[bool | None], expected: str) -> None:
    assert of_judgements(judgements).word == expected


def test_a_standing_is_neither_true_nor_false() -> None:
    for one in Standing:
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(one)
