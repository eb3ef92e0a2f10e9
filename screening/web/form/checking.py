"""Check your answers, and add them to the case; what others added meanwhile is shown first, and nothing is lost."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.case.account import Account
from screening.errors import ProblemsFound
from screening.forms.correcting import corrected
from screening.forms.interview import More, Page, is_done
from screening.reports.words import days_in
from screening.services.account_words import in_words
from screening.services.as_you_go import complaints, opened_by
from screening.services.one_case import usual_day
from screening.store.cases import Cases, Outdated
from screening.store.drafts import Drafts
from screening.web.form import flow
from screening.web.form.addresses import of_added, of_case, of_form, of_page, of_result
from screening.web.form.desk import CaseId, Desk, FormKey, OnDesk, ToFillIn, look
from screening.web.form.given import Sent
from screening.web.form.questions import around
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted

router = APIRouter()

ADDED = Notice("accounts-added", "Saved. What you put down is in the case.")
_NOTHING = "There is nothing to add to the case yet. Answer at least one question, or throw this away."
_NO_SOURCE = "Say how you know what you put down under “{}”."
_VERSION_DIGITS = 9


@router.get("/cases/{case_id}/forms/{form}/check")
def check(request: Request, desk: OnDesk) -> Response:
    """Every answer, with ways to change it."""
    return _page(request, desk, [], None)


@router.post("/cases/{case_id}/forms/{form}/check")
def add(request: Request, opened: ToFillIn, form: FormKey, given: Submitted) -> Response:
    """Add the answers to the case, unless something is missing or others have added meanwhile."""
    desk = look(opened, form)
    if desk is None:
        # Sent twice: the first time has added them.
        return go_to(of_case(opened.case.id))
    seen = _seen(Sent(given), desk)
    accounts = telling(desk)
    wrong = _wrong(desk, accounts)
    if wrong or seen != desk.version:
        return _page(request, desk, wrong, seen)
    try:
        with opened.database.session() as session:
            Drafts(session).drop(opened.user.id, opened.case.id, desk.draft.checklist, desk.draft.child)
            saved = Cases(session).add(opened.case.id, accounts, by=opened.user.id, expected_version=desk.version)
    except Outdated:
        latest = look(opened, form)
        if latest is None:
            return go_to(of_case(opened.case.id))
        return _page(request, latest, [], desk.version)
    except ProblemsFound as found:
        return _page(request, desk, [{"text": str(one.message), "href": "#answers"} for one in found.problems], None)
    response = go_to(of_added(opened.case.id, saved.version - len(saved.accounts), saved.version))
    flash(request, response, ADDED)
    return response


@router.get("/cases/{case_id}/added/{before}-{after}")
def added(
    request: Request, case_id: CaseId, opened: ToFillIn, before: Annotated[int, Path(ge=0)],
    after: Annotated[int, Path(ge=1)],
) -> Response:  # fmt: skip
    """What was added, and what it opened."""
    with opened.database.reading() as session:
        case = Cases(session).file(case_id)
    if not before < after <= len(case.accounts):
        raise HTTPException(404)
    opens = opened_by(case.all_accounts[before:after], case.all_accounts[:before], usual_day(case))
    return render(
        request, "form/added.html", training=opened.case.training, case=opened.case, opens=opens,
        result=of_result(case_id), home=of_case(case_id),
        accounts=in_words(case.all_accounts, range(before + 1, after + 1)),
    )  # fmt: skip


def telling(desk: Desk) -> tuple[Account, ...]:
    """The accounts that a form comes to; those of a correction take the old account back."""
    told = desk.telling
    if desk.corrects is None:
        return told
    return corrected(desk.corrects, told, _asked(desk.pages), desk.draft)


def _asked(pages: tuple[Page, ...]) -> list[str]:
    return [page.path if isinstance(page, More) else page.key for page in pages]


def _seen(sent: Sent, desk: Desk) -> int:
    """The version of the case that the page was made from."""
    text = sent.one("version")
    if not (text.isascii() and text.isdigit() and len(text) <= _VERSION_DIGITS):
        return desk.version
    return min(int(text), desk.version)


def _wrong(desk: Desk, accounts: tuple[Account, ...]) -> list[dict[str, str]]:
    of = (desk.opened.case.id, desk.form)
    wrong = [
        {
            "text": _NO_SOURCE.format(desk.checklist.sections[page.section].title),
            "href": of_page(*of, page.key) + "?from=check",
        }
        for page in flow.unsourced(desk)
    ]
    if not accounts:
        wrong.append({"text": _NOTHING, "href": of_form(*of)})
    found = complaints(desk.case, accounts, desk.today) if accounts else ()
    wrong += [{"text": days_in(one.message), "href": "#answers"} for one in found if one.severity == "error"]
    return wrong


def _page(request: Request, desk: Desk, wrong: list[dict[str, str]], seen: int | None) -> Response:
    """The page; with a version that was seen, what others have added since."""
    since = range(seen + 1, desk.version + 1) if seen is not None else range(0)
    accounts = telling(desk)
    doubts = [one for one in complaints(desk.case, accounts, desk.today) if one.severity == "warning"]
    sections = [
        (number, section.title, flow.rows(desk, number)) for number, section in enumerate(desk.checklist.sections)
    ]
    return render(
        request, "form/check.html", status=400 if wrong else 409 if since else 200, **around(desk), errors=wrong,
        sections=[one for one in sections if one[2]], version=desk.version, corrects=desk.corrects is not None,
        since=in_words(desk.case.all_accounts, since), back=of_form(desk.opened.case.id, desk.form),
        left=sum(1 for page in desk.pages if not is_done(page, desk.draft)),
        doubts=[" ".join(filter(None, (days_in(one.message), one.hint))) for one in doubts],
    )  # fmt: skip
