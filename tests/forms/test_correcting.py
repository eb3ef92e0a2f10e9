"""An account put right: what is changed is told anew, and whatever else it told is told again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from screening.case.account import Account
from screening.case.profile import CaseProfile
from screening.case.told import fold
from screening.forms.correcting import corrected, correction, filled_in
from screening.forms.draft import Answer, Draft
from screening.forms.interview import Interview, More
from screening.forms.scenario import read_scenario
from screening.packs import checklists_folder

DAY = datetime.date(2026, 3, 1)
SCENARIOS = sorted((checklists_folder() / "scenarios").glob("*.yaml"))


def account(facts: dict[str, Any], **more: Any) -> Account:
    return Account(
        id="a1", on=DAY.isoformat(), agency="gp", source="carer", facts=CaseProfile.model_validate(facts), **more
    )


def put_right(one: Account, change: Any = lambda draft: draft, child: str = "sam") -> tuple[Account, ...]:
    """An account corrected by a change to the draft that it fills in."""
    checklist = correction("correct-1", one)
    assert checklist is not None
    interview = Interview(checklist, (one, Account(id="back", withdraws=(one.id or "",))))
    draft: Draft = change(filled_in(checklist, one, "K-1", child, DAY))
    asked = [page.path if isinstance(page, More) else page.key for page in interview.pages(draft)]
    return corrected(one, interview.accounts(draft), asked, draft)


def what_counts(accounts: tuple[Account, ...]) -> tuple[Any, ...]:
    told = fold(accounts, datetime.date(2030, 1, 1).toordinal())
    tellings = {path: tuple(sorted(repr(one.value) for one in some)) for path, some in told.tellings.items()}
    members = {path: frozenset(some) for path, some in told.members.items()}
    not_known = {path: {reason for reason, _ in some} for path, some in told.not_known.items()}
    return tellings, members, set(told.in_full), not_known


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_putting_right_without_a_change_changes_nothing_that_counts(path: Path) -> None:
    tried = 0
    for one in read_scenario(path).case.all_accounts:
        checklist = correction("correct-1", one)
        if checklist is None or one.withdraws or one.day is None:
            continue
        children = [member for place, member in one.flattened.members if place == "children"]
        on = datetime.date.fromordinal(one.day)
        child = children[0] if children else "child"
        draft = filled_in(checklist, one, "K-1", child, on)
        interview = Interview(checklist, (one, Account(id="back", withdraws=(one.id or "",))))
        asked = [page.path if isinstance(page, More) else page.key for page in interview.pages(draft)]
        new = corrected(one, interview.accounts(draft), asked, draft)
        new = tuple(
            each if each.id else each.model_copy(update={"id": f"n{number}"}) for number, each in enumerate(new)
        )
        was, now = what_counts((one,)), what_counts((one, *new))
        assert now[0] == was[0], one.id
        assert now[3] == was[3], one.id
        assert all(some <= now[1].get(place, frozenset()) for place, some in was[1].items()), one.id
        assert was[2] <= now[2], one.id
        tried += 1
    assert tried


def test_a_changed_answer_takes_the_place_of_the_old_one() -> None:
    one = account({"children": {"sam": {"mobility": "walking", "born": "2025"}}})
    (new,) = put_right(one, lambda draft: draft.answering("children.sam.mobility", Answer(value="rolling")))
    assert new.withdraws == ("a1",)
    assert dict(new.flattened.values) == {"children.sam.mobility": "rolling", "children.sam.born": "2025"}


def test_an_entry_that_was_taken_out_is_not_told_again() -> None:
    one = account({"children": {"sam": {"injuries": {"i1": {"kind": "bruise"}, "i2": {"kind": "burn"}}}}})
    (new,) = put_right(one, lambda draft: draft.removing("children.sam.injuries", "i1"))
    assert dict(new.flattened.values) == {"children.sam.injuries.i2.kind": "burn"}


def test_what_is_said_of_another_child_is_kept_word_for_word() -> None:
    one = account({"children": {"sam": {"mobility": "walking"}, "alex": {"mobility": "rolling"}}}, note="Both were in.")
    new, beside = put_right(one)
    assert dict(new.flattened.values) == {"children.sam.mobility": "walking"}
    assert dict(beside.flattened.values) == {"children.alex.mobility": "rolling"}
    assert (new.note, beside.note) == ("Both were in.", "Both were in.")
    assert (new.withdraws, beside.withdraws) == (("a1",), ())


def test_somebody_of_whom_nothing_else_is_said_is_not_lost() -> None:
    one = account({"people": {"mother": {}, "uncle": {"relationship": "other-relative"}}})
    members = {pair for new in put_right(one) for pair in new.flattened.members}
    assert {("people", "mother"), ("people", "uncle")} <= members


def test_an_account_that_tells_nothing_cannot_be_put_right_only_taken_back() -> None:
    assert correction("correct-1", Account(id="a1", withdraws=("a0",), note="Wrong child.")) is None
