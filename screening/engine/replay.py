"""Replay: what was knowable at each date of a case, what opened then, and who held the missing piece.

For a prompt that opens only when information is put together, the agencies are named whose accounts it rests on; for
one that an agency could have raised by itself, that agency is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.engine.alone import raised_alone
from screening.engine.compare import Change, Comparison, compare
from screening.engine.document import AccountLine, Checked, Screening
from screening.engine.screen import Second, screen
from screening.rulebook.pack import Pack


class Held(BaseModel):
    """Who could have raised a prompt that opened.

    Attributes:
        alone: agencies that could have raised it from what they knew themselves.
        together: where none could, the agencies whose accounts it rests on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    subject: str | None
    alone: tuple[str, ...]
    together: tuple[str, ...]


class Moment(BaseModel):
    """One date of the case: what was told, what changed, how it was checked, and who held it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: str
    accounts: tuple[AccountLine, ...]
    changes: tuple[Change, ...]
    checked: Checked
    held: tuple[Held, ...]


class Replay(BaseModel):
    """A case from its first date to its last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    training: bool
    moments: tuple[Moment, ...]


def replay(case: CaseFile, pack: Pack, until: datetime.date, second: Second | None = None) -> Replay:
    """Screen a case at each date on which something was told, up to and including ``until``.

    The other channel, where it is given, is asked about what everybody knew together; what each agency could have
    raised alone is looked up with one.
    """
    return Replay(case=case.case, training=case.training, moments=tuple(_moments(case, pack, until, second)))


def _moments(case: CaseFile, pack: Pack, until: datetime.date, second: Second | None) -> Iterator[Moment]:
    days = sorted({one.day for one in case.all_accounts if one.day is not None and one.day <= until.toordinal()})
    before: Screening | None = None
    for day in days or [until.toordinal()]:
        date = datetime.date.fromordinal(day)
        after = screen(case, pack, date, second=second)
        seen: Comparison = compare(before if before is not None else _empty(case, pack, date), after)
        yield Moment(
            on=date.isoformat(),
            accounts=seen.new_accounts,
            changes=seen.changes,
            checked=after.checked,
            held=tuple(_held(case, pack, date, after, seen)),
        )
        before = after


def _empty(case: CaseFile, pack: Pack, date: datetime.date) -> Screening:
    return screen(CaseFile(case=case.case, training=case.training), pack, date)


def _held(case: CaseFile, pack: Pack, date: datetime.date, after: Screening, seen: Comparison) -> Iterator[Held]:
    newly = {
        (one.rule, one.subject)
        for one in seen.changes
        if one.after in ("met", "disputed") and one.how in ("opened", "stronger")
    }
    if not newly:
        return
    own = raised_alone(case, pack, date, after.accounts)
    accounts = {one.id: one for one in after.accounts}
    for finding in (*after.findings, *after.strengths):
        key = (finding.rule, finding.subject)
        if key not in newly:
            continue
        alone = tuple(name for name, theirs in own.items() if key in theirs)
        rests_on = [accounts[told.account] for ground in finding.because for fact in ground.facts for told in fact.told]
        together = () if alone else tuple(dict.fromkeys(one.agency for one in rests_on if one.agency))
        yield Held(rule=finding.rule, subject=finding.subject, alone=alone, together=together)
