"""Lints on whose a threshold is: a source's, said in the rule's own text, or chosen by us and marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from screening.lint.linting import Found, Linting, looks_for
from screening.lint.mutants import Threshold, thresholds_of
from screening.rulebook.rule import Concept, Rule

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip


@looks_for(
    "L035",
    "threshold-of-nobody",
    "warning",
    reason="A number in a rule looks like evidence. Readers have to know whether a source gives it or we chose it.",
    recommendation="Say it in chosen_by_us with the reason, or say in summary or why which source gives it.",
)
def threshold_of_nobody(linting: Linting) -> Iterator[Found]:
    """A threshold in a rule or concept that has no ``chosen_by_us`` and does not speak of the number."""
    seen: set[tuple[str, tuple[str | int, ...]]] = set()
    for rule, _ in linting.rules:
        for part in linting.trees[rule.id].walk():
            owner = linting.pack.concepts[part.concept] if part.concept else rule
            file, path = linting.place_of(rule, part)
            for threshold in thresholds_of(part):
                place = (file, (*path, threshold.key))
                if place not in seen and not _is_owned(owner, threshold):
                    seen.add(place)
                    yield Found(*place, f"Nothing says whose threshold {threshold.words} is.")


def _is_owned(owner: Rule | Concept, threshold: Threshold) -> bool:
    if owner.chosen_by_us:
        return True
    said = f"{owner.title} {owner.why} {owner.summary if isinstance(owner, Rule) else ''}".lower()
    numbers = [int(text) for text in re.findall(r"\d+", threshold.words)]
    return all(any(_says(said, way) for way in _ways(number)) for number in numbers)


def _ways(number: int) -> tuple[int, ...]:
    """A number of months may be told in years."""
    return (number, number // 12) if number and number % 12 == 0 else (number,)


def _says(text: str, number: int) -> bool:
    word = _WORDS[number] if number < len(_WORDS) else str(number)
    return bool(re.search(rf"\b({number}|{word}{'|a year' if number == 1 else ''})\b", text))


LINTS = (threshold_of_nobody,)
