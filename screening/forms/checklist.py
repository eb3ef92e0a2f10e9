"""A checklist: sections of questions, each asking for one fact of the dictionary.

The form, the printed sheet and the terminal all come from it. Here is the file format, and the check that every
question asks for a fact that there is; showing and filling in are left to others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from screening.case.child import Child
from screening.case.dictionary import Entry, UnknownFactError, entities, walk
from screening.case.profile import CaseProfile
from screening.conditions.binding import Binder
from screening.conditions.tree import Condition
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.yamlsource import Document, read_path, validated

_CONFIG = ConfigDict(frozen=True, extra="forbid", defer_build=True)

Words = Annotated[str, StringConstraints(min_length=2, max_length=400, strip_whitespace=True)]
Reader = Literal["practitioner", "supervisor", "trainer"]


class Question(BaseModel):
    """One question. Wording and help are the dictionary's unless the checklist says it better for its readers.

    Attributes:
        fact: rule path such as ``child.mobility``, or, in a section about a list, the name of a field of its entries.
        context: the answer helps people and feeds no rule.
        ask_when: a condition on what was answered so far; the question is left out where it is not met.
        if_missing: the exact message where an answer is needed to go on.
    """

    model_config = _CONFIG

    fact: str
    ask: Words | None = None
    help: Words | None = None
    context: bool = False
    ask_when: Condition | None = None
    if_missing: Words | None = None


class Section(BaseModel):
    """Questions that belong together; ``each`` repeats them for every entry of a list, such as ``child.injuries``."""

    model_config = _CONFIG

    title: Words
    about: Words | None = None
    each: str | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Checklist(BaseModel):
    """One checklist, for whom it is, and the learning that it carries."""

    model_config = _CONFIG

    checklist: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Words
    for_: Annotated[tuple[Reader, ...], Field(alias="for", min_length=1)]
    about: Words
    minutes: Annotated[int, Field(ge=1, le=60, description="How long it takes to fill in.")]
    learning: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")], ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]


def read_checklist(path: Path) -> Checklist:
    """Read a checklist and check that every question asks for a fact.

    Raises:
        ProblemsFound: with every mistake in the file.
    """
    document = read_path(path)
    checklist = validated(document, Checklist, prefix="K")
    problems = [
        problem
        for number, section in enumerate(checklist.sections)
        for problem in _section(document, ("sections", number), section)
    ]
    if problems:
        raise ProblemsFound(problems)
    return checklist


def entry_of(section: Section, question: Question) -> Entry:
    """The fact that a question of a section asks for.

    Raises:
        UnknownFactError: there is no such fact.
    """
    if section.each is None:
        return _at(question.fact)
    member = _at(section.each).member
    return walk(member or CaseProfile, question.fact)


def _at(path: str) -> Entry:
    root, _, rest = path.partition(".")
    if root not in ("case", "child") or not rest:
        raise UnknownFactError(root, ("case", "child"), "path; a path starts with case. or child.")
    return walk(Child if root == "child" else CaseProfile, rest)


def _section(document: Document, place: tuple[str | int, ...], section: Section) -> list[Problem]:
    try:
        member = _at(section.each).member if section.each else None
    except UnknownFactError as unknown:
        return [_unknown(document, (*place, "each"), unknown)]
    if section.each and member is None:
        return [document.problem("K202", f"{section.each} is not a list.", (*place, "each"))]
    problems: list[Problem] = []
    about = member.__name__.lower() if member else "child"
    for number, question in enumerate(section.questions):
        spot = (*place, "questions", number)
        try:
            entry_of(section, question)
        except UnknownFactError as unknown:
            problems.append(_unknown(document, (*spot, "fact"), unknown))
        if question.ask_when is not None:
            binder = Binder()
            binder.bind(question.ask_when, about if about in entities() else "child")
            problems += [
                document.problem(slip.code, slip.message, (*spot, "ask_when", *slip.place), hint=slip.hint)
                for slip in binder.slips
            ]
    return problems


def _unknown(document: Document, place: tuple[str | int, ...], unknown: UnknownFactError) -> Problem:
    near = did_you_mean(unknown.part, unknown.known)
    return document.problem("K201", str(unknown), place, hint=f'Did you mean "{near}"?' if near else None)
