"""A record of supervision while it is being written, and what is chosen for a case's next agenda, kept together.

Both belong to the case and to the two who meet about it: what the supervisor left out or added stands until the record
is kept. Who saves beside a newer text is told, and nothing is lost. Looking whether a record is whole, and keeping it,
is left to ``recording``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from pydantic import Field

from screening.services.in_use import usual_pack
from screening.services.recording import keep, names_of
from screening.store.database import Database, Session
from screening.store.supervision import CaseLedger
from screening.store.supervision_chain import canonical
from screening.store.supervision_drafts import RecordDraftOutdated, RecordDrafts
from screening.supervision.amiss import Amiss
from screening.supervision.casebook import Kept
from screening.supervision.completing import amiss_in
from screening.supervision.record import Part, Record
from screening.supervision.written import WrittenAction, WrittenCorrection, WrittenEscalation, WrittenRecord

_TRIES: Final = 5


class CaseChoices(Part):
    """What was chosen for a case's next agenda.

    Attributes:
        drop: kinds of reasons and ids of reasons that are left out; ``WHOLE`` for the whole case.
        add: points of the supervisor's own.
    """

    drop: tuple[str, ...] = ()
    add: tuple[str, ...] = ()


WHOLE: Final = "*"


class SupervisionDraft(Part):
    """What is kept of a case between one record and the next.

    Attributes:
        written: None where no record has been begun.
        by_itself: parts that an open page has saved by itself: for the user and the part, the mark that the page has
            still. When its writer saves, that is no newer text of somebody else's.
    """

    choices: CaseChoices = CaseChoices()
    written: WrittenRecord | None = None
    by_itself: dict[str, str] = Field(default_factory=dict)


class SavedMeanwhile(Exception):  # noqa: N818 -- it is no error: it is news
    """Somebody else has saved the same part, or has kept or dropped the draft. Nothing was saved.

    Attributes:
        written: as it is kept now; None where there is no draft any more.
    """

    def __init__(self, written: WrittenRecord | None) -> None:
        super().__init__()
        self.written = written


def draft_of(session: Session, case_id: str) -> SupervisionDraft:
    """What is kept of a case; empty where nothing is."""
    kept = RecordDrafts(session).get(case_id)
    return SupervisionDraft.model_validate(kept.body) if kept is not None else SupervisionDraft()


def choose(database: Database, case_id: str, choices: CaseChoices, *, by: str) -> None:
    """Keep what was chosen for a case's next agenda."""
    _change(database, case_id, lambda draft: draft.model_copy(update={"choices": choices}), by)


def begin(database: Database, case_id: str, written: WrittenRecord, *, by: str) -> bool:
    """Begin a record, unless one has been begun already. Gives whether this one was begun."""
    found: list[bool] = []

    def begun(draft: SupervisionDraft) -> SupervisionDraft:
        found.append(draft.written is None)
        return draft if draft.written is not None else draft.model_copy(update={"written": written})

    _change(database, case_id, begun, by)
    return found[-1]


def drop(database: Database, case_id: str, *, by: str) -> None:
    """Throw away what was written; what was chosen for the agenda stays."""
    _change(database, case_id, lambda draft: SupervisionDraft(choices=draft.choices), by)


def save_part(
    database: Database, case_id: str, values: Mapping[str, Any], mark: str, *, by: str, by_itself: bool = False
) -> WrittenRecord:
    """Save one part of a record; the other parts stay as they are kept, whoever saved them last.

    Args:
        database: where it is kept.
        case_id: of which case.
        values: the fields of ``WrittenRecord`` that belong to the part, each with its new value.
        mark: ``mark_of`` the part as the writer saw it.
        by: the id of the user.
        by_itself: a page saves what stands in it, and stays open with the mark that it has.

    Raises:
        SavedMeanwhile: the part has another mark by now.
        pydantic.ValidationError: something is longer than a record can hold.
    """

    def saved(draft: SupervisionDraft) -> SupervisionDraft:
        if draft.written is None:
            raise SavedMeanwhile(None)
        fields = tuple(values)
        page = f"{by} {fields[0]}"
        if mark not in (mark_of(draft.written, fields), draft.by_itself.get(page)):
            raise SavedMeanwhile(draft.written)
        written = WrittenRecord.model_validate({**draft.written.model_dump(), **values})
        others = {one: before for one, before in draft.by_itself.items() if not one.endswith(f" {fields[0]}")}
        if by_itself:
            others[page] = mark
        return draft.model_copy(update={"written": written, "by_itself": others})

    made = _change(database, case_id, saved, by).written
    if made is None:
        raise AssertionError("what was saved is there")
    return made


def keep_draft(database: Database, case_id: str, mark: str, *, by: str) -> Kept:
    """Keep what was written as a record; from then on nobody changes it, and there is no draft any more.

    Args:
        database: where it is kept.
        case_id: of which case.
        mark: ``mark_of`` the whole, as whoever keeps it saw it.
        by: the id of the user.

    Raises:
        SavedMeanwhile: it says something else by now.
        ProblemsFound: something is missing or vague.
    """
    with database.session() as session:
        ledger = CaseLedger(session, case_id)
        with ledger.alone():
            written = draft_of(session, case_id).written
            if written is None or mark_of(written) != mark:
                raise SavedMeanwhile(written)
            kept = keep(ledger, written, names_of(usual_pack()), by=by)
            RecordDrafts(session).drop(case_id)
    return kept


def amiss_of(written: WrittenRecord) -> tuple[Amiss, ...]:
    """Everything that keeps it from being a record, and what is doubtful about it."""
    return amiss_in(written, names_of(usual_pack()))


def mark_of(written: WrittenRecord, fields: Sequence[str] = ()) -> str:
    """A short mark of some fields, or of the whole: it differs once anything in them has changed."""
    values = written.model_dump(mode="json", include=set(fields) if fields else None)
    return hashlib.sha256(canonical(values).encode()).hexdigest()[:16]


def to_put_right(record: Record) -> WrittenRecord:
    """An earlier record to be written anew: what it says, and that the new one puts it right."""
    return WrittenRecord(
        case=record.case,
        held_on=record.held_on.isoformat(),
        practitioner=record.practitioner,
        supervisor=record.supervisor,
        discussed=record.discussed,
        decisions=record.decisions,
        actions=tuple(
            WrittenAction(
                who=one.who, what=one.what, by_when=one.by_when.isoformat(), how_we_will_know=one.how_we_will_know
            )
            for one in record.actions
        ),
        reflection=record.reflection,
        disagreement=record.disagreement,
        escalations=tuple(
            WrittenEscalation(
                policy=one.policy, step=one.step, to=one.to, taken_on=one.taken_on.isoformat(), because=one.because,
                reply_due=one.reply_due.isoformat(),
            )
            for one in record.escalations
        ),
        corrects=WrittenCorrection(record=record.number),
    )  # fmt: skip


def _change(
    database: Database, case_id: str, how: Callable[[SupervisionDraft], SupervisionDraft], by: str
) -> SupervisionDraft:
    """Change what is kept by now; where somebody saves in the same moment, what they have saved."""
    for _ in range(_TRIES):
        try:
            with database.session() as session:
                drafts = RecordDrafts(session)
                kept = drafts.get(case_id)
                before = SupervisionDraft.model_validate(kept.body) if kept is not None else SupervisionDraft()
                after = how(before)
                if after == SupervisionDraft():
                    drafts.drop(case_id)
                elif after != before:
                    body = after.model_dump(mode="json")
                    drafts.put(case_id, body, by=by, expected_version=kept.version if kept is not None else 0)
                return after
        except RecordDraftOutdated:
            continue
    raise SavedMeanwhile(None)
