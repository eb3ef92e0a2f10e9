"""Lints on named concepts: they are there to be shared, so each is used and each title is its own."""

from __future__ import annotations

from collections.abc import Iterator

from screening.lint.linting import Found, Linting, looks_for


@looks_for(
    "L025",
    "concept-not-used",
    "warning",
    reason="A concept that no rule uses is never tested, and readers take it for part of the rules.",
    recommendation="Use it in a rule, or take it out.",
)
def concept_not_used(linting: Linting) -> Iterator[Found]:
    """A concept that no rule reaches, directly or through another concept."""
    used = {part.concept for tree in linting.trees.values() for part in tree.walk()}
    for concept, file, path in linting.concepts:
        if concept.id not in used:
            yield Found(file, (*path, "id"), f'No rule uses the concept "{concept.id}".')


@looks_for(
    "L026",
    "concept-twice",
    "error",
    reason="Rules name a concept by its id and findings by its title. Two of the same name cannot be told apart.",
    recommendation="Give each an id and a title of its own.",
)
def concept_twice(linting: Linting) -> Iterator[Found]:
    """An id or a title that an earlier concept has."""
    seen: set[str] = set()
    for concept, file, path in linting.concepts:
        for key, name in (("id", concept.id), ("title", concept.title)):
            if name.casefold() in seen:
                yield Found(file, (*path, key), f'Another concept has the {key} "{name}" too.')
            seen.add(name.casefold())


LINTS = (concept_not_used, concept_twice)
