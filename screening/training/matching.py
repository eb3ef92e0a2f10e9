"""A group's entries beside what the rules had: found by both, by the group alone, by the rules alone.

An entry is the same as a prompt only if people say so. Where an entry and a prompt rest on the same fact, that is
offered as a suggestion and counts for nothing. Nothing is added up: there are no points and nobody wins.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from screening.training.events import EntryWritten, How, Revealed, RuleKey
from screening.training.revealing import Reveal
from screening.training.session import Entry, State


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Had(RuleKey):
    """Something that the rules had from what the group knew; for another group it may have been something else."""

    title: str
    how: How


class Both(_Part):
    """Something that the rules had and a group wrote."""

    seen: Had
    entries: tuple[EntryWritten, ...]


class Match(_Part):
    """What one group wrote up to a checkpoint, beside what the rules had there from what the group knew.

    Attributes:
        both: found by both.
        group_alone: what people looked at and found no prompt for; each is an idea for a rule.
        rules_alone: prompts and questions that no entry of the group is said to be the same as.
        undecided: entries that nobody has looked at yet.
    """

    group: str
    step: str
    both: tuple[Both, ...]
    group_alone: tuple[EntryWritten, ...]
    rules_alone: tuple[Had, ...]
    undecided: tuple[EntryWritten, ...]


def match(now: State, group: str, step: str) -> Match | None:
    """A group's entries beside what the rules had at a checkpoint; None before the checkpoint was revealed.

    Entries written after the reveal are left out: by then the prompts could be read.
    """
    revealed = next((one for one in now.revealed if one.step == step), None)
    if revealed is None:
        return None
    own = [one for one in own_finds(now, group) if now.place(one.written.step) <= now.place(step)]
    here = [one for one in own if one.written.step == step]
    linked = {key: [one.written for one in own if key in (one.links or ())] for key in _links(own)}
    seen = _had(revealed, group)
    both = [(one, linked.get(RuleKey(rule=one.rule, subject=one.subject), [])) for one in seen]
    return Match(
        group=group,
        step=step,
        both=tuple(Both(seen=one, entries=tuple(entries)) for one, entries in both if entries),
        group_alone=tuple(one.written for one in here if one.links == ()),
        rules_alone=tuple(one for one, entries in both if not entries and one.how != "strength"),
        undecided=tuple(one.written for one in here if one.links is None and is_matched(one.written)),
    )


def _had(revealed: Revealed, group: str) -> list[Had]:
    return [
        Had(rule=one.rule, subject=one.subject, title=one.title, how=one.how if group in one.to else "question")
        for one in revealed.seen
        if group in one.to or group in one.asking
    ]


def own_finds(now: State, group: str) -> tuple[Entry, ...]:
    """What stands of a group's entries that it wrote before the prompts of their checkpoint were shown."""
    return tuple(one for one in now.entries_of(group) if not one.after_reveal)


def is_matched(entry: EntryWritten) -> bool:
    """Whether an entry is put beside prompts at all. Actions are what the group would do, not what it saw."""
    return entry.column != "actions"


def suggested(entry: EntryWritten, shown: Reveal) -> tuple[RuleKey, ...]:
    """Prompts that rest on a fact which the entry names. Suggestions only: people decide."""
    named = set(entry.facts)
    return tuple(
        one.key
        for one in shown.everything
        if any(fact.path in named for ground in one.because for fact in ground.facts)
    )


def _links(entries: list[Entry]) -> set[RuleKey]:
    return {key for one in entries for key in one.links or ()}
