"""All pages of this folder as one router, for ``app``."""

from __future__ import annotations

from fastapi import APIRouter

from screening.web.training import facilitating, groups, joining, linking, results, sessions, what_if

router = APIRouter()
# What a trainer does in a session is any last part of its address, so it comes last.
for _part in (joining, groups, results, sessions, linking, what_if, facilitating):
    router.include_router(_part.router)
