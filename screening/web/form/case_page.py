"""A case's own page: the children, what to fill in, what was told last, who is in the family, the way to the result."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from screening.case.told import fold
from screening.engine.wording import age_in_words
from screening.forms.made import WHOLE_PROFILE
from screening.reports.family import family_html
from screening.reports.words import day
from screening.services.account_words import done_on, in_words
from screening.services.as_you_go import opened_by
from screening.services.offered import form_called, written
from screening.services.one_case import usual_day
from screening.store.access import may
from screening.store.break_glass import BreakGlass, Glass
from screening.store.cases import Cases
from screening.store.drafts import Drafts
from screening.store.users import Users
from screening.web.dependencies import OpenCase, case_for
from screening.web.form.addresses import form_key, of_account, of_case, of_everything, of_form, of_result, of_start
from screening.web.pages import render
from screening.web.supervision.addresses import of_assigning, of_records, of_supervision

router = APIRouter()

_LAST = 5
"""How many of the last accounts are shown before one asks for all: our choice."""


@dataclass(frozen=True)
class _Form:
    title: str
    address: str
    status: str
    child: str = ""


@dataclass(frozen=True)
class _Emergency:
    """Somebody who has opened the case although they do not hold it, and still may."""

    who: str
    since: str
    until: str
    why: str


@router.get("/cases/{case_id}")
def case_page(
    request: Request, opened: Annotated[OpenCase, Depends(case_for("read"))], all_accounts: bool = False
) -> Response:
    """What somebody who opens a case needs at a glance, without a verdict on it."""
    with opened.database.reading() as session:
        case = Cases(session).file(opened.case.id)
        drafts = Drafts(session).list_for(opened.user.id, opened.case.id)
        opened_by_others = [_emergency(one, Users(session)) for one in BreakGlass(session).now_open(opened.case.id)]
    accounts = case.all_accounts
    today = usual_day(case)
    told = fold(accounts, today.toordinal())
    done = done_on(accounts)
    begun = [
        _Form(form.title, of_form(opened.case.id, form_key(opened.case.id, one.checklist, one.child)), "", one.child)
        for one in drafts
        if (form := form_called(one.checklist, accounts)) is not None
    ]
    in_progress = {one.checklist for one in drafts}
    forms = [
        _Form(one.title, of_start(opened.case.id, name), _status(name in in_progress, done.get(name)))
        for name, one in written().items()
    ]
    shown = range(len(accounts), 0 if all_accounts else max(0, len(accounts) - _LAST), -1)
    # Made and escaped by the reports.
    family = Markup(family_html(case, today)) if accounts else None  # noqa: S704 -- made by a template that escapes
    return render(
        request, "form/case.html", training=case.training, case=opened.case, about=case.about, warning=case.warning,
        children=[(one, age_in_words(told, one)) for one in told.members.get("children", ())],
        begun=begun, forms=forms, whole=of_start(opened.case.id, WHOLE_PROFILE),
        opens=opened_by(accounts, (), today), result=of_result(opened.case.id), home=of_case(opened.case.id),
        accounts=[(one, of_account(opened.case.id, one.number)) for one in in_words(accounts, shown)],
        more=len(accounts) - len(shown), family=family, emergencies=opened_by_others,
        everything=of_everything(opened.case.id) if may(opened.user, "disclose", opened.case) else None,
        supervision=of_supervision(opened.case.id) if may(opened.user, "supervise", opened.case) else None,
        records=of_records(opened.case.id) if may(opened.user, "record", opened.case) else None,
        assign=of_assigning(opened.case.id) if may(opened.user, "assign", opened.case) else None,
    )  # fmt: skip


def _emergency(glass: Glass, users: Users) -> _Emergency:
    who = users.get(glass.user_id)
    return _Emergency(
        who.name if who is not None else "somebody who is no longer a user", _at(glass.at), _at(glass.expires_at),
        glass.reason,
    )  # fmt: skip


def _at(moment: datetime.datetime) -> str:
    """A moment as the clock at this place shows it."""
    here = moment.astimezone()
    return f"{day(here.date().isoformat())} at {here:%H:%M}"


def _status(in_progress: bool, done: str | None) -> str:
    if in_progress:
        return "In progress"
    return f"Done on {done}" if done else "Not started yet"
