"""The blank sheet of a checklist for paper: boxes to tick, lines to write on, and where each question comes from.

Each question stands once. In a section about a list its boxes come in threes, numbered for the first, second and third
entry, so that a sheet stays at a few pages. Filling in on a screen is left to the forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from screening.case.dictionary import Entry
from screening.case.profile import CaseProfile
from screening.conditions.tree import Condition
from screening.docgen.in_words import Wording, find, in_a_line, quoted
from screening.docgen.places import Place
from screening.docgen.templating import View, render
from screening.forms.checklist import Checklist, Question, Section, about_of, asked, entry_of
from screening.forms.phrases import NONE_OF_THESE, REASONS, SOURCES, WHO_SAID
from screening.rulebook.local_names import Resolved, resolve
from screening.rulebook.pack import Pack

ENTRIES: Final = ("1", "2", "3")
"""The entries of a list that one sheet has room for. A fourth goes on another sheet."""

_LETTERS: Final = {"not-asked": "n", "declined": "d", "not-known": "k", "awaiting": "w"}
_LINES: Final = {"date": "day, month and year, or what is known of it", "number": "a number"}
_READERS: Final = {"practitioner": "practitioners", "supervisor": "supervisors", "trainer": "trainers"}


class SheetQuestion(View):
    """One question on paper.

    Attributes:
        only_if: when to ask it, in words that name other questions by their number.
        boxes: the labels of the boxes to tick; none where there is a line to write on.
        several: more than one box may be ticked.
        line: a word under the line about what to write; None where there are boxes.
    """

    number: int
    words: str
    help: str
    only_if: str | None
    boxes: tuple[str, ...]
    several: bool
    line: str | None
    learning: tuple[str, ...]


class SheetItem(View):
    """Something to do, with a box to tick once done."""

    words: str
    learning: tuple[str, ...]


class SheetSection(View):
    """One section on paper.

    Attributes:
        entries: what the boxes of each question are numbered with; none where there is one entry only.
        one: of a section about a list, the word for one of its entries.
        listed: of the first section about a list, the question which entries there are; in the others the numbers
            stand for the same entries.
        only_if: which entries it is asked of, or when it is asked at all.
    """

    title: str
    about: str | None
    entries: tuple[str, ...]
    one: str | None
    listed: str | None
    only_if: str | None
    questions: tuple[SheetQuestion, ...]
    items: tuple[SheetItem, ...]
    learning: tuple[str, ...]


class SheetSource(View):
    """A row that the sheet cites; the locator and summary are None where the pack has no such row."""

    row: str
    cite_as: str | None = None
    locator: str | None = None
    summary: str | None = None


class Sheet(View):
    """The whole sheet.

    Attributes:
        readers: for whom it is, in words.
        reasons: the letters that stand for why something is not known, with what they mean.
        sources: everything that is cited, once.
    """

    name: str
    title: str
    readers: tuple[str, ...]
    about: str
    minutes: int
    learning: tuple[str, ...]
    sections: tuple[SheetSection, ...]
    reasons: tuple[tuple[str, str], ...]
    ways_of_knowing: tuple[str, ...]
    who_said: str
    sources: tuple[SheetSource, ...]
    policies: tuple[Resolved, ...]


def sheet_page(checklist: Checklist, pack: Pack, place: Place | None = None) -> str:
    """The sheet as one HTML page that fetches nothing, with the names and addresses of the pack's locality.

    Args:
        checklist: the checklist.
        pack: in the words of a locality; its rules may come without their tests.
        place: where it is a page of the site.

    Raises:
        ProblemsFound: the checklist names a policy that the pack does not have.
    """
    return render("sheet.html.j2", pack, sheet=arrange_sheet(checklist, pack), place=place)


def arrange_sheet(checklist: Checklist, pack: Pack) -> Sheet:
    """Everything that the sheet of a checklist shows.

    Raises:
        ProblemsFound: the checklist names a policy that the pack does not have.
    """
    return Sheet(
        name=checklist.checklist,
        title=checklist.title,
        readers=tuple(_READERS[one] for one in checklist.for_),
        about=checklist.about,
        minutes=checklist.minutes,
        learning=checklist.learning,
        sections=tuple(_sections(checklist, pack)),
        reasons=tuple((_LETTERS[reason], words) for reason, words in REASONS.items()),
        ways_of_knowing=tuple(SOURCES.values()),
        who_said=WHO_SAID,
        sources=tuple(_source(row, pack) for row in _cited(checklist)),
        policies=tuple(resolve(pack.policies, pack.locality, one) for one in checklist.policies),
    )


def _sections(checklist: Checklist, pack: Pack) -> Iterator[SheetSection]:
    numbers: dict[str, int] = {}
    listed: set[str] = set()
    number = 0
    for section in checklist.sections:
        for question in section.questions:
            number += 1
            # Where two sections ask the same, what follows speaks of the nearer one.
            numbers[_key(section, question.fact)] = number
        yield _section(section, numbers, pack, first=section.each not in listed)
        if section.each is not None:
            listed.add(section.each)


def _section(section: Section, numbers: Mapping[str, int], pack: Pack, first: bool) -> SheetSection:
    def only_if(condition: Condition | None) -> str | None:
        if condition is None:
            return None
        wording = Wording(pack.concepts, pack.locality.definitions, lambda path, entry: _named(path, entry))
        return in_a_line(wording.part(condition, about_of(section)))

    def _named(path: str, entry: Entry) -> str:
        number = numbers.get(_key(section, path))
        return f"question {number}" if number is not None else quoted(path, entry)

    return SheetSection(
        title=section.title,
        about=section.about,
        entries=ENTRIES if section.each is not None else (),
        one=about_of(section) if section.each is not None else None,
        listed=find(section.each, CaseProfile)[0].fact.question if section.each is not None and first else None,
        only_if=only_if(section.ask_when),
        questions=tuple(
            _question(section, question, numbers[_key(section, question.fact)], only_if(question.ask_when))
            for question in section.questions
        ),
        items=tuple(SheetItem(words=item.do, learning=item.learning) for item in section.items),
        learning=section.learning,
    )


def _key(section: Section, path: str) -> str:
    """What a fact is known by in all sections: a plain name in a section about a list is a field of its entries."""
    return f"{section.each}.{path}" if section.each is not None and not path.startswith(("child.", "case.")) else path


def _question(section: Section, question: Question, number: int, only_if: str | None) -> SheetQuestion:
    entry = entry_of(section, question)
    boxes = _boxes(entry)
    return SheetQuestion(
        number=number,
        words=asked(section, question),
        help=question.help or entry.fact.help,
        only_if=only_if,
        boxes=boxes,
        several=entry.kind == "choices",
        line=None if boxes else _LINES.get(entry.kind, ""),
        learning=question.learning,
    )


def _boxes(entry: Entry) -> tuple[str, ...]:
    if entry.kind == "yes-no":
        return (entry.label(True), entry.label(False))
    labels = tuple(entry.label(value) for value in entry.values)
    return (*labels, NONE_OF_THESE) if entry.kind == "choices" else labels


def _cited(checklist: Checklist) -> tuple[str, ...]:
    """Every row that a checklist cites, in order of id, so that a reference on paper is soon found."""
    sections = checklist.sections
    cited = {
        *checklist.learning,
        *(row for section in sections for row in section.learning),
        *(row for section in sections for question in section.questions for row in question.learning),
        *(row for section in sections for item in section.items for row in item.learning),
    }
    return tuple(sorted(cited))


def _source(row: str, pack: Pack) -> SheetSource:
    if row not in pack.learning:
        return SheetSource(row=row)
    source, known = pack.learning[row]
    return SheetSource(row=row, cite_as=source.cite_as, locator=known.locator, summary=known.summary)
