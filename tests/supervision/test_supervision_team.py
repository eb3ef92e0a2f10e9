"""A team view is about the work: it counts cases, leaves small counts out, and cannot be asked for by worker."""

from __future__ import annotations

import pytest
from brought_cases import TODAY, account, brought, pack

from screening.cli.commands.supervise import team_command
from screening.errors import ProblemsFound
from screening.reports.supervision_html import page_html
from screening.reports.team import arrange_team
from screening.supervision.brought import CaseForSupervision
from screening.supervision.team import TeamView, team_view

BABY = {"born": "2025-12-01", "mobility": "not-mobile", "last_seen_on": "2026-02-20"}


def marked(number: int) -> CaseForSupervision:
    """A case with a mark on a baby, of which nobody told whether a doctor has looked."""
    return brought(account(children={"sam": {**BABY, "injuries": {"i1": {"kind": "bruise"}}}}), case=f"M-{number}",
                   responses=())  # fmt: skip


def quiet(number: int) -> CaseForSupervision:
    return brought(account(children={"sam": BABY}), case=f"Q-{number}", responses=())


def team(marks: int, others: int) -> TeamView:
    return team_view([*map(marked, range(marks)), *map(quiet, range(others))], pack())


def test_a_fact_that_is_missing_is_counted_once_for_each_case() -> None:
    asked = {one.id: one.cases for one in team(6, 6).unknown}
    assert asked["injury.abuse_considered"] == 6


@pytest.mark.parametrize(("marks", "others"), [(4, 8), (8, 4), (1, 11)])
def test_few_and_all_but_few_are_left_out(marks: int, others: int) -> None:
    asked = {one.id: one.cases for one in team(marks, others).unknown}
    assert asked["injury.abuse_considered"] is None


def test_what_is_left_out_stands_in_no_order_that_tells_its_size() -> None:
    hidden = [one.text for one in team(4, 8).unknown if one.cases is None]
    assert len(hidden) > 3
    assert hidden == sorted(hidden)


def test_too_few_cases_give_no_number_at_all() -> None:
    found = team(5, 4)
    assert (found.cases, found.unknown, found.policies, found.prompts) == (None, (), (), None)
    page = page_html(arrange_team(found))
    assert "too few" in page.lower()
    assert "<svg" not in page


def test_no_case_at_all_is_said() -> None:
    with pytest.raises(ProblemsFound) as refused:
        team_view([], pack())
    assert [one.code for one in refused.value.problems] == ["U103"]


def test_prompts_stand_by_theme_and_answer_with_sums_that_add_up_where_they_are_shown() -> None:
    found = team(12, 0).prompts
    assert found is not None
    assert found.answers == ("nobody",)
    assert all(row.total == row.counts[0] for row in found.rows)
    assert found.all.total == sum(row.total or 0 for row in found.rows)


def test_the_document_holds_no_case_no_child_and_no_worker() -> None:
    text = team(6, 6).model_dump_json()
    assert not [word for word in ("M-1", "Q-1", "sam", "health visitor") if word in text]


def test_there_is_no_way_to_ask_by_worker_or_by_what_a_family_is() -> None:
    asked = {option.name for option in team_command.params}
    assert asked == {"cases", "as_of", "below", "pack", "locality", "form", "output", "inject_fault"}


def test_the_plot_and_the_table_hold_the_same_numbers() -> None:
    page = page_html(arrange_team(team(6, 6)))
    assert "Has the possibility that somebody hurt the child been actively considered? (injury)" in page
    assert "6 of 12" in page
    assert page.count("<svg") >= 1
    assert TODAY.isoformat() not in page, "a reader is shown days in words"
