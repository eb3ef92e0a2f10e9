"""What a filled-in checklist becomes in a case file: accounts, one for each way in which somebody knows.

A section with a note, or with other agencies that know, has an account of its own, so that these stay with their facts.

Only what is asked is told: answers to questions that the later answers made pointless stay in the draft and go no
further. "Not known yet" is told too, with its reason, since nobody has to ask again without knowing that somebody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from screening.case.account import Account
from screening.case.dictionary import at_case_path
from screening.case.profile import CaseProfile
from screening.case.words import NotKnownReason
from screening.forms.draft import Draft, HowKnown, Value


class _Telling(NamedTuple):
    """What the answers of one account have in common."""

    how: HowKnown | None
    known_to: tuple[str, ...]
    note: str | None


def facts_of(draft: Draft, paths: Iterable[str], in_full: Iterable[str] = ()) -> CaseProfile:
    """The facts told by the answers at some case paths; lists ``in_full`` that have no entries are told empty."""
    tree: dict[str, Any] = {}
    # The child is there even where nothing has been said about it yet.
    tree.setdefault("children", {})[draft.child] = {}
    for path, entries in draft.entries.items():
        for entry in entries:
            _put(tree, f"{path}.{entry}", {})
    for path in in_full:
        if not draft.entries.get(path):
            _put(tree, path, {})
    for path in paths:
        answer = draft.answers[path]
        if answer.value is not None:
            _put(tree, path, _told(path, answer.value))
    return CaseProfile.model_validate(tree)


def accounts_of(draft: Draft, sections: Mapping[str, int], taken: Iterable[str] = ()) -> tuple[Account, ...]:
    """The accounts that a draft comes to.

    Args:
        draft: the answers.
        sections: the number of the section for each path that is asked for, questions and lists alike.
        taken: ids of accounts that the case has already.
    """
    groups: dict[_Telling, list[str]] = {}
    for path, section in sections.items():
        answer = draft.answers.get(path)
        how = answer.how if answer is not None and answer.how is not None else draft.how.get(section)
        telling = _Telling(how, draft.known_to.get(section, ()), draft.notes.get(section))
        groups.setdefault(telling, []).append(path)
    used = set(taken)
    told: list[Account] = []
    for telling, paths in groups.items():
        account = _account(draft, telling, paths, used)
        if account is not None:
            used.add(account.id or "")
            told.append(account)
    return tuple(told)


def _account(draft: Draft, telling: _Telling, paths: list[str], used: set[str]) -> Account | None:
    how = telling.how
    answered = [path for path in paths if path in draft.answers]
    lists = [path for path in paths if path in draft.ended]
    in_full = [path for path in lists if draft.ended[path] is None]
    not_known: dict[str, NotKnownReason] = {}
    for path in answered:
        reason = draft.answers[path].not_known
        if reason is not None:
            not_known[path] = reason
    for path in lists:
        reason = draft.ended[path]
        if reason is not None:
            not_known[path] = reason
    said = [path for path in answered if draft.answers[path].value is not None]
    if not said and not not_known and not in_full:
        return None
    entries = {path: draft.entries.get(path, ()) for path in draft.entries if _speaks_of(path, (*answered, *in_full))}
    part = draft.model_copy(update={"entries": entries})
    stem = f"{draft.checklist}-{draft.on.isoformat()}"
    identifier = next(name for number in range(1, len(used) + 2) if (name := f"{stem}-{number}") not in used)
    several = [path for path in said if at_case_path(path).kind in ("choices", "words", "references")]
    return Account(
        id=identifier,
        on=draft.on.isoformat(),
        agency=draft.agency,
        by=draft.by,
        source=how.source if how is not None else None,
        told_by=how.told_by if how is not None else None,
        known_to=telling.known_to,
        note=telling.note,
        complete=(*in_full, *several),
        not_known=not_known,
        facts=facts_of(part, said, in_full),
    )


def _told(path: str, value: Value) -> Any:
    """A value as an account tells it; of a list, only which entries there are."""
    if not isinstance(value, tuple):
        return value
    return {entry: {} for entry in value} if at_case_path(path).kind == "list" else list(value)


def _speaks_of(path: str, paths: Iterable[str]) -> bool:
    return any(one == path or one.startswith(f"{path}.") for one in paths)


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    here = tree
    for part in way:
        here = here.setdefault(part, {})
    if value == {} and last in here:
        return
    here[last] = value
