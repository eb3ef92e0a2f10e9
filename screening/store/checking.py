"""Looks a database over: is the file whole, does what it holds fit together, and is the log unbroken?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pydantic import ValidationError
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from screening.case.account import Account
from screening.errors import Problem
from screening.store.audit import Audit
from screening.store.database import Database
from screening.store.place import Embedded
from screening.store.supervision import CaseLedger
from screening.store.supervision_chain import first_break
from screening.store.tables import AccountRow, CaseRow, SupervisionEndRow, SupervisionRow

_HINT = "Copy the database to a safe place before anything else, then restore a backup: screening db restore FILE."


def check(database: Database, progress: Callable[[str], None] = lambda what: None) -> tuple[Problem, ...]:
    """Everything that is wrong with a database; empty if nothing was found.

    Args:
        database: whose tables are up to date.
        progress: called with what is looked at next.

    Raises:
        ProblemsFound: it cannot be read at all.
    """
    shown = database.place.shown
    with database.reading() as session:
        found: list[str] = []
        progress("the file")
        found += _file(session, database)
        # What stands in a damaged file cannot be read, or means nothing.
        if not found:
            progress("cases and accounts")
            found += _versions(session)
            found += _bodies(session)
            progress("records of supervision")
            found += _supervision(session)
            progress("the log")
            found += _log(session)
    return tuple(Problem("S111", one, shown, hint=_HINT) for one in found)


def _file(session: Session, database: Database) -> Iterator[str]:
    # A server looks after its own files, and never gives up a foreign key.
    if not isinstance(database.place, Embedded):
        return
    if database.place.key is not None:
        forged = session.execute(text("PRAGMA cipher_integrity_check")).all()
        yield from (f"The file is damaged: {wrong}." for (wrong,) in forged)
        if forged:
            return
    for (said,) in session.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield f"The file is damaged: {said}."
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield f"A row of the table {row[0]} points at nothing."


def _versions(session: Session) -> Iterator[str]:
    counted = (
        select(AccountRow.case_id, func.count().label("number"), func.max(AccountRow.number).label("last"))
        .group_by(AccountRow.case_id)
        .subquery()
    )
    asked = select(CaseRow.id, CaseRow.version, counted.c.number, counted.c.last).outerjoin(
        counted, counted.c.case_id == CaseRow.id
    )
    for case_id, version, number, last in session.execute(asked):
        if (version, version) != (number or 0, last or 0):
            yield f"The case {case_id} should have {version} accounts and has {number or 0}."


def _bodies(session: Session) -> Iterator[str]:
    asked = select(AccountRow).order_by(AccountRow.case_id, AccountRow.number).execution_options(yield_per=200)
    for row in session.scalars(asked):
        try:
            readable = Account.model_validate_json(row.body).id == row.account_id
        except ValidationError:
            readable = False
        if not readable:
            yield f"Account {row.number} of the case {row.case_id} cannot be read."


def _supervision(session: Session) -> Iterator[str]:
    cases = select(SupervisionRow.case_id).union(select(SupervisionEndRow.case_id))
    for (case_id,) in session.execute(cases.order_by("case_id")):
        ledger = CaseLedger(session, case_id)
        broken = first_break(ledger.entries(), ledger.end())
        if broken is not None:
            yield (
                f"The records of supervision of the case {case_id} do not hold together at entry {broken.number}. "
                f"{broken.why}"
            )


def _log(session: Session) -> Iterator[str]:
    broken = Audit(session).verify()
    if broken is not None:
        yield f"The log does not hold together at line {broken.number}. {broken.why}"
