"""``screening rules mutate``, ``lock`` and ``diff`` as a person runs them: what they print, write and leave with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from screening.cli.running import run

PACKS = Path(__file__).parents[1] / "packs"
SCENARIO = """\
scenario: a-walk
title: A made-up case
source: invented
warning: Nothing in it is real.
about: Made up for tests.
case: {case: T-1, training: true, accounts: [
  {id: a, on: "2026-01-10", facts: {children: {c: {mobility: not-mobile}}}},
  {id: b, on: "2026-02-10", facts: {children: {c: {injuries: {i1: {kind: bruise}}}}}}]}
steps:
  - {id: one, title: The first day, as_of: 2026-01-11, notes: None here., who_knew: Nobody.}
  - {id: two, title: The second day, as_of: 2026-02-11, notes: None here., who_knew: Nobody.}
"""
CASE = """\
{"case": "K-2", "accounts": [{"id": "a", "on": "2026-02-10",
  "facts": {"children": {"c": {"mobility": "not-mobile", "injuries": {"i1": {"kind": "bruise"}}}}}}]}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    copy: Path = shutil.copytree(PACKS / "minimal", tmp_path / "a pack")
    return copy


@pytest.fixture
def narrower(tmp_path: Path) -> Path:
    """The small pack with one condition that is met by less than it was."""
    copy: Path = shutil.copytree(PACKS / "tiny", tmp_path / "other")
    path = copy / "marks" / "MAR-001-mark.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("where: {is_met: a-mark}", "where: {fact: kind, is: burn}"), encoding="utf-8")
    return copy


def test_mutate_leaves_with_1_where_a_change_survives_and_says_where(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "mutate", "--pack", str(pack)]) == 0
    shown = capsys.readouterr()
    assert "25 changes, 25 caught, 0 not caught" in shown.out
    assert shown.err == ""
    path = pack / "engagement" / "ENG-001-run-of-missed-appointments.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('born: "2021-03-01"', 'born: "2011-03-01"'), encoding="utf-8"
    )
    assert run(["rules", "mutate", "eng-001", "--pack", str(pack)]) == 1
    shown = capsys.readouterr()
    assert "NOT CAUGHT  below 60 is one higher:  - {fact: child.age_months, below: 60}" in shown.out
    assert f"{path}:13" in shown.out
    assert "INJ-001" not in shown.out


def test_mutate_gives_json_with_the_place_of_each_survivor(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "mutate", "CAR-002", "--format", "json", "--pack", str(PACKS / "tiny")]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["mutants"], found["caught"]) == (1, 0)
    (survivor,) = found["conditions"][0]["survivors"]
    assert (survivor["change"], survivor["line"]) == ("turned round", 10)


def test_mutate_knows_only_rules_that_there_are(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "mutate", "ENG-010", "--pack", str(pack)]) == 1
    assert "R304" in capsys.readouterr().err


def test_lock_refuses_writes_checks_and_says_what_is_behind(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock, changelog = pack / "rules.lock.json", pack / "CHANGELOG.md"
    assert run(["rules", "lock", "--pack", str(pack)]) == 1
    assert "R401" in capsys.readouterr().err
    lines = [f"- **{name}** v1: new\n" for name in ("ENG-001", "INJ-001", "STR-001")]
    changelog.write_text("## 1.0.0 - unreleased\n\n" + "".join(lines), encoding="utf-8")
    assert run(["rules", "lock", "--check", "--pack", str(pack)]) == 1
    assert not lock.exists()
    assert run(["rules", "lock", "--pack", str(pack)]) == 0
    assert run(["rules", "lock", "--check", "--pack", str(pack)]) == 0
    assert "3 rules are locked as they stand." in capsys.readouterr().out
    held = lock.read_bytes()
    rule = pack / "strengths" / "STR-001-child-seen-alone.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("urgency: reflect", "urgency: consult"), encoding="utf-8")
    assert run(["rules", "lock", "--pack", str(pack)]) == 1
    assert f"{rule}:2:10: R403" in capsys.readouterr().err
    assert lock.read_bytes() == held


def test_diff_tells_rules_and_leaves_with_0(narrower: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "diff", str(PACKS / "tiny"), str(narrower)]) == 0
    shown = capsys.readouterr().out
    assert "MAR-001 v1 changed: when it opens or where it leads.  A mark on a child who cannot move about" in shown
    assert "-      is_met: a-mark" in shown
    assert "+      fact: kind" in shown
    assert "Cases" not in shown
    assert run(["rules", "diff", str(narrower), str(narrower)]) == 0
    assert "No difference in rules, concepts, definitions or window." in capsys.readouterr().out


def test_diff_looks_at_scenarios_on_each_step_and_at_cases_on_their_last_day(
    narrower: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = tmp_path / "cases" / "inner"
    inner.mkdir(parents=True)
    (inner / "walk.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "cases" / "k2.json").write_text(CASE, encoding="utf-8")
    arguments = ["rules", "diff", str(PACKS / "tiny"), str(narrower), "--cases", str(tmp_path / "cases")]
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    assert "Cases and days looked at: 3" in shown
    assert shown.count("MAR-001 c: met to not_known; its prompt is no longer shown") == 2
    assert "T-1 on 2026-02-11" in shown
    assert "T-1 on 2026-01-11" not in shown
    assert "K-2 on 2026-02-10" in shown
    assert run([*arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["looked_at"] == 3
    assert [(one["case"], one["prompt"]) for one in found["standings"]] == [
        ("T-1", "no longer shown"), ("K-2", "no longer shown"),
    ]  # fmt: skip


def test_diff_shows_what_it_can_and_says_which_case_is_wrong(
    narrower: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "good.json").write_text(CASE, encoding="utf-8")
    (cases / "wrong.yaml").write_text("case: K-3\nacounts: []\n", encoding="utf-8")
    assert run(["rules", "diff", str(PACKS / "tiny"), str(narrower), "--cases", str(cases)]) == 1
    shown = capsys.readouterr()
    assert "K-2 on 2026-02-10" in shown.out
    assert f"{cases / 'wrong.yaml'}:2:1: C101" in shown.err


def test_diff_of_a_pack_that_cannot_be_read_shows_its_problems(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "diff", str(pack), str(tmp_path)]) == 1
    assert "R301" in capsys.readouterr().err
