"""A record that is being written: parts are saved side by side, and nothing that somebody saved is lost unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.services.record_drafting import (
    CaseChoices,
    SavedMeanwhile,
    begin,
    choose,
    draft_of,
    drop,
    mark_of,
    save_part,
    to_put_right,
)
from screening.store.cases import Cases
from screening.store.database import Database, open_database
from screening.store.place import Embedded
from screening.store.supervision_drafts import RecordDrafts
from screening.supervision.completing import completed
from screening.supervision.record import Decision, Discussed, Reflection
from screening.supervision.written import WrittenRecord

NAMES = ("ann", "bob")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("drafting")
    opened = open_database(Embedded(folder / "drafting.db"))
    yield opened
    opened.close()


_NUMBER = iter(range(10_000))


def new_case(database: Database) -> str:
    with database.session() as session:
        row = Cases(session).new(f"K-{next(_NUMBER)}", training=False, team_id=None, holder_id=None, by=None)
        return row.id


def now(database: Database, case_id: str) -> WrittenRecord | None:
    with database.reading() as session:
        return draft_of(session, case_id).written


def test_what_is_chosen_for_the_agenda_outlives_what_is_thrown_away(database: Database) -> None:
    case_id = new_case(database)
    choices = CaseChoices(drop=("promise",), add=("How is the worker?",))
    choose(database, case_id, choices, by="ann")
    assert begin(database, case_id, WrittenRecord(case="K-1"), by="ann")
    assert not begin(database, case_id, WrittenRecord(case="K-2"), by="bob")
    assert now(database, case_id) == WrittenRecord(case="K-1")
    drop(database, case_id, by="ann")
    with database.reading() as session:
        assert draft_of(session, case_id).choices == choices
    choose(database, case_id, CaseChoices(), by="ann")
    with database.reading() as session:
        assert RecordDrafts(session).get(case_id) is None


def test_many_who_save_different_parts_at_once_all_keep_theirs(database: Database) -> None:
    case_id = new_case(database)
    begin(database, case_id, WrittenRecord(), by="ann")
    parts = {
        "discussed": (Discussed(about="one", said="two"),), "decisions": (Decision(decided="a", because="b"),),
        "reflection": (Reflection(prompt="p", answer="q"),), "held_on": "2026-03-01",
    }  # fmt: skip
    start, failed = threading.Barrier(len(parts) + 1), []

    def saving(field: str) -> None:
        start.wait()
        try:
            save_part(database, case_id, {field: parts[field]}, mark_of(WrittenRecord(), [field]), by="ann")
        except Exception as wrong:
            failed.append(wrong)

    def choosing() -> None:
        start.wait()
        choose(database, case_id, CaseChoices(add=("x",)), by="bob")

    threads = [threading.Thread(target=saving, args=[one]) for one in parts] + [threading.Thread(target=choosing)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert now(database, case_id) == WrittenRecord.model_validate(parts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["open", "save", "by itself"]), st.sampled_from("xyz")),
        max_size=12,
    )
)
def test_nobody_overwrites_what_they_have_not_seen(database: Database, steps: list[tuple[str, str, str]]) -> None:
    case_id = new_case(database)
    begin(database, case_id, WrittenRecord(), by="ann")
    # What each has on their page: its mark, and every text that they know of.
    mark = dict.fromkeys(NAMES, mark_of(WrittenRecord(), ["held_on"]))
    knows: dict[str, set[str]] = {one: {""} for one in NAMES}
    kept = ""
    for name, what, text in steps:
        if what == "open":
            mark[name] = mark_of(now(database, case_id) or WrittenRecord(), ["held_on"])
            knows[name].add(kept)
            continue
        shown: WrittenRecord | None = None
        try:
            save_part(database, case_id, {"held_on": text}, mark[name], by=name, by_itself=what == "by itself")
        except SavedMeanwhile as news:
            shown = news.written
        if shown is not None:
            assert shown.held_on == kept
            continue
        assert kept in knows[name]
        kept = text
        knows[name].add(text)
        if what == "save":
            mark[name] = mark_of(now(database, case_id) or WrittenRecord(), ["held_on"])
    assert (now(database, case_id) or WrittenRecord()).held_on == kept


def test_a_record_to_be_put_right_says_the_same_and_names_it() -> None:
    written = WrittenRecord.model_validate({
        "case": "K-1", "held_on": "2026-03-01", "practitioner": {"role": "health visitor", "reference": "HV-7"},
        "supervisor": {"role": "named nurse", "reference": "SUP-3"},
        "discussed": [{"about": "the weight", "said": "nobody has weighed him"}],
        "actions": [{"who": "health visitor", "what": "Weigh the baby at home", "by_when": "2026-03-05",
                     "how_we_will_know": "The chart has the new point"}],
        "escalations": [{"policy": "p", "step": "Asked the manager", "to": "manager", "taken_on": "2026-02-27",
                         "because": "closed unseen", "reply_due": "2026-03-04"}],
    })  # fmt: skip
    record = completed(written, lambda policy: policy, number=1, previous=None, corrected=None)
    again = to_put_right(record)
    assert again.corrects is not None
    assert again.corrects.record == 1
    assert again.model_copy(update={"corrects": None}) == written
