"""Cases and accounts for programs. As on the pages, accounts are only ever added; a correction takes one back.

``expected_version`` is the version of the case that the program has seen. If somebody has added to it since, nothing is
saved and the answer says what was added; ``merge`` adds anyway, since each account is a telling of its own.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from screening.case.account import Account, Reference
from screening.errors import ProblemsFound
from screening.services.as_you_go import complaints
from screening.store.access import may
from screening.store.cases import Cases, Kept, Saved
from screening.store.tables import CaseRow
from screening.web.api.bodies import answer, body_of, operation
from screening.web.api.callers import Caller, caller, case_of
from screening.web.api.problems import Mistake, ProblemRoute, mistakes, refused
from screening.web.dependencies import OpenCase

_CONFIG = ConfigDict(frozen=True, extra="forbid")

router = APIRouter(prefix="/api/v1", tags=["cases"], route_class=ProblemRoute)

CaseKey = Annotated[str, Query(pattern=r"^[0-9a-f]{32}$", description="The id of the last case of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class NewCase(BaseModel):
    """A case to begin. The user of the token holds it, with their team."""

    model_config = _CONFIG
    reference: Annotated[Reference, Field(description="The agency's own. Never a name.")]
    training: bool = False


class CaseHead(BaseModel):
    """A case without what was told in it. ``version`` is the number of accounts saved so far."""

    model_config = _CONFIG
    id: str
    reference: str
    training: bool
    version: int
    created_at: datetime.datetime
    changed_at: datetime.datetime
    review_on: datetime.date


class CaseList(BaseModel):
    """Cases in the order of their ids; ``next`` goes into ``after`` for more."""

    model_config = _CONFIG
    cases: tuple[CaseHead, ...]
    next: str | None = None


class KeptAccount(BaseModel):
    """An account as it was saved; ``number`` is the version that the case had with it."""

    model_config = _CONFIG
    number: int
    saved_at: datetime.datetime
    account: Account


class AccountList(BaseModel):
    """Accounts in the order in which they were saved; ``next`` goes into ``after`` for more."""

    model_config = _CONFIG
    version: int
    accounts: tuple[KeptAccount, ...]
    next: int | None = None


class NewAccounts(BaseModel):
    """Accounts to add."""

    model_config = _CONFIG
    expected_version: Version
    merge: Annotated[bool, Field(description="Add them even if somebody has added to the case since.")] = False
    accounts: Annotated[tuple[Account, ...], Field(min_length=1, max_length=200)]


class Withdrawal(BaseModel):
    """Why an account no longer counts. It stays on the record, with the reason."""

    model_config = _CONFIG
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class SavedAccounts(BaseModel):
    """What was saved, what others had added meanwhile, and what is doubtful about it."""

    model_config = _CONFIG
    version: int
    accounts: tuple[Account, ...]
    added_since: tuple[Account, ...] = ()
    warnings: tuple[Mistake, ...] = ()


Read = Annotated[OpenCase, Depends(case_of("cases-read", "read"))]
Write = Annotated[OpenCase, Depends(case_of("cases-write", "write"))]


@router.get("/cases", summary="Cases that the user may read", **operation(answers=CaseList))
def list_cases(
    who: Annotated[Caller, Depends(caller("cases-read"))], after: CaseKey = "0" * 32, limit: Limit = 50
) -> Response:
    """Cases that the user of the token may read."""
    with who.database.reading() as session:
        rows = sorted((one for one in Cases(session).list_for(who.user) if one.id > after), key=lambda one: one.id)
        heads = tuple(_head(row) for row in rows[:limit])
    return answer(CaseList(cases=heads, next=heads[-1].id if len(rows) > limit else None))


@router.post("/cases", summary="Begin a case",
             **operation(takes=NewCase, answers=CaseHead, status=201, refusals=(401, 403, 409)))  # fmt: skip
def begin_case(
    who: Annotated[Caller, Depends(caller("cases-write"))], sent: Annotated[NewCase, Depends(body_of(NewCase))]
) -> Response:
    """Begin a case."""
    if not may(who.user, "new-training-case" if sent.training else "new-case"):
        raise refused(403, "The user's role does not begin such cases.")
    with who.database.session() as session:
        row = Cases(session).new(
            sent.reference, training=sent.training, team_id=who.user.team_id, holder_id=who.user.id, by=who.user.id
        )
        head = _head(row)
    return answer(head, 201, Location=f"/api/v1/cases/{head.id}")


@router.get("/cases/{case_id}", summary="One case", **operation(answers=CaseHead, refusals=(401, 403, 404)))
def one_case(opened: Read) -> Response:
    """One case, without what was told in it."""
    return answer(_head(opened.case))


@router.get("/cases/{case_id}/accounts", summary="What was told",
            **operation(answers=AccountList, refusals=(401, 403, 404, 422)))  # fmt: skip
def list_accounts(
    opened: Read,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="Only those saved after this version.")] = 0,
    limit: Limit = 50,
) -> Response:
    """The accounts of a case, in the order in which they were saved."""
    with opened.database.reading() as session:
        kept = Cases(session).kept(opened.case.id, after)
        row = Cases(session).get(opened.case.id)
    shown = tuple(_kept(one) for one in kept[:limit])
    version = row.version if row is not None else opened.case.version
    more = shown[-1].number if len(kept) > limit else None
    return answer(AccountList(version=version, accounts=shown, next=more))


@router.post("/cases/{case_id}/accounts", summary="Add accounts",
             **operation(takes=NewAccounts, answers=SavedAccounts, status=201,
                         refusals=(401, 403, 404, 409)))  # fmt: skip
def add_accounts(opened: Write, sent: Annotated[NewAccounts, Depends(body_of(NewAccounts))]) -> Response:
    """Add accounts to a case."""
    saved, warnings = save(opened, sent.accounts, sent.expected_version, merge=sent.merge)
    return answer(_saved(saved, warnings), 201)


@router.post("/cases/{case_id}/accounts/{account_id}/withdrawal", summary="Take an account back",
             **operation(takes=Withdrawal, answers=SavedAccounts, status=201, refusals=(401, 403, 404)))  # fmt: skip
def withdraw_account(
    opened: Write, account_id: str, sent: Annotated[Withdrawal, Depends(body_of(Withdrawal))]
) -> Response:
    """Take an account back, by adding one that says so."""
    with opened.database.session() as session:
        saved = Cases(session).withdraw(opened.case.id, account_id, sent.reason, opened.user.id)
    return answer(_saved(saved, ()), 201)


def save(
    opened: OpenCase, accounts: tuple[Account, ...], expected_version: int, *, merge: bool
) -> tuple[Saved, tuple[Mistake, ...]]:
    """Add accounts to a case if nothing in them is wrong; what is doubtful is given back.

    Raises:
        Outdated: somebody has added to the case since, and ``merge`` was not asked for.
        ProblemsFound: with everything that is wrong.
        Refused: 422, the case never had that version.
    """
    with opened.database.session() as session:
        cases = Cases(session)
        case = cases.file(opened.case.id)
        if expected_version > len(case.accounts):
            raise refused(422, f"The case has never had the version {expected_version}.")
        saved = cases.add(
            opened.case.id, accounts, by=opened.user.id, expected_version=expected_version, merge=merge
        )  # fmt: skip
        # Looked at as they are saved; where something is wrong, nothing of it stays.
        found = complaints(case, saved.accounts, datetime.date.today())
        if any(one.severity == "error" for one in found):
            raise ProblemsFound(found)
    return saved, mistakes(found)


def _saved(saved: Saved, warnings: tuple[Mistake, ...]) -> SavedAccounts:
    return SavedAccounts(
        version=saved.version, accounts=saved.accounts, added_since=saved.added_since, warnings=warnings
    )


def _head(row: CaseRow) -> CaseHead:
    return CaseHead(
        id=row.id, reference=row.reference, training=row.training, version=row.version, created_at=row.created_at,
        changed_at=row.changed_at, review_on=row.review_on,
    )  # fmt: skip


def _kept(kept: Kept) -> KeptAccount:
    return KeptAccount(number=kept.number, saved_at=kept.saved_at, account=kept.account)
