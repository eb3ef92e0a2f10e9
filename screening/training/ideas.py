"""What groups saw and the rules did not, as ideas for rules: one text, with the headings of the project's idea form.

It holds what the group wrote and where the case is drawn from. The paragraph, and the question that would have helped,
are filled in by people who have read the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.forms.scenario import Scenario
from screening.training.events import EntryWritten
from screening.training.exercises import entry_in_words
from screening.training.session import State

SOURCE = "Document and paragraph"
HAPPENED = "What happened, and what was missed? In your own words"
QUESTION = "Which question would have helped on the day, and who could have answered it?"
_FILL_IN = "(to be filled in)"


def ideas(now: State) -> tuple[EntryWritten, ...]:
    """The entries that people found no prompt for, in the order in which they came in."""
    return tuple(one.written for one in now.entries if one.counts and one.links == ())


def ideas_text(now: State, scenario: Scenario) -> str:
    """The ideas as Markdown, one after the other; says so where there are none."""
    found = ideas(now)
    if not found:
        return "# Ideas for rules\n\nNo entry of this session is marked as seen by a group and not by the rules.\n"
    parts = ["# Ideas for rules", f"From a training session on {scenario.scenario}. Read before you send: no names."]
    for number, one in enumerate(found, 1):
        parts += [f"## Idea {number}", *_idea(one, scenario)]
    return "\n\n".join(parts) + "\n"


def _idea(one: EntryWritten, scenario: Scenario) -> Iterator[str]:
    places = "; ".join(dict.fromkeys(_places(one.facts, scenario)))
    yield f"### {SOURCE}"
    yield f"{scenario.source}: {places or _FILL_IN}"
    yield f"### {HAPPENED}"
    yield "\n".join(f"> {line}" for line in entry_in_words(one).splitlines())
    if one.facts:
        yield f"Facts that it is based on: {', '.join(f'`{path}`' for path in one.facts)}"
    yield f"### {QUESTION}"
    yield f"{one.question or _FILL_IN} {f'Held by: {one.holder}.' if one.holder else ''}".strip()


def _places(paths: Iterable[str], scenario: Scenario) -> Iterator[str]:
    """Where in the source the accounts stand that told the facts."""
    wanted = set(paths)
    for account in scenario.case.all_accounts:
        if account.cites and any(path in wanted for path, _ in account.flattened.values):
            yield account.cites
