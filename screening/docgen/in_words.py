"""Conditions in plain English: each test as a question with its answer, what is combined as a list within a list.

A condition is said as it is written, with every concept named and opened out, and every definition with the values
that the locality of the pack gives it. What a condition comes to in one case is the matter of ``engine.explain``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from screening.case.child import Child
from screening.case.dictionary import Entry, entities, fields, walk
from screening.case.people import Person
from screening.case.profile import CaseProfile
from screening.case.words import Entity, date_span
from screening.conditions.tree import AllOf, AnyOf, Condition, Count, Every, Exists, FactTest, IsMet, NotOf, SomeOf
from screening.docgen.templating import View
from screening.engine.wording import span_in_words
from screening.forms.phrases import SOURCES
from screening.reports.words import REASON, agency, joined
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Concept


class Part(View):
    """One part of a condition.

    Attributes:
        words: what it asks, or how its parts are combined.
        answer: of a test, what the answer has to be, as the end of a sentence that begins with the question.
        fact: of a test, the fact, such as ``injury.kind``; of a list, the list.
        concept: id of the concept that the part stands for.
    """

    words: str
    answer: str | None = None
    fact: str | None = None
    concept: str | None = None
    parts: tuple[Part, ...] = ()


_VERBS: Final = {
    "is": "is", "is_not": "is anything but", "in": "is", "not_in": "is none of these:", "in_definition": "is",
    "below": "is below", "at_most": "is at most", "above": "is above", "at_least": "is at least",
    "before": "is before", "after": "is after", "within_last": "lies within the last",
    "not_within_last": "lies longer ago than", "includes": "includes", "includes_any": "includes",
    "told_by": "was said only by", "source_in": "was told only like this:",
}  # fmt: skip
_WHOSE: Final = {"child": "the child’s {}", "case": "the {} in the case", "member": "their {}"}
_LISTS: Final = {"supervision": "discussions in supervision", "sharing": "pieces of information passed on or due"}
"""Lists whose name in the dictionary is no word for several things."""


def quoted(path: str, entry: Entry) -> str:
    """A fact as a condition names it: by its question."""
    return f"“{entry.fact.question}”"


@dataclass(frozen=True)
class Wording:
    """What is needed to put conditions in words.

    Attributes:
        concepts, definitions: those of the pack and its locality.
        named: how a fact is named, from its path in the condition and its entry in the dictionary.
    """

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    definitions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Callable[[str, Entry], str] = quoted

    def part(self, node: Condition, about: str) -> Part:
        """A condition about the case, the child or an entry of a list, such as ``person``."""
        return self._part(node, entities().get(about, CaseProfile))

    def _part(self, node: Condition, here: type[Entity]) -> Part:
        if isinstance(node, FactTest):
            return self._test(node, here)
        if isinstance(node, AllOf):
            return self._combined("All of these", node.all, here)
        if isinstance(node, AnyOf):
            return self._combined("Any of these", node.any, here)
        if isinstance(node, SomeOf):
            return self._combined(f"At least {node.at_least} of these", node.of, here)
        if isinstance(node, NotOf):
            return Part(words="Not so", parts=(self._part(node.not_, here),))
        if isinstance(node, IsMet):
            concept = self.concepts[node.is_met]
            inside = self.part(concept.when, concept.about)
            return Part(words=concept.title, concept=concept.id, parts=(inside,))
        return self._list(node, here)

    def _combined(self, words: str, nodes: Iterable[Condition], here: type[Entity]) -> Part:
        parts = tuple(self._part(one, here) for one in nodes)
        return parts[0] if len(parts) == 1 else Part(words=words, parts=parts)

    def _test(self, node: FactTest, here: type[Entity]) -> Part:
        entry, _ = find(node.fact, here)
        return Part(words=self.named(node.fact, entry), answer=self._answer(node, entry), fact=entry.path)

    def _answer(self, node: FactTest, entry: Entry) -> str:
        operator, operand = node.operator, node.operand
        if operator == "given":
            return "has been answered"
        if operator == "not_given":
            reasons = operand if isinstance(operand, tuple) else ()
            return "has not been answered" + (f" ({_either(REASON[one] for one in reasons)})" if reasons else "")
        if operator == "corroborated":
            return "rests on more than one person’s word" if operand else "rests on one person’s word alone"
        if operator == "in" and entry.kind == "choice" and 2 * len(operand) > len(entry.values) > 3:
            # The few that do not count are quicker to read than the many that do.
            rest = [one for one in entry.values if one not in operand]
            return f"is anything but {_values(entry, rest)}" if rest else "has been answered"
        if operator == "is_not" and entry.kind == "yes-no":
            return f"is {entry.label(not operand)}"
        if operator == "in_definition":
            operand = self.definitions.get(operand, (operand,))
        return f"{_VERBS[operator]} {_operand(operator, operand, entry)}"

    def _list(self, node: Exists | Every | Count, here: type[Entity]) -> Part:
        path = node.exists if isinstance(node, Exists) else node.every if isinstance(node, Every) else node.count
        entry, root = find(path, here)
        listed = _WHOSE[root].format(_LISTS.get(entry.name, entry.name.replace("_", " ")))
        where = () if node.where is None or entry.member is None else (self._part(node.where, entry.member),)
        member = fields(entry.member) if entry.member is not None else {}
        return Part(words=f"{_amount(node, member)} {listed}{_within(node, member)}", fact=entry.path, parts=where)


def wording_of(pack: Pack) -> Wording:
    """What is needed to put the conditions of a pack in words."""
    return Wording(pack.concepts, pack.locality.definitions)


def in_a_line(part: Part) -> str:
    """A part on one line: ``3 is yes and 4 includes bruise or bite``."""
    if part.answer is not None:
        return f"{part.words} {part.answer}"
    inside = [in_a_line(one) for one in part.parts]
    if part.words == "All of these":
        return " and ".join(inside)
    if part.words == "Any of these":
        return ", or ".join(inside)
    return f"{part.words[:1].lower()}{part.words[1:]}{': ' if inside else ''}{'; '.join(inside)}"


def find(path: str, here: type[Entity]) -> tuple[Entry, str]:
    """The fact at a path of a condition, and where the path starts: ``child``, ``case`` or the ``member`` of a list."""
    first, _, rest = path.partition(".")
    if first == "case" and rest:
        return walk(CaseProfile, rest), "case"
    if first == "child" and rest:
        return walk(Child, rest), "child"
    return walk(here, path), "member"


def _operand(operator: str, operand: Any, entry: Entry) -> str:
    if operator in ("before", "after"):
        return span_in_words(*date_span(operand))
    if operator == "told_by":
        relationship = walk(Person, "relationship")
        return _either(map(relationship.label, operand))
    if operator == "source_in":
        return _either(f"“{SOURCES[one]}”" for one in operand)
    return _values(entry, operand if isinstance(operand, tuple) else (operand,))


def _values(entry: Entry, values: Iterable[object]) -> str:
    """The answers that count; words that stand as such on a form are quoted."""
    if entry.kind in ("choice", "choices"):
        return _either(f"“{entry.label(one)}”" for one in values)
    return _either(agency(str(one)) if entry.kind in ("word", "words") else entry.label(one) for one in values)


def _either(words: Iterable[str]) -> str:
    return joined(tuple(words), "or")


def _amount(node: Exists | Every | Count, member: Mapping[str, Entry]) -> str:
    if isinstance(node, Exists):
        return "At least one of"
    if isinstance(node, Every):
        return "Every one of"
    number = f"At least {node.at_least}" if node.at_least is not None else f"At most {node.at_most}"
    if node.distinct is None:
        return f"{number} of"
    return f"{number} different answers to “{member[node.distinct].fact.question}” among"


def _within(node: Exists | Every | Count, member: Mapping[str, Entry]) -> str:
    if not isinstance(node, Count) or node.within_any is None or node.dated_by is None:
        return ""
    return f", within any {node.within_any} going by “{member[node.dated_by].fact.question}”"
