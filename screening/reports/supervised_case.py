"""A case in supervision as a page: since last time, history, one person's word, who knew what, every child, reflection.

What is long stands in full in the document; on the page, prompts are one line each and are opened out by a screening.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from screening.engine.compare import Comparison
from screening.engine.document import AccountLine
from screening.reports import words
from screening.reports.comparing import change
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.supervised_children import sweep_topics
from screening.reports.supervised_history import history_topics
from screening.reports.supervision_page import Page, Point, Section, Topic, checked_in_words, facts_in_words
from screening.reports.view import Labelled
from screening.supervision.case_view import CaseInSupervision
from screening.supervision.pooling import Piece, Together
from screening.supervision.reflection import Reflective

NO_LAST_TIME: Final = "No earlier supervision is told, and no day was given, so it cannot be said what has changed."
CLOSED: Final = (
    "Settled: told not to be so. Closed: nothing told lately opens it any more, which is not that it is settled."
)
NOTHING_CHANGED: Final = "No prompt stands differently from then."
FACE_VALUE: Final = (
    "What a parent, carer or family member alone told, and nothing bears out, is set aside to see what changes. It may "
    "well be so; the question is what else shows it."
)
NOTHING_RESTS: Final = "No prompt turns on what one parent, carer or family member alone told."
ONE_AGENCY: Final = "Fewer than two agencies are told to know of this family, so there is nothing to put together."
ALL_ALONE: Final = "Every prompt could be raised by at least one agency from what it knew itself."
NO_STRENGTH: Final = "No strength is recorded yet. That says what the record holds, and nothing of the family."
REFLECT: Final = "Questions to think with. No answer to them judges the worker."


def arrange_supervised_case(case: CaseInSupervision) -> Page:
    """The case in the order in which it is talked about."""
    case = cleaned(case)
    children = "; ".join(f"{theirs(one.id)}, {one.age or 'age not known'}" for one in case.children)
    accounts = {one.id: one for one in case.accounts}
    day = words.day(case.as_of)
    return Page(
        title=f"Case {theirs(case.case)} in supervision",
        file_title=f"A case in supervision, as known on {day}",
        training=words.TRAINING if case.training else None,
        about=(
            Labelled(label="Child" if len(case.children) == 1 else "Children", text=children or "none recorded"),
            Labelled(label="As known on", text=day),
            *((Labelled(label="Last supervision", text=words.day(case.since)),) if case.since else ()),
            Labelled(label="Locality", text=case.locality_name),
        ),
        notices=checked_in_words([case.checked]),
        sections=(
            Section(title="Since last time", topics=tuple(_since(case, accounts))),
            Section(title="Family history when the work was taken on", topics=history_topics(case.history)),
            Section(
                title="At face value", notes=(FACE_VALUE,), topics=tuple(_face_value(case, accounts)),
                empty=NOTHING_RESTS,
            ),
            Section(title="Who knew what", topics=tuple(_pooled(case)), empty=ONE_AGENCY),
            Section(title="Every child, side by side", topics=sweep_topics(case.sweep, case.accounts)),
            Section(title="What is going well", topics=tuple(_strengths(case)), empty=NO_STRENGTH),
            Section(title="To think about", notes=(REFLECT,), topics=tuple(_reflection(case))),
        ),
        foot=f"Case {theirs(case.case)} in supervision, as known on {day}. {case.locality_name}. "
        f"{case.pack.title} {case.pack.version}.",
    )  # fmt: skip


def _since(case: CaseInSupervision, accounts: Mapping[str, AccountLine]) -> Iterator[Topic]:
    if case.changed is None:
        yield Topic(title="What changed", empty=NO_LAST_TIME)
        return
    new = words.counted(len(case.changed.new_accounts), "account")
    note = f"{sentence(new)} {'has' if len(case.changed.new_accounts) == 1 else 'have'} come in since. {CLOSED}"
    yield Topic(
        title="What changed", note=note, points=tuple(_changes(case.changed, accounts)), empty=NOTHING_CHANGED
    )  # fmt: skip
    for notice in case.changed.notes:
        yield Topic(title="What makes the two hard to compare", empty=notice)


def _changes(compared: Comparison, accounts: Mapping[str, AccountLine]) -> Iterator[Point]:
    for one in sorted(compared.changes, key=lambda one: list(words.HOW).index(one.how)):
        entry = change(one, accounts)
        under = tuple(f"{more.mark}: {more.text}" if more.mark else more.text for more in entry.more)
        yield Point(lead=entry.mark, text=entry.text, tail=entry.rule, under=under)


def _face_value(case: CaseInSupervision, accounts: Mapping[str, AccountLine]) -> Iterator[Topic]:
    if case.rests_on_one:
        points = []
        for _, same in groupby(case.rests_on_one, key=lambda one: one.fact.thing):
            told = facts_in_words([one.fact for one in same], case.accounts)
            points.append(Point(text=told[0], under=told[1:]))
        yield Topic(title="Told by one person, and not borne out", points=tuple(points))
    if case.face_value.changes:
        yield Topic(title="What would stand differently without it", points=tuple(_changes(case.face_value, accounts)))


def _pooled(case: CaseInSupervision) -> Iterator[Topic]:
    if not case.pooled.knew:
        return
    yield Topic(
        title="What each agency could raise from what it knew itself",
        points=tuple(
            Point(
                lead=f"{sentence(theirs(words.agency(one.agency)))}:",
                text=f"told {words.counted(one.told, 'account')}, heard {words.counted(one.heard, 'other')}; "
                f"{words.counted(len(one.alone), 'prompt')} alone",
                under=one.alone,
            )
            for one in case.pooled.knew
        ),
    )
    yield Topic(
        title="What is there only when it is put together",
        points=tuple(_together(one, case) for one in case.pooled.together),
        empty=ALL_ALONE,
    )


def _together(one: Together, case: CaseInSupervision) -> Point:
    child = f" ({theirs(one.subject)})" if one.subject and len(case.children) > 1 else ""
    return Point(
        text=f"{one.title}{child}", tail=one.rule, under=tuple(_piece(piece) for piece in one.pieces if piece.facts)
    )  # fmt: skip


def _piece(piece: Piece) -> str:
    """What an agency held, as things and fields; what they say stands with the prompt itself."""
    alone = [fact for fact in piece.facts if fact.path in piece.only_here]
    shown = alone or list(piece.facts)
    things = "; ".join(
        f"{theirs(thing)} – {', '.join(fact.label for fact in same)}"
        for thing, same in groupby(shown, key=lambda fact: fact.thing)
    )
    who = sentence(theirs(words.agency(piece.agency)))
    return f"{who} alone held: {things}" if alone else f"{who} held, with others: {things}"


def _strengths(case: CaseInSupervision) -> Iterator[Topic]:
    if case.strengths:
        points = []
        for one in case.strengths:
            child = f" ({theirs(one.subject)})" if one.subject and len(case.children) > 1 else ""
            facts = tuple({fact.path: fact for ground in one.because for fact in ground.facts}.values())
            told = [
                line
                for _, same in groupby(facts, key=lambda fact: fact.thing)
                for line in facts_in_words(tuple(same), case.accounts)
            ]
            points.append(Point(text=f"{one.title}{child}", tail=one.rule, under=tuple(told)))
        yield Topic(title="Strengths that are recorded", points=tuple(points))


def _reflection(case: CaseInSupervision) -> Iterator[Topic]:
    if case.reflection.of_this_case:
        yield Topic(title="From what this case opens", points=tuple(map(_asked, case.reflection.of_this_case)))
    if case.reflection.of_the_registers:
        yield Topic(
            title="Written for supervisors, in what these prompts cite",
            points=tuple(map(_asked, case.reflection.of_the_registers)),
        )
    yield Topic(
        title="In any supervision", points=tuple(map(_asked, case.reflection.standing)),
        empty="The checklist for supervision did not come along.",
    )  # fmt: skip


def _asked(one: Reflective) -> Point:
    """A question with the first place that taught it in full, and the rows of the others."""
    first, *others = one.citations
    also = f"; also {', '.join(row.row for row in others)}" if others else ""
    source = f"Source: {first.cite_as}: {first.locator} ({first.row}){also}"
    return Point(text=one.ask, tail=one.of if one.of.isupper() else None, under=(source,))
