"""The forms there are for a case, by name."""

from __future__ import annotations

import pytest

from screening.case.account import Account
from screening.case.profile import CaseProfile
from screening.forms.made import tellable
from screening.services.offered import corrected_by, fact_of, form_called, name_for_correction, name_for_fact, written

FIRST = Account(
    id="a1", on="2026-11-20", facts=CaseProfile.model_validate({"children": {"sam": {"mobility": "rolling"}}})
)
BACK = Account(id="a2", on="2026-11-21", withdraws=("a1",))


def test_every_fact_has_a_form_whose_name_fits_into_the_ids_of_its_accounts() -> None:
    names = [name_for_fact(fact) for fact in tellable()]
    assert [fact_of(name) for name in names] == list(tellable())
    assert all(len(f"{name}-2026-11-21-99") <= 64 for name in [*names, *written()])


@pytest.mark.parametrize("name", ["mark-on-a-baby", "whole-profile", "answer-child-mobility", "correct-1"])
def test_a_form_has_the_name_by_which_it_is_found(name: str) -> None:
    form = form_called(name, [FIRST])
    assert form is not None
    assert form.checklist == name


@pytest.mark.parametrize(
    "name", ["", "nothing", "answer-", "answer-child-age-months", "correct-0", "correct-2", "correct-x"]
)
def test_no_other_name_finds_a_form(name: str) -> None:
    assert form_called(name, [FIRST]) is None


def test_what_was_taken_back_is_not_put_right_any_more() -> None:
    assert corrected_by(name_for_correction(1), [FIRST]) is FIRST
    assert corrected_by(name_for_correction(1), [FIRST, BACK]) is None
    assert form_called("correct-2", [FIRST, BACK]) is None
