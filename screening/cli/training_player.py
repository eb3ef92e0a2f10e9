"""A scenario played at a terminal by one group: read, write in four columns, see what the rules have, go on.

It holds the conversation and nothing else. What may be seen, what may be added and what is kept is the services'; every
step of it can be stopped with Ctrl-C and gone on with later.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, cast

import click

from screening.cli.console import console
from screening.cli.conversation import say
from screening.cli.training_asking import Asker, choose, confirmed
from screening.cli.training_looking import link_entries, look_nearer, what_was_written
from screening.reports.training_outlines import arrange_match, arrange_reveal
from screening.reports.training_terminal import print_part
from screening.reports.training_view import print_view
from screening.services import training
from screening.services.training_draft import Unfinished, Writing, new_id
from screening.services.training_room import Room
from screening.training.events import COLUMNS, Column
from screening.training.exercises import COLUMN_WORDS, NO_NAMES, entry_in_words, still_empty
from screening.training.session import State

Do = Callable[[], bool]
"""What a choice does; True goes on to the next checkpoint."""

AGAIN: Final = "Read everything told so far"


class Player:
    """One group at one terminal.

    Args:
        room: the session, with one group in it.
        group: the group.
        unfinished: where what is half written is kept.
    """

    def __init__(self, room: Room, group: str, unfinished: Unfinished) -> None:
        self.room = room
        self.group = group
        self._unfinished = unfinished
        self._asker = Asker(unfinished)

    def run(self) -> None:
        """From the checkpoint that is open to the last one.

        Raises:
            KeyboardInterrupt: the person pressed Ctrl-C; everything has been kept.
        """
        while True:
            now = self.room.now
            if now.step is None:
                training.open_step(self.room, id=new_id())
                continue
            self._show(now)
            self._go_on_writing()
            self._checkpoint(now.step)
            after = self._next(self.room.now)
            if after is None:
                return
            if now.step in {one.after for one in self.room.scenario.rounds}:
                training.open_round(self.room, id=new_id())
            training.open_step(self.room, id=new_id(), step=after)

    def _next(self, now: State) -> str | None:
        """The next checkpoint; None after the last, where the debrief may follow."""
        debrief = {one.id for one in self.room.scenario.steps if one.debrief}
        return now.next_step if now.next_step not in debrief else None

    def _show(self, now: State, everything: bool = False) -> None:
        seen = training.view_of(self.room, self.group)
        before = training.view_of(self.room, self.group, now.opened[-2]) if len(now.opened) > 1 else None
        if seen is not None:
            click.echo()
            print_view(seen, console(), before, everything=everything)
        note = next((one.note for one in self.room.scenario.rounds if one.after == now.step), None)
        if note:
            click.echo()
            say(note)

    def _checkpoint(self, step: str) -> None:
        while True:
            now = self.room.now
            choices = self._choices(now, step)
            click.echo()
            if choose("What now?", choices)():
                return

    def _choices(self, now: State, step: str) -> list[tuple[str, Do] | None]:
        write: list[tuple[str, Do] | None] = [
            (f"Write down {COLUMN_WORDS[column].one}", partial(self._write, column)) for column in COLUMNS
        ]
        look: list[tuple[str, Do] | None] = [(AGAIN, self._read_again)]
        if now.entries_of(self.group):
            look.append(("Read, change or take back what you have written", self._look_back))
        last = self._next(now) is None
        leave = "Go on to the policies" if last else "Go on to the next checkpoint"
        if now.is_revealed(step):
            look.append(("See again what the rules have here", lambda: self._revealed(step)))
            look.append(("What if one fact had been otherwise?", lambda: self._look_nearer(step)))
            go: list[tuple[str, Do] | None] = [(leave, lambda: True)]
        else:
            go = [("We have written enough: show what the rules have here", lambda: self._reveal(step))]
            rounds = {one.after for one in self.room.scenario.rounds}
            if rounds and step not in rounds:
                # At this checkpoint groups usually only read.
                return [(leave, lambda: True), None, *write, None, *look, None, *go]
            go.append((f"{leave}, without looking", lambda: True))
        return [*write, None, *look, None, *go]

    def _go_on_writing(self) -> None:
        half = self._unfinished.read()
        if half is None or half.what not in COLUMNS:
            return
        click.echo()
        said = half.given.get("text") or (half.typing[1] if half.typing else "")
        say(f"You were writing down {COLUMN_WORDS[half.what].one}: {said}")
        if confirmed("Go on with it? No throws it away."):
            self._finish(half)
        else:
            self._unfinished.done()

    def _write(self, column: Column, changed_from: str | None = None) -> bool:
        given: dict[str, str | tuple[str, ...]] = {"changed_from": changed_from} if changed_from else {}
        return self._finish(Writing(what=column, step=self.room.now.step, given=given))

    def _finish(self, writing: Writing) -> bool:
        step = writing.step or self.room.now.step or ""
        seen = training.view_of(self.room, self.group, step)
        if seen is None:
            return False
        click.echo()
        column = cast(Column, writing.what)
        done = self._asker.entry(writing, column, seen)
        text = {name: value for name, value in done.given.items() if isinstance(value, str)}
        # Where it cannot be kept, the draft stays, and the next start goes on from it.
        training.write_entry(
            self.room,
            id=done.id,
            group=self.group,
            step=step,
            column=column,
            text=text["text"],
            facts=tuple(done.given.get("facts", ())),
            holder=text.get("holder"),
            question=text.get("question"),
            owner=text.get("owner"),
            due=text.get("due"),
            changed_from=text.get("changed_from"),
        )
        self._unfinished.done()
        return False

    def _read_again(self) -> bool:
        self._show(self.room.now, everything=True)
        return False

    def _look_back(self) -> bool:
        found = what_was_written(self.room, self.group)
        if found is None:
            return False
        say(entry_in_words(found), "  ")
        change, back, leave = "Write it anew", "Take it back", "Leave it as it is"
        match choose("What about it?", [(leave, leave), (change, change), (back, back)]):
            case "Write it anew":
                self._write(found.column, found.id)
            case "Take it back":
                training.withdraw_entry(self.room, id=new_id(), of=found.id)
        return False

    def _reveal(self, step: str) -> bool:
        empty = still_empty(self.room.now, self.group, step)
        if empty:
            say(f"Nothing yet under: {', '.join(COLUMN_WORDS[one].title.lower() for one in empty)}.")
        say("What you write down here afterwards is kept, and marked as written after the rules were shown.")
        if not confirmed("Show what the rules have?"):
            return False
        training.reveal(self.room, id=new_id(), step=step)
        return self._revealed(step)

    def _revealed(self, step: str) -> bool:
        shown = training.reveal_of(self.room, self.group, step)
        if shown is None:
            return False
        click.echo()
        print_part(arrange_reveal(shown, self.room.now.started.label), console())
        link_entries(self.room, self.group, step, shown)
        found = training.match_of(self.room, self.group, step)
        if found is not None:
            click.echo()
            print_part(arrange_match(found, self.room.now.started.label), console())
        return False

    def _look_nearer(self, step: str) -> bool:
        look_nearer(self.room, self.group, step)
        return False


def say_beginning() -> None:
    """What has to be said once before the first checkpoint: that no names are written down."""
    click.echo()
    say(NO_NAMES)
