"""A record of supervision that is being written: one for each case, shared by the two who write it.

Who saves beside an older version is told what was saved meanwhile, and nothing is lost. Once the record is kept in the
chain, the draft is dropped. What is in it is plain data here.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.tables import SupervisionDraftRow


@dataclass(frozen=True)
class RecordDraft:
    """A draft as it is kept.

    Attributes:
        case_id: of which case.
        body: the draft as plain data.
        version: counted up from 1 with every save.
        saved_at: in UTC.
        saved_by: the id of the user who saved it last.
    """

    case_id: str
    body: dict[str, Any]
    version: int
    saved_at: datetime.datetime
    saved_by: str | None


class RecordDraftOutdated(Exception):  # noqa: N818 -- it is no error: it is news
    """Somebody has saved the draft since. Nothing was saved.

    Attributes:
        current: the draft as it is kept now; None if it has been dropped or kept as a record.
    """

    def __init__(self, current: RecordDraft | None) -> None:
        super().__init__()
        self.current = current


class RecordDrafts:
    """Drafts of records, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def get(self, case_id: str) -> RecordDraft | None:
        """The draft of a case; None if there is none."""
        row = self._session.get(SupervisionDraftRow, case_id, populate_existing=True)
        return _draft(row) if row is not None else None

    def put(self, case_id: str, body: dict[str, Any], *, by: str | None, expected_version: int) -> RecordDraft:
        """Save the draft of a case.

        Args:
            case_id: of which case.
            body: the draft as plain data.
            by: the id of the user.
            expected_version: the version that it was changed from; 0 for a new one.

        Raises:
            RecordDraftOutdated: somebody has saved it since, or it is no longer there.
            ProblemsFound: there is no such case.
        """
        case_row(self._session, case_id, lock=True)
        row = self._session.get(SupervisionDraftRow, case_id, populate_existing=True)
        if (row.version if row is not None else 0) != expected_version:
            raise RecordDraftOutdated(_draft(row) if row is not None else None)
        if row is None:
            row = SupervisionDraftRow(case_id=case_id, version=0)
            self._session.add(row)
        row.body = json.dumps(body, separators=(",", ":"))
        row.version += 1
        row.saved_at, row.saved_by = self._clock(), by
        self._session.flush()
        return _draft(row)

    def drop(self, case_id: str) -> None:
        """Forget the draft of a case, because it was kept as a record or is not wanted."""
        self._session.execute(delete(SupervisionDraftRow).where(SupervisionDraftRow.case_id == case_id))


def _draft(row: SupervisionDraftRow) -> RecordDraft:
    return RecordDraft(row.case_id, json.loads(row.body), row.version, row.saved_at, row.saved_by)
