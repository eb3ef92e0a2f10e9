"""No fact reaches a group that did not know it: over every scenario, every checkpoint and every agency.

Two independent looks. One takes everything else out of the scenario and asks whether the view is the same to the last
letter. The other walks through what is shown and asks of each path, value, id and account which account told it.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from screening.case.account import Account, CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import telling
from screening.engine.wording import agency_in_words, value_in_words
from screening.forms.scenario import Scenario, Step, read_scenario
from screening.reports.training_view import view_text
from screening.rulebook.pack import Pack, read_pack
from screening.training.pooling import pooled
from screening.training.revealing import reveal
from screening.training.seeing import GroupView, accounts_for, agencies_in, view
from screening.training.session import Pool

ROOT = Path(__file__).parents[2]
SCENARIOS = {path.stem: read_scenario(path) for path in sorted((ROOT / "checklists" / "scenarios").glob("*.yaml"))}
PLANTED = "planted-words-for-the-facilitator"

every_scenario = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "rules")[0]


def known(scenario: Scenario, step: Step, agency: str) -> list[Account]:
    """Said again here, and not taken from what is tested: told by that day, by or to that agency."""
    day = step.as_of.toordinal()
    accounts = [one for one in scenario.case.all_accounts if one.day is not None and one.day <= day]
    return [one for one in accounts if agency in (one.agency, *one.known_to)]


def only(scenario: Scenario, accounts: list[Account]) -> Scenario:
    """The scenario with these accounts and no others, and other words wherever the facilitator is spoken to."""
    told = [
        one.model_copy(
            update={"note": PLANTED, "cites": PLANTED, "basis": "invented", "known_to": (*one.known_to, "planted")}
        )
        for one in accounts
    ]
    steps = tuple(
        step.model_copy(update={"title": PLANTED, "notes": PLANTED, "who_knew": PLANTED, "expect": (), "learning": ()})
        for step in scenario.steps
    )
    case = CaseFile(case=PLANTED, training=True, about=PLANTED, warning=PLANTED, accounts=tuple(told))
    return scenario.model_copy(
        update={
            "title": PLANTED,
            "about": PLANTED,
            "warning": PLANTED,
            "source": "planted",
            "case": case,
            "steps": steps,
        }
    )


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def words_of(account: Account) -> frozenset[str]:
    """What one account tells: its paths, its values as they stand and in words, its ids, members, people, roles."""
    found: set[str] = {
        account.id or "",
        account.agency or "",
        account.by or "",
        account.told_by or "",
        account.on or "",
    }
    for path, value in account.flattened.values:
        if at_case_path(path).fact.private:
            continue
        found |= {path, value_in_words(at_case_path(path), telling(path, value, account))}
    found |= set(account.not_known)
    found |= {member for _, member in account.flattened.members}
    return frozenset(found)


def leaks(shown: GroupView, allowed: list[Account]) -> set[str]:
    """Paths, values, ids and tellers in a view that none of these accounts told."""
    told = frozenset().union(*(words_of(one) for one in allowed)) | {""}
    found: set[str] = set()
    lines = [*shown.facts, *(fact for entry in shown.chronology.entries for fact in entry.facts)]
    for line in lines:
        found |= {line.path} - told
        for one in line.told:
            found |= {one.account, one.value} - told
        found |= set(line.value.split(" / ")) - told if " / " in line.value else {line.value} - told
    for gap in shown.not_told:
        found |= {gap.path, gap.account} - told
    for account in shown.chronology.accounts:
        found |= {account.id, account.agency or "", account.by or "", account.told_by or ""} - told
        found |= set(account.known_to)
    found |= {child.id for child in shown.children} - told
    found |= {one for entry in shown.chronology.entries for one in entry.accounts} - told
    return found


@every_scenario
def test_a_view_is_the_same_when_everything_that_the_group_did_not_know_is_taken_away(scenario: Scenario) -> None:
    for step in scenario.steps:
        for agency in agencies_in(scenario):
            own = known(scenario, step, agency)
            if not own:
                # Nothing is left of the agency, so it could not be asked for; there must be nothing to see.
                assert not view(scenario, step.id, agency).chronology.entries
                continue
            shown = view(scenario, step.id, agency)
            bare = view(only(scenario, own), step.id, agency)
            assert shown == bare, (step.id, agency)
            assert PLANTED not in view_text(bare)


@every_scenario
def test_every_path_value_id_and_teller_in_a_view_comes_from_an_account_that_the_agency_knew(
    scenario: Scenario,
) -> None:
    for step in scenario.steps:
        for agency in agencies_in(scenario):
            assert not leaks(view(scenario, step.id, agency), known(scenario, step, agency)), (step.id, agency)


@every_scenario
def test_no_free_text_of_the_scenario_is_in_a_view_as_data_or_as_words(scenario: Scenario) -> None:
    closed = {text for account in scenario.case.all_accounts for text in (account.note, account.cites)}
    closed |= {text for step in scenario.steps for text in (step.title, step.notes, step.who_knew)}
    closed |= {scenario.title, scenario.about, scenario.case.case}
    for step in scenario.steps:
        shown = view(scenario, step.id)
        said = " ".join(texts(json.loads(shown.model_dump_json()))) + view_text(shown)
        # A word or two, such as the heading of a chapter, stands in many a fact by chance.
        assert not {text for text in closed if text and len(text.split()) > 2 and re.sub(r"\s+", " ", text) in said}


@every_scenario
def test_what_rules_come_to_for_a_group_rests_on_its_own_accounts_alone(pack: Pack, scenario: Scenario) -> None:
    for step in scenario.steps[::3]:
        for agency in agencies_in(scenario):
            own = known(scenario, step, agency)
            shown = reveal(scenario, step.id, pack, agency)
            rests_on = {
                told.account
                for one in shown.everything
                for ground in one.because
                for fact in ground.facts
                for told in fact.told
            }
            assert rests_on | {one.id for one in shown.accounts} <= {one.id for one in own}
            assert not any(one.known_to for one in shown.accounts)


def test_a_planted_leak_is_found() -> None:
    scenario = SCENARIOS["plain-sight"]
    everything = view(scenario, "cp4")
    assert leaks(everything, known(scenario, scenario.steps[3], "nursery"))
    # A single account too many, of the same day, is enough.
    own = known(scenario, scenario.steps[3], "nursery")
    for one in accounts_for(scenario, "cp4", "minor-injury-unit"):
        if one.id not in {mine.id for mine in own}:
            planted = only(scenario, [*own, one.model_copy(update={"known_to": ("nursery",)})])
            assert leaks(view(planted, "cp4", "nursery"), own), one.id


def test_what_was_told_a_day_after_the_checkpoint_stays_closed_to_the_whole_case_too() -> None:
    for scenario in SCENARIOS.values():
        for step in scenario.steps:
            later = {one.id for one in scenario.case.all_accounts if one.day and one.day > step.as_of.toordinal()}
            assert not later & {one.id for one in view(scenario, step.id).chronology.accounts}


def test_pooling_opens_what_the_others_knew_by_then_and_their_later_accounts_stay_closed() -> None:
    scenario = SCENARIOS["plain-sight"]
    pool = Pool(step="cp2", groups=("g1",), agencies=("community-paediatrics", "nursery"))
    ids = {one.id for one in accounts_for(scenario, "cp4", "nursery", (pool,))}
    paediatrics_by_then = {one.id for one in known(scenario, scenario.steps[1], "community-paediatrics")}
    paediatrics_later = {one.id for one in known(scenario, scenario.steps[3], "community-paediatrics")}
    nursery = {one.id for one in known(scenario, scenario.steps[3], "nursery")}
    assert ids == nursery | paediatrics_by_then
    assert paediatrics_later - ids, "the scenario has later accounts that only the paediatricians knew"


def test_pooling_opens_what_none_could_raise_alone_and_says_who_held_which_piece(pack: Pack) -> None:
    scenario, step = SCENARIOS["plain-sight"], SCENARIOS["plain-sight"].steps[4]
    agencies = ("community-paediatrics", "nursery", "speech-therapy")
    found = pooled(scenario, step.id, agencies, pack)
    alone: set[tuple[str, str | None]] = set()
    for agency in agencies:
        alone |= {(one.rule, one.subject) for one in reveal(scenario, step.id, pack, agency).prompts}
    assert "ENG-001" in {one.rule for one in found.opened}, "each service had seen one missed appointment of its own"
    for one in found.opened:
        assert (one.rule, one.subject) not in alone
        assert {holder for piece in one.pieces for holder in piece.known_to} <= set(agencies)
        for piece in one.pieces:
            assert set(piece.known_to) < set(agencies)
            for fact in piece.facts:
                tellers = {told.account for told in fact.told}
                for agency in agencies:
                    knew = tellers & {other.id for other in known(scenario, step, agency)}
                    assert bool(knew) == (agency in piece.known_to)


def test_words_of_learning_from_the_scenarios_own_source_wait_for_the_end(pack: Pack) -> None:
    scenario = SCENARIOS["plain-sight"]
    early = reveal(scenario, "cp3", pack)
    own = [row for one in early.everything for row in one.learning if row.row.startswith("PLS-")]
    assert own
    assert all(row.summary is None and row.locator is None for row in own)
    assert early.held_back
    assert all(one.why is None for one in early.everything if any(row.summary is None for row in one.learning))
    late = reveal(scenario, "cp3", pack, at_the_end=True)
    assert not late.held_back
    assert all(row.summary for one in late.everything for row in one.learning)


def test_the_age_of_a_child_is_that_of_the_checkpoint() -> None:
    born, later = datetime.date(2020, 1, 1), datetime.date(2020, 3, 1)
    scenario = SCENARIOS["plain-sight"]
    account = Account.model_validate(
        {"id": "x", "on": "2020-01-02", "agency": "gp", "facts": {"children": {"sam": {"born": born.isoformat()}}}}
    )
    step = scenario.steps[0].model_copy(update={"as_of": later, "expect": ()})
    one = scenario.model_copy(update={"case": CaseFile(case="x", training=True, accounts=(account,)), "steps": (step,)})
    assert [child.age for child in view(one, step.id, "gp").children] == ["2 months"]
    assert agency_in_words("gp") in view_text(view(one, step.id, "gp"))
