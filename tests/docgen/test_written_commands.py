"""The commands that people are told to use, in the README, the guides and on the pages, are there."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

import click
import pytest

from screening.cli.app import app

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
GUIDES = [
    path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
]
PAGES = [path.read_text(encoding="utf-8") for path in (ROOT / "screening" / "docgen" / "templates").glob("*.j2")]
TOLD = sorted(
    {one for text in GUIDES for one in re.findall(r"^ {2,}(screening [^#\n]+?) *(?:#.*)?$", text, re.MULTILINE)}
    | {one for text in GUIDES for one in re.findall(r"`(screening [^`\n]+)`", text)}
    | {html.unescape(one) for page in PAGES for one in re.findall(r"<code>(screening [^<{]+)", page)}
)


@pytest.mark.parametrize("written", TOLD)
def test_a_command_that_people_are_told_to_use_exists_with_its_options(written: str) -> None:
    words = shlex.split(written)[1:]
    command: click.Command | None = app
    while isinstance(command, click.Group) and words:
        command = command.get_command(click.Context(command), words.pop(0))
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


def test_what_the_guide_has_people_make_and_copy_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {word for line in re.findall(r"\bmake ((?:[a-z]+ ?)+)[`\n]", GUIDE) for word in line.split()}
    assert told <= targets
    (copied,) = re.findall(r"^ +cp (\S+)", GUIDE, re.MULTILINE)
    assert (ROOT / copied).is_file()
    assert len(TOLD) > 15
