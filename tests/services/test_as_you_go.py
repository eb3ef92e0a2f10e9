"""What opens while somebody is still filling in, and what cannot be right about it."""

from __future__ import annotations

import datetime

from screening.case.account import Account, CaseFile
from screening.case.profile import CaseProfile
from screening.services.as_you_go import Opened, complaints, opened_by

DAY = datetime.date(2026, 11, 21)
ON_A_BABY = "A mark or injury on a child who cannot move about alone"


def telling(facts: dict[str, object], name: str = "a1") -> Account:
    profile = CaseProfile.model_validate({"children": {"sam": facts}})
    return Account(id=name, on="2026-11-20", facts=profile)


STILL = telling({"mobility": "not-mobile"})
HURT = telling({"injuries": {"i1": {"kind": "bruise"}}}, "a2")


def test_what_opens_is_what_the_new_accounts_add() -> None:
    assert ON_A_BABY not in opened_by([STILL], (), DAY).to_ask
    assert ON_A_BABY in opened_by([HURT], [STILL], DAY).to_ask
    again = telling({"mobility": "not-mobile"}, "a3")
    assert opened_by([again], [STILL, HURT], DAY) == Opened()
    assert opened_by((), [STILL, HURT], DAY) == Opened()


def test_what_the_case_came_to_before_is_remembered_for_one_state_of_one_case_only() -> None:
    assert ON_A_BABY in opened_by([HURT], [STILL], DAY, held=("case", 1)).to_ask
    assert ON_A_BABY in opened_by([HURT], [STILL], DAY, held=("case", 1)).to_ask
    assert opened_by([HURT], [STILL, HURT], DAY, held=("case", 2)) == Opened()


def test_a_title_stands_once_and_on_one_side_only() -> None:
    opened = opened_by([HURT], (), DAY)
    assert ON_A_BABY in opened.not_ruled_out
    titles = (*opened.to_ask, *opened.not_ruled_out)
    assert len(set(titles)) == len(titles)


def test_what_was_disputed_and_is_now_agreed_is_no_news() -> None:
    walking = telling({"mobility": "walking"}, "a0")
    before = [walking, STILL, HURT]
    back = Account(id="a4", on="2026-11-20", withdraws=("a0",))
    assert ON_A_BABY not in opened_by([back], before, DAY).to_ask


def test_only_what_is_newly_wrong_is_complained_about() -> None:
    later = telling({"injuries": {"i1": {"seen_on": "2026-11-25"}}}, "a5")
    case = CaseFile(case="K-1", accounts=(later,))
    more = telling({"injuries": {"i2": {"seen_on": "2026-11-24"}}}, "a6")
    assert [one.code for one in complaints(case, [more], DAY)] == ["C206"]
    assert "2026-11-24" in complaints(case, [more], DAY)[0].message
    assert complaints(case, [STILL], DAY) == ()
