"""The records of a case in the database, as a page shows them: with who signed here, and by which sign-in.

A record names its signers by reference. Beside that stands the user who was signed in, so that it can be seen later.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from screening.services.recording import book_of
from screening.services.supervising_kept import day_of
from screening.store.cases import Cases
from screening.store.database import Session
from screening.store.supervision import CaseLedger
from screening.store.users import Users
from screening.supervision.casebook import Casebook
from screening.supervision.record import Signature, Signer
from screening.supervision.record_shown import ShownRecord, show_record


@dataclass(frozen=True)
class SignedHere:
    """A signature as it was given on this service.

    Attributes:
        user_id: who was signed in; None for a command run at the machine itself.
        name: theirs; empty where they are no longer a user.
        at: when, in UTC.
    """

    record: int
    signer: Signer
    user_id: str | None
    name: str
    at: datetime.datetime


@dataclass(frozen=True)
class Records:
    """Every record of a case.

    Attributes:
        as_of: the day from which they are looked at.
        signed: every signature, in the order in which they were given.
    """

    book: Casebook
    training: bool
    as_of: datetime.date
    signed: tuple[SignedHere, ...]

    def shown(self, number: int) -> ShownRecord:
        """One record.

        Raises:
            ProblemsFound: there is none of this number.
        """
        return show_record(self.book, self.as_of, number, training=self.training)


def records_of(session: Session, case_id: str) -> Records:
    """The records of a case.

    Raises:
        ProblemsFound: what is kept does not hold together.
    """
    ledger = CaseLedger(session, case_id)
    book = book_of(ledger)
    case = Cases(session).file(case_id)
    names = {one.id: one.name for one in Users(session).all()}
    signed = []
    for entry in ledger.entries():
        if entry.kind == "signature":
            given = Signature.model_validate_json(entry.body)
            name = names.get(entry.by or "", "")
            signed.append(SignedHere(given.record, given.signer, entry.by, name, entry.at))
    return Records(book, case.training, day_of(case, book), tuple(signed))
