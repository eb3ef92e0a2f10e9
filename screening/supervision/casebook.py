"""Everything that was kept about one case's supervision, read from its chain: records with who signed them, and more.

What does not fit together (a signature of other bytes, evidence of an action that is not there) is told apart from what
does, so that a damaged chain can still be read. Adding to it is left to ``signing`` and ``evidence``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ValidationError

from screening.errors import Problem, ProblemsFound
from screening.store.supervision_chain import Entry, canonical, digest
from screening.supervision.record import SIGNERS, Evidence, Part, Record, Reply, Signature, Signer

UNREADABLE, OTHER_BYTES, NO_SUCH = "U323", "U324", "U312"


class Kept(Part):
    """A record with what followed it.

    Attributes:
        sha256: of its bytes.
        signatures: of these bytes, in the order in which they were given.
        corrected_by: the number of the record that puts it right; none if none does.
    """

    record: Record
    sha256: str
    signatures: tuple[Signature, ...] = ()
    corrected_by: int | None = None

    @property
    def missing(self) -> tuple[Signer, ...]:
        """Who has not signed yet."""
        given = {one.signer for one in self.signatures}
        return tuple(one for one in SIGNERS if one not in given)

    @property
    def signed(self) -> bool:
        """Whether both have signed. Until then it is a draft that nobody can change either."""
        return not self.missing


class Casebook(Part):
    """The records of one case, and what was added to them."""

    case: str
    records: tuple[Kept, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    replies: tuple[Reply, ...] = ()

    def find(self, number: int | None = None) -> Kept:
        """A record by its number; the last one if none is given.

        Raises:
            ProblemsFound: there is none.
        """
        if self.records and number is None:
            return self.records[-1]
        for kept in self.records:
            if kept.record.number == number:
                return kept
        there = f"There are records 1 to {len(self.records)}." if self.records else "There is none in this case yet."
        what = "no record yet" if number is None else f"no record {number}"
        raise ProblemsFound([Problem(NO_SUCH, f"Case {self.case} has {what}.", hint=there)])

    def corrected(self, kept: Kept) -> tuple[Kept, ...]:
        """The records that a record puts right, the nearest first: the one that it names, the one that that names."""
        found = []
        correction = kept.record.corrects
        while correction is not None:
            earlier = self.find(correction.record)
            found.append(earlier)
            correction = earlier.record.corrects
        return tuple(found)


def body_of(document: BaseModel) -> str:
    """A document as its chain keeps it."""
    return canonical(document.model_dump(mode="json"))


def read_casebook(case: str, entries: Sequence[Entry]) -> tuple[Casebook, tuple[Problem, ...]]:
    """The records of a case, and everything in the chain that does not fit together."""
    reading = _Reading(case)
    for entry in entries:
        reading.take(entry)
    return reading.book(), tuple(reading.problems)


class _Reading:
    def __init__(self, case: str) -> None:
        self._case = case
        self._records: dict[int, Kept] = {}
        self._evidence: list[Evidence] = []
        self._replies: list[Reply] = []
        self.problems: list[Problem] = []

    def take(self, entry: Entry) -> None:
        try:
            body = json.loads(entry.body)
            if entry.kind == "record":
                self._record(entry, Record.model_validate(body))
            elif entry.kind == "signature":
                self._signature(entry, Signature.model_validate(body))
            elif entry.kind == "evidence":
                evidence = Evidence.model_validate(body)
                actions = {one.id for kept in self._of(evidence.record) for one in kept.record.actions}
                self._about(entry, "action", evidence.action, actions)
                self._evidence.append(evidence)
            else:
                reply = Reply.model_validate(body)
                steps = {one.id for kept in self._of(reply.record) for one in kept.record.escalations}
                self._about(entry, "escalation", reply.escalation, steps)
                self._replies.append(reply)
        except (ValidationError, ValueError, RecursionError):
            self._amiss(UNREADABLE, entry, f"This {entry.kind} cannot be read.")

    def book(self) -> Casebook:
        return Casebook(
            case=self._case, records=tuple(self._records[number] for number in sorted(self._records)),
            evidence=tuple(self._evidence), replies=tuple(self._replies),
        )  # fmt: skip

    def _record(self, entry: Entry, record: Record) -> None:
        before = self._records.get(record.number - 1)
        if record.case != self._case:
            self._amiss(UNREADABLE, entry, f"This is a record of another case: {record.case}.")
        elif record.number in self._records or record.previous != (before.sha256 if before else None):
            self._amiss(UNREADABLE, entry, "This record does not follow from the record before it.")
        elif record.number != len(self._records) + 1:
            self._amiss(UNREADABLE, entry, f"This is record {record.number}, and the one before it is missing.")
        elif record.corrects is not None and not self._corrects(record):
            self._amiss(OTHER_BYTES, entry, "This record puts right other bytes than those that were kept.")
        else:
            self._records[record.number] = Kept(record=record, sha256=digest(entry.body))

    def _corrects(self, record: Record) -> bool:
        if record.corrects is None:
            return False
        earlier = self._records.get(record.corrects.record)
        if earlier is None or earlier.sha256 != record.corrects.sha256:
            return False
        self._records[earlier.record.number] = earlier.model_copy(update={"corrected_by": record.number})
        return True

    def _signature(self, entry: Entry, signature: Signature) -> None:
        kept = self._records.get(signature.record)
        if kept is None or kept.sha256 != signature.sha256:
            self._amiss(OTHER_BYTES, entry, f"This signature is of other bytes than record {signature.record} has.")
            return
        if signature.reference != kept.record.signatory(signature.signer).reference or signature.signer in {
            one.signer for one in kept.signatures
        }:
            self._amiss(OTHER_BYTES, entry, "This signature is by somebody whom the record does not name, or doubled.")
            return
        signatures = (*kept.signatures, signature)
        self._records[signature.record] = kept.model_copy(update={"signatures": signatures})

    def _of(self, number: int) -> Iterable[Kept]:
        return (self._records[number],) if number in self._records else ()

    def _about(self, entry: Entry, what: str, name: str, known: set[str]) -> None:
        if name not in known:
            self._amiss(UNREADABLE, entry, f'There is no {what} "{name}" for this to be about.')

    def _amiss(self, code: str, entry: Entry, message: str) -> None:
        self.problems.append(Problem(code, f"Case {self._case}, entry {entry.number}: {message}"))
