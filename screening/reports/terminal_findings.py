"""Findings in the terminal: a few opened out, the rest one line each by theme; everything with ``show_all``."""

from __future__ import annotations

from screening.engine.document import Citation
from screening.reports import words
from screening.reports.sheet import Sheet
from screening.reports.view import Line, Said, Shown, View

REASONS_AT_FIRST = 6
TELLINGS_AT_FIRST = 2
PROMPTS_AT_FIRST = 3
INNOCENT_AT_FIRST = 2
_URGENCY_ROOM = 11
_LABEL_ROOM = 8


def write_findings(sheet: Sheet, view: View, show_all: bool) -> None:
    """The few that are opened out, then the rest by theme; without any, nothing."""
    if view.first:
        sheet.heading(words.FIRST)
    for one in view.first:
        write_title(sheet, one)
        _opened(sheet, one, show_all)
    if view.themes:
        sheet.heading(words.BY_THEME)
    for theme in view.themes:
        sheet.write(theme.title, indent=2, style="bold")
        for one in theme.findings:
            write_title(sheet, one, indent=4)
            if show_all:
                _opened(sheet, one, show_all)
    folded = sum(len(theme.findings) for theme in view.themes)
    if folded and not show_all:
        more = f"{words.counted(folded, 'prompt')} in one line"
        sheet.write(f"({more}; --all opens all out, screening explain CASE RULE tells why)", indent=2, style="dim")
    if any(one.of_work for one in (*view.first, *(one for theme in view.themes for one in theme.findings))):
        sheet.write(words.ABOUT_THE_WORK, indent=2, lead="*", style="dim")


def write_title(sheet: Sheet, one: Shown, *, urgency: bool = True, indent: int = 2) -> None:
    """A finding in one line: urgency, title, whose it is, rule."""
    disputed = "DISPUTED: " if one.disputed else ""
    child = f" ({one.subject})" if one.subject else ""
    lead, hang = (f"{one.urgency}{'*' if one.of_work else ''}", _URGENCY_ROOM) if urgency else ("", 0)
    sheet.write(f"{disputed}{one.title}{child}", indent=indent, lead=lead, hang=hang, tail=one.rule)


def _opened(sheet: Sheet, one: Shown, show_all: bool) -> None:
    indent = 4 if sheet.narrow else 2 + _URGENCY_ROOM
    write_lines(sheet, "Why", one.grounds, indent, show_all)
    if show_all:
        write_labelled(sheet, "Reviews", (one.why,), indent)
    here = tuple(ask.text for ask in one.prompts if not ask.for_supervision)
    later = tuple(ask.text for ask in one.prompts if ask.for_supervision)
    write_labelled(sheet, "Ask", here if show_all else here[:PROMPTS_AT_FIRST], indent)
    if show_all or not here:
        _under(sheet, "In supervision", later, indent)
    _under(sheet, "Could be innocent", one.innocent if show_all else one.innocent[:INNOCENT_AT_FIRST], indent)
    if show_all:
        _under(sheet, "Limits", one.limits, indent)
        _under(sheet, "Chosen by us, because no source says it", one.chosen_by_us, indent)
    write_sources(sheet, one, indent, show_all)


def write_sources(sheet: Sheet, one: Shown, indent: int, show_all: bool) -> None:
    """Where a finding comes from, one line for each source; at first its first place, and the rows of the others."""
    found: dict[str, list[Citation]] = {}
    for cited in one.citations:
        found.setdefault(cited.cite_as, []).append(cited)
    texts = []
    for cite_as, all_cited in found.items():
        places = [f"{cited.locator} ({cited.row})" for cited in (all_cited if show_all else all_cited[:1])]
        rows = [cited.row for cited in all_cited[len(places) :]]
        also = f"; also {', '.join(rows)}" if rows else ""
        texts.append(f"{cite_as}: {'; '.join(places)}{also}")
    write_labelled(sheet, "Source", tuple(texts), indent)


def write_labelled(sheet: Sheet, label: str, texts: tuple[str, ...], indent: int) -> None:
    """Texts beside their label."""
    for number, text in enumerate(texts):
        sheet.write(text, indent=indent, lead="" if number else label, hang=_LABEL_ROOM, bullet=len(texts) > 1)


def _under(sheet: Sheet, label: str, texts: tuple[str, ...], indent: int) -> None:
    """Texts under their label, where it is too long to stand beside them."""
    if texts:
        sheet.write("", indent=indent, lead=f"{label}:")
    for text in texts:
        sheet.write(text, indent=indent + _LABEL_ROOM, bullet=True)


def write_lines(sheet: Sheet, label: str, lines: tuple[Line, ...], indent: int, show_all: bool) -> None:
    """Reasons beside their label, a few of them at first."""
    whole = show_all or len(lines) <= REASONS_AT_FIRST + 1
    shown = lines if whole else lines[:REASONS_AT_FIRST]
    for number, one in enumerate(shown):
        text = "" if number else label
        write_line(sheet, one, show_all, indent=indent, label=text, hang=_LABEL_ROOM, bullet=len(lines) > 1)
    if len(shown) < len(lines):
        more = f"and {words.counted(len(lines) - len(shown), 'more reason')}"
        sheet.write(more, indent=indent, hang=_LABEL_ROOM, bullet=True, style="dim")


def write_line(
    sheet: Sheet, line: Line, show_all: bool, *, indent: int, label: str = "", hang: int = 0, bullet: bool = False
) -> None:
    """One reason, and where accounts differ, what each says beneath it."""
    told = "; ".join(_with_tellers(said, show_all) for said in line.said)
    text = f"{line.lead} {told}" if line.lead else told
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
