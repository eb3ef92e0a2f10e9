"""Everything for programs as one router, for the list of the web service."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from screening.web.api import describing

router: Final = APIRouter()

router.include_router(describing.router)
for _one in describing.ROUTERS:
    router.include_router(_one)
