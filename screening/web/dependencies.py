"""What a page asks for: the database, who is signed in, what they may do, and the case that the address names.

    router = APIRouter()

    @router.get("/cases/{case_id}/something")
    def something(request: Request, opened: Annotated[OpenCase, Depends(case_for("read"))]) -> Response:
        with opened.database.reading() as session:
            case = Cases(session).file(opened.case.id)
        return render(request, "result/something.html", training=opened.case.training, ...)

Write handlers with ``def``, not ``async def``: the database waits. Open a session (``database.reading()`` to look,
``database.session()`` to change), do one piece of work, leave it, then render: what was written is safe when the block
has been left. No session is handed in from here, because one held between two threads can keep all others waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Path
from starlette.requests import Request

from screening.store.access import CaseAction, OtherAction, may
from screening.store.audit import Audit
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.tables import CaseRow
from screening.store.users import User
from screening.web.errors import SignInNeeded
from screening.web.security import visitors


async def database(request: Request) -> Database:
    """The database of this service."""
    opened: Database = request.app.state.database
    return opened


AnyDatabase = Annotated[Database, Depends(database)]


def current_user(request: Request, database: AnyDatabase) -> User:
    """Who is signed in.

    Raises:
        SignInNeeded: nobody. A page then leads to the sign-in page and back.
    """
    user = visitors.who(request, database)
    if user is None:
        raise SignInNeeded
    request.state.user = user
    return user


SignedIn = Annotated[User, Depends(current_user)]


def require(action: OtherAction) -> Callable[..., User]:
    """A dependency that gives the user if their role allows something that is about no case, such as ``users``.

    Raises:
        HTTPException: 403, when called by a request of somebody else.
    """

    def allowed(user: SignedIn) -> User:
        if not may(user, action, None):
            raise HTTPException(403)
        return user

    return allowed


@dataclass(frozen=True)
class OpenCase:
    """A case that somebody may do something with.

    Attributes:
        database: to read or change it.
        user: who it is.
        case: its row as it was a moment ago: id, reference, training or not, version, who holds it.
    """

    database: Database
    user: User
    case: CaseRow


CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
"""A case as an address names it: by an id that says nothing."""


def case_for(action: CaseAction) -> Callable[..., OpenCase]:
    """A dependency that opens the case named by ``{case_id}`` in the address, if the user may do this with it.

    Reading is written into the log here, each time. What is written, printed or exported is logged by what does it.

    Raises:
        HTTPException: 404, when called by a request for a case that is not there or not theirs: the answer does not
            tell the two apart.
    """

    def opened(
        case_id: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")], user: SignedIn, database: AnyDatabase
    ) -> OpenCase:
        return open_case(database, user, case_id, action)

    return opened


def open_case(database: Database, user: User, case_id: str, action: CaseAction) -> OpenCase:
    """What ``case_for`` does, for those who know their user otherwise, as programs with a token do.

    Raises:
        HTTPException: 404.
    """
    # Writers wait for each other, so only what goes into the log is a write.
    with database.reading() as session:
        case = Cases(session).get(case_id)
        allowed = case is not None and may(user, action, case, glass=BreakGlass(session).is_open(user.id, case_id))
    if case is None or not allowed:
        known = case_id if case is not None else None
        with database.session() as session:
            Audit(session).append("refused", user_id=user.id, case_id=known, detail=action)
        raise HTTPException(404)
    if action == "read":
        with database.session() as session:
            Audit(session).append("read", user_id=user.id, case_id=case_id)
    return OpenCase(database, user, case)
