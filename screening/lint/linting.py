"""What a lint is, and what it is given: a pack that could be read, its files, and the day.

A lint says what it looks for, why that matters and what to do, so that messages and the page of codes come from one
place. What each lint looks for is in the modules by topic; which there are, in ``registry``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from screening.errors import Problem, Severity
from screening.forms.checklist import Checklist
from screening.lint.parts import Part, part_tree
from screening.lint.trials import Trials
from screening.rulebook.pack import Pack, PackFiles
from screening.rulebook.rule import Concept, Rule
from screening.yamlsource import Document, Path


@dataclass(frozen=True)
class Found:
    """One thing that a lint found.

    Attributes:
        file: the path within the pack.
        path: the way to the place in that file.
        message: what is the matter there.
        hint: what to try; the lint's recommendation if not given.
        at_key: the place is the key, not its value.
    """

    file: str
    path: Path
    message: str
    hint: str | None = None
    at_key: bool = False


@dataclass(frozen=True)
class Linting:
    """A pack to be linted, with what several lints need of it.

    Attributes:
        checklists: those that ask for the pack's facts, by the path under which their documents are kept; none where a
            pack is linted by itself.
    """

    pack: Pack
    files: PackFiles
    today: datetime.date
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    checklist_documents: Mapping[str, Document] = field(default_factory=dict)

    def document(self, file: str) -> Document:
        """A file of the pack, or of the checklists that are linted with it."""
        return self.files.documents.get(file) or self.checklist_documents[file]

    @cached_property
    def rules(self) -> tuple[tuple[Rule, str], ...]:
        """Each rule with the path of its file."""
        return tuple((rule, self.files.rules[rule.id]) for rule in self.pack.rules.values())

    @cached_property
    def concepts(self) -> tuple[tuple[Concept, str, Path], ...]:
        """Each concept with its file and its place there."""
        return tuple(
            (self.pack.concepts[written["id"]], name, ("concepts", index))
            for name, document in self.files.documents.items()
            if name.startswith("concepts/")
            for index, written in enumerate(document.value["concepts"])
        )

    @cached_property
    def trees(self) -> dict[str, Part]:
        """Each rule's condition as a tree of parts, by rule id."""
        return {
            rule.id: part_tree(rule.when, self.pack.bound[rule.id], self.pack.concepts)
            for rule in self.pack.rules.values()
        }

    @cached_property
    def trials(self) -> dict[str, Trials]:
        """The tests of each rule, ready to be run on a changed condition, by rule id."""
        return {rule.id: Trials(self.pack, rule) for rule in self.pack.rules.values()}

    def place_of(self, rule: Rule, part: Part) -> tuple[str, Path]:
        """File and place where a part of a rule's condition is written: in the rule, or in the concept it uses."""
        if part.concept is None:
            return self.files.rules[rule.id], ("when", *part.place)
        file, path = self._concept_places[part.concept]
        return file, (*path, "when", *part.place)

    @cached_property
    def _concept_places(self) -> dict[str, tuple[str, Path]]:
        return {concept.id: (file, path) for concept, file, path in self.concepts}

    def line_of(self, file: str, path: Path) -> int:
        """The line on which a place stands, counted from 1."""
        return self.document(file).position(path).line


@dataclass(frozen=True)
class Lint:
    """One thing that is looked for.

    Attributes:
        code: stable, never used again for anything else.
        name: in a few words, with hyphens.
        severity: "error" where the pack should not go out like this, "warning" where somebody should look.
        reason: why it matters.
        recommendation: what to do about it.
        look: finds it.
    """

    code: str
    name: str
    severity: Severity
    reason: str
    recommendation: str
    look: Callable[[Linting], Iterator[Found]]

    @property
    def looks_for(self) -> str:
        """What it looks for, in a sentence."""
        return " ".join((self.look.__doc__ or "").split())

    def problems(self, linting: Linting) -> Iterator[Problem]:
        """All that it finds, as problems with places."""
        for found in self.look(linting):
            yield linting.document(found.file).problem(
                self.code,
                found.message,
                found.path,
                at_key=found.at_key,
                hint=found.hint or self.recommendation,
                severity=self.severity,
            )


def looks_for(
    code: str, name: str, severity: Severity, *, reason: str, recommendation: str
) -> Callable[[Callable[[Linting], Iterator[Found]]], Lint]:
    """Makes a lint of the function that finds it."""

    def made(look: Callable[[Linting], Iterator[Found]]) -> Lint:
        return Lint(code, name, severity, reason, recommendation, look)

    return made
