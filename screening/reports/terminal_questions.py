"""What cannot be ruled out, in the terminal: a few questions at first, each with a box to tick."""

from __future__ import annotations

from collections.abc import Iterable

from screening.reports import words
from screening.reports.sheet import Sheet
from screening.reports.terminal_findings import write_lines, write_sources, write_title
from screening.reports.view import Asked, AskedOf, Asking

QUESTIONS_AT_FIRST = 6
RULES_AT_FIRST = 3


def write_asking(sheet: Sheet, asking: Asking, show_all: bool) -> None:
    """The smallest set of questions, then the rest; with ``show_all`` the rules that are open too."""
    sheet.heading("Cannot be ruled out: ask")
    count = len(asking.first) + sum(len(group.questions) for group in asking.then)
    room = count if show_all else QUESTIONS_AT_FIRST
    if asking.first_note:
        sheet.write(asking.first_note, indent=2)
    shown = _groups(sheet, _by_who(asking.first), room, show_all)
    if shown < room and asking.then:
        if asking.first:
            sheet.write("Then:", indent=2)
        shown += _groups(sheet, asking.then, room - shown, show_all)
    if shown < count:
        sheet.write(f"({words.counted(count - shown, 'more question')}; --all shows them)", indent=2, style="dim")
    if show_all and asking.open_rules:
        sheet.write("These cannot be ruled out:", indent=2)
        for one in asking.open_rules:
            write_title(sheet, one)
            write_lines(sheet, "Told", one.grounds, 4, show_all)
            write_sources(sheet, one, 4, show_all)


def _by_who(questions: Iterable[Asked]) -> tuple[AskedOf, ...]:
    found: dict[str, list[Asked]] = {}
    for one in questions:
        found.setdefault(one.who[0], []).append(one)
    return tuple(AskedOf(who=who, questions=tuple(asked)) for who, asked in found.items())


def _groups(sheet: Sheet, groups: Iterable[AskedOf], room: int, show_all: bool) -> int:
    """Writes up to ``room`` questions and says how many it wrote."""
    shown = 0
    for group in groups:
        for number, question in enumerate(group.questions[: room - shown]):
            if not number:
                sheet.write(group.who, indent=2, style="bold")
            _question(sheet, question, show_all)
            shown += 1
    return shown


def _question(sheet: Sheet, question: Asked, show_all: bool) -> None:
    about = f" ({question.about})" if question.about else ""
    sheet.write(f"{question.ask}{about}", indent=4, lead="[ ]", tail=_settles(question, show_all))
    if question.reason:
        sheet.write(f"So far: {question.reason}.", indent=8)
    if show_all and question.help:
        sheet.write(question.help, indent=8, style="dim")


def _settles(question: Asked, show_all: bool) -> str:
    named = question.settles if show_all else question.settles[:RULES_AT_FIRST]
    rest = len(question.settles) - len(named)
    return f"settles {', '.join(named)}" + (f" and {rest} more" if rest else "")
