"""The second and third exercise at a terminal, the debrief and the end: policies, barriers, the family's question."""

from __future__ import annotations

from typing import cast

import click

from screening.cli.console import console
from screening.cli.conversation import say
from screening.cli.training_asking import Asker, choose, confirmed
from screening.reports.training_outlines import arrange_learning
from screening.reports.training_tables import arrange_results
from screening.reports.training_terminal import print_bare, print_tables
from screening.reports.training_view import print_view
from screening.services import training
from screening.services.training_draft import Unfinished, Writing, new_id
from screening.services.training_room import Room
from screening.training.events import BarrierKind, CouldFind
from screening.training.exercises import BARRIER_ASKS, FAMILY_ASKS, HINTS, POLICY_ASKS, own_answers_given
from screening.training.revealing import learning_of

POLICY, BARRIER, FAMILY = "policy", "barrier", "family-question"
NONE_OF_THESE = "None of these"


class Exercises:
    """What follows the checkpoints.

    Args:
        room: the session.
        group: the group.
        unfinished: where what is half written is kept.
    """

    def __init__(self, room: Room, group: str, unfinished: Unfinished) -> None:
        self.room = room
        self.group = group
        self._unfinished = unfinished
        self._asker = Asker(unfinished)

    def run(self) -> None:
        """Policies, barriers, the lists, the family's question, the debrief, and the end.

        Raises:
            KeyboardInterrupt: the person pressed Ctrl-C; everything has been kept.
        """
        half = self._unfinished.read()
        if half is not None and half.what in (POLICY, BARRIER, FAMILY):
            self._finish(half)
        if not self.room.now.lists_shown:
            self._again(POLICY, "Policies", POLICY_ASKS, "Name a policy")
            self._again(BARRIER, "Barriers", BARRIER_ASKS, "Name something that gets in the way")
            if own_answers_given(self.room.now):
                training.show_lists(self.room, id=new_id())
        if self.room.now.lists_shown:
            self._lists()
        self._again(FAMILY, "The family", FAMILY_ASKS, "Write down a question")
        self._debrief()
        if self.room.now.next_step is None:
            click.echo()
            rows = learning_of(self.room.now, self.room.scenario, self.room.pack, self.group)
            print_bare(arrange_learning(rows), console())
        training.end_session(self.room, id=new_id())
        click.echo()
        print_tables(arrange_results(training.results(self.room)), console())

    def _again(self, what: str, title: str, question: str, another: str) -> None:
        click.echo()
        click.secho(title, bold=True)
        say(question)
        while choose("What now?", [(another, True), ("Go on", False)]):
            self._finish(Writing(what=what, step=self.room.now.step))

    def _finish(self, writing: Writing) -> None:
        step = writing.step or self.room.now.step or ""
        match writing.what:
            case "policy":
                done = self._asker.policy(writing)
                training.name_policy(
                    self.room,
                    id=done.id,
                    group=self.group,
                    step=step,
                    policy=str(done.given["policy"]),
                    role=str(done.given["role"]),
                    could_find=cast(CouldFind, done.given["could_find"]),
                )
            case "barrier":
                done = self._asker.barrier(writing)
                kind, words = cast(BarrierKind, done.given["kind"]), str(done.given["words"])
                training.name_barrier(self.room, id=done.id, kind=kind, words=words)
            case _:
                done = self._asker.words(writing, FAMILY_ASKS)
                words = str(done.given["words"])
                training.family_question(self.room, id=done.id, group=self.group, words=words, step=step)
        self._unfinished.done()

    def _lists(self) -> None:
        """What a review said about barriers, and which policy of the list each named one is."""
        click.echo()
        click.secho("What a review found about barriers", bold=True)
        for row, hint in HINTS:
            say(f"{hint} ({row})", "- ")
        pointed_to = {
            policy.id: policy.name for one in self.room.now.revealed for seen in one.seen for policy in seen.policies
        }
        if pointed_to:
            click.echo()
            click.secho("Policies that the rules pointed to", bold=True)
            for name in sorted(pointed_to.values()):
                say(name, "- ")
        names = {**{one.id: one.name for one in self.room.pack.policies.policies}, **pointed_to}
        order = sorted(names, key=lambda one: (one not in pointed_to, names[one]))
        for one in self.room.now.policies:
            if one.linked or one.withdrawn:
                continue
            click.echo()
            listed: list[tuple[str, str | None] | None] = [(names[policy], policy) for policy in order]
            picked = choose(f'Which policy is "{one.named.policy}"?', [(NONE_OF_THESE, None), *listed], search=True)
            training.link_policy(self.room, id=new_id(), of=one.named.id, policy=picked)

    def _debrief(self) -> None:
        """What became of the case, where the scenario tells it and the group wants to hear it."""
        debrief = next((one.id for one in self.room.scenario.steps if one.debrief), None)
        if debrief is None:
            return
        if debrief != self.room.now.step:
            click.echo()
            say("What became of the case follows. It may be hard to hear; anyone may step out first.")
            if not confirmed("Hear it now?"):
                return
            training.open_step(self.room, id=new_id(), step=debrief)
        seen = training.view_of(self.room, self.group)
        if seen is not None:
            click.echo()
            print_view(seen, console(), training.view_of(self.room, self.group, self.room.now.opened[-2]))
