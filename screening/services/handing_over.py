"""Everything about one case as files: for a family's request to see it, or for moving it elsewhere.

Three files: what is kept as data, the case file as ``screening screen`` reads it, and a PDF for people, in which what
others told or what is about others is marked for redaction. Taking it out is in the log before anybody has it. Who may
do it is asked of ``access`` before; where the files go is left to the caller.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from screening.case.account import CaseFile
from screening.engine.chronology import chronology
from screening.reports import words
from screening.reports.everything import Everything, Told, everything_on_paper
from screening.reports.supervision_record_forms import record_lines
from screening.services.account_words import Words, in_words
from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.disclosure import everything_about
from screening.store.supervision import CaseLedger
from screening.store.supervision_chain import Entry
from screening.store.users import Users
from screening.supervision.casebook import read_casebook
from screening.supervision.record_shown import show_record

DATA: Final = "everything.json"
CASE: Final = "case.json"
PAPER: Final = "everything.pdf"

AT_THE_MACHINE: Final = "a command at the machine itself"
"""Who it was where no user is known."""
_GONE: Final = "somebody who is no longer a user"

_DEEDS: Final[Mapping[str, str]] = {
    "read": "read", "wrote": "wrote", "printed": "printed", "exported": "took out", "assigned": "gave over",
    "broke-glass": "opened in an emergency", "refused": "was refused",
}  # fmt: skip
_SAID: Final[Mapping[str, str]] = {
    "done": "done", "doing": "being done", "not-applicable": "does not apply", "disagree": "seen differently",
    "supervision": "to be taken to supervision",
}  # fmt: skip


def hand_over(
    database: Database, case_id: str, *, request_from: Collection[str], by: str | None, today: datetime.date
) -> dict[str, bytes]:
    """Take out everything about a case.

    Args:
        database: where it is kept.
        case_id: which case.
        request_from: ids, in the case, of the children and carers whose request is answered. Everybody else is a third
            party; without any, everybody is.
        by: the id of the user; None for a command run at the machine itself.
        today: the day that the paper bears.

    Returns:
        The content of each file, by its name.

    Raises:
        ProblemsFound: there is no such case.
    """
    # Loaded here: it brings much along that nobody else needs.
    from screening.reports.pdf import paper_pdf

    with database.reading() as session:
        kept = everything_about(session, case_id, request_from)
        file = Cases(session).file(case_id)
        supervision = CaseLedger(session, case_id).entries()
        user = Users(session).get(by) if by is not None else None
    made_by = user.with_roles if user is not None else AT_THE_MACHINE
    paper = everything_on_paper(_everything(kept, file, supervision, made_by, today))
    files = {
        DATA: _json(kept),
        CASE: _json(file.model_dump(mode="json", exclude_none=True, exclude_unset=True)),
        PAPER: paper_pdf(paper),
    }
    with database.session() as session:
        Audit(session).append("exported", user_id=by, case_id=case_id, detail="everything")
    return files


def _everything(
    kept: dict[str, Any], file: CaseFile, supervision: tuple[Entry, ...], made_by: str, today: datetime.date
) -> Everything:
    case, accounts = kept["case"], file.all_accounts
    told = in_words(accounts, range(1, len(accounts) + 1))
    return Everything(
        reference=file.case,
        training=file.training,
        made_on=today,
        made_by=made_by,
        request_from=tuple(kept["request_from"]),
        about=(
            ("Begun", _when(case["created_at"]) + (f", by {case['created_by']}" if case["created_by"] else "")),
            ("Held by", case["holder"] or "nobody"),
            ("To be reviewed on", words.day(case["review_on"])),
        ),
        chronology=chronology(file, today),
        accounts=tuple(
            _told(one, account.id or "", as_kept)
            for one, account, as_kept in zip(told, accounts, kept["accounts"], strict=True)
        ),
        responses=tuple(_response(one) for one in kept["responses"]),
        supervision=tuple(_supervision(file.case, supervision, today)),
        drafts=tuple(
            f"{one['checklist']}, about {one['child']}: begun by {_who(one['by'])}, last kept on "
            f"{_when(one['saved_at'])}. The answers are in {DATA}."
            for one in kept["drafts"]
        )
        + tuple(
            f"A record of supervision: last kept on {_when(one['saved_at'])} by {_who(one['by'])}. It is in {DATA}."
            for one in (kept["supervision_being_written"],)
            if one is not None
        ),
        emergencies=tuple(
            f"{_when(one['at'])}, {_who(one['by'])}: {one['reason']}" for one in kept["opened_in_an_emergency"]
        ),
        log=tuple(_logged(one) for one in kept["log"]),
    )


def _told(account: Words, account_id: str, kept: Mapping[str, Any]) -> Told:
    around = [f"Also known to: {account.known_to}."] if account.known_to else []
    around += [f"It takes back account {number}." for number in account.takes_back]
    around += ["It was taken back later and no longer counts."] if account.taken_back else []
    around.append(f"Saved on {_when(kept['saved_at'])} by {kept['saved_by'] or AT_THE_MACHINE}.")
    return Told(
        id=account_id,
        heading=f"Account {account.number}: {account.title}",
        how=account.how,
        lines=tuple(f"{one.thing}: {one.fact} {one.value}" for one in account.lines),
        around=tuple(around),
        note=account.note,
        redact=tuple(kept["why"]),
    )


def _supervision(case: str, entries: tuple[Entry, ...], today: datetime.date) -> Iterator[tuple[str, tuple[str, ...]]]:
    book, problems = read_casebook(case, entries)
    for one in book.records:
        shown = show_record(book, today, one.record.number)
        held_on = words.day(one.record.held_on.isoformat())
        # What other records leave open stands with those records.
        alone = shown.model_copy(update={"earlier_actions": (), "earlier_waiting": ()})
        yield f"Record {one.record.number}, held on {held_on}", record_lines(alone)
    if problems:
        yield f"What does not fit together; it is in {DATA}", tuple(one.message for one in problems)


def _response(one: Mapping[str, Any]) -> str:
    about = f" about {one['subject']}" if one["subject"] else ""
    text = f": {one['text']}" if one["text"] else ""
    due = f", by {words.day(one['due'])}" if one["due"] else ""
    return f"{_when(one['at'])}, {_who(one['by'])}, to {one['rule']}{about}: {_SAID[one['kind']]}{text}{due}"


def _logged(one: Mapping[str, Any]) -> str:
    detail = f" ({one['detail']})" if one["detail"] else ""
    return f"{_when(one['at'])}, {one['by'] or AT_THE_MACHINE}: {_DEEDS.get(one['action'], one['action'])}{detail}"


def _who(name: str | None) -> str:
    return name or _GONE


def _when(moment: str) -> str:
    """A moment as the clock at this place shows it."""
    here = datetime.datetime.fromisoformat(moment).astimezone()
    return f"{words.day(here.date().isoformat())} at {here:%H:%M}"


def _json(plain: Any) -> bytes:
    return (json.dumps(plain, indent=2, ensure_ascii=False) + "\n").encode()
