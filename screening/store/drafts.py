"""Checklists that are being filled in, kept page by page, so that a lost connection costs nothing.

A draft belongs to one user, one case, one checklist and one child: brothers and sisters are asked about one by one.
What is in it is plain data here; ``forms.draft`` knows what it means.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.tables import DraftRow


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it is kept.

    Attributes:
        user_id, case_id, checklist, child: whose and what for.
        body: the draft as plain data.
        version: counted up from 1 with every save.
        saved_at: in UTC.
    """

    user_id: str
    case_id: str
    checklist: str
    child: str
    body: dict[str, Any]
    version: int
    saved_at: datetime.datetime


class DraftOutdated(Exception):  # noqa: N818 -- it is no error: it is news
    """The draft has been saved from another page since. Nothing was saved.

    Attributes:
        current: the draft as it is kept now; None if it has been dropped or finished.
    """

    def __init__(self, current: KeptDraft | None) -> None:
        super().__init__()
        self.current = current


class Drafts:
    """Drafts, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def get(self, user_id: str, case_id: str, checklist: str, child: str) -> KeptDraft | None:
        """A draft; None if there is none."""
        row = self._session.get(DraftRow, (user_id, case_id, checklist, child))
        return _kept(row) if row is not None else None

    def put(
        self, user_id: str, case_id: str, checklist: str, child: str, body: dict[str, Any], *, expected_version: int
    ) -> KeptDraft:
        """Save a draft.

        Args:
            user_id: whose.
            case_id: for which case.
            checklist: the name of the checklist.
            child: the id of the child whom it is about.
            body: the draft as plain data.
            expected_version: the version that it was changed from; 0 for a new one.

        Raises:
            DraftOutdated: it has been saved from another page since, or is no longer there.
            ProblemsFound: there is no such case.
        """
        key = (user_id, case_id, checklist, child)
        # Two pages that begin the same draft at once take turns at the case.
        case_row(self._session, case_id, lock=True)
        row = self._session.get(DraftRow, key, populate_existing=True)
        if (row.version if row is not None else 0) != expected_version:
            raise DraftOutdated(_kept(row) if row is not None else None)
        if row is None:
            row = DraftRow(user_id=user_id, case_id=case_id, checklist=checklist, child=child, version=0)
            self._session.add(row)
        row.body = json.dumps(body, separators=(",", ":"))
        row.version += 1
        row.saved_at = self._clock()
        self._session.flush()
        return _kept(row)

    def drop(self, user_id: str, case_id: str, checklist: str, child: str) -> None:
        """Forget a draft, because it is finished or not wanted. Nothing happens if there is none."""
        self._session.execute(
            delete(DraftRow).where(
                DraftRow.user_id == user_id, DraftRow.case_id == case_id, DraftRow.checklist == checklist,
                DraftRow.child == child,
            )
        )  # fmt: skip

    def list_for(self, user_id: str, case_id: str | None = None) -> tuple[KeptDraft, ...]:
        """Every draft of a user, or those for one case; the last saved first."""
        asked = select(DraftRow).where(DraftRow.user_id == user_id).order_by(DraftRow.saved_at.desc())
        if case_id is not None:
            asked = asked.where(DraftRow.case_id == case_id)
        return tuple(_kept(row) for row in self._session.scalars(asked))


def _kept(row: DraftRow) -> KeptDraft:
    body = json.loads(row.body)
    return KeptDraft(row.user_id, row.case_id, row.checklist, row.child, body, row.version, row.saved_at)
