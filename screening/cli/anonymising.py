"""Making a case anonymous at a terminal: one step after the other, each shown, explained and confirmed by a person.

There is no way round the terminal: nothing can be confirmed beforehand, in a file or with an option.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import click
import questionary

from screening.case.account import CaseFile
from screening.cli.conversation import say
from screening.training.anonymising import STEPS, Confirmed
from screening.training.rare_values import rare_values
from screening.training.replacing import Replacements

_TAKE_OUT: Final = "Take it out"
_KEEP: Final = "Keep it: where this will be used it points to nobody"


class NotConfirmed(Exception):  # noqa: N818 -- not an error: the person said no
    """Somebody did not confirm a step, so that nothing is made."""


def confirmed_by_a_person(case: CaseFile, text_of: Callable[[Confirmed], str]) -> tuple[Confirmed, str]:
    """Go through every step with a person at the terminal.

    Args:
        case: the live case.
        text_of: makes the scenario's text, to be read before the last steps are confirmed.

    Returns:
        What was confirmed, and the very text that was read.

    Raises:
        NotConfirmed: the person did not confirm a step.
    """
    say("You are about to make a case for training out of a case file. The case file itself is not changed.")
    say("Work on a machine on which you may have the case open. Ctrl-C stops; nothing is written before the end.")
    replacements = Replacements(case)
    _step("reference", "The case reference is replaced by the name of the scenario.", ())
    _step(
        "ids",
        "Every word for a child, a person or a thing is replaced: people by what they are to the child. Check that no "
        "new word tells who it is.",
        [f"{old} becomes {new}" for old, new in replacements.ids()],
    )
    _step(
        "dates",
        "All dates go back by the same secret number of weeks, which is kept nowhere. Ages, intervals and days of the "
        "week stay; bank holidays do not. An account of which only the month was told stands on its last day; other "
        "dates of which only the month or year was told stay so, and may come out a little earlier.",
        (),
    )
    _step("texts", "All free text is dropped: notes, roles, citations, the words that were used.", _counted_texts(case))
    _step(
        "services",
        "A service that may be the name of one place gets a number. Common ones, such as GP or police, stay.",
        [f"{old} becomes {new}" for old, new in replacements.services()] or ["There are only common services."],
    )
    taken_out, kept = _rare(case)
    _confirm("rare", "Have you looked at each of these, and thought of what they say together?")
    decided = Confirmed(steps=tuple(STEPS), taken_out=taken_out, kept=kept)
    text = text_of(decided)
    _head("read", "This is all that the scenario will hold. Read it to the end.")
    click.echo()
    click.echo(text)
    _confirm("read", "Have you read it all, and could nobody who knows the family tell whose it is?")
    _head(
        "agreed",
        "A real family stands behind it, and they were not asked. Your organisation decides whether it may be used.",
    )
    _confirm("agreed", "Has whoever is responsible for information governance agreed to its use for training?")
    return decided, text


def _step(step: str, about: str, lines: Sequence[str]) -> None:
    _head(step, about)
    for line in lines:
        say(line, "  - ")
    _confirm(step, "Is this right, and may it be done?")


def _head(step: str, about: str) -> None:
    number = list(STEPS).index(step) + 1
    words = STEPS[step]
    click.echo()
    click.secho(f"{number} of {len(STEPS)}: {words[0].upper()}{words[1:]}", bold=True)
    say(about)


def _confirm(step: str, question: str) -> None:
    if not questionary.confirm(question, default=False).unsafe_ask():
        raise NotConfirmed(step)


def _counted_texts(case: CaseFile) -> list[str]:
    texts = {
        "notes of accounts": sum(bool(one.note) for one in case.all_accounts),
        "roles of writers": sum(bool(one.by) for one in case.all_accounts),
        "places in sources": sum(bool(one.cites) for one in case.all_accounts),
    }
    return [f"{what}: {number}" for what, number in texts.items()] + ["every text within the facts"]


def _rare(case: CaseFile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = rare_values(case)
    _head(
        "rare",
        "A rare fact can point to one family although nobody is named. Each is asked one by one; in doubt, take it out."
        if found
        else "No fact of this case is on the list of unusual ones. The list cannot know your area: think of what is "
        "unusual there.",
    )
    taken_out: list[str] = []
    kept: list[str] = []
    for one in found:
        click.echo()
        say(f"{one.what} Why it is asked: {one.why}")
        chosen = questionary.select("What is to be done with it?", [_TAKE_OUT, _KEEP], instruction=" ").unsafe_ask()
        (taken_out if chosen == _TAKE_OUT else kept).append(one.key)
    return tuple(taken_out), tuple(kept)
