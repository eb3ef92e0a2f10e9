"""Localities: an overlay renames what the one below it has, and cannot add to it or go round in a circle."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from screening.errors import ProblemsFound
from screening.rulebook.localities import LocalityFile, LocalPolicy, assemble


def files(*written: dict[str, Any]) -> dict[str, LocalityFile]:
    return {one["id"]: LocalityFile.model_validate({"name": "x", "note": "x"} | one) for one in written}


BASE = {
    "id": "base",
    "roles": {"front": {"name": "the base's front", "also_called": ["door"]}, "police": {"name": "the police"}},
    "definitions": {"mobility_not_independent": ["not-mobile", "rolling"]},
    "words": {"referral": "referral"},
}


def test_a_locality_keeps_what_it_does_not_rename() -> None:
    county = {
        "id": "county", "extends": "base", "roles": {"front": {"name": "the county's front"}},
        "words": {"referral": "request"},
    }  # fmt: skip
    town = {"id": "town", "extends": "county", "definitions": {"mobility_not_independent": ["not-mobile"]}}
    made = assemble(files(BASE, county, town), "town")
    assert made.roles["front"].name == "the county's front"
    assert made.roles["front"].also_called == ("door",)
    assert made.roles["police"].name == "the police"
    assert made.words == {"referral": "request"}
    assert made.definitions == {"mobility_not_independent": ("not-mobile",)}
    assert made.areas == ("town", "county", "base")


def test_all_that_the_base_does_not_have_is_told_at_once() -> None:
    county = {
        "id": "county", "extends": "base",
        "roles": {"pollice": {"name": "x"}, "police": {"name": "x", "also_called": ["pc"]}},
        "definitions": {"mobility": ["rolling"]}, "words": {"referal": "request"},
    }  # fmt: skip
    with pytest.raises(ProblemsFound) as found:
        assemble(files(BASE, county), "county")
    assert {(problem.code, problem.hint) for problem in found.value.problems} == {
        ("P205", 'Did you mean "police"?'),
        ("P205", None),
        ("P205", 'Did you mean "referral"?'),
        ("P206", None),
    }


@pytest.mark.parametrize(
    ("written", "asked", "code"),
    [
        ([BASE], "bace", "P202"),
        ([{"id": "town", "extends": "county"}], "town", "P202"),
        ([{"id": "a", "extends": "b"}, {"id": "b", "extends": "a"}], "a", "P204"),
    ],
    ids=["unknown", "extends an unknown one", "in a circle"],
)
def test_a_locality_that_cannot_be_put_together_is_told(written: list[dict[str, Any]], asked: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        assemble(files(*written), asked)
    assert [problem.code for problem in found.value.problems] == [code]


def test_one_id_cannot_stand_for_two_roles() -> None:
    with pytest.raises(ValidationError, match="more than once: front"):
        files({"id": "x", "roles": {"front": {"name": "x"}, "back": {"name": "x", "also_called": ["front"]}}})


@pytest.mark.parametrize(
    "local",
    [{}, {"policy": "a", "name": "A"}, {"policy": "a", "look_up": True}, {"policy": "a", "address": "https://a.org"}],
    ids=["nothing", "both", "look-up of an entry", "address of an entry"],
)
def test_a_local_policy_is_an_entry_or_a_name(local: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LocalPolicy.model_validate(local)
