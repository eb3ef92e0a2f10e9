"""A backup brings everything back, on any kind of database; what was deleted stays deleted; a new key loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from saving_writer import start_writer
from sqlalchemy import select, text, update
from store_cases import KEY, NewPlace, a_case, somebody, told

from screening.errors import ProblemsFound
from screening.store.api_tokens import ApiTokens
from screening.store.attempts import Attempts
from screening.store.audit import Audit
from screening.store.backups import back_up, restore
from screening.store.cases import Cases
from screening.store.checking import check
from screening.store.connecting import is_plain
from screening.store.database import Database, open_database
from screening.store.drafts import Drafts
from screening.store.links import Links
from screening.store.place import Embedded, Served
from screening.store.rekeying import rekey
from screening.store.responses import Responses
from screening.store.retention import Retention
from screening.store.tables import AccountRow, AuditRow, CaseRow, TombstoneRow
from screening.store.users import Users
from screening.store.visits import Visits


def _fill(database: Database) -> CaseRow:
    ann = somebody(database, team="North")
    case = a_case(database, holder_id=ann.id)
    with database.session() as session:
        Cases(session).add(case.id, [told(note="é"), told()], by=ann.id, expected_version=0)
        Drafts(session).put(ann.id, case.id, "mark", "sam", {"answers": {}}, expected_version=0)
        Responses(session).add(case.id, "INJ-001", "sam", "done", "In the record.", basis="b", by=ann.id)
        Attempts(session).failed("ann", "127.0.0.1")
    return case


def _rows(database: Database) -> dict[str, list[Any]]:
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in CaseRow.metadata.sorted_tables
            if table.name not in {"audit", "audit_head"}
        }


def test_a_backup_brings_everything_back(database: Database, new_place: NewPlace, tmp_path: Path) -> None:
    _fill(database)
    before = _rows(database)
    assert all(before[name] for name in ("accounts", "drafts", "responses", "failed_sign_ins", "secret", "users"))
    file = tmp_path / "backup.db"
    back_up(database, file)
    assert is_plain(file) == (database.place.key is None)
    assert file.stat().st_mode & 0o077 == 0
    other = open_database(new_place())
    restore(other, file)
    assert _rows(other) == before
    assert check(other) == ()
    # Numbers go on after those that came with the backup.
    _fill_more(other)
    other.close()
    with pytest.raises(ProblemsFound, match="D202"):
        back_up(database, file)


def _fill_more(database: Database) -> None:
    with database.session() as session:
        case = session.scalars(select(CaseRow)).one()
        Responses(session).add(case.id, "INJ-001", "sam", "disagree", "It was a stain.", basis="b", by=None)
        Cases(session).add(case.id, [told()], by=None, expected_version=2)
    with database.reading() as session:
        assert [one.kind for one in Responses(session).history(case.id)] == ["done", "disagree"]
        assert Audit(session).verify() is None


def test_who_was_shut_out_since_the_backup_stays_out(small: Database, tmp_path: Path) -> None:
    ann, bob = somebody(small), somebody(small, "Bob")
    with small.session() as session:
        browser, link = Visits(session).begin(bob.id), Links(session).make(bob.id, "reset")
        token = ApiTokens(session).make(bob.id, "x", ["screen"], by=None)
        (revoked,) = (one.id for one in ApiTokens(session).list_for(bob.id))
        other = ApiTokens(session).make(bob.id, "y", ["screen"], by=None)
    back_up(small, tmp_path / "backup.db")
    with small.session() as session:
        Users(session).set_disabled(ann.id, True)
        ApiTokens(session).revoke(revoked, user_id=bob.id, by=None)
    restore(small, tmp_path / "backup.db")
    with small.reading() as session:
        assert [user.disabled for user in Users(session).all()] == [True, False]
        assert ApiTokens(session).find(token) is None
        assert ApiTokens(session).find(other) is not None
        assert Visits(session).find(browser) is None
        assert Links(session).whose(link, "reset") is None


def test_what_was_deleted_since_the_backup_stays_deleted(database: Database, tmp_path: Path) -> None:
    case = _fill(database)
    back_up(database, tmp_path / "backup.db")
    kept = a_case(database, "K-2")
    with database.session() as session:
        Retention(session).delete(case.id, "Its time had come.", by=None)
    restore(database, tmp_path / "backup.db")
    with database.reading() as session:
        assert session.scalars(select(CaseRow)).all() == []
        assert session.scalars(select(AccountRow)).all() == []
        assert [row.reason for row in session.scalars(select(TombstoneRow))] == ["Its time had come."]
        assert Cases(session).get(kept.id) is None
    assert check(database) == ()


def test_a_backup_that_cannot_be_used_changes_nothing(small: Database, tmp_path: Path) -> None:
    _fill(small)
    before = _rows(small)
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("milk")
    tampered = tmp_path / "tampered.db"
    back_up(small, tampered)
    with sqlite3.connect(tampered) as raw:
        raw.execute("UPDATE audit SET user_id = 'x' WHERE number = 1")
    raw.close()
    newer = tmp_path / "newer.db"
    back_up(small, newer)
    with sqlite3.connect(newer) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    for name, code in (
        ("none", "S112"), ("empty", "S112"), ("text", "S103"), ("tampered", "S111.*line 1"), ("newer", "S105"),
    ):  # fmt: skip
        with pytest.raises(ProblemsFound, match=f"{name}.db: {code}"):
            restore(small, tmp_path / f"{name}.db")
    assert _rows(small) == before


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(small: Database, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="D201"):
        back_up(small, tmp_path / "none" / "backup.db")
    assert [one.name for one in tmp_path.iterdir() if "backup" in one.name] == []


@pytest.mark.parametrize("old", [None, KEY, "an old pass phrase"])
def test_a_new_key_opens_the_same_content_and_the_old_one_no_longer(tmp_path: Path, old: str | None) -> None:
    path = tmp_path / "screening.db"
    database = open_database(Embedded(path, old))
    _fill(database)
    before = _rows(database)
    rekey(database, "a new 'pass' phrase")
    assert _rows(database) == before
    assert check(database) == ()
    database.close()
    with pytest.raises(ProblemsFound, match=r"S10[13]"):
        open_database(Embedded(path, old))
    reopened = open_database(Embedded(path, "a new 'pass' phrase"))
    assert _rows(reopened) == before
    reopened.close()
    assert [one.name for one in tmp_path.iterdir()] == ["screening.db"]


@pytest.mark.parametrize("old", [None, KEY])
def test_no_new_key_while_another_process_has_it_open(
    tmp_path: Path, old: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A little patience is enough for a test.
    monkeypatch.setattr("screening.store.rekeying.BUSY_MILLISECONDS", 100)
    database = open_database(Embedded(tmp_path / "screening.db", old))
    case = a_case(database)
    writer = start_writer(database, case.id, "w")
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(3)]
    with pytest.raises(ProblemsFound, match="S108"):
        rekey(database, "another key")
    said += [writer.stdout.readline().strip() for _ in range(3)]
    writer.kill()
    writer.wait()
    writer.stdout.close()
    rekey(database, "another key")
    with database.reading() as session:
        assert set(said) <= {one.account.note for one in Cases(session).kept(case.id)}
    assert check(database) == ()
    database.close()


def test_a_server_looks_after_its_own_key() -> None:
    with pytest.raises(ProblemsFound, match="S113"):
        rekey(Database(Served("postgresql+psycopg://nobody@127.0.0.1:1/cases")), KEY)


def test_damage_is_found(small: Database, tmp_path: Path) -> None:
    case = _fill(small)
    with small.session() as session:
        session.execute(update(AccountRow).where(AccountRow.number == 2).values(body='{"id": "a2", "agency": 3}'))
        session.execute(update(CaseRow).values(version=7))
    found = "\n".join(problem.message for problem in check(small))
    assert f"Account 2 of the case {case.id} cannot be read." in found
    assert "should have 7 accounts and has 2" in found
    with small.session() as session:
        session.execute(text("PRAGMA defer_foreign_keys = on"))
        session.execute(update(AuditRow).where(AuditRow.number == 2).values(detail="x"))
    assert any("line 2" in problem.message for problem in check(small))


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "screening.db"
    database = open_database(Embedded(path, KEY))
    _fill(database)
    database.close()
    shutil.copyfile(path, tmp_path / "copy.db")
    content = bytearray((tmp_path / "copy.db").read_bytes())
    content[-2000] ^= 1
    (tmp_path / "copy.db").write_bytes(content)
    damaged = open_database(Embedded(tmp_path / "copy.db", KEY))
    assert any("damaged" in problem.message for problem in check(damaged))
    damaged.close()
