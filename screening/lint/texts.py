"""The texts of a pack that practitioners read, each with its place, and their sentences.

Texts that only authors read (names of tests, comments) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening.lint.linting import Linting
from screening.rulebook.rule import Concept, Rule
from screening.yamlsource import Path

_END = re.compile(r"(?<=[.?!])[\"')\]]?\s+(?=[\"'(\[]?[A-Z0-9])")
_NO_END = re.compile(r"\b(e\.g|i\.e|Dr|No|St|approx|para)\.\s*$")


@dataclass(frozen=True)
class Text:
    """One text as it is read.

    Attributes:
        rule: id of the rule that it belongs to; None for a concept's.
        of_prompt: it is what a prompt asks.
    """

    file: str
    path: Path
    words: str
    of_prompt: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """The text cut after each full stop, question mark or exclamation mark."""
        parts: list[str] = []
        for piece in _END.split(self.words):
            if parts and _NO_END.search(parts[-1]):
                parts[-1] = f"{parts[-1]} {piece}"
            else:
                parts.append(piece)
        return tuple(parts)


def texts(linting: Linting) -> Iterator[Text]:
    """Every text of every rule and concept."""
    for rule, file in linting.rules:
        for path, words in _of_rule(rule):
            yield Text(file, path, words, of_prompt=path[0] == "prompts")
    for concept, file, at in linting.concepts:
        for path, words in (("title",), concept.title), (("why",), concept.why), *_choices(concept):
            yield Text(file, (*at, *path), words)


def _of_rule(rule: Rule) -> Iterator[tuple[Path, str]]:
    yield ("title",), rule.title
    yield ("summary",), rule.summary
    yield ("why",), rule.why
    for index, prompt in enumerate(rule.prompts):
        yield ("prompts", index, "ask"), prompt.ask
    for index, words in enumerate(rule.innocent_explanations):
        yield ("innocent_explanations", index), words
    for index, words in enumerate(rule.limits):
        yield ("limits", index), words
    for index, related in enumerate(rule.related):
        yield ("related", index, "how"), related.how
    yield from _choices(rule)


def _choices(owner: Rule | Concept) -> Iterator[tuple[Path, str]]:
    for index, choice in enumerate(owner.chosen_by_us):
        yield ("chosen_by_us", index, "what"), choice.what
        yield ("chosen_by_us", index, "why"), choice.why
