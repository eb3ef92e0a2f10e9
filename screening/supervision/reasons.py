"""Why a case is on the agenda: one reason of one kind, with the facts and accounts that it rests on and its day.

A reason is a thing to talk about, never a weight: reasons are not counted up, and no case stands before another because
of them. What is looked for is defined by the modules that give reasons; how a reason is said is left to the reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict

from screening.case.words import Asked
from screening.engine.document import FactLine
from screening.rulebook.rule import Urgency

ReasonKind = Literal[
    "action", "opened", "no-outcome", "no-response", "promise", "receipt", "question", "one-word", "disputed",
    "not-seen", "plan", "closing", "added",
]  # fmt: skip
"""What the reasons are about, in the order in which an agenda is read.

``action``: of an earlier supervision, with no evidence that it was done. ``opened``: a prompt that was not there last
time. ``no-outcome``: taken further or referred, and no outcome is recorded. ``no-response``: a prompt not answered.
``promise``: somebody said they would, and nobody has seen it. ``receipt``: sent, and nobody confirmed that it arrived.
``question``: asked for four weeks or longer. ``one-word``: rests on one person's word. ``disputed``: accounts differ.
``not-seen``: a child. ``plan``: without progress. ``closing``: proposed. ``added``: the supervisor's own point.
"""

KINDS: Final[tuple[ReasonKind, ...]] = get_args(ReasonKind)

State = Literal["not-recorded", "waiting", "nobody", "responses-not-known", "changed", "overdue", "brought", "answered",
                "no-day", "contradicted", "stuck", "review-overdue", "told-only"]  # fmt: skip
"""How exactly it stands, where a kind has several ways.

``not-recorded``: nobody told. ``waiting``: told that it is awaited. ``nobody``: no response. ``responses-not-known``: a
case file keeps none. ``changed``: answered, and what it rests on has changed since. ``overdue``: its day has passed.
``brought``: a worker asked to talk of it here. ``answered``: and the answer holds. ``no-day``: no day was agreed.
``contradicted``: somebody has seen that it is not so. ``stuck``: told to be unchanged, overdue or going backwards.
``review-overdue``: the review's day has passed. ``told-only``: said to be done, and nobody has seen it.
"""


class Part(BaseModel):
    """A part of a document of supervision: frozen, and closed to what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Reason(Part):
    """One thing to talk about.

    Attributes:
        id: the kind, a stroke and what it is about; the same from one day to the next.
        on: the day from which it counts, in ISO form: told, raised, sent, promised; None where nobody told it.
        by_when: the day by which something was to be done or answered.
        thing: whose or what it is, in words; None where ``title`` says it.
        title: a rule's title, a question, or an action.
        rules: ids of the rules that it bears on, each with its child where it is about one.
        urgency: of the prompt, where it is one; it says whom to go to, and gives the case no place.
        facts: that it rests on.
        accounts: ids of the accounts that it rests on.
        who: who could answer.
        words: what somebody wrote: an answer, or the supervisor's own point.
    """

    id: str
    kind: ReasonKind
    state: State | None = None
    on: str | None = None
    by_when: str | None = None
    thing: str | None = None
    title: str | None = None
    rules: tuple[str, ...] = ()
    urgency: Urgency | None = None
    facts: tuple[FactLine, ...] = ()
    accounts: tuple[str, ...] = ()
    who: tuple[Asked, ...] = ()
    words: str | None = None


def accounts_of(facts: Iterable[FactLine]) -> tuple[str, ...]:
    """Ids of the accounts that told these facts, each once."""
    return tuple(dict.fromkeys(one.account for fact in facts for one in fact.told))
