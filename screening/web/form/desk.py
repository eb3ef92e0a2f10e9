"""A form on somebody's desk: the draft as it is kept, the case that it belongs to, and the pages that follow from both.

Everything that a form page needs is read at one moment. A change to the draft is made on what is kept by then, not on
what a page showed: so two windows that answer different questions both keep their answers.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, HTTPException, Path
from pydantic import ValidationError
from starlette.requests import Request

from screening.case.account import Account, CaseFile
from screening.case.told import Told, fold
from screening.forms.checklist import Checklist
from screening.forms.draft import Draft
from screening.forms.interview import Interview, Page
from screening.services.offered import corrected_by, form_called
from screening.store.cases import Cases
from screening.store.database import Session
from screening.store.drafts import DraftOutdated, Drafts, KeptDraft
from screening.web.dependencies import AnyDatabase, OpenCase, SignedIn, open_case
from screening.web.form.addresses import form_key, page_key

CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
_TRIES = 4


def case_to_fill_in(request: Request, case_id: CaseId, user: SignedIn, database: AnyDatabase) -> OpenCase:
    """The case, for somebody who may add to it. Looking at a page of a form is reading, and logged as such.

    Raises:
        HTTPException: 404.
    """
    opened = open_case(database, user, case_id, "write")
    return open_case(database, user, case_id, "read") if request.method in ("GET", "HEAD") else opened


ToFillIn = Annotated[OpenCase, Depends(case_to_fill_in)]
FormKey = Annotated[str, Path(pattern=r"^[0-9a-f]{20}$")]


@dataclass(frozen=True)
class Desk:
    """One form, as it stands.

    Attributes:
        opened: the case and who is at work.
        form: the form's fingerprint.
        checklist: what is filled in.
        draft: the answers so far.
        case: what the case held when this was read.
        version: the case's version then.
    """

    opened: OpenCase
    form: str
    checklist: Checklist
    draft: Draft
    case: CaseFile
    version: int

    @cached_property
    def corrects(self) -> Account | None:
        """The account that this form puts right, if it does."""
        return corrected_by(self.checklist.checklist, self.case.accounts)

    @cached_property
    def before(self) -> tuple[Account, ...]:
        """What the case holds beside this form; an account that is being put right is out of the way."""
        accounts = self.case.all_accounts
        if self.corrects is None:
            return accounts
        return (*accounts, Account(id="put-right", withdraws=(self.corrects.id or "",)))

    @cached_property
    def interview(self) -> Interview:
        """The checklist put to this family."""
        return Interview(self.checklist, self.before)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in order, with the answers so far."""
        return self.interview.pages(self.draft)

    @cached_property
    def telling(self) -> tuple[Account, ...]:
        """What the answers so far tell."""
        return self.interview.accounts(self.draft, self.pages)

    @cached_property
    def recorded(self) -> Told:
        """What the case held before this form, as of its day."""
        return self.interview.recorded(self.draft)

    @cached_property
    def told(self) -> Told:
        """What counts as told with this form's answers, for words about things."""
        return fold((*self.before, *self.telling), max(self.today, self.draft.on).toordinal())

    @property
    def today(self) -> datetime.date:
        """The day to look from: today; for a training case the day of its last account, if that is earlier."""
        days = [one.day for one in self.case.all_accounts if one.day is not None]
        if self.opened.case.training and days:
            return max(datetime.date.fromordinal(max(days)), self.draft.on)
        return datetime.date.today()

    def page(self, wanted: str) -> Page | None:
        """The page of a fingerprint; None if the answers so far do not lead to it, or no longer."""
        return next((one for one in self.pages if page_key(self.form, one.key) == wanted), None)

    def with_draft(self, draft: Draft) -> Desk:
        """The same form with other answers."""
        return Desk(self.opened, self.form, self.checklist, draft, self.case, self.version)


def look(opened: OpenCase, form: str) -> Desk | None:
    """The form of a fingerprint; None if it has been finished or thrown away meanwhile."""
    with opened.database.reading() as session:
        kept = _kept(session, opened, form)
        return _desk(session, opened, form, kept) if kept is not None else None


def desk(opened: ToFillIn, form: FormKey) -> Desk:
    """The form that the address names.

    Raises:
        HTTPException: 404.
    """
    found = look(opened, form)
    if found is None:
        raise HTTPException(404)
    return found


OnDesk = Annotated[Desk, Depends(desk)]


def change(opened: OpenCase, form: str, work: Callable[[Desk], Draft]) -> Desk:
    """Change the draft as it is kept now, and keep it. It is safe when this returns.

    Args:
        opened: the case and who is at work.
        form: the form's fingerprint.
        work: gives the changed draft; may be called again if another page was faster.

    Raises:
        HTTPException: 404, if the form has been finished or thrown away meanwhile.
    """
    for tries_left in reversed(range(_TRIES)):
        try:
            with opened.database.session() as session:
                kept = _kept(session, opened, form)
                found = _desk(session, opened, form, kept) if kept is not None else None
                if kept is None or found is None:
                    raise HTTPException(404)
                changed = found.with_draft(work(found))
                keep(session, opened, changed.draft, kept.version)
                return changed
        except DraftOutdated:
            if not tries_left:
                raise
    raise AssertionError("the last try returns or raises")


def keep(session: Session, opened: OpenCase, draft: Draft, expected_version: int) -> None:
    """Keep a draft within a session.

    Raises:
        DraftOutdated: it has been saved from another page since.
    """
    body = draft.model_dump(mode="json", exclude_defaults=True)
    Drafts(session).put(
        opened.user.id, opened.case.id, draft.checklist, draft.child, body, expected_version=expected_version
    )


def read_draft(kept: KeptDraft) -> Draft | None:
    """A draft that was kept; None if it is one that this version of the program does not understand."""
    try:
        return Draft.model_validate(kept.body, strict=False)
    except ValidationError:
        return None


def _kept(session: Session, opened: OpenCase, form: str) -> KeptDraft | None:
    drafts = Drafts(session).list_for(opened.user.id, opened.case.id)
    return next((one for one in drafts if form_key(opened.case.id, one.checklist, one.child) == form), None)


def _desk(session: Session, opened: OpenCase, form: str, kept: KeptDraft) -> Desk | None:
    draft = read_draft(kept)
    case = Cases(session).file(opened.case.id)
    checklist = form_called(kept.checklist, case.accounts)
    if draft is None or checklist is None:
        return None
    return Desk(opened, form, checklist, draft, case, len(case.accounts))
