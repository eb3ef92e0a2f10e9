"""Records of supervision: kept, signed, and followed by evidence and replies, wherever a case's chain is.

The same steps for a folder of files and for the database: each reads the chain and adds to it while nobody else can.
Who may do it is asked of ``access`` before; a record that is still being written is kept by the form or the file.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from screening.errors import Problem, ProblemsFound
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.local_names import resolve
from screening.rulebook.pack import Pack
from screening.store.supervision_chain import Ledger, first_break
from screening.supervision.amiss import Amiss, problem, refuse
from screening.supervision.brought import OutstandingAction
from screening.supervision.casebook import Casebook, Kept, body_of, read_casebook
from screening.supervision.completing import PolicyName, amiss_in, completed
from screening.supervision.escalating import reply_to
from screening.supervision.evidence import evidence_for, outstanding
from screening.supervision.record import EvidenceKind, Signature, Signer
from screening.supervision.signing import signature_for, to_correct
from screening.supervision.written import WrittenRecord
from screening.yamlsource import Document, read_path, validated

BROKEN, KEPT_MEANWHILE, ONE_USER, OTHER_CASE = "U321", "U327", "U313", "U309"


def names_of(pack: Pack) -> PolicyName:
    """What each policy of a pack is called in its locality."""
    return lambda policy_id: resolve(pack.policies, pack.locality, policy_id).name


def usual_names(locality: str | None = None, folder: str | None = None) -> PolicyName:
    """What each policy is called in a locality, by the pack that came along unless another is named.

    Raises:
        ProblemsFound: the pack cannot be read, or there is no such locality.
    """
    return names_of(open_pack(pack_folder(folder), locality))


def read_written(path: Path | str) -> tuple[WrittenRecord, Document]:
    """A record as it was written in a file.

    Raises:
        ProblemsFound: the file is not one.
    """
    document = read_path(path)
    return validated(document, WrittenRecord, prefix="N"), document


def looked_over(written: WrittenRecord, policy_name: PolicyName, document: Document | None = None) -> list[Problem]:
    """Everything that keeps what was written from being a record, and what is doubtful about it; each with its line."""
    return [problem(one, document) for one in amiss_in(written, policy_name)]


def book_of(ledger: Ledger) -> Casebook:
    """Everything that was kept about a case's supervision.

    Raises:
        ProblemsFound: it does not hold together.
    """
    entries = ledger.entries()
    broken = first_break(entries, ledger.end())
    if broken is not None:
        message = f"The records of case {ledger.case} do not hold together at entry {broken.number}. {broken.why}"
        raise ProblemsFound([Problem(BROKEN, message)])
    book, problems = read_casebook(ledger.case, entries)
    if problems:
        raise ProblemsFound(problems)
    return book


def keep(
    ledger: Ledger, written: WrittenRecord, policy_name: PolicyName, *, by: str | None, seen: int | None = None,
    document: Document | None = None,
) -> Kept:  # fmt: skip
    """Keep a record. Nobody can change it from then on, and it is a draft until both have signed it.

    Args:
        ledger: the case's chain.
        written: what was written.
        policy_name: what policies are called.
        by: the id of the user; None for a command run at the machine itself.
        seen: how many records the case had when the writing began; None where that is not known.
        document: where it was written, so that mistakes are shown with their line.

    Raises:
        ProblemsFound: something is missing or vague; the record to be put right is not there; or another record was
            kept meanwhile.
    """
    refuse(amiss_in(written, policy_name), document)
    if written.case != ledger.case:
        refuse([Amiss(("case",), OTHER_CASE, f"This is about another case than {ledger.case}.")], document)
    with ledger.alone():
        book = book_of(ledger)
        if seen is not None and seen != len(book.records):
            hint = "Look at it first; nothing that you wrote is lost."
            message = "Another record of this case was kept while this one was being written."
            raise ProblemsFound([Problem(KEPT_MEANWHILE, message, hint=hint)])
        corrected = to_correct(book, written.corrects.record).sha256 if written.corrects is not None else None
        record = completed(
            written, policy_name, number=len(book.records) + 1,
            previous=book.records[-1].sha256 if book.records else None, corrected=corrected,
        )  # fmt: skip
        ledger.append("record", body_of(record), by)
        return book_of(ledger).find(record.number)


def sign(
    ledger: Ledger, number: int | None, signer: Signer, reference: str, on: datetime.date, *, by: str | None,
    seen: str | None = None,
) -> Kept:  # fmt: skip
    """Sign a record. See ``signing.signature_for``; a user who has signed for one cannot sign for the other.

    Raises:
        ProblemsFound: it cannot be signed like this; with what to do instead.
    """
    with ledger.alone():
        signature = signature_for(book_of(ledger), number, signer, reference, on, seen)
        if by is not None and any(
            entry.kind == "signature"
            and entry.by == by
            and Signature.model_validate_json(entry.body).record == signature.record
            for entry in ledger.entries()
        ):
            message = "You have signed this record already. The other signature is for the other person to give."
            raise ProblemsFound([Problem(ONE_USER, message)])
        ledger.append("signature", body_of(signature), by)
        return book_of(ledger).find(signature.record)


def add_evidence(
    ledger: Ledger, number: int | None, action: str, kind: EvidenceKind, on: datetime.date, what: str, seen_by: str, *,
    by: str | None,
) -> None:  # fmt: skip
    """Add how somebody knows that an action was done. See ``evidence.evidence_for``.

    Raises:
        ProblemsFound: there is no such action, or it does not say what was seen and by whom.
    """
    with ledger.alone():
        evidence = evidence_for(book_of(ledger), number, action, kind, on, what, seen_by)
        ledger.append("evidence", body_of(evidence), by)


def add_reply(
    ledger: Ledger, number: int | None, escalation: str, on: datetime.date, replied_by: str, said: str, settles: bool,
    *, by: str | None,
) -> None:  # fmt: skip
    """Add an answer to an escalation. See ``escalating.reply_to``.

    Raises:
        ProblemsFound: there is no such escalation, or it does not say who replied and what.
    """
    with ledger.alone():
        reply = reply_to(book_of(ledger), number, escalation, on, replied_by, said, settles)
        ledger.append("reply", body_of(reply), by)


def for_the_agenda(book: Casebook, as_of: datetime.date) -> tuple[OutstandingAction, ...]:
    """The actions of a case that return on its agenda, because nobody has evidence that they were done."""
    return tuple(
        OutstandingAction(
            case=one.case, id=f"record-{one.record}-{one.id}", what=one.what, who=one.who, by_when=one.by_when,
            set_on=one.agreed_on, told_only=bool(one.told_only),
        )
        for one in outstanding(book, as_of)
    )  # fmt: skip
