"""A scenario as its writer looks it over: at each step what groups see, and what the rules open for the first time.

It is read from top to bottom, in the terminal or as a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from screening.reports import words
from screening.reports.facilitator_sheets import sheet_text
from screening.reports.outline import Entry, Outline, Part
from screening.reports.plain import cleaned, theirs
from screening.reports.sheet import Sheet as Page
from screening.reports.templating import page_templates
from screening.reports.terminal_outlines import write_outlines
from screening.reports.timeline import Row
from screening.reports.view import Labelled
from screening.training.preparing import Checkpoint, Prepared, Sheet

if TYPE_CHECKING:
    from rich.console import Console

    from screening.engine.document import Finding

_CLOSING: Final = (
    "What the rules do not open may still be worth a question. Test what you expect of them: screening scenario test."
)


def print_preview(prepared: Prepared, console: Console) -> None:
    """The preview in the terminal."""
    write_outlines(Page(console), (arrange_preview(prepared),))


def preview_html(prepared: Prepared) -> str:
    """The preview as one page that fetches nothing."""
    outline = arrange_preview(prepared)
    page = page_templates().get_template("outline.html.j2")
    return page.render(
        outlines=(outline,), footer=f"Scenario {prepared.scenario}. For its writer: it tells everything."
    )


def arrange_preview(prepared: Prepared) -> Outline:
    """Every step as a part of its own."""
    prepared = cleaned(prepared)
    return Outline(
        title=f"Preview: {prepared.title}",
        case=theirs(prepared.case),
        about=(
            Labelled(label="Warning", text=prepared.warning),
            Labelled(label="Where from", text=prepared.drawn_from),
        ),
        notices=(words.TRAINING,),
        parts=tuple(_part(one) for one in prepared.checkpoints),
        closing=_CLOSING,
    )


def _part(one: Checkpoint) -> Part:
    entries = [_seen(one.together), *(_seen(sheet) for sheet in one.sheets)]
    if one.nothing_new:
        entries.append(Entry(text=f"Nothing new for: {', '.join(words.agency(name) for name in one.nothing_new)}"))
    entries.append(_opens("The rules open here", one.answer.opened))
    entries.append(_opens("Cannot be ruled out for the first time", one.answer.asking))
    return Part(title=f"{one.title} ({words.day(one.step.as_of.isoformat())})", entries=tuple(entries))


def _seen(sheet: Sheet) -> Entry:
    text = sheet_text(sheet)
    new = tuple(_row(one) for one in text.new) or (
        Entry(text="Nothing is told by this day that was not known before."),
    )
    return Entry(text=f"{text.whose}{', new here' if text.earlier else ''}:", more=new)


def _row(one: Row) -> Entry:
    return Entry(text=f"{one.when}, {one.who}: {'. '.join(one.what)}")


def _opens(title: str, found: Iterable[Finding]) -> Entry:
    opened = tuple(
        Entry(text=f"{one.title}{f' ({theirs(one.subject)})' if one.subject else ''}", rule=one.rule) for one in found
    )
    return Entry(text=f"{title}:" if opened else f"{title}: nothing.", more=opened)
