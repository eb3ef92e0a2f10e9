"""All pages of this folder as one router, for ``app``."""

from __future__ import annotations

from fastapi import APIRouter

from screening.web.supervision import (
    agenda_page,
    assigning,
    case_page,
    checking,
    draft_pages,
    following_up,
    record_pages,
    start,
    team_page,
)

router = APIRouter()
for _part in (
    start, agenda_page, case_page, draft_pages, checking, record_pages, following_up, team_page, assigning,
):  # fmt: skip
    router.include_router(_part.router)
