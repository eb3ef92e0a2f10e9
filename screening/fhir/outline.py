"""A checklist arranged as a Questionnaire has it: items within items, each with a link that stays the same.

The link of a question is its fact (``child.injuries.kind``), so it survives a new order or new words. Everything that
asks about one list stands together in one group that is repeated for each entry, because FHIR has no other way to say
that an answer further down is about the same entry. The Questionnaire is written from this, and answers are read
against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from screening.case.dictionary import Entry, entity_name
from screening.conditions.tree import Condition
from screening.docgen.in_words import Wording, in_a_line, quoted
from screening.fhir.codes import ANY_OPTIONS, REASONS_OPTIONS, SOURCE_OPTIONS, Option, options_of
from screening.fhir.enabling import CODED, Enabling, When, enabling
from screening.forms.checklist import Checklist, Question, Section, about_of, asked, entry_of, list_of
from screening.forms.phrases import DANGER, HOW_KNOWN, WHO_SAID, WHY_NOT_KNOWN

Kind = Literal["group", "display", "coding", "string", "text", "date", "integer"]
"""What an item holds, in the words of FHIR R5."""

Part = Literal["shown", "group", "child", "on", "agency", "by", "answer", "why-not", "any", "each", "word", "how",
               "who-said", "known-to", "note"]  # fmt: skip
"""What an item means to whoever reads the answers.

``answer``: of a question; ``why-not``: why that is not known, where the answer is no choice. ``any``: whether a list
has entries; ``each``: one of them; ``word``: which one. ``how`` and ``who-said``: how somebody knows what the group
holds. ``known-to`` and ``note``: which other agencies know it, and free text beside the facts, which no rule reads.
"""

_KINDS: Final[dict[str, Kind]] = {"date": "date", "number": "integer", "text": "text"}
_SAID_BY: Final = ("child", "carer", "family")


@dataclass(frozen=True)
class Item:
    """One item.

    Attributes:
        link: unique in the checklist.
        fact: of an answer, the field or rule path that the checklist names; of an entry, the list's rule path.
        section: number of the section that it belongs to, counted from 0.
        several: more than one answer, or of a group more than one of it.
        only_if: when it is asked, as FHIR can say it.
    """

    link: str
    kind: Kind
    part: Part
    text: str
    entry: Entry | None = None
    fact: str = ""
    section: int | None = None
    several: bool = False
    options: tuple[Option, ...] = ()
    only_if: Enabling | None = None
    items: tuple[Item, ...] = field(default=())


def outline(checklist: Checklist) -> tuple[Item, ...]:
    """The items of a checklist, in order: what to do in danger, who tells it, and the sections."""
    return (Item("danger", "display", "shown", DANGER), _telling(), *_Arranging(checklist).sections())


def every(items: tuple[Item, ...]) -> Iterator[Item]:
    """Items and what is in them, from the top."""
    for item in items:
        yield item
        yield from every(item.items)


def _telling() -> Item:
    return Item(
        "telling", "group", "group", "Who writes this down, and about whom",
        items=(
            Item("telling/child", "string", "child", "The child's word in the case, such as child-1. Never a name."),
            Item("telling/on", "date", "on", "On which day was it told or seen?"),
            Item("telling/agency", "string", "agency", "Your agency, such as health-visiting."),
            Item("telling/by", "string", "by", "Your role, such as health visitor. Never your name."),
        ),
    )  # fmt: skip


class _Arranging:
    """The sections of one checklist on their way to items."""

    def __init__(self, checklist: Checklist) -> None:
        self._numbered = list(enumerate(checklist.sections))
        self._links = {
            _link(section, question.fact): entry_of(section, question)
            for section in checklist.sections
            for question in section.questions
        }
        self._lists = {section.each for section in checklist.sections if section.each is not None}

    def sections(self) -> Iterator[Item]:
        """An item for each section, but one for all sections that ask about the entries of one list."""
        placed: set[str] = set()
        for number, section in self._numbered:
            if section.each is None:
                yield self._group(_key(section), number, section)
            elif not self._inside(section.each) and section.each not in placed:
                placed.add(section.each)
                yield self._listed(section.each)

    def _inside(self, each: str) -> bool:
        """Whether a list lies in the entries of another one."""
        return each.rpartition(".")[0] in self._lists

    def _listed(self, each: str) -> Item:
        """Everything about one list: whether it has entries, and a group for each of them."""
        number, first = next(one for one in self._numbered if one[1].each == each)
        entry = list_of(first)
        any_link = f"{each}/any"
        inner = [
            self._group(f"{each}/{_key(section)}", at, section)
            for at, section in self._numbered
            if section.each == each
        ]
        lists = dict.fromkeys(one.each for _, one in self._numbered if one.each is not None)
        nested = [self._listed(one) for one in lists if one.rpartition(".")[0] == each]
        put_down = tuple(When(any_link, one) for one in ANY_OPTIONS[:2])
        word = Item(f"{each}/word", "string", "word", _word_text(entry), section=number)
        name = entity_name(entry.member).replace("_", " ").capitalize() if entry.member is not None else each
        return Item(
            f"{each}/list", "group", "group", entry.fact.question, section=number,
            items=(
                *_help(each, entry.fact.help),
                Item(any_link, "coding", "any", entry.fact.question, entry, each, number, options=ANY_OPTIONS),
                *_how(f"{each}/list", number, "How do you know? Where an entry says otherwise, that counts for it."),
                Item(
                    f"{each}/each", "group", "each", name, entry, each, number, several=True,
                    only_if=Enabling("any", put_down), items=(word, *inner, *nested),
                ),
                *(() if self._inside(each) else _beside(f"{each}/list", number)),
            ),
        )  # fmt: skip

    def _group(self, link: str, number: int, section: Section) -> Item:
        only_if, words = self._when(section, section.ask_when)
        items: list[Item] = [Item(f"{link}/about", "display", "shown", section.about)] if section.about else []
        items += [Item(f"{link}/do-{at}", "display", "shown", one.do) for at, one in enumerate(section.items, 1)]
        for question in section.questions:
            items += self._question(number, section, question)
        if section.questions:
            items += _how(link, number, HOW_KNOWN)
            if section.each is None:
                items += _beside(link, number)
        return Item(link, "group", "group", section.title + words, section=number, only_if=only_if, items=tuple(items))

    def _question(self, number: int, section: Section, question: Question) -> Iterator[Item]:
        entry, link = entry_of(section, question), _link(section, question.fact)
        coded = entry.kind in CODED
        only_if, words = self._when(section, question.ask_when)
        yield Item(
            link, "coding" if coded else _KINDS.get(entry.kind, "string"), "answer", asked(section, question) + words,
            entry, question.fact, number,
            several=entry.kind in ("choices", "words", "references", "list"),
            options=options_of(entry) if coded else (), only_if=only_if,
            items=tuple(_help(link, question.help or entry.fact.help)),
        )  # fmt: skip
        if not coded:
            unless = Enabling("all", (When(link, answered=False),))
            yield Item(
                f"{link}/not-known", "coding", "why-not", f"If not: {WHY_NOT_KNOWN[:1].lower()}{WHY_NOT_KNOWN[1:]}",
                entry, question.fact, number, options=REASONS_OPTIONS, only_if=unless,
            )  # fmt: skip

    def _when(self, section: Section, condition: Condition | None) -> tuple[Enabling | None, str]:
        """When something is asked: for FHIR, or, where that cannot say it, in words to be put behind the question."""
        if condition is None:
            return None, ""
        found = enabling(condition, self._asked(section))
        if found is not None:
            return found, ""
        line = in_a_line(Wording(named=quoted).part(condition, about_of(section)))
        return None, f" (Only if: {line}.)"

    def _asked(self, section: Section) -> Callable[[str], tuple[str, Entry] | None]:
        def asked_for(path: str) -> tuple[str, Entry] | None:
            link = _link(section, path)
            return (link, self._links[link]) if link in self._links else None

        return asked_for


def _key(section: Section) -> str:
    return re.sub(r"[^a-z0-9]+", "-", section.title.lower()).strip("-")


def _link(section: Section, path: str) -> str:
    """The rule path of a fact; a plain name in a section about a list is a field of its entries."""
    if section.each is None or path.startswith(("child.", "case.")):
        return path
    return f"{section.each}.{path}"


def _help(link: str, words: str) -> Iterator[Item]:
    if words:
        yield Item(f"{link}/help", "display", "shown", words)


def _how(link: str, section: int, words: str) -> Iterator[Item]:
    how = f"{link}/how"
    yield Item(how, "coding", "how", words, section=section, options=SOURCE_OPTIONS)
    said = tuple(When(how, one) for one in SOURCE_OPTIONS if one.code in _SAID_BY)
    text = f"{WHO_SAID} Their word in the case, such as mother. Never a name."
    yield Item(f"{link}/who-said", "string", "who-said", text, section=section, only_if=Enabling("any", said))


def _beside(link: str, section: int) -> Iterator[Item]:
    yield Item(
        f"{link}/known-to", "string", "known-to", "Which other agencies know this? Such as school or gp.",
        section=section, several=True,
    )  # fmt: skip
    yield Item(f"{link}/note", "text", "note", "Anything else about this, in your own words.", section=section)


def _word_text(entry: Entry) -> str:
    if entry.name == "people":
        return "A word for this person, such as mother or partner-2. Never a name."
    return "Its word in the case, if the case has it already. Leave it out for a new one."
