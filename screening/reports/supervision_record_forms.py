"""A record of supervision in every form: the terminal, one page of HTML, Markdown, a tagged PDF and a DOCX."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from screening.reports import words
from screening.reports.outline import Entry, Outline
from screening.reports.paper import Block, Heading, Paper, Paragraph, Point, Points, Span
from screening.reports.plain import clean, theirs, unmarked
from screening.reports.sheet import Sheet
from screening.reports.supervision_record import arrange_record
from screening.reports.templating import markdown_templates, page_templates
from screening.reports.terminal_outlines import write_outlines
from screening.supervision.record_shown import ShownRecord

if TYPE_CHECKING:
    from rich.console import Console


def print_record(shown: ShownRecord, console: Console) -> None:
    """The record in the terminal."""
    write_outlines(Sheet(console), (arrange_record(shown),))


def record_html(shown: ShownRecord) -> str:
    """The record as a page with everything in it."""
    outline = arrange_record(shown)
    footer = f"Case {outline.case}. {outline.title}, held on {_held_on(shown)}"
    return page_templates().get_template("outline.html.j2").render(outlines=(outline,), footer=footer)


def record_markdown(shown: ShownRecord) -> str:
    """The record as Markdown."""
    text = markdown_templates().get_template("outline.md.j2").render(outlines=(arrange_record(shown),))
    return re.sub(r"\n{3,}", "\n\n", text)


def record_pdf(shown: ShownRecord, printed_by: str | None = None, printed_on: datetime.date | None = None) -> bytes:
    """The record as a PDF (PDF/UA-1).

    Args:
        shown: the document.
        printed_by: who printed it, in words; every page says so.
        printed_on: the day of printing; every page says so.
    """
    # Loaded here: typst is heavy, and only paper needs it.
    from screening.reports.pdf import paper_pdf

    return paper_pdf(record_on_paper(shown, printed_by, printed_on))


def record_docx(shown: ShownRecord, printed_by: str | None = None, printed_on: datetime.date | None = None) -> bytes:
    """The record as a DOCX. See ``record_pdf``."""
    from screening.reports.docx import paper_docx

    return paper_docx(record_on_paper(shown, printed_by, printed_on))


def record_on_paper(shown: ShownRecord, printed_by: str | None, printed_on: datetime.date | None) -> Paper:
    """The record as paper, the same for PDF and DOCX."""
    outline = arrange_record(shown)
    by = f" by {theirs(clean(printed_by))}" if printed_by else ""
    on = f" on {words.day(printed_on.isoformat())}" if printed_on else ""
    printed = f" Printed{by}{on}." if by or on else ""
    draft = "" if shown.kept.signed else " DRAFT."
    return Paper(
        # The title shows in windows and lists: it holds nothing of the case.
        title=f"Record of supervision, {_held_on(shown)}",
        heading=outline.title,
        training=words.TRAINING if shown.training else None,
        about=(("Case", outline.case), *((one.label, one.text) for one in outline.about)),
        blocks=tuple(_blocks(outline)),
        closing=outline.closing,
        foot=f"Case {outline.case}. {outline.title}, held on {_held_on(shown)}.{draft}{printed}",
    )


def record_lines(shown: ShownRecord) -> tuple[str, ...]:
    """The record as plain lines, for a paper that holds much else."""
    lines = []
    for part in arrange_record(shown).parts:
        for entry in part.entries:
            lines.append(f"{part.title}: {_line(entry)}")
            lines += [f"{part.title}: {one}" for one in _under(entry)]
    return tuple(unmarked(one) for one in lines)


def _blocks(outline: Outline) -> Iterator[Block]:
    for notice in outline.notices:
        if notice != words.TRAINING:
            yield Paragraph(text=(Span(text=notice, look="strong"),), look="boxed")
    for part in outline.parts:
        yield Heading(level=2, text=(Span(text=part.title),))
        if part.entries:
            yield Points(points=tuple(_point(one) for one in part.entries))
        else:
            yield Paragraph(text=(Span(text=part.empty or ""),))


def _point(entry: Entry) -> Point:
    lead = (Span(text=f"{entry.mark}: ", look="strong"),) if entry.mark else ()
    look = "plain" if entry.mark or not entry.more else "strong"
    return Point(text=(*lead, Span(text=entry.text, look=look)), under=tuple(_under(entry)))


def _under(entry: Entry) -> Iterator[str]:
    for one in entry.more:
        yield _line(one)
        yield from _under(one)


def _line(entry: Entry) -> str:
    return f"{entry.mark}: {entry.text}" if entry.mark else entry.text


def _held_on(shown: ShownRecord) -> str:
    return words.day(shown.kept.record.held_on.isoformat())
