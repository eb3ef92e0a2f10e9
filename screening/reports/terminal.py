"""A screening in the terminal: little at first, everything with ``show_all``.

Three findings are opened out and about eight questions asked; the rest is one line each. Comparisons, replays and
explanations are outlines and are written by ``outlined``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.engine.document import Citation, Named, Screening
from screening.reports import words
from screening.reports.layout import arrange
from screening.reports.sheet import Sheet
from screening.reports.view import Action, Asked, AskedOf, Asking, Heading, Line, Said, Shown, View

if TYPE_CHECKING:
    from rich.console import Console

QUESTIONS_AT_FIRST = 8
REASONS_AT_FIRST = 6
TELLINGS_AT_FIRST = 2
_URGENCY_ROOM = 11
_LABEL_ROOM = 8
_RULE_ROOM = 10


def print_screening(screening: Screening, console: Console, *, show_all: bool = False) -> None:
    """The screening; with ``show_all`` every finding opened out, every question, policy and source."""
    view = arrange(screening)
    sheet = Sheet(console)
    _heading(sheet, view.heading)
    _notices(sheet, view)
    _to_do(sheet, view)
    _findings(sheet, "Concerns", view.concerns, show_all)
    _findings(sheet, "About the work", view.practice, show_all)
    _more(sheet, view, show_all)
    if view.asking:
        _asking(sheet, view.asking, show_all)
    _strengths(sheet, view, show_all)
    _rests_on_one(sheet, view, show_all)
    _policies(sheet, view, show_all)
    _sources(sheet, view, show_all)
    _basis(sheet, view)


def print_questions(screening: Screening, console: Console, *, show_all: bool = False) -> None:
    """Only what to ask, the questions that would settle most first."""
    view = arrange(screening)
    sheet = Sheet(console)
    _heading(sheet, view.heading)
    _notices(sheet, view)
    if view.asking:
        _asking(sheet, view.asking, show_all)
    else:
        sheet.blank()
        sheet.write("No question is open. This is not evidence of safety.")
    sheet.blank()
    sheet.write(view.closing)


def _heading(sheet: Sheet, heading: Heading) -> None:
    sheet.write(heading.danger, style="bold")
    sheet.blank()
    about = [f"{one.label}: {one.text}" for one in heading.about]
    sheet.side_by_side([f"Case {heading.case}", *about])
    if heading.training:
        sheet.write(heading.training, style="bold")


def _notices(sheet: Sheet, view: View) -> None:
    for notice in view.notices:
        sheet.blank()
        if notice.loud:
            sheet.write(notice.title.upper(), lead="!!!", style="bold")
        else:
            sheet.write(notice.title)
        for line in notice.lines:
            sheet.write(line, indent=4, bullet=True)


def _to_do(sheet: Sheet, view: View) -> None:
    if view.nothing:
        sheet.blank()
        sheet.write(view.nothing, style="bold")
        return
    sheet.heading("What to do now")
    if view.nobody:
        sheet.write(view.nobody, indent=2)
    given: set[str] = set()
    for number, action in enumerate(view.actions, 1):
        _action(sheet, number, action, given)


def _action(sheet: Sheet, number: int, action: Action, given: set[str]) -> None:
    """One step; what an earlier one has ``given`` is named again, but not where to find it."""
    reach = "" if action.to.id in given else _how_to_reach(action.to)
    sheet.write(f"{action.step}, {action.soon}.{reach}", indent=2, lead=f"{number}.", tail=_some(action.rules))
    if action.to.address and action.to.id not in given:
        sheet.whole(action.to.address, 5)
    for policy in action.policies:
        _policy(sheet, policy, known=policy.id in given)
    given.update(one.id for one in (action.to, *action.policies))
    if action.also:
        also = "; ".join(one.name if one.id in given else _with_where(one) for one in action.also)
        sheet.write(also, indent=5, lead="Also:", hang=7)
        given.update(one.id for one in action.also)


def _policy(sheet: Sheet, policy: Named, known: bool) -> None:
    sheet.write(policy.name if known else _with_where(policy), indent=5, lead="Under:", hang=7)
    if policy.address and not known:
        sheet.whole(policy.address, 12)


def _how_to_reach(named: Named) -> str:
    if named.telephone:
        return "" if named.telephone in named.name else f" Telephone {named.telephone}."
    return f" How to reach them: {words.LOOK_UP}." if named.look_up else ""


def _some(rules: tuple[str, ...]) -> str:
    return ", ".join(rules[:3]) + (f" and {len(rules) - 3} more" if len(rules) > 3 else "")


def _with_where(named: Named) -> str:
    where = [f"telephone {named.telephone}"] if named.telephone else []
    where += [words.LOOK_UP] if named.look_up else []
    return f"{named.name} ({', '.join(where)})" if where else named.name


def _findings(sheet: Sheet, title: str, findings: tuple[Shown, ...], show_all: bool) -> None:
    if not findings:
        return
    sheet.heading(title)
    for one in findings:
        _title(sheet, one)
        if one.opened or show_all:
            _opened(sheet, one, show_all)


def _title(sheet: Sheet, one: Shown) -> None:
    disputed = "DISPUTED: " if one.disputed else ""
    child = f" ({one.subject})" if one.subject else ""
    sheet.write(f"{disputed}{one.title}{child}", indent=2, lead=one.urgency, hang=_URGENCY_ROOM, tail=one.rule)


def _opened(sheet: Sheet, one: Shown, show_all: bool) -> None:
    indent = 4 if sheet.narrow else 2 + _URGENCY_ROOM
    _lines(sheet, "Why", one.grounds, indent, show_all)
    if show_all:
        _labelled(sheet, "Reviews", (one.why,), indent)
    here = tuple(ask.text for ask in one.prompts if not ask.for_supervision)
    later = tuple(ask.text for ask in one.prompts if ask.for_supervision)
    _labelled(sheet, "Ask", here, indent)
    if show_all or not here:
        _under(sheet, "In supervision", later, indent)
    _under(sheet, "Could be innocent", one.innocent, indent)
    if show_all:
        _under(sheet, "Limits", one.limits, indent)
        _under(sheet, "Chosen by us, because no source says it", one.chosen_by_us, indent)
    _labelled(sheet, "Source", _cited(one.citations), indent)


def _cited(citations: Iterable[Citation]) -> tuple[str, ...]:
    """One text for each source: its name and every place in it."""
    found: dict[str, list[str]] = {}
    for one in citations:
        found.setdefault(one.cite_as, []).append(f"{one.locator} ({one.row})")
    return tuple(f"{cite_as}: {'; '.join(places)}" for cite_as, places in found.items())


def _labelled(sheet: Sheet, label: str, texts: tuple[str, ...], indent: int) -> None:
    """Texts beside their label."""
    for number, text in enumerate(texts):
        sheet.write(text, indent=indent, lead="" if number else label, hang=_LABEL_ROOM, bullet=len(texts) > 1)


def _under(sheet: Sheet, label: str, texts: tuple[str, ...], indent: int) -> None:
    """Texts under their label, where the label is too long to stand beside them."""
    if texts:
        sheet.write("", indent=indent, lead=f"{label}:")
    for text in texts:
        sheet.write(text, indent=indent + _LABEL_ROOM, bullet=True)


def _lines(sheet: Sheet, label: str, lines: tuple[Line, ...], indent: int, show_all: bool) -> None:
    shown = lines if show_all else lines[:REASONS_AT_FIRST]
    for number, line in enumerate(shown):
        _line(sheet, line, "" if number else label, indent, show_all, bullet=len(lines) > 1)
    if len(shown) < len(lines):
        more = f"and {words.counted(len(lines) - len(shown), 'more reason')}"
        sheet.write(more, indent=indent, hang=_LABEL_ROOM, bullet=True, style="dim")


def _line(sheet: Sheet, line: Line, label: str, indent: int, show_all: bool, *, bullet: bool) -> None:
    """The line, and where accounts differ, what each says beneath it."""
    told = "; ".join(_with_tellers(said, show_all) for said in line.said)
    text = f"{line.lead} {told}" if line.lead else told
    hang = _LABEL_ROOM if label or bullet else 0
    sheet.write(text, indent=indent, lead=label, hang=hang, bullet=bullet)
    for said in line.said:
        for differing in said.differing:
            sheet.write(differing, indent=indent + hang + 2, bullet=True)


def _with_tellers(said: Said, show_all: bool) -> str:
    told = said.told if show_all else said.told[:TELLINGS_AT_FIRST]
    rest = len(said.told) - len(told)
    if rest:
        told = (*told, f"and {words.counted(rest, 'more account')}")
    return f"{said.what} ({'; '.join(told)})" if told else said.what


def _more(sheet: Sheet, view: View, show_all: bool) -> None:
    folded = sum(not one.opened for one in (*view.concerns, *view.practice))
    if folded and not show_all:
        case = view.heading.case
        sheet.write(
            f"({words.counted(folded, 'prompt')} in one line; --all opens everything out, "
            f"screening explain {case} RULE tells why)",
            indent=2, style="dim",
        )  # fmt: skip


def _asking(sheet: Sheet, asking: Asking, show_all: bool) -> None:
    sheet.heading("Cannot be ruled out: ask")
    left = len(asking.first) + sum(len(group.questions) for group in asking.then)
    room = left if show_all else QUESTIONS_AT_FIRST
    if asking.first_note:
        sheet.write(asking.first_note, indent=2)
    groups = [AskedOf(who=one.who[0], questions=(one,)) for one in asking.first]
    shown = _groups(sheet, _gathered(groups), room, show_all)
    if shown < room and asking.then:
        if asking.first:
            sheet.write("Then:", indent=2)
        shown += _groups(sheet, asking.then, room - shown, show_all)
    if shown < left:
        sheet.write(f"({words.counted(left - shown, 'more question')}; --all shows them)", indent=2, style="dim")
    if show_all:
        sheet.write("These cannot be ruled out:", indent=2)
        for one in asking.open_rules:
            _title(sheet, one)
            _lines(sheet, "Told", one.grounds, 4, show_all=True)


def _gathered(groups: Iterable[AskedOf]) -> tuple[AskedOf, ...]:
    found: dict[str, tuple[Asked, ...]] = {}
    for group in groups:
        found[group.who] = (*found.get(group.who, ()), *group.questions)
    return tuple(AskedOf(who=who, questions=questions) for who, questions in found.items())


def _groups(sheet: Sheet, groups: Iterable[AskedOf], room: int, show_all: bool) -> int:
    """Writes up to ``room`` questions and says how many."""
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
    sheet.write(f"{question.ask}{about}", indent=4, lead="[ ]", tail=f"settles {_some(question.settles)}")
    if question.reason:
        sheet.write(f"So far: {question.reason}.", indent=8)
    if show_all and question.help:
        sheet.write(question.help, indent=8, style="dim")


def _strengths(sheet: Sheet, view: View, show_all: bool) -> None:
    if not view.strengths:
        return
    sheet.heading("What is going well")
    for one in view.strengths:
        disputed = "DISPUTED: " if one.disputed else ""
        child = f" ({one.subject})" if one.subject else ""
        sheet.write(f"{disputed}{one.title}{child}", indent=2, tail=one.rule)
        _lines(sheet, "Why", one.grounds, 4, show_all)
        if show_all:
            _labelled(sheet, "Ask", tuple(ask.text for ask in one.prompts), 4)
            _labelled(sheet, "Limits", one.limits, 4)


def _rests_on_one(sheet: Sheet, view: View, show_all: bool) -> None:
    if not view.rests_on_one:
        return
    sheet.heading("Rests on one person's word")
    for one in view.rests_on_one:
        _line(sheet, one.line, "", 2, show_all, bullet=False)
        for text in one.without:
            sheet.write(text, indent=4, bullet=True)


def _policies(sheet: Sheet, view: View, show_all: bool) -> None:
    above = {one.id for action in view.actions for one in (action.to, *action.policies, *action.also)}
    used = [one for one in view.policies if show_all or (one.first and one.policy.id not in above)]
    if not used:
        return
    sheet.heading("Policies" if show_all else "Policies, beside those above")
    for one in used:
        sheet.write(_with_where(one.policy), indent=2, tail=_some(one.rules))
        if show_all and one.policy.purpose:
            sheet.write(one.policy.purpose, indent=4)
        if one.policy.address:
            sheet.whole(one.policy.address, 4)


def _sources(sheet: Sheet, view: View, show_all: bool) -> None:
    given = {
        citation.row
        for one in (*view.concerns, *view.practice)
        if one.opened and not show_all
        for citation in one.citations
    }
    wanted = [
        (source.cite_as, [one for one in source.passages if show_all or (one.first and one.row not in given)])
        for source in view.sources
    ]
    if not any(passages for _, passages in wanted):
        return
    sheet.heading("Sources" if show_all else "Sources of the rest")
    for cite_as, passages in wanted:
        if passages:
            sheet.write(cite_as, indent=2, style="bold")
        for one in passages:
            sheet.write(one.locator, indent=4, lead=one.row, hang=_RULE_ROOM, tail=_some(one.rules))


def _basis(sheet: Sheet, view: View) -> None:
    sheet.blank()
    for text in view.basis:
        sheet.write(text, style="dim")
    sheet.write(view.closing, style="bold")
