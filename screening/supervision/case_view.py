"""``case_in_supervision``: one case in depth, for supervisor and worker together, as one frozen document.

It puts together what other modules find: what changed since last time, the history as it stood at allocation, what is
left at face value, who knew what, every child side by side, what to think about, and what goes well.
"""

from __future__ import annotations

import datetime

from screening.engine.compare import Comparison, compare
from screening.engine.document import AccountLine, Checked, ChildLine, Finding, Lens, PackLine, RestsOnOne
from screening.engine.screen import Second, screen
from screening.forms.checklist import Checklist
from screening.rulebook.pack import Pack
from screening.supervision.brought import CaseForSupervision
from screening.supervision.history import AtAllocation, at_allocation
from screening.supervision.pooling import Pooled, pooled
from screening.supervision.reasons import Part
from screening.supervision.reflection import Reflection, reflection
from screening.supervision.siblings import Sweep, sweep
from screening.supervision.since_last import look


class CaseInSupervision(Part):
    """One case for supervision.

    Attributes:
        since: the day of the last supervision, in ISO form; None where nobody knows of one.
        changed: what opened, was settled or stands differently since then; None without such a day.
        face_value: what stands differently without what only a carer or family member told and nothing bears out.
        rests_on_one: what that is.
        findings: prompts that are met or disputed today.
        strengths: what is going well.
        accounts: everything told by the day.
    """

    case: str
    training: bool
    as_of: str
    since: str | None
    locality_name: str
    pack: PackLine
    children: tuple[ChildLine, ...]
    accounts: tuple[AccountLine, ...]
    changed: Comparison | None
    history: AtAllocation
    face_value: Comparison
    rests_on_one: tuple[RestsOnOne, ...]
    pooled: Pooled
    sweep: Sweep
    reflection: Reflection
    findings: tuple[Finding, ...]
    strengths: tuple[Finding, ...]
    checked: Checked


def case_in_supervision(
    brought: CaseForSupervision, pack: Pack, checklist: Checklist | None = None,
    allocated: datetime.date | None = None, second: Second | None = None,
) -> CaseInSupervision:  # fmt: skip
    """One case in depth.

    Args:
        brought: the case.
        pack: the rules.
        checklist: the one for supervision, for the questions that hold for any case.
        allocated: the day on which the work was taken on; what the case tells of if not given.
        second: the other channel, for the screening of the day.
    """
    looked = look(brought, pack, second)
    now = looked.now
    return CaseInSupervision(
        case=now.case,
        training=now.training,
        as_of=now.as_of,
        since=looked.since.isoformat() if looked.since else None,
        locality_name=now.locality_name,
        pack=now.pack,
        children=now.children,
        accounts=now.accounts,
        changed=looked.changed,
        history=at_allocation(looked, allocated),
        face_value=compare(now, screen(brought.case, pack, brought.as_of, Lens(face_value=True))),
        rests_on_one=now.rests_on_one,
        pooled=pooled(brought.case, pack, now),
        sweep=sweep(looked),
        reflection=reflection(now.findings, pack, checklist),
        findings=now.findings,
        strengths=now.strengths,
        checked=now.checked,
    )
