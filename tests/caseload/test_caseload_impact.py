"""``screening rules impact``: what a change of rules comes to in a caseload, with examples explained."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from screening.case.reading import read_case
from screening.caseload import results
from screening.cli.running import run
from screening.engine.impact import impact
from screening.packs import checklists_folder, pack_folder
from screening.services.rule_diff import read_both

DAY = datetime.date(2026, 3, 1)
FAMILIES = Path(__file__).parents[1] / "families"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[Path]]:
    """A pack in which one rule asks for less and another is gone, tables of a caseload, and its case files."""
    place = tmp_path_factory.mktemp("impact")
    new = place / "rules"
    shutil.copytree(pack_folder(), new)
    (rule,) = new.glob("injury/INJ-001-*.yaml")
    text = rule.read_text(encoding="utf-8")
    fewer = text.replace("          - {is_met: seen-in-the-last-year}\n", "").replace(
        "          - {is_met: procedure-not-followed}\n", "", 1
    )
    assert fewer != text
    rule.write_text(fewer, encoding="utf-8")
    (gone,) = new.glob("*/ACC-002-*.yaml")
    gone.write_text(gone.read_text(encoding="utf-8").replace("status: draft", "status: retired"), encoding="utf-8")
    paths = [*sorted((checklists_folder() / "scenarios").glob("*.yaml")), *sorted(FAMILIES.glob("*.yaml"))]
    (place / "cases").mkdir()
    for path in paths:
        shutil.copy(path, place / "cases")
    assert run(["caseload", "tables", str(place / "cases"), "--output", str(place / "tables")]) == 0
    return new, place / "tables", paths


def found(changed: tuple[Path, Path, list[Path]], capsys: pytest.CaptureFixture[str], form: str = "json") -> str:
    arguments = ["rules", "impact", str(pack_folder()), str(changed[0]), str(changed[1]), "--as-of", DAY.isoformat()]
    capsys.readouterr()
    assert run([*arguments, "--format", form]) == 0
    return capsys.readouterr().out


def test_what_differs_is_what_single_screenings_differ_in(
    changed: tuple[Path, Path, list[Path]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(results, "_AT_A_TIME", 3)
    result: dict[str, Any] = json.loads(found(changed, capsys))
    before, after = read_both(str(pack_folder()), str(changed[0]))
    expected: dict[tuple[Any, ...], int] = {}
    cases = set()
    for path in changed[2]:
        for one in impact(read_case(path).case, DAY, before, after):
            key = (one.rule, one.before, one.after, one.prompt)
            expected[key] = expected.get(key, 0) + 1
            cases.add(one.case)
    counted = {(one["rule"], one["before"], one["after"], one["prompt"]): one["standings"] for one in result["changes"]}
    assert counted == expected
    assert {"INJ-001", "ACC-002"} == {rule for rule, *_ in expected}
    assert result["changed_cases"] == len(cases)
    assert result["cases"] == len(changed[2])


def test_examples_are_the_first_references_and_are_explained_under_both(
    changed: tuple[Path, Path, list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    result: dict[str, Any] = json.loads(found(changed, capsys))
    examples = [one for one in result["examples"] if one["example"]["rule"] == "INJ-001"]
    references = [one["example"]["case"] for one in examples]
    before, after = read_both(str(pack_folder()), str(changed[0]))
    differing = sorted(
        one.case
        for path in changed[2]
        for one in impact(read_case(path).case, DAY, before, after)
        if one.rule == "INJ-001"
    )
    assert references == differing[:3]
    for one in examples:
        for side in ("before", "after"):
            assert one[side]["finding"]["standing"] == one["example"][side]


def test_the_page_shows_the_tests_that_differ(
    changed: tuple[Path, Path, list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = found(changed, capsys, "terminal")
    assert shown.splitlines()[0] == "If a child is in immediate danger, call 999 now."
    assert "no such rule" in shown
    assert "seen on lies within the last 12 months" in shown
    page = found(changed, capsys, "html")
    assert "call 999" in page
    assert "<script" not in page


def test_a_pack_against_itself_comes_to_nothing(
    changed: tuple[Path, Path, list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    same = str(pack_folder())
    assert run(["rules", "impact", same, same, str(changed[1]), "--as-of", DAY.isoformat()]) == 0
    assert "No standing differs" in capsys.readouterr().out
