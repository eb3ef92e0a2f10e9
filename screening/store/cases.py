"""Cases and what was told in them. Accounts are only ever added; a correction takes an earlier one back.

Two people who save at once both keep what they wrote: the second is told what the first has added, and may then add
beside it, because each account is a telling of its own. Who may do it is left to ``access``: ask there first.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from screening.case.account import Account, CaseFile, Reference
from screening.errors import Problem, ProblemsFound
from screening.store.access import Person, Reach, reaches
from screening.store.audit import Audit
from screening.store.case_rows import case_row
from screening.store.clock import Clock, now
from screening.store.numbering import with_ids
from screening.store.tables import AccountRow, CaseRow, GlassRow

REVIEW_AFTER = datetime.timedelta(days=365)
"""When somebody is asked whether a case is still to be kept: our choice, a year. Each case can be given its own day."""

_REFERENCE: TypeAdapter[str] = TypeAdapter(Reference)


@dataclass(frozen=True)
class Saved:
    """What came of a save.

    Attributes:
        version: of the case, now.
        accounts: those saved, as they are kept: each has an id.
        added_since: what others had added meanwhile; empty if nobody had.
    """

    version: int
    accounts: tuple[Account, ...]
    added_since: tuple[Account, ...] = ()


@dataclass(frozen=True)
class Kept:
    """An account with who saved it and when.

    Attributes:
        number: counted from 1 within the case; the version that the case had with it.
        account: as it was saved.
        saved_at: in UTC.
        saved_by: the id of the user; None for a command run at the machine itself.
    """

    number: int
    account: Account
    saved_at: datetime.datetime
    saved_by: str | None


class Outdated(Exception):  # noqa: N818 -- it is no error: it is news
    """Somebody has added to the case since it was looked at. Nothing was saved.

    Attributes:
        current_version: of the case, now.
        added_since: what was added.
    """

    def __init__(self, current_version: int, added_since: tuple[Account, ...]) -> None:
        super().__init__(current_version)
        self.current_version = current_version
        self.added_since = added_since


class Cases:
    """Cases, within a session.

    Args:
        session: a session of the database.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def new(
        self, reference: str, *, training: bool, team_id: str | None, holder_id: str | None, by: str | None,
        about: str | None = None, warning: str | None = None,
    ) -> CaseRow:  # fmt: skip
        """Begin a case.

        Args:
            reference: the agency's own, never a name. Only one live case and one training case can have it: a second
                case would split what is known about one family.
            training: whether nothing in it is about a living family.
            team_id: the team that holds it.
            holder_id: the user who holds it.
            by: the id of the user who begins it.
            about: for a training case, what it is.
            warning: for a training case, what readers may find hard.

        Raises:
            ProblemsFound: the reference is in use, or cannot be one.
        """
        try:
            reference = _REFERENCE.validate_python(reference.strip())
        except ValidationError:
            reference = ""
        if not reference.isprintable() or not reference:
            raise ProblemsFound([Problem("S124", "A reference has between 1 and 64 letters, digits or signs.")])
        at = self._clock()
        row = CaseRow(
            reference=reference, training=training, about=about, warning=warning, team_id=team_id, holder_id=holder_id,
            version=0, created_at=at, created_by=by, changed_at=at, review_on=(at + REVIEW_AFTER).date(),
        )  # fmt: skip
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if self.find(reference, training=training) is None:
                raise
            hint = "If it is the same family, add to that case. If you cannot see it, ask your supervisor."
            message = f"There is a case with the reference {reference} already."
            raise ProblemsFound([Problem("S121", message, hint=hint)]) from None
        Audit(self._session, self._clock).append("wrote", user_id=by, case_id=row.id, detail="new case")
        return row

    def get(self, case_id: str) -> CaseRow | None:
        """The case of an id; None if there is none."""
        return self._session.get(CaseRow, case_id)

    def find(self, reference: str, *, training: bool = False) -> CaseRow | None:
        """The live case, or the training case, of a reference; None if there is none."""
        asked = select(CaseRow).where(CaseRow.reference == reference, CaseRow.training == training)
        return self._session.scalar(asked)

    def called(self, word: str) -> CaseRow:
        """The case of an id, or else of a reference: by what a person calls it.

        Raises:
            ProblemsFound: there is none, or a live case and a training case have the reference.
        """
        asked = (self.get(word), self.find(word), self.find(word, training=True))
        found = [one for one in asked if one is not None]
        if not found:
            raise ProblemsFound([Problem("S122", "There is no case of this id or reference.")])
        if len(found) > 1:
            kinds = ", ".join(f"{one.id} ({'training' if one.training else 'live'})" for one in found)
            message = "A live case and a training case have this reference."
            raise ProblemsFound([Problem("S122", message, hint=f"Give the id instead: {kinds}.")])
        return found[0]

    def list_for(self, user: Person) -> tuple[CaseRow, ...]:
        """The cases that a user may read, the last changed first; those behind broken glass among them."""
        clauses = [_clause(user, reach) for reach in reaches(user, "read")]
        if "live" in reaches(user, "break-glass"):
            opened = exists().where(
                GlassRow.case_id == CaseRow.id, GlassRow.user_id == user.id, GlassRow.expires_at > self._clock()
            )
            clauses.append(opened & CaseRow.training.is_(False))
        asked = select(CaseRow).where(or_(false(), *clauses)).order_by(CaseRow.changed_at.desc(), CaseRow.id)
        return tuple(self._session.scalars(asked))

    def file(self, case_id: str) -> CaseFile:
        """The case file, with every account in the order in which it was saved.

        Raises:
            ProblemsFound: there is no such case.
        """
        row = case_row(self._session, case_id)
        accounts = tuple(kept.account for kept in self.kept(case_id))
        return CaseFile(
            case=row.reference, training=row.training, about=row.about, warning=row.warning, accounts=accounts
        )

    def kept(self, case_id: str, after: int = 0) -> tuple[Kept, ...]:
        """Every account saved after a version, with who saved it and when."""
        asked = select(AccountRow).where(AccountRow.case_id == case_id, AccountRow.number > after)
        return tuple(
            Kept(row.number, Account.model_validate_json(row.body), row.saved_at, row.saved_by)
            for row in self._session.scalars(asked.order_by(AccountRow.number))
        )

    def add(
        self, case_id: str, accounts: Sequence[Account], *, by: str | None, expected_version: int, merge: bool = False
    ) -> Saved:
        """Add accounts to a case. They are safe when the session has ended.

        Args:
            case_id: to which case.
            accounts: at least one. One without an id is given one; one whose id somebody else has used meanwhile is
                given another, and what the accounts say of each other is changed with it.
            by: the id of the user.
            expected_version: the version of the case that they were written beside.
            merge: add them even if somebody has saved meanwhile.

        Raises:
            Outdated: somebody has saved meanwhile, and ``merge`` was not asked for.
            ProblemsFound: there is no such case, or an id was in use when the accounts were written.
            ValueError: no account was given, or the case never had the expected version.
        """
        row = case_row(self._session, case_id, lock=True)
        if not accounts or not 0 <= expected_version <= row.version:
            raise ValueError("accounts are added to a version that the case has or had")
        since = tuple(kept.account for kept in self.kept(case_id, expected_version))
        if since and not merge:
            raise Outdated(row.version, since)
        found = self._session.execute(
            select(AccountRow.account_id, AccountRow.number).where(AccountRow.case_id == case_id)
        ).all()
        before = {one.account_id for one in found if one.number <= expected_version}
        accounts = with_ids(accounts, before, {one.account_id for one in found} - before)
        at = self._clock()
        for number, account in enumerate(accounts, row.version + 1):
            body = account.model_dump_json(exclude_unset=True)
            self._session.add(
                AccountRow(
                    case_id=case_id, number=number, account_id=account.id, body=body, saved_at=at, saved_by=by
                )
            )  # fmt: skip
        row.version += len(accounts)
        row.changed_at = at
        self._session.flush()
        Audit(self._session, self._clock).append("wrote", user_id=by, case_id=case_id, detail="accounts")
        return Saved(row.version, tuple(accounts), since)

    def withdraw(self, case_id: str, account_id: str, reason: str, by: str | None) -> Saved:
        """Take an account back, by adding one that says so; both stay on the record.

        Args:
            case_id: in which case.
            account_id: the account that no longer counts.
            reason: why, for people; kept as the new account's note.
            by: the id of the user.

        Raises:
            ProblemsFound: there is no such case, or no such account in it.
            ValueError: no reason was given.
        """
        if not reason.strip():
            raise ValueError("an account is taken back for a reason")
        row = case_row(self._session, case_id, lock=True)
        asked = select(AccountRow.body).where(AccountRow.case_id == case_id, AccountRow.account_id == account_id)
        body = self._session.scalar(asked)
        if body is None:
            raise ProblemsFound([Problem("S122", f'There is no account "{account_id}" in this case.')])
        taken_back = Account.model_validate_json(body)
        said = {
            "on": self._clock().date().isoformat(), "withdraws": [account_id], "note": reason.strip(),
            "agency": taken_back.agency,
        }  # fmt: skip
        account = Account.model_validate({key: value for key, value in said.items() if value is not None})
        return self.add(case_id, [account], by=by, expected_version=row.version)

    def assign(self, case_id: str, *, team_id: str | None, holder_id: str | None, by: str | None) -> None:
        """Give a case to another holder or team.

        Raises:
            ProblemsFound: there is no such case.
        """
        row = case_row(self._session, case_id, lock=True)
        row.team_id, row.holder_id = team_id, holder_id
        Audit(self._session, self._clock).append("assigned", user_id=by, case_id=case_id)


def _clause(user: Person, reach: Reach) -> ColumnElement[bool]:
    if reach == "own":
        return CaseRow.holder_id == user.id
    if reach == "team":
        return CaseRow.team_id == user.team_id if user.team_id is not None else false()
    return CaseRow.training.is_(reach == "training")
