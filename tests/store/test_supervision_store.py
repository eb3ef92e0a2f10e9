"""Records of supervision in the database: only ever added to, in turn, on the log, and gone with their case."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from store_cases import a_case, everything_in, somebody

from screening.errors import ProblemsFound
from screening.services.handing_over import CASE, DATA, PAPER, hand_over
from screening.services.recording import add_evidence, book_of, keep, sign
from screening.store.audit import Audit
from screening.store.backups import back_up, restore
from screening.store.checking import check
from screening.store.database import Database
from screening.store.retention import Retention
from screening.store.supervision import CaseLedger
from screening.store.supervision_chain import first_break
from screening.store.supervision_drafts import RecordDraftOutdated, RecordDrafts
from screening.supervision.written import WrittenRecord

SAID = "behind the blue door"


def written(case: str = "K-1") -> WrittenRecord:
    return WrittenRecord.model_validate({
        "case": case, "held_on": "2026-03-01",
        "practitioner": {"role": "health visitor", "reference": "HV-7"},
        "supervisor": {"role": "named nurse", "reference": "SUP-3"},
        "discussed": [{"about": "the weight", "said": SAID}],
        "actions": [{"who": "health visitor", "what": "Weigh the baby at home", "by_when": "2026-03-05",
                     "how_we_will_know": "The chart has the new point"}],
    })  # fmt: skip


def name(policy_id: str) -> str:
    raise AssertionError("no policy is named")


def signed_record(database: Database, case_id: str) -> None:
    import datetime

    on = datetime.date(2026, 3, 1)
    ann, bob = somebody(database, "Ann"), somebody(database, "Bob")
    with database.session() as session:
        ledger = CaseLedger(session, case_id)
        keep(ledger, written(), name, by=ann.id)
        sign(ledger, 1, "supervisor", "SUP-3", on, by=ann.id)
    with database.session() as session:
        ledger = CaseLedger(session, case_id)
        assert sign(ledger, 1, "practitioner", "HV-7", on, by=bob.id).signed
        add_evidence(ledger, 1, "a1", "seen", on, "6.2 kg, plotted", "midwife", by=bob.id)


def test_what_was_kept_comes_back_and_the_log_says_who_without_a_word_of_it(database: Database) -> None:
    case = a_case(database)
    signed_record(database, case.id)
    with database.reading() as session:
        book = book_of(CaseLedger(session, case.id))
        log = [(one.action, one.detail) for one in Audit(session).entries(case.id)]
    assert book.records[0].signed
    assert book.evidence[0].what == "6.2 kg, plotted"
    assert log[1:] == [
        ("wrote", f"supervision {kind}") for kind in ("record", "signature", "signature", "evidence")
    ]  # fmt: skip
    assert check(database) == ()


def test_the_database_itself_refuses_to_change_an_entry(database: Database) -> None:
    case = a_case(database)
    signed_record(database, case.id)
    with pytest.raises(DBAPIError, match="never changed"), database.engine.begin() as connection:
        connection.execute(text("UPDATE supervision SET body = '{}' WHERE number = 1"))
    with database.reading() as session:
        assert book_of(CaseLedger(session, case.id)).records[0].signed


@pytest.mark.parametrize("gone", [1, 2, 4])
def test_an_entry_that_was_taken_out_is_found(small: Database, gone: int) -> None:
    case = a_case(small)
    signed_record(small, case.id)
    with small.engine.begin() as connection:
        connection.execute(text("DELETE FROM supervision WHERE number = :number"), {"number": gone})
    (found,) = check(small)
    assert f"entry {gone}" in found.message
    with small.reading() as session, pytest.raises(ProblemsFound, match="U321"):
        book_of(CaseLedger(session, case.id))


def test_who_writes_while_somebody_else_does_waits_and_nothing_is_lost(database: Database) -> None:
    case = a_case(database)
    began = threading.Event()

    def first() -> None:
        with database.session() as session:
            ledger = CaseLedger(session, case.id)
            with ledger.alone():
                began.set()
                time.sleep(0.1)
                keep(ledger, written(), name, by=None)

    def second() -> None:
        began.wait(10)
        with database.session() as session:
            keep(CaseLedger(session, case.id), written(), name, by=None)

    both = [threading.Thread(target=one) for one in (first, second)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    with database.reading() as session:
        ledger = CaseLedger(session, case.id)
        assert first_break(ledger.entries(), ledger.end()) is None
        assert [kept.record.number for kept in book_of(ledger).records] == [1, 2]


def test_a_draft_is_shared_and_the_second_to_save_is_told(database: Database) -> None:
    case = a_case(database)
    with database.session() as session:
        drafts = RecordDrafts(session)
        assert drafts.get(case.id) is None
        assert drafts.put(case.id, {"said": "one"}, by="ann", expected_version=0).version == 1
    with database.session() as session:
        RecordDrafts(session).put(case.id, {"said": "two"}, by="bob", expected_version=1)
    with database.session() as session, pytest.raises(RecordDraftOutdated) as told:
        RecordDrafts(session).put(case.id, {"said": "three"}, by="ann", expected_version=1)
    assert told.value.current is not None
    assert (told.value.current.body, told.value.current.saved_by) == ({"said": "two"}, "bob")
    with database.session() as session:
        RecordDrafts(session).drop(case.id)
        assert RecordDrafts(session).get(case.id) is None


def test_with_its_case_it_is_handed_over_and_deleted(database: Database) -> None:
    import datetime

    case = a_case(database)
    signed_record(database, case.id)
    with database.session() as session:
        RecordDrafts(session).put(case.id, {"said": f"{SAID}, half written"}, by=None, expected_version=0)
    files = hand_over(database, case.id, request_from=(), by=None, today=datetime.date(2026, 4, 1))
    assert set(files) == {DATA, CASE, PAPER}
    assert f"{SAID}, half written" in files[DATA].decode()
    assert files[DATA].decode().count('"kind": "signature"') == 2
    with database.session() as session:
        Retention(session).delete(case.id, "Kept for as long as it had to be.", by=None)
    assert SAID not in everything_in(database)
    assert "supervision" not in {one.message for one in check(database)}


def test_a_backup_brings_it_back_as_it_was_signed(database: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    case = a_case(database)
    signed_record(database, case.id)
    backup = tmp_path_factory.mktemp("backup") / "backup.db"
    back_up(database, backup)
    with database.session() as session:
        keep(CaseLedger(session, case.id), written(), name, by=None)
    restore(database, backup)
    with database.reading() as session:
        assert len(book_of(CaseLedger(session, case.id)).records) == 1
    with pytest.raises(DBAPIError, match="never changed"), database.engine.begin() as connection:
        connection.execute(text("UPDATE supervision SET kind = 'reply'"))
