"""The result page of a case: what to do, why, what would settle it, what was answered, and what has changed.

Responses count where everything known is looked at. In a view (an earlier day, face value, one agency) prompts are only
read: what somebody answered today says nothing about what was known then.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from screening.engine.compare import compare
from screening.reports.comparing import arrange_comparison
from screening.reports.outline import Outline
from screening.reports.paper import NOT_EVIDENCE
from screening.reports.words import agency, day
from screening.services.one_case import usual_day
from screening.services.responding import Prompted, prompted
from screening.store.responses import Responses
from screening.store.seen import Look, last_looks, note_look
from screening.store.users import Users
from screening.web.dependencies import OpenCase, case_for
from screening.web.pages import render
from screening.web.result.arranging import arranged
from screening.web.result.looking import AskedView, Looked, look

router = APIRouter()


@router.get("/cases/{case_id}/result")
def result(request: Request, opened: Annotated[OpenCase, Depends(case_for("read"))], asked: AskedView) -> Response:
    """What a case comes to."""
    looked = look(opened, asked)
    prompts, users = responded(looked) if looked.whole else (_unanswered(looked), {})
    since, changed = _since(looked) if looked.whole else (None, None)
    return render(
        request,
        "result/result.html",
        training=opened.case.training,
        looked=looked,
        address=f"/cases/{opened.case.id}",
        page=arranged(opened.case.id, looked.screening, prompts, users),
        since=since,
        changed=changed,
        not_evidence=NOT_EVIDENCE,
        agencies={key: agency(name) for key, name in looked.agencies.items()},
        today=day(datetime.date.today().isoformat()),
        errors=[{"text": text, "href": f"#{'day' if name == 'day' else name}"} for name, text in looked.wrong.items()],
    )


def responded(looked: Looked) -> tuple[tuple[Prompted, ...], dict[str, str]]:
    """Every prompt with the latest response to it, and the name of each user by id."""
    with looked.opened.database.reading() as session:
        latest = Responses(session).latest(looked.opened.case.id)
        users = {one.id: one.name for one in Users(session).all()} if latest else {}
    return prompted(looked.screening, latest, usual_day(looked.file)), users


def _unanswered(looked: Looked) -> tuple[Prompted, ...]:
    return tuple(Prompted(one) for one in looked.screening.findings)


def _since(looked: Looked) -> tuple[str | None, Outline | None]:
    """When this user looked last before now, in words, and what has changed since; None the first time."""
    case_id, user_id = looked.opened.case.id, looked.opened.user.id
    with looked.opened.database.reading() as session:
        looks = last_looks(session, case_id, user_id)
    if looks and _is_now(looks[0], looked):
        looks = looks[1:]
    else:
        with looked.opened.database.session() as session:
            note_look(session, case_id, user_id, looked.version)
    if not looks:
        return None, None
    last = looks[0]
    comparison = compare(looked.earlier(last.version, last.at), looked.screening)
    return day(last.at.astimezone().date().isoformat()), arrange_comparison(comparison)


def _is_now(last: Look, looked: Looked) -> bool:
    """Whether nothing can have changed since: the same accounts, and a training case or the same day."""
    same_day = looked.file.training or last.at.astimezone().date() == looked.day
    return last.version == looked.version and same_day
