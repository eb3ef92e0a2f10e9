"""Texts made harmless for spreadsheets, and brought back.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula and may run it. In CSV and XLSX
such a text gets an apostrophe in front, which spreadsheets read as "this is text"; reading a CSV file takes it off
again. A text that already has apostrophes before such a character gets one more, so that nothing is lost either way.
"""

from __future__ import annotations

import re
from typing import Final

import polars as pl

_BEGINS_A_FORMULA: Final = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""With the wide forms of the same signs, which spreadsheets in some languages take for the narrow ones."""
_TO_GUARD: Final = rf"^'*[{_BEGINS_A_FORMULA}]"
_GUARDED: Final = rf"^'+[{_BEGINS_A_FORMULA}]"


def guarded(text: pl.Expr) -> pl.Expr:
    """The text as it may stand in a cell."""
    return pl.when(text.str.contains(_TO_GUARD)).then(pl.lit("'") + text).otherwise(text)


def guarded_text(text: str) -> str:
    """One text as it may stand in a cell."""
    return f"'{text}" if re.match(_TO_GUARD, text) else text


def unguarded(text: pl.Expr) -> pl.Expr:
    """The text that stands in a cell."""
    return pl.when(text.str.contains(_GUARDED)).then(text.str.slice(1)).otherwise(text)
