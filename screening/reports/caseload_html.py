"""Pages about a caseload as one file for a browser: those of supervision, with room for the numbers of a country."""

from __future__ import annotations

from typing import Final

from screening.reports.drawing import width_of
from screening.reports.supervision_html import WIDTH, Drawing, draw
from screening.reports.supervision_page import Bars, Page
from screening.reports.templating import page_templates

_GAP: Final = 16
"""Before and after a number."""


def page_html(page: Page) -> str:
    """The whole page in one file that fetches nothing."""
    return page_templates().get_template("supervision.html.j2").render(page=page, footer=page.foot, draw=drawn)


def drawn(bars: Bars) -> Drawing:
    """The bars, as long as the longest number beside them lets them be."""
    drawing = draw(bars)
    widest = max((width_of(str(one.number), drawing.size) for one in drawing.bars), default=0)
    room = min(drawing.room, WIDTH - widest - _GAP)
    scale = room / drawing.room
    shorter = tuple(one.model_copy(update={"length": one.length * scale}) for one in drawing.bars)
    return drawing.model_copy(update={"room": room, "bars": shorter})
