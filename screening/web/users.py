"""The users, for who looks after them: names, roles and teams, and never a case.

Adding and changing users is left to the command line, at the machine that runs the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from screening.reports.words import joined
from screening.store.users import ROLES, User, Users
from screening.web.dependencies import AnyDatabase, require
from screening.web.pages import render

router = APIRouter()


@dataclass(frozen=True)
class _Line:
    name: str
    roles: str
    team: str
    signs_in_by: str
    disabled: bool


@router.get("/users")
def every_user(request: Request, user: Annotated[User, Depends(require("users"))], database: AnyDatabase) -> Response:
    """The list of users."""
    with database.reading() as session:
        users = Users(session)
        teams = users.teams()
        lines = [
            _Line(
                one.name,
                joined(tuple(role for role in ROLES if role in one.roles)),
                teams.get(one.team_id or "", ""),
                "password" if one.has_password else "link or organisation",
                one.disabled,
            )
            for one in users.all()
        ]
    return render(request, "layout/users.html", users=lines)
