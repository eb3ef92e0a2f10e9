"""The start page, a new case, and in an emergency a case of another team.

A case begins with what tells it apart: a reference, a word for the child, and whether the child is born. Everything
else is asked by checklists. The case's own page, ``/cases/{case_id}``, is left to ``form`` and ``result``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screening.case.account import Account
from screening.case.identifiers import identifiers_in
from screening.case.profile import CaseProfile
from screening.errors import ProblemsFound
from screening.forms.answers import read_date, word_of
from screening.forms.checklist import Checklist, read_checklists
from screening.packs import checklists_folder
from screening.reports.words import counted, day
from screening.store.access import may, reaches
from screening.store.break_glass import SHORTEST_REASON, BreakGlass
from screening.store.cases import Cases
from screening.store.tables import CaseRow
from screening.store.users import User, Users
from screening.web.dependencies import AnyDatabase, SignedIn
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted

router = APIRouter()

BEGUN = Notice("case-begun", "The case is begun.")


@dataclass(frozen=True)
class _Line:
    id: str
    reference: str
    training: bool
    changed: str
    accounts: str
    held_by: str


@router.get("/")
def start(request: Request, user: SignedIn, database: AnyDatabase) -> Response:
    """The cases that somebody may see; for who looks after users only, the users."""
    if not reaches(user, "read"):
        return go_to("/users")
    with database.reading() as session:
        users = Users(session)
        holders = {one.id: one.name for one in users.all()} | {user.id: "you"}
        lines = [_line(row, holders, users.teams()) for row in Cases(session).list_for(user)]
    return render(
        request,
        "layout/start.html",
        cases=lines,
        checklists=_checklists(),
        may_begin=may(user, "new-case") or may(user, "new-training-case"),
        may_break_glass=not request.app.state.settings.local and bool(reaches(user, "break-glass")),
    )


@router.get("/cases/new")
def ask_new(request: Request, user: SignedIn) -> Response:
    """The form for a new case."""
    return _form(request, user, {}, {})


@router.post("/cases/new")
def begin(request: Request, user: SignedIn, database: AnyDatabase, form: Submitted) -> Response:
    """Begin a case, with one account of what was said here."""
    given = {key: value.strip() for key, value in form.items() if isinstance(value, str)}
    training = given.get("training") == "yes" or not may(user, "new-case")
    if not may(user, "new-training-case" if training else "new-case"):
        raise HTTPException(403)
    account, wrong = _read(given)
    if account is not None and not wrong:
        try:
            with database.session() as session:
                cases = Cases(session)
                row = cases.new(
                    given["reference"], training=training, team_id=user.team_id, holder_id=user.id, by=user.id
                )
                cases.add(row.id, [account], by=user.id, expected_version=row.version)
        except ProblemsFound as found:
            first = found.problems[0]
            wrong["reference"] = " ".join(part for part in (first.message, first.hint) if part)
        else:
            response = go_to(f"/cases/{row.id}")
            flash(request, response, BEGUN)
            return response
    return _form(request, user, given, wrong)


@router.get("/cases/another-team")
def ask_reason(request: Request, user: SignedIn) -> Response:
    """The form that breaks the glass."""
    _check_glass(user)
    return render(request, "layout/another_team.html", given={}, wrong={})


@router.post("/cases/another-team")
def break_the_glass(request: Request, user: SignedIn, database: AnyDatabase, form: Submitted) -> Response:
    """Open a live case of another team for a day: for a reason, which goes into the log's company."""
    _check_glass(user)
    given = {key: value.strip() for key, value in form.items() if isinstance(value, str)}
    wrong: dict[str, str] = {}
    if len(given.get("reason", "")) < SHORTEST_REASON:
        wrong["reason"] = "Say why you need this case now, so that whoever looks later can understand it."
    with database.session() as session:
        row = Cases(session).find(given.get("reference", ""))
        if row is None:
            wrong["reference"] = "There is no live case with this reference. Check it letter by letter."
        elif not wrong:
            if not may(user, "read", row):
                BreakGlass(session).open(user.id, row.id, given["reason"])
            return go_to(f"/cases/{row.id}")
    return render(request, "layout/another_team.html", status=400, given=given, wrong=wrong, errors=_summary(wrong))


def _check_glass(user: User) -> None:
    if "live" not in reaches(user, "break-glass"):
        raise HTTPException(403)


def _read(given: dict[str, str]) -> tuple[Account | None, dict[str, str]]:
    """The first account of a case, and what is wrong with the answers, by field."""
    wrong: dict[str, str] = {}
    reference = given.get("reference", "")
    if not reference:
        wrong["reference"] = "Enter the reference that your agency uses for this family."
    elif not any(letter.isdigit() for letter in reference) or any(identifiers_in(reference)):
        wrong["reference"] = (
            "Enter a reference of your agency with a digit in it. A name, an NHS number or a telephone number cannot "
            "be one."
        )
    child = ""
    try:
        child = word_of(given.get("child", ""))
    except ValueError:
        wrong["child"] = "Enter a short word for the child, such as “child-1” or “baby”."
    stage = given.get("stage")
    facts: dict[str, Any] = {}
    if stage not in ("born", "unborn", "not-known"):
        wrong["stage"] = "Say whether the child is born, or that it is not known yet."
    elif stage != "not-known":
        field = "born" if stage == "born" else "due"
        try:
            facts = _date(given, field)
        except ValueError as problem:
            wrong[field] = str(problem)
    if wrong:
        return None, wrong
    profile = CaseProfile.model_validate({"children": {child: facts}})
    return Account(on=datetime.date.today().isoformat(), facts=profile), wrong


def _date(given: dict[str, str], field: str) -> dict[str, str]:
    parts = [part for part in (given.get(f"{field}-{name}", "") for name in ("day", "month", "year")) if part]
    if not parts:
        return {}
    today = datetime.date.today()
    iso = read_date("/".join(parts), today)
    if field == "born" and iso > today.isoformat():
        raise ValueError("A date of birth lies in the past. For a baby not born yet, choose “Not born yet”.")
    return {field: iso}


def _form(request: Request, user: User, given: dict[str, str], wrong: dict[str, str]) -> Response:
    may_live, may_train = may(user, "new-case"), may(user, "new-training-case")
    if not (may_live or may_train):
        raise HTTPException(403)
    return render(
        request,
        "layout/new_case.html",
        status=400 if wrong else 200,
        given=given,
        wrong=wrong,
        errors=_summary(wrong),
        may_live=may_live,
        may_train=may_train,
    )


def _summary(wrong: dict[str, str]) -> list[dict[str, str]]:
    targets = {"born": "born-day", "due": "due-day"}
    return [{"text": text, "href": f"#{targets.get(field, field)}"} for field, text in wrong.items()]


def _line(row: CaseRow, holders: dict[str, str], teams: dict[str, str]) -> _Line:
    held = [name for name in (holders.get(row.holder_id or ""), teams.get(row.team_id or "")) if name]
    return _Line(
        row.id,
        row.reference,
        row.training,
        day(row.changed_at.astimezone().date().isoformat()),
        counted(row.version, "account"),
        ", ".join(held) or "nobody",
    )


@cache
def _checklists() -> tuple[Checklist, ...]:
    return tuple(read_checklists(checklists_folder()).values())
