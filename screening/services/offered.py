"""Which forms there are for a case: the written checklists, the whole profile, one question, one account put right.

Each has a name, kept in the draft, from which it can be made again when somebody comes back to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from screening.case.account import Account
from screening.case.told import standing_accounts
from screening.forms.checklist import Checklist, read_checklists
from screening.forms.correcting import correction
from screening.forms.made import WHOLE_PROFILE, checklist_of, tellable, whole_profile
from screening.packs import checklists_folder

_ANSWER: Final = "answer-"
_CORRECT: Final = "correct-"


@cache
def written() -> dict[str, Checklist]:
    """The checklists that come with the product, by name; read once.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    return read_checklists(checklists_folder())


def form_called(name: str, accounts: Sequence[Account]) -> Checklist | None:
    """The form of a name; None if there is none.

    Args:
        name: of a written checklist, or as given by ``name_for_fact`` or ``name_for_correction``.
        accounts: of the case, in the order in which they were saved.
    """
    if name == WHOLE_PROFILE:
        return whole_profile()
    if name.startswith(_ANSWER):
        fact = fact_of(name)
        about = "One question by itself."
        return checklist_of(name, "Answer one question", about, [fact]) if fact is not None else None
    if name.startswith(_CORRECT):
        account = corrected_by(name, accounts)
        return correction(name, account) if account is not None else None
    return written().get(name)


def name_for_fact(fact: str) -> str:
    """The name of the form that asks for one fact, by its rule path."""
    return _ANSWER + fact.replace(".", "-").replace("_", "-")


def fact_of(name: str) -> str | None:
    """The rule path of the fact that a form asks for by itself; None if it is no such form."""
    return _facts().get(name)


def name_for_correction(number: int) -> str:
    """The name of the form that puts an account right, by its number in the case, counted from 1."""
    return f"{_CORRECT}{number}"


def corrected_by(name: str, accounts: Sequence[Account]) -> Account | None:
    """The account that a form puts right; None if it is no such form, or if the account has been taken back."""
    number = name.removeprefix(_CORRECT)
    if not name.startswith(_CORRECT) or not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    account = accounts[int(number) - 1] if 1 <= int(number) <= len(accounts) else None
    return account if account in standing_accounts(accounts) else None


@cache
def _facts() -> dict[str, str]:
    return {name_for_fact(fact): fact for fact in tellable()}
