"""The pages on which a form is filled in: its sections, one thing per page, and the draft thrown away.

Each answer is kept as soon as it is sent. A page has one address for looking and for answering, so that somebody whose
sign-in ran out comes back to where they were.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from screening.forms import phrases
from screening.forms.draft import Draft
from screening.forms.interview import Ask, More
from screening.services.as_you_go import Opened, opened_by
from screening.store.drafts import Drafts
from screening.web.form import flow
from screening.web.form.addresses import of_case, of_check, of_drop, of_form, of_page
from screening.web.form.desk import Desk, FormKey, OnDesk, ToFillIn, change, look
from screening.web.form.flow import From
from screening.web.form.given import Sent, Wrong, is_empty, read_page
from screening.web.form.shown import answer_in_words, shown, state_of
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted

router = APIRouter()

CameFrom = Annotated[From, Query(alias="from")]
PageKey = Annotated[str, Path(pattern=r"^[0-9a-f]{20}$")]

DROPPED = Notice("draft-dropped", "The answers that were not added to the case are thrown away.")
GONE = Notice("page-gone", "That question is not asked any more, because another answer has changed.")
_BY_ITSELF: Final = "X-By-Itself"
_CHANGED: Final = "This was changed in another window since you opened the page. Look at both, then save again."


class _Changed(Exception):  # noqa: N818 -- it is no error: somebody has two windows open
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk


@router.get("/cases/{case_id}/forms/{form}")
def task_list(request: Request, desk: OnDesk) -> Response:
    """The sections of a form and how far each is."""
    return render(
        request, "form/sections.html", **around(desk), sections=flow.sections(desk),
        check=of_check(desk.opened.case.id, desk.form), drop=of_drop(desk.opened.case.id, desk.form),
    )  # fmt: skip


@router.get("/cases/{case_id}/forms/{form}/sections/{number}")
def section(request: Request, desk: OnDesk, number: Annotated[int, Path(ge=1, le=99)]) -> Response:
    """Every question of one section, with its answer and a way to it."""
    if number > len(desk.checklist.sections):
        raise HTTPException(404)
    one = desk.checklist.sections[number - 1]
    return render(
        request, "form/section.html", **around(desk), section=one, rows=flow.rows(desk, number - 1),
        back=of_form(desk.opened.case.id, desk.form),
    )  # fmt: skip


@router.get("/cases/{case_id}/forms/{form}/pages/{page}")
def ask(request: Request, desk: OnDesk, page: PageKey, came_from: CameFrom = "") -> Response:
    """One thing to answer."""
    if desk.page(page) is None:
        return _gone(request, desk.opened, desk.form)
    return _page(request, desk, page, came_from)


@router.post("/cases/{case_id}/forms/{form}/pages/{page}")
def answer(
    request: Request, opened: ToFillIn, form: FormKey, page: PageKey, given: Submitted, came_from: CameFrom = ""
) -> Response:
    """Keep an answer and go on, or say what is missing."""
    sent = Sent(given)
    by_itself = _BY_ITSELF in request.headers
    before = look(opened, form)
    if before is None:
        raise HTTPException(404)
    asked = before.page(page)
    if asked is None:
        return _gone(request, opened, form)
    if by_itself and is_empty(asked, sent):
        return Response(status_code=204)

    def work(desk: Desk) -> Draft:
        now = desk.page(page)
        if now is None:
            raise _Changed(desk)
        seen = sent.one("seen")
        if seen and seen != state_of(now, desk):
            raise _Changed(desk)
        if isinstance(now, More) and sent.one("remove"):
            return desk.draft.removing(now.path, sent.one("remove"))
        return read_page(now, sent, desk)

    try:
        after = change(opened, form, work)
    except Wrong as wrong:
        if by_itself:
            return Response(status_code=422)
        return _page(request, before, page, came_from, sent, {wrong.field: str(wrong)})
    except _Changed as changed:
        if by_itself:
            return Response(status_code=409)
        if changed.desk.page(page) is None:
            return _gone(request, opened, form)
        return _page(request, changed.desk, page, came_from, sent, {"answer": _CHANGED}, both=True)
    if by_itself:
        return Response(status_code=204)
    if sent.one("remove"):
        return go_to(_still_there(after, asked))
    return go_to(flow.after(after, asked, before.pages, came_from))


@router.get("/cases/{case_id}/forms/{form}/drop")
def ask_drop(request: Request, desk: OnDesk) -> Response:
    """Ask whether the answers are really to be thrown away."""
    return render(request, "form/drop.html", **around(desk), back=of_form(desk.opened.case.id, desk.form))


@router.post("/cases/{case_id}/forms/{form}/drop")
def drop(request: Request, desk: OnDesk) -> Response:
    """Throw the answers away that were not added to the case."""
    opened = desk.opened
    with opened.database.session() as session:
        Drafts(session).drop(opened.user.id, opened.case.id, desk.draft.checklist, desk.draft.child)
    response = go_to(of_case(opened.case.id))
    flash(request, response, DROPPED)
    return response


def around(desk: Desk) -> dict[str, Any]:
    """What every page of a form shows beside its own matter."""
    case = desk.opened.case
    return {
        "training": case.training, "case": case, "checklist": desk.checklist, "child": desk.draft.child,
        "home": of_case(case.id), "form": of_form(case.id, desk.form), "opens": opens(desk),
    }  # fmt: skip


def opens(desk: Desk) -> Opened:
    """What the answers so far open in the case."""
    held = (desk.opened.case.id, desk.version, desk.corrects.id if desk.corrects is not None else None)
    return opened_by(desk.telling, desk.before, desk.today, held=held)


def _page(
    request: Request, desk: Desk, key: str, came_from: From, sent: Sent | None = None,
    wrong: dict[str, str] | None = None, *, both: bool = False,
) -> Response:  # fmt: skip
    page = desk.page(key)
    if page is None:
        raise AssertionError("a page is looked for before it is shown")
    view = shown(page, desk, sent)
    address = of_page(desk.opened.case.id, desk.form, page.key)
    first = {"date": "answer-day"}.get(view.control, "answer")
    elsewhere = None
    if both:
        elsewhere = answer_in_words(page.entry, desk.draft.answers.get(page.key)) if isinstance(page, Ask) else ""
    return render(
        request, "form/question.html", status=200 if not wrong else 409 if both else 400, **around(desk), view=view,
        section=desk.checklist.sections[page.section],
        post=address + (f"?from={came_from}" if came_from else ""), back=flow.back(desk, page, came_from),
        skip=flow.skip(desk, page), wrong=wrong or {}, elsewhere=elsewhere,
        errors=[{"text": said, "href": f"#{first if at == 'answer' else at}"} for at, said in (wrong or {}).items()],
        reasons=[{"value": one, "text": words} for one, words in phrases.REASONS.items()],
        why=phrases.WHY_NOT_KNOWN, who=phrases.WHO_SAID,
    )  # fmt: skip


def _gone(request: Request, opened: Any, form: str) -> Response:
    response = go_to(of_form(opened.case.id, form))
    flash(request, response, GONE)
    return response


def _still_there(desk: Desk, asked: Any) -> str:
    """The page about the same list, which may be an earlier one now that an entry has gone."""
    same = [one for one in desk.pages if isinstance(one, More) and one.path == asked.path]
    return of_page(desk.opened.case.id, desk.form, same[-1].key) if same else of_form(desk.opened.case.id, desk.form)
