"""A running service speaks in the words of the place that it was started for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from screening.errors import ProblemsFound
from screening.services.in_use import material, speak_as, usual_pack


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    speak_as(None)


def test_rules_and_pages_speak_as_the_chosen_place() -> None:
    speak_as("kent")
    assert usual_pack().locality.id == material().pack.locality.id == "kent"
    speak_as(None)
    assert usual_pack().locality.id == "england"


def test_one_question_may_be_asked_in_the_words_of_another_place() -> None:
    speak_as("kent")
    assert usual_pack("leicester").locality.id == "leicester"
    assert usual_pack().locality.id == "kent"


def test_a_place_that_there_is_not_is_refused_and_changes_nothing() -> None:
    speak_as("kent")
    with pytest.raises(ProblemsFound):
        speak_as("kemt")
    assert usual_pack().locality.id == "kent"
