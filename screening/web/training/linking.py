"""The trainer notes which prompts an entry is the same as, and which policy was meant.

People say so and nothing is guessed. Where an entry and a prompt rest on the same fact, that is said beside the prompt.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response

from screening.errors import ProblemsFound
from screening.services import training
from screening.services import training_on_the_web as service
from screening.training import exercises
from screening.training.events import RuleKey, SeenByRules
from screening.training.matching import suggested
from screening.training.session import Entry, Policy
from screening.web.form.given import Sent
from screening.web.pages import go_to, render
from screening.web.submitted import Submitted
from screening.web.training import written
from screening.web.training.sessions import Held, HeldSession
from screening.web.training.told import policy_names

router = APIRouter()

Of = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
NONE: Final = "none"
_CHOOSE: Final = "Choose what it is the same as, or that the rules did not see it; not both."
_CHOOSE_POLICY: Final = "Choose the policy that was meant, or none of them."


@router.get("/training/{session_id}/entries/{of}")
def ask_entry(request: Request, held: HeldSession, of: Of) -> Response:
    """Which prompt an entry is."""
    return _entry(request, held, of)


@router.post("/training/{session_id}/entries/{of}")
def link_entry(request: Request, held: HeldSession, of: Of, form: Submitted) -> Response:
    """Note which prompt an entry is."""
    sent = Sent(form)
    chosen = sent.all("rules")
    known = {_value(one): RuleKey(rule=one.rule, subject=one.subject) for one in _seen(held, _found(held, of))}
    if not chosen or (NONE in chosen and len(chosen) > 1) or not {*chosen} <= {NONE, *known}:
        return _entry(request, held, of, _CHOOSE, chosen)
    rules = [known[one] for one in chosen if one != NONE]
    return _do(held, sent, lambda room, id: training.link_entry(room, id=id, of=of, rules=rules))


@router.get("/training/{session_id}/policies/{of}")
def ask_policy(request: Request, held: HeldSession, of: Of) -> Response:
    """Which policy was meant."""
    return _policy(request, held, of)


@router.post("/training/{session_id}/policies/{of}")
def link_policy(request: Request, held: HeldSession, of: Of, form: Submitted) -> Response:
    """Note which policy was meant."""
    sent = Sent(form)
    chosen = sent.one("policy")
    _named(held, of)
    if chosen != NONE and chosen not in policy_names(held.on):
        return _policy(request, held, of, _CHOOSE_POLICY)
    policy = None if chosen == NONE else chosen
    return _do(held, sent, lambda room, id: training.link_policy(room, id=id, of=of, policy=policy))


def _entry(
    request: Request, held: Held, of: str, wrong: str | None = None, chosen: list[str] | None = None
) -> Response:
    entry = _found(held, of)
    reveal = service.reveal_to(held.on, entry.written.group, entry.written.step)
    near = suggested(entry.written, reveal) if reveal is not None else ()
    seen = _seen(held, entry)
    # Those that rest on a fact which the entry names come first.
    keys = [RuleKey(rule=one.rule, subject=one.subject) for one in seen]
    ordered = sorted(zip(seen, keys, strict=True), key=lambda one: one[1] not in near)
    choices = [
        {
            "value": _value(one),
            "text": f"{one.title} ({one.subject})" if one.subject else one.title,
            "hint": {"text": "Rests on a fact that the entry names."} if key in near else None,
        }
        for one, key in ordered
    ]
    if chosen is None:
        links = entry.links
        chosen = [] if links is None else [_value(one) for one in links] or [NONE]
    return render(
        request,
        "training/link.html",
        status=400 if wrong else 200,
        training=True,
        held=held,
        entry=entry,
        exercises=exercises,
        choices=[*choices, {"divider": "or"}, {"value": NONE, "text": "None of these: keep it as an idea for a rule"}],
        chosen=chosen,
        wrong=wrong,
        errors=[{"text": wrong, "href": "#rules"}] if wrong else [],
        new_key=written.new_key,
    )


def _policy(request: Request, held: Held, of: str, wrong: str | None = None) -> Response:
    named = _named(held, of)
    choices = [
        {"value": one, "text": name} for one, name in sorted(policy_names(held.on).items(), key=lambda one: one[1])
    ]
    meant = (named.policy.id if named.policy else NONE) if named.linked else None
    return render(
        request,
        "training/link_policy.html",
        status=400 if wrong else 200,
        training=True,
        held=held,
        named=named,
        choices=[*choices, {"divider": "or"}, {"value": NONE, "text": "None of these"}],
        chosen=meant,
        wrong=wrong,
        errors=[{"text": wrong, "href": "#policy"}] if wrong else [],
        new_key=written.new_key,
    )


def _do(held: Held, sent: Sent, act: service.Act) -> Response:
    try:
        service.write(held.database, held.on.kept.id, written.key(sent), act)
    except ProblemsFound as found:
        raise HTTPException(403, " ".join(one.message for one in found.problems)) from None
    return go_to(held.address)


def _found(held: Held, of: str) -> Entry:
    for one in held.on.now.entries:
        if one.written.id == of and one.counts and held.on.now.is_revealed(one.written.step):
            return one
    raise HTTPException(404)


def _named(held: Held, of: str) -> Policy:
    for one in held.on.now.policies:
        if one.named.id == of and not one.withdrawn:
            return one
    raise HTTPException(404)


def _seen(held: Held, entry: Entry) -> tuple[SeenByRules, ...]:
    """What the rules had at the entry's checkpoint, prompts first."""
    return next(one.seen for one in held.on.now.revealed if one.step == entry.written.step)


def _value(key: RuleKey) -> str:
    return f"{key.rule} {key.subject}" if key.subject else key.rule
