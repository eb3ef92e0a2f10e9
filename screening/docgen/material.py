"""What a site of documentation is made from: a pack with its changelog, checklists, scenarios and what carries what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from screening.docgen.reads import readers
from screening.forms.checklist import Checklist, entry_of
from screening.forms.scenario import Scenario
from screening.learning.coverage import CarriedRow, Coverage, coverage
from screening.rulebook.history import History
from screening.rulebook.pack import Pack


@dataclass(frozen=True)
class Material:
    """Everything that the pages show.

    Attributes:
        pack: with the rules' tests.
        checklists, scenarios: by name.
        history: the pack's changelog; None where it keeps none.
    """

    pack: Pack
    checklists: Mapping[str, Checklist]
    scenarios: Mapping[str, Scenario]
    history: History | None

    @cached_property
    def coverage(self) -> Coverage:
        """What carries each row of all sources."""
        return coverage(self.pack, self.checklists.values(), self.scenarios.values())

    @cached_property
    def carried(self) -> Mapping[str, CarriedRow]:
        """The rows with what carries them, by id."""
        return {one.row.id: one for one in self.coverage.rows}

    @cached_property
    def read_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the rules that read each fact, such as ``injury.kind``."""
        return readers(self.pack)

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the checklists that ask for each fact."""
        found: dict[str, dict[str, None]] = {}
        for name, checklist in self.checklists.items():
            for section in checklist.sections:
                for question in section.questions:
                    found.setdefault(entry_of(section, question).path, {})[name] = None
        return {fact: tuple(names) for fact, names in found.items()}
