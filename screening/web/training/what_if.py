"""What if one fact had been otherwise, and which single facts would move one rule, at the checkpoint that is open.

It is for the trainer. It looks at what one agency knew, or at everything. What is asked is sent as a form,
so that no fact stands in an address.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from screening.engine.document import FactLine
from screening.errors import ProblemsFound
from screening.reports.outline import Outline
from screening.reports.training_outlines import arrange_nearest, arrange_what_if
from screening.reports.words import agency
from screening.training.seeing import agencies_in, view
from screening.training.supposing import nearest, what_if
from screening.web.form.given import Sent
from screening.web.pages import render
from screening.web.submitted import Submitted
from screening.web.training.sessions import WHOLE, Held, HeldSession

router = APIRouter()


@dataclass(frozen=True)
class _Asked:
    """What was asked, as it was typed."""

    whose: str = WHOLE
    fact: str = ""
    value: str = ""
    rule: str = ""


@router.get("/training/{session_id}/what-if")
def ask(request: Request, held: HeldSession) -> Response:
    """The two questions."""
    return _page(request, held, _Asked(), (), {})


@router.post("/training/{session_id}/what-if")
def answer(request: Request, held: HeldSession, form: Submitted) -> Response:
    """What would open or close, or what would move a rule."""
    sent = Sent(form)
    asked = _Asked(sent.one("whose") or WHOLE, sent.one("fact"), sent.one("value"), sent.one("rule").upper())
    step, scenario, pack = held.on.now.step, held.on.scenario, held.on.pack
    if step is None:
        return _page(request, held, asked, (), {})
    whose = None if asked.whose == WHOLE else asked.whose
    found: tuple[Outline, ...] = ()
    wrong: dict[str, str] = {}
    field = "rule" if asked.rule else "fact"
    try:
        if asked.rule:
            found = arrange_nearest(nearest(scenario, step, asked.rule, pack, whose), scenario.title)
        elif asked.fact and asked.value:
            supposed = what_if(scenario, step, asked.fact, asked.value, pack, whose)
            found = (arrange_what_if(supposed, scenario.title),)
        else:
            wrong["value" if asked.fact else "fact"] = "Name a fact and what it is to be, or a rule."
    except ProblemsFound as problems:
        wrong[field] = " ".join(part for one in problems.problems for part in (one.message, one.hint) if part)
    return _page(request, held, asked, found, wrong)


def _page(request: Request, held: Held, asked: _Asked, found: tuple[Outline, ...], wrong: dict[str, str]) -> Response:
    on, step = held.on, held.on.now.step
    facts: tuple[FactLine, ...] = view(on.scenario, step).facts if step is not None else ()
    shown = [one for revealed in on.now.revealed if revealed.step == step for one in revealed.seen]
    return render(
        request,
        "training/what_if.html",
        status=400 if wrong else 200,
        training=True,
        held=held,
        asked=asked,
        found=found,
        wrong=wrong,
        errors=[{"text": text, "href": f"#{name}"} for name, text in wrong.items()],
        views=[(WHOLE, "Everything that anybody knew"), *((one, agency(one)) for one in agencies_in(on.scenario))],
        facts=facts,
        rules=list(dict.fromkeys((one.rule, one.title) for one in shown)),
    )
