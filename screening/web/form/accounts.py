"""One account of a case: in words, taken back with a reason, or put right. It is never changed: that is added."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.reports.words import day
from screening.services.account_words import in_words
from screening.services.offered import corrected_by, form_called, name_for_correction
from screening.store.cases import Cases
from screening.store.users import Users
from screening.web.dependencies import OpenCase, case_for
from screening.web.form.addresses import of_account, of_case, of_start
from screening.web.form.desk import ToFillIn
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted

router = APIRouter()

Number = Annotated[int, Path(ge=1, le=10**9)]
TAKEN_BACK = Notice("account-taken-back", "The account is taken back. It stays on the record and no longer counts.")
_LONGEST = 2000


@router.get("/cases/{case_id}/accounts/{number}")
def account(request: Request, opened: Annotated[OpenCase, Depends(case_for("read"))], number: Number) -> Response:
    """An account in words."""
    return _page(request, opened, number, "", {})


@router.post("/cases/{case_id}/accounts/{number}")
def take_back(request: Request, opened: ToFillIn, number: Number, given: Submitted) -> Response:
    """Take an account back, for a reason."""
    reason = Sent(given).one("reason")
    if not reason:
        wrong = {"reason": "Say why it is taken back, so that whoever reads it later understands."}
        return _page(request, opened, number, reason, wrong)
    if len(reason) > _LONGEST:
        return _page(request, opened, number, reason, {"reason": f"Say it in at most {_LONGEST:,} letters."})
    with opened.database.session() as session:
        cases = Cases(session)
        accounts = cases.file(opened.case.id).all_accounts
        wanted = corrected_by(name_for_correction(number), accounts)
        if wanted is None or wanted.id is None:
            raise HTTPException(404)
        cases.withdraw(opened.case.id, wanted.id, reason, opened.user.id)
    response = go_to(of_case(opened.case.id))
    flash(request, response, TAKEN_BACK)
    return response


def _page(request: Request, opened: OpenCase, number: int, reason: str, wrong: dict[str, str]) -> Response:
    with opened.database.reading() as session:
        kept = Cases(session).kept(opened.case.id)
        if number > len(kept):
            raise HTTPException(404)
        writer = Users(session).get(kept[number - 1].saved_by or "")
    accounts = [one.account for one in kept]
    name = name_for_correction(number)
    return render(
        request,
        "form/account.html",
        status=400 if wrong else 200,
        training=opened.case.training,
        case=opened.case,
        account=in_words(accounts, [number])[0],
        saved_by=writer.name if writer is not None else None,
        saved_on=day(kept[number - 1].saved_at.astimezone().date().isoformat()),
        home=of_case(opened.case.id),
        post=of_account(opened.case.id, number),
        correct=of_start(opened.case.id, name) if form_called(name, accounts) is not None else None,
        reason=reason,
        wrong=wrong,
        errors=[{"text": text, "href": f"#{key}"} for key, text in wrong.items()],
    )
