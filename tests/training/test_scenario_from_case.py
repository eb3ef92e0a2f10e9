"""Making a case anonymous at a real terminal: nothing is written until a person has confirmed the last step."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from screening.forms.scenario import read_scenario

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="There is no pseudo-terminal here.")

SCREENING = Path(sys.executable).with_name("screening")
DOWN = "\x1b[B"
LIVE = """\
case: K-0142
accounts:
  - id: visit-smith
    on: "2024-05-06"
    agency: northtown-clinic
    by: Jo at the clinic
    source: carer
    told_by: dean
    note: Dean Smith rang from 12 High Street.
    facts:
      children:
        robyn: {born: "2024-02-03", mobility: not-mobile, disability: [sensory], injuries: {mark-1: {kind: burn}}}
      people:
        dean: {relationship: mothers-partner}
"""


class Terminal:
    """A terminal of its own, and what is done at it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child = pexpect.spawn(
            str(SCREENING), ["scenario", "new", *arguments],
            cwd=str(folder), encoding="utf-8", dimensions=(60, 110), timeout=60, env=environment,
        )  # fmt: skip

    def at(self, words: str, *typed: str) -> None:
        """Wait for a question and answer it."""
        self.child.expect_exact(words)
        self.child.expect(re.compile(r"\x1b\[\d*[A-Z]"))
        for one in typed:
            self.child.send(one)

    def left(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus is not None
        return int(self.child.exitstatus)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "family.yaml").write_text(LIVE, encoding="utf-8")
    return tmp_path


def up_to_the_reading(terminal: Terminal) -> None:
    terminal.child.expect_exact("call 999")
    for heading in ("1 of 8", "2 of 8", "3 of 8", "4 of 8", "5 of 8"):
        terminal.child.expect_exact(heading)
        terminal.at("may it be done?", "y")
    terminal.child.expect_exact("6 of 8")
    terminal.at("What is to be done with it?", "\r")
    terminal.at("What is to be done with it?", DOWN, "\r")
    terminal.at("Have you looked at each of these", "y")


def test_a_person_goes_through_every_step_and_reads_what_is_then_written(folder: Path) -> None:
    terminal = Terminal(folder, "a-question-not-asked.yaml", "--from", "family.yaml")
    up_to_the_reading(terminal)
    terminal.child.expect_exact("7 of 8")
    terminal.child.expect_exact("scenario: a-question-not-asked")
    terminal.at("Have you read it all", "y")
    assert not (folder / "a-question-not-asked.yaml").exists()
    terminal.at("information governance agreed", "y")
    assert terminal.left() == 0
    text = (folder / "a-question-not-asked.yaml").read_text(encoding="utf-8")
    for word in ("K-0142", "smith", "dean", "robyn", "northtown", "High Street", "mark-1", "2024-05", "2024-02"):
        assert word.lower() not in text.lower()
    made = read_scenario(folder / "a-question-not-asked.yaml")
    assert made.case.training
    told = dict(made.case.all_accounts[0].flattened.values)
    assert told["people.mothers-partner.relationship"] == "mothers-partner"
    # The first unusual fact was taken out and the second kept.
    assert ("children.child.disability" in told) != ("children.child.injuries.injury-1.kind" in told)
    assert (folder / "family.yaml").read_text(encoding="utf-8") == LIVE


@pytest.mark.parametrize("refused_at", ["1 of 8", "Have you read it all", "information governance agreed"])
def test_a_step_that_is_not_confirmed_ends_it_and_nothing_is_written(folder: Path, refused_at: str) -> None:
    terminal = Terminal(folder, "a-question-not-asked.yaml", "--from", "family.yaml")
    if refused_at == "1 of 8":
        # Enter alone says no.
        terminal.at("may it be done?", "\r")
    else:
        up_to_the_reading(terminal)
        if refused_at != "Have you read it all":
            terminal.at("Have you read it all", "y")
        terminal.at(refused_at, "n")
    assert terminal.left() == 130
    assert [one.name for one in folder.iterdir()] == ["family.yaml"]


def test_a_new_scenario_can_begin_with_questions_and_asks_again_where_a_day_cannot_be(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "two-visits.yaml", "--guided")
    terminal.at("A short title", "Two visits\r")
    terminal.at("hard in it?", "It is about a bruise.\r")
    terminal.at("to find?", "\r")
    terminal.at("was the child born?", "\r")
    terminal.at("the first point?", *["\x7f"] * 10, "2025-13-01\r")
    terminal.child.expect_exact("Write it like")
    terminal.at("the first point?", "\r")
    terminal.at("the second point?", *["\x7f"] * 10, "2025-02-01\r")
    terminal.child.expect_exact("comes after the first")
    terminal.at("the second point?", *["\x7f"] * 10, "2025-04-01\r")
    assert terminal.left() == 0
    made = read_scenario(tmp_path / "two-visits.yaml")
    assert (made.title, made.steps[1].as_of.isoformat()) == ("Two visits", "2025-04-01")
    assert made.about.startswith("WRITE:")
