"""Coverage: what carries each row, what a register may say about itself, and that the shipped learning is carried."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from screening.forms.checklist import Checklist, read_checklists
from screening.forms.scenario import read_scenarios
from screening.learning.coverage import Coverage, coverage
from screening.packs import checklists_folder
from screening.rulebook.pack import read_pack

PACKS = Path(__file__).parents[1] / "packs"
TINY = PACKS / "tiny"
SOURCE = "sources/invented.yaml"
THIRD = """\
  - id: TIN-003
    locator: paragraph 3
    kind: recommendation
    summary: An invented lesson that may be carried in several ways.
    when: null
    needs: []
    prompts: []
    who: [partnership]
    delivery: [DELIVERY]
    policies: []
    passage: {sha256: "3333333333333333333333333333333333333333333333333333333333333333", at: 18, length: 9}
"""
GOVERNANCE = """\
items:
  - id: invented-item
    title: An invented thing to do
    for: [partnership]
    do: Do the invented thing, and do it well.
    why: An invented review found that nobody did.
    known_by: Somebody can say when it was done.
    learning: [TIN-003]
"""


def found(
    folder: Path, *, delivery: str = "governance", more: str = "", governance: bool = False, asking: str = ""
) -> Coverage:
    """The coverage of the tiny pack with a third row, and perhaps something that carries it."""
    pack = folder / "pack"
    shutil.copytree(TINY, pack)
    with (pack / SOURCE).open("a", encoding="utf-8") as file:
        file.write(THIRD.replace("DELIVERY", delivery) + more)
    if governance:
        (pack / "governance.yaml").write_text(GOVERNANCE, encoding="utf-8")
    return coverage(read_pack(pack)[0], [checklist(asking)] if asking else [], [])


def checklist(row: str) -> Checklist:
    question = {"fact": "child.born", "if_missing": "Say when.", "learning": [row]}
    sections = [{"title": "One section", "questions": [question], "items": [{"do": "Do this too.", "learning": [row]}]}]
    return Checklist.model_validate(
        {"checklist": "invented", "title": "A title", "for": ["practitioner"], "about": "What it is for", "minutes": 2,
         "sections": sections}
    )  # fmt: skip


def slips(result: Coverage) -> list[str]:
    return [text for one in result.rows if one.row.id == "TIN-003" for text in one.slips]


def test_a_row_that_nothing_carries_is_uncovered(tmp_path: Path) -> None:
    result = found(tmp_path)
    assert slips(result) == ["Nothing carries it."]
    assert not result.complete
    assert [(one.kind, one.rows, one.uncovered) for one in result.counts if one.uncovered] == [("recommendation", 1, 1)]


def test_a_governance_item_carries_it(tmp_path: Path) -> None:
    result = found(tmp_path, governance=True)
    assert result.complete
    assert [one.kind for one in result.rows[-1].carriers] == ["governance"]


def test_a_question_and_an_item_of_a_checklist_carry_it(tmp_path: Path) -> None:
    result = found(tmp_path, asking="TIN-003")
    assert result.complete
    assert [(one.kind, one.words) for one in result.rows[-1].carriers] == [
        ("question", "When was the child born?"),
        ("item", "Do this too."),
    ]


def test_a_row_that_is_declined_with_a_reason_needs_nothing_to_carry_it(tmp_path: Path) -> None:
    assert found(tmp_path, more="    declined: It speaks of a place that is no longer there.\n").complete


def test_a_row_cannot_be_declined_and_carried(tmp_path: Path) -> None:
    result = found(tmp_path, more="    declined: It speaks of a place that is no longer there.\n", governance=True)
    assert slips(result) == ["It is declined, and something carries it."]


def test_a_row_that_could_be_a_rule_says_why_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    without = found(tmp_path, delivery="rule", governance=True)
    assert slips(without) == ["It could be a rule, no rule cites it, and its register does not say why."]
    reason = "    no_rule: No fact of one case tells whether it was done.\n"
    assert found(tmp_path / "with", delivery="rule", governance=True, more=reason).complete


def test_a_citation_of_a_row_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = found(tmp_path, governance=True, asking="TIN-009")
    assert result.unknown == (
        "invented (One section) cites TIN-009, and no source has it.",
        "invented (One section) cites TIN-009, and no source has it.",
    )
    assert not result.complete


def test_a_retired_rule_carries_nothing(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(TINY, pack)
    for path in pack.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^status: .*$", "status: retired", text, flags=re.MULTILINE), encoding="utf-8")
    result = coverage(read_pack(pack)[0], [], [])
    assert {one.kind for row in result.rows for one in row.carriers} == {"policy"}


@pytest.fixture(scope="module")
def shipped() -> Coverage:
    folder = checklists_folder()
    pack = read_pack(Path(__file__).parents[2] / "rules")[0]
    return coverage(pack, read_checklists(folder).values(), read_scenarios(folder / "scenarios").values())


def test_every_row_of_the_shipped_sources_is_carried_or_declined(shipped: Coverage) -> None:
    assert [(one.row.id, one.slips) for one in shipped.uncovered] == []
    assert shipped.unknown == ()
    assert len(shipped.rows) >= 362


def test_rows_that_point_to_one_another_do_so_both_ways(shipped: Coverage) -> None:
    rows = {one.row.id: one.row for one in shipped.rows}
    points = {row.id: {*row.related, *([row.restates] if row.restates else [])} for row in rows.values()}
    assert [(one, other) for one in points for other in points[one] if one not in points[other]] == []


def test_a_row_that_restates_another_is_carried_by_a_rule_that_carries_the_other_too(shipped: Coverage) -> None:
    by_row = {one.row.id: {carrier.where for carrier in one.carriers if carrier.kind == "rule"} for one in shipped.rows}
    apart = [
        (one.row.id, one.row.restates)
        for one in shipped.rows
        if one.row.restates and by_row[one.row.id] and by_row[one.row.restates]
        and not by_row[one.row.id] & by_row[one.row.restates]
    ]  # fmt: skip
    assert apart == []
