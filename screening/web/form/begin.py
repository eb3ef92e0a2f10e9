"""Beginning a form: which child it is about, on which day it was told, and who writes it down.

It is asked once for each form. Who somebody is, is remembered for as long as the service runs, so that it stands there
already the next time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from screening.case.account import Account, CaseFile
from screening.case.told import fold
from screening.case.words import date_span
from screening.engine.wording import age_in_words
from screening.forms.answers import read_date, word_of
from screening.forms.checklist import Checklist
from screening.forms.correcting import filled_in
from screening.forms.draft import Draft
from screening.services.offered import corrected_by, fact_of, form_called, name_for_fact
from screening.services.one_case import usual_day
from screening.store.cases import Cases
from screening.store.drafts import DraftOutdated, Drafts
from screening.web.dependencies import OpenCase
from screening.web.form import flow
from screening.web.form.addresses import fact_key, form_key, of_case, of_form, of_page, of_start
from screening.web.form.desk import ToFillIn, keep, look, read_draft
from screening.web.form.given import Sent, agency
from screening.web.pages import go_to, render
from screening.web.submitted import Submitted

router = APIRouter()

FormName = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Fingerprint = Annotated[str, Query(pattern=r"^([0-9a-f]{20})?$")]
_LONGEST_ROLE = 120


@dataclass(frozen=True)
class _Start:
    """What is asked before the first page of a form, and what it is asked with."""

    opened: OpenCase
    case: CaseFile
    checklist: Checklist
    corrects: Account | None
    about: str | None

    @property
    def children(self) -> tuple[str, ...]:
        told = fold(self.case.all_accounts, datetime.date.max.toordinal())
        if self.about is not None and self.about.startswith("children."):
            return (self.about.split(".")[1],)
        if self.corrects is not None:
            spoken = tuple(one for path, one in self.corrects.flattened.members if path == "children")
            return spoken or told.members.get("children", ())
        return told.members.get("children", ())


@dataclass(frozen=True)
class _Begun:
    child: str
    on: datetime.date
    agency: str
    by: str
    wrong: dict[str, str] = field(default_factory=dict)


@router.get("/cases/{case_id}/answer")
def answer_one(opened: ToFillIn, fact: str, about: Fingerprint = "") -> Response:
    """The question about one fact, by its rule path; ``about`` is the fingerprint of the fact in this case."""
    name = name_for_fact(fact)
    if fact_of(name) != fact:
        raise HTTPException(404)
    return go_to(of_start(opened.case.id, name) + (f"?about={about}" if about else ""))


@router.get("/cases/{case_id}/start/{name}")
def ask_start(request: Request, opened: ToFillIn, name: FormName, about: Fingerprint = "") -> Response:
    """Who, when and about whom."""
    return _form(request, _start(opened, name, about), about, None, {})


@router.post("/cases/{case_id}/start/{name}")
def start(request: Request, opened: ToFillIn, name: FormName, given: Submitted, about: Fingerprint = "") -> Response:
    """Begin the form, or go on with it where it was begun before."""
    begins = _start(opened, name, about)
    sent = Sent(given)
    begun = _read(begins, sent)
    if begun.wrong:
        return _form(request, begins, about, sent, begun.wrong)
    _writers(request)[opened.user.id] = (begun.agency, begun.by)
    draft = _draft(begins, begun)
    form = form_key(opened.case.id, name, draft.child)
    try:
        with opened.database.session() as session:
            kept = Drafts(session).get(opened.user.id, opened.case.id, name, draft.child)
            if kept is None or read_draft(kept) is None:
                keep(session, opened, draft, kept.version if kept is not None else 0)
    except DraftOutdated:
        pass  # Begun in another window a moment ago: go on with that.
    desk = look(opened, form)
    if desk is None:
        raise HTTPException(404)
    if begins.about is not None and any(page.key == begins.about for page in desk.pages):
        return go_to(of_page(opened.case.id, form, begins.about))
    first = next((one.address for one in flow.sections(desk) if one.address), None) if fact_of(name) else None
    return go_to(first or of_form(opened.case.id, form))


def _start(opened: OpenCase, name: str, about: str) -> _Start:
    with opened.database.reading() as session:
        case = Cases(session).file(opened.case.id)
    checklist = form_called(name, case.accounts)
    if checklist is None:
        raise HTTPException(404)
    fact = fact_of(name)
    path = _path_of(opened.case.id, case, fact, about) if fact is not None and about else None
    return _Start(opened, case, checklist, corrected_by(name, case.accounts), path)


def _path_of(case_id: str, case: CaseFile, fact: str, about: str) -> str | None:
    """The case path of a fact with a fingerprint, among all that the case has a place for."""
    told = fold(case.all_accounts, datetime.date.max.toordinal())
    children = told.members.get("children", ())
    if fact.startswith("child."):
        paths = [(f"children.{child}", fact.removeprefix("child.")) for child in children]
    else:
        paths = [("", fact.removeprefix("case."))]
    while paths:
        above, rest = paths.pop()
        word, _, more = rest.partition(".")
        here = f"{above}.{word}".lstrip(".")
        if not more:
            if fact_key(case_id, here) == about:
                return here
        elif members := told.members.get(here):
            paths += [(f"{here}.{member}", more) for member in members]
        elif here == "record":
            paths.append((here, more))
    return None


def _read(begins: _Start, sent: Sent) -> _Begun:
    wrong: dict[str, str] = {}
    child = sent.one("child")
    if begins.children:
        child = child or (begins.children[0] if len(begins.children) == 1 else "")
        if child not in begins.children:
            wrong["child"] = "Say which child this is about."
    else:
        try:
            child = word_of(child)
        except ValueError:
            wrong["child"] = "Enter a short word for the child, such as “child-1” or “baby”. No name."
    on = datetime.date.today()
    try:
        on = _day(sent)
    except ValueError as no_day:
        wrong["on-day"] = str(no_day)
    service = ""
    try:
        service = agency(sent.one("agency"))
    except ValueError:
        wrong["agency"] = "Say which agency you work for, such as “health visiting” or “nursery”."
    by = sent.one("by")
    if not by:
        wrong["by"] = "Say what your role is, such as “health visitor”. Not your name."
    elif len(by) > _LONGEST_ROLE:
        wrong["by"] = f"Say it in at most {_LONGEST_ROLE} letters."
    return _Begun(child, on, service, by, wrong)


def _day(sent: Sent) -> datetime.date:
    parts = [sent.one(f"on-{name}") for name in ("day", "month", "year")]
    if not all(parts) or not "".join(parts).isascii():
        raise ValueError("Enter the day, the month and the year on which it was told or seen.")
    iso = read_date((" " if parts[1].isalpha() else "/").join(parts), datetime.date.today())
    if len(iso) != len("2026-01-01"):
        raise ValueError("Enter the day, the month and the year on which it was told or seen.")
    on = datetime.date.fromisoformat(iso)
    if on > datetime.date.today():
        raise ValueError("This day is still to come. Enter the day on which it was told or seen.")
    return on


def _draft(begins: _Start, begun: _Begun) -> Draft:
    name, reference = begins.checklist.checklist, begins.case.case
    if begins.corrects is not None:
        filled = filled_in(begins.checklist, begins.corrects, reference, begun.child, begun.on)
        return filled.model_copy(update={"agency": begun.agency, "by": begun.by})
    draft = Draft(
        checklist=name, case=reference, child=begun.child, on=begun.on, agency=begun.agency, by=begun.by
    )  # fmt: skip
    if begins.about is None:
        return draft
    # The question is about one entry of a list, and inside it perhaps of another; so these are spoken of.
    parts = begins.about.split(".")
    for size in range(2, len(parts), 2):
        path, entry = ".".join(parts[: size - 1]), parts[size - 1]
        if path != "children" and path.split(".")[0] != "record":
            draft = draft.adding(path, entry)
    return draft


def _form(request: Request, begins: _Start, about: str, sent: Sent | None, wrong: dict[str, str]) -> Response:
    case = begins.opened.case
    names = ("child", "agency", "by", "on-day", "on-month", "on-year")
    if sent is not None:
        given = {name: sent.one(name) for name in names}
    else:
        on = usual_day(begins.case)
        service, by = _writers(request).get(begins.opened.user.id, ("", ""))
        if begins.corrects is not None:
            if begins.corrects.on is not None:
                on = min(on, datetime.date.fromordinal(date_span(begins.corrects.on)[1]))
            service, by = begins.corrects.agency or service, begins.corrects.by or by
        given = {"agency": service.replace("-", " "), "by": by}
        given |= {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year)}
    told = fold(begins.case.all_accounts, usual_day(begins.case).toordinal())
    return render(
        request, "form/begin.html", status=400 if wrong else 200, training=case.training, case=case,
        checklist=begins.checklist, home=of_case(case.id), given=given, wrong=wrong,
        post=of_start(case.id, begins.checklist.checklist) + (f"?about={about}" if about else ""),
        children=[{"value": one, "text": one, "age": age_in_words(told, one)} for one in begins.children],
        errors=[{"text": text, "href": f"#{name}"} for name, text in wrong.items()],
    )  # fmt: skip


def _writers(request: Request) -> dict[str, tuple[str, str]]:
    """The agency and role that somebody gave last, by the id of the user."""
    state = request.app.state
    if not hasattr(state, "form_writers"):
        state.form_writers = {}
    writers: dict[str, tuple[str, str]] = state.form_writers
    return writers
