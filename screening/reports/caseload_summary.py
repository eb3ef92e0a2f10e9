"""A caseload summed up, as a page: findings by theme and urgency, questions often open, facts often not known.

It names no case and puts none before another. What the counts do not say is said on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.caseload.summing_up import ByTheme, Row, Share, Summary
from screening.reports import words
from screening.reports.plain import cleaned, sentence
from screening.reports.supervision_page import HIDDEN, Bar, Bars, Page, Point, Section, Table, Topic
from screening.reports.view import Labelled

BARS: Final = 12
"""How many bars are drawn; the table has more."""
ROWS: Final = 40
"""How many rows a table has. What is rare comes last, and the table of standings has it all."""

NEVER: Final = "It counts what was written down. It says nothing of how likely anything is, and compares nobody."
ONE_CHANNEL: Final = (
    "A caseload is decided by the column engine alone. It is held against the evaluator and the second channel by the "
    "tests; a single case can be screened by both: screening screen."
)
NOT_EVIDENCE: Final = "A theme with few findings is not a theme without worries: much may not be written down."


def arrange_summary(summary: Summary) -> Page:
    """A summary in the order in which it is read."""
    summary = cleaned(summary)
    day = words.day(summary.as_of)
    pack = summary.pack
    few = f"too few to show: fewer than {2 * (summary.fewest or 0)}"
    about = [
        Labelled(label="Cases", text=few if summary.cases is None else f"{summary.cases:,}"),
        Labelled(label="As known on", text=day),
        Labelled(label="Locality", text=pack.locality),
    ]
    if summary.children is not None:
        about.insert(1, Labelled(label="Children told of", text=f"{summary.children:,}"))
    return Page(
        title="A caseload summed up",
        file_title="A caseload summed up",
        about=tuple(about),
        notices=(NEVER, ONE_CHANNEL, *_left_out(summary), _drafts(summary)),
        sections=tuple(_sections(summary)),
        foot=f"A caseload as known on {day}. {pack.title} {pack.version}, sha256 {pack.sha256[:12]}.",
    )


def _left_out(summary: Summary) -> Iterator[str]:
    if summary.fewest is not None:
        yield (
            f"Counts below {summary.fewest} are not shown, nor is a count of all but so few, nor whatever else would "
            "let them be worked out. Two summaries of nearly the same cases can still be subtracted: keep one."
        )


def _drafts(summary: Summary) -> str:
    pack = summary.pack
    if pack.drafts == pack.rules:
        return f"{pack.rules} rules were looked at, all drafts that no partnership has signed off."
    return f"{pack.rules} rules were looked at; {pack.drafts} are drafts that no partnership has signed off."


def _sections(summary: Summary) -> Iterator[Section]:
    cases = summary.cases
    if cases is None:
        yield Section(title="Too few cases", empty="Any number here could point at one family, so there is none.")
        return
    yield Section(
        title="Findings by theme and urgency",
        notes=(words.MEANING_NOTE, NOT_EVIDENCE),
        topics=(
            _by_theme("Met or disputed", "Each is counted for each child that it is about.", summary.findings),
            _by_theme(
                "Cannot be ruled out", "Something told opens it, and something that would settle it is not known.",
                summary.open_questions,
            ),
        ),
    )  # fmt: skip
    yield Section(title="Going well", topics=(_shares("Strengths", "Strength", summary.strengths, cases),))
    yield Section(
        title="Questions most often open",
        notes=("What rules that cannot be ruled out wait for. A question about a list is counted as one.",),
        topics=(_shares("Questions", "Question", summary.questions, cases),),
    )
    yield Section(
        title="Facts most often not known",
        notes=("Of somebody or something that was told of, nobody has told this. It is not how often anything is so.",),
        topics=(_shares("Facts that a rule reads", "Fact", summary.untold, cases),),
    )


def _by_theme(title: str, note: str, found: ByTheme | None) -> Topic:
    if found is None:
        return Topic(title=title, empty="None in any case. This is not evidence of safety.")
    bars = tuple(Bar(text=row.theme, number=row.total) for row in found.rows if row.total is not None)
    whole = max((one.number for one in bars), default=0)
    return Topic(
        title=title,
        note=f"{note} Themes are in the order of the alphabet.",
        bars=Bars(title=f"{title}, by theme", whole=whole, bars=bars) if bars else None,
        table=Table(
            caption=f"{title}, by theme and urgency",
            head=("Theme", *(sentence(one) for one in found.urgencies), "All"),
            rows=tuple((row.theme, *_cells(row)) for row in (*found.rows, found.all)),
        ),
    )


def _cells(row: Row) -> Iterator[str]:
    return (HIDDEN if one is None else f"{one:,}" for one in (*row.counts, row.total))


def _shares(title: str, what: str, found: tuple[Share, ...], cases: int) -> Topic:
    seen = [(one, one.cases) for one in found if one.cases is not None]
    hidden = len(found) - len(seen)
    bars = tuple(Bar(text=_text(one), number=number) for one, number in seen[:BARS])
    notes = [f"The first {len(bars)} are drawn." if len(seen) > len(bars) else "",
             f"The first {ROWS} of {len(seen)} are listed." if len(seen) > ROWS else ""]  # fmt: skip
    left_out = words.counted(hidden, "more" if seen else "thing", "more" if seen else "things")
    points = (Point(text=f"{left_out}: {HIDDEN}, because each is in few cases, or in all but few."),) if hidden else ()
    return Topic(
        title=title,
        note=" ".join(one for one in notes if one) or None,
        bars=Bars(title=f"{title}: in how many of {cases:,} cases", whole=cases, bars=bars) if bars else None,
        table=Table(
            caption=f"{title}: in how many of {cases:,} cases",
            head=(what, "In how many cases"),
            rows=tuple((_text(one), f"{number:,} of {cases:,}") for one, number in seen[:ROWS]),
        )
        if seen
        else None,
        points=points,
        empty="None in any case.",
    )


def _text(one: Share) -> str:
    """A question with what it is about, where its words do not say that: ``What was seen? (children injuries)``."""
    about = one.id.rpartition(".")[0]
    named = "" if about in ("", "case", "child", "children") else about.replace(".", " ")
    return f"{one.text} ({named})" if named else one.text
