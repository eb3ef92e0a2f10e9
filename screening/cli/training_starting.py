"""Beginning a session at a terminal, or going on with one: the file, the label, the group, whose knowledge it has."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.conversation import say
from screening.cli.running import show_problems
from screening.cli.training_asking import confirmed, line
from screening.engine.screen import Second
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack
from screening.services import training
from screening.services.training_draft import new_id
from screening.services.training_room import Room
from screening.training.journal import FileJournal
from screening.training.seeing import check_agency


def begin(
    path: Path, scenario: Scenario, pack: Pack, second: Second, agency: str | None, label: str | None
) -> tuple[Room, str, bool]:
    """The session with its group, and whether it was begun before.

    Raises:
        ProblemsFound: the file is no session, or is on another scenario; or there is no such agency.
        click.UsageError: the session's group has another agency's knowledge.
        KeyboardInterrupt: the person pressed Ctrl-C.
    """
    if agency is not None:
        check_agency(scenario, agency)
    journal = FileJournal(path)
    events, unread = journal.read()
    show_problems(unread)
    if events:
        room = training.open_session(journal, scenario, pack, second=second)
    else:
        say(f"{scenario.warning}")
        if not confirmed("Go on?"):
            raise KeyboardInterrupt
        label = label or line('What is the day called? Such as "Spring, before"; never a name.')
        room = training.start_session(journal, scenario, pack, id=new_id(), label=label, second=second)
    groups = room.now.groups
    if not groups:
        training.join_group(room, id=new_id(), label="Group 1", agency=agency)
    elif agency is not None and groups[0].agency != agency:
        whose = groups[0].agency or "the whole case"
        raise click.UsageError(f"{path} is a session with {whose}. Name another --session file to play it anew.")
    if events:
        click.echo(f'Going on with "{room.now.started.label}".')
    return room, room.now.groups[0].id, bool(events)
