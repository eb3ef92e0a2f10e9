"""Writing a record, section by section: each is saved as it stands, and says beside its fields what is still missing.

The supervisor begins and keeps it; both write in it. Whoever saves beside a newer text is shown that text, with their
own still in the fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, HTTPException
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from screening.services.agenda_choosing import topics_of, with_choices
from screening.services.record_drafting import (
    SavedMeanwhile,
    amiss_of,
    begin,
    draft_of,
    drop,
    mark_of,
    save_part,
)
from screening.services.recording import book_of
from screening.services.supervising import agenda_of, reflection_of
from screening.services.supervising_kept import day_of, prepare_case
from screening.store.cases import Cases
from screening.store.supervision import CaseLedger
from screening.supervision.amiss import Amiss
from screening.supervision.record import Signatory
from screening.supervision.written import WrittenRecord
from screening.web.dependencies import OpenCase
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.security.visitors import BY_ITSELF
from screening.web.submitted import Submitted
from screening.web.supervision.addresses import of_check, of_draft, of_records, of_section
from screening.web.supervision.draft_shown import belonging, policies, sections_of, shown, summed
from screening.web.supervision.opening import Recorded, supervises
from screening.web.supervision.sections import BY_KEY, Section
from screening.web.supervision.typed import offered_and_chosen, read_section, taken_out

router = APIRouter()

SAVED: Final = Notice("record-saved", "Saved. It is not kept as a record yet.")
GONE: Final = Notice("record-dropped", "What was written is thrown away.")
_LONGEST_REASON: Final = 120


@router.get("/cases/{case_id}/supervision/draft")
def overview(request: Request, opened: Recorded) -> Response:
    """The sections, or where there is no record yet, the way to begin one."""
    written = written_of(opened)
    found = amiss_of(written) if written is not None else ()
    return render(
        request,
        "supervision/draft.html",
        training=opened.case.training,
        case=opened.case,
        written=written,
        sections=list(summed(written, found, f"{of_draft(opened.case.id)}/sections")) if written is not None else [],
        supervises=supervises(opened),
        here=of_draft(opened.case.id),
        check=of_check(opened.case.id),
        records=of_records(opened.case.id),
    )


@router.post("/cases/{case_id}/supervision/draft")
def begin_one(opened: Recorded) -> Response:
    """Begin a record, with who met last time."""
    if not supervises(opened):
        raise HTTPException(404)
    with opened.database.reading() as session:
        book = book_of(CaseLedger(session, opened.case.id))
        held_on = day_of(Cases(session).file(opened.case.id), book)
    last = book.records[-1].record if book.records else None
    written = WrittenRecord(
        case=opened.case.reference,
        held_on=held_on.isoformat(),
        practitioner=last.practitioner if last is not None else Signatory(),
        supervisor=last.supervisor if last is not None else Signatory(),
    )
    begin(opened.database, opened.case.id, written, by=opened.user.id)
    return go_to(of_draft(opened.case.id))


@router.get("/cases/{case_id}/supervision/draft/drop")
def ask_drop(request: Request, opened: Recorded) -> Response:
    """Ask before what was written is thrown away."""
    if not supervises(opened) or written_of(opened) is None:
        raise HTTPException(404)
    return render(
        request, "supervision/drop.html", training=opened.case.training, case=opened.case, here=of_draft(opened.case.id)
    )


@router.post("/cases/{case_id}/supervision/draft/drop")
def drop_it(request: Request, opened: Recorded) -> Response:
    """Throw it away."""
    if not supervises(opened):
        raise HTTPException(404)
    drop(opened.database, opened.case.id, by=opened.user.id)
    response = go_to(of_records(opened.case.id))
    flash(request, response, GONE)
    return response


@router.get("/cases/{case_id}/supervision/draft/sections/{key}")
def section(request: Request, opened: Recorded, key: str, check: str = "", more: int = 0) -> Response:
    """One section; ``check`` says what is still missing, ``more`` adds empty entries."""
    written = written_of(opened)
    one = _section(written, key)
    if written is None:
        return go_to(of_draft(opened.case.id))
    values = written.model_dump(mode="json", include=set(one.holds))
    found = belonging(one, amiss_of(written)) if check else []
    return _page(request, opened, one, values, found, mark_of(written, one.holds), more=min(max(more, 0), 5))


@router.post("/cases/{case_id}/supervision/draft/sections/{key}")
def save(request: Request, opened: Recorded, key: str, form: Submitted) -> Response:
    """Save a section as it stands."""
    sent = Sent(form)
    itself = BY_ITSELF in request.headers
    written = written_of(opened)
    one = _section(written, key)
    values = read_section(one, sent, written or WrittenRecord(), without=taken_out(sent))
    try:
        if sent.one("press") == "bring" and one.many is not None:
            values[one.holds[0]] = [*values[one.holds[0]], *_brought(opened, one, sent)][: one.many.most]
        after = save_part(
            opened.database, opened.case.id, values, sent.one("mark"), by=opened.user.id, by_itself=itself
        )  # fmt: skip
    except SavedMeanwhile as news:
        if itself:
            return Response(status_code=409)
        mark = mark_of(news.written, one.holds) if news.written is not None else ""
        theirs = [part for part in summed(news.written, (), "") if part.section is one] if news.written else []
        return _page(request, opened, one, values, [], mark, status=409, theirs=theirs, gone=news.written is None)
    except ValidationError as wrong:
        if itself:
            return Response(status_code=422)
        return _page(request, opened, one, values, _too_long(wrong), sent.one("mark"), status=400)
    if itself:
        return Response(status_code=204)
    here = of_section(opened.case.id, key)
    if sent.one("press") in ("more", "bring") or sent.one("out"):
        return go_to(f"{here}?more=1" if sent.one("press") == "more" else here)
    wrong_here = any(left.severity == "error" for left in belonging(one, amiss_of(after)))
    response = go_to(f"{here}?check=yes" if wrong_here else of_draft(opened.case.id))
    flash(request, response, SAVED)
    return response


def written_of(opened: OpenCase) -> WrittenRecord | None:
    """What was written so far; None where no record has been begun."""
    with opened.database.reading() as session:
        return draft_of(session, opened.case.id).written


def _section(written: WrittenRecord | None, key: str) -> Section:
    found = BY_KEY.get(key)
    if found is None or (written is not None and found not in sections_of(written)):
        raise HTTPException(404)
    return found


def _page(
    request: Request, opened: OpenCase, one: Section, values: Mapping[str, Any], found: Sequence[Amiss], mark: str, *,
    status: int = 200, more: int = 0, theirs: Sequence[object] = (), gone: bool = False,
) -> Response:  # fmt: skip
    view = shown(one, values, found, more=more)
    return render(
        request,
        "supervision/section.html",
        status=status,
        training=opened.case.training,
        case=opened.case,
        view=view,
        errors=list(view.errors),
        offered=_offered(opened, one),
        mark=mark,
        policies=policies(),
        theirs=theirs,
        meanwhile=status == 409,
        gone=gone,
        here=of_section(opened.case.id, one.key),
        draft=of_draft(opened.case.id),
        records=of_records(opened.case.id),
    )


def _offered(opened: OpenCase, one: Section) -> list[tuple[str, str]]:
    """What can be brought into a section: points of the case's agenda, or questions to think with."""
    if one.key not in ("discussed", "reflection") or not supervises(opened):
        return []
    prepared = prepare_case(opened.database, opened.case.id, by=opened.user.id)
    if one.key == "reflection":
        think = reflection_of(prepared)
        asks = (*think.of_this_case, *think.of_the_registers, *think.standing)
        return [(ask, ask) for ask in dict.fromkeys(one.ask for one in asks)]
    with opened.database.reading() as session:
        choices = draft_of(session, opened.case.id).choices
    found = with_choices(agenda_of(prepared, both_channels=False), {opened.case.reference: choices})
    return [topic for case in found.cases for topic in topics_of(case)]


def _brought(opened: OpenCase, one: Section, sent: Sent) -> list[dict[str, str]]:
    chosen = offered_and_chosen(sent, _offered(opened, one))
    if one.key == "reflection":
        return [{"prompt": text} for _, text in chosen]
    return [{"about": text, "reason": word[:_LONGEST_REASON]} for word, text in chosen]


def _too_long(wrong: ValidationError) -> list[Amiss]:
    found = []
    for one in wrong.errors():
        most = one.get("ctx", {}).get("max_length")
        message = f"Not saved: write at most {most} letters here." if most else "Not saved: this cannot be taken."
        found.append(Amiss(tuple(one["loc"]), "U305", message))
    return found
