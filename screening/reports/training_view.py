"""What a group sees at a checkpoint in words: for the terminal, for a web page, and for whoever checks what is told.

Only the view's own words are used; the look of a row is that of the timeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from screening.reports import words
from screening.reports.plain import cleaned, sentence, theirs, unmarked
from screening.reports.sheet import Sheet
from screening.reports.timeline import Row, arrange_timeline

if TYPE_CHECKING:
    from rich.console import Console

    from screening.training.seeing import GroupView

NOTHING: Final = "Nobody has told anything by this day that you would know."
WHOLE: Final = "everything that anybody knew"


class ViewWords(BaseModel):
    """A view in words.

    Attributes:
        title: which checkpoint, and the day.
        whose: whose knowledge it is.
        children: each child with an age where it is known.
        rows: what was told and what is dated; ``new`` those that came since the checkpoint before.
        not_told: what somebody asked for and did not learn.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    whose: str
    children: tuple[str, ...]
    rows: tuple[Row, ...]
    new: tuple[Row, ...]
    not_told: tuple[str, ...]


def view_in_words(view: GroupView, before: GroupView | None = None) -> ViewWords:
    """A view in words; with the view of the checkpoint before, what is new is told apart.

    Text may hold the marks of ``plain.theirs``.
    """
    view = cleaned(view)
    seen = {one.id for one in before.chronology.accounts} if before is not None else set()
    whole = arrange_timeline(view.chronology).rows
    fresh = [one for one in view.chronology.entries if not set(one.accounts) <= seen]
    new = arrange_timeline(view.chronology.model_copy(update={"entries": tuple(fresh)})).rows
    checkpoint = "Debrief" if view.debrief else f"Checkpoint {view.number} of {view.of}"
    known = words.joined(tuple(theirs(words.agency(one)) for one in view.agencies)) or WHOLE
    pooled = (
        f", and what the groups put together up to {words.day(view.pooled_on.isoformat())}" if view.pooled_on else ""
    )
    return ViewWords(
        title=f"{checkpoint}. {words.day(view.as_of.isoformat())}",
        whose=f"What you know: {known}{pooled}.",
        children=tuple(f"{theirs(one.id)}, {one.age or 'age not known'}" for one in view.children),
        rows=whole,
        new=new,
        not_told=tuple(
            sentence(f"{theirs(one.thing)}, {one.label}: {words.REASON[one.reason]}") for one in view.not_told
        ),
    )


def write_view(sheet: Sheet, view: GroupView, before: GroupView | None = None, *, everything: bool = False) -> None:
    """A view on a terminal: what is new since the checkpoint before, or everything."""
    said = view_in_words(view, before)
    sheet.blank()
    sheet.write(said.title, style="bold")
    sheet.write(said.whose)
    if said.children:
        sheet.write(f"Children: {'; '.join(said.children)}.")
    rows = said.rows if everything or before is None else said.new
    sheet.heading("What was told" if rows is said.rows else "New since the checkpoint before")
    for row in rows:
        sheet.write(f"{row.when}{', told' if row.told else ''}", style="bold", indent=2)
        for line in row.what:
            sheet.write(line, indent=4, bullet=len(row.what) > 1)
        sheet.write(f"({row.who})", indent=4)
    if not rows:
        sheet.write(NOTHING if rows is said.rows else "Nothing new that you would know.", indent=2)
    if said.not_told:
        sheet.heading("Asked for, and not learnt")
        for text in said.not_told:
            sheet.write(text, indent=2, bullet=True)


def print_view(view: GroupView, console: Console, before: GroupView | None = None, *, everything: bool = False) -> None:
    """See ``write_view``."""
    write_view(Sheet(console), view, before, everything=everything)


def view_text(view: GroupView) -> str:
    """Everything in a view as plain text."""
    said = view_in_words(view)
    lines = [said.title, said.whose, *said.children]
    for row in said.rows:
        lines += [row.when, *row.what, row.who]
    return unmarked("\n".join((*lines, *said.not_told)))
