"""Signing in and out: by the link in the terminal, by name and password, by the organisation's own service.

One person on their own machine has no password; the link that the terminal shows works once, and a new one can be asked
for, which the terminal shows too. How a team's people are added is left to the command line.
"""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.store.attempts import Attempts
from screening.store.audit import Audit
from screening.store.database import Database, Session
from screening.store.links import Links
from screening.store.passwords import SHORTEST, Passwords
from screening.store.tables import UserRow
from screening.store.users import User, Users
from screening.store.visits import LONGEST
from screening.web.dependencies import AnyDatabase, SignedIn
from screening.web.pages import Notice, flash, go_to, render
from screening.web.security import cookies, openid, visitors
from screening.web.settings import OpenId, Settings
from screening.web.submitted import Submitted

router = APIRouter()

PASSWORD_SET = Notice("password-set", "The password is set.")
LINK_SHOWN = Notice("link-shown", "A new link is shown where the service was started. Earlier links no longer work.")

_NOT_TOGETHER = "This name and password do not belong together."
_USED = "This link was used already, or is too old, or was not copied in full. Ask for a new one."
_NOBODY_HERE = "Your organisation knows you, but there is no user for you in this service. Ask whoever looks after it."
_NOT_CONFIRMED = "Your organisation's service did not confirm who you are. Go to the sign-in page and try once more."
_NO_ANSWER = "Your organisation's sign-in service does not answer. Try again later, or sign in with a password."


@router.get("/sign-in")
def ask(request: Request, database: AnyDatabase, next: str = "/") -> Response:
    """The sign-in page; the way on for somebody who is signed in."""
    if visitors.who(request, database) is not None:
        return go_to(visitors.local_path(next))
    onward = visitors.local_path(next)
    ended = cookies.read(request, "session") is not None
    response = render(request, "layout/sign_in.html", next=onward, ended=ended, longest=LONGEST)
    if _settings(request).local:
        # The link in the terminal cannot say where somebody was.
        cookies.put(request, response, "return", onward)
    return response


@router.post("/sign-in")
def by_password(request: Request, database: AnyDatabase, form: Submitted) -> Response:
    """Sign in with a name and a password."""
    if _settings(request).local:
        raise HTTPException(404)
    name, password, onward = (str(form.get(field, "")) for field in ("name", "password", "next"))
    address = request.client.host if request.client else ""
    with database.reading() as session:
        if Attempts(session).too_many(name, address):
            raise HTTPException(429)
        user = Passwords(session).check(name, password)
    with database.session() as session:
        if user is not None:
            Attempts(session).succeeded(name, address)
            return visitors.begin(request, session, user.id, "password", onward)
        Attempts(session).failed(name, address)
        Audit(session).append("sign-in-refused", user_id=None, detail="password")
    errors = [{"text": _NOT_TOGETHER, "href": "#name"}]
    return render(
        request, "layout/sign_in.html", status=400, errors=errors, name=name, next=visitors.local_path(onward)
    )


@router.get("/sign-in/link/{token}")
def by_link(request: Request, database: AnyDatabase, token: str) -> Response:
    """Sign in by the link from the terminal, once."""
    if not _settings(request).local:
        raise HTTPException(404)
    with database.session() as session:
        user_id = Links(session).use(token, "sign-in")
        user = Users(session).get(user_id) if user_id is not None else None
        if user is not None and not user.disabled:
            return visitors.begin(request, session, user.id, "link", cookies.read(request, "return") or "/")
        Audit(session).append("sign-in-refused", user_id=user_id, detail="link")
    raise HTTPException(403, _USED)


@router.post("/sign-in/new-link")
def another_link(request: Request) -> Response:
    """Have the terminal show a new link; whoever sits at the machine can see it, and nobody else."""
    if not _settings(request).local:
        raise HTTPException(404)
    request.app.state.show_link()
    response = go_to("/sign-in")
    flash(request, response, LINK_SHOWN)
    return response


@router.post("/sign-in/stay")
def stay(user: SignedIn) -> Response:
    """Keep the sign-in going, for somebody who reads or writes for long; asking who they are has done it."""
    return Response(status_code=204)


@router.post("/sign-out")
def sign_out(request: Request, database: AnyDatabase) -> Response:
    """Sign out."""
    return visitors.end(request, database)


@router.get("/password/{token}")
def ask_password(request: Request, database: AnyDatabase, token: str) -> Response:
    """The form for a new password, by a link that whoever looks after the service has given."""
    return _password_form(request, database, token, [])


@router.post("/password/{token}")
def set_password(request: Request, database: AnyDatabase, token: str, form: Submitted) -> Response:
    """Set the password, use the link up, and sign in."""
    try:
        with database.session() as session:
            user_id = Links(session).use(token, "reset")
            user = Users(session).get(user_id) if user_id is not None else None
            if user is None or user.disabled:
                raise HTTPException(403, _USED)
            Passwords(session).set(user.id, str(form.get("password", "")), by=user.id)
            response = visitors.begin(request, session, user.id, "link", "/")
    except ProblemsFound as found:
        # The session was undone, so the link still works.
        errors = [{"text": problem.message, "href": "#password"} for problem in found.problems]
        return _password_form(request, database, token, errors)
    flash(request, response, PASSWORD_SET)
    return response


def _password_form(request: Request, database: Database, token: str, errors: list[dict[str, str]]) -> Response:
    with database.reading() as session:
        user_id = Links(session).whose(token, "reset")
        user = Users(session).get(user_id) if user_id is not None else None
    if user is None:
        raise HTTPException(403, _USED)
    return render(
        request, "layout/new_password.html", status=400 if errors else 200, errors=errors, shortest=SHORTEST,
        name=user.name,
    )  # fmt: skip


@router.get("/sign-in/openid")
def leave_for_openid(request: Request, next: str = "/") -> Response:
    """Send the browser to the organisation's own service."""
    secret = cookies.new_secret()
    settings = _settings(request)
    try:
        response = go_to(openid.way_out(_openid(settings), settings.address, secret))
    except openid.NoAnswer:
        raise HTTPException(502, _NO_ANSWER) from None
    cookies.put(request, response, "visit", secret)
    cookies.put(request, response, "return", visitors.local_path(next))
    return response


@router.get(openid.BACK)
def back_from_openid(request: Request, database: AnyDatabase, state: str = "", code: str = "") -> Response:
    """Sign in whoever the organisation's own service has confirmed; the way back works once."""
    settings = _settings(request)
    try:
        confirmed = openid.come_back(
            _openid(settings), settings.address, cookies.read(request, "visit") or "", state, code
        )
    except openid.NotConfirmed:
        with database.session() as session:
            Audit(session).append("sign-in-refused", user_id=None, detail="openid")
        raise HTTPException(400, _NOT_CONFIRMED) from None
    except openid.NoAnswer:
        raise HTTPException(502, _NO_ANSWER) from None
    with database.session() as session:
        user = _known(session, confirmed)
        if user is not None:
            path = cookies.read(request, "return") or "/"
            return visitors.begin(request, session, user.id, "openid", path)
        Audit(session).append("sign-in-refused", user_id=None, detail="openid")
    raise HTTPException(403, _NOBODY_HERE)


def _known(session: Session, confirmed: openid.Confirmed) -> User | None:
    """The user who was confirmed. The first time: one who was added under that name and has no other way to sign in."""
    users = Users(session)
    user = users.by_oidc(confirmed.subject)
    if user is None and confirmed.name is not None:
        user = users.find(confirmed.name)
        if user is None or user.has_password or session.get_one(UserRow, user.id).oidc_subject is not None:
            return None
        users.set_oidc_subject(user.id, confirmed.subject)
    return user if user is not None and not user.disabled else None


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _openid(settings: Settings) -> OpenId:
    if settings.openid is None:
        raise HTTPException(404)
    return settings.openid
