"""Signing a record: both sign the same bytes, and from then on nothing in it can change.

A record that has to be put right is followed by another one that names it; only the last of such a line can be signed.
A signature ties a reference to bytes. Who was really there is for the sign-in of the web service, or for the people who
share a folder.
"""

from __future__ import annotations

import datetime

from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.supervision.casebook import Casebook, Kept
from screening.supervision.record import Signature, Signer

CANNOT_CORRECT, CANNOT_SIGN, WOULD_SIGN_OTHER = "U311", "U313", "U314"


def signature_for(
    book: Casebook, number: int | None, signer: Signer, reference: str, on: datetime.date, seen: str | None = None
) -> Signature:
    """A signature under a record.

    Args:
        book: the records of the case.
        number: of the record; None for the last one.
        signer: as whom.
        reference: of the person who signs; the record has to name it.
        on: the day.
        seen: the SHA-256 of what the person was shown, or how it begins; None where they were shown the record itself.

    Raises:
        ProblemsFound: it cannot be signed like this; with what to do instead.
    """
    kept = book.find(number)
    record = kept.record
    named = record.signatory(signer).reference
    if seen is not None and (not seen or not kept.sha256.startswith(seen.casefold())):
        message = f"What you were shown is not what record {record.number} says."
        raise _refused(WOULD_SIGN_OTHER, message, "Look at it again, then sign.")
    if kept.corrected_by is not None:
        hint = f"Sign record {kept.corrected_by}."
        raise _refused(CANNOT_SIGN, f"Record {record.number} was put right by record {kept.corrected_by}.", hint)
    if reference != named:
        near = f' Did you mean "{named}"?' if did_you_mean(reference, [named]) else ""
        message = f'Record {record.number} does not name "{reference}" as its {signer}.{near}'
        raise _refused(CANNOT_SIGN, message, "Whoever is named signs; or put the record right with another one.")
    if signer not in kept.missing:
        raise _refused(CANNOT_SIGN, f"The {signer} has signed record {record.number} already.", None)
    if on < record.held_on:
        raise _refused(CANNOT_SIGN, "A record cannot be signed before the supervision was held.", None)
    return Signature(record=record.number, sha256=kept.sha256, signer=signer, reference=reference, on=on)


def to_correct(book: Casebook, number: int) -> Kept:
    """The record that a new one may put right.

    Raises:
        ProblemsFound: there is none of this number, or it was put right already.
    """
    kept = book.find(number)
    if kept.corrected_by is not None:
        message = f"Record {number} was put right by record {kept.corrected_by} already."
        raise _refused(CANNOT_CORRECT, message, f"Name record {kept.corrected_by} instead.")
    return kept


def _refused(code: str, message: str, hint: str | None) -> ProblemsFound:
    return ProblemsFound([Problem(code, message, hint=hint)])
