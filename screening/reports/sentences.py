"""Facts as lines that can be read aloud: ``injury i1 - bruise (seen by the out-of-hours GP, 16 August 2014)``.

A ground of the document becomes one line for each thing that it speaks of. Which grounds are shown is left
to the layout, and how many tellings of a line to each renderer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from screening.case.dictionary import UnknownFactError, at_case_path
from screening.engine.document import AccountLine, FactLine, Ground
from screening.reports.plain import theirs
from screening.reports.tellings import saying, telling
from screening.reports.view import Line, Said
from screening.reports.words import day

Accounts = Mapping[str, AccountLine]

_BY_VALUE_ALONE = frozenset({"kind", "mobility", "relationship"})
"""Fields whose value says by itself what it is: *bruise* needs no *kind:* before it."""

_LABELS = {
    "injury.several": "more than one mark", "injury.kind": "what it is", "injury.medical": "medical examination",
    "injury.seen_by": "seen by service", "appointment.reason": "reason it was not kept",
    "contact.described": "child described in the note", "contact.mode": "how", "contact.advice": "advice given",
    "contact.outcome": "what came of it", "referral.outcome": "what came of it", "escalation.outcome":
    "what came of it", "service.does": "helps with", "service.level": "level of need", "sharing.by": "held by",
    "sharing.to": "sent to", "sharing.mode": "how", "assessment.danger_named": "says what the danger is",
    "assessment.effect_on_child": "says what life is like for each child", "plan.shared": "everyone has a copy",
    "plan.linked": "takes other plans into account", "plan.expects_of_parents": "says what is expected of parents",
    "concern.open": "still open", "concern.response": "what was done with it", "claim.evidence":
    "evidence that it is so", "claim.by": "said by", "person.history": "history looked up",
    "person.bad_day_known": "what a bad day looks like is known", "record.child_described":
    "the notes describe the child", "household.conflict": "conflict in the family", "household.money":
    "money worries", "decision.stage": "proposed or made", "flag.status": "in place",
}  # fmt: skip
"""Where the name of a field does not read well as its label."""


_SENTENCES = {
    "child.age_months": "{} months old", "child.age_weeks": "{} weeks old", "child.age_years": "{} years old",
    "person.age_years": "{} years old", "child.weeks_pregnant": "{} weeks into the pregnancy",
    "child.days_since_seen": "{} days since a professional saw the child",
    "case.agencies_involved": "{} services working with the family",
}  # fmt: skip
"""Numbers, as one says them."""
_AGES = frozenset({"child.age_months", "child.age_weeks", "child.age_years"})
_PLURAL = re.compile(r"(?<=^\{\} )(\w+)s\b")


def lines(grounds: Iterable[Ground], accounts: Accounts, subject: str | None) -> tuple[Line, ...]:
    """All grounds of a finding as lines, each fact said once, what is told of one thing together.

    Args:
        grounds: in the order in which they are to be read.
        accounts: the document's accounts by id.
        subject: the child that the finding is about; a fact of that child does not name the child again.
    """
    gathered: dict[object, _Gathered] = {}
    heading: str | None = None
    for ground in grounds:
        # A heading stands once over the facts that belong under it.
        about = None if ground.about == heading else ground.about
        heading = ground.about
        if not ground.facts:
            gathered.setdefault(ground.about, _Gathered(ground.about))
        for thing, same in groupby(ground.facts, key=lambda fact: fact.thing):
            facts = tuple(same)
            # The child's own facts are a reason each; those of an injury or a person belong together.
            key: object = tuple(fact.path for fact in facts) if thing == subject else (thing,)
            gathered.setdefault(key, _Gathered(about)).take(facts)
            about = None
    return tuple(
        _line(tuple(one.facts.values()), accounts, subject, one.about) if one.facts else _without_facts(one.about)
        for one in gathered.values()
    )


@dataclass
class _Gathered:
    """The facts of one line so far, by path."""

    about: str | None
    facts: dict[str, FactLine] = field(default_factory=dict)

    def take(self, facts: Iterable[FactLine]) -> None:
        for fact in facts:
            # That accounts differ must not be lost where another part of the rule does not mind.
            if fact.path not in self.facts or fact.disputed:
                self.facts[fact.path] = fact


def _without_facts(about: str | None) -> Line:
    return Line(said=(Said(what=theirs(about or "nothing is recorded")),))


def facts_line(facts: Sequence[FactLine], accounts: Accounts, subject: str | None = None) -> Line:
    """Facts about one thing as a line."""
    return _line(facts, accounts, subject, None)


def _line(facts: Sequence[FactLine], accounts: Accounts, subject: str | None, about: str | None) -> Line:
    thing = _thing(facts[0].thing, subject)
    facts = [fact for fact in facts if not _in_the_thing(fact)] or facts
    leads = (about, f"{theirs(thing)} –" if thing else None)
    said = tuple(_said(tuple(same), accounts) for _, same in groupby(facts, key=_told_by))
    return Line(lead=": ".join(one for one in leads if one) + ("" if thing else ":") if any(leads) else None, said=said)


def _told_by(fact: FactLine) -> tuple[object, ...]:
    """Facts told alike are said together; a disputed one stands by itself."""
    return (fact.path if fact.disputed else None, tuple(one.account for one in fact.told))


def _said(facts: Sequence[FactLine], accounts: Accounts) -> Said:
    first = facts[0]
    tellers = [accounts.get(one.account) for one in first.told]
    if first.disputed:
        differing = tuple(saying(accounts.get(one.account), one.value) for one in first.told)
        by = tuple((one.account,) for one in first.told)
        return Said(what=f"{_label(first)}: told differently", differing=differing, accounts=by)
    shown = [fact for fact in facts if not _in_the_telling(fact, tellers)] or [first]
    told: dict[str, dict[str, None]] = {}
    for teller, one in zip(tellers, first.told, strict=True):
        told.setdefault(telling(teller), {})[one.account] = None
    return Said(
        what=", ".join(_phrase(fact) for fact in shown),
        told=tuple(told),
        accounts=tuple(tuple(ones) for ones in told.values()),
    )


def _thing(thing: str, subject: str | None) -> str | None:
    if subject is None:
        return None if thing == "the family" else thing
    return None if thing == subject else thing.removesuffix(f" of {subject}")


def _phrase(fact: FactLine) -> str:
    if fact.fact in _AGES and fact.value.startswith("-"):
        return "not yet born"
    if fact.fact in _SENTENCES:
        words = _SENTENCES[fact.fact]
        return (_PLURAL.sub(r"\1", words) if fact.value == "1" else words).format(theirs(fact.value))
    if fact.fact.rpartition(".")[2] in _BY_VALUE_ALONE:
        return theirs(fact.value)
    label = _label(fact)
    if (label == "on" or label.endswith(" on")) and _is_date(fact):
        # A date is on a day, and in a month or a year.
        return f"{label if fact.value.count(' ') == 2 else label[:-2] + 'in'} {theirs(fact.value)}"
    return f"{label}: {theirs(fact.value)}"


def _is_date(fact: FactLine) -> bool:
    try:
        return at_case_path(fact.path).kind == "date"
    except UnknownFactError:
        return False


def _label(fact: FactLine) -> str:
    return _LABELS.get(fact.fact, fact.label)


def _in_the_thing(fact: FactLine) -> bool:
    """Whether the thing already says it: *partner-2 (father)* is the father."""
    return (
        fact.fact == "person.relationship"
        and not fact.disputed
        and (fact.thing.endswith(")") or fact.thing == fact.value)
    )


def _in_the_telling(fact: FactLine, tellers: Sequence[AccountLine | None]) -> bool:
    """Whether the telling already says it: a bruise *seen by the GP on 16 August* was seen on 16 August."""
    if fact.fact != "injury.seen_on" or len(tellers) != 1 or tellers[0] is None:
        return False
    teller = tellers[0]
    return teller.source == "observed" and teller.on is not None and day(teller.on) == fact.value
