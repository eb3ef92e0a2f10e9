"""The ordinary families of ``tests/families`` as read from their files, and the pack, each read once."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from screening.case.account import CaseFile
from screening.case.reading import ReadCase, read_case
from screening.rulebook.pack import Pack, read_pack

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in sorted((ROOT / "tests" / "families").glob("*.yaml"))}
TODAY = datetime.date(2026, 6, 30)
"""The day on which the files count as read, so that no date in them ever lies ahead."""


@cache
def pack() -> Pack:
    """The shipped rules, without a locality of their own."""
    return read_pack(ROOT / "rules")[0]


@cache
def read(name: str) -> ReadCase:
    """One family with what the reading found doubtful."""
    return read_case(FILES[name], today=TODAY)


def family(name: str) -> CaseFile:
    """The case file of one family."""
    return read(name).case


def last_day(case: CaseFile) -> datetime.date:
    """The day of the last account: everything that was told is known."""
    return datetime.date.fromordinal(max(account.day or 0 for account in case.all_accounts))
