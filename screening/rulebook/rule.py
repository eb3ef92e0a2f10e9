"""A rule as it is written: what it looks for, why, what to ask, where it comes from, its limits and its own tests.

The models are closed, so a slip in a file is found when it is read. Whether ids, facts, policies and learning exist
is checked by the pack and by lint.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from screening.case.account import Account
from screening.case.profile import CaseProfile
from screening.conditions.tree import Condition

_CONFIG = ConfigDict(frozen=True, extra="forbid", defer_build=True)

RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")]
LearningId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=600, strip_whitespace=True)]

Urgency = Literal["reflect", "consult", "refer", "immediate"]
Kind = Literal["concern", "practice", "strength"]
Reader = Literal["practitioner", "supervisor"]
Within = Literal["now", "same-day", "next-working-day", "five-working-days", "next-supervision"]

URGENCIES: tuple[Urgency, ...] = ("immediate", "refer", "consult", "reflect")
"""From the most urgent to the least."""

TEST_DAY = "2026-03-01"
"""The day on which a rule's test is looked at unless it says otherwise."""


class Prompt(BaseModel):
    """One question or step, and whom it is for."""

    model_config = _CONFIG
    ask: Sentence
    for_: Annotated[tuple[Reader, ...], Field(alias="for", min_length=1)] = ("practitioner", "supervisor")


class Escalate(BaseModel):
    """Whom to go to, how soon, under which policy."""

    model_config = _CONFIG
    to: Slug
    within: Within
    policy: Slug | None = None
    also: tuple[Slug, ...] = ()


class ChosenByUs(BaseModel):
    """A threshold or window that no source gives, and why it was set so."""

    model_config = _CONFIG
    what: Sentence
    why: Sentence


class Related(BaseModel):
    """Another rule, and how it bears on this one."""

    model_config = _CONFIG
    rule: RuleId
    how: Sentence


class Review(BaseModel):
    """Who has signed the rule off, when, and when it is due again."""

    model_config = _CONFIG
    by: str | None = None
    on: Day | None = None
    due: Day


def _with_child(value: Any) -> Any:
    """Lets a test speak of ``child``: its facts become those of the one child of the case, with the id ``child``."""
    if isinstance(value, dict) and "child" in value:
        rest = {key: one for key, one in value.items() if key != "child"}
        children = rest.get("children") or {}
        return {**rest, "children": {"child": value["child"], **children}}
    return value


def _account_with_child(value: Any) -> Any:
    if isinstance(value, dict) and "facts" in value:
        return {**value, "facts": _with_child(value["facts"])}
    return value


class RuleTest(BaseModel):
    """One small case and what the rule comes to in it.

    Attributes:
        given: facts told by one account without a date; or
        accounts: several tellings.
        expect: the standing.
        open: for not_known, whether something told opens the rule.
        ask: for not_known, facts that must be asked for, such as ``child.mobility`` or ``injury.medical``.
    """

    model_config = _CONFIG
    name: Annotated[str, StringConstraints(min_length=12, max_length=200)]
    as_of: Day = TEST_DAY
    given: Annotated[CaseProfile, BeforeValidator(_with_child)] | None = None
    accounts: tuple[Annotated[Account, BeforeValidator(_account_with_child)], ...] = ()
    expect: Literal["met", "disputed", "not_known", "not_met"]
    open: bool | None = None
    ask: tuple[str, ...] = ()

    def told(self) -> tuple[Account, ...]:
        """The accounts of the test, each with an id."""
        own = [Account(id="given", facts=self.given)] if self.given is not None else []
        return (
            *own,
            *(
                account if account.id else account.model_copy(update={"id": f"a{number}"})
                for number, account in enumerate(self.accounts, 1)
            ),
        )


class Rule(BaseModel):
    """One rule. ``topic`` is the folder that it lies in."""

    model_config = _CONFIG
    id: RuleId
    version: Annotated[int, Field(ge=1)]
    # A title stays on one line of a terminal.
    title: Annotated[str, StringConstraints(min_length=8, max_length=72)]
    topic: str = ""
    about: Literal["child", "case"]
    kind: Kind
    urgency: Urgency
    summary: Sentence
    why: Sentence
    learning: Annotated[tuple[LearningId, ...], Field(min_length=1)]
    when: Condition
    opened_by: tuple[str, ...] = ()
    always_ask: bool = False
    chosen_by_us: tuple[ChosenByUs, ...] = ()
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1, max_length=6)]
    escalate: Escalate | Literal["none"]
    policies: tuple[Slug, ...] = ()
    innocent_explanations: tuple[Sentence, ...] = ()
    limits: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    related: tuple[Related, ...] = ()
    status: Literal["draft", "active", "retired"]
    review: Review
    tests: tuple[RuleTest, ...] = ()


class Concept(BaseModel):
    """A named condition that several rules share, such as "not independently mobile"."""

    model_config = _CONFIG
    id: Slug
    title: Annotated[str, StringConstraints(min_length=4, max_length=110)]
    about: Annotated[str, Field(description="child, case, or the entity of a list, such as person.")]
    why: Sentence
    learning: tuple[LearningId, ...] = ()
    chosen_by_us: tuple[ChosenByUs, ...] = ()
    when: Condition
