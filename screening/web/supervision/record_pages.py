"""The records of a case: read, signed by each with their own sign-in, put right by another one, printed.

Whoever holds the case signs as the practitioner; whoever supervises it, as the supervisor. What they sign is what they
were shown.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.reports.supervision_record import arrange_record
from screening.reports.supervision_record_forms import record_docx, record_pdf
from screening.reports.words import day
from screening.services.record_drafting import begin, draft_of, to_put_right
from screening.services.recording import sign
from screening.services.records_kept import Records, records_of
from screening.store.supervision import CaseLedger
from screening.supervision.casebook import Kept
from screening.supervision.escalating import waiting
from screening.supervision.evidence import outstanding
from screening.supervision.record import SIGNERS, Signer
from screening.web.dependencies import OpenCase
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted
from screening.web.supervision.addresses import of_draft, of_evidence, of_record, of_records, of_reply, of_supervision
from screening.web.supervision.opening import Recorded, log, supervises
from screening.web.supervision.paper import Kind, as_file

router = APIRouter()

SIGNED: Final = Notice("record-signed", "You have signed the record.")
BEGUN_ALREADY: Final = Notice(
    "record-begun-already", "A record is being written already. Keep it or throw it away before you put one right."
)
_READ_IT: Final = "Say that you are this person and have read the record."
Number = Annotated[int, Path(ge=1, le=10_000)]


def kept_records(opened: OpenCase) -> Records:
    """The records of an open case.

    Raises:
        HTTPException: 500, where what is kept does not hold together.
    """
    try:
        with opened.database.reading() as session:
            return records_of(session, opened.case.id)
    except ProblemsFound:
        message = "What is kept about the supervision of this case does not hold together, so it is not shown."
        raise HTTPException(500, f"{message} Tell whoever looks after this service.") from None


def one_record(opened: OpenCase, number: int) -> tuple[Records, Kept]:
    """A record by its number.

    Raises:
        HTTPException: 404, where there is none.
    """
    records = kept_records(opened)
    if number > len(records.book.records):
        raise HTTPException(404)
    return records, records.book.find(number)


@router.get("/cases/{case_id}/supervision/records")
def every_record(request: Request, opened: Recorded) -> Response:
    """Every record, and what they leave to be done."""
    records = kept_records(opened)
    case_id = opened.case.id
    with opened.database.reading() as session:
        being_written = draft_of(session, case_id).written is not None
    return render(
        request,
        "supervision/records.html",
        training=opened.case.training,
        case=opened.case,
        records=[
            (one, day(one.record.held_on.isoformat()), of_record(case_id, one.record.number))
            for one in reversed(records.book.records)
        ],
        actions=[
            (one, of_evidence(case_id, one.record, one.id)) for one in outstanding(records.book, records.as_of)
        ],
        waiting=[
            (one, of_reply(case_id, one.record, one.step.id))
            for one in waiting(records.book, records.as_of) if one.open
        ],
        draft=of_draft(case_id) if being_written or supervises(opened) else None,
        being_written=being_written,
        supervision=of_supervision(case_id) if supervises(opened) else None,
        home=f"/cases/{case_id}",
    )  # fmt: skip


@router.get("/cases/{case_id}/supervision/records/{number}")
def record(request: Request, opened: Recorded, number: Number) -> Response:
    """One record."""
    return _page(request, opened, number, 200, [])


@router.post("/cases/{case_id}/supervision/records/{number}/sign")
def sign_it(request: Request, opened: Recorded, number: Number, form: Submitted) -> Response:
    """Sign what was shown."""
    records, kept = one_record(opened, number)
    sent = Sent(form)
    signer = next((one for one in _may_sign_as(opened, records, kept) if one == sent.one("as")), None)
    if signer is None or sent.one("read") != "yes":
        return _page(request, opened, number, 400, [{"text": _READ_IT, "href": "#sign"}])
    reference = kept.record.signatory(signer).reference
    try:
        with opened.database.session() as session:
            sign(
                CaseLedger(session, opened.case.id), number, signer, reference, _signing_day(kept, records),
                by=opened.user.id, seen=sent.one("seen"),
            )  # fmt: skip
    except ProblemsFound as found:
        wrong = [{"text": f"{one.message} {one.hint or ''}".strip(), "href": "#sign"} for one in found.problems]
        return _page(request, opened, number, 409, wrong)
    response = go_to(of_record(opened.case.id, number))
    flash(request, response, SIGNED)
    return response


@router.post("/cases/{case_id}/supervision/records/{number}/correct")
def put_right(request: Request, opened: Recorded, number: Number) -> Response:
    """Begin another record that puts this one right; what this one says stands in it already."""
    _, kept = one_record(opened, number)
    if not supervises(opened) or kept.corrected_by is not None:
        raise HTTPException(404)
    begun = begin(opened.database, opened.case.id, to_put_right(kept.record), by=opened.user.id)
    response = go_to(of_draft(opened.case.id))
    if not begun:
        flash(request, response, BEGUN_ALREADY)
    return response


@router.get("/cases/{case_id}/supervision/records/{number}/record.{kind}")
def printed(opened: Recorded, number: Number, kind: Kind) -> Response:
    """A record for paper, or for a case system."""
    records, _ = one_record(opened, number)
    made = record_pdf if kind == "pdf" else record_docx
    content = made(records.shown(number), opened.user.with_roles, datetime.date.today())
    log(opened, "printed", f"supervision record {kind}")
    return as_file(content, kind, f"record-{number}", opened.case.id)


def _may_sign_as(opened: OpenCase, records: Records, kept: Kept) -> tuple[Signer, ...]:
    """As whom the user may sign this record; nobody signs it twice."""
    mine = [one for one in records.signed if one.record == kept.record.number and one.user_id == opened.user.id]
    if mine or kept.corrected_by is not None:
        return ()
    is_one: dict[Signer, bool] = {
        "practitioner": opened.case.holder_id == opened.user.id,
        "supervisor": supervises(opened),
    }
    return tuple(one for one in SIGNERS if is_one[one] and one in kept.missing)


def _signing_day(kept: Kept, records: Records) -> datetime.date:
    """Today; a training case stays in its own time."""
    return max(records.as_of, kept.record.held_on) if records.training else datetime.date.today()


def _page(request: Request, opened: OpenCase, number: int, status: int, wrong: list[dict[str, str]]) -> Response:
    records, kept = one_record(opened, number)
    shown = records.shown(number)
    case_id = opened.case.id
    as_whom = _may_sign_as(opened, records, kept)
    return render(
        request,
        "supervision/record.html",
        status=status,
        training=opened.case.training,
        case=opened.case,
        outline=arrange_record(shown),
        kept=kept,
        as_whom=[(one, kept.record.signatory(one)) for one in as_whom],
        signed=[
            (one, day(one.at.astimezone().date().isoformat()), f"{one.at.astimezone():%H:%M}")
            for one in records.signed if one.record == number
        ],
        open_actions=[
            (one.action, of_evidence(case_id, number, one.action.id)) for one in shown.actions if not one.done
        ],
        open_steps=[(one.step, of_reply(case_id, number, one.step.id)) for one in shown.waiting if one.open],
        correct=f"{of_record(case_id, number)}/correct" if supervises(opened) and kept.corrected_by is None else None,
        here=of_record(case_id, number),
        later=of_record(case_id, kept.corrected_by) if kept.corrected_by else None,
        records=of_records(case_id),
        paper=f"{of_record(case_id, number)}/record.{{}}",
        today=day(datetime.date.today().isoformat()),
        errors=wrong,
    )  # fmt: skip
