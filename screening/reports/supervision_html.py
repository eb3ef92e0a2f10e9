"""Pages of supervision as one file for a browser, as a fragment for a page of the web service, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.reports.drawing import LINE, wrapped
from screening.reports.plain import unmarked
from screening.reports.supervision_page import Bars, Page, Section
from screening.reports.templating import markdown_templates, page_templates

WIDTH: Final = 340
"""Fits a telephone of 375 pixels between its margins."""
SIZE: Final = 14
THICK: Final = 14
GAP: Final = 12
ROOM_FOR_NUMBER: Final = 44


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Drawn(_Part):
    """One bar at its place: the lines of its text, each with its height from the top, then the bar and its number."""

    lines: tuple[tuple[float, str], ...]
    y: float
    length: float
    number: int


class Drawing(_Part):
    """Bars, ready to be drawn; what is left out of the table is not drawn."""

    title: str
    whole: int
    bars: tuple[Drawn, ...]
    width: float = WIDTH
    room: float = WIDTH - ROOM_FOR_NUMBER
    thick: float = THICK
    size: float = SIZE
    height: float


def page_html(page: Page) -> str:
    """The whole page in one file that fetches nothing."""
    return page_templates().get_template("supervision.html.j2").render(page=page, footer=page.foot, draw=draw)


def sections_html(page: Page) -> str:
    """The sections alone, escaped, for a page that has its own head; headings begin at the second level."""
    return page_templates().get_template("supervision_sections.html.j2").render(page=page, draw=draw)


def section_html(section: Section, id: str) -> str:
    """One section alone, as ``sections_html`` has it; ``id`` is that of its heading."""
    pieces = page_templates().get_template("supervision_pieces.html.j2").module
    made: str = pieces.section(section, id, draw)  # type: ignore[attr-defined]  # a macro of the template
    return made


def page_markdown(page: Page) -> str:
    """The page as CommonMark."""
    text = markdown_templates().get_template("supervision.md.j2").render(page=page)
    return re.sub(r"\n{3,}", "\n\n", text)


def draw(bars: Bars) -> Drawing:
    """Every bar whose number is shown, at its place, under its text."""
    found = tuple(_drawn(bars))
    bottom = found[-1].y + THICK if found else 0.0
    return Drawing(title=bars.title, whole=bars.whole, bars=found, height=bottom + GAP)


def _drawn(bars: Bars) -> Iterator[Drawn]:
    y = 0.0
    for one in bars.bars:
        lines = []
        for line in wrapped(unmarked(one.text), WIDTH, SIZE):
            y += SIZE * LINE
            lines.append((y, line))
        y += SIZE * 0.4
        yield Drawn(
            lines=tuple(lines), y=y, length=(WIDTH - ROOM_FOR_NUMBER) * one.number / bars.whole, number=one.number
        )  # fmt: skip
        y += THICK + GAP
