"""Nothing that was told is ever lost or changed, whoever saves at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_cases import Time, a_case, somebody, told

from screening.case.account import Account
from screening.errors import ProblemsFound
from screening.store.audit import Audit
from screening.store.cases import Cases, Outdated
from screening.store.database import Database, open_database
from screening.store.place import Embedded


def test_a_case_file_comes_back_as_it_was_told(database: Database) -> None:
    ann = somebody(database)
    case = a_case(database, training=True, about="a drill", warning="an injury", holder_id=ann.id)
    facts = {
        "children": {"zoe": {"born": "2024-05"}, "adam": {"note": "she said: “é\u0000\u2028 <b>”", "mobility": None}},
        "people": [{"relationship": "father"}],
    }
    accounts = [told(id="z9", facts=facts, not_known={"people": "declined"}), told(id="b1")]
    with database.session() as session:
        Cases(session).add(case.id, accounts, by=ann.id, expected_version=0)
    with database.reading() as session:
        file = Cases(session).file(case.id)
        kept = Cases(session).kept(case.id)
    assert file.accounts == tuple(accounts)
    # In the order in which they were told, too: equality of mappings does not see it.
    assert [path for path, _ in file.accounts[0].flattened.values] == [path for path, _ in accounts[0].flattened.values]
    assert list(file.accounts[0].facts.children or {}) == ["zoe", "adam"]
    assert (file.case, file.training, file.about, file.warning) == ("K-1", True, "a drill", "an injury")
    assert [(one.number, one.saved_by) for one in kept] == [(1, ann.id), (2, ann.id)]


def test_who_saves_second_is_told_and_then_adds_beside(database: Database) -> None:
    ann, bob = somebody(database), somebody(database, "Bob")
    case = a_case(database)
    with database.session() as session:
        Cases(session).add(case.id, [told()], by=ann.id, expected_version=0)
    with database.session() as session:
        with pytest.raises(Outdated) as news:
            Cases(session).add(case.id, [told(agency="gp")], by=bob.id, expected_version=0)
        assert [one.agency for one in news.value.added_since] == ["health-visiting"]
        assert [one.agency for one in Cases(session).file(case.id).accounts] == ["health-visiting"]
        saved = Cases(session).add(case.id, [told(agency="gp")], by=bob.id, expected_version=0, merge=True)
    assert (saved.version, [one.id for one in saved.added_since]) == (2, ["a1"])
    with database.reading() as session:
        assert [(one.id, one.agency) for one in Cases(session).file(case.id).accounts] == [
            ("a1", "health-visiting"),
            ("a2", "gp"),
        ]


def test_an_id_that_two_people_used_stays_with_the_first_and_references_follow(small: Database) -> None:
    case = a_case(small)
    with small.session() as session:
        Cases(session).add(case.id, [told(id="visit")], by=None, expected_version=0)
    second = [told(id="visit", agency="gp"), told(corroborated_by=["visit"], withdraws=["visit"])]
    with small.session() as session:
        saved = Cases(session).add(case.id, second, by=None, expected_version=0, merge=True)
    renamed, other = saved.accounts
    assert renamed.id not in {"visit", other.id}
    assert (other.corroborated_by, other.withdraws) == ((renamed.id,), (renamed.id,))
    with small.session() as session, pytest.raises(ProblemsFound, match=r'S123.*"visit"'):
        Cases(session).add(case.id, [told(id="visit")], by=None, expected_version=3)


def test_twelve_writers_at_once_lose_nothing(database: Database) -> None:
    case = a_case(database)
    at_once = threading.Barrier(12)

    def write(number: int) -> tuple[str | None, ...]:
        at_once.wait()
        with database.session() as session:
            accounts = [told(note=f"{number}-{part}") for part in range(2)]
            saved = Cases(session).add(case.id, accounts, by=None, expected_version=0, merge=True)
        return tuple(account.note for account in saved.accounts)

    with ThreadPoolExecutor(12) as pool:
        acknowledged = [note for notes in pool.map(write, range(12)) for note in notes]
    with database.reading() as session:
        kept = Cases(session).kept(case.id)
        assert Audit(session).verify() is None
    assert sorted(one.account.note or "" for one in kept) == sorted(note or "" for note in acknowledged)
    assert [one.number for one in kept] == list(range(1, 25))
    assert len({one.account.id for one in kept}) == 24


def test_a_writer_who_waits_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.store.connecting.BUSY_MILLISECONDS", 50)
    place = Embedded(tmp_path / "screening.db")
    first, second = open_database(place), open_database(place)
    with first.session() as session:
        Cases(session).new("K-1", training=False, team_id=None, holder_id=None, by=None)
        with pytest.raises(ProblemsFound, match="S108"):
            a_case(second, "K-2")
    a_case(second, "K-2")
    first.close()
    second.close()


def test_what_failed_half_way_was_not_saved(database: Database) -> None:
    case = a_case(database)

    def fail() -> None:
        with database.session() as session:
            Cases(session).add(case.id, [told()], by=None, expected_version=0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.reading() as session:
        row = Cases(session).get(case.id)
        assert row is not None
        assert (row.version, Cases(session).file(case.id).accounts) == (0, ())
        assert [one.action for one in Audit(session).entries(case.id)] == ["wrote"]


def test_taking_an_account_back_keeps_it_and_says_why(small: Database, time: Time) -> None:
    ann = somebody(small)
    case = a_case(small)
    with small.session() as session:
        cases = Cases(session, time)
        cases.add(case.id, [told(id="a7")], by=None, expected_version=0)
        cases.withdraw(case.id, "a7", "It was another child.", ann.id)
        with pytest.raises(ProblemsFound, match="S122"):
            cases.withdraw(case.id, "a8", "It was another child.", ann.id)
        first, second = cases.file(case.id).accounts
    assert first == told(id="a7")
    assert (second.withdraws, second.note, second.on) == (("a7",), "It was another child.", "2026-03-01")


Step = tuple[str, Any]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(st.sampled_from(["gp", "nursery", "police"]), min_size=1, max_size=3)),
        st.tuples(st.just("withdraw"), st.integers(0, 30)),
        st.tuples(st.just("late"), st.integers(0, 30)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_saves_give_the_case_file_that_a_list_would(small: Database, steps: list[Step]) -> None:

    with small.session() as session:
        cases = Cases(session)
        number = len(session.execute(_all_cases()).all())
        case = cases.new(f"H-{number}", training=True, team_id=None, holder_id=None, by=None)
        plain: list[Account] = []
        for kind, what in steps:
            if kind == "add":
                saved = cases.add(case.id, [told(agency=one) for one in what], by=None, expected_version=len(plain))
                plain += [told(agency=one, id=f"a{len(plain) + at}") for at, one in enumerate(what, 1)]
                assert saved.accounts == tuple(plain[-len(what) :])
            elif kind == "withdraw" and plain:
                gone = plain[what % len(plain)]
                cases.withdraw(case.id, gone.id or "", "a slip", None)
                last = cases.file(case.id).accounts[-1]
                assert (last.withdraws, last.agency) == ((gone.id,), gone.agency)
                plain.append(last)
            elif kind == "late":
                seen = what % (len(plain) + 1)
                saved = cases.add(case.id, [told(source="record")], by=None, expected_version=seen, merge=True)
                assert saved.added_since == tuple(plain[seen:])
                plain.append(told(source="record", id=f"a{len(plain) + 1}"))
        assert cases.file(case.id).accounts == tuple(plain)
        row = cases.get(case.id)
        assert row is not None
        assert row.version == len(plain)


def _all_cases() -> Any:
    from sqlalchemy import select

    from screening.store.tables import CaseRow

    return select(CaseRow.id)


def test_a_reference_is_for_one_live_case_and_never_blank(database: Database) -> None:
    a_case(database, "K-9")
    a_case(database, "K-9", training=True)
    for reference in ("K-9", " K-9 ", "", "  ", "x" * 65, "a\x00b"):
        with pytest.raises(ProblemsFound, match="S121" if "K-9" in reference else "S124"):
            a_case(database, reference)
    with database.reading() as session:
        found = Cases(session).find("K-9")
        assert found is not None
        assert not found.training
