"""A team view as a page: what the cases lack as bars and as a table, policies, and prompts by theme and answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from screening.reports import words
from screening.reports.plain import cleaned, sentence
from screening.reports.supervision_page import HIDDEN, Bar, Bars, Page, Point, Section, Table, Topic, checked_in_words
from screening.reports.view import Labelled
from screening.supervision.team import Answer, Prompts, Share, TeamView

BARS: Final = 12
"""How many bars are drawn; the table has them all."""
NEVER: Final = (
    "This is about the work of a team. It is not there by worker, by child or by anything that a family is, and there "
    "is no way to ask for that. It compares nobody."
)
NOT_EVIDENCE: Final = "What is asked most often is what is not known most often. It is not how often anything is so."
ANSWERS: Final[Mapping[Answer, str]] = {
    "nobody": "no answer", "came-back": "answered, and something changed or the day is over", "done": "done",
    "doing": "being done", "not-applicable": "does not apply", "disagree": "seen differently",
    "supervision": "brought to supervision", "not-known": "answer not known (case files)",
}  # fmt: skip
POLICY_USE: Final[Mapping[str, str]] = {
    "named-and-followed": "A decision for which a policy was named and followed",
    "named-only": "A decision for which a policy was only named",
    "none-named": "A decision for which no policy was named",
    "not-recorded": "A decision of which nobody recorded which policy was used",
}


def arrange_team(view: TeamView) -> Page:
    """What a team's cases lack, in the order in which it is read."""
    view = cleaned(view)
    day = words.day(view.as_of)
    return Page(
        title="What a team's cases lack",
        file_title="What a team's cases lack",
        about=(
            Labelled(label="Cases", text=str(view.cases) if view.cases else "too few to show"),
            Labelled(label="As known on", text=day),
            Labelled(label="Locality", text=view.locality_name),
        ),
        notices=(NEVER, _rule(view), *checked_in_words(view.checked)),
        sections=tuple(_sections(view)),
        foot=f"What a team's cases lack, as known on {day}. {view.pack.title} {view.pack.version}.",
    )


def _rule(view: TeamView) -> str:
    """What is left out, said where it is left out."""
    return (
        f"Counts below {view.fewest} are not shown, nor is a count of all but so few, nor whatever else would let them "
        f"be worked out. That it is {view.fewest} is our choice. Two views of nearly the same cases can still be "
        "subtracted from each other: keep one."
    )


def _sections(view: TeamView) -> Iterator[Section]:
    if view.cases is None or view.prompts is None:
        few = f"Fewer than {2 * view.fewest} cases: any number here could point at one family, so there is none."
        yield Section(title="Too few cases", empty=few)
        return
    yield Section(
        title="What is not known",
        notes=(NOT_EVIDENCE,),
        topics=(_shares("Asked for by an open prompt, and nobody has told it", "Question", view.unknown, view.cases),),
    )
    yield Section(
        title="Policies in use",
        topics=(
            _shares("Policies that prompts lead to", "Policy", view.policies, view.cases),
            _shares("Policies with which decisions were made", "Told of decisions", view.policy_use, view.cases),
        ),
    )
    yield Section(title="Prompts by theme and answer", topics=(_prompts(view.prompts),))


def _shares(title: str, what: str, shares: tuple[Share, ...], cases: int) -> Topic:
    seen = [(one, one.cases) for one in shares if one.cases is not None]
    hidden = len(shares) - len(seen)
    bars = tuple(Bar(text=_text(one), number=number) for one, number in seen[:BARS])
    rows = tuple((_text(one), f"{number} of {cases}") for one, number in seen)
    more = f"{words.counted(hidden, 'more' if seen else 'thing', 'more' if seen else 'things')}: {HIDDEN}, because each"
    return Topic(
        title=title,
        note=f"The {len(bars)} longest are drawn." if len(seen) > len(bars) else None,
        bars=Bars(title=f"{title}: in how many of {cases} cases", whole=cases, bars=bars) if bars else None,
        table=Table(caption=title, head=(what, "In how many cases"), rows=rows) if rows else None,
        points=(Point(text=f"{sentence(more)} is in few cases, or in all but few."),) if hidden else (),
        empty="None in any case.",
    )


def _text(one: Share) -> str:
    """A question with what it is about, where its words do not say that: ``When was it raised? (concern)``."""
    if one.id in POLICY_USE:
        return POLICY_USE[one.id]
    about, dot, _ = one.id.rpartition(".")
    return f"{one.text} ({about})" if dot and about not in ("case", "child") else one.text


def _prompts(prompts: Prompts) -> Topic:
    rows = (*prompts.rows, prompts.all)
    return Topic(
        title="How prompts that are met or disputed are answered",
        note="Each is counted for each child that it is about. A count from few families is not shown either.",
        table=Table(
            caption="Prompts by theme and answer",
            head=("Theme", *(sentence(ANSWERS[one]) for one in prompts.answers), "All"),
            rows=tuple(
                (row.theme, *(HIDDEN if one is None else str(one) for one in (*row.counts, row.total))) for row in rows
            ),
        ),
        empty="No prompt is met or disputed in any case. This is not evidence of safety.",
    )
