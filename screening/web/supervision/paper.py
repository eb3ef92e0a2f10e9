"""Pages of supervision on paper: who printed it and when stands at the foot, and the log says that it was printed."""

from __future__ import annotations

import datetime
from typing import Final, Literal

from starlette.responses import Response

from screening.reports import words
from screening.reports.plain import clean, theirs
from screening.reports.supervision_page import Page
from screening.reports.supervision_paper import on_paper
from screening.store.users import User
from screening.web.result.downloads import WORD

Kind = Literal["pdf", "docx"]
_TYPES: Final[dict[Kind, str]] = {"pdf": "application/pdf", "docx": WORD}


def page_on_paper(page: Page, kind: Kind, user: User) -> bytes:
    """A page of supervision as a file for paper."""
    # Loaded here: they bring much along that no other page needs.
    from screening.reports.docx import paper_docx
    from screening.reports.pdf import paper_pdf

    today = words.day(datetime.date.today().isoformat())
    foot = f"{page.foot} Printed by {theirs(clean(user.with_roles))} on {today}."
    made = paper_pdf if kind == "pdf" else paper_docx
    return made(on_paper(page.model_copy(update={"foot": foot})))


def as_file(content: bytes, kind: Kind, stem: str, id: str) -> Response:
    """A file for the browser to save, named by an opaque id and the day."""
    named = f"{stem}-{id[:8]}-{datetime.date.today().isoformat()}.{kind}"
    return Response(
        content, media_type=_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{named}"'}
    )
