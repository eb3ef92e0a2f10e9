"""The last step of every import: a case file that ``screening case check`` takes, or none.

What the check refuses, and stands at one fact or account, is left out and reported where it stands in the imported
file; the rest is kept. Only where that does not mend it is the whole case set aside.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import ValidationError

from screening.case.account import CaseFile
from screening.case.checks import check
from screening.errors import Problem, Severity
from screening.importing.rows import Imported, Place
from screening.importing.telling import Draft
from screening.yamlsource import Document, Path

_ROUNDS: Final = 12
_UNUSABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\u2028\u2029]")
_LONGEST_REFERENCE: Final = 64
TAKEN_ONCE: Final = "The second was set aside. Two records of one child belong together before they are imported."


def reference_problem(text: str) -> str | None:
    """Why a text cannot be the reference of a case; None where it can."""
    if not text:
        return "There is no reference here, so nobody could say whose case it is."
    if len(text) > _LONGEST_REFERENCE:
        return f"The reference has {len(text)} characters; {_LONGEST_REFERENCE} are the most."
    if _UNUSABLE.search(text):
        return "The reference holds an invisible character."
    return None


@dataclass(frozen=True, slots=True)
class _Noting(Document):
    """A document that has no lines of its own, and remembers which part each problem is about."""

    noted: list[tuple[Path, Problem]] = field(default_factory=list)

    def problem(
        self,
        code: str,
        message: str,
        path: Path = (),
        *,
        at_key: bool = False,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """Remember the problem with its path."""
        found = Problem(code, message, self.file, hint=hint, severity=severity)
        self.noted.append((path, found))
        return found


def sealed(reference: str, drafts: list[Draft], place: Place, who: str, today: datetime.date) -> Imported:
    """One case file from its drafts of accounts, checked.

    Args:
        reference: one that ``reference_problem`` has nothing against.
        drafts: its accounts; what cannot stand is taken out of them.
        place: where the child or family begins in the file.
        who: how messages name it.
        today: the day that a date counts as future from.
    """
    problems: list[Problem] = []
    drafts = list(drafts)
    for _ in range(_ROUNDS):
        plain = {"case": reference, "accounts": [_plain(number, one) for number, one in enumerate(drafts, 1)]}
        try:
            case = CaseFile.model_validate(plain)
        except ValidationError as wrong:
            first = wrong.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
            aside = place.problem("M212", f"{who} was set aside. {first}")
            return Imported(reference, None, (*problems, aside))
        document = _Noting(place.file, plain, "", (), {})
        check(case, document, today)
        errors = [(path, one) for path, one in document.noted if one.severity == "error"]
        if not errors:
            problems += [_placed(one, _origin(path, drafts, place), who) for path, one in document.noted]
            return Imported(reference, plain, tuple(problems))
        problems += [_placed(one, _origin(path, drafts, place), who) for path, one in errors]
        if not _leave_out([path for path, _ in errors], drafts):
            break
    aside = place.problem("M212", f"{who} was set aside, for what is wrong above concerns all of it.")
    return Imported(reference, None, (*problems, aside))


def _plain(number: int, draft: Draft) -> dict[str, Any]:
    return {"id": draft.about.get("id", f"a{number}"), **draft.about, "facts": draft.facts}


def _origin(path: Path, drafts: list[Draft], place: Place) -> Place:
    if len(path) < 2 or path[0] != "accounts" or not isinstance(path[1], int):
        return place
    draft = drafts[path[1]]
    return draft.origins.get(tuple(str(step) for step in path[3:]), draft.place)


def _placed(problem: Problem, place: Place, who: str) -> Problem:
    left = " It was left out." if problem.severity == "error" else ""
    return replace(
        problem, message=f"{who}: {problem.message}{left}", file=place.file, line=place.line, column=place.column
    )


def _leave_out(paths: list[Path], drafts: list[Draft]) -> bool:
    """Take out what stands at the paths; gives back whether anything was."""
    whole: set[int] = set()
    taken = False
    for path in paths:
        if len(path) < 3 or path[0] != "accounts" or not isinstance(path[1], int):
            return False
        draft = drafts[path[1]]
        if path[2] == "facts" and len(path) > 3:
            taken = _remove(draft.facts, [str(step) for step in path[3:]]) or taken
            if draft.facts in ({}, {"children": {}}) and not draft.about.get("complete"):
                whole.add(path[1])
        elif path[2] == "complete":
            listed = draft.about["complete"]
            draft.about = {**draft.about, "complete": [one for at, one in enumerate(listed) if at != path[3]]}
            taken = True
        else:
            whole.add(path[1])
    for number in sorted(whole, reverse=True):
        del drafts[number]
    return taken or bool(whole)


def _remove(facts: dict[str, Any], steps: list[str]) -> bool:
    """Remove one fact, and what is empty without it; a child stays a child of the case."""
    here, above = facts, []
    for step in steps[:-1]:
        above.append((here, step))
        inside = here.get(step)
        if not isinstance(inside, dict):
            return False
        here = inside
    if here.pop(steps[-1], None) is None:
        return False
    for holder, step in reversed(above):
        if holder[step] or holder is facts.get("children"):
            break
        del holder[step]
    return True
