"""Preparing supervision from the database: cases with the responses to their prompts and the records of supervision.

Only cases that the person who prepares may supervise are ever looked at, and each look is in the log. Live cases and
training cases are never prepared together: a reference can stand for one of each.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from screening.case.account import CaseFile
from screening.errors import Problem, ProblemsFound
from screening.rulebook.pack import Pack
from screening.services.in_use import usual_pack
from screening.services.one_case import usual_day
from screening.services.recording import book_of
from screening.services.supervising import Prepared, agenda_of, with_records
from screening.store.access import may
from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database, Session
from screening.store.responses import Responses
from screening.store.supervision import CaseLedger
from screening.store.tables import CaseRow
from screening.store.users import Users
from screening.supervision.agenda import Agenda, Choices
from screening.supervision.brought import CaseForSupervision, PromptResponse
from screening.supervision.casebook import Casebook

SUPERVISION = "supervision"
"""What the log says of such a look."""


def agenda_of_user(
    database: Database, user_id: str, *, by: str, as_of: datetime.date | None = None,
    since: datetime.date | None = None, training: bool = False, choices: Choices | None = None,
    pack: Pack | None = None, both_channels: bool = True,
) -> Agenda:  # fmt: skip
    """The agenda for a practitioner: the cases that they hold and that whoever prepares it may supervise.

    Args:
        database: where they are kept.
        user_id: the practitioner.
        by: the user who prepares it, such as the supervisor; it may be the same.
        as_of: the day to look from; for each case its ``day_of`` if not given.
        since: the day of the last supervision; for each case what its records or accounts tell if not given.
        training: their training cases, and not the live ones.
        choices: what to leave out, add and put first.
        pack: the rules; those in use if not given.
        both_channels: whether the second channel is asked.

    Raises:
        ProblemsFound: there is no such user, or a choice names what there is not.
    """
    prepared = prepare_user(database, user_id, by=by, as_of=as_of, since=since, training=training, pack=pack)
    return agenda_of(prepared, choices, both_channels=both_channels)


def prepare_user(
    database: Database, user_id: str, *, by: str, as_of: datetime.date | None = None,
    since: datetime.date | None = None, training: bool = False, pack: Pack | None = None,
) -> Prepared:  # fmt: skip
    """The cases that a practitioner holds, as far as whoever prepares them may supervise them.

    Raises:
        ProblemsFound: there is no such user.
    """
    return _prepare(database, by, lambda row: row.holder_id == user_id and row.training == training, as_of, since, pack)


def prepare_team(
    database: Database, team_id: str, *, by: str, as_of: datetime.date, pack: Pack | None = None
) -> Prepared:
    """The live cases that a team holds, as far as whoever prepares them may supervise them; never those of one worker.

    Raises:
        ProblemsFound: there is no such user.
    """
    return _prepare(database, by, lambda row: row.team_id == team_id and not row.training, as_of, None, pack)


def prepare_case(
    database: Database, case_id: str, *, by: str, as_of: datetime.date | None = None,
    since: datetime.date | None = None, pack: Pack | None = None,
) -> Prepared:  # fmt: skip
    """One case.

    Raises:
        ProblemsFound: there is no such user, or no such case that they may supervise (S122).
    """
    prepared = _prepare(database, by, lambda row: row.id == case_id, as_of, since, pack)
    if not prepared.cases:
        raise ProblemsFound([Problem("S122", "There is no case of this id or reference.")])
    return prepared


def day_of(case: CaseFile, book: Casebook) -> datetime.date:
    """The day from which a case is looked at in supervision: today.

    A training case stays on the day of its last account, or of the last thing that was recorded of its supervision.
    """
    kept = [one.record.held_on for one in book.records]
    kept += [one.on for one in book.evidence] + [one.on for one in book.replies]
    return max([usual_day(case), *kept]) if case.training else usual_day(case)


def _prepare(
    database: Database, by: str, wanted: Callable[[CaseRow], bool], as_of: datetime.date | None,
    since: datetime.date | None, pack: Pack | None,
) -> Prepared:  # fmt: skip
    with database.reading() as session:
        reader = Users(session).get(by)
        if reader is None:
            raise ProblemsFound([Problem("S131", "There is no such user.")])
        rows = [row for row in Cases(session).list_for(reader) if wanted(row) and may(reader, "supervise", row)]
        cases = tuple(_brought(session, row, as_of, since) for row in rows)
        ids = [row.id for row in rows]
    _noted(database, by, ids)
    return Prepared(cases, pack or usual_pack())


def _brought(
    session: Session, row: CaseRow, as_of: datetime.date | None, since: datetime.date | None
) -> CaseForSupervision:
    case, ledger = Cases(session).file(row.id), CaseLedger(session, row.id)
    brought = CaseForSupervision(
        case=case,
        as_of=as_of or day_of(case, book_of(ledger)),
        since=since,
        responses=tuple(
            PromptResponse(
                rule=one.rule, subject=one.subject, kind=one.kind, text=one.text, due=one.due, basis=one.basis,
                on=one.at.date(),
            )
            for one in Responses(session).latest(row.id).values()
        ),
    )  # fmt: skip
    return with_records(brought, ledger)


def _noted(database: Database, by: str, case_ids: Iterable[str]) -> None:
    with database.session() as session:
        for case_id in case_ids:
            Audit(session).append("read", user_id=by, case_id=case_id, detail=SUPERVISION)
