"""Looking back in a played scenario: what was written, which prompt it is the same as, and what if."""

from __future__ import annotations

import click

from screening.case.dictionary import at_case_path
from screening.cli.console import console
from screening.cli.conversation import say
from screening.cli.training_asking import choose, line
from screening.errors import ProblemsFound
from screening.reports.training_outlines import arrange_nearest, arrange_what_if
from screening.reports.training_terminal import print_part
from screening.services import training
from screening.services.training_draft import new_id
from screening.services.training_room import Room
from screening.training.events import EntryWritten, RuleKey
from screening.training.exercises import COLUMN_WORDS, entry_in_words
from screening.training.matching import suggested
from screening.training.revealing import Reveal, Shown
from screening.training.seeing import pools_for
from screening.training.supposing import nearest, what_if

LATER = "Decide later"
NO_RULE = "None of these: the rules did not see it (kept as an idea for a rule)"


def what_was_written(room: Room, group: str) -> EntryWritten | None:
    """Shows what a group has written by column; gives the entry that somebody wants to look at."""
    entries = [one.written for one in room.now.entries_of(group)]
    choices: list[tuple[str, EntryWritten | None] | None] = [
        (f"{COLUMN_WORDS[one.column].title}: {entry_in_words(one)}", one) for one in entries
    ]
    return choose("What you have written:", [*choices, None, ("Back", None)])


def link_entries(room: Room, group: str, step: str, shown: Reveal) -> None:
    """Have the group say of each entry that nobody has looked at which prompt it is the same as."""
    found = training.match_of(room, group, step)
    if found is None or not found.undecided:
        return
    click.echo()
    say("Which of your entries are the same as something that the rules have? You decide; nothing is matched by words.")
    for entry in found.undecided:
        click.echo()
        say(f"You wrote: {entry_in_words(entry)}")
        picked = choose("Is it the same as one of these?", _candidates(entry, shown), search=True)
        if picked == LATER:
            continue
        rules = [picked] if isinstance(picked, RuleKey) else []
        training.link_entry(room, id=new_id(), of=entry.id, rules=rules, group=group)


def look_nearer(room: Room, group: str, step: str) -> None:
    """Suppose one fact to be otherwise, or ask which single facts would move one prompt."""
    seen, shown = training.view_of(room, group, step), training.reveal_of(room, group, step)
    sits = room.now.group(group)
    if seen is None or shown is None or sits is None:
        return
    pools = pools_for(room.now, group, step)
    facts: list[tuple[str, str | RuleKey | None] | None] = [
        (f"Suppose {one.thing}, {one.label}, were not {one.value}", one.path) for one in seen.facts
    ]
    rules: list[tuple[str, str | RuleKey | None] | None] = [
        (f"What would move: {_named(one)}", one.key) for one in shown.prompts
    ]
    picked = choose("Which?", [("Back", None), None, *rules, None, *facts], search=True)
    if picked is None:
        return
    try:
        if isinstance(picked, RuleKey):
            found = nearest(room.scenario, step, picked.rule, room.pack, sits.agency, pools)
            for outline in arrange_nearest(
                [one for one in found if one.finding.subject == picked.subject], room.now.started.label
            ):
                print_part(outline, console())
            return
        click.echo()
        supposed = what_if(room.scenario, step, picked, _value(picked), room.pack, sits.agency, pools)
    except ProblemsFound as wrong:
        for problem in wrong.problems:
            say(f"{problem.message} {problem.hint or ''}")
        return
    print_part(arrange_what_if(supposed, room.now.started.label), console())


def _candidates(entry: EntryWritten, shown: Reveal) -> list[tuple[str, RuleKey | str] | None]:
    same_fact = set(suggested(entry, shown))
    fits = shown.strengths if entry.column == "strengths" else (*shown.prompts, *shown.questions)
    first = [one for one in fits if one.key in same_fact]
    rest = [one for one in fits if one.key not in same_fact]
    return [
        *((f"{_named(one)} (rests on a fact that you named)", one.key) for one in first),
        (NO_RULE, NO_RULE),
        (LATER, LATER),
        *((_named(one), one.key) for one in rest),
    ]


def _named(one: Shown) -> str:
    return f"{one.rule} {one.title}{f' ({one.subject})' if one.subject else ''}"


def _value(path: str) -> str:
    entry = at_case_path(path)
    if entry.kind == "yes-no":
        return choose("What instead?", [("Yes", "yes"), ("No", "no")])
    if entry.kind == "choice":
        return choose("What instead?", [(entry.label(one), str(one)) for one in entry.values])
    return line("What instead?")
