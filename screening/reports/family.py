"""The family map: everybody told of as a drawing in the manner of a genogram, and as a list that holds the same.

Generations stand in rows, two boxes side by side, so that it fits a telephone. What a sign means is always said in
words as well. Lines from parent to child run in the space between the boxes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.engine.family import CHILDS_HOME, Family, Generation, Home, Member, family
from screening.reports import words
from screening.reports.drawing import LINE, wrapped
from screening.reports.plain import cleaned, sentence, theirs, unmarked
from screening.reports.templating import page_templates

WIDTH: Final = 340
"""Fits a telephone of 375 pixels between its margins."""
SIZE: Final = 13
MARGIN, BOX, GUTTER = 22.0, 142.0, 30.0
ROW_GAP: Final = 26.0
UNDER_CAPTION: Final = 24.0
PAD: Final = 8.0
SIGN: Final = 18.0
LANE: Final = 4.0
LANES: Final = 4
"""Lines of different parents keep a distance, so that they can be told apart; with many parents they share lanes."""

ROWS: Final[Mapping[Generation, str]] = {
    "grandparents": "Grandparents",
    "parents": "Parents and carers",
    "children": "Children",
    "others": "Others told of",
}
NO_FATHER: Final = "Nobody has told of a father"
WHO: Final = "Who is he, and who could say?"
SIGNS: Final = (
    ("man", "Square: a man."),
    ("woman", "Circle: a woman."),
    ("not-told", "Diamond: not told which, or a child."),
)

Sign = Literal["man", "woman", "not-told", "nobody"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Card(_Part):
    """Somebody in words.

    Attributes:
        title: the id and the part, or that the person is unknown.
        lines: everything else that is told of the person here.
        dashed: unknown, or nobody at all: the frame is broken.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    sign: Sign
    dashed: bool
    generation: Generation
    parent_of: tuple[str, ...]


class Box(_Part):
    """A card at its place. ``texts``: height from the top, text, whether it is strong."""

    card: Card
    x: float
    y: float
    width: float
    height: float
    texts: tuple[tuple[float, str, bool], ...]


class Caption(_Part):
    """The name of a row."""

    y: float
    text: str


class Line(_Part):
    """A line from a parent to a child; ``dashed`` where nobody has told who the parent is."""

    points: tuple[tuple[float, float], ...]
    dashed: bool


class FamilyMap(_Part):
    """A family, ready to be drawn. ``cards`` hold what ``boxes`` hold."""

    as_of: str
    cards: tuple[Card, ...]
    homes: tuple[str, ...]
    notes: tuple[str, ...]
    captions: tuple[Caption, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float = WIDTH
    height: float


def family_html(case_file: CaseFile, as_of: datetime.date) -> str:
    """The family of a case as known on a day: a drawing, its signs in words and a list; escaped."""
    page = page_templates().get_template("family.html.j2")
    return page.render(map=arrange_family(family(case_file, as_of)), signs=SIGNS)


def arrange_family(found: Family) -> FamilyMap:
    """Everybody in words and at their place."""
    found = cleaned(found)
    letters = {one.id: chr(ord("A") + number % 26) for number, one in enumerate(found.homes)}
    cards = tuple(_cards(found, letters))
    captions, boxes, height = _placed(cards)
    return FamilyMap(
        as_of=words.day(found.as_of),
        cards=cards,
        homes=tuple(_home(one, letters[one.id]) for one in found.homes),
        notes=tuple(_notes(found)),
        captions=captions,
        boxes=boxes,
        lines=tuple(_lines(boxes)),
        height=height,
    )


def _cards(found: Family, letters: Mapping[str, str]) -> Iterator[Card]:
    for generation in ROWS:
        for one in found.members:
            if one.generation == generation:
                yield _card(one, letters)
        if generation == "parents" and found.fatherless:
            whose = words.joined(tuple(theirs(one) for one in found.fatherless))
            yield Card(
                id="", title=f"{NO_FATHER} of {whose}", lines=(WHO,), sign="nobody", dashed=True,
                generation="parents", parent_of=found.fatherless,
            )  # fmt: skip


def _card(one: Member, letters: Mapping[str, str]) -> Card:
    part = "" if one.part == one.id.replace("-", " ") else one.part
    known_as = theirs(one.id)
    lines = [part] if part else []
    if one.unknown:
        known_as = f"Unknown {_man(one)}: {known_as}"
        lines.append("hardly anything is told of this person")
    if one.parent_of:
        lines.append(f"parent of {words.joined(tuple(theirs(child) for child in one.parent_of))}")
    lines.extend(one.told)
    homes = tuple(letters[home] for home in one.homes)
    if homes:
        lines.append(f"home {words.joined(homes)}")
    sign: Sign = "man" if one.sex == "male" else "woman" if one.sex == "female" else "not-told"
    return Card(
        id=one.id, title=sentence(known_as), lines=tuple(lines), sign=sign, dashed=one.unknown,
        generation=one.generation, parent_of=one.parent_of,
    )  # fmt: skip


def _man(one: Member) -> str:
    return {"male": "man", "female": "woman", None: "person"}[one.sex]


def _home(home: Home, letter: str) -> str:
    name = "the children's home" if home.id == CHILDS_HOME else theirs(home.id)
    where = f"Home {letter}, {name}{' (where the children mostly live)' if home.main else ''}"
    who = words.joined(tuple(theirs(one) for one in home.members)) or "nobody is told to live here"
    when = f", as told {words.day(home.on)}" if home.on else ""
    known = {True: " Everybody who lives there is said to be known.", False: " Not everybody who lives there is known."}
    return f"{where}: {who}{when}.{known[home.everyone_known] if home.everyone_known is not None else ''}"


def _notes(found: Family) -> Iterator[str]:
    if found.fatherless:
        yield f"{NO_FATHER} of {words.joined(tuple(theirs(one) for one in found.fatherless))}. {WHO}"
    if not found.in_full:
        yield "Nobody has said that this is everybody. Who else is in the children's lives?"


def _placed(cards: tuple[Card, ...]) -> tuple[tuple[Caption, ...], tuple[Box, ...], float]:
    """Captions and boxes row by row, two boxes side by side, and the height that they take."""
    captions: list[Caption] = []
    boxes: list[Box] = []
    y = 0.0
    for generation, title in ROWS.items():
        row = [one for one in cards if one.generation == generation]
        if row:
            y += SIZE * LINE
            captions.append(Caption(y=y, text=title))
            y += UNDER_CAPTION
        for first in range(0, len(row), 2):
            pair = [_box(one, column, y) for column, one in enumerate(row[first : first + 2])]
            boxes.extend(pair)
            y += max(one.height for one in pair) + ROW_GAP
    return tuple(captions), tuple(boxes), y


def _box(card: Card, column: int, top: float) -> Box:
    texts: list[tuple[float, str, bool]] = []
    y = top + PAD + SIGN
    # A heavy letter is a little wider than a plain one.
    for text, size, strong in ((card.title, SIZE * 1.1, True), *((line, SIZE, False) for line in card.lines)):
        for line in wrapped(unmarked(text), BOX - 2 * PAD, size):
            y += SIZE * LINE
            texts.append((y, line, strong))
    height = y + PAD - top
    return Box(card=card, x=MARGIN + column * (BOX + GUTTER), y=top, width=BOX, height=height, texts=tuple(texts))


def _lines(boxes: tuple[Box, ...]) -> Iterator[Line]:
    """A line from each parent to each child, drawn in the space between rows and columns."""
    by_id = {one.card.id: one for one in boxes if one.card.generation == "children"}
    parents = [one for one in boxes if any(child in by_id for child in one.card.parent_of)]
    for lane, parent in enumerate(parents):
        # Boxes of one row differ in height: the line leaves below the taller of them.
        bottom = max(one.y + one.height for one in boxes if one.y == parent.y)
        for child in parent.card.parent_of:
            if child in by_id:
                points = tuple(_points(parent, bottom, by_id[child], LANE * (lane % LANES)))
                yield Line(points=points, dashed=parent.card.sign == "nobody")


def _points(parent: Box, bottom: float, child: Box, aside: float) -> Iterator[tuple[float, float]]:
    start, end = (one.x + one.width / 2 + aside for one in (parent, child))
    below, above, beside = bottom + LANE + aside, child.y - LANE - aside, child.x - 2 * LANE - aside
    yield from ((start, parent.y + parent.height), (start, below), (beside, below))
    yield from ((beside, above), (end, above), (end, child.y))
