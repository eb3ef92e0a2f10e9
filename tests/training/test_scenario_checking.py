"""What the writer of a scenario is told: each thing with its line, mistakes apart from what is only doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.cli.running import run
from screening.errors import Problem
from screening.rulebook.pack import Pack, read_pack
from screening.services.scenario_writing import look_at
from screening.training.writing_scenarios import Begun, template

ROOT = Path(__file__).parents[2]
WORDS = {"title": "Two visits", "warning": "It is about a bruise.", "about": "Find the question."}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "rules")[0]


def written(**more: str) -> str:
    """The scenario that people begin with, with every text written."""
    return template(Begun.model_validate({"name": "two-visits", **WORDS, **more})).replace('"WRITE: ', '"Ours: ')


def found(tmp_path: Path, pack: Pack, text: str) -> tuple[Problem, ...]:
    file = tmp_path / "two-visits.yaml"
    file.write_text(text, encoding="utf-8")
    return look_at(str(file), pack).problems


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_what_people_begin_with_lacks_nothing_but_their_words(tmp_path: Path, pack: Pack) -> None:
    assert found(tmp_path, pack, written()) == ()
    begun = template(Begun(name="two-visits"))
    problems = found(tmp_path, pack, begun)
    assert {(one.code, one.severity) for one in problems} == {("T207", "warning")}
    assert len(problems) == begun.count("WRITE:") - 1, "once it is explained"


@pytest.mark.parametrize(
    ("old", "new", "code", "severity", "at", "says"),
    [
        ("rule: INJ-001, subject: baby, standing_at_most", "rule: INJ-901, subject: baby, standing_at_most", "T209",
         "error", "INJ-901", "no rule INJ-901"),
        ("subject: baby, standing: met", "subject: babe, standing: met", "T210", "error", "babe",
         'Did you mean "baby"?'),
        ("learning: [LEI-040]", "learning: [LEI-940]", "T211", "error", "LEI-940", "no row of learning LEI-940"),
        ("source: own-work", "source: a-book", "T212", "error", "a-book", "own-work"),
        ("source: own-work", "source: wiliam", "T212", "error", "wiliam", 'Did you mean "william"?'),
        ("standing_at_most: not_known, open: false", "standing: met", "T203", "warning", "standing: met",
         "Account a3 tells them"),
        ("standing: met", "standing: not_met", "T213", "warning", "{rule: INJ-001, subject: baby, standing: not_met",
         "expected not_met; came to met"),
        ('as_of: "2025-03-03"', 'as_of: "2025-03-01"', "T204", "warning", '"2025-03-01"', "nothing has been told"),
        ('as_of: "2025-03-14"', 'as_of: "2025-03-13"', "T205", "warning", '"2025-03-13"', "sees the same again"),
        ('as_of: "2025-03-14"', 'as_of: "2025-03-13"', "T208", "warning", 'on: "2025-03-14"', "ever sees it"),
        ("      basis: invented\n      facts:\n        people:", "      facts:\n        people:", "T206", "warning",
         "- id: a2", "basis"),
        ('"Ours: which', '"Ring 01632 960 001. Ours: which', "I103", "warning", '"Ring', "telephone"),
        ("training: true", "training: false", "T201", "error", "false", "living family"),
    ],
)  # fmt: skip
def test_each_thing_is_found_at_its_line(
    tmp_path: Path, pack: Pack, old: str, new: str, code: str, severity: str, at: str, says: str
) -> None:
    text = written()
    assert old in text
    text = text.replace(old, new, 1)
    matching = [one for one in found(tmp_path, pack, text) if one.code == code]
    assert len(matching) == 1
    (one,) = matching
    assert one.severity == severity
    assert says in one.render()
    assert one.line == line_of(text, at)


def test_every_mistake_of_reading_is_shown_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = written().replace("mobility:", "mobilty:").replace("standing: met", "standing: mett")
    Path("x.yaml").write_text(text, encoding="utf-8")
    assert run(["scenario", "check", "x.yaml"]) == 1
    said = capsys.readouterr().err
    assert 'Did you mean "mobility"?' in said
    assert 'Did you mean "met"?' in said
    assert "2 mistakes." in said


def test_a_file_that_is_there_is_left_alone_and_a_name_has_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["scenario", "new", "mine.yaml"]) == 0
    before = Path("mine.yaml").read_bytes()
    assert run(["scenario", "new", "mine.yaml"]) == 1
    assert Path("mine.yaml").read_bytes() == before
    assert run(["scenario", "new", "My Case.yaml"]) == 1
    assert run(["scenario", "new", "other.yaml", "--guided", "--from", "mine.yaml"]) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.yaml"]
    assert "T226" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--guided"], ["--from", "mine.yaml"]])
def test_what_a_person_has_to_answer_needs_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["scenario", "new", "mine.yaml", *more]) == 2
    assert list(tmp_path.iterdir()) == []


def test_no_option_confirms_a_step_beforehand() -> None:
    from screening.cli.scenario_writing import new_command

    known = {option for parameter in new_command.params for option in parameter.opts}
    assert known == {"file", "--guided", "--from", "--pack", "--locality"}


def test_a_preview_shows_by_service_what_groups_see_and_what_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(written(), encoding="utf-8")
    assert run(["scenario", "preview", "x.yaml"]) == 0
    first, second = capsys.readouterr().out.split("POINT 2")
    assert "bruise-1" not in first
    assert "bruise-1" in second
    assert "INJ-001" in second
    assert "Nothing new for: health visiting, midwifery" in " ".join(second.split())
    assert run(["scenario", "preview", "x.yaml", "--format", "html", "--output", "x.html"]) == 0
    page = Path("x.html").read_text(encoding="utf-8")
    assert "INJ-001" in page
    assert "<script" not in page
