"""A training scenario: a published case as dated accounts, and the steps at which a group stops and looks.

Each step says what a facilitator needs to know and what the rules are to come to on that day: what should be found,
and what would be hindsight. Whether they do come to it is tested; working through a scenario with people is left to
training.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from screening.case.account import CaseFile
from screening.case.checks import check
from screening.case.words import Id
from screening.conditions.standing import Standing
from screening.errors import Problem, ProblemsFound
from screening.forms.folders import read_all
from screening.yamlsource import Document, read_path, validated

_CONFIG = ConfigDict(frozen=True, extra="forbid", defer_build=True)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LearningId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")]
Words = Annotated[str, StringConstraints(min_length=3, max_length=2000, strip_whitespace=True)]
StandingWord = Literal["not_met", "not_known", "disputed", "met"]

OWN_WORK: Final = "own-work"
ANONYMISED: Final = "anonymised-case"


class Expectation(BaseModel):
    """What one rule is to come to at one step, for one child or for the case.

    Attributes:
        subject: the child's id for a rule about a child; None for a rule about the case.
        standing: the standing that it has to have; or
        standing_at_most: the strongest that it may have. It says that more would be hindsight.
        open: where told, whether something told opens the rule.
        why: a word for the facilitator.
    """

    model_config = _CONFIG
    rule: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")]
    subject: Id | None = None
    standing: StandingWord | None = None
    standing_at_most: StandingWord | None = None
    open: bool | None = None
    why: Words | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.standing is None) == (self.standing_at_most is None):
            raise ValueError("Say either which standing is expected or which it may be at most.")
        return self

    def holds(self, standing: Standing, is_open: bool) -> bool:
        """Whether a rule that came to this is as expected."""
        if self.open is not None and is_open != self.open:
            return False
        if self.standing is not None:
            return standing == Standing.of_word(self.standing)
        return self.standing_at_most is not None and standing <= Standing.of_word(self.standing_at_most)


class Step(BaseModel):
    """One point at which the group stops: the day, what the facilitator keeps in mind, and what is expected."""

    model_config = _CONFIG
    id: Slug
    title: Words
    as_of: datetime.date
    notes: Annotated[Words, Field(description="For the facilitator, with what would be hindsight here.")]
    who_knew: Annotated[Words, Field(description="Which agency held what on this day.")]
    expect: tuple[Expectation, ...] = ()
    learning: Annotated[
        tuple[LearningId, ...], Field(description="Rows of learning that the facilitator brings out at this step.")
    ] = ()
    debrief: Annotated[
        bool, Field(description="Only for the facilitator, at the end: what became of it. Groups get no sheet.")
    ] = False


class Round(BaseModel):
    """A point at which the groups write in their four columns, where they do not do so at every step."""

    model_config = _CONFIG
    after: Annotated[Slug, Field(description="The id of the step after which they write.")]
    note: Words


class Scenario(BaseModel):
    """A case told in dated accounts, and its steps in the order of their days."""

    model_config = _CONFIG
    scenario: Slug
    title: Words
    source: Annotated[
        Slug,
        Field(
            description="The id of the source in the pack that the case is taken from; "
            f"{OWN_WORK} for a case that was made up, {ANONYMISED} for one made from a case file."
        ),
    ]
    provenance: Annotated[
        Words | None, Field(description="Where a case made from a case file comes from, and what was done to it.")
    ] = None
    warning: Annotated[Words, Field(description="What readers may find hard; shown before anything else.")]
    about: Words
    case: CaseFile
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    rounds: Annotated[
        tuple[Round, ...], Field(description="When the groups write, where it is not at every step but the debrief.")
    ] = ()
    prepare: Annotated[tuple[Words, ...], Field(description="What to make ready beyond what every session needs.")] = ()
    room: Annotated[
        tuple[Words, ...], Field(description="Whose work this case is about; they belong in the room.")
    ] = ()
    debrief: Annotated[tuple[Words, ...], Field(description="Questions with which the facilitator closes.")] = ()

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        if len({step.id for step in self.steps}) < len(self.steps):
            raise ValueError("Two steps have the same id.")
        days = [step.as_of for step in self.steps]
        if days != sorted(days):
            raise ValueError("The steps are not in the order of their days.")
        if any(step.debrief for step in self.steps[:-1]) or self.steps[0].debrief:
            raise ValueError("Only the last step can be the debrief, and there has to be another before it.")
        unknown = [one.after for one in self.rounds if one.after not in {step.id for step in self.checkpoints}]
        if unknown:
            raise ValueError(f'A round follows "{unknown[0]}", which is no step at which groups write.')
        return self

    @property
    def checkpoints(self) -> tuple[Step, ...]:
        """The steps at which groups work; a debrief is none."""
        return tuple(step for step in self.steps if not step.debrief)


def read_scenario(path: Path | str) -> Scenario:
    """Read a scenario file and check its case as any case file is checked.

    Raises:
        ProblemsFound: with every mistake in the file; or its case is not marked as one for training.
    """
    return scenario_in(read_path(path))[0]


def scenario_in(document: Document) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario that a document holds, and what is doubtful about its case.

    Raises:
        ProblemsFound: with every mistake in it; or its case is not marked as one for training.
    """
    scenario = validated(document, Scenario, prefix="F")
    found = [*document.warnings, *check(scenario.case, document, datetime.date.today(), ("case",))]
    found += _not_for_training(scenario, document)
    if any(problem.severity == "error" for problem in found):
        raise ProblemsFound(found)
    return scenario, tuple(found)


def _not_for_training(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """A case about a living family is no scenario, whatever stands around it."""
    if not scenario.case.training:
        yield document.problem(
            "T201",
            "The case of a scenario has to be marked training: true. This one is not, so it may be about a living "
            "family.",
            ("case", "training"),
            hint="A made-up case: add training: true under case. A real one: screening scenario new --from CASE.",
        )
    if scenario.source == ANONYMISED and scenario.provenance is None:
        yield document.problem(
            "T202",
            "A scenario made from a case file says in provenance which steps were taken to anonymise it.",
            ("source",),
            hint="Make it with screening scenario new --from CASE.",
        )


def read_scenarios(folder: Path) -> dict[str, Scenario]:
    """Every scenario of a folder by its name.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    return read_all(folder, read_scenario, lambda one: one.scenario, "F203")
