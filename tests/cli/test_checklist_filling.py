"""Filling in a checklist at a real terminal: what is typed is what is told, and nothing is lost on the way."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="There is no pseudo-terminal here.")

SCREENING = Path(sys.executable).with_name("screening")
CHECKLIST = """\
checklist: small
title: A small checklist
for: [practitioner]
about: What it is for. Call 999 first if you have to.
minutes: 2
sections:
  - title: The child
    questions:
      - {fact: child.mobility, if_missing: Say how the child gets about.}
      - {fact: child.born, if_missing: Give a date.}
      - fact: child.disability
        ask_when: {fact: child.mobility, is: not-mobile}
        if_missing: Choose at least one.
  - title: What was seen
    each: child.injuries
    questions:
      - {fact: kind, if_missing: Say what was seen.}
"""
DOWN = "\x1b[B"
ARGUMENTS = ["--case", "family.yaml", "--child", "sam", "--agency", "gp", "--by", "GP", "--on", "2026-03-01"]


class Terminal:
    """A terminal of its own, and what is done at it."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child = pexpect.spawn(
            str(SCREENING), ["checklist", "fill", "small", "--checklists", "lists", *arguments],
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
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "lists" / "scenarios").mkdir(parents=True)
    (tmp_path / "lists" / "small.yaml").write_text(CHECKLIST, encoding="utf-8")
    yield tmp_path
    shutil.rmtree(tmp_path)


def test_stopped_resumed_gone_back_checked_and_screened(folder: Path) -> None:
    first = Terminal(folder, ARGUMENTS)
    first.at("reference for the family", "K-1\r")
    first.at("How does the child get about?", "\r")
    first.at("When was the child born?", "\x03")
    assert first.left() == 130
    draft = json.loads((folder / "family.yaml.small.draft.json").read_text(encoding="utf-8"))
    assert draft["answers"] == {"children.sam.mobility": {"value": "not-mobile"}}
    assert not (folder / "family.yaml").exists()

    second = Terminal(folder, ARGUMENTS)
    second.at("Go on from there?", "y\r")
    second.at("When was the child born?", "<\r")
    second.at("How does the child get about?", DOWN, "\r")
    second.at("When was the child born?", "?\r")
    second.at("Why is it not known yet?", DOWN, "\r")
    second.at("How do you know", "\r")
    second.at("injuries or unexplained signs", "\r")
    second.at("What was seen?", "\r")
    second.at("Another one?", DOWN, "\r")
    second.at("How do you know", "\r")
    second.at("What now?", "\r")
    assert second.left() == 0
    said = str(second.child.before)
    assert "What to do now" in said or "WHAT TO DO NOW" in said
    assert sorted(one.name for one in folder.iterdir()) == ["family.yaml", "lists"]
    from screening.case.reading import read_case

    (told,) = read_case(folder / "family.yaml").case.all_accounts
    assert dict(told.flattened.values) == {
        "children.sam.mobility": "rolling",
        "children.sam.injuries.injury-1.kind": "bruise",
    }
    assert told.not_known == {"children.sam.born": "declined"}
    assert (told.on, told.agency, told.by, told.source) == ("2026-03-01", "gp", "GP", "observed")


def test_what_the_case_has_already_is_shown_and_may_be_left_as_it_is(folder: Path) -> None:
    written = (
        "# ours\ncase: K-1\naccounts:\n  - id: a1\n    on: '2026-02-20'\n    by: midwife\n"
        "    facts: {children: {sam: {born: '2026-01-04', mobility: not-mobile}}}  # at home\n"
    )
    (folder / "family.yaml").write_text(written, encoding="utf-8")
    terminal = Terminal(folder, [*ARGUMENTS[:2], *ARGUMENTS[4:]])
    terminal.at("Which child is it about?", "\r")
    terminal.at("not yet moving about (midwife, 2026-02-20)")
    terminal.at("How does the child get about?", *[DOWN] * 5, "\r")
    terminal.at("When was the child born?", "\r")
    terminal.at("Does the child have a disability?", "\r")
    terminal.at("Choose at least one.", " ", "\r")
    terminal.at("How do you know", "\r")
    terminal.at("injuries or unexplained signs", DOWN, "\r")
    terminal.at("How do you know", "\r")
    terminal.at("What now?", "\r")
    assert terminal.left() == 0
    after = (folder / "family.yaml").read_text(encoding="utf-8")
    assert after.startswith(written)
    from screening.case.reading import read_case

    before, added = read_case(folder / "family.yaml").case.all_accounts
    assert before.id == "a1"
    assert dict(added.flattened.values) == {"children.sam.disability": ("learning",)}
    assert "children.sam.injuries" in added.flattened.in_full


def test_without_a_terminal_it_says_what_to_do_instead(folder: Path) -> None:
    import subprocess

    command = [str(SCREENING), "checklist", "fill", "small", "--checklists", "lists"]
    done = subprocess.run(command, cwd=folder, input="", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "screening checklist print small" in done.stderr
