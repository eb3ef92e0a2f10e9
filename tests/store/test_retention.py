"""Deleting a case leaves a tombstone and nothing else; everything about one can be taken out, and is marked."""

from __future__ import annotations

import datetime
import json

import pytest
from store_cases import Time, a_case, everything_in, somebody, told

from screening.errors import ProblemsFound
from screening.store.audit import Audit
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.disclosure import everything_about, look_before_giving
from screening.store.drafts import Drafts
from screening.store.responses import Responses
from screening.store.retention import Retention


def _full_case(database: Database) -> tuple[str, str]:
    ann = somebody(database)
    case = a_case(database, "K-55")
    with database.session() as session:
        Cases(session).add(case.id, [told(note="by the stairs")], by=ann.id, expected_version=0)
        Drafts(session).put(ann.id, case.id, "mark", "sam", {"answers": {"x": "by the stairs"}}, expected_version=0)
        Responses(session).add(case.id, "INJ-001", "sam", "done", "by the stairs", basis="by the stairs", by=ann.id)
        BreakGlass(session).open(ann.id, case.id, "seen by the stairs tonight")
    return ann.id, case.id


def test_a_deleted_case_leaves_a_tombstone_and_no_word_of_it(database: Database, time: Time) -> None:
    ann_id, case_id = _full_case(database)
    with database.session() as session:
        Retention(session, time).delete(case_id, "Kept for as long as it had to be.", by=ann_id)
    with database.reading() as session:
        (tombstone,) = Retention(session).tombstones_of("K-55")
        assert Retention(session).tombstones_of("K-56") == ()
        assert (tombstone.case_id, tombstone.by_id, tombstone.at) == (case_id, ann_id, time())
        with pytest.raises(ProblemsFound, match="S122"):
            Cases(session).file(case_id)
        assert [one.action for one in Audit(session).entries(case_id)][-1] == "deleted"
        assert Audit(session).verify() is None
    everything = everything_in(database)
    assert "by the stairs" not in everything
    assert "K-55" not in everything
    # The reference is free again.
    a_case(database, "K-55")


def test_a_deletion_needs_a_reason_and_a_case(small: Database) -> None:
    case = a_case(small)
    with small.session() as session:
        for reason in ("", "  ", "x" * 501):
            with pytest.raises(ValueError, match="reason"):
                Retention(session).delete(case.id, reason, by=None)
        with pytest.raises(ProblemsFound, match="S122"):
            Retention(session).delete("none", "a reason", by=None)
        assert Cases(session).get(case.id) is not None


def test_a_case_comes_up_for_review_on_its_day(small: Database, time: Time) -> None:
    with small.session() as session:
        case = Cases(session, time).new("K-1", training=False, team_id=None, holder_id=None, by=None)
        day = case.review_on
        assert day == datetime.date(2027, 3, 1)
        retention = Retention(session, time)
        assert retention.due(day - datetime.timedelta(days=1)) == ()
        assert [row.id for row in retention.due(day)] == [case.id]
        retention.set_review(case.id, datetime.date(2030, 1, 1), by=None)
        assert retention.due(day) == ()


def test_everything_about_a_case_comes_out_as_plain_data(database: Database) -> None:
    _, case_id = _full_case(database)
    with database.reading() as session:
        told_out = json.loads(json.dumps(everything_about(session, case_id)))
    assert told_out["case"]["reference"] == "K-55"
    assert told_out["accounts"][0]["account"] == json.loads(
        told(note="by the stairs", id="a1").model_dump_json(exclude_unset=True)
    )
    for part in ("accounts", "responses", "drafts", "opened_in_an_emergency", "log"):
        assert len(told_out[part]) >= 1, part
    assert {told_out["accounts"][0]["saved_by"], told_out["responses"][0]["by"], told_out["drafts"][0]["by"]} == {"Ann"}


SAM = {"children": {"sam": {"mobility": "walking"}}}
OTHERS = {
    "children": {"sam": {"mobility": "walking"}, "kim": {"mobility": "walking"}},
    "people": {"dad": {}, "mum": {}},
}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"source": "observed", "facts": SAM}, ()),
        ({"source": "carer", "told_by": "mum", "facts": SAM}, ()),
        ({"source": "carer", "told_by": "dad", "facts": SAM}, ("told by dad",)),
        ({"source": "professional", "facts": SAM}, ("somebody's word, and it is not recorded whose",)),
        ({"source": "record", "facts": OTHERS}, ("about dad", "about kim")),
        ({"source": "record", "facts": {"households": {"h": {"members": ["mum", "dad"]}}}}, ("about dad",)),
        (
            {"source": "record", "facts": {"children": {"sam": {"note": "Kim was there."}}}},
            ("has a note, which may speak of anybody",),
        ),
        ({"source": "record", "facts": SAM, "note": "x"}, ("has a note, which may speak of anybody",)),
    ],
)
def test_what_others_told_and_what_is_about_others_is_marked(fields: dict[str, object], why: tuple[str, ...]) -> None:
    assert look_before_giving(told(**fields), ["sam", "mum"]) == why
