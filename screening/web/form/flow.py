"""Which page comes next, how far each section is, and every answer in a list with the way back to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from screening.engine.wording import agency_in_words
from screening.forms import phrases
from screening.forms.interview import Ask, How, More, Page, is_done
from screening.services.offered import fact_of
from screening.web.form.addresses import of_check, of_form, of_page, of_section
from screening.web.form.desk import Desk
from screening.web.form.shown import answer_in_words, thing_of

Status = Literal["Nothing to ask yet", "Not started yet", "In progress", "Completed"]
From = Literal["", "check", "section"]
"""Where somebody came from to change an answer, and goes back to."""

_LONG: Final = 20
"""From so many questions on, a section is shown as a list to choose from: our choice."""


@dataclass(frozen=True)
class Row:
    """One answer in a list.

    Attributes:
        words: the question.
        thing: whose fact it is; may be empty.
        answer: in words.
        address: where it is changed.
        action: what following the address does, in a word.
        kind: of page.
    """

    words: str
    thing: str
    answer: str
    address: str
    action: Literal["Change", "Answer"]
    kind: Literal["fact", "more", "how"]


@dataclass(frozen=True)
class SectionLine:
    """One section in the list of them.

    Attributes:
        title: as the checklist has it.
        status: how far it is.
        address: where to go on with it; None if there is nothing to ask.
        todo: things to do in a section that asks nothing.
    """

    title: str
    status: Status
    address: str | None
    todo: tuple[str, ...] = ()


def sections(desk: Desk) -> tuple[SectionLine, ...]:
    """Every section, how far it is, and where to go on with it."""
    found = []
    for number, section in enumerate(desk.checklist.sections):
        status = _status(desk, number)
        items = () if section.questions else tuple(item.do for item in section.items)
        address = None if status == "Nothing to ask yet" else _way_in(desk, number)
        found.append(SectionLine(section.title, status, address, items))
    return tuple(found)


def rows(desk: Desk, section: int) -> tuple[Row, ...]:
    """Every question of a section with its answer."""
    return tuple(_rows(desk, [page for page in desk.pages if page.section == section]))


def after(desk: Desk, page: Page, earlier: Sequence[Page], came_from: From) -> str:
    """Where to go after a page was answered.

    Args:
        desk: the form with the answer in it.
        page: that was answered.
        earlier: the pages that there were before the answer.
        came_from: where somebody came from to change the answer. What the change newly asks comes first.
    """
    of = (desk.opened.case.id, desk.form)
    left = [one for one in _from_here(desk, page) if not is_done(one, desk.draft)]
    if came_from:
        known = {one.key for one in earlier}
        left = [one for one in left if one.key not in known]
    elif fact_of(desk.checklist.checklist) is not None:
        # One question was to be answered, not a list to be gone through; whether there are more can be said as well.
        left = [one for one in left if not isinstance(one, More)]
    if left:
        return of_page(*of, left[0].key) + (f"?from={came_from}" if came_from else "")
    if came_from == "section":
        return of_section(*of, page.section)
    return of_check(*of) if came_from or len(desk.checklist.sections) == 1 else of_form(*of)


def skip(desk: Desk, page: Page) -> str:
    """Where to go when a page is left for now."""
    following = [one for one in _from_here(desk, page) if one.key != page.key and not is_done(one, desk.draft)]
    of = (desk.opened.case.id, desk.form)
    return of_page(*of, following[0].key) if following else of_form(*of)


def back(desk: Desk, page: Page, came_from: From) -> str:
    """Where the way back from a page leads."""
    of = (desk.opened.case.id, desk.form)
    if came_from:
        return of_check(*of) if came_from == "check" else of_section(*of, page.section)
    here = [one.key for one in desk.pages if one.section == page.section]
    place = here.index(page.key) if page.key in here else 0
    return of_page(*of, here[place - 1]) if place else of_form(*of)


def unsourced(desk: Desk) -> tuple[How, ...]:
    """Pages that still have to say how somebody knows; nothing is added to a case without that."""
    return tuple(page for page in desk.pages if isinstance(page, How) and page.section not in desk.draft.how)


def _from_here(desk: Desk, page: Page) -> list[Page]:
    here = [one for one in desk.pages if one.section == page.section]
    keys = [one.key for one in here]
    return here[keys.index(page.key) :] if page.key in keys else here


def _status(desk: Desk, section: int) -> Status:
    here = [page for page in desk.pages if page.section == section]
    done = [page for page in here if is_done(page, desk.draft)]
    if not here:
        return "Nothing to ask yet"
    if len(done) == len(here):
        return "Completed"
    return "In progress" if done else "Not started yet"


def _way_in(desk: Desk, section: int) -> str:
    here = [page for page in desk.pages if page.section == section]
    left = [page for page in here if not is_done(page, desk.draft)]
    of = (desk.opened.case.id, desk.form)
    to_choose_from = not left or len(here) > _LONG or desk.corrects is not None
    return of_section(*of, section) if to_choose_from else of_page(*of, left[0].key)


def _rows(desk: Desk, pages: Sequence[Page]) -> Iterator[Row]:
    draft = desk.draft
    for page in pages:
        address = of_page(desk.opened.case.id, desk.form, page.key)
        action: Literal["Change", "Answer"] = "Change" if is_done(page, draft) else "Answer"
        if isinstance(page, Ask):
            said = answer_in_words(page.entry, draft.answers.get(page.key))
            yield Row(page.words, thing_of(desk, page.key), said, address, action, "fact")
        elif isinstance(page, How):
            yield Row(phrases.HOW_KNOWN, "", _how_in_words(desk, page), address, action, "how")
        elif len(page.so_far) == len(draft.entries.get(page.path, ())):
            # The pages before this one only say which entries there are; these are listed by their own questions.
            yield Row(phrases.any_more(page), "", _more_in_words(desk, page), address, action, "more")


def _more_in_words(desk: Desk, page: More) -> str:
    if page.path not in desk.draft.ended:
        return "Not answered yet"
    why = desk.draft.ended[page.path]
    if why is not None:
        return f"{phrases.NOT_KNOWN}. {phrases.REASONS[why]}."
    return "That is all" if page.so_far else "Looked or asked, and there are none"


def _how_in_words(desk: Desk, page: How) -> str:
    how = desk.draft.how.get(page.section)
    if how is None:
        return "Not answered yet"
    parts = [phrases.SOURCES[how.source] + (f" ({how.told_by})" if how.told_by else "")]
    known_to = desk.draft.known_to.get(page.section, ())
    if known_to:
        parts.append(f"Also known to: {', '.join(agency_in_words(one) for one in known_to)}")
    note = desk.draft.notes.get(page.section)
    if note:
        parts.append(f"Note: {note}")
    return ". ".join(parts)
