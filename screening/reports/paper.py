"""What goes on paper, block by block, the same for PDF and DOCX. How a block looks is left to each of them."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from screening.reports import words
from screening.reports.plain import CLOSE, OPEN, parts, runs_right_to_left

NOT_EVIDENCE: Final = "This is not evidence of safety."


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Span(_Part):
    """A run of text. ``mark`` is an urgency word."""

    text: str
    look: Literal["plain", "strong", "quiet", "mark"] = "plain"


Text = tuple[Span, ...]


class Heading(_Part):
    """A heading; levels go down one step at a time."""

    kind: Literal["heading"] = "heading"
    level: Literal[2, 3, 4]
    text: Text


class Paragraph(_Part):
    """A paragraph. ``link``: the web address that the last run of it is."""

    kind: Literal["paragraph"] = "paragraph"
    text: Text
    look: Literal["plain", "boxed"] = "plain"
    link: str | None = None


class Point(_Part):
    """A point of a list, and what stands beneath it."""

    text: Text
    under: tuple[str, ...] = ()


class Points(_Part):
    """A list."""

    kind: Literal["points"] = "points"
    points: tuple[Point, ...]


class Step(_Part):
    """One thing to do: how soon, what, under which policies and with what else, because of which rules."""

    soon: str
    step: str
    under: str
    rules: str


class Steps(_Part):
    """What to do, the soonest first."""

    kind: Literal["steps"] = "steps"
    steps: tuple[Step, ...]


class Question(_Part):
    """One question with room for the answer."""

    ask: str
    notes: tuple[str, ...]


class Questions(_Part):
    """Questions to tick and to write on."""

    kind: Literal["questions"] = "questions"
    questions: tuple[Question, ...]
    columns: Literal[1, 2]


class Group(_Part):
    """Blocks that belong together: ``finding`` is one prompt; ``small`` is looked up rather than read.

    With several columns the blocks stand row by row, so that they are read in the same order with one column.
    """

    kind: Literal["group"] = "group"
    look: Literal["finding", "small"]
    columns: Literal[1, 2, 3] = 1
    blocks: tuple[Heading | Paragraph | Points | Group, ...]


Block = Heading | Paragraph | Points | Steps | Questions | Group


class Paper(_Part):
    """A whole screening on paper.

    Attributes:
        title: of the file, without anything about the case, for it shows in windows and lists.
        heading: what stands largest on the first page.
        about: label and text of what stands beneath it.
        foot: what every page carries.
    """

    title: str
    danger: str = words.DANGER
    heading: str
    training: str | None
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    closing: str
    foot: str
    not_evidence: str = NOT_EVIDENCE


def shown(text: str) -> str:
    """Text as paper shows it: without marks, but what is written from right to left stays within its own."""
    return "".join(
        f"{OPEN}{part}{CLOSE}" if is_theirs and runs_right_to_left(part) else part for part, is_theirs in parts(text)
    )
