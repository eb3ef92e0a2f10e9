"""Runs the commands as a person would, and holds what they print and the code that they leave with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from screening.cli.running import run
from screening.packs import checklists_folder

ROBYN = str(checklists_folder() / "scenarios" / "robyn.yaml")
NOT_EVIDENCE = "not evidence of safety"
DANGER = "If a child is in immediate danger, call 999 now."

CASE = """\
case: K-1
accounts:
  - id: hv
    on: "2026-02-20"
    agency: health-visiting
    by: health visitor
    source: observed
    facts:
      children: {sam: {born: "2025-11-01", mobility: not-mobile, injuries: {i1: {kind: bruise, seen_on: "2026-02-20"}}}}
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("SCREENING_INJECT_FAULT", raising=False)


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def started(*arguments: str, **more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "screening", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, **{key: str(value) for key, value in more.items()}},
        # Whoever runs the tests in the background has interrupts ignored, and a command started from there too.
        preexec_fn=_heeding_interrupts,
    )  # fmt: skip


def _heeding_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_screening_says_what_to_do_why_and_where_it_comes_from(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["screen", case, "--as-of", "2026-02-21"]) == 0
    shown = capsys.readouterr().out
    assert shown.index(DANGER) < shown.index("K-1") < shown.index("INJ-001")
    for words in ("bruise", "20 February 2026", "health visitor", "LEI-040", "social care", NOT_EVIDENCE, "drafts"):
        assert words in shown


@pytest.mark.parametrize("form", ["terminal", "json", "html", "markdown"])
def test_every_format_holds_the_prompt_its_source_and_what_it_does_not_prove(
    case: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["screen", case, "--as-of", "2026-02-21", "--format", form]) == 0
    shown = capsys.readouterr().out
    assert "INJ-001" in shown
    assert "LEI-040" in shown
    assert form == "json" or (DANGER in shown and NOT_EVIDENCE in shown)


def test_yaml_json_and_standard_input_give_the_same_screening(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from screening.yamlsource import read_path

    as_json = tmp_path / "case.json"
    as_json.write_text(json.dumps(read_path(Path(case)).value), encoding="utf-8")
    options = ["--as-of", "2026-02-21", "--format", "json"]
    outputs = []
    for source in (case, str(as_json)):
        assert run(["screen", source, *options]) == 0
        outputs.append(capsys.readouterr().out)
    piped = started("screen", "-", *options)
    out, _ = piped.communicate(CASE)
    assert piped.returncode == 0
    assert outputs[0] == outputs[1] == out


def test_a_disagreement_is_loud_in_every_format_and_leaves_with_three(case: str) -> None:
    for form in ("terminal", "json", "html", "markdown"):
        done = started("screen", case, "--as-of", "2026-02-21", "--format", form, "--inject-fault", "wrong")
        out, _ = done.communicate()
        assert done.returncode == 3
        assert ("disagreements" if form == "json" else "do not agree") in out


@pytest.mark.parametrize(
    ("fault", "words"), [("crash", "SIGSEGV"), ("missing", "not installed"), ("hang", "no answer")]
)
def test_a_broken_second_channel_leaves_a_screening_marked_as_checked_by_one(case: str, fault: str, words: str) -> None:
    done = started("screen", case, "--as-of", "2026-02-21", "--inject-fault", fault)
    out, err = done.communicate()
    assert done.returncode == 0
    assert "INJ-001" in out
    assert "one channel" in out.lower()
    assert words in err


def test_a_case_with_mistakes_shows_them_all_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        CASE.replace("mobility", "mobilty").replace("observed", "seen").replace("gp", "gp"), encoding="utf-8"
    )
    assert run(["screen", str(path)]) == 1
    problems = capsys.readouterr().err
    assert f"{path}:7:13: C102" in problems
    assert 'Did you mean "mobility"?' in problems
    assert "2 mistakes" in problems
    assert "Traceback" not in problems


def test_mistakes_in_a_what_if_an_agency_and_a_locality_come_with_a_suggestion(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for options, hint in (
        (["--what-if", "children.sam.mobilty=walking"], "mobility"),
        (["--what-if", "children.sam.mobility=waking"], "walking"),
        (["--known-to", "health-visitng"], "health-visiting"),
        (["--locality", "kentt"], "kent"),
    ):
        assert run(["screen", case, *options]) == 1
        assert f'Did you mean "{hint}"?' in capsys.readouterr().err


def test_a_what_if_changes_what_is_found(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--as-of", "2026-02-21", "--format", "json", "--what-if", "children.sam.mobility=walking"]
    assert run(["screen", case, *options]) == 0
    document = json.loads(capsys.readouterr().out)
    standings = {one["rule"]: one["standing"] for one in document["standings"]}
    assert standings["INJ-001"] == "not_met"
    assert document["lens"]["what_if"] == [["children.sam.mobility", "walking"]]


@pytest.mark.parametrize(
    "arguments",
    [[], ["screen"], ["scren", "x"], ["screen", "x", "--as-of", "yesterday"], ["screen", "x", "--format", "pdf"],
     ["screen", "x", "--what-if", "nothing"], ["compare", "x"], ["rules"], ["schema", "cases"]],
)  # fmt: skip
def test_wrong_use_leaves_with_two_and_help_leaves_with_none(arguments: list[str]) -> None:
    done = started(*arguments)
    out, err = done.communicate()
    if arguments in ([], ["rules"]):
        assert "Usage:" in out + err
    else:
        assert done.returncode == 2
        assert "Error:" in err
    assert "Traceback" not in err


def test_every_command_has_help_with_examples() -> None:
    from screening.cli.app import app

    for name in app.list_commands(None):  # type: ignore[arg-type]
        done = started(name, "--help")
        out, _ = done.communicate()
        assert done.returncode == 0
        if "COMMAND [ARGS]" not in out:
            assert "Examples:" in out
            assert f"screening {name}" in out


@pytest.mark.parametrize("target", ["no/such/folder/out.html", "."])
def test_an_output_that_cannot_be_written_is_said_and_nothing_is_left(
    case: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["screen", case, "--format", "html", "--output", target]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.yaml"]


def test_a_reader_that_goes_away_is_no_complaint() -> None:
    with started("facts") as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert done.stderr.read() == ""
        assert done.wait(20) == 141


def test_ctrl_c_stops_with_its_own_code() -> None:
    done = started("conformance", "--cases", "100000")
    time.sleep(2.5)
    done.send_signal(signal.SIGINT)
    _, err = done.communicate(timeout=20)
    assert done.returncode == 130
    assert "Traceback" not in err


def test_case_new_writes_a_file_that_checks_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a folder" / "new.yaml"
    path.parent.mkdir()
    assert run(["case", "new", str(path), "--reference", 'K "1": x']) == 0
    assert run(["case", "check", str(path)]) == 0
    written = path.read_bytes()
    assert run(["case", "new", str(path)]) == 1
    assert path.read_bytes() == written
    assert run(["screen", str(path)]) == 0
    assert NOT_EVIDENCE in capsys.readouterr().out


def test_explain_follows_a_rule_and_says_what_would_change_it(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", case, "inj-001", "--as-of", "2026-02-21"]) == 0
    shown = capsys.readouterr().out
    for words in ("mobility", "not yet moving about", "walking", "LEI-040"):
        assert words in shown
    assert run(["explain", case, "INK-001"]) == 1
    assert 'Did you mean "INJ-001"?' in capsys.readouterr().err


def test_questions_name_who_could_answer(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["questions", case, "--as-of", "2026-02-21", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["smallest_set"]["method"] in ("exact", "greedy")
    paths = {one["path"] for one in found["questions"]}
    assert set(found["smallest_set"]["questions"]) <= paths
    assert all(one["who"] and one["settles"] for one in found["questions"])


def test_compare_two_days_and_two_saved_screenings_say_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("2014-08-16", "2014-08-26")
    saved = []
    for day in days:
        saved.append(str(tmp_path / f"{day}.json"))
        assert run(["screen", ROBYN, "--as-of", day, "--format", "json", "--output", saved[-1]]) == 0
    assert run(["compare", ROBYN, "--before", days[0], "--after", days[1], "--format", "json"]) == 0
    direct = json.loads(capsys.readouterr().out)
    assert run(["compare", *saved, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == direct
    assert any(change["how"] == "opened" and change["because"] for change in direct["changes"])


def test_replay_names_who_could_have_raised_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", ROBYN, "--as-of", "2014-08-26", "--format", "json"]) == 0
    moments = json.loads(capsys.readouterr().out)["moments"]
    held = [one for moment in moments for one in moment["held"]]
    assert any(one["rule"] == "INJ-001" and one["alone"] for one in held)
    assert any(not one["alone"] and len(one["together"]) > 1 for one in held)


def test_demo_shows_both_days_and_how_they_differ(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("16 August 2014") < shown.index("screening compare")
    assert "INJ-005" in shown[shown.index("screening compare") :]


def test_conformance_counts_and_finds_an_injected_fault() -> None:
    fine = started("conformance", "--cases", "60")
    out, _ = fine.communicate()
    assert fine.returncode == 0
    assert "Generated cases:         60" in out
    broken = started("conformance", "--cases", "20", "--inject-fault", "wrong")
    broken.communicate()
    assert broken.returncode == 3


def test_sources_are_listed_shown_and_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sources", "show", "lei-040"]) == 0
    assert "INJ-001" in capsys.readouterr().out
    assert run(["sources", "verify", str(tmp_path)]) == 1
    assert "0 of 362 passages hold" in capsys.readouterr().out
    documents = Path(__file__).resolve().parents[3] / "shared" / "sources"
    if not documents.is_dir():
        pytest.skip("the documents do not come with the product")
    assert run(["sources", "verify", str(documents)]) == 0
    assert "362 of 362 passages hold" in capsys.readouterr().out


def test_rules_are_listed_shown_tested_and_linted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "list", "--topic", "injury"]) == 0
    assert "INJ-001" in capsys.readouterr().out
    assert run(["rules", "show", "INJ-001"]) == 0
    assert "LEI-040" in capsys.readouterr().out
    assert run(["rules", "test", "INJ-001"]) == 0
    assert " 0 failed" in capsys.readouterr().out
    assert run(["rules", "lint", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["errors"] == 0


def test_policies_speak_the_locality_s_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policies", "referral-to-childrens-social-care", "--locality", "kent"]) == 0
    assert "Request for Support" in capsys.readouterr().out
    assert run(["policies", "--look-up", "--locality", "leicester"]) == 0
    assert "childrens-social-care" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["case", "rule", "checklist", "screening"])
def test_schemas_are_valid_and_refuse_an_unknown_field(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    from jsonschema import Draft202012Validator

    assert run(["schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert not Draft202012Validator(schema).is_valid({"colour": "red"})


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize(
    "arguments",
    [["replay", ROBYN, "--as-of", "2014-08-26"], ["explain", ROBYN, "INJ-005", "--as-of", "2014-08-26"],
     ["compare", ROBYN, "--before", "2014-08-16", "--after", "2014-08-26"]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_other_documents_can_be_written_to_a_file_for_reading(
    arguments: list[str], form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out"
    assert run([*arguments, "--format", form, "--output", str(path)]) == 0
    written = path.read_text(encoding="utf-8")
    assert "INJ-005" in written
    assert DANGER in written
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["questions", "replay", "explain", "compare"])
def test_every_command_that_screens_says_how_it_was_checked(name: str, case: str) -> None:
    more = {"explain": ["INJ-001"], "compare": ["--face-value"]}.get(name, [])
    apart = started(name, case, *more, "--as-of" if name != "compare" else "--after", "2026-02-21",
                    "--inject-fault", "wrong")  # fmt: skip
    _, said = apart.communicate()
    assert apart.returncode == 3
    assert "do not agree" in said
    alone = started(name, case, *more, "--inject-fault", "missing")
    _, said = alone.communicate()
    assert alone.returncode == 0
    assert said.count("checked by one channel only") == 1
