"""Lints between rules and checklists: what a rule wants to know is asked somewhere, and what is asked is wanted.

They look only where checklists are linted together with the pack. Whether every row of learning is carried is the
coverage's.
"""

from __future__ import annotations

from collections.abc import Iterator

from screening.case.dictionary import entities, fields
from screening.conditions.bound import Bound, tallies_of, tests_of
from screening.forms.checklist import Checklist, entry_of, list_of
from screening.lint.linting import Found, Linting, looks_for
from screening.lint.references import unknown_name
from screening.yamlsource import Path


@looks_for(
    "L063",
    "fact-not-asked",
    "error",
    reason="A rule that waits for something that no form asks for will never be settled.",
    recommendation="Add a question for it to the checklist where a reader would look for it.",
)
def fact_not_asked(linting: Linting) -> Iterator[Found]:
    """A fact that a rule in use reads and no checklist asks for."""
    if not linting.checklists:
        return
    asked = {fact for checklist in linting.checklists.values() for fact in _asked_in(checklist)}
    told: set[str] = set()
    for rule, file in linting.rules:
        if rule.status == "retired":
            continue
        for fact in sorted(_wanted(linting.pack.bound[rule.id]) - asked - told):
            told.add(fact)
            yield Found(file, ("when",), f"No checklist asks for {fact}.", at_key=True)


@looks_for(
    "L064",
    "question-that-feeds-nothing",
    "error",
    reason="Every question costs a hurried person time. One that no rule reads has to help people in another way.",
    recommendation="Mark it with context: true if it helps people, or take it out.",
)
def question_that_feeds_nothing(linting: Linting) -> Iterator[Found]:
    """A question whose answer no rule reads and that is not marked as context, or one so marked that a rule reads."""
    wanted = {
        fact for rule, _ in linting.rules if rule.status != "retired" for fact in _wanted(linting.pack.bound[rule.id])
    }
    for file, checklist in linting.checklists.items():
        for number, section in enumerate(checklist.sections):
            for index, question in enumerate(section.questions):
                entry = entry_of(section, question)
                feeds = entry.path in wanted or entry.kind == "entity"
                if feeds == question.context:
                    place = ("sections", number, "questions", index)
                    message = "Rules read it, so it is no context." if feeds else f"No rule reads {entry.path}."
                    yield Found(file, place, message, "Take context away." if feeds else None)


@looks_for(
    "L065",
    "checklist-leads-nowhere",
    "error",
    reason="Whoever follows a question to its source or its policy must not come to a dead end.",
    recommendation="Correct the id.",
)
def checklist_leads_nowhere(linting: Linting) -> Iterator[Found]:
    """A checklist or a governance item that names a row of learning or a policy that the pack does not have."""
    rows = linting.pack.learning
    policies = {policy.id for policy in linting.pack.policies.policies}
    for file, checklist in linting.checklists.items():
        for index, name in enumerate(checklist.policies):
            yield from unknown_name(file, ("policies", index), "policy", name, policies)
        places: list[tuple[Path, tuple[str, ...]]] = [((), checklist.learning)]
        for number, section in enumerate(checklist.sections):
            at: Path = ("sections", number)
            places.append((at, section.learning))
            places += [((*at, "questions", index), one.learning) for index, one in enumerate(section.questions)]
            places += [((*at, "items", index), one.learning) for index, one in enumerate(section.items)]
        for place, learning in places:
            for index, name in enumerate(learning):
                yield from unknown_name(file, (*place, "learning", index), "row of learning", name, rows)
    for number, item in enumerate(linting.pack.governance):
        for index, name in enumerate(item.learning):
            at = ("items", number, "learning", index)
            yield from unknown_name("governance.yaml", at, "row of learning", name, rows)
        for index, name in enumerate(item.policies):
            yield from unknown_name("governance.yaml", ("items", number, "policies", index), "policy", name, policies)


@looks_for(
    "L066",
    "topic-in-no-theme",
    "warning",
    reason="A screening groups prompts by theme. A topic that has none, or two, is read under a heading of its own.",
    recommendation="Put each topic into one theme in pack.yaml.",
)
def topic_in_no_theme(linting: Linting) -> Iterator[Found]:
    """A topic of rules that is in no theme or in two, where the pack has themes."""
    themes = linting.pack.header.themes
    if not themes:
        return
    listed = [topic for theme in themes for topic in theme.topics]
    for topic in sorted({rule.topic for rule, _ in linting.rules}):
        if listed.count(topic) != 1:
            times = "no theme" if topic not in listed else "more than one theme"
            yield Found("pack.yaml", ("themes",), f'The topic "{topic}" is in {times}.', at_key=True)


def _asked_in(checklist: Checklist) -> Iterator[str]:
    for section in checklist.sections:
        if section.each is not None:
            # The form asks which there are before it asks about each.
            yield list_of(section).path
        for question in section.questions:
            yield entry_of(section, question).path


def _wanted(bound: Bound) -> set[str]:
    """The told facts that a condition turns on; of one that is worked out, what it is worked out from."""
    wanted: set[str] = set()
    for test in tests_of(bound):
        if test.entry.derived is None:
            wanted.add(test.entry.path)
        else:
            told = fields(entities()[test.entry.entity])
            wanted.update(told[name].path for name in test.entry.derived.inputs)
        if test.operator == "told_by":
            wanted.add("person.relationship")
    for tally in tallies_of(bound):
        wanted.add(tally.entry.path)
        if tally.entry.member is not None:
            members = fields(tally.entry.member)
            wanted.update(members[name].path for name in (tally.distinct, tally.dated_by) if name)
    return wanted


LINTS = (fact_not_asked, question_that_feeds_nothing, checklist_leads_nowhere, topic_in_no_theme)
