"""The shipped scenarios: fit to be used in training, and the rules find in them what the timelines call for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from screening.case.told import Told, fold
from screening.case.words import date_span
from screening.conditions.standing import Standing
from screening.engine.scenariotests import failure_of, run_scenario
from screening.forms.scenario import Expectation, Scenario, Step, read_scenario
from screening.rulebook.pack import Pack, read_pack

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "checklists" / "scenarios").glob("*.yaml"))
SCENARIOS = {path.stem: read_scenario(path) for path in FILES}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "rules")[0]


def known_at(scenario: Scenario, step: Step) -> Told:
    """What all agencies together had told by the day of a step."""
    return fold(scenario.case.all_accounts, step.as_of.toordinal())


every_scenario = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)


@every_scenario
def test_the_rules_come_to_what_every_step_expects_and_to_no_more(pack: Pack, scenario: Scenario) -> None:
    failures = [
        f"{result.step.id} {result.expected.rule} {result.expected.subject or 'case'}: {result.failure}"
        for result in run_scenario(pack, scenario)
        if result.failure is not None
    ]
    assert failures == []


@every_scenario
def test_every_step_expects_something_of_the_rules(scenario: Scenario) -> None:
    assert [step.id for step in scenario.steps if not step.expect] == []


@every_scenario
def test_every_step_says_what_would_be_hindsight_until_the_last(scenario: Scenario) -> None:
    without = [step.id for step in scenario.steps if not any(one.standing_at_most for one in step.expect)]
    assert without in ([], [scenario.steps[-1].id])


@every_scenario
def test_every_account_says_where_it_comes_from_and_when_it_was_told(scenario: Scenario) -> None:
    lacking = [one.id for one in scenario.case.all_accounts if not (one.basis and one.cites and one.on)]
    assert lacking == []


@every_scenario
def test_an_account_with_an_invented_part_says_in_its_note_what_is_invented(scenario: Scenario) -> None:
    invented = [one for one in scenario.case.all_accounts if one.basis == "invented"]
    assert [one.id for one in invented if "invented" not in (one.note or "").lower()] == []


@every_scenario
def test_a_day_is_only_told_where_it_is_marked_as_invented(scenario: Scenario) -> None:
    # The two sources give months and years, never days.
    to_the_day = {
        one.id
        for one in scenario.case.all_accounts
        if any(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) for value in [one.on, *dict(one.flattened.values).values()])
    }
    assert to_the_day <= {one.id for one in scenario.case.all_accounts if one.basis in ("invented", "derived")}


@every_scenario
def test_account_ids_are_unique(scenario: Scenario) -> None:
    ids = [one.id for one in scenario.case.all_accounts]
    assert len(ids) == len(set(ids))


@every_scenario
def test_no_account_is_dated_after_the_last_step(scenario: Scenario) -> None:
    last = scenario.steps[-1].as_of.toordinal()
    assert [one.id for one in scenario.case.all_accounts if one.on and date_span(one.on)[1] > last] == []


@every_scenario
def test_every_step_adds_something_to_what_is_known(scenario: Scenario) -> None:
    counts = [len(known_at(scenario, step).accounts) for step in scenario.steps]
    assert counts == sorted(set(counts))
    assert counts[0] > 0


@every_scenario
def test_a_scenario_is_marked_as_training(scenario: Scenario) -> None:
    assert scenario.case.training


@every_scenario
def test_a_scenario_names_a_source_of_the_pack(pack: Pack, scenario: Scenario) -> None:
    assert scenario.source in pack.sources


def test_the_finding_about_the_adult_at_the_nursery_is_not_in_the_case_before_the_link_is_known() -> None:
    william = SCENARIOS["william"]
    told = {step.id: known_at(william, step).of("people.adult-x.found_a_risk") for step in william.steps}
    assert [step for step, tellings in told.items() if tellings] == ["cp9"]


def test_what_comes_out_otherwise_is_said(pack: Pack) -> None:
    robyn = SCENARIOS["robyn"]
    told = known_at(robyn, robyn.steps[0])
    wrong = Expectation(rule="INJ-001", subject="robyn", standing="met")
    assert failure_of(pack, told, wrong) == "expected met; came to not_known, dormant"
    nobody = Expectation(rule="INJ-001", subject="rob", standing="met")
    assert "there is robyn" in (failure_of(pack, told, nobody) or "")
    assert "did you mean INJ-" in (failure_of(pack, told, Expectation(rule="INJ-101", standing="met")) or "")


@pytest.mark.parametrize("said", [{}, {"standing": "met", "standing_at_most": "met"}])
def test_an_expectation_says_one_thing(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Expectation.model_validate({"rule": "INJ-001", **said})


def test_a_control_against_hindsight_holds_for_anything_weaker() -> None:
    control = Expectation(rule="INJ-001", standing_at_most="not_known", open=False)
    assert control.holds(Standing.NOT_MET, is_open=False)
    assert control.holds(Standing.NOT_KNOWN, is_open=False)
    assert not control.holds(Standing.NOT_KNOWN, is_open=True)
    assert not control.holds(Standing.DISPUTED, is_open=False)


def test_steps_stand_in_the_order_of_their_days() -> None:
    william = SCENARIOS["william"]
    turned = {**william.model_dump(exclude_unset=True), "steps": [one.model_dump() for one in reversed(william.steps)]}
    with pytest.raises(ValidationError, match="order of their days"):
        Scenario.model_validate(turned)
