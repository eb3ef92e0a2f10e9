"""All pages of this folder as one router, for ``app``."""

from __future__ import annotations

from fastapi import APIRouter

from screening.web.form import accounts, begin, case_page, checking, questions

router = APIRouter()
for _part in (case_page, begin, questions, checking, accounts):
    router.include_router(_part.router)
