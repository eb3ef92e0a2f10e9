"""Ties a written condition to the fact dictionary: finds every fact, checks every value, puts concepts in place.

All mistakes are collected with the place in the condition where they stand; a condition with a mistake is not bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from screening.case.child import Child
from screening.case.dictionary import Entry, UnknownFactError, entities, walk
from screening.case.people import Person
from screening.case.profile import CaseProfile
from screening.case.words import Entity, date_span
from screening.conditions.bound import ABOUT_TELLINGS, Bound, Gate, Root, Tally, Test
from screening.conditions.tree import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Every,
    Exists,
    FactTest,
    IsMet,
    NotOf,
    SomeOf,
)
from screening.errors import did_you_mean
from screening.yamlsource.wording import with_article

Place = tuple[str | int, ...]

_CHOICES = frozenset({"is", "is_not", "in", "not_in", "in_definition"})
_NUMBERS = frozenset({"below", "at_most", "above", "at_least"})
_DATES = frozenset({"before", "after", "within_last", "not_within_last"})
_SEVERAL = frozenset({"includes", "includes_any"})
_BY_KIND: dict[str, frozenset[str]] = {
    "choice": _CHOICES, "yes-no": frozenset({"is", "is_not"}), "number": _NUMBERS | {"is", "is_not"}, "date": _DATES,
    "word": _CHOICES, "reference": frozenset(), "choices": _SEVERAL, "words": _SEVERAL, "references": frozenset(),
    "list": frozenset(), "text": frozenset(), "entity": frozenset(),
}  # fmt: skip
CODES = {
    "R201": "A path names a fact that is not in the dictionary.",
    "R202": "A path outside a where does not start with child. or case.",
    "R203": "A field that is counted by, or that dates a count, is of a kind that cannot be used for it.",
    "R204": "exists, every or count is asked of a fact that is no list.",
    "R205": "A rule about the case speaks of child., and has no child of its own.",
    "R206": "A path reaches into a list; it needs exists, every or count with a where.",
    "R207": "A rule tests a note, which is for people only.",
    "R208": "The operator does not fit the kind of fact.",
    "R209": "A test on a yes-no fact or a number is given something else.",
    "R210": "A value is not one of those that the fact can have.",
    "R211": "There is no concept of this name.",
    "R212": "A concept rests on itself.",
    "R213": "A concept is used at a place that is about something else.",
    "R214": "No locality has a definition of this name.",
    "R215": "A concept is about something that is no entity.",
}
"""What each code of a slip stands for, for the docs."""

_OF_LISTS = frozenset({"given", "not_given"})
_OPPOSITES = {"is_not": "is", "not_in": "in", "not_within_last": "within_last"}


@dataclass(frozen=True)
class Slip:
    """A mistake in a condition: its place in the written condition, a code, a message and perhaps a suggestion."""

    place: Place
    code: str
    message: str
    hint: str | None = None


@dataclass(frozen=True)
class ConceptToBind:
    """A concept as the binder needs it."""

    title: str
    about: str
    when: Condition


@dataclass
class Binder:
    """Binds conditions of one pack; collects slips.

    Attributes:
        concepts: by id.
        definitions: lists of values that a locality may set, by name.
    """

    concepts: Mapping[str, ConceptToBind] = field(default_factory=dict)
    definitions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)

    def bind(self, condition: Condition, about: str) -> Bound | None:
        """The condition bound for a subject (``child`` or ``case``); None where there were slips."""
        before = len(self.slips)
        if about != "case" and about not in entities():
            self._slip((), "R215", f'Nothing that is told about is called "{about}".', _like(about, entities()))
            return None
        member: type[Entity] | None = None if about in ("child", "case") else entities()[about]
        bound = self._bind(condition, about, member, False, (), ())
        return bound if len(self.slips) == before else None

    def _slip(self, place: Place, code: str, message: str, hint: str | None = None) -> None:
        self.slips.append(Slip(place, code, message, hint))

    def _bind(
        self,
        node: Condition,
        about: str,
        member: type[Entity] | None,
        negated: bool,
        place: Place,
        inside: tuple[str, ...],
    ) -> Bound | None:
        if isinstance(node, FactTest):
            return self._test(node, about, member, negated, place)
        if isinstance(node, NotOf):
            return self._bind(node.not_, about, member, not negated, (*place, "not"), inside)
        if isinstance(node, AllOf | AnyOf | SomeOf):
            key = "all" if isinstance(node, AllOf) else "any" if isinstance(node, AnyOf) else "of"
            written = node.all if isinstance(node, AllOf) else node.any if isinstance(node, AnyOf) else node.of
            parts = [
                self._bind(part, about, member, negated, (*place, key, index), inside)
                for index, part in enumerate(written)
            ]
            n = len(parts) if isinstance(node, AllOf) else 1 if isinstance(node, AnyOf) else node.at_least
            # Not "at least n of m" is "at least m - n + 1 of the opposites": De Morgan's law for counts.
            n = len(parts) - n + 1 if negated else n
            bound = tuple(part for part in parts if part is not None)
            return Gate(n, bound) if len(bound) == len(parts) else None
        if isinstance(node, IsMet):
            return self._concept(node, about, member, negated, place, inside)
        return self._tally(node, about, member, negated, place, inside)

    def _concept(
        self,
        node: IsMet,
        about: str,
        member: type[Entity] | None,
        negated: bool,
        place: Place,
        inside: tuple[str, ...],
    ) -> Bound | None:
        concept = self.concepts.get(node.is_met)
        if concept is None:
            self._slip(
                (*place, "is_met"), "R211", f'There is no concept "{node.is_met}".', _like(node.is_met, self.concepts)
            )
            return None
        if node.is_met in inside:
            self._slip((*place, "is_met"), "R212", f"The concept {node.is_met} rests on itself.")
            return None
        here = "case" if member is None and about == "case" else about if member is None else member.__name__.lower()
        of_the_rule = concept.about == "child" and about == "child" and member is not Child
        if (concept.about not in ("case", here) and not of_the_rule) or (concept.about == "child" and member is Child):
            theirs, ours = with_article(concept.about), with_article(here)
            message = f"The concept {node.is_met} is about {theirs}; this place is about {ours}."
            hint = "Write its condition out here." if member is Child else None
            self._slip((*place, "is_met"), "R213", message, hint)
            return None
        own_member = member if concept.about not in ("child", "case") else None
        slips = len(self.slips)
        bound = self._bind(concept.when, about, own_member, negated, (), (*inside, node.is_met))
        # A slip inside the concept is reported where the concept is defined, not once for every rule that uses it; but
        # that concepts rest on each other in a circle is seen only by following them.
        self.slips[slips:] = [replace(slip, place=place) for slip in self.slips[slips:] if slip.code == "R212"]
        return Gate(1, (bound,), name=concept.title) if bound is not None else None

    def _tally(
        self,
        node: Exists | Every | Count,
        about: str,
        member: type[Entity] | None,
        negated: bool,
        place: Place,
        inside: tuple[str, ...],
    ) -> Bound | None:
        key: Literal["exists", "every", "count"]
        key = "exists" if isinstance(node, Exists) else "every" if isinstance(node, Every) else "count"
        path = node.exists if isinstance(node, Exists) else node.every if isinstance(node, Every) else node.count
        found = self._find(path, about, member, (*place, key))
        if found is None:
            return None
        root, tail, entry = found
        if entry.kind != "list":
            self._slip((*place, key), "R204", f"{path} is not a list.", "Use a test on the fact itself.")
            return None
        # "Every member meets it" is "fewer than one fails it". A tally of "fewer than" holds the opposite of what it
        # counts, as De Morgan's laws have it: the opposite is pushed down onto the tests of every member.
        n, fewer = 1, isinstance(node, Every)
        if isinstance(node, Count):
            n = node.at_least if node.at_least is not None else (node.at_most or 0) + 1
            fewer = node.at_least is None
        fewer = fewer != negated
        where: Bound | None = None
        if node.where is not None:
            opposite = fewer != isinstance(node, Every)
            where = self._bind(node.where, about, entry.member, opposite, (*place, "where"), inside)
            if where is None:
                return None
        distinct = within = dated_by = None
        if isinstance(node, Count):
            distinct, within, dated_by = node.distinct, node.within_any, node.dated_by
            for name, kinds in ((distinct, ("choice", "word", "reference")), (dated_by, ("date",))):
                if name is not None and not self._member_field(name, entry, kinds, place):
                    return None
        return Tally(root, tail, entry, n, where, fewer, distinct, within, dated_by, place)

    def _member_field(self, name: str, entry: Entry, kinds: tuple[str, ...], place: Place) -> bool:
        try:
            found = walk(entry.member or CaseProfile, name)
        except UnknownFactError as unknown:
            self._slip(place, "R201", str(unknown), _like(unknown.part, unknown.known))
            return False
        if found.kind not in kinds:
            self._slip(place, "R203", f"{name} is a {found.kind}; here it has to be a {' or '.join(kinds)}.")
            return False
        return True

    def _find(self, path: str, about: str, member: type[Entity] | None, place: Place) -> tuple[Root, str, Entry] | None:
        first, _, rest = path.partition(".")
        root: Root
        model: type[Entity]
        if first == "case" and rest:
            root, model, tail = "case", CaseProfile, rest
        elif first == "child" and rest and about == "child":
            root, model, tail = "child", Child, rest
        elif first == "child" and rest:
            self._slip(place, "R205", f"A rule about the case has no child of its own, so {path} means nothing here.",
                       "Use exists: case.children with a where.")  # fmt: skip
            return None
        elif member is not None:
            root, model, tail = "member", member, path
        else:
            starts = "child. or case." if about == "child" else "case."
            self._slip(place, "R202", f"A path outside a where starts with {starts}", f"Did you mean {about}.{path}?")
            return None
        try:
            entry = walk(model, tail)
        except UnknownFactError as unknown:
            self._slip(place, "R201", str(unknown), _like(unknown.part, unknown.known))
            return None
        if any(walk(model, ".".join(tail.split(".")[:size])).kind == "list" for size in range(1, tail.count(".") + 1)):
            self._slip(place, "R206", f"{path} reaches into a list.", "Use exists, every or count with a where.")
            return None
        return root, tail, entry

    def _test(
        self, node: FactTest, about: str, member: type[Entity] | None, negated: bool, place: Place
    ) -> Bound | None:
        found = self._find(node.fact, about, member, (*place, "fact"))
        if found is None:
            return None
        root, tail, entry = found
        operator = node.operator
        spot = (*place, operator)
        if entry.fact.private:
            self._slip((*place, "fact"), "R207", f"{node.fact} is a note for people; no rule may read it.")
            return None
        asks = {"list": _OF_LISTS, "entity": frozenset[str]()}.get(entry.kind, ABOUT_TELLINGS)
        if operator not in _BY_KIND[entry.kind] and operator not in asks:
            allowed = sorted(_BY_KIND[entry.kind] | asks)
            self._slip(spot, "R208", f"{operator} does not fit {node.fact}, which is a {entry.kind}.",
                       f"It can be tested with {', '.join(allowed)}.")  # fmt: skip
            return None
        operand = self._operand(node, entry, operator, spot)
        if operand is None:
            return None
        if operator in _OPPOSITES:
            operator, negated = _OPPOSITES[operator], not negated
        if operator in ("is", "in_definition"):
            operator = "in"
        elif operator == "includes":
            operator = "includes_any"
        elif operator == "corroborated" and operand is False:
            operand, negated = True, not negated
        elif operator == "not_given":
            operand = frozenset() if operand is True else frozenset(operand)
        return Test(root, tail, entry, operator, operand, negated, place)

    def _operand(self, node: FactTest, entry: Entry, operator: str, place: Place) -> Any:
        given = node.operand
        if operator in ("before", "after"):
            return date_span(given)
        if operator == "told_by":
            known = walk(Person, "relationship").values
            return frozenset(given) if self._known(given, known, place) else None
        if operator in _NUMBERS or operator in ABOUT_TELLINGS or operator in _DATES:
            return frozenset(given) if operator == "source_in" else given
        if operator == "in_definition":
            if given not in self.definitions:
                self._slip(place, "R214", f'No locality defines "{given}".', _like(given, self.definitions))
                return None
            given = self.definitions[given]
        values = tuple(given) if isinstance(given, tuple) else (given,)
        if entry.kind in ("yes-no", "number"):
            wanted: type = bool if entry.kind == "yes-no" else int
            if not all(type(value) is wanted for value in values):
                self._slip(
                    place,
                    "R209",
                    f"{node.fact} is a {entry.kind}; write {'true or false' if wanted is bool else 'a number'}.",
                )
                return None
        elif entry.kind in ("choice", "choices") and not self._known(values, entry.values, place):
            return None
        return frozenset(values)

    def _known(self, values: Iterable[object], known: tuple[str, ...], place: Place) -> bool:
        fine = True
        for value in values:
            if value not in known:
                fine = False
                self._slip(place, "R210", f'"{value}" is not one of: {", ".join(known)}.', _like(str(value), known))
        return fine


def _like(word: str, known: Iterable[str]) -> str | None:
    near = did_you_mean(word, known)
    return f'Did you mean "{near}"?' if near else None
