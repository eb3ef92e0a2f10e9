"""Reading an answer that was typed: a date as people write it, a number, a word, several words.

A day is written day first, as in this country. What cannot be read gets a message that says how to write it. Choosing
among given values, and "not known yet", are left to whoever holds the conversation.
"""

from __future__ import annotations

import datetime
import re

from screening.case.dictionary import Entry
from screening.case.words import date_span
from screening.forms.draft import Value

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[ ./-](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.? (\d{4})")

_HOW_TO_WRITE = "Write a date like 4 May 2026 or 4/5/2026, or only the month or the year."


def value_of(entry: Entry, text: str, today: datetime.date) -> Value:
    """The value that a typed answer means.

    Args:
        entry: the fact that was asked for; a date, number, word, words, reference, references, text or list.
        text: what was typed; several words are separated by commas.
        today: what "today" and "yesterday" count from.

    Raises:
        ValueError: it cannot be read; the message says how to write it.
    """
    typed = " ".join(text.split())
    if entry.kind == "date":
        return read_date(typed, today)
    if entry.kind == "number":
        return _number(typed)
    if entry.kind in ("words", "references", "list"):
        words = tuple(dict.fromkeys(word_of(part) for part in typed.split(",") if part.strip()))
        if not words:
            raise ValueError("Write one or more words, with commas between them.")
        return words
    return typed if entry.kind == "text" else word_of(typed)


def read_date(text: str, today: datetime.date) -> str:
    """A date in ISO form, to the day, the month or the year.

    Raises:
        ValueError: it is no date; the message says how to write it.
    """
    typed = text.strip().lower().replace(",", "")
    near = {"today": today, "yesterday": today - datetime.timedelta(days=1)}
    if typed in near:
        return near[typed].isoformat()
    iso = _iso(typed)
    try:
        date_span(iso)
    except ValueError:
        raise ValueError(_HOW_TO_WRITE if iso == typed else f"There is no such day. {_HOW_TO_WRITE}") from None
    return iso


def _iso(typed: str) -> str:
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if found := _MONTH_FIRST.fullmatch(typed):
        month, year = found.groups()
        return f"{year}-{int(month):02}"
    if (found := _NAMED.fullmatch(typed)) and found[2][:3] in _MONTHS:
        day, name, year = found.groups()
        month = f"{_MONTHS.index(name[:3]) + 1:02}"
        return f"{year}-{month}-{int(day):02}" if day else f"{year}-{month}"
    return typed


def _number(typed: str) -> int:
    if not re.fullmatch(r"\d{1,6}", typed):
        raise ValueError("Write a whole number, such as 3.")
    return int(typed)


def word_of(typed: str) -> str:
    """A word as case files have it: small letters, hyphens for what lies between.

    Raises:
        ValueError: nothing of it can stand in such a word.
    """
    word = re.sub(r"[^a-z0-9]+", "-", typed.lower()).strip("-")[:64]
    if not word:
        raise ValueError('Write a short word, such as "mother" or "health visiting". Never a name.')
    return word
