"""A facilitator's pack arranged for paper, part by part, in the order in which it is needed.

What is handed out and what only the facilitator reads are kept in separate parts, each with its own foot. How a part
looks is left to the template.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.engine.document import Citation, Finding
from screening.reports import words
from screening.reports.facilitator_sheets import (
    COLUMNS,
    AnswerText,
    SheetText,
    answer_text,
    citation_text,
    sheet_text,
)
from screening.reports.plain import cleaned, theirs
from screening.training.exercises import CAUTION, FAMILY_ASKS, HINTS
from screening.training.preparing import Checkpoint, Prepared

CARE: Final = (
    "Say the warning before anybody sees a sheet, and again after a break. Anyone may step out and need not say why.",
    "Name somebody who is there to talk to today and afterwards, and how to reach them.",
    "If something makes somebody worried about a real child: stop, and take it to your safeguarding lead. "
    "If a child is in immediate danger, call 999.",
    "Nobody is to be found at fault, neither in the case nor in the room.",
)
"""What a facilitator sees to whatever the case. Ours; no source gives a list."""

TO_PREPARE: Final = (
    "Read the whole pack, with the answers. Try the exercise yourself at one checkpoint.",
    "Print the sheets on one side, one set for each table, and put them in one envelope for each checkpoint.",
    "Nothing in a later envelope may lie open: learners are to know only what could be known on the day (PLS-010).",
    "Decide whether each table plays one service or all have the whole. A service's sheet goes to its table only.",
    "Something to write with, and room for four columns on a wall or large paper.",
    "The projector file, if you use one: screening scenario projector.",
)
IN_THE_ROOM: Final = (
    "Services of the kind that were part of the family's life, and workers from elsewhere who do not know the case, so "
    "that the result does not rest on people who know the story (PLS-022).",
    "Tables of four to six, each with several professions. Somebody at each table writes.",
)

EXERCISE_ONE: Final = (
    "At each point at which groups write, a table fills in four columns. A concern names the fact that it is based on. "
    "Further information names who holds it and the exact question. An action names who does it and by when.",
    "When new information comes, groups go back to their columns and change what they would, so that the change shows.",
    "Then show what the rules opened. Let the group say itself which of its entries mean the same. What the group saw "
    "and the rules did not is worth keeping: write it down as an idea for a rule.",
    "Nobody wins. Tables are not compared, and nothing is counted up.",
)
EXERCISE_TWO: Final = (
    "Which policies and procedures bear on this case, and at which point? Answer before any list is shown (PLS-028).",
    "Could you find it now, on your own telephone? Try it.",
    "For each: what could keep you from using it in practice (PLS-029)? Collect this without names. It goes to whoever "
    "can remove it, as information and not as blame.",
    f"Only then: {' '.join(f'{said} ({row})' for row, said in HINTS)}",
)
EXERCISE_THREE: Final = (
    f"{FAMILY_ASKS} Each table writes down three questions, in words that it would use at the door.",
    "Then read out what the family said, where the source has it, and look which of the questions would have met it.",
)
DEBRIEF: Final = (
    "What did each table see that the rules did not, and the other way round?",
    "Where did a piece of information sit that another table needed? What would have brought it across?",
    "What will you do differently tomorrow, and who will notice?",
    CAUTION,
)
NO_MESSAGES: Final = (
    "The source carries no message from the family, so none is given here. Say so to the group, and ask what it means "
    "that nobody wrote down what they said."
)
OWN_CASE: Final = "No family's words belong to this case."
LONG: Final = 360
"""Minutes beyond which a plan is too long for one day."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Answers(_Part):
    """What the facilitator reads at one checkpoint.

    Attributes:
        still: titles of what the rules had already; ``asking``: of what cannot be ruled out for the first time.
        hindsight: what nobody could have said on this day, and why.
        nothing_new: services that keep their earlier sheets.
    """

    title: str
    day: str
    notes: str
    who_knew: str
    round: str
    opened: tuple[AnswerText, ...]
    still: tuple[str, ...]
    asking: tuple[str, ...]
    hindsight: tuple[str, ...]
    learning: tuple[tuple[str, str], ...]
    nothing_new: str


class Pack(_Part):
    """The whole pack as text. ``sheets`` are handed out; everything else is the facilitator's."""

    title: str
    warning: str
    about: str
    drawn_from: str
    foot: str
    care: tuple[str, ...]
    plan: tuple[tuple[str, str], ...]
    total: str
    prepare: tuple[str, ...]
    room: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    sheets: tuple[SheetText, ...]
    answers: tuple[Answers, ...]
    messages: tuple[tuple[str, str], ...]
    no_messages: str
    exercises: tuple[tuple[str, tuple[str, ...]], ...]
    closing: str
    debrief: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


def facilitator_pack(prepared: Prepared) -> Pack:
    """Everything that the pack holds, in the order in which it is needed."""
    prepared = cleaned(prepared)
    total = sum(one.minutes for one in prepared.plan)
    return Pack(
        title=prepared.title,
        warning=prepared.warning,
        about=prepared.about,
        drawn_from=prepared.drawn_from,
        foot=f"For the facilitator only. {prepared.scenario}. {prepared.pack_title} {prepared.pack_version}. "
        f"{prepared.locality_name}.",
        care=CARE,
        plan=tuple((f"{one.minutes} min", one.what) for one in prepared.plan),
        total=_total(total),
        prepare=(*TO_PREPARE, *prepared.prepare),
        room=(*IN_THE_ROOM, _services(prepared), *prepared.room),
        columns=COLUMNS,
        sheets=tuple(sheet_text(sheet) for one in prepared.checkpoints for sheet in (one.together, *one.sheets)),
        answers=tuple(_answers(one) for one in prepared.checkpoints),
        messages=tuple((one.summary, citation_text(one)) for one in prepared.messages),
        no_messages="" if prepared.messages else NO_MESSAGES if prepared.published else OWN_CASE,
        exercises=(
            ("First exercise: four columns", EXERCISE_ONE),
            ("Second exercise: policies, and what gets in the way", EXERCISE_TWO),
            ("Third exercise: what the family would have wanted you to ask", EXERCISE_THREE),
        ),
        closing=prepared.closing.notes if prepared.closing else "",
        debrief=(*prepared.debrief, *DEBRIEF),
        sources=tuple(_sources(prepared.sources)),
    )


def _total(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    said = f"{words.counted(hours, 'hour')}{f' {rest} minutes' if rest else ''} with breaks, at our pace."
    return f"{said} Too long for one day: hold it on two, or leave out points." if minutes > LONG else said


def _services(prepared: Prepared) -> str:
    named = {sheet.agency for one in prepared.checkpoints for sheet in one.sheets if sheet.agency}
    return (
        f"There are sheets for: {', '.join(sorted(words.agency(one) for one in named))}."
        if named
        else ("Every service knew the same at every point, so all tables get the same sheets.")
    )


def _answers(one: Checkpoint) -> Answers:
    answer = one.answer
    return Answers(
        title=one.title,
        day=words.day(one.step.as_of.isoformat()),
        notes=one.step.notes,
        who_knew=one.step.who_knew,
        round=one.round.note if one.round else "They read on and keep notes on their sheets; nothing is shown yet.",
        opened=tuple(answer_text(found, answer.accounts) for found in answer.opened),
        still=tuple(_line(found) for found in answer.standing),
        asking=tuple(_line(found) for found in answer.asking),
        hindsight=tuple(
            f"{later.title} {later.rule}{f'. {later.why}' if later.why else ''}" for later in answer.hindsight
        ),
        learning=tuple((row.summary, citation_text(row)) for row in answer.learning),
        nothing_new=", ".join(words.agency(name) for name in one.nothing_new),
    )


def _line(one: Finding) -> str:
    return f"{one.title}{f' ({theirs(one.subject)})' if one.subject else ''} {one.rule}"


def _sources(rows: Iterable[Citation]) -> Iterable[tuple[str, str]]:
    ordered = sorted(rows, key=lambda one: (one.cite_as, one.row))
    for cite_as, cited in groupby(ordered, key=lambda one: one.cite_as):
        yield cite_as, "; ".join(f"{one.row} {one.locator}" for one in cited)
