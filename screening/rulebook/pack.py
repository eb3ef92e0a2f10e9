"""A pack: a folder of rules, concepts, sources, policies and localities, with a version and a hash.

Reading a pack collects every mistake in every file. What a rule comes to in a case is left to the engine; style,
wording and missing tests are left to lint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from screening.conditions.binding import Binder, ConceptToBind, Slip
from screening.conditions.bound import Bound
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.rulebook.governance import Governance, GovernanceItem
from screening.rulebook.localities import Locality, LocalityFile, assemble
from screening.rulebook.policies import Policies
from screening.rulebook.rule import Concept, Rule, Slug
from screening.rulebook.sources import LearningRow, Source
from screening.yamlsource import Document, read_path, validated

Model = TypeVar("Model", bound=BaseModel)

DATA_FOLDERS = frozenset({"concepts", "sources", "localities"})
"""Folders of a pack that hold no rules."""

DATA_FILES = frozenset({"pack.yaml", "policies.yaml", "governance.yaml"})
"""Files at the top of a pack."""


class Theme(BaseModel):
    """Topics that are read together in a screening, under one heading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, StringConstraints(min_length=3, max_length=60)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]


class PackHeader(BaseModel):
    """``pack.yaml``: what the pack is and the choices that hold for all of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    title: str
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    about: str
    content_licence: str
    changing_window_days: Annotated[int, Field(ge=0, le=366)]
    changing_window_why: str
    locality: Slug
    themes: tuple[Theme, ...] = ()

    def theme_of(self, topic: str) -> str:
        """The heading under which a topic is read; the topic itself where no theme has it."""
        return next((one.title for one in self.themes if topic in one.topics), topic.replace("-", " ").capitalize())


class ConceptsFile(BaseModel):
    """One file of ``concepts/``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, eq=False)
class Pack:
    """A pack that has been read and found to hang together.

    Attributes:
        sha256: over the names and bytes of its files.
        locality: the locality in whose words it speaks.
        bound: each rule's condition, ready to be evaluated.
        kept_as: the name under which copies of what is made from the pack may be kept; None where it was not read
            from a folder as it stands, so that no copy of it is ever taken for the folder's.
    """

    header: PackHeader
    sha256: str
    rules: Mapping[str, Rule]
    concepts: Mapping[str, Concept]
    sources: Mapping[str, Source]
    policies: Policies
    governance: tuple[GovernanceItem, ...]
    locality: Locality
    localities: Mapping[str, LocalityFile]
    bound: Mapping[str, Bound]
    kept_as: str | None = None

    @cached_property
    def learning(self) -> Mapping[str, tuple[Source, LearningRow]]:
        """Every row of learning by its id, with the source that it stands in."""
        return {row.id: (source, row) for source in self.sources.values() for row in source.learning}


@dataclass(frozen=True)
class PackFiles:
    """The files of a pack as they were read, for lint and for messages.

    Attributes:
        documents: by path within the pack.
        rules: path of the file by rule id.
    """

    folder: Path
    sha256: str
    documents: Mapping[str, Document]
    rules: dict[str, str] = field(default_factory=dict)


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and bytes of a pack's YAML files, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_pack(folder: Path, locality: str | None = None) -> tuple[Pack, PackFiles]:
    """Reads and checks a whole pack, with places for messages.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    if not (folder / "pack.yaml").is_file():
        raise ProblemsFound([Problem("R301", "This folder holds no pack: there is no pack.yaml in it.", str(folder))])
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    for path in sorted(folder.rglob("*.yaml")):
        try:
            documents[path.relative_to(folder).as_posix()] = read_path(path)
        except ProblemsFound as found:
            problems.extend(found.problems)
    if problems:
        raise ProblemsFound(problems)
    files = PackFiles(folder, fingerprint(folder), documents)
    pack = assemble_pack({name: document.value for name, document in documents.items()}, files.sha256, locality, files)
    return pack, files


def assemble_pack(
    values: Mapping[str, Any], sha256: str, locality: str | None = None, files: PackFiles | None = None
) -> Pack:
    """Builds a pack from the plain values of its files.

    Args:
        values: by path within the pack.
        sha256: the pack's fingerprint.
        locality: whose words and definitions apply; the pack's own choice if not given.
        files: the documents, for messages with places.

    Raises:
        ProblemsFound: with every mistake.
    """
    reader = _Reader(values, files)
    header = reader.one("pack.yaml", PackHeader)
    policies = reader.one("policies.yaml", Policies)
    governance = reader.one("governance.yaml", Governance) if "governance.yaml" in values else Governance()
    concept_files = reader.each("concepts/", ConceptsFile)
    sources = reader.each("sources/", Source)
    locality_files = reader.each("localities/", LocalityFile)
    rules: dict[str, Rule] = {}
    for name in sorted(values):
        topic, _, rest = name.partition("/")
        if topic in DATA_FOLDERS or name in DATA_FILES:
            continue
        if not rest or "/" in rest:
            reader.problem(name, (), "R307", "This file is at no place that the pack reads.",
                           "A rule lies in the folder of its topic.")  # fmt: skip
            continue
        rule = reader.one(name, Rule, {"topic": topic})
        if rule is None:
            continue
        if rule.id in rules:
            reader.problem(name, ("id",), "R302", f"There are two rules {rule.id}; an id is never used again.")
        rules[rule.id] = rule
        if files is not None:
            files.rules[rule.id] = name
    reader.stop_if_any()
    if header is None or policies is None or governance is None:
        raise AssertionError("a part that could not be read has been reported")
    chosen = assemble({one.id: one for one in locality_files}, locality or header.locality)
    by_id = {concept.id: concept for file in concept_files for concept in file.concepts}
    reader.concepts_twice()
    reader.files_twice("sources/", "source")
    reader.files_twice("localities/", "locality")
    bound = _bind_all(rules, by_id, chosen, reader, files)
    reader.stop_if_any()
    return Pack(
        header=header,
        sha256=sha256,
        rules=rules,
        concepts=by_id,
        sources={source.id: source for source in sources},
        policies=policies,
        governance=governance.items,
        locality=chosen,
        localities={one.id: one for one in locality_files},
        bound=bound,
    )


def binder(concepts: Iterable[Concept], locality: Locality) -> Binder:
    """A binder that knows a pack's concepts and a locality's definitions."""
    return Binder(
        {concept.id: ConceptToBind(concept.title, concept.about, concept.when) for concept in concepts},
        locality.definitions,
    )


def _bind_all(
    rules: Mapping[str, Rule],
    concepts: Mapping[str, Concept],
    locality: Locality,
    reader: _Reader,
    files: PackFiles | None,
) -> dict[str, Bound]:
    binding = binder(concepts.values(), locality)
    for name, index, concept in reader.placed_concepts(concepts):
        binding.bind(concept.when, concept.about)
        reader.slips(name, ("concepts", index, "when"), binding.slips)
        binding.slips.clear()
    bound: dict[str, Bound] = {}
    for rule in rules.values():
        one = binding.bind(rule.when, rule.about)
        name = files.rules[rule.id] if files is not None else rule.id
        reader.slips(name, ("when",), binding.slips)
        binding.slips.clear()
        if one is not None:
            bound[rule.id] = one
    return bound


class _Reader:
    """Turns values into models and collects what is wrong with them."""

    def __init__(self, values: Mapping[str, Any], files: PackFiles | None) -> None:
        self.values = values
        self.files = files
        self.problems: list[Problem] = []

    def one(self, name: str, model: type[Model], extra: Mapping[str, Any] | None = None) -> Model | None:
        value = self.values.get(name)
        if value is None:
            self.problems.append(Problem("R303", f"The pack has no {name}.", name))
            return None
        data = {**value, **(extra or {})} if isinstance(value, dict) else value
        if self.files is None:
            return model.model_validate(data)
        try:
            return validated(self.files.documents[name], model, prefix="R", data=data)
        except ProblemsFound as found:
            self.problems.extend(found.problems)
            return None

    def each(self, folder: str, model: type[Model]) -> list[Model]:
        read = [self.one(name, model) for name in sorted(self.values) if name.startswith(folder)]
        return [one for one in read if one is not None]

    def files_twice(self, folder: str, what: str) -> None:
        """Reports a second file of a folder that has the id of another."""
        seen: dict[str, str] = {}
        for name in sorted(one for one in self.values if one.startswith(folder)):
            identifier = self.values[name]["id"]
            if identifier in seen:
                self.problem(
                    name, ("id",), "R306", f"There are two of the {what} {identifier}: {seen[identifier]} too."
                )
            seen.setdefault(identifier, name)

    def concepts_twice(self) -> None:
        seen: dict[str, str] = {}
        for name in sorted(self.values):
            for index, written in enumerate(self.values[name]["concepts"] if name.startswith("concepts/") else ()):
                if written["id"] in seen:
                    message = f"There are two concepts {written['id']}; the other is in {seen[written['id']]}."
                    self.problem(name, ("concepts", index, "id"), "R306", message)
                seen.setdefault(written["id"], name)

    def placed_concepts(self, concepts: Mapping[str, Concept]) -> Iterable[tuple[str, int, Concept]]:
        """Each concept with the file and the place in it where it is written."""
        for name in sorted(self.values):
            if name.startswith("concepts/"):
                for index, written in enumerate(self.values[name]["concepts"]):
                    yield name, index, concepts[written["id"]]

    def problem(
        self, name: str, place: tuple[str | int, ...], code: str, message: str, hint: str | None = None
    ) -> None:
        if self.files is None:
            self.problems.append(Problem(code, message, name, hint=hint))
        else:
            self.problems.append(self.files.documents[name].problem(code, message, place, hint=hint))

    def slips(self, name: str, place: tuple[str | int, ...], slips: Iterable[Slip]) -> None:
        for slip in slips:
            self.problem(name, (*place, *slip.place), slip.code, slip.message, slip.hint)

    def stop_if_any(self) -> None:
        if self.problems:
            raise ProblemsFound(self.problems)


def find_rule(pack: Pack, rule_id: str) -> Rule:
    """The rule with that id.

    Raises:
        ProblemsFound: there is none; a near match is suggested.
    """
    rule = pack.rules.get(rule_id.upper())
    if rule is None:
        near = did_you_mean(rule_id.upper(), pack.rules)
        hint = f'Did you mean "{near}"?' if near else "screening rules list shows them all."
        raise ProblemsFound([Problem("R304", f'There is no rule "{rule_id}".', hint=hint)])
    return rule
