"""A record system that goes by ``enableWhen`` asks what the form asks, whatever has been answered."""

from __future__ import annotations

from collections.abc import Iterator

from fhir_filling import drafts
from fhir_responding import answers_to, path_of
from hypothesis import given, settings

from screening.fhir.enabling import When, enabling
from screening.fhir.outline import Item, every, outline
from screening.forms.checklist import Checklist
from screening.forms.draft import Draft
from screening.forms.interview import Ask, Interview


def shown(items: tuple[Item, ...], by_link: dict[str, Item], draft: Draft, prefix: str = "") -> Iterator[str]:
    """The case paths of the questions that are shown, as FHIR says when one is."""
    for item in items:
        if not enabled(item, by_link, draft, prefix):
            continue
        if item.part == "answer":
            yield path_of(item.fact, draft, prefix)
        elif item.part == "each":
            path = path_of(item.fact, draft, prefix, is_list=True)
            for entry in draft.entries.get(path, ()):
                yield from shown(item.items, by_link, draft, f"{path}.{entry}.")
        elif item.kind == "group":
            yield from shown(item.items, by_link, draft, prefix)


def enabled(item: Item, by_link: dict[str, Item], draft: Draft, prefix: str) -> bool:
    if item.only_if is None:
        return True
    held = [holds(one, by_link, draft, prefix) for one in item.only_if.whens]
    return any(held) if item.only_if.behaviour == "any" else all(held)


def holds(when: When, by_link: dict[str, Item], draft: Draft, prefix: str) -> bool:
    asked = by_link[when.link]
    # What is told of the child or the case is told once, and not of each entry of a list.
    of_entry = asked.part == "any" or not asked.fact.startswith(("child.", "case."))
    found = answers_to(asked, draft, prefix if of_entry else "")
    if when.option is None:
        return bool(found) == when.answered
    wanted = (when.option.system, when.option.code)
    return any((one["valueCoding"]["system"], one["valueCoding"]["code"]) == wanted for one in found)


def in_words(items: tuple[Item, ...]) -> set[str]:
    """The facts of questions that say in words when they are asked."""
    return {one.fact for item in items if "(Only if: " in item.text for one in every((item,)) if one.part == "answer"}


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_the_same_questions_are_asked(filled: tuple[Checklist, Draft]) -> None:
    checklist, draft = filled
    # Entries, and not known whether there are more: a Questionnaire has "there may be more" for that.
    ended = {path: reason for path, reason in draft.ended.items() if reason is None or not draft.entries.get(path)}
    draft = draft.model_copy(update={"ended": ended})
    items = outline(checklist)
    by_link = {item.link: item for item in every(items)}
    worded = in_words(tuple(every(items)))
    asked = {page.key for page in Interview(checklist).pages(draft) if isinstance(page, Ask)}
    there = set(shown(items, by_link, draft))
    assert asked <= there
    assert {path.rpartition(".")[2] for path in there - asked} <= {fact.rpartition(".")[2] for fact in worded}


def test_what_fhir_cannot_say_is_left_to_words() -> None:
    from screening.conditions.tree import AllOf, FactTest

    several = FactTest.model_validate({"fact": "child.mobility", "in": ["rolling", "crawling"]})
    entry = next(item for item in every(outline_of("mark-on-a-baby")) if item.link == "child.mobility").entry
    assert entry is not None

    def asked(path: str) -> tuple[str, object] | None:
        return (path, entry) if path == "child.mobility" else None

    assert enabling(several, asked) is not None  # type: ignore[arg-type]
    other = FactTest.model_validate({"fact": "child.age_months", "below": 12})
    assert enabling(other, asked) is None  # type: ignore[arg-type]
    # "This or that, and the other" takes two levels.
    assert enabling(AllOf(all=(several, several)), asked) is None  # type: ignore[arg-type]


def outline_of(name: str) -> tuple[Item, ...]:
    from fhir_filling import CHECKLISTS

    return outline(CHECKLISTS[name])
