"""The pack and the projector file of every scenario: what is handed out tells nothing that its group did not know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from printed_text import pages, roles, squeezed

from screening.case.account import CaseFile
from screening.forms.scenario import Scenario, read_scenario
from screening.reports.facilitator import NO_MESSAGES, facilitator_pack
from screening.reports.facilitator_pdf import facilitator_pdf
from screening.reports.facilitator_sheets import sheet_text
from screening.reports.projector import projector_html
from screening.rulebook.pack import Pack, read_pack
from screening.training.preparing import Checkpoint, Prepared, Sheet, prepare, shown_to_groups
from screening.training.seeing import view

ROOT = Path(__file__).parents[2]
SCENARIOS = {path.stem: read_scenario(path) for path in sorted((ROOT / "checklists" / "scenarios").glob("*.yaml"))}
PLANTED = "planted words for the facilitator"

every_scenario = pytest.mark.parametrize("name", SCENARIOS)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "rules")[0]


@pytest.fixture(scope="module")
def prepared(pack: Pack) -> dict[str, Prepared]:
    return {name: prepare(scenario, pack) for name, scenario in SCENARIOS.items()}


def known_alone(scenario: Scenario, checkpoint: Checkpoint, agency: str | None) -> Scenario:
    """The scenario as it would be if nothing had been told beyond what the group knew, and other words everywhere."""
    day = checkpoint.step.as_of.toordinal()
    accounts = tuple(
        one.model_copy(update={"note": PLANTED, "cites": PLANTED, "basis": "invented"})
        for one in scenario.case.all_accounts
        if one.day is not None and one.day <= day and (agency is None or agency in (one.agency, *one.known_to))
    )
    steps = tuple(
        one.model_copy(update={"title": PLANTED, "notes": PLANTED, "who_knew": PLANTED, "expect": (), "learning": ()})
        for one in scenario.steps
    )
    case = CaseFile(case="T-OTHER", training=True, accounts=accounts)
    return scenario.model_copy(
        update={"case": case, "steps": steps, "title": PLANTED, "about": PLANTED, "debrief": (), "source": "own-work"}
    )


def sheets(one: Prepared) -> list[tuple[Checkpoint, Sheet]]:
    return [(at, sheet) for at in one.checkpoints for sheet in (at.together, *at.sheets)]


@every_scenario
def test_a_sheet_is_the_same_when_all_that_its_group_did_not_know_is_taken_away(
    name: str, prepared: dict[str, Prepared]
) -> None:
    scenario = SCENARIOS[name]
    for checkpoint, sheet in sheets(prepared[name]):
        bare = known_alone(scenario, checkpoint, sheet.agency)
        at = scenario.checkpoints.index(checkpoint.step)
        before = view(bare, scenario.checkpoints[at - 1].id, sheet.agency) if at else None
        again = Sheet(seen=view(bare, checkpoint.step.id, sheet.agency), before=before)
        assert sheet_text(sheet) == sheet_text(again), (checkpoint.step.id, sheet.agency)


@every_scenario
def test_every_service_that_learned_something_and_does_not_know_all_gets_a_sheet(
    name: str, prepared: dict[str, Prepared]
) -> None:
    accounts = SCENARIOS[name].case.all_accounts
    before = -1
    for at in prepared[name].checkpoints:
        day = at.step.as_of.toordinal()
        new = [one for one in accounts if one.day is not None and before < one.day <= day]
        everything = {one.id for one in accounts if one.day is not None and one.day <= day}
        for agency in {one for account in new for one in (account.agency, *account.known_to) if one}:
            knows = {one.id for one in accounts if one.id in everything and agency in (one.agency, *one.known_to)}
            assert (agency in {sheet.agency for sheet in at.sheets}) == (knows != everything)
            assert agency not in at.nothing_new
        before = day


@every_scenario
def test_a_printed_sheet_carries_no_note_title_or_later_step(name: str, prepared: dict[str, Prepared]) -> None:
    scenario, one = SCENARIOS[name], prepared[name]
    printed = pages(facilitator_pdf(one))
    first = next(at for at, text in enumerate(printed) if "Sheetstohandout" in text) + 1
    last = next(at for at, text in enumerate(printed) if "Answers,foryoualone" in text)
    handed_out = "".join(printed[first:last])
    closed = [text for step in scenario.steps for text in (step.title, step.notes, step.who_knew)]
    closed += [scenario.title, scenario.about, scenario.case.case]
    closed += [text for account in scenario.case.all_accounts for text in (account.note, account.cites) if text]
    closed += [expected.why for step in scenario.steps for expected in step.expect if expected.why]
    # A word or two stands in many a fact by chance.
    assert [text for text in closed if len(text.split()) > 2 and squeezed(text) in handed_out] == []
    assert handed_out.count("Actions") >= len(sheets(one))
    assert squeezed(scenario.warning)[:60] in printed[0]
    for text in (scenario.steps[0].notes, one.plan[0].what):
        assert squeezed(text)[:80] in "".join(printed)


def test_a_planted_leak_is_found(prepared: dict[str, Prepared]) -> None:
    scenario, checkpoint = SCENARIOS["plain-sight"], prepared["plain-sight"].checkpoints[2]
    nursery = next(sheet for sheet in checkpoint.sheets if sheet.agency == "nursery")
    less = known_alone(scenario, checkpoint, "nursery")
    case = less.case.model_copy(update={"accounts": less.case.accounts[:-1]})
    one_too_few = view(less.model_copy(update={"case": case}), checkpoint.step.id, "nursery")
    assert sheet_text(nursery) != sheet_text(nursery.model_copy(update={"seen": one_too_few}))


@every_scenario
def test_the_answers_have_their_sources_and_what_would_be_hindsight(
    name: str, pack: Pack, prepared: dict[str, Prepared]
) -> None:
    made = facilitator_pack(prepared[name])
    assert all(one.sources for answers in made.answers for one in answers.opened)
    for at, answers in zip(prepared[name].checkpoints, made.answers, strict=True):
        later = [one.rule for one in at.step.expect if one.standing_at_most]
        assert len(answers.hindsight) == len(later)
        assert all(rule in said for rule, said in zip(later, answers.hindsight, strict=True))
        expected = {(one.rule, one.subject) for one in at.step.expect if one.standing in ("met", "disputed")}
        rules = {(one.rule, one.subject) for one in (*at.answer.opened, *at.answer.standing)}
        assert expected <= rules
    said = {row for _, row in made.messages}
    wanted = [row for row in pack.sources[SCENARIOS[name].source].learning if row.kind == "family-message"]
    assert len(said) == len(wanted)
    assert made.no_messages == ("" if wanted else NO_MESSAGES)


def test_of_plain_sight_all_messages_of_the_family_are_there_and_groups_write_after_three_points(
    prepared: dict[str, Prepared],
) -> None:
    one = prepared["plain-sight"]
    assert [at.number for at in one.checkpoints if at.round] == [4, 5, 7]
    messages = {found[0] for row in one.messages for found in [re.findall(r"message \d", row.locator)]}
    assert {"message 1", "message 2", "message 3", "message 4", "message 5"} <= messages
    assert one.closing is not None
    assert "died" in one.closing.notes
    assert all("died" not in text for at in one.checkpoints for sheet in (at.together, *at.sheets) for text in
               [str(sheet_text(sheet))])  # fmt: skip


def test_the_pdf_is_tagged_and_the_same_each_time(prepared: dict[str, Prepared]) -> None:
    one = prepared["pre-birth-contrast"]
    made = facilitator_pdf(one)
    assert facilitator_pdf(one) == made
    found = roles(made)
    assert {"/H1", "/H2", "/H3", "/Table"} <= set(found)


@pytest.mark.parametrize("name", ["newsletter-one", "plain-sight", "pre-birth-contrast", "robyn"])
def test_the_projector_file_fetches_nothing_and_keeps_what_is_the_facilitators(
    name: str, pack: Pack, prepared: dict[str, Prepared]
) -> None:
    scenario = SCENARIOS[name]
    page = projector_html(prepared[name], shown_to_groups(scenario, pack))
    assert re.findall(r"\ssrc=|@import|url\(|<link|<form|<img|fetch\(", page) == []
    assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', page))
    ids = set(re.findall(r'<section id="([^"]+)"', page))
    assert {link[1:] for link in re.findall(r'href="(#[^"]+)"', page)} <= ids
    closed = [text for step in scenario.steps for text in (step.title, step.notes, step.who_knew)]
    closed += [scenario.title, scenario.about]
    text = squeezed(re.sub(r"<[^>]+>", "", page))
    assert [one for one in closed if len(one.split()) > 2 and squeezed(one) in text] == []
    assert scenario.steps[0].notes not in page


def test_pages_follow_each_other_by_plain_links_from_the_first_to_the_last(
    pack: Pack, prepared: dict[str, Prepared]
) -> None:
    page = projector_html(prepared["robyn"], shown_to_groups(SCENARIOS["robyn"], pack))
    ids = re.findall(r'<section id="([^"]+)"', page)
    following = dict(
        re.findall(r'<section id="([^"]+)".*?(?:class="next" href="#([^"]+)".*?)?</section>', page, re.DOTALL)
    )
    assert [following[one] for one in ids[:-1]] == ids[1:]
    assert following[ids[-1]] == ""
    assert len(ids) == 2 + 3 * 8 + 3
    warning = page.index('id="start"')
    assert warning < page.index('id="point-1"')
