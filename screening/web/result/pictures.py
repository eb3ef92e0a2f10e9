"""The chronology and the family map of a case, each on a page of its own, as known on a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from screening.reports.family import family_html
from screening.reports.timeline import timeline_html
from screening.web.dependencies import OpenCase, case_for
from screening.web.pages import render
from screening.web.result.looking import AskedView, Looked, look

router = APIRouter()

Readable = Annotated[OpenCase, Depends(case_for("read"))]


@router.get("/cases/{case_id}/chronology")
def chronology(request: Request, opened: Readable, asked: AskedView) -> Response:
    """What was told and what is dated, in order."""
    looked = look(opened, asked)
    return _page(request, looked, "Chronology", timeline_html(looked.file, looked.day))


@router.get("/cases/{case_id}/family")
def family(request: Request, opened: Readable, asked: AskedView) -> Response:
    """Who is told of, and who is not."""
    looked = look(opened, asked)
    return _page(request, looked, "Family map", family_html(looked.file, looked.day))


def _page(request: Request, looked: Looked, title: str, picture: str) -> Response:
    return render(
        request,
        "result/picture.html",
        training=looked.opened.case.training,
        title=title,
        looked=looked,
        address=f"/cases/{looked.opened.case.id}",
        # Made and escaped by the reports.
        picture=Markup(picture),  # noqa: S704 -- made by a template that escapes
        errors=[{"text": text, "href": f"#{name}"} for name, text in looked.wrong.items() if name == "day"],
    )
