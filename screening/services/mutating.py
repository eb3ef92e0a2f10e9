"""Mutation of the rules: each condition changed a little in every way, and does a test of the rule notice?

A change that no test notices is a part of the condition that could be lost, or be wrong, and nobody would see. Which
changes there are is left to the lints, which use the same; how the result is shown, to whoever asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from screening.lint.linting import Linting
from screening.lint.mutants import Mutant, Shared, mutants_of, noticed, shared_parts
from screening.rulebook.pack import Pack, PackFiles


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Survivor(_Frozen):
    """A change that no test noticed.

    Attributes:
        file, line, column: where the part that was changed is written; counted from 1.
        part: the line as it is written.
        change: what was done to it.
    """

    file: str
    line: int
    column: int
    part: str
    change: str


class Mutated(_Frozen):
    """One condition and what became of its changes.

    Attributes:
        name: id of the rule or of the concept.
        concept: whether it is a concept.
        rules: the rules whose tests were run: the rule itself, or all that use the concept.
        mutants: how many changes were tried.
        caught: how many of them some test noticed.
    """

    name: str
    concept: bool
    rules: tuple[str, ...]
    mutants: int
    caught: int
    survivors: tuple[Survivor, ...]


class Mutation(_Frozen):
    """Everything that was tried, with how much of it was caught."""

    mutants: int
    caught: int
    conditions: tuple[Mutated, ...]


def summed_up(conditions: Iterable[Mutated]) -> Mutation:
    """The conditions that were mutated, with their counts put together."""
    listed = tuple(conditions)
    return Mutation(
        mutants=sum(one.mutants for one in listed), caught=sum(one.caught for one in listed), conditions=listed
    )


class Mutating:
    """The conditions of a pack, or of some of its rules with the concepts that these use, ready to be mutated.

    Args:
        only: ids of rules; all if empty. A concept is tried with the tests of all rules that use it, named or not.
    """

    def __init__(self, pack: Pack, files: PackFiles, only: Collection[str] = ()) -> None:
        # No lint that asks for the day is run here.
        self._linting = Linting(pack, files, datetime.date.min)
        wanted = set(only) or set(pack.rules)
        self._by_condition: dict[tuple[bool, str], list[Shared]] = {}
        for shared in shared_parts(self._linting):
            users = {rule.id for rule, _ in shared.uses}
            if users & wanted:
                concept = shared.part.concept
                key = (concept is not None, concept or min(users))
                self._by_condition.setdefault(key, []).append(shared)

    def __len__(self) -> int:
        return len(self._by_condition)

    def each(self) -> Iterator[Mutated]:
        """Mutate one condition after the other: the rules in their order, then the concepts."""
        for (is_concept, name), parts in sorted(self._by_condition.items()):
            tried = 0
            survivors: list[Survivor] = []
            for shared in parts:
                for mutant in mutants_of(shared):
                    was_noticed = noticed(self._linting, shared, mutant.change)
                    tried += was_noticed is not None
                    if was_noticed is False:
                        survivors.append(self._survivor(shared.file, mutant))
            rules = sorted({rule.id for shared in parts for rule, _ in shared.uses})
            yield Mutated(
                name=name,
                concept=is_concept,
                rules=tuple(rules),
                mutants=tried,
                caught=tried - len(survivors),
                survivors=tuple(survivors),
            )

    def _survivor(self, name: str, mutant: Mutant) -> Survivor:
        files = self._linting.files
        document = files.documents[name]
        line, column = document.position(mutant.path)
        text = (files.folder / name).read_text(encoding="utf-8").splitlines()[line - 1]
        return Survivor(file=document.file, line=line, column=column, part=text.strip(), change=mutant.words)
