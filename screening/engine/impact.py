"""What a change of rules comes to in a case: every standing that differs, and every prompt that comes or goes.

The same case on the same day is screened with both packs, and the one comparison that there is says which prompts
came and went. Standings that nobody is shown are listed too, since a rule's reader wants to see those.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.engine.compare import How, compare
from screening.engine.document import StandingWord
from screening.engine.screen import screen
from screening.rulebook.pack import Pack


class StandingChange(BaseModel):
    """One rule for one subject that stands differently under the two packs, or whose prompt comes or goes.

    Attributes:
        subject: the child's id; None for a rule about the case, and where no child has been told.
        before, after: None where the pack has no such rule, or has retired it.
        prompt: whether a reader is newly shown it, or no longer; None where neither.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    as_of: str
    rule: str
    subject: str | None
    before: StandingWord | None
    after: StandingWord | None
    prompt: Literal["newly shown", "no longer shown"] | None


_PROMPT: dict[How, Literal["newly shown", "no longer shown"]] = {
    "opened": "newly shown", "settled": "no longer shown", "closed": "no longer shown",
}  # fmt: skip


def impact(case: CaseFile, day: datetime.date, before: Pack, after: Pack) -> tuple[StandingChange, ...]:
    """What differs in one case on one day, in the order of the rules' ids; decided by one channel."""
    old, new = screen(case, before, day), screen(case, after, day)
    was = {(one.rule, one.subject): one.standing for one in old.standings}
    now = {(one.rule, one.subject): one.standing for one in new.standings}
    prompts = {(one.rule, one.subject): _PROMPT.get(one.how) for one in compare(old, new).changes}
    return tuple(
        StandingChange(
            case=case.case,
            as_of=day.isoformat(),
            rule=key[0],
            subject=key[1],
            before=was.get(key),
            after=now.get(key),
            prompt=prompts.get(key),
        )
        for key in sorted({*was, *now}, key=lambda one: (one[0], one[1] or ""))
        if was.get(key) != now.get(key) or prompts.get(key) is not None
    )
