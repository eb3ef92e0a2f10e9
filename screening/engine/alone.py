"""What each agency could have raised from what it knew itself, beside what is there when all of it is put together.

Replay, supervision and training ask the same of a case in different words. Who held which piece of a prompt that nobody
could raise alone is left to them: each says it in another way.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from screening.case.account import CaseFile
from screening.engine.compare import Key
from screening.engine.document import AccountLine, Lens, Screening
from screening.engine.screen import screen
from screening.rulebook.pack import Pack


def raised(found: Screening) -> set[Key]:
    """The prompts and strengths of a screening that are met or disputed, by rule and child."""
    return {(one.rule, one.subject) for one in (*found.findings, *found.strengths)}


def knowing(account: AccountLine) -> tuple[str, ...]:
    """The agencies that knew what an account tells: whoever wrote it, and whom it is told to have reached."""
    return tuple(name for name in (account.agency, *account.known_to) if name)


def raised_alone(
    case: CaseFile, pack: Pack, day: datetime.date, accounts: Iterable[AccountLine]
) -> dict[str, set[Key]]:
    """What each agency that knew any of the accounts could have raised by itself on a day; agencies in order."""
    agencies = sorted({name for one in accounts for name in knowing(one)})
    return {name: raised(screen(case, pack, day, Lens(known_to=(name,)))) for name in agencies}
