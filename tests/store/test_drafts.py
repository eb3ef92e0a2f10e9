"""What was typed is kept, page by page; what was answered to a prompt stays on the record."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from store_cases import Time, a_case, somebody

from screening.errors import ProblemsFound
from screening.store.database import Database
from screening.store.drafts import DraftOutdated, Drafts
from screening.store.responses import Responses
from screening.store.turns import Turns


def test_each_child_has_a_draft_of_its_own_and_pages_do_not_overwrite_each_other(database: Database) -> None:
    ann, case = somebody(database), a_case(database)
    with database.session() as session:
        drafts = Drafts(session)
        first = drafts.put(ann.id, case.id, "mark", "sam", {"answers": {"a": "é\x00"}}, expected_version=0)
        drafts.put(ann.id, case.id, "mark", "kim", {"answers": {}}, expected_version=0)
        second = drafts.put(ann.id, case.id, "mark", "sam", {"answers": {"b": 1}}, expected_version=first.version)
        with pytest.raises(DraftOutdated) as news:
            drafts.put(ann.id, case.id, "mark", "sam", {"answers": {"c": 1}}, expected_version=first.version)
        assert news.value.current == second == drafts.get(ann.id, case.id, "mark", "sam")
        assert first.body == {"answers": {"a": "é\x00"}}
        assert {one.child for one in drafts.list_for(ann.id)} == {"sam", "kim"}
        drafts.drop(ann.id, case.id, "mark", "sam")
        assert [one.child for one in drafts.list_for(ann.id, case.id)] == ["kim"]
        with pytest.raises(DraftOutdated) as gone:
            drafts.put(ann.id, case.id, "mark", "sam", {}, expected_version=2)
        assert gone.value.current is None
        with pytest.raises(ProblemsFound, match="S122"):
            drafts.put(ann.id, "a case that was deleted", "mark", "sam", {}, expected_version=0)


def test_two_pages_that_begin_a_draft_at_once_do_not_overwrite_each_other(database: Database) -> None:
    ann, case = somebody(database), a_case(database)

    def begin(number: int) -> bool:
        try:
            with database.session() as session:
                Drafts(session).put(ann.id, case.id, "mark", "sam", {"page": number}, expected_version=0)
        except DraftOutdated:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(begin, range(6))).count(True) == 1


def test_the_latest_response_counts_and_the_earlier_ones_stay(database: Database, time: Time) -> None:
    ann, case = somebody(database), a_case(database)
    with database.session() as session:
        responses = Responses(session, time)
        responses.add(case.id, "INJ-001", "sam", "doing", "The GP.", basis="1", by=ann.id, due=time().date())
        responses.add(case.id, "INJ-001", None, "supervision", "", basis="1", by=ann.id)
        responses.add(case.id, "INJ-001", "sam", "done", "In the record\x00.", basis="2", by=ann.id)
    with database.reading() as session:
        latest = Responses(session).latest(case.id)
        assert len(Responses(session).history(case.id)) == 3
    assert {key: one.kind for key, one in latest.items()} == {
        ("INJ-001", "sam"): "done", ("INJ-001", None): "supervision",
    }  # fmt: skip
    done = latest["INJ-001", "sam"]
    assert (done.text, done.basis, done.by_id, done.at) == ("In the record\ufffd.", "2", ann.id, time())


@pytest.mark.parametrize(
    ("kind", "text", "due"),
    [("disagree", " ", None), ("done", "", None), ("done", "here", datetime.date(2026, 1, 1)), ("ignore", "x", None)],
)
def test_a_response_says_where_who_or_why(small: Database, kind: str, text: str, due: datetime.date | None) -> None:
    case = a_case(small)
    with small.session() as session, pytest.raises(ValueError, match="response"):
        Responses(session).add(case.id, "INJ-001", None, kind, text, basis="", by=None, due=due)  # type: ignore[arg-type]


def test_writers_take_turns_in_order_and_one_who_gives_up_is_passed_over() -> None:
    turns = Turns()
    order: list[str] = []
    with ThreadPoolExecutor(3) as pool:
        with turns.turn(1):

            def write(name: str, longest: float) -> None:
                with turns.turn(longest) as mine:
                    order.append(name if mine else f"{name} gave up")

            waiting = []
            for number, (name, longest) in enumerate((("first", 5), ("hasty", 0.05), ("second", 5)), 1):
                waiting.append(pool.submit(write, name, longest))
                while len(turns._waiting) < number and not waiting[-1].done():
                    pass
            waiting[1].result()
        for one in waiting:
            one.result()
    assert order == ["hasty gave up", "first", "second"]
    with turns.turn(0) as mine:
        assert mine
