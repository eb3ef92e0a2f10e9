"""What the answers of a QuestionnaireResponse mean: the draft of a checklist, as if it had been filled in here.

A draft is what the form and the terminal make too, so the answers go the same way into a case from here on. What
contradicts itself is refused: both an answer and a reason why there is none, or entries of a list that is said to be
empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter, ValidationError

from screening.case.account import Account
from screening.case.dictionary import Entry
from screening.case.told import Told, fold
from screening.case.words import Agency, NotKnownReason, Source
from screening.errors import Problem
from screening.fhir.codes import ALL_HERE, NO_ENTRIES, NONE, REASON, Option
from screening.fhir.response import Given, Value, day_of
from screening.forms import draft as forms
from screening.forms.answers import word_of
from screening.forms.draft import Answer, Draft, HowKnown
from screening.forms.interview import case_path, new_entry
from screening.forms.phrases import REASONS, SOURCES
from screening.forms.telling import facts_of
from screening.yamlsource import Document, Path

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_AGENCY: Final = TypeAdapter[str](Agency)
_LONGEST_ROLE: Final = 120
_LONGEST_NOTE: Final = 4000


@dataclass
class Drafting:
    """Makes a draft of what was given; what is wrong is collected in ``problems``.

    Attributes:
        before: the accounts that the case holds.
        places: where each answer and each list stands in the document, by case path.
    """

    document: Document
    checklist: str
    reference: str
    before: tuple[Account, ...]
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Path] = field(default_factory=dict)
    _of_lists: dict[int, set[HowKnown | None]] = field(default_factory=dict)

    def draft(self, given: tuple[Given, ...]) -> Draft | None:
        """The draft; None where it is not known which child or which day it is about."""
        telling = {one.item.part: one for group in given if group.item.link == "telling" for one in group.items}
        child, on = self._child(telling.get("child")), self._on(telling.get("on"))
        if child is None or on is None:
            return None
        agency, by = self._word(telling.get("agency")), self._text(telling.get("by"), _LONGEST_ROLE)
        draft = Draft(checklist=self.checklist, case=self.reference, child=child, on=on, agency=agency, by=by)
        told = fold(self.before, on.toordinal())
        for group in given:
            draft = self._group(draft, told, group, "")
        for section, hows in self._of_lists.items():
            # A list in the entries of another comes up more than once; where each is known otherwise, none counts.
            how = hows.pop() if len(hows) == 1 else None
            draft = draft.knowing(section, how) if how is not None else draft
        return draft

    def _child(self, given: Given | None) -> str | None:
        if given is not None and given.values:
            return self._word(given)
        known = list(dict.fromkeys(
            one for account in self.before for path, one in account.flattened.members if path == "children"
        ))  # fmt: skip
        if len(known) == 1:
            return known[0]
        hint = f'Answer "telling/child" with one of: {", ".join(known)}.' if known else 'Answer "telling/child".'
        self._wrong("H109", "These answers do not say which child they are about.", (), hint)
        return None

    def _on(self, given: Given | None) -> datetime.date | None:
        said = given.values[0] if given is not None and given.values else self.document.value.get("authored", "")
        day = day_of(str(said))
        if day is None:
            place = given.place if given is not None else ()
            hint = 'Answer "telling/on" with a day, or give the day in "authored".'
            self._wrong("H109", "These answers do not say on which day they were told.", place, hint)
        return day

    def _group(self, draft: Draft, told: Told, group: Given, prefix: str) -> Draft:
        """The draft with what one group says; ``prefix`` is the entry of a list that it is about, with a dot."""
        how = self._how(draft, group)
        section = group.item.section
        if section is not None and group.item.link.endswith("/list"):
            self._of_lists.setdefault(section, set()).add(how)
        elif how is not None and not prefix and section is not None:
            draft = draft.knowing(section, how)
        of_entry = how if prefix else None
        for one in group.items:
            part = one.item.part
            if part == "answer":
                draft = self._answer(draft, one, prefix, of_entry)
            elif part == "why-not":
                draft = self._why_not(draft, one, prefix, of_entry)
            elif part == "known-to" and section is not None:
                draft = draft.sharing(section, tuple(dict.fromkeys(self._words(one, ids=False))))
            elif part == "note" and section is not None:
                draft = draft.noting(section, self._text(one, _LONGEST_NOTE) or "")
            elif part == "each":
                draft = self._entry(draft, told, one, _list(one, prefix, draft.child))
            elif part == "group":
                draft = self._group(draft, told, one, prefix)
        for one in group.items:
            if one.item.part == "any":
                draft = self._any(draft, one, _list(one, prefix, draft.child))
        return draft

    def _entry(self, draft: Draft, told: Told, group: Given, path: str) -> Draft:
        words = [one for one in group.items if one.item.part == "word"]
        word = self._word(words[0]) if words else None
        if word is not None and word in draft.entries.get(path, ()):
            self._wrong("H106", f'There are two entries called "{word}".', words[0].place)
            return draft
        entry = word or new_entry(draft, path, told.members.get(path, ()))
        return self._group(draft.adding(path, entry), told, group, f"{path}.{entry}.")

    def _any(self, draft: Draft, given: Given, path: str) -> Draft:
        entries = draft.entries.get(path, ())
        self.places[path] = given.place
        for option in given.values:
            if not isinstance(option, Option):
                continue
            if option.system == REASON:
                return draft.ending(path, _reason(option.code))
            if (option.code == NO_ENTRIES and entries) or (option.code == ALL_HERE and not entries):
                what = "there are none, and there are entries" if entries else "there are some, and there is no entry"
                self._wrong("H108", f'"{given.item.link}" says that {what}.', given.place)
            elif option.code in (ALL_HERE, NO_ENTRIES):
                return draft.ending(path)
        return draft

    def _answer(self, draft: Draft, given: Given, prefix: str, how: HowKnown | None) -> Draft:
        if not given.values:
            return draft
        path = _path(given, prefix, draft.child)
        self.places[path] = given.place
        coded = [one for one in given.values if isinstance(one, Option)]
        alone = [one for one in coded if one.system in (REASON, NONE)]
        if alone and len(coded) > 1:
            self._wrong("H108", f'"{alone[0].display}" stands alone, or not at all.', given.place)
            return draft
        if alone and alone[0].system == REASON:
            return draft.answering(path, Answer(not_known=_reason(alone[0].code), how=how))
        value = self._value(given, alone)
        if value is None:
            return draft
        answered = draft.answering(path, Answer(value=value, how=how))
        try:
            facts_of(answered, [path])
        except ValidationError as wrong:
            self._wrong("H108", f'"{given.item.link}": {_why(wrong)}', given.place)
            return draft
        return answered

    def _value(self, given: Given, none: Iterable[Option]) -> forms.Value | None:
        entry = given.item.entry
        if entry is None:
            raise AssertionError("every question of an outline asks for a fact")
        if entry.kind == "choices":
            return () if none else tuple(_code(one) for one in given.values)
        if entry.kind in ("words", "references", "list"):
            return tuple(dict.fromkeys(self._words(given, ids=entry.kind != "words")))
        if entry.kind in ("word", "reference"):
            return next(self._words(given, ids=entry.kind == "reference"), None)
        return _single(given.values[0], entry)

    def _why_not(self, draft: Draft, given: Given, prefix: str, how: HowKnown | None) -> Draft:
        path = _path(given, prefix, draft.child)
        if not given.values:
            return draft
        if path in draft.answers:
            self._wrong("H108", f'"{given.item.link}" gives a reason, although there is an answer.', given.place)
            return draft
        self.places[path] = given.place
        return draft.answering(path, Answer(not_known=_reason(_code(given.values[0])), how=how))

    def _how(self, draft: Draft, group: Given) -> HowKnown | None:
        parts = {one.item.part: one for one in group.items if one.values}
        how, who = parts.get("how"), parts.get("who-said")
        if how is None:
            if who is not None:
                self._wrong("H108", "It says who said it, and not how that is known.", who.place)
            return None
        source = _source(_code(how.values[0]))
        return HowKnown(source=source, told_by=self._word(who) or (draft.child if source == "child" else None))

    def _text(self, given: Given | None, most: int) -> str | None:
        text = str(given.values[0]) if given is not None and given.values else None
        if given is not None and text is not None and len(text) > most:
            self._wrong("H108", f'"{given.item.link}" takes at most {most} letters.', given.place)
            return None
        return text

    def _word(self, given: Given | None) -> str | None:
        return next(self._words(given, ids=given.item.part != "agency"), None) if given is not None else None

    def _words(self, given: Given, *, ids: bool) -> Iterator[str]:
        """The answers as ids, or as agencies and services, of a case file."""
        for value in given.values:
            text = str(value)
            try:
                yield _id(text) if ids else _AGENCY.validate_python(word_of(text))
            except ValueError as wrong:
                self._wrong("H108", f'"{given.item.link}": {_why(wrong)}', given.place)

    def _wrong(self, code: str, message: str, place: Path, hint: str | None = None) -> None:
        self.problems.append(self.document.problem(code, message, place, hint=hint))


def _id(text: str) -> str:
    """A word that can stand in a case file as an id stays as it is, since the case may know it so."""
    return text if _ID.fullmatch(text) else word_of(text)


def _why(wrong: ValueError) -> str:
    """What is wrong, as one sentence."""
    said = wrong.errors()[0]["msg"] if isinstance(wrong, ValidationError) else str(wrong)
    return said.removeprefix("Value error, ")


def _path(given: Given, prefix: str, child: str) -> str:
    return prefix + given.item.fact if prefix else case_path(given.item.fact, child)


def _list(given: Given, prefix: str, child: str) -> str:
    return prefix + given.item.fact.rpartition(".")[2] if prefix else case_path(given.item.fact, child)


def _single(value: Value, entry: Entry) -> forms.Value:
    if isinstance(value, Option):
        return value.code == "yes" if entry.kind == "yes-no" else value.code
    return value


def _code(value: Value) -> str:
    return value.code if isinstance(value, Option) else str(value)


def _reason(code: str) -> NotKnownReason:
    return next(one for one in REASONS if one == code)


def _source(code: str) -> Source:
    return next(one for one in SOURCES if one == code)
