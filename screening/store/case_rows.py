"""Finds the row of a case, or says that there is none: for every module that keeps something about cases."""

from __future__ import annotations

from sqlalchemy.orm import Session

from screening.errors import Problem, ProblemsFound
from screening.store.tables import CaseRow


def case_row(session: Session, case_id: str, *, lock: bool = False) -> CaseRow:
    """The row of a case.

    Args:
        session: a session of the database.
        case_id: which case.
        lock: keep others from changing the case until the session ends. Then the row is read anew: what the session has
            seen of it before may be older than the lock.

    Raises:
        ProblemsFound: there is no such case.
    """
    row = session.get(CaseRow, case_id, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        raise ProblemsFound([Problem("S122", "There is no such case. It may have been deleted.")])
    return row
