"""What is kept of an event and how two are set side by side: no names, no sums, no winner, no formulas."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_rooms import ROOT, STORY, concern, key, room

from screening.errors import ProblemsFound
from screening.reports.training_csv import safe, side_by_side_csv
from screening.reports.training_drawing import arrange_plot
from screening.reports.training_html import plot_svg, tables_html
from screening.reports.training_tables import arrange_results, arrange_side_by_side
from screening.services import training
from screening.services.training_room import Room
from screening.training.before_and_after import side_by_side
from screening.training.events import RuleKey
from screening.training.exercises import CAUTION, GROUPS_DIFFER
from screening.training.ideas import HAPPENED, QUESTION, SOURCE, ideas_text

INJ = RuleKey(rule="INJ-001", subject="sam")


def event(label: str, *, found_at: str | None, words: str = "At night") -> Room:
    """An event with two groups; the first writes the bruise down at one of the checkpoints."""
    made = room(("anna", None), ("ben", "health-visiting"), label=label)
    for step in ("s1", "s2"):
        if step == "s2":
            training.open_step(made, id=key("open-s2"))
        if found_at == step:
            concern(made, "bruise", "anna", step=step)
        training.reveal(made, id=key(f"shown-{step}"))
    if found_at is not None:
        training.link_entry(made, id=key("link"), of=key("bruise"), rules=[INJ])
    training.name_policy(
        made, id=key("policy"), group=key("anna"), step="s1", policy="Bruises", role="midwife", could_find="not-tried"
    )
    training.name_barrier(made, id=key("barrier"), kind="no-time", words=words)
    return made


def test_the_earliest_checkpoint_counts_and_groups_are_counted_but_not_named() -> None:
    made = event("Before", found_at="s2")
    found = training.results(made)
    (bruise,) = [one for one in found.concerns if (one.rule, one.subject) == (INJ.rule, INJ.subject)]
    assert (bruise.opened, bruise.earliest, bruise.groups, bruise.could_see) == (1, 2, 1, 1)
    assert (found.groups, found.views) == (2, ("health-visiting", "whole case"))
    said = found.model_dump_json()
    assert "anna" not in said
    assert "Table of" not in said
    assert {policy.id for policy in found.not_named}


def test_an_entry_by_a_group_that_wrote_it_twice_counts_at_its_first_checkpoint() -> None:
    made = event("Before", found_at="s1")
    concern(made, "again", "anna", step="s2", text="Still")
    training.link_entry(made, id=key("link2"), of=key("again"), rules=[INJ])
    (bruise,) = [one for one in training.results(made).concerns if one.rule == "INJ-001"]
    assert [(one.checkpoint, one.groups) for one in bruise.found] == [(1, 1)]


def test_two_events_side_by_side_say_that_groups_differ_and_name_no_winner() -> None:
    found = side_by_side(
        training.results(event("Before", found_at="s2")), training.results(event("After", found_at="s1"))
    )
    (row,) = [one for one in found.concerns if one.rule == "INJ-001"]
    assert row.before is not None
    assert row.after is not None
    assert (row.before.earliest, row.after.earliest) == (2, 1)
    tables = arrange_side_by_side(found)
    assert tables.notices[:2] == (GROUPS_DIFFER, CAUTION)
    page = tables_html(tables, arrange_plot(found))
    assert GROUPS_DIFFER in page
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).lower()
    assert not re.findall(r"\b(score|points?|percent|%|winner|won|rank\w*|improve\w*|better|worse)\b", text)


def test_events_on_two_scenarios_are_not_compared_and_other_rules_are_said() -> None:
    first = training.results(event("Before", found_at=None))
    with pytest.raises(ProblemsFound, match="two scenarios"):
        side_by_side(first, first.model_copy(update={"scenario": "another"}))
    other = first.model_copy(update={"pack": first.pack.model_copy(update={"sha256": "0" * 64})})
    assert any("rules" in note for note in side_by_side(first, other).notes)


def test_the_drawing_holds_each_concern_with_its_signs_where_the_table_has_them() -> None:
    found = side_by_side(
        training.results(event("Before", found_at=None)), training.results(event("After <b>", found_at="s1"))
    )
    plot = arrange_plot(found)
    tree = ElementTree.fromstring(plot_svg(plot))  # noqa: S314 -- made here
    svg = "{http://www.w3.org/2000/svg}"
    rows = len(found.concerns)
    assert rows > 1
    # One of each stands in the key, and one rectangle is the ground.
    assert len(tree.findall(f"{svg}circle")) == rows + 1
    assert len(tree.findall(f"{svg}rect")) == rows + 2
    places = {number: x for x, number in plot.ticks}
    (bruise,) = [one for one, row in zip(plot.placed, found.concerns, strict=True) if row.rule == "INJ-001"]
    marks = {mark.shape: mark.x for mark in bruise.marks}
    assert marks == {"opened": places["1"], "before": plot.nobody, "after": places["1"]}


@given(st.text(min_size=1))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not str(safe(text)).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert str(safe(text)).removeprefix("'" if text[0] in "=+-@\t\r" else "") == text


def test_words_that_would_run_in_a_spreadsheet_stand_in_it_as_words() -> None:
    risky = training.results(event("=1+1", found_at="s1", words='@SUM(1)|cmd "x"'))
    rows = list(csv.reader(side_by_side_csv(side_by_side(risky, risky)).splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert '\'@SUM(1)|cmd "x"' in {cell for row in rows for cell in row}


def test_an_idea_for_a_rule_has_the_headings_of_the_projects_form() -> None:
    made = room(("anna", None))
    concern(made, "cold", "anna", text="The house is cold")
    training.reveal(made, id=key("shown"))
    training.link_entry(made, id=key("idea"), of=key("cold"), rules=[])
    text = ideas_text(made.now, STORY)
    assert "> The house is cold" in text
    assert "Paragraph 7" in text
    assert "anna" not in text
    form = (ROOT / ".github" / "ISSUE_TEMPLATE" / "new-idea.yml").read_text(encoding="utf-8")
    for heading in (SOURCE, HAPPENED, QUESTION):
        assert f'"{heading}"' in form
        assert f"### {heading}" in text


def test_one_event_says_what_came_of_it_before_anything_is_found(tmp_path: Path) -> None:
    tables = arrange_results(training.results(room(("anna", None))))
    assert all(table.empty for table in tables.tables if not table.rows)
    assert "No checkpoint has been revealed yet." in tables_html(tables)
