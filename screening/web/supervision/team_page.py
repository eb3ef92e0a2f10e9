"""What a team's cases lack, taken together. There is no way to ask for it by worker, by child or by family."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from screening.reports.supervision_html import sections_html
from screening.reports.supervision_page import Page
from screening.reports.team import arrange_team
from screening.reports.words import day
from screening.services.supervising import team_of
from screening.services.supervising_kept import prepare_team
from screening.store.audit import Audit
from screening.store.database import Database
from screening.store.users import User
from screening.web.dependencies import AnyDatabase, SignedIn
from screening.web.pages import render
from screening.web.supervision.addresses import TEAM
from screening.web.supervision.paper import Kind, as_file, page_on_paper
from screening.web.supervision.start import sees_team

router = APIRouter()


def of_a_team(user: SignedIn) -> User:
    """Whoever supervises the cases of their team.

    Raises:
        HTTPException: 404.
    """
    if not sees_team(user):
        raise HTTPException(404)
    return user


TeamSupervisor = Annotated[User, Depends(of_a_team)]


@router.get(TEAM)
def team(request: Request, user: TeamSupervisor, database: AnyDatabase) -> Response:
    """The page."""
    page = _page(database, user)
    # Made and escaped by the reports.
    sections = Markup(sections_html(page)) if page is not None else None  # noqa: S704 -- made by a template that escapes
    return render(
        request,
        "supervision/team.html",
        page=page,
        sections=sections,
        paper=f"{TEAM}/team.{{}}",
        today=day(datetime.date.today().isoformat()),
    )


@router.get(TEAM + "/team.{kind}")
def printed(user: TeamSupervisor, database: AnyDatabase, kind: Kind) -> Response:
    """The same for paper."""
    page = _page(database, user)
    if page is None:
        raise HTTPException(404)
    content = page_on_paper(page, kind, user)
    with database.session() as session:
        Audit(session).append("printed", user_id=user.id, detail=f"team {kind}")
    return as_file(content, kind, "team", user.team_id or user.id)


def _page(database: Database, user: User) -> Page | None:
    """None where the team holds no case."""
    prepared = prepare_team(database, user.team_id or "", by=user.id, as_of=datetime.date.today())
    return arrange_team(team_of(prepared)) if prepared.cases else None
