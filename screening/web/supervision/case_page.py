"""A case in supervision, side by side with whoever holds it: what changed, its history, who knew what, every child."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from screening.reports.supervised_case import arrange_supervised_case
from screening.reports.supervision_html import sections_html
from screening.reports.supervision_page import Page
from screening.reports.words import day
from screening.services.supervising import case_of
from screening.services.supervising_kept import prepare_case
from screening.web.dependencies import OpenCase
from screening.web.pages import render
from screening.web.supervision.addresses import of_draft, of_records, of_supervision
from screening.web.supervision.days import HOW, PARTS, typed_day
from screening.web.supervision.opening import Supervised, log
from screening.web.supervision.paper import Kind, as_file, page_on_paper

router = APIRouter()

DAYS: Final = ("since", "allocated")


@dataclass(frozen=True)
class AskedDays:
    """The days that the address asks for.

    Attributes:
        days: by name, each a day that has passed.
        typed: what was typed, by field.
        wrong: names of what is no such day.
        query: the end of the address.
    """

    days: dict[str, datetime.date]
    typed: dict[str, dict[str, str]]
    wrong: tuple[str, ...]
    query: str


def asked_days(request: Request) -> AskedDays:
    """The days, for ``Depends``."""
    given = {name: request.query_params.get(name, "").strip()[:20] for name in _fields()}
    days: dict[str, datetime.date] = {}
    wrong = []
    for name in DAYS:
        text = typed_day(lambda field: given[field], name)
        try:
            found = datetime.date.fromisoformat(text)
        except ValueError:
            wrong += [name] if text else []
            continue
        if found < datetime.date.today():
            days[name] = found
        else:
            wrong.append(name)
    typed = {name: {part: given[f"{name}-{part}"] for part in PARTS} for name in DAYS}
    parts = [f"{name}-{part}={getattr(found, part)}" for name, found in days.items() for part in PARTS]
    return AskedDays(days, typed, tuple(wrong), f"?{'&'.join(parts)}" if parts else "")


def _fields() -> list[str]:
    return [f"{name}-{part}" for name in DAYS for part in PARTS]


Days = Annotated[AskedDays, Depends(asked_days)]


@router.get("/cases/{case_id}/supervision")
def case(request: Request, opened: Supervised, asked: Days) -> Response:
    """The case in depth."""
    page = _page(opened, asked)
    case_id = opened.case.id
    # Made and escaped by the reports.
    sections = Markup(sections_html(page))  # noqa: S704 -- made by a template that escapes
    return render(
        request,
        "supervision/case.html",
        training=opened.case.training,
        case=opened.case,
        page=page,
        sections=sections,
        asked=asked,
        how=HOW,
        home=f"/cases/{case_id}",
        here=of_supervision(case_id),
        draft=of_draft(case_id),
        records=of_records(case_id),
        paper=f"/cases/{case_id}/supervision/case.{{}}{asked.query}",
        today=day(datetime.date.today().isoformat()),
        errors=[{"text": f"{HOW} It has to lie in the past.", "href": f"#{name}-day"} for name in asked.wrong],
    )


@router.get("/cases/{case_id}/supervision/case.{kind}")
def printed(opened: Supervised, kind: Kind, asked: Days) -> Response:
    """The same for paper."""
    content = page_on_paper(_page(opened, asked), kind, opened.user)
    log(opened, "printed", f"supervision {kind}")
    return as_file(content, kind, "supervision", opened.case.id)


def _page(opened: OpenCase, asked: AskedDays) -> Page:
    prepared = prepare_case(
        opened.database, opened.case.id, by=opened.user.id, since=asked.days.get("since")
    )  # fmt: skip
    return arrange_supervised_case(case_of(prepared, asked.days.get("allocated")))
