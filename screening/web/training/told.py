"""What a group is shown, ready for its page: its view in words, the facts that an entry can name, and outlines.

Everything comes from the core's view of the group, which holds nothing that the group did not know.
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.engine.document import FactLine
from screening.reports import words
from screening.reports.outline import Outline
from screening.reports.plain import clean, theirs
from screening.reports.training_outlines import arrange_match, arrange_pooling, arrange_reveal
from screening.reports.training_view import ViewWords, view_in_words
from screening.rulebook.local_names import resolve
from screening.services.training_on_the_web import OnTheWeb, pooling_of, reveal_to
from screening.training.matching import match
from screening.training.seeing import view_of


@dataclass(frozen=True)
class Told:
    """A group's view in words.

    Attributes:
        view: what was told.
        first: it is the first checkpoint, at which everything is new.
        facts: what an entry can name, as path and words.
    """

    view: ViewWords
    first: bool
    facts: tuple[tuple[str, str], ...]


def told(on: OnTheWeb, group: str) -> Told | None:
    """What a group sees at the checkpoint that is open; None before the first."""
    here = view_of(on.now, on.scenario, group)
    if here is None:
        return None
    at = on.now.opened.index(on.now.step or "")
    before = view_of(on.now, on.scenario, group, on.now.opened[at - 1]) if at else None
    facts = tuple((one.path, _in_words(one)) for one in here.facts)
    return Told(view_in_words(here, before), before is None, facts)


def shown(on: OnTheWeb, group: str) -> tuple[Outline, ...]:
    """What the rules have at the open checkpoint, and what the group wrote beside it; nothing before the reveal."""
    step = on.now.step
    reveal = reveal_to(on, group, step) if step is not None else None
    found = match(on.now, group, step) if step is not None else None
    if reveal is None or found is None:
        return ()
    return (arrange_match(found, on.kept.label), arrange_reveal(reveal, on.kept.label))


def together(on: OnTheWeb, group: str | None = None) -> Outline | None:
    """What opened only when the groups put together what they know at the checkpoint that is open.

    None where they have not done so there, or this group was not at the table; without a group, as all at it see it.
    """
    tables = [one for one in on.now.pools if one.step == on.now.step and (group is None or group in one.groups)]
    if not tables:
        return None
    return arrange_pooling(pooling_of(on, tables[-1]), on.kept.label)


def policy_names(on: OnTheWeb) -> dict[str, str]:
    """What each policy that the rules know is called here, by its id."""
    return {one.id: resolve(on.pack.policies, on.pack.locality, one.id).name for one in on.pack.policies.policies}


def _in_words(fact: FactLine) -> str:
    label = f"{theirs(clean(fact.thing))}, {fact.label}"
    return f"{label}: {theirs(words.days_in(clean(fact.value)))}" if fact.value else label
