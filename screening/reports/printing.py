"""``on_paper``: a screening arranged for paper, the same for PDF and DOCX.

Paper has no folding, so it is cut: what is opened out stands in full, the rest in one line each under its theme, three
questions for each person, and policies and sources by name. What can stand on paper is defined in ``paper``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, Literal

from screening.engine.document import Named, Screening
from screening.reports import words
from screening.reports.layout import arrange
from screening.reports.paper import (
    Block,
    Group,
    Heading,
    Paper,
    Paragraph,
    Point,
    Points,
    Question,
    Questions,
    Span,
    Step,
    Steps,
    Text,
)
from screening.reports.plain import clean, cleaned, theirs
from screening.reports.view import Action, Asked, Line, PolicyUsed, Shown, SourceUsed, View

ON_PAPER: Final = "On paper: what is opened out, and one line each for the rest. The file holds them all."
QUESTIONS_EACH: Final = 3
"""How many questions paper has for each person beside the smallest set."""
MANY: Final = 8
"""More first questions than this are set in two columns."""


def on_paper(screening: Screening, printed_by: str | None = None, printed_on: datetime.date | None = None) -> Paper:
    """Everything that paper holds of a screening, in the order in which it is read.

    Args:
        screening: the document.
        printed_by: who printed it, in words, such as a role; every page says so.
        printed_on: the day of printing; every page says so. No clock is asked, so the same gives the same.
    """
    screening = cleaned(screening)
    view = arrange(screening)
    return Paper(
        title=f"Screening, as known on {words.day(screening.as_of)}",
        heading=f"Screening of case {view.heading.case}",
        training=view.heading.training,
        about=tuple((one.label, one.text) for one in view.heading.about),
        blocks=tuple(_blocks(view)),
        closing=view.closing,
        foot=_foot(screening, _printed(printed_by, printed_on)),
    )


def _foot(screening: Screening, printed: str) -> str:
    parts = (
        f"Case {theirs(screening.case)}, as known on {words.day(screening.as_of)}",
        screening.locality_name,
        f"{screening.pack.title} {screening.pack.version}",
        f"{screening.drafts} of {words.counted(screening.rules_looked_at, 'rule')} not signed off",
        printed,
    )
    return ". ".join(part for part in parts if part) + "."


def _printed(by: str | None, on: datetime.date | None) -> str:
    parts = (
        f"by {theirs(clean(by))}" if by else "",
        f"on {words.day(on.isoformat())}" if on is not None else "",
    )
    said = " ".join(part for part in parts if part)
    return f"Printed {said}" if said else ""


def _blocks(view: View) -> Iterator[Block]:
    yield _paragraph(ON_PAPER, "quiet")
    for notice in view.notices:
        yield _paragraph(notice.title, "strong", "boxed" if notice.loud else "plain")
        if notice.lines:
            yield _points(notice.lines)
    yield _heading(2, "What to do now")
    for text in filter(None, (view.nothing, view.nobody)):
        yield _paragraph(text, "strong")
    if view.actions:
        yield Steps(
            steps=tuple(
                Step(
                    soon=one.soon,
                    step=_where(one.to, one.step),
                    under=_under(one),
                    rules=", ".join(one.rules),
                )
                for one in view.actions
            )
        )
    yield from _findings(view)
    yield from _questions(view)
    if view.strengths:
        yield _heading(2, "What is going well")
        for one in view.strengths:
            yield Group(look="finding", blocks=(Heading(level=3, text=_title(one, False)), *_opened(one)))
    if view.rests_on_one:
        yield _heading(2, "Rests on one person's word")
        yield Points(points=tuple(_told(one.line) for one in view.rests_on_one))
    yield from _looked_up(view)
    yield _heading(2, "What it was screened with")
    for text in view.basis:
        yield _paragraph(text)


def _findings(view: View) -> Iterator[Block]:
    if view.first:
        yield _heading(2, words.FIRST)
        meanings = [Paragraph(text=(Span(text=f"{one.label}  ", look="strong"), Span(text=one.text)))
                    for one in view.meanings]  # fmt: skip
        note = _paragraph(f"{words.MEANING_NOTE} * {words.ABOUT_THE_WORK}")
        yield Group(look="small", blocks=(*meanings, note))
    for one in view.first:
        more = Group(look="small", columns=2, blocks=tuple(_more(one)))
        yield Group(look="finding", blocks=(Heading(level=3, text=_title(one)), *_opened(one), more))
    if view.themes:
        yield _heading(2, words.BY_THEME)
    for theme in view.themes:
        yield _heading(3, theme.title)
        yield Points(points=tuple(Point(text=_title(one)) for one in theme.findings))


def _questions(view: View) -> Iterator[Block]:
    if view.asking is None:
        return
    yield _heading(2, "Cannot be ruled out: ask")
    first = view.asking.first
    if first:
        yield _heading(3, "First")
        if view.asking.first_note:
            yield _paragraph(view.asking.first_note)
        yield Questions(questions=tuple(_question(one) for one in first), columns=2 if len(first) > MANY else 1)
    if view.asking.then:
        yield _heading(3, "Then, by who could answer" if first else "By who could answer")
        yield _paragraph(words.ON_PAPER, "quiet")
    for group in view.asking.then:
        yield _heading(4, group.who)
        yield Questions(questions=tuple(_question(one) for one in group.questions[:QUESTIONS_EACH]), columns=2)
    if view.asking.open_rules:
        yield _heading(3, "What cannot be ruled out")
        titles = tuple(Paragraph(text=_title(one)) for one in view.asking.open_rules)
        yield Group(look="small", columns=2, blocks=titles)


def _looked_up(view: View) -> Iterator[Block]:
    policies = tuple(part for one in view.policies if one.first for part in _policy(one))
    if policies:
        yield _heading(2, "Policies and contacts")
        yield Group(look="small", columns=3, blocks=policies)
    if view.sources:
        yield _heading(2, "Sources")
        yield Group(look="small", blocks=tuple(_source(one) for one in view.sources))


def _title(one: Shown, urgency: bool = True) -> Text:
    spans = [Span(text=one.urgency, look="mark"), Span(text=" ")] if urgency else []
    if one.disputed:
        spans.append(Span(text="DISPUTED ", look="strong"))
    of_whom = f" ({one.subject})" if one.subject else ""
    spans.append(Span(text=f"{one.title}{of_whom}{'*' if one.of_work else ''} "))
    return (*spans, Span(text=one.rule, look="quiet"))


def _opened(one: Shown) -> Iterator[Heading | Paragraph | Points]:
    yield _paragraph(one.summary)
    if one.grounds:
        yield _heading(4, "Why")
        yield Points(points=tuple(_told(line) for line in one.grounds))
    if one.prompts:
        yield _heading(4, "Ask")
        yield _points(f"{'In supervision: ' if ask.for_supervision else ''}{ask.text}" for ask in one.prompts)
    if one.escalation:
        yield _labelled("Whom to go to", one.escalation)
    if one.policies:
        yield _labelled("Policies", "; ".join(policy.name for policy in one.policies))
    if one.innocent:
        yield _heading(4, "What could be innocent")
        yield _points(one.innocent)
    if one.citations:
        cited = groupby(sorted(one.citations, key=lambda each: each.cite_as), key=lambda each: each.cite_as)
        yield _heading(4, "Source")
        yield _points(
            f"{cite_as}: {'; '.join(f'{each.locator} ({each.row})' for each in ones)}" for cite_as, ones in cited
        )


def _more(one: Shown) -> Iterator[Group]:
    signed = ", a draft that no partnership has signed off" if one.draft else ""
    version = _paragraph(f"{one.rule}, version {one.version}{signed}.", "quiet")
    yield Group(look="small", blocks=(_heading(4, "What reviews found"), _paragraph(one.why), version))
    for title, texts in (
        ("What it does not see", one.limits),
        ("What we chose because no source says it", one.chosen_by_us),
    ):
        if texts:
            yield Group(look="small", blocks=(_heading(4, title), _points(texts)))


def _question(one: Asked) -> Question:
    about = f" ({one.about})" if one.about else ""
    reason = f"So far: {one.reason}." if one.reason else ""
    who = f"Could be answered by: {', '.join(one.who)}. Could settle {', '.join(one.settles)}."
    return Question(ask=f"{one.ask}{about}", notes=tuple(filter(None, (one.help, reason, who))))


def _told(line: Line) -> Point:
    spans: list[Span] = [Span(text=f"{line.lead} ")] if line.lead else []
    under: list[str] = []
    for said in line.said:
        spans.append(Span(text=f"{'; ' if spans and said is not line.said[0] else ''}{said.what}"))
        if said.told:
            spans.append(Span(text=f" ({'; '.join(said.told)})", look="quiet"))
        under.extend(said.differing)
    return Point(text=tuple(spans), under=tuple(under))


def _policy(one: PolicyUsed) -> Iterator[Paragraph]:
    telephone = f". Telephone {one.policy.telephone}" if one.policy.telephone else ""
    look_up = f" ({words.LOOK_UP})" if one.policy.look_up else ""
    address = one.policy.address if (one.policy.address or "").startswith(("https://", "http://")) else None
    name = Span(text=f"{one.policy.name}{telephone}{look_up} ")
    rules = Span(text=f"{', '.join(one.rules)} ", look="quiet")
    yield Paragraph(text=(name, rules, *((Span(text=address),) if address else ())), link=address)


def _source(one: SourceUsed) -> Paragraph:
    passages = "; ".join(f"{each.row} {each.locator} ({', '.join(each.rules)})" for each in one.passages)
    return Paragraph(text=(Span(text=f"{one.cite_as}: ", look="strong"), Span(text=passages)))


def _under(one: Action) -> str:
    named = (("Under", one.policies), ("Also", one.also))
    return " ".join(f"{label}: {'; '.join(_where(each) for each in ones)}." for label, ones in named if ones)


def _where(one: Named, text: str | None = None) -> str:
    telephone = f", telephone {one.telephone}" if one.telephone and one.telephone not in one.name else ""
    return f"{text or one.name}{telephone}{f' ({words.LOOK_UP})' if one.look_up else ''}"


def _heading(level: Literal[2, 3, 4], text: str) -> Heading:
    return Heading(level=level, text=(Span(text=text),))


def _paragraph(
    text: str, look: Literal["plain", "strong", "quiet"] = "plain", box: Literal["plain", "boxed"] = "plain"
) -> Paragraph:
    return Paragraph(text=(Span(text=text, look=look),), look=box)


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph(text=(Span(text=f"{label}: ", look="strong"), Span(text=text)))


def _points(texts: Iterable[str]) -> Points:
    return Points(points=tuple(Point(text=(Span(text=text),)) for text in texts))
