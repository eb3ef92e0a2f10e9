"""A scenario played at a real terminal: stopped in the middle of a word, gone on with, and played to the end."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="There is no pseudo-terminal here.")

COMMAND = Path(sys.executable).with_name("screening")
DOWN = "\x1b[B"
STORY = """\
scenario: small-one
title: WHAT-COMES-LATER-IN-A-TITLE
source: own-work
warning: This scenario is about a bruise on a baby.
about: A made-up case.
case:
  case: T-SMALL
  training: true
  accounts:
    - id: a1
      on: "2026-01-10"
      agency: health-visiting
      by: health visitor
      source: observed
      basis: invented
      note: FOR-THE-FACILITATOR
      facts:
        children: {sam: {born: "2025-11-02", mobility: not-mobile}}
    - id: a2
      on: "2026-01-10"
      agency: gp
      by: GP
      source: observed
      basis: invented
      facts:
        children: {sam: {injuries: {i1: {kind: bruise, seen_on: "2026-01-10"}}}}
    - id: a3
      on: "2026-02-10"
      agency: health-visiting
      by: health visitor
      source: observed
      known_to: [gp]
      basis: invented
      facts:
        children: {sam: {injuries: {i2: {kind: burn, seen_on: "2026-02-10"}}}}
steps:
  - {id: s1, title: THE-BRUISE, as_of: "2026-01-11", notes: FOR-THE-FACILITATOR, who_knew: FOR-THE-FACILITATOR}
  - {id: s2, title: THE-BURN, as_of: "2026-02-11", notes: FOR-THE-FACILITATOR, who_knew: FOR-THE-FACILITATOR}
"""


class Terminal:
    """A terminal of its own with a session in a folder, and everything that was shown on it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child = pexpect.spawn(
            str(COMMAND), ["training", "play", "story.yaml", *arguments],
            cwd=str(folder), encoding="utf-8", dimensions=(60, 110), timeout=60, env=environment,
        )  # fmt: skip
        self._shown: list[str] = []

    def at(self, words: str, *typed: str) -> None:
        """Wait for a question and answer it."""
        self.child.expect_exact(words)
        self._shown.append(str(self.child.before))
        self.child.expect(re.compile(r"\x1b\[\d*[A-Z]"))
        for one in typed:
            self.child.send(one)

    def left(self) -> int:
        self.child.expect(pexpect.EOF)
        self._shown.append(str(self.child.before))
        self.child.close()
        assert self.child.exitstatus is not None
        return int(self.child.exitstatus)

    @property
    def shown(self) -> str:
        return "".join(self._shown)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    return tmp_path


def done(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(COMMAND), "training", *arguments]
    return subprocess.run(command, cwd=folder, input="", capture_output=True, text=True, check=False)


def test_stopped_in_the_middle_of_a_word_gone_on_with_and_played_to_the_end(folder: Path) -> None:
    first = Terminal(folder, "--label", "Spring")
    first.at("Go on?", "y")
    first.at("What now?", "\r")
    first.at("What worries you about the child?", "A bruise on a baby who can", "\x03")
    assert first.left() == 130
    events = [json.loads(line) for line in (folder / "small-one.training.jsonl").read_text().splitlines()]
    assert [one["event"] for one in events] == ["started", "joined", "step-opened"]

    second = Terminal(folder)
    second.at("Go on with it?", "y")
    second.at("What worries you about the child?", "not roll\r")
    second.at("Which facts is it based on?", " ", "\r")
    second.at("What now?", "\x1b[A" * 2, "\r")
    second.at("Show what the rules have?", "y")
    second.at("Is it the same as one of these?", "\r")
    second.at("What now?", "\x1b[A", "\r")
    second.at("NEW SINCE")
    second.at("What now?", "\x1b[A", "\r")
    second.at("Policies")
    second.at("What now?", "\r")
    second.at("Which policy or procedure", "bruises\r")
    second.at("A role, never a name", "health visitor\r")
    second.at("Could you find it now?", DOWN, "\r")
    second.at("What now?", DOWN, "\r")
    second.at("What now?", "\r")
    second.at("What could keep people", "\r")
    second.at("In your own words", "=HYPERLINK()\r")
    second.at("What now?", DOWN, "\r")
    second.at('Which policy is "bruises"?', DOWN, "\r")
    second.at("What now?", DOWN, "\r")
    assert second.left() == 0
    assert "FACILITATOR" not in second.shown
    assert "LATER" not in second.shown
    assert "THE-BURN" not in second.shown
    assert not (folder / "small-one.training.jsonl.draft").exists()

    kept = json.loads(done(folder, "show", "small-one.training.jsonl", "--format", "json").stdout)
    found = [one for one in kept["concerns"] if one["found"]]
    assert [one["found"] for one in found] == [[{"checkpoint": 1, "groups": 1}]]
    (entry,) = [
        json.loads(line)
        for line in (folder / "small-one.training.jsonl").read_text().splitlines()
        if json.loads(line)["event"] == "entry"
    ]
    assert entry["text"] == "A bruise on a baby who cannot roll"
    (policy,) = kept["policies"]
    assert (policy["roles"], policy["could_find"]) == (["health visitor"], {"no": 1})
    assert policy["policy"] is not None
    assert "group" not in json.dumps([kept["barriers"], kept["policies"][0]["words"]])

    compared = done(folder, "compare", *["small-one.training.jsonl"] * 2, "--format", "csv")
    cells = [cell for row in csv.reader(compared.stdout.splitlines()) for cell in row]
    assert "'=HYPERLINK()" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_group_with_one_agencys_knowledge_is_not_shown_what_another_saw(folder: Path) -> None:
    terminal = Terminal(folder, "--as", "health-visiting", "--label", "Spring")
    terminal.at("Go on?", "y")
    terminal.at("What now?", "\x1b[A" * 2, "\r")
    terminal.at("Show what the rules have?", "y")
    terminal.at("What now?", "\x03")
    assert terminal.left() == 130
    assert "not mobile" in terminal.shown or "not yet moving" in terminal.shown
    assert "bruise" not in terminal.shown.split("Checkpoint 1")[1].lower()
    other = done(folder, "what-if", "story.yaml", "s1", "--rule", "INJ-001", "--as", "police")
    assert other.returncode == 1
    assert "gp, health-visiting" in other.stderr


def test_without_a_terminal_it_says_what_to_do_instead(folder: Path) -> None:
    refused = done(folder, "play", "story.yaml")
    assert refused.returncode == 2
    assert "screening scenario pack" in refused.stderr
