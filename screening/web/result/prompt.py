"""The page of one prompt: why it is here, what was said to it so far, and the form with which to respond."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.services.one_case import usual_day
from screening.services.responding import Prompted, mark_of, read_reply, respond
from screening.store.responses import KINDS, Kind, Responses
from screening.store.users import Users
from screening.web.dependencies import OpenCase, case_for
from screening.web.pages import Notice, flash, go_to, render
from screening.web.result.arranging import find, one_prompt
from screening.web.result.in_words import Answer
from screening.web.result.in_words import answer as answer_in_words
from screening.web.result.looking import DATE, Looked, look
from screening.web.result.page import responded
from screening.web.submitted import Submitted

router = APIRouter()

KEPT: Final = Notice("response-kept", "Your response is kept. It stands under “Answered” until something changes.")
CHANGED: Final = Notice("prompt-changed", "That prompt no longer stands as it did. This is what the case comes to now.")

LABELS: Final[dict[Kind, str]] = {
    "done": "It is done",
    "doing": "It is being done",
    "not-applicable": "It does not apply here",
    "disagree": "I see it differently",
    "supervision": "I take it to supervision",
}
"""What a response is called on the form."""
ASKS: Final[dict[Kind, str]] = {
    "done": "Where is it recorded?",
    "doing": "Who does it?",
    "not-applicable": "Why does it not apply?",
    "disagree": "Why do you see it differently?",
    "supervision": "What do you want to talk over? You can leave this empty.",
}
"""What each response asks for in words."""

_CHANGED_MEANWHILE: Final = "What this prompt rests on has changed meanwhile. Look at it again, then respond."

Key = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


_FIELDS: Final = ("kind", *(f"text-{kind}" for kind in KINDS), *(f"due-{name}" for name in DATE))


@router.get("/cases/{case_id}/prompts/{key}")
def prompt(request: Request, opened: Annotated[OpenCase, Depends(case_for("read"))], key: Key) -> Response:
    """The prompt and the form."""
    return _page(request, look(opened), key, {})


@router.post("/cases/{case_id}/prompts/{key}")
def answer(
    request: Request, opened: Annotated[OpenCase, Depends(case_for("respond"))], key: Key, form: Submitted
) -> Response:
    """Keep a response, unless what the prompt rests on has changed while the page was open."""
    looked = look(opened)
    given = {name: str(form.get(name, "")).strip() for name in _FIELDS}
    findings = [one.finding for one in find(opened.case.id, responded(looked)[0], key)]
    due = [given[f"due-{name}"] for name in DATE]
    text = given.get(f"text-{given['kind']}", "")
    reply, wrong = read_reply(given["kind"], text, "/".join(due) if any(due) else "", usual_day(looked.file))
    if findings and form.get("mark") != mark_of(findings):
        reply, wrong = None, {"kind": _CHANGED_MEANWHILE}
    if reply is None:
        return _page(request, looked, key, given, wrong)
    if not findings:
        return _gone(request, opened)
    with opened.database.session() as session:
        respond(session, opened.case.id, findings, reply, by=opened.user.id)
    response = go_to(f"/cases/{opened.case.id}/result")
    flash(request, response, KEPT)
    return response


def _gone(request: Request, opened: OpenCase) -> Response:
    response = go_to(f"/cases/{opened.case.id}/result")
    flash(request, response, CHANGED)
    return response


def _page(
    request: Request, looked: Looked, key: str, given: dict[str, str], wrong: dict[str, str] | None = None
) -> Response:
    case_id = looked.opened.case.id
    ours = find(case_id, responded(looked)[0], key)
    if not ours:
        return _gone(request, looked.opened)
    users, history = _history(looked, ours)
    wrong = wrong or {}
    return render(
        request,
        "result/prompt.html",
        status=400 if wrong else 200,
        training=looked.opened.case.training,
        looked=looked,
        address=f"/cases/{case_id}",
        prompt=one_prompt(case_id, looked.screening, ours, users),
        history=history,
        key=key,
        mark=mark_of([one.finding for one in ours]),
        labels=LABELS,
        asks=ASKS,
        given=given,
        wrong=wrong,
        errors=[{"text": text, "href": _target(name, given.get("kind", ""))} for name, text in wrong.items()],
    )


def _target(field: str, kind: str) -> str:
    return {"kind": "#kind", "text": f"#text-{kind}"}.get(field, "#due-day")


def _history(looked: Looked, prompts: Sequence[Prompted]) -> tuple[dict[str, str], list[Answer]]:
    """Users by id, and everything that was said to a prompt before, the latest first."""
    ours = {(one.finding.rule, one.finding.subject) for one in prompts}
    with looked.opened.database.reading() as session:
        users = {one.id: one.name for one in Users(session).all()}
        said = [one for one in Responses(session).history(looked.opened.case.id) if (one.rule, one.subject) in ours]
    return users, list(dict.fromkeys(answer_in_words(one, users) for one in reversed(said)))
