"""A checklist that is being filled in: the answers so far, as they are kept between one question and the next.

A draft is a small frozen record that can be written to a file and read again, so that nothing is lost when somebody is
called away. Which question comes next is left to ``interview``; what the answers become in a case file, to ``telling``.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from screening.case.words import Agency, Id, Note, NotKnownReason, Source

_CONFIG = ConfigDict(frozen=True, extra="forbid")

Value = str | bool | int | tuple[str, ...]


class HowKnown(BaseModel):
    """How somebody knows what they say: the source, and the person who said it, where somebody did."""

    model_config = _CONFIG

    source: Source
    told_by: Id | None = None


class Answer(BaseModel):
    """What was answered to one question: a value, or why it is not known yet; neither, to leave it as recorded."""

    model_config = _CONFIG

    value: Value | None = None
    not_known: NotKnownReason | None = None
    how: Annotated[HowKnown | None, Field(description="Where it differs from the section's.")] = None

    @property
    def said(self) -> bool:
        """Whether it says something, if only that it is not known."""
        return self.value is not None or self.not_known is not None


class Draft(BaseModel):
    """The answers so far.

    Attributes:
        checklist: the name of the checklist.
        case: the agency's own reference for the family.
        child: the id of the child whom the checklist is about.
        on: the day on which it was told or seen.
        agency, by: who writes it down.
        answers: by case path.
        entries: the entries of a list that were spoken of, by the list's case path, in order.
        ended: lists of which somebody said that there are no more; with a reason, that it is not known.
        how: how somebody knows, by the number of the section.
        known_to: which other agencies know it, by the number of the section.
        notes: free text beside the facts, by the number of the section; for people, never read by a rule.
    """

    model_config = _CONFIG

    checklist: str
    case: str
    child: Id
    on: datetime.date
    agency: Agency | None = None
    by: str | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)
    entries: dict[str, tuple[Id, ...]] = Field(default_factory=dict)
    ended: dict[str, NotKnownReason | None] = Field(default_factory=dict)
    how: dict[int, HowKnown] = Field(default_factory=dict)
    known_to: dict[int, tuple[Agency, ...]] = Field(default_factory=dict)
    notes: dict[int, Note] = Field(default_factory=dict)

    def answering(self, path: str, answer: Answer) -> Draft:
        """The draft with one question answered, or answered anew."""
        return self.model_copy(update={"answers": {**self.answers, path: answer}})

    def adding(self, path: str, entry: str) -> Draft:
        """The draft with one more entry of a list; a list that was ended is open again."""
        ended = {key: reason for key, reason in self.ended.items() if key != path}
        entries = {**self.entries, path: (*self.entries.get(path, ()), entry)}
        return self.model_copy(update={"entries": entries, "ended": ended})

    def removing(self, path: str, entry: str) -> Draft:
        """The draft without an entry of a list and without what was said about it; the list is open again.

        That somebody took an entry out does not say that there are none.
        """
        inside = f"{path}.{entry}."
        entries = {key: some for key, some in self.entries.items() if not key.startswith(inside)}
        entries[path] = tuple(one for one in entries.get(path, ()) if one != entry)
        answers = {key: one for key, one in self.answers.items() if not key.startswith(inside)}
        ended = {key: why for key, why in self.ended.items() if key != path and not key.startswith(inside)}
        return self.model_copy(update={"entries": entries, "answers": answers, "ended": ended})

    def ending(self, path: str, reason: NotKnownReason | None = None) -> Draft:
        """The draft with a list ended: there are no more entries, or, with a reason, nobody knows."""
        return self.model_copy(update={"ended": {**self.ended, path: reason}})

    def knowing(self, section: int, how: HowKnown) -> Draft:
        """The draft with how somebody knows what a section holds."""
        return self.model_copy(update={"how": {**self.how, section: how}})

    def sharing(self, section: int, agencies: tuple[str, ...]) -> Draft:
        """The draft with which other agencies know what a section holds; none takes an earlier answer back."""
        known_to = {key: some for key, some in self.known_to.items() if key != section}
        return self.model_copy(update={"known_to": known_to | ({section: agencies} if agencies else {})})

    def noting(self, section: int, note: str) -> Draft:
        """The draft with a note beside a section's facts; an empty one takes an earlier note away."""
        notes = {key: one for key, one in self.notes.items() if key != section}
        return self.model_copy(update={"notes": notes | ({section: note} if note else {})})
