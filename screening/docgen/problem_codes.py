"""The page of problem codes: what each stands for, by what was being read or done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from screening.case.checks import CODES as CHECKS
from screening.caseload.codes import CODES as CASELOAD
from screening.conditions.binding import CODES as BINDING
from screening.docgen.codes import ASKING, FORMS, OUTSIDE, PACK, PLACES, QUESTIONNAIRES, SERVING
from screening.docgen.markdown import page, table, text
from screening.importing.codes import CODES as IMPORTING
from screening.lint import LINTS
from screening.lint.places import TO_LOOK_UP, TO_LOOK_UP_MEANS
from screening.store.codes import CODES as DATABASE
from screening.supervision.codes import CODES as SUPERVISION
from screening.training.codes import CODES as TRAINING
from screening.yamlsource.codes import READING, VALIDATION

_INTRODUCTION = """\
Every problem has a code that stays the same. Problems are shown with the file, the line and the column, and with
what to try."""

READ: Final[dict[str, str]] = {"C": "a case file", "R": "a rule or another file of the pack", "K": "a checklist",
                               "F": "a scenario"}  # fmt: skip
"""What was being read, by the letter before a code of validation."""

FAMILIES: Final[tuple[tuple[str, str, Mapping[str, str]], ...]] = (
    ("Reading a file", "Before anything else: can the text be read, and can it do no harm?", READING),
    ("A case file as a whole", "What no single field can show.", CHECKS),
    ("A pack as a whole", "Files and ids of rules and sources.", PACK),
    ("The condition of a rule", "Shown at the place in the condition.", BINDING),
    ("Policies and localities", "Names that lead nowhere.", PLACES),
    ("Checklists", "Questions that ask for no fact.", FORMS),
    ("Asking about a case", "A lens, a supposed fact or a fact to be explained.", ASKING),
    ("Files and folders", "What is outside the case and the pack.", OUTSIDE),
    ("The database", "Where cases are kept.", DATABASE),
    ("The web service", "Starting it, and asking it as another program.", SERVING),
    ("FHIR questionnaires", "Answers that come from another system.", QUESTIONNAIRES),
    ("Supervision", "Agendas and records.", SUPERVISION),
    ("Training", "Sessions, and scenarios that are being written.", TRAINING),
    ("A caseload", "Tables of many cases.", CASELOAD),
    ("Importing", "Files that other systems wrote.", IMPORTING),
    (
        "Lint",
        "What to do about each is on [the page of lints](lint.md).",
        {**{one.code: one.looks_for for one in LINTS}, TO_LOOK_UP: TO_LOOK_UP_MEANS},
    ),
)


def problem_codes_page() -> str:
    """The page of problem codes."""
    parts = [_family(heading, about, codes) for heading, about, codes in FAMILIES]
    return page("Problem codes", _INTRODUCTION, parts[0], _validation(), *parts[1:])


def all_codes() -> frozenset[str]:
    """Every code that the page explains."""
    given = {code for _, _, codes in FAMILIES for code in codes}
    return frozenset(given | {f"{letter}{number}" for letter in READ for number in VALIDATION})


def _family(heading: str, about: str, codes: Mapping[str, str]) -> str:
    rows = [(code, text(meaning)) for code, meaning in sorted(codes.items())]
    return f"## {heading}\n\n{about}\n\n{table(('Code', 'What it says'), rows)}"


def _validation() -> str:
    letters = ", ".join(f"{letter} for {what}" for letter, what in READ.items())
    heads = (*(letter for letter in READ), "What it says")
    rows = [
        (*(f"{letter}{number}" for letter in READ), text(meaning)) for number, meaning in sorted(VALIDATION.items())
    ]
    about = f"Does each field hold what it may hold? The letter says what was being read: {letters}."
    return f"## Checking the fields of a file\n\n{about}\n\n{table(heads, rows)}"
