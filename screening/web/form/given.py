"""Reading what somebody put down on a page of a form, into a changed draft or into what is wrong and where.

Nothing that was sent is trusted: a choice counts only if the page offers it, and what is written has to be what the
fact can hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from screening.case.words import Agency, NotKnownReason, Source
from screening.forms import phrases
from screening.forms.answers import value_of, word_of
from screening.forms.draft import Answer, Draft, HowKnown, Value
from screening.forms.interview import Ask, How, More, Page, new_entry
from screening.forms.telling import facts_of
from screening.reports.words import days_in
from screening.services.as_you_go import complaints
from screening.web.form.desk import Desk

ALONE: Final = {"-none": phrases.NONE_OF_THESE, "-leave": "Leave it as it is", "-not-known": phrases.NOT_KNOWN}
"""Answers that stand for themselves and go with no other. No value of a fact begins with a hyphen."""
MOST_ENTRIES: Final = 40
_LONGEST_NOTE: Final = 4000
_LONGEST_TEXT: Final = 4000
_WHY: Final = "Say why it is not known yet."
_BOTH: Final = "Give an answer, or choose “{}”, not both."
_AGENCY: Final[TypeAdapter[str]] = TypeAdapter(Agency)


class Wrong(ValueError):  # noqa: N818 -- it is said to somebody on a page
    """Something cannot be taken as it was put down.

    Attributes:
        field: the id of the field on the page.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Sent:
    """The fields of a form that was sent, as text without control characters and without spaces around it."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    def one(self, name: str) -> str:
        """A field; empty if it was not sent."""
        return (self.all(name) or [""])[-1]

    def all(self, name: str) -> list[str]:
        """Every value of a field that is not empty."""
        texts = [one for one in self._form.getlist(name) if isinstance(one, str)]
        return [text for text in (_plain(one) for one in texts) if text]


def read_page(page: Page, sent: Sent, desk: Desk) -> Draft:
    """The draft with what was put down on a page.

    Raises:
        Wrong: it cannot be taken.
    """
    if isinstance(page, How):
        return _how(page, sent, desk)
    if isinstance(page, More):
        return _more(page, sent, desk)
    draft = desk.draft.answering(page.key, _answer(page, sent, desk))
    _check(page, desk, draft)
    return draft


def is_empty(page: Page, sent: Sent) -> bool:
    """Whether nothing at all was put down."""
    names = ("answer", "day", "month", "year", "instead", "else", "reason", "word", "note", "known-to")
    return not any(sent.all(name) for name in names)


def agencies(text: str) -> tuple[str, ...]:
    """Agencies written with commas between them.

    Raises:
        ValueError: one of them cannot be an agency.
    """
    return tuple(dict.fromkeys(agency(part) for part in text.split(",") if part.strip()))


def agency(text: str) -> str:
    """An agency as case files have it, such as ``health-visiting``.

    Raises:
        ValueError: it cannot be one.
    """
    try:
        return _AGENCY.validate_python(word_of(text))
    except ValidationError:
        raise ValueError("An agency is written in a few letters, such as “health visiting” or “GP”.") from None


def people_in(desk: Desk, list_: str = "people") -> tuple[str, ...]:
    """The words for everybody whom the case or this form speaks of; with ``children``, for the children only."""
    told = desk.recorded
    children = (*told.members.get("children", ()), desk.draft.child)
    people = (*told.members.get("people", ()), *desk.draft.entries.get("people", ())) if list_ == "people" else ()
    return tuple(dict.fromkeys((*people, *children)))


def recorded_entries(page: More, desk: Desk) -> tuple[str, ...]:
    """The entries of a list that the case has and that this form does not speak of yet."""
    members = desk.recorded.members.get(page.path, ())
    return tuple(one for one in members if one not in desk.draft.entries.get(page.path, ()))


def is_recorded(page: Ask, desk: Desk) -> bool:
    """Whether the case says something about a fact already, if only that it was not known."""
    told = desk.recorded
    return bool(told.of(page.key)) or page.key in told.not_known


def _answer(page: Ask, sent: Sent, desk: Desk) -> Answer:
    kind = page.entry.kind
    if kind == "date" or kind in ("number", "word", "words", "text", "list"):
        chosen, written = sent.all("instead"), _written(page, sent)
    else:
        chosen, written = sent.all("answer"), ""
        if kind in ("reference", "references"):
            written = sent.one("else")
            if kind == "reference" and not set(chosen) & {"-else"}:
                written = ""
    alone = [one for one in chosen if one in ALONE and (one != "-leave" or is_recorded(page, desk))]
    values = [one for one in dict.fromkeys(chosen) if one not in ALONE and one != "-else"]
    if alone and (len(set(alone)) > 1 or values or written):
        raise Wrong("answer", _BOTH.format(ALONE[alone[0]]))
    if "-not-known" in alone:
        return Answer(not_known=reason(sent))
    if "-leave" in alone:
        return Answer()
    if kind in ("choice", "yes-no", "choices"):
        return Answer(value=_chosen(page, values, bool(alone)))
    if kind in ("reference", "references"):
        return Answer(value=_people(page, values, written, bool(alone), desk))
    if not written:
        raise Wrong("answer", page.question.if_missing)
    if kind == "text":
        # As it was written, with its lines.
        return Answer(value=written)
    try:
        return Answer(value=value_of(page.entry, written, desk.draft.on))
    except ValueError as wrong:
        raise Wrong("answer", str(wrong)) from None


def _chosen(page: Ask, values: Sequence[str], none: bool) -> Value:
    kind = page.entry.kind
    known = ("yes", "no") if kind == "yes-no" else page.entry.values
    values = [one for one in values if one in known]
    if kind == "choices":
        if not values and not none:
            raise Wrong("answer", page.question.if_missing)
        return tuple(values)
    if len(values) != 1:
        raise Wrong("answer", page.question.if_missing)
    return values[0] == "yes" if kind == "yes-no" else values[0]


def _people(page: Ask, values: Sequence[str], written: str, none: bool, desk: Desk) -> Value:
    known = people_in(desk, page.entry.fact.refers_to or "people")
    chosen = [one for one in values if one in known]
    try:
        chosen += [word_of(part) for part in written.split(",") if part.strip()]
    except ValueError as wrong:
        raise Wrong("else", str(wrong)) from None
    chosen = list(dict.fromkeys(chosen))
    if page.entry.kind == "references":
        if not chosen and not none:
            raise Wrong("answer", page.question.if_missing)
        return tuple(chosen)
    if len(chosen) != 1:
        raise Wrong("answer", page.question.if_missing)
    return chosen[0]


def _written(page: Ask, sent: Sent) -> str:
    if page.entry.kind != "date":
        text = sent.one("answer")
        if len(text) > _LONGEST_TEXT:
            raise Wrong("answer", f"Write at most {_LONGEST_TEXT:,} letters here.")
        return text
    day, month, year = (sent.one(name) for name in ("day", "month", "year"))
    if day and not month:
        raise Wrong("answer", "Enter the month too, or the year alone.")
    if (day or month) and not year:
        raise Wrong("answer", "Enter the year too.")
    if not (day + month + year).isascii():
        raise Wrong("answer", "Write the date in figures, such as 4 5 2026.")
    return (" " if month.isalpha() else "/").join(part for part in (day, month, year) if part)


def _check(page: Ask, desk: Desk, draft: Draft) -> None:
    """Refuse an answer that the fact cannot hold, or that cannot be right beside what the case says."""
    try:
        facts_of(draft, [page.key])
    except ValidationError as wrong:
        said = wrong.errors()[0]["msg"].removeprefix("Value error, ")
        ours = wrong.errors()[0]["type"] == "value_error"
        raise Wrong("answer", said if ours else "This cannot be kept as it is written. Write it differently.") from None
    changed = desk.with_draft(draft)
    new = _errors(changed) - _errors(desk)
    if new:
        raise Wrong("answer", days_in(sorted(new)[0]))


def _errors(desk: Desk) -> set[str]:
    found = complaints(desk.case, desk.telling, desk.today)
    return {" ".join(filter(None, (one.message, one.hint))) for one in found if one.severity == "error"}


def _more(page: More, sent: Sent, desk: Desk) -> Draft:
    draft, answer = desk.draft, sent.one("answer")
    entries = draft.entries.get(page.path, ())
    if len(entries) > len(page.so_far):
        if answer != "-go-on":
            raise Wrong("answer", "Go on, or take an entry out.")
        return draft
    if answer == "-not-known":
        return draft.ending(page.path, reason(sent))
    if answer == "-no-more":
        return draft.ending(page.path)
    known = recorded_entries(page, desk)
    if answer != "-another" and answer not in known:
        raise Wrong("answer", f"Say whether there are any, or choose “{phrases.NOT_KNOWN}”.")
    if len(entries) >= MOST_ENTRIES:
        raise Wrong("answer", f"One form takes {MOST_ENTRIES} of these. Add them to the case, then begin another.")
    if answer != "-another":
        return draft.adding(page.path, answer)
    return draft.adding(page.path, _new(page, sent, draft, known))


def _new(page: More, sent: Sent, draft: Draft, known: Sequence[str]) -> str:
    """An id for a new entry; of a person one says who it is."""
    if page.path != "people":
        return new_entry(draft, page.path, known)
    try:
        word = word_of(sent.one("word"))
    except ValueError:
        raise Wrong("word", "Write a short word for this person, such as “mother” or “partner-2”. No name.") from None
    if word in {*known, *draft.entries.get(page.path, ())}:
        raise Wrong("word", "There is somebody of that word already.")
    return word


def _how(page: How, sent: Sent, desk: Desk) -> Draft:
    source: Source | None = next((one for one in phrases.SOURCES if one == sent.one("answer")), None)
    if source is None:
        raise Wrong("answer", "Say how you know.")
    note = sent.one("note")
    if len(note) > _LONGEST_NOTE:
        raise Wrong("note", f"A note has at most {_LONGEST_NOTE:,} letters.")
    try:
        known_to = agencies(sent.one("known-to"))
    except ValueError as wrong:
        raise Wrong("known-to", str(wrong)) from None
    told_by: str | None = desk.draft.child if source == "child" else None
    if source in ("carer", "family"):
        told_by = next((one for one in people_in(desk) if one == sent.one(f"told-by-{source}")), None)
    draft = desk.draft.knowing(page.section, HowKnown(source=source, told_by=told_by))
    return draft.sharing(page.section, known_to).noting(page.section, note)


def reason(sent: Sent) -> NotKnownReason:
    """Why something is not known yet.

    Raises:
        Wrong: no reason was chosen.
    """
    for known in phrases.REASONS:
        if known == sent.one("reason"):
            return known
    raise Wrong("reason", _WHY)


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "", text).strip()
