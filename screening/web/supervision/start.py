"""The first page of supervision: whose cases to prepare, and which records wait for somebody.

A practitioner finds the records of their own cases here. Nothing of a case but its reference is shown, and how many
things are still to be done.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.reports.words import counted, day
from screening.services.record_drafting import draft_of
from screening.services.recording import book_of
from screening.services.supervising_kept import day_of
from screening.store.access import may, reaches
from screening.store.cases import Cases
from screening.store.database import Session
from screening.store.supervision import CaseLedger
from screening.store.tables import CaseRow
from screening.store.users import User, Users
from screening.supervision.evidence import outstanding
from screening.web.dependencies import AnyDatabase, SignedIn
from screening.web.pages import render
from screening.web.supervision.addresses import START, TEAM, of_agenda, of_assigning, of_draft, of_record, of_records

router = APIRouter()

BROKEN = "What is kept about its supervision does not hold together. Tell whoever looks after this service."


@dataclass(frozen=True)
class _Agenda:
    """Somebody whose cases can be prepared. ``address``: None where they hold none."""

    name: str
    cases: str
    address: str | None


@dataclass(frozen=True)
class _Waiting:
    """A case in which something is still to be done, and where."""

    reference: str
    training: bool
    what: str
    address: str


@router.get(START)
def start(request: Request, user: SignedIn, database: AnyDatabase) -> Response:
    """Whose cases, and what waits."""
    if not reaches(user, "record"):
        raise HTTPException(403)
    with database.reading() as session:
        rows = Cases(session).list_for(user)
        recorded = sorted((row for row in rows if may(user, "record", row)), key=lambda row: row.reference)
        supervised = [row for row in recorded if may(user, "supervise", row)]
        waiting = [one for row in recorded for one in _waiting(session, row, user)]
        people = _people(session, user, supervised)
    today = datetime.date.today()
    return render(
        request,
        "supervision/start.html",
        supervises=bool(reaches(user, "supervise")),
        people=people,
        unheld=[(row, of_assigning(row.id)) for row in supervised if row.holder_id is None],
        due=[
            (row, day(row.review_on.isoformat()), of_assigning(row.id)) for row in supervised if row.review_on <= today
        ],
        team=TEAM if sees_team(user) else None,
        waiting=waiting,
        records=[(row, of_records(row.id)) for row in recorded if not supervised],
    )


def sees_team(user: User) -> bool:
    """Whether there is a team whose cases the user may look at taken together."""
    return user.team_id is not None and "team" in reaches(user, "supervise")


def _people(session: Session, user: User, supervised: Sequence[CaseRow]) -> list[_Agenda]:
    held = Counter((row.holder_id, row.training) for row in supervised if row.holder_id is not None)
    found = []
    for one in Users(session).all():
        name = "you" if one.id == user.id else one.name
        in_team = user.team_id is not None and one.team_id == user.team_id and not one.disabled
        for training in (False, True):
            if number := held[one.id, training]:
                cases = counted(number, "training case" if training else "case")
                found.append(_Agenda(name, cases, of_agenda(one.id) + ("?training=yes" if training else "")))
        if in_team and "practitioner" in one.roles and not held[one.id, False] and not held[one.id, True]:
            found.append(_Agenda(name, "no case", None))
    return found


def _waiting(session: Session, row: CaseRow, user: User) -> list[_Waiting]:
    def told(what: str, address: str) -> _Waiting:
        return _Waiting(row.reference, row.training, what, address)

    try:
        book = book_of(CaseLedger(session, row.id))
    except ProblemsFound:
        return [told(BROKEN, of_records(row.id))]
    found = []
    if draft_of(session, row.id).written is not None:
        found.append(told("A record is being written.", of_draft(row.id)))
    for kept in book.records:
        if kept.missing and kept.corrected_by is None:
            what = f"Record {kept.record.number} waits for the {' and the '.join(kept.missing)} to sign."
            found.append(told(what, of_record(row.id, kept.record.number)))
    if book.records:
        file = Cases(session).file(row.id) if row.training else None
        today = day_of(file, book) if file is not None else datetime.date.today()
        if number := len(outstanding(book, today)):
            found.append(told(f"{counted(number, 'action')} without evidence.", of_records(row.id)))
    return found
