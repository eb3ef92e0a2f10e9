"""What became of it: how somebody knows that an action was done, and what came back to an escalation.

"Done" is no evidence. What was only told is kept, and the action stays on the agenda.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import Problem, ProblemsFound
from screening.reports.words import days_in
from screening.services.recording import add_evidence, add_reply
from screening.services.records_kept import Records
from screening.store.supervision import CaseLedger
from screening.supervision.record import EVIDENCE_KINDS, EvidenceKind
from screening.web.dependencies import OpenCase
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted
from screening.web.supervision.addresses import of_evidence, of_record, of_records, of_reply
from screening.web.supervision.days import PARTS, day_from, fields_of
from screening.web.supervision.opening import Recorded
from screening.web.supervision.record_pages import Number, one_record

router = APIRouter()

DONE: Final = Notice("evidence-kept", "Kept. The action no longer comes back on the agenda.")
TOLD: Final = Notice(
    "evidence-told", "Kept. Somebody’s word is no evidence: the action stays on the agenda until somebody has seen it."
)
SETTLED: Final = Notice("reply-settled", "Kept. The reply settles the worry.")
OPEN: Final = Notice("reply-open", "Kept. The worry stays open: look in the policy for the next step.")
KINDS: Final[dict[EvidenceKind, tuple[str, str]]] = {
    "seen": ("A professional saw it", "Say what they saw, such as “weight 6.2 kg, plotted”."),
    "record": ("It stands in a record", "Say which record, and what it says."),
    "child-said": ("The child said so", "In the child’s words."),
    "told-only": ("Somebody else said so", "That is no evidence: it is kept, and the action stays on the agenda."),
}
_LONGEST: Final = 4000
_LONGEST_ROLE: Final = 120
Action = Annotated[str, Path(pattern=r"^a[0-9]{1,3}$")]
Step = Annotated[str, Path(pattern=r"^e[0-9]{1,3}$")]


@router.get("/cases/{case_id}/supervision/records/{number}/actions/{action}")
def ask_evidence(request: Request, opened: Recorded, number: Number, action: Action) -> Response:
    """How do you know?"""
    return _evidence_page(request, opened, number, action, None, {})


@router.post("/cases/{case_id}/supervision/records/{number}/actions/{action}")
def evidence(request: Request, opened: Recorded, number: Number, action: Action, form: Submitted) -> Response:
    """Keep it."""
    sent = Sent(form)
    records, _ = one_record(opened, number)
    wrong = _lengths(sent, "what", "by")
    kind = next((one for one in EVIDENCE_KINDS if one == sent.one("kind")), None)
    if kind is None:
        wrong["kind"] = "Say how you know."
    on = day_from(sent, "on", wrong, missing="Say on which day it was seen, found or said.", latest=_latest(records))
    if not wrong and kind is not None:
        try:
            with opened.database.session() as session:
                add_evidence(
                    CaseLedger(session, opened.case.id), number, action, kind, on, sent.one("what"), sent.one("by"),
                    by=opened.user.id,
                )  # fmt: skip
        except ProblemsFound as found:
            wrong = _by_field(found.problems)
    else:
        wrong |= {name: text for name, text in _EMPTY_EVIDENCE.items() if not sent.one(name)}
    if wrong:
        return _evidence_page(request, opened, number, action, sent, wrong)
    response = go_to(of_records(opened.case.id))
    flash(request, response, TOLD if kind == "told-only" else DONE)
    return response


@router.get("/cases/{case_id}/supervision/records/{number}/escalations/{escalation}")
def ask_reply(request: Request, opened: Recorded, number: Number, escalation: Step) -> Response:
    """What came back?"""
    return _reply_page(request, opened, number, escalation, None, {})


@router.post("/cases/{case_id}/supervision/records/{number}/escalations/{escalation}")
def reply(request: Request, opened: Recorded, number: Number, escalation: Step, form: Submitted) -> Response:
    """Keep it."""
    sent = Sent(form)
    records, _ = one_record(opened, number)
    wrong = _lengths(sent, "said", "by")
    settles = sent.one("settles")
    if settles not in ("yes", "no"):
        wrong["settles"] = "Say whether it settles the worry."
    on = day_from(sent, "on", wrong, missing="Say on which day the reply came.", latest=_latest(records))
    if not wrong:
        try:
            with opened.database.session() as session:
                add_reply(
                    CaseLedger(session, opened.case.id), number, escalation, on, sent.one("by"), sent.one("said"),
                    settles == "yes", by=opened.user.id,
                )  # fmt: skip
        except ProblemsFound as found:
            wrong = _by_field(found.problems)
    else:
        wrong |= {name: text for name, text in _EMPTY_REPLY.items() if not sent.one(name)}
    if wrong:
        return _reply_page(request, opened, number, escalation, sent, wrong)
    response = go_to(of_records(opened.case.id))
    flash(request, response, SETTLED if settles == "yes" else OPEN)
    return response


_EMPTY_EVIDENCE: Final = {
    "what": "This does not say what was seen, found or said.",
    "by": "This does not say who saw, found or heard it. A role: “health visitor”.",
}
_EMPTY_REPLY: Final = {
    "said": "This does not say what the reply was.",
    "by": "This does not say who replied. A role: “team manager”.",
}


def _latest(records: Records) -> datetime.date | None:
    """The last day that something can be dated: today, but a training case goes on in its own time."""
    return None if records.training else records.as_of


def _lengths(sent: Sent, text: str, role: str) -> dict[str, str]:
    found = {}
    for name, most in ((text, _LONGEST), (role, _LONGEST_ROLE)):
        if len(sent.one(name)) > most:
            found[name] = f"Write at most {most} letters here."
    return found


def _by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Problems beside their fields: their messages begin with the field that they are about.

    Raises:
        HTTPException: 404, where there is no such action or step.
    """
    found: dict[str, str] = {}
    for one in problems:
        name, colon, message = one.message.partition(": ")
        if not colon or name not in ("what", "said", "by", "on"):
            raise HTTPException(404)
        found[f"{name}-day" if name == "on" else name] = days_in(f"{message} {one.hint or ''}".strip())
    return found


def _evidence_page(
    request: Request, opened: OpenCase, number: int, action: str, sent: Sent | None, wrong: dict[str, str]
) -> Response:
    records, kept = one_record(opened, number)
    about = next((one for one in kept.record.actions if one.id == action), None)
    if about is None:
        raise HTTPException(404)
    return _form(
        request, opened, "supervision/evidence.html", records, sent, wrong, ("kind", "what", "by"),
        about=about, kinds=KINDS, here=of_evidence(opened.case.id, number, action),
        record=of_record(opened.case.id, number),
    )  # fmt: skip


def _reply_page(
    request: Request, opened: OpenCase, number: int, escalation: str, sent: Sent | None, wrong: dict[str, str]
) -> Response:
    records, kept = one_record(opened, number)
    about = next((one for one in kept.record.escalations if one.id == escalation), None)
    if about is None:
        raise HTTPException(404)
    return _form(
        request, opened, "supervision/reply.html", records, sent, wrong, ("settles", "said", "by"),
        about=about, here=of_reply(opened.case.id, number, escalation), record=of_record(opened.case.id, number),
    )  # fmt: skip


def _form(
    request: Request, opened: OpenCase, template: str, records: Records, sent: Sent | None, wrong: dict[str, str],
    names: Iterable[str], **more: object,
) -> Response:  # fmt: skip
    if sent is None:
        given, on = dict.fromkeys(names, ""), fields_of(records.as_of.isoformat())
    else:
        given, on = {name: sent.one(name) for name in names}, {part: sent.one(f"on-{part}") for part in PARTS}
    return render(
        request, template, status=400 if wrong else 200, training=opened.case.training, case=opened.case, given=given,
        on=on, wrong=wrong, errors=[{"text": text, "href": f"#{name}"} for name, text in wrong.items()], **more,
    )  # fmt: skip
