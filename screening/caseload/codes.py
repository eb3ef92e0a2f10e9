"""What the codes of problems with the tables of a caseload stand for."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    "B101": "There is no such folder, or it holds no tables.",
    "B102": "A file is named like no table; it was set aside.",
    "B103": "A table is there in more than one file.",
    "B104": "A file of a table cannot be read.",
    "B105": "The table of accounts is missing, and nothing can be placed without it.",
    "B106": "A table lacks a column that says which row is which.",
    "B107": "A column is named like no fact; it was set aside.",
    "B108": "A column holds another kind of thing than its fact; it was set aside.",
    "B109": "A column is there twice; the second was set aside.",
    "B110": "A text file is not written in UTF-8.",
    "B111": "A file cannot be written in this form.",
    "B112": "There is no table of this name.",
    "B201": "A cell that says where the row belongs is empty.",
    "B202": "A value is not among the values of its fact.",
    "B203": "A cell that should hold a whole number does not.",
    "B204": "A cell that should hold a date does not.",
    "B205": "A cell that should say yes or no does not.",
    "B206": "A reference, an id or an agency is not written as one.",
    "B207": "A path leads to no fact, or to one that cannot be told in full.",
    "B208": "A number cannot be right.",
    "B209": "A text is too long.",
    "B211": "The account that a row belongs to is not there, or was set aside.",
    "B212": "A row belongs to a child or person of whom no row tells.",
    "B213": "The same row is there twice, or two rows tell the same thing differently.",
    "B214": "A row tells a date that lies after its account.",
    "B215": "An account is dated in the future, or to a month or year that is not over yet.",
    "B216": "A line has more or fewer cells than the heading.",
    "B217": "The quotation marks of a line do not match.",
    "B218": "A line holds characters that cannot be read.",
    "B219": "A child is older than a child can be here.",
    "B301": "Two case files have the same reference.",
    "B302": "A folder holds no case files.",
    "B303": "A line of a file with one case to a line is no JSON.",
    "B401": "A rule asks something that cannot be asked of columns.",
    "B501": "Spark for Python is not installed.",
    "B502": "Spark needs Java, and there is none, or it does not start.",
}
