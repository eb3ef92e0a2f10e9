"""What a change of rules comes to in a caseload, as a page: by rule, with examples down to the test that differs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from screening.reports import words
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.supervision_page import Page, Point, Section, Table, Topic
from screening.reports.view import Labelled

if TYPE_CHECKING:
    from screening.caseload.impact import Change, Example, Explained, RuleImpact
    from screening.engine.document import StandingWord
    from screening.engine.explain import Explanation, Step

LINES: Final = 8
"""How many tests are shown of one example and pack; screening explain shows all."""
ABOUT: Final = "Examples are the cases whose references come first. Their order says nothing about them."
NO_PLEA: Final = "That a rule opens more or less often is not yet a reason for it or against it. People decide."


def arrange_impact(found: RuleImpact) -> Page:
    """The impact in the order in which it is read."""
    found = cleaned(found)
    day = words.day(found.as_of)
    by_rule = {rule: tuple(ones) for rule, ones in groupby(found.changes, key=lambda one: one.rule)}
    examples: dict[str, list[Explained]] = {}
    for one in found.examples:
        examples.setdefault(one.example.rule, []).append(one)
    none = Section(
        title="No difference", empty="No standing differs in any of these cases, and no prompt comes or goes."
    )
    return Page(
        title="What a change of rules comes to",
        file_title="What a change of rules comes to",
        about=(
            Labelled(label="Before", text=found.before),
            Labelled(label="After", text=found.after),
            Labelled(label="As known on", text=day),
            Labelled(label="Cases", text=f"{found.cases:,}, of which something differs in {found.changed_cases:,}"),
            Labelled(label="Rows", text=f"{found.rows:,}, of which {found.rejected:,} were set aside"),
        ),
        notices=(NO_PLEA, ABOUT),
        sections=tuple(
            Section(
                title=f"{rule} {found.titles[rule]}",
                topics=tuple(_topics(rule, changes, examples.get(rule, []))),
            )
            for rule, changes in by_rule.items()
        )
        or (none,),
        foot=f"A change of rules, as known on {day}.",
    )


def _topics(rule: str, changes: tuple[Change, ...], examples: list[Explained]) -> Iterator[Topic]:
    yield Topic(
        title="How it stands",
        table=Table(
            caption=f"{rule}: what differs",
            head=("Before and after", "Its prompt is", "Standings", "Cases"),
            rows=tuple(
                (_from_to(one), one.prompt or "as before", f"{one.standings:,}", f"{one.cases:,}") for one in changes
            ),
        ),
    )
    if examples:
        yield Topic(title="Examples", points=tuple(_example(one) for one in examples))


def _from_to(one: Change | Example) -> str:
    return f"{_standing(one.before)} to {_standing(one.after)}"


def _standing(word: StandingWord | None) -> str:
    return words.STANDING[word] if word else "no such rule"


def _example(one: Explained) -> Point:
    example = one.example
    who = f", {theirs(example.child)}" if example.child else ""
    prompt = f"; its prompt is {example.prompt}" if example.prompt else ""
    before, after = (_tests(explained) for explained in (one.before, one.after))
    same = set(before) & set(after)
    return Point(
        lead=f"{theirs(example.case)}{who}:",
        text=f"{_from_to(example)}{prompt}.",
        under=(
            *_lines("Before", [line for line in before if line not in same]),
            *_lines("After", [line for line in after if line not in same]),
            # Where only how the tests are combined differs, the tests are the same.
            *_lines("In both", list(dict.fromkeys(after)) if same == {*before, *after} else []),
        ),
    )


def _lines(when: str, tests: list[str]) -> Iterator[str]:
    for text in tests[:LINES]:
        yield f"{when}: {text}"
    if len(tests) > LINES:
        yield f"{when}: and {words.counted(len(tests) - LINES, 'more test')}."


def _tests(explanation: Explanation | None) -> list[str]:
    return list(_leaves(explanation.condition)) if explanation else []


def _leaves(step: Step) -> Iterator[str]:
    """Every last test, with how it stands and what was told."""
    if step.parts:
        for part in step.parts:
            yield from _leaves(part)
        return
    told = "; ".join(theirs(one.value) for one in step.told.told) if step.told else ""
    asked = words.days_in(theirs(step.words))
    yield f"{sentence(words.STANDING[step.standing])} – {asked}{f' ({told})' if told else ''}"
