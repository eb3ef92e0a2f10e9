"""An agenda as a page: each case with its reasons in words, and what the supervisor left out, said in full.

One page for a case or two; what would fill more is counted and not cut in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from screening.engine.document import AccountLine, FactLine
from screening.reports import agenda_words, words
from screening.reports.asking import rule_of
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.supervision_page import Page, Point, Section, Topic, checked_in_words, facts_in_words
from screening.reports.view import Labelled
from screening.rulebook.rule import URGENCIES
from screening.supervision.agenda import Agenda, CaseOnAgenda, LeftOut
from screening.supervision.reasons import KINDS, Reason, ReasonKind


def arrange_agenda(agenda: Agenda) -> Page:
    """The agenda in the order in which it is read."""
    agenda = cleaned(agenda)
    days = tuple(dict.fromkeys(words.day(one.as_of) for one in agenda.cases))
    left_out = [point for one in agenda.left_out for point in _left_out(one)]
    all_training = bool(agenda.cases) and all(one.training for one in agenda.cases)
    sections = [_case(one, agenda.left_out, all_training) for one in agenda.cases]
    if left_out:
        topic = Topic(title="By choice", points=tuple(left_out))
        sections.append(Section(title="Left out by the supervisor", topics=(topic,)))
    cases = words.counted(len(agenda.cases), "case")
    return Page(
        title="Agenda for supervision",
        file_title="Agenda for supervision",
        training=words.TRAINING if all_training else None,
        about=(
            Labelled(label="Cases", text=", ".join(theirs(one.case) for one in agenda.cases) or "none"),
            Labelled(label="As known on", text=words.joined(days) or "no day"),
            Labelled(label="Locality", text=agenda.locality_name),
        ),
        notices=(
            agenda_words.CHOSEN_ORDER if agenda.chosen_order else agenda_words.ORDER,
            *checked_in_words([one.checked for one in agenda.cases]),
        ),
        sections=tuple(sections),
        foot=f"Agenda for supervision, {cases}, as known on {words.joined(days) or 'no day'}. "
        f"{agenda.pack.title} {agenda.pack.version}.",
    )


def _case(case: CaseOnAgenda, left_out: Sequence[LeftOut], all_training: bool) -> Section:
    children = "; ".join(f"{theirs(one.id)}, {one.age or 'age not known'}" for one in case.children)
    notes = [words.TRAINING] if case.training and not all_training else []
    notes += [] if case.since else [agenda_words.NO_LAST_TIME]
    if not case.actions_known:
        notes.append(agenda_words.NO_RECORDS)
    dropped = any(one.case == case.case for one in left_out)
    return Section(
        title=f"Case {theirs(case.case)}",
        about=(
            Labelled(label="Child" if len(case.children) == 1 else "Children", text=children or "none recorded"),
            *((Labelled(label="Last supervision", text=words.day(case.since)),) if case.since else ()),
        ),
        notes=tuple(notes),
        topics=tuple(_topics(case)),
        empty=agenda_words.ALL_DROPPED if dropped else agenda_words.NOTHING,
    )


def _topics(case: CaseOnAgenda) -> Iterator[Topic]:
    for kind in KINDS:
        reasons = [one for one in case.reasons if one.kind == kind]
        if not reasons:
            continue
        note = agenda_words.NOTES.get(kind)
        if kind == "no-response" and not case.responses_known:
            note = agenda_words.NO_RESPONSES
        if kind == "opened" and case.came_open:
            more = words.counted(case.came_open, "more prompt")
            note = f"Beside these, {more} came up that cannot be ruled out; see the questions."
        yield Topic(title=agenda_words.TITLES[kind], note=note, points=tuple(_points(case, kind, reasons)))


def _points(case: CaseOnAgenda, kind: ReasonKind, reasons: Sequence[Reason]) -> Iterator[Point]:
    only_child = case.children[0].id if len(case.children) == 1 else None
    if kind in ("opened", "no-response"):
        yield from _prompts(reasons, case.accounts, only_child)
    elif kind == "question":
        yield from _questions(reasons, only_child)
    elif kind == "one-word":
        for _, same in groupby(reasons, key=lambda one: one.thing):
            ones = list(same)
            told = facts_in_words([fact for one in ones for fact in one.facts], case.accounts)
            yield Point(text=told[0], under=(*told[1:], f"Bears on {_rules(ones, only_child)}"))
    else:
        for one in reasons:
            yield _point(one, case.accounts, only_child)


def _point(reason: Reason, accounts: Sequence[AccountLine], only_child: str | None) -> Point:
    said = agenda_words.SAID.get((reason.kind, reason.state)) if reason.state else None
    if reason.kind == "added":
        return Point(text=theirs(reason.words or ""))
    if reason.kind == "action":
        parts = [f"who: {theirs(reason.words or 'not said')}"]
        parts += [f"by {words.day(reason.by_when)}"] if reason.by_when else ["no day was set"]
        parts += [f"set on {words.day(reason.on)}"] if reason.on else []
        return Point(text=f"{theirs(reason.title or '')} ({'; '.join(parts)}){f': {said}' if said else ''}")
    if reason.kind == "no-outcome" and reason.title:
        return Point(text=f"{theirs(reason.title)}. {theirs(reason.words or '')}")
    told = facts_in_words(reason.facts, accounts)
    thing = theirs(reason.thing or "")
    if not told:
        return Point(text=sentence(f"{thing}: {said}" if said else thing), tail=_rules([reason], only_child))
    stands = f". {sentence(said)}." if said else ""
    return Point(text=f"{told[0]}{stands}", under=told[1:], tail=_rules([reason], only_child))


def _prompts(reasons: Sequence[Reason], accounts: Sequence[AccountLine], only_child: str | None) -> Iterator[Point]:
    """Prompts of one rule together, the most urgent first; with the reasons for those that opened since last time."""
    by_rule: dict[tuple[str | None, str], list[Reason]] = {}
    for one in sorted(reasons, key=lambda one: URGENCIES.index(one.urgency or "reflect")):
        by_rule.setdefault((one.state, one.rules[0].partition(" ")[0]), []).append(one)
    for ones in by_rule.values():
        first = ones[0]
        children = tuple(dict.fromkeys(theirs(child) for one in ones if (child := one.rules[0].partition(" ")[2])))
        whose = f" ({words.joined(children)})" if children and only_child is None else ""
        state = agenda_words.ANSWERED.get(first.state) if first.state else None
        wrote = f": {theirs(first.words)}" if first.words else ""
        by_thing: dict[str, dict[str, FactLine]] = {}
        for fact in (fact for one in ones for fact in one.facts if first.kind == "opened"):
            by_thing.setdefault(fact.thing, {})[fact.path] = fact
        told = [line for facts in by_thing.values() for line in facts_in_words(tuple(facts.values()), accounts)]
        yield Point(
            lead=words.URGENCY[first.urgency] if first.urgency else None,
            text=f"{first.title}{whose}{f': {state}{wrote}' if state else ''}",
            tail=first.rules[0].partition(" ")[0],
            under=tuple(told[: agenda_words.EACH_AT_FIRST]),
        )


def _questions(reasons: Iterable[Reason], only_child: str | None) -> Iterator[Point]:
    by_person: dict[str, list[Reason]] = {}
    for one in reasons:
        by_person.setdefault(words.WHO[one.who[0]] if one.who else "Anybody who knows", []).append(one)
    for who, ones in by_person.items():
        asks: dict[str, list[str]] = {}
        for one in ones:
            asks.setdefault(one.title or "", []).extend(_whose(one, only_child))
        first = list(asks.items())[: agenda_words.EACH_AT_FIRST]
        number = words.counted(len(asks), "question")
        yield Point(
            lead=f"{who}:",
            text=f"{number}, of which these first" if len(asks) > len(first) else number,
            under=tuple(f"{ask} ({words.joined(tuple(whose))})" if whose else ask for ask, whose in first),
        )


def _whose(reason: Reason, only_child: str | None) -> tuple[str, ...]:
    thing = reason.thing or ""
    if thing in ("", "the family", "the child", only_child):
        return ()
    return (theirs(thing.removesuffix(f" of {only_child}")),)


def _rules(reasons: Iterable[Reason], only_child: str | None) -> str | None:
    names = dict.fromkeys(rule_of(name, only_child) for one in reasons for name in one.rules)
    return ", ".join(names) or None


def _left_out(one: LeftOut) -> Iterator[Point]:
    by_kind = [(kind, [reason for reason in one.reasons if reason.kind == kind]) for kind in KINDS]
    under = tuple(
        f"{agenda_words.TITLES[kind]}: {'; '.join(dict.fromkeys(in_few_words(reason) for reason in reasons))}"
        for kind, reasons in by_kind
        if reasons
    )
    how = "the whole case" if one.whole else words.counted(len(one.reasons), "reason")
    yield Point(lead=f"Case {theirs(one.case)}:", text=how, under=under)


def in_few_words(reason: Reason) -> str:
    """A reason in few words, for a list of them; cleaned text only."""
    if reason.kind == "question":
        return "the questions"
    rule = re.sub(r" .*", "", reason.rules[0]) if reason.rules and reason.title else ""
    return f"{reason.title} ({rule})" if rule else theirs(reason.title or reason.thing or reason.id)
