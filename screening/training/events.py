"""What happens in a training session, one small frozen record each: the only thing about a session that is ever kept.

A session is a list of these in the order in which they came in. Whoever writes one chooses its id, so that sending it
again after a dropped line changes nothing. No record has a place for a person's name: groups have a label, roles are
roles, and a barrier says nothing about who named it. What the records come to is left to ``session``.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from screening.case.words import Agency
from screening.engine.document import PackLine
from screening.forms.scenario import Slug

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
"""An event's id, chosen by whoever writes it: 8 to 64 letters, digits, hyphens and underscores, drawn at random."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
FactPath = Annotated[str, StringConstraints(min_length=1, max_length=300)]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

Column = Literal["concerns", "strengths", "further-information", "actions"]
COLUMNS: Final[tuple[Column, ...]] = ("concerns", "strengths", "further-information", "actions")

How = Literal["prompt", "question", "strength"]
"""``prompt``: met or disputed. ``question``: open, and not known. ``strength``: going well."""

CouldFind = Literal["yes", "no", "not-tried"]

BarrierKind = Literal[
    "not-known", "not-found", "not-clear", "does-not-fit", "no-time", "not-confident", "not-backed", "no-reply", "other"
]
"""What gets in the way of using a policy; in words in ``exercises``."""


class RuleKey(BaseModel):
    """A rule for one child (``subject``), or for the case where ``subject`` is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: RuleId
    subject: str | None = None


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Key
    at: Annotated[AwareDatetime | None, Field(description="When it came in, by the clock of who keeps it.")] = None


class SessionStarted(_Event):
    """The first event: which scenario, in which version, with which rules, and what people call the day.

    Attributes:
        label: of the event, such as "Spring 2025, before"; never a person's name.
        steps: the ids of the scenario's steps in their order.
    """

    event: Literal["started"] = "started"
    label: Line
    scenario: Slug
    scenario_sha256: Sha256
    steps: Annotated[tuple[Slug, ...], Field(min_length=1)]
    pack: PackLine
    locality: Slug


class GroupJoined(_Event):
    """A group sits down. Its id is this event's id. Without an agency it is given the whole case."""

    event: Literal["joined"] = "joined"
    label: Line
    agency: Agency | None = None


class StepOpened(_Event):
    """The facilitator opens a checkpoint. Everything up to its day can be seen from now on, nothing after it."""

    event: Literal["step-opened"] = "step-opened"
    step: Slug


class RoundOpened(_Event):
    """A new round: groups look again at what they wrote, for instance with the added information."""

    event: Literal["round-opened"] = "round-opened"
    note: Line | None = None


class EntryWritten(_Event):
    """One entry in one of the four columns. The entry's id is this event's id.

    A concern names the facts that it is based on; further information says who holds it and what exactly to ask;
    an action has an owner and a time by which it is done.

    Attributes:
        step: the checkpoint at which the group wrote it.
        facts: case paths, such as ``children.child.injuries.bruising.kind``, that the group could see.
        role: whose point of view it is, such as "health visitor".
        changed_from: the entry that this one takes the place of; that one is kept and no longer counts.
    """

    event: Literal["entry"] = "entry"
    group: Key
    step: Slug
    column: Column
    text: Words
    facts: Annotated[tuple[FactPath, ...], Field(max_length=30)] = ()
    holder: Line | None = None
    question: Words | None = None
    owner: Line | None = None
    due: Line | None = None
    role: Line | None = None
    changed_from: Key | None = None

    @model_validator(mode="after")
    def _says_what_its_column_needs(self) -> Self:
        missing = [name for column, name in NEEDED if column == self.column and getattr(self, name) in (None, ())]
        if missing:
            raise ValueError(f"Still missing: {', '.join(missing)}.")
        return self


NEEDED: Final[tuple[tuple[Column, str], ...]] = (
    ("concerns", "facts"),
    ("further-information", "holder"),
    ("further-information", "question"),
    ("actions", "owner"),
    ("actions", "due"),
)
"""Which fields an entry of a column cannot do without, in the order in which they are asked."""


class PolicyNamed(_Event):
    """A policy or procedure that a group would use, in its own words, before it is shown any list.

    Attributes:
        role: who in the group named it, as a role.
        supports: the action that it would support.
    """

    event: Literal["policy"] = "policy"
    group: Key
    step: Slug
    policy: Line
    role: Line
    could_find: CouldFind
    link: Line | None = None
    supports: Words | None = None


class BarrierNamed(_Event):
    """What gets in the way of using a policy. It carries no group, no role and no time, so that people can be frank.

    Attributes:
        policy: the policy in the words used for it; None for policies at large.
        setting: the kind of place, such as "out of hours".
    """

    event: Literal["barrier"] = "barrier"
    kind: BarrierKind
    words: Words
    policy: Line | None = None
    setting: Line | None = None
    who_could_remove_it: Line | None = None
    suggestion: Words | None = None

    @model_validator(mode="after")
    def _without_time(self) -> Self:
        if self.at is not None:
            raise ValueError("A barrier carries no time, so that nobody can work out who named it.")
        return self


class FamilyQuestion(_Event):
    """What the family would have wanted to be asked, as a group puts it."""

    event: Literal["family-question"] = "family-question"
    group: Key
    step: Slug | None = None
    words: Words


class Withdrawn(_Event):
    """An entry, a policy, a barrier or a family's question is taken back. It is kept and no longer counts."""

    event: Literal["withdrawn"] = "withdrawn"
    of: Key


class PolicyName(BaseModel):
    """A policy of the pack and what the place calls it, so that results can be read without the pack of the day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    name: Line


class SeenByRules(RuleKey):
    """Something that the rules had at a checkpoint, with everything that was known to anybody by then.

    Attributes:
        title: the rule's, so that results can be read without the rules of the day.
        to: the groups whose own knowledge, with what was pooled, brought out the same.
        asking: the groups for which it was a question; the rest had nothing of the kind.
        policies: the law, guidance and procedures that a prompt points to.
    """

    how: How
    title: Words
    to: tuple[Key, ...] = ()
    asking: tuple[Key, ...] = ()
    policies: tuple[PolicyName, ...] = ()


class Revealed(_Event):
    """The facilitator shows what the rules had at a checkpoint. What is written about it later is marked so.

    A later one for the same checkpoint, such as after pooling, takes its place.
    """

    event: Literal["revealed"] = "revealed"
    step: Slug
    seen: tuple[SeenByRules, ...]


class Pooled(_Event):
    """The groups at the table put together what they know up to a checkpoint.

    What becomes known later is each group's own again, and a group that sits down later has not heard it.
    """

    event: Literal["pooled"] = "pooled"
    step: Slug


class EntryLinked(_Event):
    """People say which prompts an entry is the same as; none: the rules did not see it. A later link replaces it.

    Attributes:
        group: the group that said so; None for the facilitator.
    """

    event: Literal["entry-linked"] = "entry-linked"
    of: Key
    rules: tuple[RuleKey, ...] = ()
    group: Key | None = None


class PolicyLinked(_Event):
    """People say which policy of the pack was meant; None: none of them. A later link replaces it."""

    event: Literal["policy-linked"] = "policy-linked"
    of: Key
    policy: PolicyName | None = None


class ListsShown(_Event):
    """The list of policies and the hints about barriers are shown, after the groups' own answers."""

    event: Literal["lists-shown"] = "lists-shown"


class Ended(_Event):
    """The session is over; nothing is written after this."""

    event: Literal["ended"] = "ended"


Event = Annotated[
    SessionStarted
    | GroupJoined
    | StepOpened
    | RoundOpened
    | EntryWritten
    | PolicyNamed
    | BarrierNamed
    | FamilyQuestion
    | Withdrawn
    | Revealed
    | Pooled
    | EntryLinked
    | PolicyLinked
    | ListsShown
    | Ended,
    Field(discriminator="event"),
]

EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
"""Reads one event from JSON and writes it: ``EVENT.validate_json(line)``, ``event.model_dump_json()``."""
