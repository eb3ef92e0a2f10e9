"""Pages of supervision on paper: the same points as blocks that PDF and DOCX know. One page for what fits on one."""

from __future__ import annotations

from collections.abc import Iterator

from screening.reports.paper import Block, Heading, Paper, Paragraph, Points, Span
from screening.reports.paper import Point as PaperPoint
from screening.reports.supervision_page import Page, Point, Section, Table, Topic


def on_paper(page: Page) -> Paper:
    """A page of supervision, arranged for paper."""
    return Paper(
        title=page.file_title,
        danger=page.danger,
        heading=page.title,
        training=page.training,
        about=tuple((one.label, one.text) for one in page.about),
        blocks=tuple(_blocks(page)),
        closing=page.closing,
        foot=page.foot,
    )


def _blocks(page: Page) -> Iterator[Block]:
    for notice in page.notices:
        yield _paragraph(notice)
    for section in page.sections:
        yield Heading(level=2, text=(Span(text=section.title),))
        yield from _section(section)


def _section(section: Section) -> Iterator[Block]:
    for one in section.about:
        yield Paragraph(text=(Span(text=f"{one.label}: ", look="strong"), Span(text=one.text)))
    for note in section.notes:
        yield Paragraph(text=(Span(text=note, look="quiet"),))
    if not section.topics and section.empty:
        yield _paragraph(section.empty)
    for topic in section.topics:
        yield Heading(level=3, text=(Span(text=topic.title),))
        yield from _topic(topic)


def _topic(topic: Topic) -> Iterator[Block]:
    if topic.note:
        yield Paragraph(text=(Span(text=topic.note, look="quiet"),))
    if topic.table:
        yield Points(points=tuple(_rows(topic.table)))
    if topic.points:
        yield Points(points=tuple(_point(one) for one in topic.points))
    if topic.empty and not topic.points and topic.table is None:
        yield _paragraph(topic.empty)


def _point(point: Point) -> PaperPoint:
    lead = (Span(text=f"{point.lead} ", look="strong"),) if point.lead else ()
    tail = (Span(text=f"  {point.tail}", look="quiet"),) if point.tail else ()
    return PaperPoint(text=(*lead, Span(text=point.text), *tail), under=point.under)


def _rows(table: Table) -> Iterator[PaperPoint]:
    """A row each: what heads a column stands before what is in it."""
    for row in table.rows:
        cells = tuple(f"{head}: {text}" for head, text in zip(table.head[1:], row[1:], strict=True))
        if len(cells) > 1:
            yield PaperPoint(text=(Span(text=row[0], look="strong"),), under=cells)
        else:
            yield PaperPoint(text=(Span(text=f"{row[0]}: ", look="strong"), Span(text=row[1])))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text=(Span(text=text),))
