"""One case in depth: what was known when, who held the missing piece, every child, and what to think about."""

from __future__ import annotations

import datetime
from typing import Any

from brought_cases import account, brought, pack

from screening.forms.checklist import read_checklist
from screening.packs import checklists_folder
from screening.supervision.case_view import CaseInSupervision, case_in_supervision


def seen(*accounts: dict[str, Any], allocated: datetime.date | None = None, **fields: Any) -> CaseInSupervision:
    checklist = read_checklist(checklists_folder() / "supervision.yaml")
    return case_in_supervision(brought(*accounts, **fields), pack(), checklist, allocated)


STILL = account(id="hv", children={"sam": {"born": "2025-12-01", "mobility": "not-mobile"}})
BRUISE = account(
    id="gp", agency="gp", by="GP", children={"sam": {"injuries": {"i1": {"kind": "bruise"}}}}
)  # fmt: skip


def test_a_prompt_that_nobody_could_raise_alone_names_who_held_which_piece() -> None:
    (found,) = [one for one in seen(STILL, BRUISE).pooled.together if one.rule == "INJ-001"]
    alone = {piece.agency: set(piece.only_here) for piece in found.pieces}
    assert "children.sam.injuries.i1.kind" in alone["gp"]
    assert "children.sam.mobility" in alone["health-visiting"]


def test_what_another_agency_knew_too_is_no_missing_piece() -> None:
    case = seen(STILL, {**BRUISE, "known_to": ["health-visiting"]})
    assert not [one for one in case.pooled.together if one.rule == "INJ-001"]
    knew = {one.agency: one for one in case.pooled.knew}
    assert (knew["health-visiting"].told, knew["health-visiting"].heard) == (1, 1)
    assert "A mark or injury on a child who cannot move about alone" in knew["health-visiting"].alone
    assert "A mark or injury on a child who cannot move about alone" not in knew["gp"].alone


def test_one_agency_alone_has_nothing_to_put_together() -> None:
    assert seen(STILL).pooled.knew == ()


HISTORY = [
    account("2026-01-02", id="early", people={"mother": {"relationship": "mother", "care_experience": "care-leaver"}}),
    account("2026-01-10", id="taken-on", events={"begun": {"kind": "allocation", "on": "2026-01-10"}}),
    account("2026-02-20", id="late", events={"fight": {"kind": "domestic-dispute", "on": "2025-06-01"}},
            people={"father": {"relationship": "father", "mental_health": ["depression"]}}),
]  # fmt: skip


def test_the_history_stands_as_it_was_known_on_the_day_of_allocation() -> None:
    found = seen(*HISTORY).history
    assert (found.on, found.day_from) == ("2026-01-10", "told")
    assert [one.path for one in found.history] == ["people.mother.care_experience"]
    assert [one.id for one in found.family.members] == ["mother"]
    assert [(one.when, one.accounts) for one in found.told_later] == [("2025-06-01", ("late",))]


def test_a_day_of_allocation_that_is_given_comes_first_and_none_is_said() -> None:
    given = seen(*HISTORY, allocated=datetime.date(2026, 2, 25)).history
    assert (given.day_from, given.told_later) == ("given", ())
    assert "people.father.mental_health" in {one.path for one in given.history}
    assert seen(STILL).history.day_from == "not-known"


def test_every_child_stands_side_by_side_with_what_is_known_of_one_only() -> None:
    told = account(
        children={
            "sam": {"born": "2025-12-01", "last_seen_on": "2026-02-10", "injuries": {"i1": {"kind": "bruise"}}},
            "ada": {"born": "2020-01-01", "injuries": []},
            "unborn": {"due": "2026-08-01"},
        },
        people={"older": {"relationship": "sibling"}},
        not_known={"children.ada.last_seen_on": "not-asked"},
    )
    found = seen(told).sweep
    sam, ada, unborn = found.children
    assert [[fact.value for fact in one] for one in sam.injuries] == [["bruise"]]
    assert (ada.injuries, ada.looked_for_injuries, unborn.unborn) == ((), True, True)
    assert found.others == ("older",)
    only = {one.label: (one.of, one.not_of) for one in found.of_some_only}
    assert only["last seen on"] == (("sam",), (("ada", "not-asked"),))
    assert "injuries" not in only, "an empty list is told: somebody looked"


def test_face_value_and_since_last_time_are_comparisons_of_the_same_case() -> None:
    carer = account(
        "2026-02-20", id="word", source="carer", told_by="mother",
        children={"sam": {"born": "2025-12-01", "mobility": "not-mobile", "injuries": {"i1": {"kind": "bruise"}}}},
    )  # fmt: skip
    found = seen(carer, since=datetime.date(2026, 2, 1))
    assert found.changed is not None
    assert {(one.rule, one.how) for one in found.changed.changes} >= {("INJ-001", "opened")}
    assert [one.id for one in found.changed.new_accounts] == ["word"]
    assert {one.rule for one in found.face_value.changes} >= {"INJ-001"}
    assert {one.fact.path for one in found.rests_on_one} >= {"children.sam.injuries.i1.kind"}


def test_what_to_think_about_is_for_supervisors_is_cited_and_comes_once() -> None:
    found = seen(STILL, BRUISE, account(supervision={"s1": {"on": "2026-02-01", "history_discussed": False}}))
    asked = [*found.reflection.of_this_case, *found.reflection.of_the_registers, *found.reflection.standing]
    assert all(one.citations for one in asked)
    assert found.reflection.standing
    assert {one.of for one in found.reflection.of_this_case} <= {one.rule for one in found.findings}
    assert len({one.ask for one in found.reflection.of_this_case}) == len(found.reflection.of_this_case)
    ours = {prompt.ask for one in found.findings for prompt in one.prompts if "practitioner" in prompt.for_}
    assert not ours & {one.ask for one in found.reflection.of_this_case}
