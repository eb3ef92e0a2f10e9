"""Putting an account right: the same facts as a checklist already filled in, and what of the account is kept as it was.

An account is never changed. The corrected facts are told anew and take the old account back; nothing that it told may
be lost on the way, so what the draft does not ask about goes into an account of its own, word for word.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from screening.case.account import Account
from screening.case.dictionary import at_case_path
from screening.case.profile import CaseProfile
from screening.forms.checklist import Checklist
from screening.forms.draft import Answer, Draft, HowKnown
from screening.forms.made import checklist_of, rule_path, tellable


def correction(name: str, account: Account) -> Checklist | None:
    """A checklist that asks for what an account tells, and for nothing else; None where it tells nothing."""
    paths = {rule_path(path) for path, _ in account.flattened.values}
    paths |= {rule_path(path) for path in account.not_known}
    # Of a list, and of an entry about which nothing is said, the first question is asked, so that it comes up at all.
    for path in (*(path for path, _ in account.flattened.members), *account.complete, *account.not_known):
        inside = f"{rule_path(path).replace('case.children', 'child')}."
        if inside != "child." and not any(one.startswith(inside) for one in paths):
            paths |= {next(iter(one for one in tellable() if one.startswith(inside)), "")}
    paths &= set(tellable())
    if not paths:
        return None
    about = "What was told, filled in already. Change what is not right; the rest is told again as it is."
    return checklist_of(name, "Correct an account", about, paths)


def filled_in(checklist: Checklist, account: Account, reference: str, child: str, on: datetime.date) -> Draft:
    """A draft of such a checklist with everything in it that the account tells of one child and of the family.

    Args:
        checklist: made by ``correction``.
        account: the one to correct.
        reference: of the case.
        child: whom the questions about a child are about.
        on: the day on which it was told or seen.
    """
    ours = {path for path, _ in account.flattened.values if _is_about(path, child)}
    answers = {path: Answer(value=value) for path, value in account.flattened.values if path in ours}
    ended: dict[str, Any] = {}
    for path, reason in account.not_known.items():
        if not _is_about(path, child):
            continue
        if at_case_path(path).kind == "list":
            ended[path] = reason
        else:
            answers[path] = Answer(not_known=reason)
    entries: dict[str, tuple[str, ...]] = {}
    for path, member in account.flattened.members:
        if path != "children" and _is_about(path, child):
            entries[path] = (*entries.get(path, ()), member)
    ended |= dict.fromkeys(
        path
        for path in account.flattened.in_full
        if path != "children" and at_case_path(path).kind == "list" and _is_about(path, child)
    )
    sections = range(len(checklist.sections))
    how = HowKnown(source=account.source, told_by=account.told_by) if account.source is not None else None
    return Draft(
        checklist=checklist.checklist,
        case=reference,
        child=child,
        on=on,
        agency=account.agency,
        by=account.by,
        answers=answers,
        entries=entries,
        ended=ended,
        how=dict.fromkeys(sections, how) if how is not None else {},
        known_to=dict.fromkeys(sections, account.known_to) if account.known_to else {},
        notes=dict.fromkeys(sections, account.note) if account.note else {},
    )


def corrected(account: Account, told: Sequence[Account], asked: Iterable[str], draft: Draft) -> tuple[Account, ...]:
    """The accounts that take the place of one.

    Args:
        account: the one that was wrong.
        told: what the draft comes to.
        asked: case paths of the questions and lists that the draft's pages asked about.
        draft: the corrected answers.

    Returns:
        What was told, and what the account told beside that; the first of them takes the old account back. Nothing if
        there is neither.
    """
    kept = _beside(account, set(asked), draft)
    new = [
        _with(one, corroborated_by=account.corroborated_by, basis=account.basis, cites=account.cites) for one in told
    ]
    if kept is not None:
        new.append(kept)
    if new:
        new[0] = _with(new[0], withdraws=(*account.withdraws, account.id or ""))
    return tuple(new)


def _with(account: Account, **changes: Any) -> Account:
    # Not model_copy: that would carry along what was worked out from the old facts.
    said = {name: getattr(account, name) for name in account.model_fields_set}
    return Account(**said | changes)


def _is_about(path: str, child: str) -> bool:
    return not path.startswith("children.") or path.startswith(f"children.{child}.")


def _beside(account: Account, asked: set[str], draft: Draft) -> Account | None:
    """The account without what a draft asked about; None if nothing is left."""
    flat = account.flattened
    told = [path for path, _ in flat.values]

    def stays(path: str) -> bool:
        return path not in asked and not _taken_out(path, asked, draft.child)

    def unsaid(path: str, member: str) -> bool:
        """Whether the account names an entry and says nothing about it, and nobody has taken it out."""
        inside = f"{path}.{member}."
        return member in draft.entries.get(path, ()) and not any(one.startswith(inside) for one in told)

    tree: dict[str, Any] = {}
    left = [(path, value) for path, value in flat.values if stays(path)]
    members = [
        (path, member)
        for path, member in flat.members
        if (stays(path) and (path, member) != ("children", draft.child)) or unsaid(path, member)
    ]
    for path, member in members:
        _reach(tree, f"{path}.{member}")
    for path, value in left:
        above, _, name = path.rpartition(".")
        _reach(tree, above)[name] = list(value) if isinstance(value, tuple) else value
    whole = {path for path in flat.in_full if stays(path)}
    for path in whole:
        above, _, name = path.rpartition(".")
        if at_case_path(path).kind == "list":
            _reach(tree, above).setdefault(name, {})
    not_known = {path: why for path, why in account.not_known.items() if path not in asked}
    if not left and not members and not whole and not not_known:
        return None
    return _with(
        account,
        id=None,
        withdraws=(),
        complete=tuple(sorted(whole)),
        not_known=not_known,
        facts=CaseProfile.model_validate(tree),
    )


def _taken_out(path: str, asked: set[str], child: str) -> bool:
    """Whether a fact belongs to an entry that the draft asked about and that somebody has taken out of it."""
    parts = path.split(".")
    return _is_about(path, child) and any(".".join(parts[:size]) in asked for size in range(1, len(parts)))


def _reach(tree: dict[str, Any], path: str) -> dict[str, Any]:
    for part in path.split(".") if path else ():
        tree = tree.setdefault(part, {})
    return tree
