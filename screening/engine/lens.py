"""Views of a case file: what an agency knew, what is left at face value, what if.

A lens works on accounts and on what was told before any rule is looked at, so that every rule sees the same view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from screening.case.account import Account
from screening.case.dictionary import Entry, UnknownFactError, at_case_path
from screening.case.told import Told, fold, telling
from screening.case.words import date_span
from screening.conditions.evaluate import is_corroborated
from screening.engine.document import Lens
from screening.errors import Problem, ProblemsFound, did_you_mean

OWN_WORD = frozenset({"carer", "family"})
"""Sources whose word is set aside at face value unless something bears it out."""

SUPPOSED = Account(id="what-if")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def view(accounts: Iterable[Account], as_of: int, lens: Lens, window_days: int) -> Told:
    """What counts as told on a day, seen through a lens.

    Raises:
        ProblemsFound: a supposed fact does not exist or cannot have that value.
    """
    if lens.known_to:
        agencies = set(lens.known_to)
        accounts = [one for one in accounts if one.agency in agencies or agencies.intersection(one.known_to)]
    told = fold(accounts, as_of, window_days)
    if lens.face_value:
        told = at_face_value(told)
    for path, text in lens.what_if:
        told = _suppose(told, path, text)
    return told


def rests_on_own_word(told: Told, path: str) -> bool:
    """Whether only carers or family members told a fact and nothing bears it out."""
    tellings = told.of(path)
    return (
        bool(tellings)
        and all(one.account.source in OWN_WORD for one in tellings)
        and not is_corroborated(tellings, told)
    )


def at_face_value(told: Told) -> Told:
    """Without the facts, and the claims that a list is whole, which only a carer's or family member's word supports."""
    return replace(
        told,
        tellings={path: one for path, one in told.tellings.items() if not rests_on_own_word(told, path)},
        in_full={
            path: accounts
            for path, accounts in told.in_full.items()
            if any(account.source not in OWN_WORD or account.corroborated_by for account in accounts)
        },
        _worked_out={},
    )


def _suppose(told: Told, path: str, text: str) -> Told:
    try:
        entry = at_case_path(path)
    except UnknownFactError as unknown:
        near = did_you_mean(unknown.part, unknown.known)
        hint = f'Did you mean "{near}"?' if near else "screening facts shows them all."
        raise ProblemsFound([Problem("V101", f"{path}: {unknown}", hint=hint)]) from None
    if entry.derived is not None or entry.kind in ("list", "entity", "text"):
        raise ProblemsFound([Problem("V102", f"{path} cannot be supposed; suppose the facts that it is made of.")])
    value = value_of(entry, text)
    members = dict(told.members)
    parts = path.split(".")
    for size in range(1, len(parts) - 1):
        above = ".".join(parts[:size])
        if size % 2 and at_case_path(above).kind == "list" and parts[size] not in members.get(above, ()):
            members[above] = (*members.get(above, ()), parts[size])
    return replace(
        told, tellings={**told.tellings, path: (telling(path, value, SUPPOSED),)}, members=members, _worked_out={}
    )


def value_of(entry: Entry, text: str) -> Any:
    """The value that a word typed on the command line stands for.

    Raises:
        ProblemsFound: the fact cannot have that value.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    if entry.kind == "yes-no" and text.lower() in ("yes", "no", "true", "false"):
        return text.lower() in ("yes", "true")
    if entry.kind == "number" and re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    if entry.kind == "date":
        try:
            date_span(text)
        except ValueError as wrong:
            raise ProblemsFound([Problem("V103", f"{entry.path}: {wrong}")]) from None
        return text
    if entry.kind in ("word", "words", "reference", "references") and not all(WORD.fullmatch(one) for one in words):
        message = f'{entry.path} takes words of letters, digits and hyphens, such as "health-visiting"; not "{text}".'
        raise ProblemsFound([Problem("V103", message)])
    if entry.kind in ("choice", "word", "reference") and (not entry.values or text in entry.values):
        return text
    if entry.kind in ("choices", "words", "references") and (not entry.values or set(words) <= set(entry.values)):
        return tuple(words)
    allowed = {"yes-no": "yes or no", "number": "a whole number"}.get(entry.kind, ", ".join(entry.values))
    near = did_you_mean(text, entry.values)
    raise ProblemsFound(
        [Problem("V103", f'{entry.path} cannot be "{text}". It can be {allowed}.',
                 hint=f'Did you mean "{near}"?' if near else None)]
    )  # fmt: skip
