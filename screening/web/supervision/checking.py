"""Looking a record over before it is kept: everything in it, what is still missing, and the button that keeps it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.services.record_drafting import SavedMeanwhile, amiss_of, keep_draft, mark_of
from screening.web.dependencies import OpenCase
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted
from screening.web.supervision.addresses import of_check, of_draft, of_record, of_records
from screening.web.supervision.draft_pages import written_of
from screening.web.supervision.draft_shown import summed
from screening.web.supervision.opening import Recorded, supervises

router = APIRouter()

KEPT: Final = Notice("record-kept", "The record is kept. It counts as agreed once both have signed it.")
_MEANWHILE: Final = "Somebody has changed it while this page was open. This is how it stands now: look it over again."


@router.get("/cases/{case_id}/supervision/draft/check")
def check(request: Request, opened: Recorded) -> Response:
    """Everything that was written, and what is missing."""
    return _page(request, opened, 200, [])


@router.post("/cases/{case_id}/supervision/draft/check")
def keep(request: Request, opened: Recorded, form: Submitted) -> Response:
    """Keep it, as it was shown and not otherwise."""
    if not supervises(opened):
        raise HTTPException(404)
    try:
        kept = keep_draft(opened.database, opened.case.id, Sent(form).one("mark"), by=opened.user.id)
    except SavedMeanwhile:
        return _page(request, opened, 409, [{"text": _MEANWHILE, "href": "#record"}])
    except ProblemsFound as found:
        wrong = [{"text": one.message, "href": "#record"} for one in found.problems if one.severity == "error"]
        return _page(request, opened, 400, wrong)
    response = go_to(of_record(opened.case.id, kept.record.number))
    flash(request, response, KEPT)
    return response


def _page(request: Request, opened: OpenCase, status: int, wrong: list[dict[str, str]]) -> Response:
    written = written_of(opened)
    if written is None:
        return go_to(of_records(opened.case.id))
    found = amiss_of(written)
    sections = list(summed(written, found, f"{of_draft(opened.case.id)}/sections"))
    missing = [one for part in sections for one in part.amiss]
    return render(
        request,
        "supervision/check.html",
        status=status,
        training=opened.case.training,
        case=opened.case,
        sections=sections,
        missing=missing,
        doubts=[f"{one.message} {one.hint or ''}".strip() for one in found if one.severity == "warning"],
        mark=mark_of(written),
        supervises=supervises(opened),
        here=of_check(opened.case.id),
        draft=of_draft(opened.case.id),
        errors=wrong if status == 409 else missing or wrong,
    )
