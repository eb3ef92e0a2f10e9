"""A group's pages: the case as it knows it and the four columns, the policies, and what the family wanted to be asked.

A seat opens them and nothing else. They hold what the core's view of the group holds and what the group wrote, never
what another group knows or wrote. A script may send the same forms; it is then answered with data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, HTTPException, Path
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from screening.errors import ProblemsFound
from screening.services import training
from screening.services import training_on_the_web as service
from screening.services.training_on_the_web import Act
from screening.store.training_seats import TrainingSeats
from screening.store.training_sessions import TrainingSessions
from screening.training import exercises
from screening.training.events import COLUMNS
from screening.training.session import Entry
from screening.web.dependencies import AnyDatabase
from screening.web.form.given import Sent
from screening.web.pages import go_to, render
from screening.web.security import cookies
from screening.web.security.visitors import BY_ITSELF
from screening.web.submitted import Submitted
from screening.web.training import standing, written
from screening.web.training.joining import Seat, seat
from screening.web.training.told import policy_names, shown, together, told
from screening.web.training.written import Missing

router = APIRouter()

MySeat = Annotated[Seat, Depends(seat)]
GroupId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
EntryId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
_NOT_WRITTEN: Final = "This was not written. "


@router.get("/groups/{group_id}")
def case(request: Request, mine: MySeat) -> Response:
    """The case as the group knows it, and the four columns."""
    return _case(request, mine)


@router.post("/groups/{group_id}")
def write(request: Request, mine: MySeat, form: Submitted) -> Response:
    """Write an entry, or take one back."""
    sent = Sent(form)
    column = sent.one("column")

    def again(wrong: dict[str, str]) -> Response:
        return _case(request, mine, wrong=wrong, column=column, sent=sent)

    return _write(request, mine, form, _read_entry(mine, sent), again, mine.address)


@router.get("/groups/{group_id}/entries/{entry_id}")
def one_entry(request: Request, mine: MySeat, entry_id: EntryId) -> Response:
    """An entry, to be written anew."""
    return _one_entry(request, mine, _own(mine, entry_id))


@router.post("/groups/{group_id}/entries/{entry_id}")
def write_anew(request: Request, mine: MySeat, entry_id: EntryId, form: Submitted) -> Response:
    """Put another entry in the place of one; the first is kept and no longer counts."""
    sent = Sent(form)
    own = next((one for one in mine.on.now.entries if one.written.id == entry_id), None)
    if own is None or own.written.group != mine.group.id:
        raise HTTPException(404)

    def again(wrong: dict[str, str]) -> Response:
        return _one_entry(request, mine, own, wrong=wrong, sent=sent)

    return _write(request, mine, form, _read_entry(mine, sent), again, mine.address)


@router.get("/groups/{group_id}/policies")
def policies(request: Request, mine: MySeat) -> Response:
    """The second exercise: which policies, and what gets in the way."""
    return _policies(request, mine)


@router.post("/groups/{group_id}/policies")
def name(request: Request, mine: MySeat, form: Submitted) -> Response:
    """Name a policy or a barrier, or take a policy back."""
    sent = Sent(form)
    what = sent.one("what")

    def read() -> Act:
        if what == "barrier":
            barrier = written.barrier(sent)
            return lambda room, id: training.name_barrier(room, id=id, **barrier)
        if what == "policy":
            policy = written.policy(sent)
            return lambda room, id: training.name_policy(room, id=id, group=mine.group.id, **policy)
        return _back(sent, (one.named.id for one in mine.on.now.policies if one.named.group == mine.group.id))

    def again(wrong: dict[str, str]) -> Response:
        return _policies(request, mine, wrong=wrong, what=what, sent=sent)

    return _write(request, mine, form, read, again, f"{mine.address}/policies")


@router.get("/groups/{group_id}/family")
def family(request: Request, mine: MySeat) -> Response:
    """The third exercise: what the family would have wanted to be asked."""
    return _family(request, mine)


@router.post("/groups/{group_id}/family")
def put_question(request: Request, mine: MySeat, form: Submitted) -> Response:
    """Put a question down, or take one back."""
    sent = Sent(form)

    def read() -> Act:
        if sent.one("what") == "withdraw":
            return _back(sent, (one.asked.id for one in mine.on.now.questions if one.asked.group == mine.group.id))
        given = written.family_question(sent)
        return lambda room, id: training.family_question(room, id=id, group=mine.group.id, **given)

    def again(wrong: dict[str, str]) -> Response:
        return _family(request, mine, wrong=wrong, sent=sent)

    return _write(request, mine, form, read, again, f"{mine.address}/family")


@router.get("/groups/{group_id}/state")
def state(request: Request, database: AnyDatabase, group_id: GroupId) -> Response:
    """How the session stands, for the script of the page."""
    token = cookies.read(request, "seat")
    with database.reading() as session:
        session_id = TrainingSeats(session).session_of(token, group_id) if token is not None else None
        kept = TrainingSessions(session).get(session_id) if session_id is not None else None
        if kept is None:
            raise HTTPException(404)
        answer = standing.unchanged(request, kept.version)
        on = service.one_session(session, kept.id) if answer is None else None
    return standing.standing(on, group_id) if on is not None else answer or Response(status_code=404)


def _read_entry(mine: Seat, sent: Sent) -> Callable[[], Act]:
    own = [one.written.id for one in mine.on.now.entries if one.written.group == mine.group.id]

    def read() -> Act:
        if sent.one("what") == "withdraw":
            return _back(sent, own)
        given = written.entry(sent)
        if given.get("changed_from") not in (None, *own):
            raise HTTPException(404)
        return lambda room, id: training.write_entry(room, id=id, group=mine.group.id, **given)

    return read


def _back(sent: Sent, own: Iterable[str]) -> Act:
    of = sent.one("of")
    if of not in set(own):
        raise HTTPException(404)
    return lambda room, id: training.withdraw_entry(room, id=id, of=of)


def _write(
    request: Request,
    mine: Seat,
    form: FormData,
    read: Callable[[], Act],
    again: Callable[[dict[str, str]], Response],
    path: str,
) -> Response:
    """Write what was sent, and answer a browser with the page and a script with data."""
    by_script = BY_ITSELF in request.headers
    try:
        act = read()
        service.write(mine.database, mine.on.kept.id, written.key(Sent(form)), act, said=written.said(form))
    except Missing as missing:
        if by_script:
            return JSONResponse({"errors": list(missing.wrong.values())}, 400)
        return again(missing.wrong)
    except ProblemsFound as found:
        why = _NOT_WRITTEN + " ".join(one.message for one in found.problems)
        if by_script:
            return JSONResponse({"errors": [why]}, 409)
        return again({"all": why})
    return JSONResponse({}) if by_script else go_to(f"{path}#written")


def _case(
    request: Request, mine: Seat, *, wrong: dict[str, str] | None = None, column: str = "", sent: Sent | None = None
) -> Response:
    on, group = mine.on, mine.group
    return _render(
        request,
        mine,
        "training/group.html",
        wrong or {},
        column,
        sent,
        told=told(on, group.id),
        columns=[(one, exercises.COLUMN_WORDS[one]) for one in COLUMNS],
        entries=on.now.entries_of(group.id),
        together=together(on, group.id),
        shown=shown(on, group.id),
    )


def _one_entry(
    request: Request, mine: Seat, own: Entry, *, wrong: dict[str, str] | None = None, sent: Sent | None = None
) -> Response:
    return _render(
        request,
        mine,
        "training/entry.html",
        wrong or {},
        own.written.column,
        sent,
        own=own,
        told=told(mine.on, mine.group.id),
        words_of=exercises.COLUMN_WORDS[own.written.column],
    )


def _policies(
    request: Request, mine: Seat, *, wrong: dict[str, str] | None = None, what: str = "", sent: Sent | None = None
) -> Response:
    now = mine.on.now
    return _render(
        request,
        mine,
        "training/policies.html",
        wrong or {},
        what,
        sent,
        named=[one for one in now.policies if one.named.group == mine.group.id and not one.withdrawn],
        could_find=exercises.COULD_FIND.items(),
        barriers=exercises.BARRIERS.items(),
        known=sorted(policy_names(mine.on).values()) if now.lists_shown else (),
        hints=exercises.HINTS if now.lists_shown else (),
    )


def _family(request: Request, mine: Seat, *, wrong: dict[str, str] | None = None, sent: Sent | None = None) -> Response:
    own = [one for one in mine.on.now.questions if one.asked.group == mine.group.id and not one.withdrawn]
    return _render(request, mine, "training/family.html", wrong or {}, "family", sent, questions=own)


def _render(
    request: Request,
    mine: Seat,
    template: str,
    wrong: dict[str, str],
    prefix: str,
    sent: Sent | None,
    **context: Any,
) -> Response:
    on = mine.on
    if on.now.ended:
        template = "training/ended.html"
    return render(
        request,
        template,
        status=400 if wrong else 200,
        training=True,
        mine=mine,
        now=on.now,
        page=standing.fingerprint(on, mine.group.id),
        said=standing.said(on),
        exercises=exercises,
        new_key=written.new_key,
        wrong=wrong,
        prefix=prefix,
        sent=sent,
        errors=written.by_field(wrong, prefix),
        **context,
    )


def _own(mine: Seat, entry_id: str) -> Entry:
    for one in mine.on.now.entries_of(mine.group.id):
        if one.written.id == entry_id:
            return one
    raise HTTPException(404)
