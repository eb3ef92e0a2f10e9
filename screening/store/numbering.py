"""Gives every account an id of its own within its case, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence, Set

from screening.case.account import Account
from screening.errors import Problem, ProblemsFound


def with_ids(accounts: Sequence[Account], before: Set[str], since: Set[str]) -> tuple[Account, ...]:
    """The accounts, each with an id that no other account of the case has.

    An id that somebody else has used since the accounts were written means two things, so the account gets another, and
    the other accounts that are saved with it follow.

    Args:
        accounts: as they were written.
        before: ids of the case when they were written.
        since: ids that others have used after that.

    Raises:
        ProblemsFound: an id was in use already when the accounts were written, or is used twice among them.
    """
    named = [account.id for account in accounts if account.id is not None]
    doubled = sorted({one for one in named if one in before or named.count(one) > 1})
    if doubled:
        hint = "Leave the id out, and the account is given one."
        raise ProblemsFound(
            [Problem("S123", f'There is an account "{one}" in this case already.', hint=hint) for one in doubled]
        )
    taken = {*before, *since, *named}
    renamed = {one: _free(taken) for one in named if one in since}
    return tuple(_with_id(account, renamed, taken) for account in accounts)


def _with_id(account: Account, renamed: dict[str, str], taken: set[str]) -> Account:
    changes: dict[str, object] = {}
    if account.id is None:
        changes["id"] = _free(taken)
    elif account.id in renamed:
        changes["id"] = renamed[account.id]
    for field in ("corroborated_by", "withdraws"):
        ids = getattr(account, field)
        if any(one in renamed for one in ids):
            changes[field] = tuple(renamed.get(one, one) for one in ids)
    return account.model_copy(update=changes) if changes else account


def _free(taken: set[str]) -> str:
    number = 1
    while f"a{number}" in taken:
        number += 1
    taken.add(f"a{number}")
    return f"a{number}"
