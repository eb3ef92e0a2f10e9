"""A log that was tampered with is found out, and it holds nothing of what a case says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session
from store_cases import a_case, told

from screening.store.audit import Audit, Entry
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.tables import AuditHeadRow, AuditRow


def _log(database: Database, lines: int = 6) -> None:
    for number in range(lines):
        with database.session() as session:
            Audit(session).append("read", user_id=f"u{number}", case_id="c", detail="page")


def _forge(session: Session) -> None:
    """A line with a hash of its own making, where the one before it is not looked at."""
    row = session.get_one(AuditRow, 3)
    row.user_id = "somebody else"
    row.hash = Entry(3, row.at, row.user_id, row.action, row.case_id, row.detail, "").hash_after("0" * 64)


TAMPERING: dict[str, tuple[Callable[[Session], object], int]] = {
    "who": (lambda s: s.execute(update(AuditRow).where(AuditRow.number == 3).values(user_id="x")), 3),
    "when": (lambda s: s.execute(update(AuditRow).where(AuditRow.number == 2).values(at=_later(s))), 2),
    "case": (lambda s: s.execute(update(AuditRow).where(AuditRow.number == 5).values(case_id=None)), 5),
    "forged": (_forge, 3),
    "taken out": (lambda s: s.execute(delete(AuditRow).where(AuditRow.number == 4)), 4),
    "first taken out": (lambda s: s.execute(delete(AuditRow).where(AuditRow.number == 1)), 1),
    "end cut off": (lambda s: s.execute(delete(AuditRow).where(AuditRow.number >= 5)), 5),
    "two changed places": (lambda s: _swap(s, 2, 3), 2),
    "added past the program": (lambda s: _add(s), 7),
    "emptied": (lambda s: s.execute(delete(AuditRow)), 1),
}


def _later(session: Session) -> object:
    return session.scalar(select(AuditRow.at).where(AuditRow.number == 6))


def _swap(session: Session, one: int, other: int) -> None:
    for old, new in ((one, 99), (other, one), (99, other)):
        session.execute(update(AuditRow).where(AuditRow.number == old).values(number=new))


def _add(session: Session) -> None:
    row = session.get_one(AuditRow, 6)
    entry = Entry(7, row.at, "x", "read", None, "", "")
    given = {"number": 7, "at": row.at, "user_id": "x", "action": "read", "detail": ""}
    session.execute(insert(AuditRow), [{**given, "hash": entry.hash_after(row.hash)}])


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_where_it_was_done(small: Database, how: str) -> None:
    _log(small)
    tamper, line = TAMPERING[how]
    with small.session() as session:
        assert Audit(session).verify() is None
        tamper(session)
    with small.reading() as session:
        broken = Audit(session).verify()
    assert broken is not None
    assert broken.number == line


def test_the_chain_holds_on_every_database_and_the_export_can_be_followed(database: Database) -> None:
    _log(database, 4)
    with database.reading() as session:
        assert Audit(session).verify() is None
        lines = [json.loads(line) for line in Audit(session).export()]
    assert [(one["number"], one["user"], one["action"], one["case"]) for one in lines] == [
        (number, f"u{number - 1}", "read", "c") for number in range(1, 5)
    ]
    assert all(line["at"].endswith("+00:00") for line in lines)


def test_the_chain_holds_when_many_write_at_once_about_different_cases(database: Database) -> None:
    at_once = threading.Barrier(8)

    def write(number: int) -> None:
        at_once.wait()
        for _ in range(3):
            with database.session() as session:
                Audit(session).append("read", user_id="u", case_id=f"case {number}")
                Audit(session).append("printed", user_id="u", case_id=f"case {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    with database.reading() as session:
        assert Audit(session).verify() is None
        assert len(list(Audit(session).entries())) == 48


def test_a_line_takes_no_words_of_a_case(small: Database) -> None:
    with small.session() as session:
        for detail in ("Sam has a bruise", "x" * 65, "a\nb", "é"):
            with pytest.raises(ValueError, match="detail"):
                Audit(session).append("read", user_id=None, detail=detail)
    with small.reading() as session, pytest.raises(ValueError, match="session"):
        Audit(session).append("read", user_id=None)


def test_no_word_of_an_account_or_reference_is_in_the_log(small: Database) -> None:
    case = a_case(small, "K-4711")
    with small.session() as session:
        Cases(session).add(case.id, [told(note="a word of mouth")], by=None, expected_version=0)
    with small.reading() as session:
        log = "\n".join(Audit(session).export())
        columns = session.execute(text("SELECT * FROM audit")).all()
    assert not any(word in log + repr(columns) for word in ("K-4711", "mouth", "bruise", "sam"))
    assert case.id in log


def test_where_the_log_ends_can_be_noted(small: Database) -> None:
    _log(small, 2)
    with small.reading() as session:
        head = Audit(session).end()
        last = session.get_one(AuditRow, 2)
        assert (head.number, head.hash) == (2, last.hash)
        assert isinstance(head, AuditHeadRow)
