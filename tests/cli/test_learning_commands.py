"""The commands about learning, checklists and scenarios, as a person calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from screening.cli.running import run
from screening.packs import checklists_folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_row_is_shown_with_its_place_and_everything_that_carries_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "learning", "show", "lei-040")
    assert code == 0
    assert "LSCB briefing" in out
    assert "Key findings - given added significance, bullet 3" in out
    for carrier in ("rule       INJ-001", "question   mark-on-a-baby", "step       robyn, r4", "leads to:"):
        assert carrier in out, carrier


def test_a_row_that_is_not_there_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "learning", "show", "LEI-O40")
    assert code == 1
    assert 'Did you mean "LEI-040"?' in err


def test_coverage_of_one_source_counts_it_alone_and_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "learning", "coverage", "--source", "newsletter", "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert {one["source"] for one in told["counts"]} == {"newsletter"}
    assert sum(one["rows"] for one in told["counts"]) == len(told["rows"])


def test_coverage_leaves_with_1_while_a_row_is_uncovered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copytree(checklists_folder(), tmp_path / "lists")
    for path in (tmp_path / "lists").glob("*.yaml"):
        path.unlink()
    rules = tmp_path / "rules"
    shutil.copytree(Path(__file__).parents[2] / "rules", rules)
    (rules / "governance.yaml").write_text("items: []\n", encoding="utf-8")
    code, out, _ = said(capsys, "learning", "coverage", "--pack", str(rules), "--checklists", str(tmp_path / "lists"))
    assert code == 1
    assert "PLS-044  Nothing carries it." in out


def test_checklists_are_listed_for_a_reader_and_shown_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    _, for_trainers, _ = said(capsys, "checklist", "list", "--for", "supervisor")
    assert "supervision " in for_trainers
    assert "mark-on-a-baby" not in for_trainers
    _, out, _ = said(capsys, "checklist", "show", "mark-on-a-baby")
    assert "How does the child get about?\n      child.mobility  LEI-040" in out


def test_a_checklist_that_is_not_there_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "checklist", "show", "prebirth")
    assert code == 1
    assert 'Did you mean "pre-birth"?' in err


def test_a_scenario_says_its_warning_first(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "scenario", "show", "nadiya")
    assert out.startswith("Read this first: ")


def test_a_scenario_whose_expectation_does_not_hold_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (checklists_folder() / "scenarios" / "robyn.yaml").read_text(encoding="utf-8")
    assert text.count("rule: INJ-005") > 1
    (tmp_path / "mine.yaml").write_text(text.replace("rule: INJ-005", "rule: INJ-007"), encoding="utf-8")
    code, out, _ = said(capsys, "scenario", "test", str(tmp_path / "mine.yaml"), "--quiet")
    assert code == 1
    assert "NOT OK  robyn" in out
    assert "1 scenario: " in out
