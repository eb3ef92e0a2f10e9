"""A screening in the terminal, section by section: little at first, everything with ``show_all``.

Findings and questions are written by ``terminal_findings`` and ``terminal_questions``.
"""

from __future__ import annotations

from screening.engine.document import Named
from screening.reports import words
from screening.reports.sheet import Sheet
from screening.reports.terminal_findings import (
    write_findings,
    write_labelled,
    write_line,
    write_lines,
    write_sources,
    write_title,
)
from screening.reports.terminal_questions import RULES_AT_FIRST, write_asking
from screening.reports.view import Action, Heading, View

WORDS_AT_FIRST = 4
_ROW_ROOM = 10


def write_screening(sheet: Sheet, view: View, show_all: bool) -> None:
    """The whole screening."""
    _heading(sheet, view.heading)
    _notices(sheet, view)
    _to_do(sheet, view)
    write_findings(sheet, view, show_all)
    if view.asking:
        write_asking(sheet, view.asking, show_all)
    _strengths(sheet, view, show_all)
    _rests_on_one(sheet, view, show_all)
    _policies(sheet, view, show_all)
    _sources(sheet, view, show_all)
    _basis(sheet, view)


def write_questions(sheet: Sheet, view: View, show_all: bool) -> None:
    """Only what to ask."""
    _heading(sheet, view.heading)
    _notices(sheet, view)
    if view.asking:
        write_asking(sheet, view.asking, show_all)
    else:
        sheet.blank()
        sheet.write(words.NO_QUESTION)
    sheet.blank()
    sheet.write(view.closing, style="bold")


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
        for text in notice.lines:
            sheet.write(text, indent=4, bullet=True)


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
    look_up = action.to.look_up and action.to.id not in given
    reach = f" How to reach them: {words.LOOK_UP}." if look_up else ""
    sheet.write(f"{action.step}, {action.soon}.{reach}", indent=2, lead=f"{number}.", tail=", ".join(action.rules))
    if action.to.id not in given:
        _in_one_piece(sheet, action.to, 5)
    for policy in action.policies:
        _policy(sheet, policy, known=policy.id in given)
    given.update(one.id for one in (action.to, *action.policies))
    if action.also:
        also = "; ".join(one.name if one.id in given else _with_look_up(one) for one in action.also)
        sheet.write(also, indent=5, lead="Also:", hang=7)
        given.update(one.id for one in action.also)


def _policy(sheet: Sheet, policy: Named, known: bool) -> None:
    sheet.write(policy.name if known else _with_look_up(policy), indent=5, lead="Under:", hang=7)
    if not known:
        _in_one_piece(sheet, policy, 12)


def _in_one_piece(sheet: Sheet, named: Named, indent: int) -> None:
    """Telephone number and address, each on a line of its own and unbroken."""
    if named.telephone and named.telephone not in named.name:
        sheet.whole(f"Telephone {named.telephone}", indent)
    if named.address:
        sheet.whole(named.address, indent)


def _with_look_up(named: Named) -> str:
    return f"{named.name} ({words.LOOK_UP})" if named.look_up else named.name


def _strengths(sheet: Sheet, view: View, show_all: bool) -> None:
    if view.strengths:
        sheet.heading("What is going well")
    for one in view.strengths:
        write_title(sheet, one, urgency=False)
        if show_all:
            write_lines(sheet, "Why", one.grounds, 4, show_all)
            write_labelled(sheet, "Ask", tuple(ask.text for ask in one.prompts), 4)
            write_labelled(sheet, "Limits", one.limits, 4)
            write_sources(sheet, one, 4, show_all)


def _rests_on_one(sheet: Sheet, view: View, show_all: bool) -> None:
    if view.rests_on_one:
        sheet.heading("Rests on one person's word")
    listed = view.rests_on_one if show_all else view.rests_on_one[:WORDS_AT_FIRST]
    for one in listed:
        write_line(sheet, one.line, show_all, indent=2)
        if not show_all:
            sheet.write(f"bears on {_few(one.rules)}", indent=4, style="dim")
        for text in one.without if show_all else ():
            sheet.write(text, indent=4, bullet=True)
    left = len(view.rests_on_one) - len(listed)
    if view.rests_on_one and not show_all:
        more = f"{left} more; " if left else ""
        sheet.write(f"({more}--all says what would change without it)", indent=2, style="dim")


def _few(rules: tuple[str, ...]) -> str:
    left = len(rules) - RULES_AT_FIRST
    return f"{', '.join(rules[:RULES_AT_FIRST])}{f' and {left} more' if left > 0 else ''}"


def _policies(sheet: Sheet, view: View, show_all: bool) -> None:
    """All with what they are for; at first the names of those that the opened prompts add to What to do now."""
    if show_all and view.policies:
        sheet.heading("Policies")
        for one in view.policies:
            sheet.write(_with_look_up(one.policy), indent=2, tail=", ".join(one.rules))
            if one.policy.purpose:
                sheet.write(one.policy.purpose, indent=4)
            _in_one_piece(sheet, one.policy, 4)
        return
    above = {one.id for action in view.actions for one in (action.to, *action.policies)}
    above |= {one.id for action in view.actions for one in action.also if not (one.address or one.telephone)}
    opened = {policy.id for one in view.first for policy in one.policies}
    opened |= {one.id for action in view.actions for one in action.also}
    left = [one.policy for one in view.policies if one.policy.id in opened - above]
    if left:
        sheet.heading("Policies, beside those above")
    for named in left:
        if named.address or named.telephone:
            sheet.write(_with_look_up(named), indent=2)
            _in_one_piece(sheet, named, 4)
    names = [one for one in left if not (one.address or one.telephone)]
    for lead, look_up in (("Look up locally:", True), ("Also:", False)):
        texts = [one.name for one in names if one.look_up == look_up]
        if texts:
            sheet.write(f"{lead} {'; '.join(texts)}", indent=2)


def _sources(sheet: Sheet, view: View, show_all: bool) -> None:
    """All by source with their places; at first how many places taught what stands in one line."""
    if show_all:
        sheet.heading("Sources")
        for source in view.sources:
            sheet.write(source.cite_as, indent=2, style="bold")
            for one in source.passages:
                sheet.write(one.locator, indent=4, lead=one.row, hang=_ROW_ROOM, tail=", ".join(one.rules))
        return
    rows: dict[str, set[str]] = {}
    for finding in (one for theme in view.themes for one in theme.findings):
        for cited in finding.citations:
            rows.setdefault(cited.cite_as, set()).add(cited.row)
    if rows:
        sheet.heading("Sources of the prompts in one line")
        texts = [f"{cite_as} ({words.counted(len(found), 'place')})" for cite_as, found in rows.items()]
        sheet.write(f"{'; '.join(texts)}; --all gives each with its place.", indent=2)


def _basis(sheet: Sheet, view: View) -> None:
    sheet.blank()
    for text in view.basis:
        sheet.write(text, style="dim")
    sheet.write(view.closing, style="bold")
