"""Findings in the terminal: one line each, and the opened ones with their reasons, questions and sources."""

from __future__ import annotations

from collections.abc import Iterable

from screening.engine.document import Citation
from screening.reports import words
from screening.reports.sheet import Sheet
from screening.reports.view import Line, Said, Shown

REASONS_AT_FIRST = 6
TELLINGS_AT_FIRST = 2
_URGENCY_ROOM = 11
_LABEL_ROOM = 8


def write_findings(sheet: Sheet, heading: str, findings: tuple[Shown, ...], show_all: bool) -> None:
    """A section of findings; without any, nothing."""
    if findings:
        sheet.heading(heading)
    for one in findings:
        write_title(sheet, one)
        if one.opened or show_all:
            _opened(sheet, one, show_all)


def write_title(sheet: Sheet, one: Shown, *, urgency: bool = True) -> None:
    """A finding in one line: urgency, title, whose it is, rule."""
    disputed = "DISPUTED: " if one.disputed else ""
    child = f" ({one.subject})" if one.subject else ""
    lead, hang = (one.urgency, _URGENCY_ROOM) if urgency else ("", 0)
    sheet.write(f"{disputed}{one.title}{child}", indent=2, lead=lead, hang=hang, tail=one.rule)


def _opened(sheet: Sheet, one: Shown, show_all: bool) -> None:
    indent = 4 if sheet.narrow else 2 + _URGENCY_ROOM
    write_lines(sheet, "Why", one.grounds, indent, show_all)
    if show_all:
        write_labelled(sheet, "Reviews", (one.why,), indent)
    here = tuple(ask.text for ask in one.prompts if not ask.for_supervision)
    later = tuple(ask.text for ask in one.prompts if ask.for_supervision)
    write_labelled(sheet, "Ask", here, indent)
    if show_all or not here:
        _under(sheet, "In supervision", later, indent)
    _under(sheet, "Could be innocent", one.innocent, indent)
    if show_all:
        _under(sheet, "Limits", one.limits, indent)
        _under(sheet, "Chosen by us, because no source says it", one.chosen_by_us, indent)
    write_sources(sheet, one, indent)


def write_sources(sheet: Sheet, one: Shown, indent: int) -> None:
    """Where a finding comes from, one line for each source."""
    write_labelled(sheet, "Source", by_source(one.citations), indent)


def by_source(citations: Iterable[Citation]) -> tuple[str, ...]:
    """One text for each source: its name and every place in it."""
    found: dict[str, list[str]] = {}
    for one in citations:
        found.setdefault(one.cite_as, []).append(f"{one.locator} ({one.row})")
    return tuple(f"{cite_as}: {'; '.join(places)}" for cite_as, places in found.items())


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
