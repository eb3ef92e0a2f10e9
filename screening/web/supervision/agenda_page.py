"""The agenda for somebody who holds cases: reasons in words, what is left out or added, and which case comes first.

The order of cases stands in the address, as opaque ids. What is left out and added is case data: it is kept with each
case, until the record of its next supervision is kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.reports.agenda import arrange_agenda
from screening.reports.supervision_html import section_html
from screening.reports.supervision_page import Page
from screening.reports.words import day
from screening.services.agenda_choosing import kinds_of, with_choices
from screening.services.record_drafting import WHOLE, CaseChoices, choose, draft_of
from screening.services.supervising_kept import agenda_of_user
from screening.store.access import may
from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.tables import CaseRow
from screening.store.users import User, Users
from screening.supervision.agenda import Agenda, CaseOnAgenda
from screening.web.dependencies import AnyDatabase, SignedIn
from screening.web.form.given import Sent
from screening.web.pages import Notice, flash, go_to, render
from screening.web.submitted import Submitted
from screening.web.supervision.addresses import of_agenda, of_draft, of_supervision
from screening.web.supervision.days import HOW, PARTS, typed_day
from screening.web.supervision.paper import Kind, as_file, page_on_paper

router = APIRouter()

CHANGED: Final = Notice("agenda-changed", "The agenda is changed. It stays so until the record of the case is kept.")
RECORDS_BROKEN: Final = (
    "What is kept about the supervision of one of these cases does not hold together, so no agenda can be made. Tell "
    "whoever looks after this service."
)
_LONGEST_POINT: Final = 1000
_MOST_POINTS: Final = 20


@dataclass(frozen=True)
class Asked:
    """An agenda as the address asks for it.

    Attributes:
        database: where the cases are kept.
        user: who prepares it.
        holder: whose cases.
        training: their training cases, and not the live ones.
        rows: the cases, by reference.
        since: the day of the last supervision, in ISO form; what was typed if that is no day; empty if none.
        first: ids of the cases that come first.
    """

    database: Database
    user: User
    holder: User
    training: bool
    rows: Mapping[str, CaseRow]
    since: str
    first: tuple[str, ...]

    @property
    def address(self) -> str:
        """Of the agenda, without what is asked of it."""
        return of_agenda(self.holder.id)

    def query(self, first: Sequence[str] | None = None) -> str:
        """The rest of the address, with these cases first."""
        given = [("training", "yes")] if self.training else []
        given += [("first", one) for one in (self.first if first is None else first)]
        if self.day is not None:
            given += [(f"since-{part}", str(getattr(self.day, part))) for part in PARTS]
        return f"?{urlencode(given)}" if given else ""

    @property
    def day(self) -> datetime.date | None:
        """The day of the last supervision; None if none was given that lies in the past."""
        try:
            found = datetime.date.fromisoformat(self.since)
        except ValueError:
            return None
        return found if found < datetime.date.today() else None


def asked_agenda(
    request: Request, user: SignedIn, database: AnyDatabase, user_id: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
) -> Asked:
    """An agenda that the user may prepare.

    Raises:
        HTTPException: 404, where there is nobody of this id, or nobody whose cases they supervise.
    """
    query = request.query_params
    training = query.get("training") == "yes"
    with database.reading() as session:
        holder = Users(session).get(user_id)
        rows = [
            row
            for row in Cases(session).list_for(user)
            if row.holder_id == user_id and row.training == training and may(user, "supervise", row)
        ]
    if holder is None or not rows:
        with database.session() as session:
            Audit(session).append("refused", user_id=user.id, detail="agenda")
        raise HTTPException(404)
    ids = {row.id for row in rows}
    first = tuple(dict.fromkeys(one for one in query.getlist("first") if one in ids))
    since = typed_day(lambda name: query.get(name, "").strip()[:20], "since")
    return Asked(database, user, holder, training, {row.reference: row for row in rows}, since, first)


AskedAgenda = Annotated[Asked, Depends(asked_agenda)]


@router.get("/supervision/agenda/{user_id}")
def agenda(request: Request, asked: AskedAgenda) -> Response:
    """Every case with its reasons."""
    whole, choices = _whole(asked)
    found, page = _chosen(asked, whole, choices)
    everything = {one.case: one for one in whole.cases}
    order = [asked.rows[one.case].id for one in found.cases]
    sections = [section_html(one, f"case-{place}") for place, one in enumerate(page.sections)]
    wrong = bool(asked.since) and asked.day is None
    return render(
        request,
        "supervision/agenda.html",
        training=asked.training,
        holder=asked.holder.name if asked.holder.id != asked.user.id else None,
        page=page,
        cases=[
            _shown(asked, place, order, sections[place], everything[one.case], choices)
            for place, one in enumerate(found.cases)
        ],
        left_out=sections[len(found.cases) :],
        dropped=[asked.rows[one.case] for one in found.left_out if one.whole],
        post=asked.address + asked.query(),
        paper=asked.address + "/agenda.{}" + asked.query(),
        usual=asked.address + asked.query(()) if asked.first else None,
        asked=asked,
        today=day(datetime.date.today().isoformat()),
        given={part: request.query_params.get(f"since-{part}", "")[:20] for part in PARTS},
        wrong=HOW if wrong else None,
        errors=[{"text": f"{HOW} It has to lie in the past.", "href": "#since-day"}] if wrong else [],
    )


@router.post("/supervision/agenda/{user_id}")
def change(request: Request, asked: AskedAgenda, form: Submitted) -> Response:
    """Leave out, put back, or add a point of one's own, in one case."""
    sent = Sent(form)
    row = next((one for one in asked.rows.values() if one.id == sent.one("case")), None)
    if row is None:
        raise HTTPException(400)
    points = tuple(dict.fromkeys(one[:_LONGEST_POINT] for one in sent.all("add")))[:_MOST_POINTS]
    drop = tuple(dict.fromkeys(one[:_LONGEST_POINT] for one in sent.all("drop")))
    if sent.one("back"):
        with asked.database.reading() as session:
            before = draft_of(session, row.id).choices
        drop, points = tuple(one for one in before.drop if one != WHOLE), before.add
    choose(asked.database, row.id, CaseChoices(drop=drop, add=points), by=asked.user.id)
    response = go_to(asked.address + asked.query())
    flash(request, response, CHANGED)
    return response


@router.get("/supervision/agenda/{user_id}/agenda.{kind}")
def printed(asked: AskedAgenda, kind: Kind) -> Response:
    """The agenda for paper."""
    found, page = _chosen(asked, *_whole(asked))
    content = page_on_paper(page, kind, asked.user)
    with asked.database.session() as session:
        for one in found.cases:
            case_id = asked.rows[one.case].id
            Audit(session).append("printed", user_id=asked.user.id, case_id=case_id, detail=f"agenda {kind}")
    return as_file(content, kind, "agenda", asked.holder.id)


@dataclass(frozen=True)
class _Shown:
    """A case on the page.

    Attributes:
        html: its section.
        kinds: everything that could be left out.
        choices: what was chosen.
        up, down, begin: the address of the agenda with this case one place earlier, one later, or first.
    """

    row: CaseRow
    html: str
    kinds: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    choices: CaseChoices
    since: str
    supervision: str
    draft: str
    up: str | None
    down: str | None
    begin: str | None


def _whole(asked: Asked) -> tuple[Agenda, dict[str, CaseChoices]]:
    """The agenda with nothing left out, and what was chosen for each case."""
    try:
        whole = agenda_of_user(
            asked.database, asked.holder.id, by=asked.user.id, since=asked.day, training=asked.training
        )
    except ProblemsFound as found:
        if any(one.code.startswith("U3") for one in found.problems):
            raise HTTPException(500, RECORDS_BROKEN) from None
        raise
    with asked.database.reading() as session:
        choices = {reference: draft_of(session, row.id).choices for reference, row in asked.rows.items()}
    return whole, choices


def _chosen(asked: Asked, whole: Agenda, choices: Mapping[str, CaseChoices]) -> tuple[Agenda, Page]:
    references = {row.id: reference for reference, row in asked.rows.items()}
    found = with_choices(whole, choices, [references[one] for one in asked.first])
    return found, arrange_agenda(found)


def _shown(
    asked: Asked, place: int, order: Sequence[str], html: str, case: CaseOnAgenda, choices: Mapping[str, CaseChoices]
) -> _Shown:
    row = asked.rows[case.case]

    def moved(to: int) -> str | None:
        if to == place or not 0 <= to < len(order):
            return None
        rest = [one for one in order if one != row.id]
        return asked.address + asked.query([*rest[:to], row.id, *rest[to:]]) + f"#case-{to}"

    since = urlencode({f"since-{part}": getattr(asked.day, part) for part in PARTS}) if asked.day else ""
    return _Shown(
        row, html, kinds_of(case), choices[case.case], since, of_supervision(row.id), of_draft(row.id),
        moved(place - 1), moved(place + 1), moved(0),
    )  # fmt: skip
