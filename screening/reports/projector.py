"""A scenario for a projector: one page that holds everything, shows one checkpoint at a time and fetches nothing.

Pages are turned by plain links; a small script adds the arrow keys. It shows what all services knew together and
nothing that is the facilitator's: no notes, no titles of steps, and of the rules only what may be shown.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.reports.facilitator import DEBRIEF, EXERCISE_THREE, EXERCISE_TWO, NO_MESSAGES
from screening.reports.facilitator_sheets import (
    COLUMNS,
    AnswerText,
    SheetText,
    citation_text,
    sheet_text,
    shown_text,
)
from screening.reports.plain import cleaned
from screening.reports.templating import page_templates
from screening.training.preparing import Checkpoint, Prepared
from screening.training.revealing import Reveal

_SCRIPT: Final = "projector.js"


class Point(BaseModel):
    """The pages of one checkpoint: what was known, and what the rules opened."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: SheetText
    opened: tuple[AnswerText, ...]
    questions: tuple[str, ...]
    held_back: bool


def projector_html(prepared: Prepared, shown: Sequence[Reveal]) -> str:
    """The page; ``shown`` is what the rules opened at each checkpoint, as far as groups may see it."""
    prepared = cleaned(prepared)
    environment = page_templates()
    script, _, _ = environment.loader.get_source(environment, _SCRIPT) if environment.loader else ("", None, None)
    return environment.get_template("projector.html.j2").render(
        warning=prepared.warning,
        points=tuple(_point(one, cleaned(has)) for one, has in zip(prepared.checkpoints, shown, strict=True)),
        columns=COLUMNS,
        second=EXERCISE_TWO,
        third=EXERCISE_THREE,
        messages=tuple((one.summary, citation_text(one)) for one in prepared.messages),
        no_messages=NO_MESSAGES if prepared.published else "",
        debrief=(*prepared.debrief, *DEBRIEF),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _point(one: Checkpoint, shown: Reveal) -> Point:
    new = [found for found in (*shown.prompts, *shown.strengths) if found.new]
    return Point(
        sheet=sheet_text(one.together),
        opened=tuple(shown_text(found, shown.accounts) for found in new),
        questions=tuple(f"{found.title} {found.rule}" for found in shown.questions if found.new),
        held_back=shown.held_back,
    )
