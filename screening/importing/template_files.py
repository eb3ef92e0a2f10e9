"""Writes the plain template: a workbook with drop-down lists and help, or a folder of CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from screening.case.dictionary import Entry
from screening.case.words import Source
from screening.importing.template import ABOUT_ACCOUNTS, ACCOUNT, ACCOUNTS, COMMENT, ID, WHOSE, Sheet, help_text
from screening.importing.values import is_formula

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

READ_ME: Final = "read me"
LISTS: Final = "lists"
"""The hidden sheet that holds choices too long for a drop-down list of their own."""
LONGEST_INLINE: Final = 255
"""The most characters that Excel takes for the choices of a drop-down list in a cell's own rule."""
ROWS: Final = 1000
"""As far down as the drop-down lists go."""

INSTRUCTIONS: Final = (
    "If a child is in immediate danger, call 999.",
    "Write references, never names. Every sheet has the case's own reference in its first column.",
    "One row of accounts for each telling: who wrote it down, when, and how they know.",
    "One row of another sheet for each child, person, injury and so on. Give each a short id, such as sam or i1.",
    "Leave empty what nobody told: it then counts as not known, never as no.",
    "Rows that begin with # explain, and are not read. Keep the first row as it is; whole columns and sheets may go.",
    "No formulas: a cell that holds one is refused.",
    "screening import csv FILE --output FOLDER reads it back.",
)


@dataclass(frozen=True)
class _Column:
    name: str
    about: str
    choices: tuple[str, ...] = ()


def workbook(chosen: Sequence[Sheet]) -> bytes:
    """The template as an Excel workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    read_me, lists = book.worksheets[0], book.create_sheet(LISTS)
    read_me.title = READ_ME
    for line in INSTRUCTIONS:
        read_me.append([line])
    read_me.column_dimensions["A"].width = 110
    lists.sheet_state = "hidden"
    about_accounts = [
        _Column(name, about, get_args(Source) * (name == "source")) for name, about in ABOUT_ACCOUNTS.items()
    ]
    _write(book.create_sheet(ACCOUNTS, 1), about_accounts, lists)
    for at, sheet in enumerate(chosen, 2):
        columns = [_Column(head, _about(head, sheet)) for head in sheet.heads]
        columns += [_Column(one.name, help_text(one), _choices(one)) for one in sheet.facts]
        _write(book.create_sheet(sheet.name, at), columns, lists)
    if lists.cell(1, 1).value is None:
        book.remove(lists)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_files(chosen: Sequence[Sheet]) -> dict[str, bytes]:
    """The template as CSV files by name: the columns, and a row that says what belongs in them."""
    files = {f"{ACCOUNTS}.csv": _csv(ABOUT_ACCOUNTS, ABOUT_ACCOUNTS.values())}
    for sheet in chosen:
        names = (*sheet.heads, *(one.name for one in sheet.facts))
        about = (*(_about(head, sheet) for head in sheet.heads), *(help_text(one) for one in sheet.facts))
        files[f"{sheet.name}.csv"] = _csv(names, about)
    return files


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if is_formula(text) else text


def _csv(names: Iterable[str], about: Iterable[str]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    first, *rest = about
    writer.writerow([f"{COMMENT} {first}", *(harmless(one) for one in rest)])
    # The mark at the beginning is how Excel knows that it is UTF-8.
    return stream.getvalue().encode("utf-8-sig")


def _about(head: str, sheet: Sheet) -> str:
    if head in WHOSE:
        return f"Whose it is: the id of a row in {WHOSE[head]}."
    if head == ID:
        return "A short word for this one, the same wherever it is told again."
    return "The account that tells it. Empty: the case's only one." if head == ACCOUNT else ABOUT_ACCOUNTS[head]


def _choices(entry: Entry) -> tuple[str, ...]:
    return ("yes", "no") if entry.kind == "yes-no" else entry.values if entry.kind == "choice" else ()


def _write(page: Worksheet, columns: Sequence[_Column], lists: Worksheet) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        head, below = page.cell(1, at, column.name), page.cell(2, at, column.about)
        if at == 1:
            below.value = f"{COMMENT} {column.about}"
        head.font = Font(bold=True)
        head.comment = Comment(column.about, "screening", height=140, width=320)
        below.font = Font(italic=True, color="555555")
        below.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[letter].width = 24
        if column.choices:
            rule = _drop_down(column, lists)
            page.add_data_validation(rule)
            rule.add(f"{letter}3:{letter}{ROWS}")
    page.row_dimensions[2].height = 120
    page.freeze_panes = "C3"


def _drop_down(column: _Column, lists: Worksheet) -> DataValidation:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    written = ",".join(column.choices)
    if len(written) <= LONGEST_INLINE:
        source = f'"{written}"'
    else:
        at = lists.max_column + (lists.cell(1, lists.max_column).value is not None)
        for row, choice in enumerate(column.choices, 1):
            lists.cell(row, at, choice)
        letter = get_column_letter(at)
        source = f"'{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    rule.error, rule.errorTitle = "Choose one of the list, or leave it empty where it is not known.", "Not in the list"
    rule.showErrorMessage = True
    return rule
