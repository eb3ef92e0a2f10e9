"""A screening as a DOCX, for pasting into a case system: headings, lists, and tables for what to do and what to ask.

It holds the same text as the PDF, with the styles that every word processor knows, and no person's name in its
properties. The same document gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from screening.engine.document import Screening
from screening.reports.paper import Block, Group, Heading, Paper, Paragraph, Points, Questions, Steps, Text, shown
from screening.reports.printing import on_paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

_NO_DAY: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""Stands in the properties in place of the moment of making, which would differ each time."""
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def screening_docx(
    screening: Screening, printed_by: str | None = None, printed_on: datetime.date | None = None
) -> bytes:
    """The screening as a DOCX.

    Args:
        screening: the document.
        printed_by: who printed it, in words; the foot of every page says so.
        printed_on: the day of printing; the foot of every page says so.
    """
    return paper_docx(on_paper(screening, printed_by, printed_on))


def paper_docx(sheet: Paper) -> bytes:
    """A paper as a DOCX."""
    document = _empty(sheet.title)
    _foot(document, sheet)
    document.add_paragraph().add_run(sheet.danger).bold = True
    document.add_heading(shown(sheet.heading), level=1)
    if sheet.training:
        document.add_paragraph(sheet.training)
    for label, text in sheet.about:
        line = document.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(shown(text))
    for block in sheet.blocks:
        _add(document, block)
    document.add_paragraph().add_run(sheet.closing).bold = True
    return _same_bytes(document)


def _empty(title: str) -> Document:
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "", "", ""
    about.language, about.created, about.modified, about.revision = "en-GB", _NO_DAY, _NO_DAY, 1
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 5))):
        style = document.styles[name]
        style.font.name = "Arial"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The fonts of the theme would win over the one named.
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), "Arial")
            fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
    document.styles["Normal"].font.size = Pt(10)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    return document


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        _runs(document.add_heading(level=block.level), block.text)
    elif isinstance(block, Paragraph):
        _runs(document.add_paragraph(), block.text)
    elif isinstance(block, Points):
        for point in block.points:
            _runs(document.add_paragraph(style="List Bullet"), point.text)
            for text in point.under:
                document.add_paragraph(shown(text), style="List Bullet 2")
    elif isinstance(block, Group):
        for one in block.blocks:
            _add(document, one)
    elif isinstance(block, Steps):
        _steps(document, block)
    elif isinstance(block, Questions):
        _questions(document, block)


def _steps(document: Document, block: Steps) -> None:
    rows = [(one.soon, f"{one.step}.", one.under, one.rules) for one in block.steps]
    _table(document, ("How soon", "What to do", "Policies", "Prompts"), rows)


def _questions(document: Document, block: Questions) -> None:
    rows = [(one.ask, "\n".join(one.notes), "") for one in block.questions]
    _table(document, ("Question", "About it", "Answer"), rows)


def _table(document: Document, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    _fill(table.rows[0].cells, header, bold=True)
    # Repeated on each page, and read out by a screen reader as what heads the column.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        cells = table.add_row().cells
        _fill(cells, row)
    document.add_paragraph()


def _fill(cells: Sequence[_Cell], texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(shown(text)).bold = bold


def _foot(document: Document, sheet: Paper) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.add_run(f"{shown(sheet.foot)} {sheet.not_evidence} Page ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Line, name: str) -> None:
    """A number that the word processor fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    line._p.append(field)


def _runs(line: Line, text: Text) -> None:
    for span in text:
        run = line.add_run(shown(span.text))
        if span.look in ("strong", "mark"):
            run.bold = True


def _same_bytes(document: Document) -> bytes:
    """The document as a file without the time at which it was packed."""
    packed, out = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(out, "w") as again:
        for name in made.namelist():
            # The picture of the empty template shows nothing of this document.
            again.writestr(zipfile.ZipInfo(name, _ZIP_DAY), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
