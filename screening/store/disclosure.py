"""Everything about one case as plain data, for a family's request to see it or for moving it elsewhere.

What others told, and what is about others, is marked, so that somebody can look at it before it is given out. Nothing
is left out here: what to give is a decision for the person who answers the request.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.case.account import Account
from screening.case.dictionary import at_case_path
from screening.store.audit import Audit
from screening.store.break_glass import BreakGlass
from screening.store.case_rows import case_row
from screening.store.cases import Cases, Kept
from screening.store.responses import Responses
from screening.store.supervision import CaseLedger
from screening.store.supervision_drafts import RecordDrafts
from screening.store.tables import DraftRow, UserRow

_TOLD = frozenset({"child", "carer", "family", "professional"})
"""Sources that are somebody's word."""
_PEOPLE = frozenset({"children", "people"})
"""Lists of people. A fact of something else can name one of them, such as who was there."""


def everything_about(session: Session, case_id: str, request_from: Collection[str] = ()) -> dict[str, Any]:
    """Everything about one case.

    Args:
        session: a session of the database.
        case_id: which case.
        request_from: ids, in the case, of the children and carers whose request is answered. Everybody else is a third
            party; without any, everybody is.

    Raises:
        ProblemsFound: there is no such case.
    """
    row = case_row(session, case_id)
    names = dict(session.execute(select(UserRow.id, UserRow.name)).all())
    drafts = session.scalars(select(DraftRow).where(DraftRow.case_id == case_id).order_by(DraftRow.saved_at))
    return {
        "case": {
            "id": row.id, "reference": row.reference, "training": row.training, "about": row.about,
            "warning": row.warning, "version": row.version, "created_at": row.created_at.isoformat(),
            "created_by": names.get(row.created_by or ""), "holder": names.get(row.holder_id or ""),
            "review_on": row.review_on.isoformat(),
        },
        "request_from": sorted(request_from),
        "accounts": [_account(kept, names, request_from) for kept in Cases(session).kept(case_id)],
        "responses": [
            {
                "rule": one.rule, "subject": one.subject, "kind": one.kind, "text": one.text,
                "due": one.due.isoformat() if one.due else None, "at": one.at.isoformat(),
                "by": names.get(one.by_id or ""),
            }
            for one in Responses(session).history(case_id)
        ],
        "drafts": [
            {
                "by": names.get(draft.user_id), "checklist": draft.checklist, "child": draft.child,
                "saved_at": draft.saved_at.isoformat(), "answers": json.loads(draft.body),
            }
            for draft in drafts
        ],
        "supervision": [
            {
                "number": one.number, "kind": one.kind, "at": one.at.isoformat(), "by": names.get(one.by or ""),
                "said": json.loads(one.body), "hash": one.hash,
            }
            for one in CaseLedger(session, case_id).entries()
        ],
        "supervision_being_written": _being_written(session, case_id, names),
        "opened_in_an_emergency": [
            {"by": names.get(one.user_id), "at": one.at.isoformat(), "reason": one.reason}
            for one in BreakGlass(session).of(case_id)
        ],
        "log": [
            {"at": one.at.isoformat(), "by": names.get(one.user_id or ""), "action": one.action, "detail": one.detail}
            for one in Audit(session).entries(case_id)
        ],
    }  # fmt: skip


def look_before_giving(account: Account, request_from: Collection[str]) -> tuple[str, ...]:
    """Why somebody has to look at an account before it is given out; empty if nothing in it speaks for that.

    Args:
        account: the account.
        request_from: ids of the children and carers whose request is answered.
    """
    why = []
    if account.told_by is not None and account.told_by not in request_from:
        why.append(f"told by {account.told_by}")
    elif account.told_by is None and account.source in _TOLD:
        why.append("somebody's word, and it is not recorded whose")
    about = {member for path, member in account.flattened.members if path in _PEOPLE}
    notes = account.note is not None
    for path, value in account.flattened.values:
        entry = at_case_path(path)
        notes = notes or entry.kind == "text"
        if entry.fact.refers_to in _PEOPLE:
            about.update(value if isinstance(value, tuple) else (value,))
    why += [f"about {one}" for one in sorted(about - set(request_from))]
    if notes:
        why.append("has a note, which may speak of anybody")
    return tuple(why)


def _being_written(session: Session, case_id: str, names: dict[str, str]) -> dict[str, Any] | None:
    draft = RecordDrafts(session).get(case_id)
    if draft is None:
        return None
    return {"by": names.get(draft.saved_by or ""), "saved_at": draft.saved_at.isoformat(), "said": draft.body}


def _account(kept: Kept, names: dict[str, str], request_from: Collection[str]) -> dict[str, Any]:
    why = look_before_giving(kept.account, request_from)
    return {
        "account": kept.account.model_dump(mode="json", exclude_unset=True),
        "saved_at": kept.saved_at.isoformat(), "saved_by": names.get(kept.saved_by or ""),
        "source": kept.account.source, "agency": kept.account.agency,
        "look_before_giving": bool(why), "why": list(why),
    }  # fmt: skip
