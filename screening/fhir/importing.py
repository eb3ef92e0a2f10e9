"""A QuestionnaireResponse made into accounts for a case, through the same interview as every other way of answering.

Only what the checklist asks, given the other answers, is told; an answer beside that is left out with a warning, as the
form leaves it out. Adding the accounts to a case, and checking that case, is left to whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.case.account import Account, CaseFile
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.fhir.drafting import Drafting
from screening.fhir.outline import outline
from screening.fhir.questionnaire import ADDRESS, questionnaire
from screening.fhir.response import Reading, shape_problems
from screening.forms.checklist import Checklist
from screening.forms.draft import Draft
from screening.forms.interview import Ask, Interview, More
from screening.yamlsource import Document


@dataclass(frozen=True)
class Imported:
    """What a QuestionnaireResponse tells.

    Attributes:
        accounts: ready to be added to the case.
        warnings: what was left out, and what is doubtful.
        unanswered: the questions that were left without an answer, in words.
    """

    checklist: Checklist
    draft: Draft
    accounts: tuple[Account, ...]
    warnings: tuple[Problem, ...]
    unanswered: tuple[str, ...]


def import_response(document: Document, checklists: Mapping[str, Checklist], case: CaseFile) -> Imported:
    """Read a QuestionnaireResponse against the checklist that it answers.

    Args:
        document: as it was read.
        checklists: by name.
        case: the case that the accounts are for.

    Raises:
        ProblemsFound: with everything that is wrong, each at its place.
    """
    problems = shape_problems(document)
    if problems:
        raise ProblemsFound(problems)
    checklist, warnings = _checklist(document, checklists)
    reading = Reading(document, outline(checklist))
    given = reading.given()
    before = case.all_accounts
    drafting = Drafting(document, checklist.checklist, case.case, before)
    draft = drafting.draft(given)
    problems = [*reading.problems, *drafting.problems]
    if problems or draft is None:
        raise ProblemsFound(problems)
    interview = Interview(checklist, before)
    pages = interview.pages(draft)
    asked = {page.path if isinstance(page, More) else page.key for page in pages if isinstance(page, Ask | More)}
    warnings += [
        document.problem(
            "H110", f"This is not asked, given the other answers, and was left out: {path}.", place, severity="warning"
        )
        for path, place in drafting.places.items()
        if path not in asked
    ]
    accounts = interview.accounts(draft)
    if not accounts:
        raise ProblemsFound([document.problem("H112", "There is no answer in this that tells anything.")])
    left = tuple(page.words for page in pages if isinstance(page, Ask) and page.key not in draft.answers)
    return Imported(checklist, draft, accounts, (*document.warnings, *warnings), left)


def _checklist(document: Document, checklists: Mapping[str, Checklist]) -> tuple[Checklist, list[Problem]]:
    canonical, _, version = document.value["questionnaire"].partition("|")
    name = canonical.removeprefix(ADDRESS)
    if not canonical.startswith(ADDRESS) or name not in checklists:
        near = did_you_mean(name, checklists)
        hint = f'Did you mean "{ADDRESS}{near}"?' if near else f'It begins with "{ADDRESS}".'
        message = "There is no checklist of this name."
        raise ProblemsFound([document.problem("H103", message, ("questionnaire",), hint=hint)])
    checklist = checklists[name]
    warnings = []
    # R5 and R4B are two ways to write the same version.
    if version and version not in {questionnaire(checklist, one)["version"] for one in ("R5", "R4B")}:
        message = "These answers are to another version of the checklist."
        hint = "They were read against the one that there is now."
        warnings = [document.problem("H111", message, ("questionnaire",), hint=hint, severity="warning")]
    return checklist, warnings
