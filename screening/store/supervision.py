"""Records of supervision in the database: one chain for each case, only ever added to.

An entry cannot be changed: the database itself refuses it. All of them go with their case and not otherwise. What they
say, and whether they hold together, is for ``supervision`` to see: here they are text with a hash. Who may do it is
left to ``access``: ask there first.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.supervision_chain import ENTRY_KINDS, End, Entry, EntryKind, following
from screening.store.tables import SupervisionEndRow, SupervisionRow


class CaseLedger:
    """One case's chain, within a session.

    Args:
        session: a session of the database.
        case_id: which case.
        clock: what time it is.

    Raises:
        ProblemsFound: there is no such case.
    """

    def __init__(self, session: Session, case_id: str, clock: Clock = now) -> None:
        self._session = session
        self._case_id = case_id
        self._clock = clock
        self._reference = case_row(session, case_id).reference

    @property
    def case(self) -> str:
        """The reference of the case."""
        return self._reference

    def alone(self) -> AbstractContextManager[None]:
        """Keep others from adding to the chain until the session ends.

        Raises:
            ProblemsFound: there is no such case.
        """
        return self._alone()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        case_row(self._session, self._case_id, lock=True)
        yield

    def entries(self) -> tuple[Entry, ...]:
        """Every entry in order."""
        asked = select(SupervisionRow).where(SupervisionRow.case_id == self._case_id)
        rows = self._session.scalars(asked.order_by(SupervisionRow.number))
        return tuple(_entry(row) for row in rows)

    def end(self) -> End:
        """Where the chain ended when it was last added to."""
        row = self._session.get(SupervisionEndRow, self._case_id, populate_existing=True)
        return End(row.number, row.hash) if row is not None else End()

    def append(self, kind: EntryKind, body: str, by: str | None) -> Entry:
        """Add an entry. It is safe when the session has ended; the log says that it was added."""
        entry = following(self.end(), kind, self._clock(), by, body)
        self._session.add(
            SupervisionRow(
                case_id=self._case_id, number=entry.number, kind=kind, body=body, hash=entry.hash, at=entry.at, by_id=by
            )
        )  # fmt: skip
        row = self._session.get(SupervisionEndRow, self._case_id)
        if row is None:
            row = SupervisionEndRow(case_id=self._case_id)
            self._session.add(row)
        row.number, row.hash = entry.number, entry.hash
        self._session.flush()
        Audit(self._session, self._clock).append(
            "wrote", user_id=by, case_id=self._case_id, detail=f"supervision {kind}"
        )
        return entry


def _entry(row: SupervisionRow) -> Entry:
    (kind,) = (one for one in ENTRY_KINDS if one == row.kind)
    return Entry(row.number, kind, row.at, row.by_id, row.body, row.hash)
