"""What is kept of an event: concerns by checkpoint, policies, barriers and families' questions. No names, no groups.

Groups are counted and never listed by their label. Setting two events beside each other is left to
``before_and_after``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from screening.engine.document import PackLine
from screening.training.events import BarrierKind, CouldFind, PolicyName, RuleKey
from screening.training.matching import own_finds
from screening.training.session import Policy, State


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Found(_Part):
    """At one checkpoint, how many groups first wrote a concern down there."""

    checkpoint: int
    groups: int


class Concern(RuleKey):
    """Something that the rules had, or that people linked an entry to.

    Attributes:
        opened: the checkpoint at which it was first a prompt, of those revealed; None if it never was.
        could_see: for how many groups it was a prompt or a question from what they knew, at one checkpoint at least.
        found: checkpoints at which groups first wrote it down, in their order; each group counts once.
    """

    title: str
    opened: int | None
    could_see: int
    found: tuple[Found, ...]

    @property
    def earliest(self) -> int | None:
        """The earliest checkpoint at which a group wrote it down; None if none did."""
        return self.found[0].checkpoint if self.found else None

    @property
    def groups(self) -> int:
        """How many groups wrote it down."""
        return sum(one.groups for one in self.found)


class PolicyUse(_Part):
    """A policy that was named before any list was shown.

    Attributes:
        policy: which one of the pack, where people said so.
        words: what groups called it, in order of the alphabet.
        roles: who named it, as roles, in order of the alphabet.
        checkpoints: at which it was named.
        could_find: how many times each answer was given to whether it could be found there and then.
    """

    policy: PolicyName | None
    words: tuple[str, ...]
    roles: tuple[str, ...]
    checkpoints: tuple[int, ...]
    groups: int
    could_find: dict[CouldFind, int]


class BarrierUse(_Part):
    """Barriers of one kind, with what was said, in order of the alphabet so that the order tells nothing."""

    kind: BarrierKind
    times: int
    words: tuple[str, ...]
    suggestions: tuple[str, ...]


class Results(_Part):
    """What is kept of an event.

    Attributes:
        checkpoints: how many the scenario has; ``revealed`` those at which prompts were shown.
        groups: how many sat down; ``views`` whose knowledge they were given, with "whole case" for all of it.
        concerns: those that were prompts or were found, by the checkpoint at which they opened.
        ideas: how many entries people found no prompt for.
        policies: named before the list was shown; ``not_named`` those that the prompts point to and nobody named.
    """

    kind: Literal["training-results"] = "training-results"
    schema_version: Literal[1] = 1
    label: str
    scenario: str
    scenario_sha256: str
    pack: PackLine
    locality: str
    checkpoints: int
    revealed: tuple[int, ...]
    groups: int
    views: tuple[str, ...]
    concerns: tuple[Concern, ...]
    ideas: int
    policies: tuple[PolicyUse, ...]
    not_named: tuple[PolicyName, ...]
    barriers: tuple[BarrierUse, ...]
    family_questions: tuple[str, ...]


WHOLE_CASE = "whole case"


def results(now: State) -> Results:
    """What a session comes to, without names."""
    named = [one for one in now.policies if not one.withdrawn and not one.after_list]
    policies = tuple(_policies(now, named))
    known = {one.policy.id for one in policies if one.policy}
    pointed_to = {policy.id: policy for one in now.revealed for seen in one.seen for policy in seen.policies}
    return Results(
        label=now.started.label,
        scenario=now.started.scenario,
        scenario_sha256=now.started.scenario_sha256,
        pack=now.started.pack,
        locality=now.started.locality,
        checkpoints=len(now.started.steps),
        revealed=tuple(now.place(one.step) for one in now.revealed),
        groups=len(now.groups),
        views=tuple(sorted(one.agency or WHOLE_CASE for one in now.groups)),
        concerns=tuple(sorted(_concerns(now), key=lambda one: (one.opened or 0, one.rule, one.subject or ""))),
        ideas=sum(1 for one in now.entries if one.counts and one.links == ()),
        policies=policies,
        not_named=tuple(sorted((one for one in pointed_to.values() if one.id not in known), key=lambda one: one.name)),
        barriers=tuple(_barriers(now)),
        family_questions=tuple(sorted({one.asked.words for one in now.questions if not one.withdrawn})),
    )


def _concerns(now: State) -> Iterator[Concern]:
    titles: dict[RuleKey, str] = {}
    opened: dict[RuleKey, int] = {}
    could: dict[RuleKey, set[str]] = {}
    for shown in now.revealed:
        for one in shown.seen:
            key = RuleKey(rule=one.rule, subject=one.subject)
            titles[key] = one.title
            could.setdefault(key, set()).update(one.to, one.asking)
            if one.how == "prompt":
                opened.setdefault(key, now.place(shown.step))
    first = _first_found(now)
    for key in titles:
        if key not in opened and key not in first:
            continue
        at = list(first.get(key, {}).values())
        yield Concern(
            rule=key.rule,
            subject=key.subject,
            title=titles[key],
            opened=opened.get(key),
            could_see=len(could[key]),
            found=tuple(Found(checkpoint=one, groups=at.count(one)) for one in sorted(set(at))),
        )


def _first_found(now: State) -> dict[RuleKey, dict[str, int]]:
    """For each concern, the earliest checkpoint of each group that wrote it down before the reveal there."""
    first: dict[RuleKey, dict[str, int]] = {}
    for group in now.groups:
        for entry in own_finds(now, group.id):
            for key in entry.links or ():
                at = now.place(entry.written.step)
                by_group = first.setdefault(key, {})
                by_group[group.id] = min(at, by_group.get(group.id, at))
    return first


def _policies(now: State, named: Iterable[Policy]) -> Iterator[PolicyUse]:
    by_policy: dict[str, list[Policy]] = {}
    for one in named:
        by_policy.setdefault(one.policy.id if one.policy else f"'{one.named.policy.casefold()}", []).append(one)
    for key in sorted(by_policy):
        ones = by_policy[key]
        answers = [one.named.could_find for one in ones]
        yield PolicyUse(
            policy=ones[0].policy,
            words=tuple(sorted({one.named.policy for one in ones})),
            roles=tuple(sorted({one.named.role for one in ones})),
            checkpoints=tuple(sorted({now.place(one.named.step) for one in ones})),
            groups=len({one.named.group for one in ones}),
            could_find={answer: answers.count(answer) for answer in dict.fromkeys(sorted(answers))},
        )


def _barriers(now: State) -> Iterator[BarrierUse]:
    standing = [one.named for one in now.barriers if not one.withdrawn]
    for kind in sorted({one.kind for one in standing}):
        ones = [one for one in standing if one.kind == kind]
        yield BarrierUse(
            kind=kind,
            times=len(ones),
            words=tuple(sorted(one.words for one in ones)),
            suggestions=tuple(sorted(one.suggestion for one in ones if one.suggestion)),
        )
