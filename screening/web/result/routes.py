"""All pages of this folder as one router, for ``app``."""

from __future__ import annotations

from fastapi import APIRouter

from screening.web.result import downloads, everything, page, pictures, prompt, reading

router = APIRouter()
for _part in (page, prompt, pictures, downloads, everything, reading):
    router.include_router(_part.router)
