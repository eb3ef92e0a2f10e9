"""What came of a session, without names: on a page, as files, and beside another session on the same scenario."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.reports.plain import unmarked
from screening.reports.training_csv import safe, side_by_side_csv
from screening.reports.training_drawing import Plot, arrange_plot
from screening.reports.training_html import plot_svg
from screening.reports.training_tables import Tables, arrange_results, arrange_side_by_side
from screening.services import training_on_the_web as service
from screening.services.training_on_the_web import OnTheWeb
from screening.store.audit import Audit
from screening.store.database import Database
from screening.store.training_sessions import TrainingSessions
from screening.store.users import User
from screening.training.before_and_after import SideBySide, side_by_side
from screening.training.ideas import ideas_text
from screening.training.measuring import results
from screening.web.dependencies import AnyDatabase
from screening.web.pages import render
from screening.web.training.sessions import Held, HeldSession, Trainer

router = APIRouter()

SessionAsked = Annotated[str, Query(pattern=r"^([0-9a-f]{32})?$")]


@router.get("/training/compare")
def compare(
    request: Request, user: Trainer, database: AnyDatabase, before: SessionAsked = "", after: SessionAsked = ""
) -> Response:
    """Two sessions side by side: a table, a drawing, and a file for spreadsheets."""
    with database.reading() as session:
        kept = TrainingSessions(session).all()
    found, wrong = None, None
    if before or after:
        try:
            found = _two(database, before, after)
        except ProblemsFound as problems:
            wrong = " ".join(one.message for one in problems.problems)
    return render(
        request,
        "training/compare.html",
        status=400 if wrong else 200,
        training=True,
        sessions=kept,
        before=before,
        after=after,
        tables=arrange_side_by_side(found) if found is not None else None,
        drawing=_drawing(arrange_plot(found)) if found is not None else None,
        errors=[{"text": wrong, "href": "#before"}] if wrong else [],
    )


@router.get("/training/compare.csv")
def compare_file(user: Trainer, database: AnyDatabase, before: SessionAsked = "", after: SessionAsked = "") -> Response:
    """Two sessions side by side, for spreadsheets."""
    try:
        found = _two(database, before, after)
    except ProblemsFound as problems:
        raise HTTPException(400, " ".join(one.message for one in problems.problems)) from None
    _log(database, user, "training comparison")
    return _file(side_by_side_csv(found), "comparison.csv", "text/csv")


@router.get("/training/{session_id}/results")
def on_a_page(request: Request, held: HeldSession) -> Response:
    """What came of it so far."""
    tables = arrange_results(results(held.on.now))
    return render(request, "training/results.html", training=True, held=held, tables=tables)


@router.get("/training/{session_id}/results.json")
def as_data(held: HeldSession) -> Response:
    """What came of it, as ``screening training compare`` reads it."""
    _log(held.database, held.user, "training results")
    return _file(
        results(held.on.now).model_dump_json(indent=2) + "\n", f"results-{_short(held)}.json", "application/json"
    )


@router.get("/training/{session_id}/results.csv")
def as_table(held: HeldSession) -> Response:
    """What came of it, for spreadsheets."""
    _log(held.database, held.user, "training results")
    return _file(_csv(arrange_results(results(held.on.now))), f"results-{_short(held)}.csv", "text/csv")


@router.get("/training/{session_id}/ideas.md")
def as_ideas(held: HeldSession) -> Response:
    """What groups saw and the rules did not, as ideas for rules."""
    _log(held.database, held.user, "training ideas")
    return _file(ideas_text(held.on.now, held.on.scenario), f"ideas-{_short(held)}.md", "text/markdown")


def _two(database: Database, before: str, after: str) -> SideBySide:
    first, second = (_session(database, one) for one in (before, after))
    return side_by_side(results(first.now), results(second.now))


def _session(database: Database, session_id: str) -> OnTheWeb:
    on = service.load(database, session_id)
    if on is None:
        raise HTTPException(404)
    return on


def _drawing(plot: Plot) -> Markup:
    # As part of a page it goes without the declaration that a file of its own begins with.
    return Markup(plot_svg(plot).rpartition("?>")[2])  # noqa: S704 -- made by a template that escapes


def _csv(tables: Tables) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for table in tables.tables:
        writer.writerow([safe(one) for one in (table.title, "rule", *table.heads)])
        for row in table.rows:
            writer.writerow([safe(unmarked(one)) for one in (row.what, row.rule or "", *row.cells)])
        writer.writerow([])
    return text.getvalue()


def _log(database: Database, user: User, detail: str) -> None:
    with database.session() as session:
        Audit(session).append("exported", user_id=user.id, detail=detail)


def _short(held: Held) -> str:
    return f"{held.on.kept.id[:8]}-{datetime.date.today().isoformat()}"


def _file(content: str, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.encode(), media_type=kind, headers=headers)
