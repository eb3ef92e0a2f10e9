"""The Screening document: everything that one screening found, frozen, and nothing that is not in it is ever shown.

All outputs (terminal, page, Markdown, JSON) are made from this alone. It holds no score and no ranking of people. The
same case, pack, date and lens always give the same bytes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from screening.case.words import Asked, NotKnownReason, Source
from screening.rulebook.rule import Kind, Urgency, Within

SCHEMA_VERSION: Literal[1] = 1

StandingWord = Literal["not_met", "not_known", "disputed", "met"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Lens(_Part):
    """A view of the case file. Without any of these: everything known on the day.

    Attributes:
        known_to: only what these agencies told or knew.
        face_value: without what only a carer or family member told and nothing bears out.
        what_if: facts supposed to be otherwise, as path and value.
    """

    known_to: tuple[str, ...] = ()
    face_value: bool = False
    what_if: tuple[tuple[str, str], ...] = ()


class AccountLine(_Part):
    """One account that the screening rests on."""

    id: str
    on: str | None
    agency: str | None
    by: str | None
    source: Source | None
    told_by: str | None
    known_to: tuple[str, ...] = ()


class ToldValue(_Part):
    """What one account tells of a fact; ``account`` names it in the screening's accounts."""

    account: str
    value: str


class FactLine(_Part):
    """One fact with everything told of it.

    Attributes:
        path: where it is in the case, for example ``children.robyn.mobility``.
        fact: its name in the dictionary, for example ``child.mobility``.
        thing: whose it is, in words.
        label: what it is, in words.
        value: what was told, in words; several values where accounts differ.
        disputed: accounts differ in a way that matters to the rule.
    """

    path: str
    fact: str
    thing: str
    label: str
    value: str
    disputed: bool
    told: tuple[ToldValue, ...]


class Ground(_Part):
    """One reason: the facts that belong together, and what they count towards."""

    about: str | None = None
    facts: tuple[FactLine, ...]


class Citation(_Part):
    """The paragraph that taught a rule."""

    row: str
    source: str
    cite_as: str
    locator: str
    summary: str


class Named(_Part):
    """A policy, procedure, tool or service as this place calls it."""

    id: str
    name: str
    purpose: str | None = None
    address: str | None = None
    telephone: str | None = None
    look_up: bool = False


class EscalationLine(_Part):
    """Whom to go to, how soon, and under which policy."""

    to: Named
    within: Within
    policy: Named | None = None
    also: tuple[Named, ...] = ()


class PromptLine(_Part):
    """A question or step, and whom it is for."""

    ask: str
    for_: Annotated[tuple[Literal["practitioner", "supervisor"], ...], Field(alias="for")]

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, populate_by_name=True, serialize_by_alias=True
    )


class Finding(_Part):
    """A rule's standing in this case with its reasons, its questions and its citations.

    Attributes:
        theme: the heading under which its topic is read.
        asks: paths of the facts that are missing, where the rule cannot be ruled out.
    """

    rule: str
    version: int
    title: str
    topic: str
    theme: str
    kind: Kind
    urgency: Urgency
    status: Literal["draft", "active", "retired"]
    subject: str | None
    standing: StandingWord
    summary: str
    why: str
    because: tuple[Ground, ...] = ()
    asks: tuple[str, ...] = ()
    prompts: tuple[PromptLine, ...] = ()
    escalate: EscalationLine | None = None
    policies: tuple[Named, ...] = ()
    citations: tuple[Citation, ...] = ()
    innocent_explanations: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    chosen_by_us: tuple[str, ...] = ()


class Question(_Part):
    """One thing to ask.

    Attributes:
        settles: rules that a single answer could settle, as ``RULE`` or ``RULE subject``.
        reason: why it is not known, where somebody said.
    """

    path: str
    fact: str
    thing: str
    ask: str
    help: str
    who: tuple[Asked, ...]
    settles: tuple[str, ...]
    urgency: Urgency
    reason: NotKnownReason | None = None


class SmallestSet(_Part):
    """The fewest questions whose answers could settle the most urgent of what cannot be ruled out.

    Attributes:
        method: ``exact`` where every combination was looked at; ``greedy`` where there were too many, so that a
            smaller set may exist.
    """

    urgency: Urgency
    questions: tuple[str, ...]
    settles: tuple[str, ...]
    method: Literal["exact", "greedy"]


class RestsOnOne(_Part):
    """Something that only a carer or family member has told and nothing bears out, and what would change without it."""

    fact: FactLine
    without_it: tuple[str, ...]


class RuleStanding(_Part):
    """The standing of one rule for one subject; every rule of the pack is in the list."""

    rule: str
    subject: str | None
    standing: StandingWord
    open: bool


class Disagreement(_Part):
    """The two channels came to different standings; the stronger one is kept."""

    rule: str
    subject: str | None
    evaluator: StandingWord
    durable: StandingWord


class Checked(_Part):
    """How the standings were checked.

    Attributes:
        channels: how many independent ways of deciding were used.
        engines: what decided, with versions.
        note: why there was only one, where there was.
    """

    channels: Literal[1, 2]
    engines: tuple[str, ...] = ()
    note: str | None = None
    disagreements: tuple[Disagreement, ...] = ()


class PackLine(_Part):
    """Which pack was used."""

    id: str
    title: str
    version: str
    sha256: str


class ChildLine(_Part):
    """A child of the case, with an age in words where it is known."""

    id: str
    age: str | None


class Screening(_Part):
    """One screening.

    Attributes:
        findings: concerns and practice points that are met or disputed, the most urgent first.
        cannot_rule_out: rules that something opens and that more information would settle.
        strengths: what is going well.
        standings: every rule for every subject.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    case: str
    case_sha256: str
    training: bool
    as_of: str
    lens: Lens
    locality: str
    locality_name: str
    pack: PackLine
    checked: Checked
    children: tuple[ChildLine, ...]
    accounts: tuple[AccountLine, ...]
    findings: tuple[Finding, ...]
    cannot_rule_out: tuple[Finding, ...]
    strengths: tuple[Finding, ...]
    questions: tuple[Question, ...]
    smallest_set: SmallestSet | None
    rests_on_one: tuple[RestsOnOne, ...]
    standings: tuple[RuleStanding, ...]
    rules_looked_at: int
    drafts: int
    dormant: int
