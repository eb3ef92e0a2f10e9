"""Who holds a case, and the day on which somebody looks whether it is still to be kept. Both are in the log.

A case goes to somebody of the supervisor's own team, or to another team, whose supervisor then says who holds it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from screening.reports.words import day
from screening.store.access import may
from screening.store.cases import Cases
from screening.store.retention import Retention
from screening.store.tables import CaseRow
from screening.store.users import User, Users
from screening.web.dependencies import OpenCase, case_for
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted
from screening.web.supervision.addresses import START, of_assigning
from screening.web.supervision.days import PARTS, day_from, fields_of

router = APIRouter()

ASSIGNED: Final = Notice("case-assigned", "The case has another holder. It is in the log.")
REVIEWED: Final = Notice("review-day-set", "The review day is set. It is in the log.")
_CHOOSE: Final = "Choose who holds it."
_MEANWHILE: Final = "Somebody has given this case to somebody else meanwhile. Look who holds it now, then choose."
_AHEAD: Final = "The review day has to lie ahead."
_NO_DAY: Final = "Say on which day somebody looks at it again."

Assigned = Annotated[OpenCase, Depends(case_for("assign"))]


@dataclass(frozen=True)
class _Place:
    """Where a case can be."""

    team_id: str | None
    holder_id: str | None
    text: str

    @property
    def value(self) -> str:
        return f"{self.team_id or '-'}/{self.holder_id or '-'}"


@router.get("/cases/{case_id}/assign")
def ask(request: Request, opened: Assigned) -> Response:
    """Who holds it, and the review day."""
    return _page(request, opened, None, {})


@router.post("/cases/{case_id}/assign")
def assign(request: Request, opened: Assigned, form: Submitted) -> Response:
    """Give it to somebody else."""
    sent = Sent(form)
    place = next((one for one in _places(opened) if one.value == sent.one("place")), None)
    if place is None:
        return _page(request, opened, None, {"place": _CHOOSE})
    with opened.database.session() as session:
        row = Cases(session).get(opened.case.id)
        moved = row is None or _now(row) != sent.one("was")
        if not moved:
            Cases(session).assign(
                opened.case.id, team_id=place.team_id, holder_id=place.holder_id, by=opened.user.id
            )  # fmt: skip
    if moved:
        return _page(request, opened, None, {"place": _MEANWHILE}, 409)
    # Who gave it to another team sees it no longer.
    opened.case.team_id, opened.case.holder_id = place.team_id, place.holder_id
    response = go_to(of_assigning(opened.case.id) if may(opened.user, "assign", opened.case) else START)
    flash(request, response, ASSIGNED)
    return response


@router.post("/cases/{case_id}/assign/review")
def review(request: Request, opened: Assigned, form: Submitted) -> Response:
    """Set the review day."""
    sent = Sent(form)
    wrong: dict[str, str] = {}
    on = day_from(sent, "review", wrong, missing=_NO_DAY)
    if not wrong and on <= datetime.date.today():
        wrong["review-day"] = _AHEAD
    if wrong:
        return _page(request, opened, sent, wrong)
    with opened.database.session() as session:
        Retention(session).set_review(opened.case.id, on, by=opened.user.id)
    response = go_to(of_assigning(opened.case.id))
    flash(request, response, REVIEWED)
    return response


def _now(row: CaseRow) -> str:
    return _Place(row.team_id, row.holder_id, "").value


def _places(opened: OpenCase) -> list[_Place]:
    with opened.database.reading() as session:
        users, teams = Users(session).all(), Users(session).teams()
    return list(_in_order(opened, users, teams))


def _in_order(opened: OpenCase, users: Iterable[User], teams: dict[str, str]) -> Iterator[_Place]:
    mine = opened.user.team_id
    for user in users:
        works = bool(user.roles & {"practitioner", "supervisor"}) and not user.disabled
        if works and user.team_id == mine:
            where = f" ({teams[mine]})" if mine in teams else ""
            yield _Place(mine, user.id, f"{user.name}{where}")
    if mine in teams:
        yield _Place(mine, None, f"Nobody yet ({teams[mine]})")
    for team_id, name in teams.items():
        if team_id != mine:
            yield _Place(team_id, None, f"{name}: another team, whose supervisor says who holds it")


def _page(request: Request, opened: OpenCase, sent: Sent | None, wrong: dict[str, str], status: int = 400) -> Response:
    case = opened.case
    with opened.database.reading() as session:
        users = Users(session)
        row = Cases(session).get(case.id) or case
        holder = users.get(row.holder_id) if row.holder_id else None
        team = users.teams().get(row.team_id or "")
        held_by = [one for one in (holder.name if holder is not None else None, team) if one]
        now, review_on = _now(row), row.review_on
    given = fields_of(review_on.isoformat())
    if sent is not None:
        given = {part: sent.one(f"review-{part}") for part in PARTS}
    return render(
        request, "supervision/assign.html", status=status if wrong else 200, training=case.training, case=case,
        places=[{"value": one.value, "text": one.text} for one in _places(opened)], now=now, held_by=held_by,
        review=given, review_on=day(review_on.isoformat()), here=of_assigning(case.id), home=f"/cases/{case.id}",
        wrong=wrong, errors=[{"text": text, "href": f"#{name}"} for name, text in wrong.items()],
    )  # fmt: skip
